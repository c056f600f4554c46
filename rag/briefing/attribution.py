"""Who said it: a fact that an article gives as somebody's word must not become a fact."""

from __future__ import annotations

import re

_SAYING = re.compile(
    r"\b(?:selon|d[’']apr[eè]s|pour (?:le|la|les|l[’'])\s?\w+,|a[- ](?:t[- ]?)?(?:elle|il|on)?\s?(?:déclaré|affirmé|"
    r"indiqué|assuré|estimé|dit|annoncé|ajouté|expliqué|précisé|reconnu|dénoncé|souligné|confié|prévenu)|"
    r"(?:déclare|affirme|indique|assure|estime|dit|ajoute|explique|précise|raconte|dénonce|souligne|confie|prévient|"
    r"promet|accuse|réclame)(?:nt)?|annonce(?:nt)?|according to|said|says|told|claim(?:s|ed)?|warn(?:s|ed)?|"
    r"add(?:s|ed)|argue(?:s|d)?|estimate(?:s|d)?|announced|acknowledged|insist(?:s|ed)?|report(?:s|ed) that)\b",
    re.IGNORECASE,
)


def attributed(text: str) -> bool:
    """Whether `text`, French or English, says whose word it is."""
    return bool(_SAYING.search(text))
