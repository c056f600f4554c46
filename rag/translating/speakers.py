"""Who speaks, put before what is said: « “Non”, a dit la maire » is translated as « La maire a dit : “Non” ».

Where a sentence begins with a quotation, a small model forgets its marks, and often who says it.
"""

from __future__ import annotations

import re

from rag.records import Language
from rag.typography import WEEKDAYS

_SPOKEN = re.compile(r"[\"«“]\s*([^\"«»“”]+?),?\s*[\"»”]\s*,?\s+([^\"«»“”]+?)\s*[.!?…]?")
"""A sentence that is a quotation and what tells who said it."""

_INVERTED = re.compile(r"((?:s[’'])?\w+)(?:[- ]t)?-(ils?|elles?|on)\b(.*)")
"""« a-t-il ajouté », « s’est-elle félicitée », « peut-on lire dans le communiqué »."""

_PARTICIPLE = r"(?:\w+ment |encore |aussi |également |ainsi )?\w+(?:é|it|lu|vi|pris|u)e?s?"
_SAYS_FR = (
    r"affirm|ajout|assur|confi|conclu|constat|déclar|déplor|détaill|dénonc|estim|expliqu|indiqu|insist|martèl|not|précis"
    r"|prévien|racont|rappel|reconnaî|regrett|relèv|répond|résum|soulign|soutien|témoign"
)
_FRENCH = re.compile(
    rf"((?:(?:a|ont|avait|avaient|s[’']est|se sont) {_PARTICIPLE}|dit|écrit|poursuit"
    rf"|(?:{_SAYS_FR})(?:e|ent|t|ait|aient)?)"
    r"(?: (?:encore|également|notamment|aussi|ainsi|pour sa part|de son côté))?) "
    r"((?:l[ae’']|les|un|une|son|sa|ses|leurs?|M\.|Mme|[A-ZÀ-Ý]).*?)"
    r"(,? (?:à l[’']A|alors|après|au cours|au micro|avant|ce|cette|dans|devant|lors|pendant|sur"
    rf"|{'|'.join(WEEKDAYS['fr'])}|le \d+|(?<=, )\w+ant)\b.*)?"
)
"""« a déclaré la ministre », « souligne encore M. Fontenac, qui préside le conseil »."""

_SAID = (
    r"(?:said|says|add(?:ed|s)|told|wrote|writes|tweeted|explain(?:ed|s)|insist(?:ed|s)|continued|warn(?:ed|s)|argu(?:ed|es)"
    r"|conclud(?:ed|es)|noted|notes|recall(?:ed|s)|stressed|declared|stated|claim(?:ed|s)|admit(?:ted|s)|announced|replied)"
)
_ENGLISH = re.compile(
    rf"({_SAID}) (.+?)(,? (?:about|after|as|at|before|during|early|following|from|in|last|of (?:his|her|the way)|on|to"
    r"|when|while)\b.*)?"
)
"""“said the mayor”."""

_ENGLISH_FIRST = re.compile(rf"(?:he|she|they|it|the|an?|[A-Z])[^,]*? {_SAID}\b.*")
"""“the mayor said on Monday”."""


def speaker_first(sentence: str, language: Language) -> str:
    """`sentence` with who speaks before what is said, when it is a quotation and that; else as it is."""
    spoken = _SPOKEN.fullmatch(sentence.strip())
    said = _told(spoken.group(2), language) if spoken else None
    if not (spoken and said):
        return sentence
    return f'{said[:1].upper()}{said[1:]}{" " if language == "fr" else ""}: "{spoken.group(1)}"'


def _told(tail: str, language: Language) -> str | None:
    """“the mayor said” for “said the mayor”."""
    if language == "fr" and (found := _INVERTED.fullmatch(tail)):
        verb, who, rest = found.groups()
        return f"{who} {verb}{rest}"
    found = (_FRENCH if language == "fr" else _ENGLISH).fullmatch(tail)
    if found:
        verb, who, rest = found.groups()
        return f"{who}{',' * (',' in who)} {verb}{rest or ''}"
    return tail if language == "en" and _ENGLISH_FIRST.fullmatch(tail) else None
