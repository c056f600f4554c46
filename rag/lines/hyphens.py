"""Words cut at the end of a line: with their hyphen when it is theirs, without it when the cut put it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

SOFT = "\u00ad"
_CUT = re.compile(rf"\w[-{SOFT}\u2010]")

_KEPT_AFTER = re.compile(
    r"(?:(?:ci|là|il|elle|ils|elles|on|nous|vous|je|tu|ce|moi|toi|lui|leur|le|la|les|y|en|à|même|mêmes|être|delà)\b|t-)"
)
_KEPT_BEFORE = re.compile(
    r"(?:^|\W)(?:vice|ex|non|demi|mi|semi|quasi|celui|celle|ceux|celles|grande?s?|petite?s?|arrière|avant|après|sous|"
    r"outre|sans|nord|sud|ouest|tout|haut|mieux|plus|sainte?|chefs?|sapeurs?|savoir|laissez|deux|trois|cinq|"
    r"vingt|trente|quarante|cinquante|soixante|quatre|dix|self|well|co|part|full|long|short|high|low|two|three|five)-$|"
    r"-(?:de|à|en|au|aux|du|des|sur|sous|par|le|la|lès|et|of|the|to|in|and|by)-$",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"(?:franco|anglo|germano|hispano|russo|turco|arabo|israélo|sino)-(?!phon|phil|phob|log|man)|anti-i|entre-(?:temps|deux)|"
    r"porte-(?:parole|avion|voix|monnaie|drapeau|conteneur|bonheur|clé|clef|bagage)|week-end|tiers-monde|compte-rendu|"
    r"contre-(?:attaque|pouvoir|enquête|offensive|expertise|exemple|productif|productive|terrorisme|courant)|"
    r"garde-(?:côte|corps|fou|chasse|malade|frontière)|pare-(?:brise|feu|choc|soleil|balle)",
    re.IGNORECASE,
)
"""First parts that are also syllables ("francophone", "porterait") keep the hyphen before some words only."""


def words_of(text: str) -> set[str]:
    """The words of a document, in small letters: what is written in it elsewhere tells how a cut word is."""
    return {word.lower() for word in re.findall(r"[\w-]+", text)}


def joined(lines: Sequence[str], known: set[str]) -> str:
    """The lines of a paragraph as one; `known` are the words of the whole document."""
    parts = list(lines[:1])
    for before, after in pairwise(lines):
        hyphen = _hyphen(before, after, known)
        if hyphen is not None:
            parts[-1] = parts[-1][:-1]
        parts += [" " if hyphen is None else hyphen, after]
    return "".join(parts)


def _hyphen(before: str, after: str, known: set[str]) -> str | None:
    """What is between the two parts of a word: "-" or nothing; None between two words."""
    if not _CUT.match(before[-2:]) or not after[:1].isalnum() or after[:1].isdigit() != before[-2].isdigit():
        return None
    if before[-1] == SOFT:
        return ""
    return "" if after[:1].islower() and not _is_compound(before[:-1], after.lower(), known) else "-"


def _is_compound(before: str, after: str, known: set[str]) -> bool:
    """Whether the word between the two lines has a hyphen there."""
    first, rest = re.split(r"[\s’']", before)[-1].lower(), re.match(r"[\w-]+", after)
    second = rest.group() if rest else ""
    if f"{first}-{second}" in known or first + second in known:
        return f"{first}-{second}" in known
    begins = _KEPT_BEFORE.search(f"{first}-") or _PAIRS.match(f"{first}-{second}")
    return begins is not None or _KEPT_AFTER.match(second) is not None
