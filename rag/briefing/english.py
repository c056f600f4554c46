"""What a small model's English leaves undone, mended where there is one way only: days, and what is not certain."""

from __future__ import annotations

import re

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_GOES_ON = r"(?=[,.;:)]|$| (?:a|an|the|and|to|in|at|by|that|for|with)\b)"
_THE_DAY = re.compile(rf"(?<= )the ({_DAY}){_GOES_ON}")
_LE_LUNDI = re.compile(r"\b(?:les?|du|au|chaque) (?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)s?\b", re.IGNORECASE)
"""« Approuvé lundi soir » is “on Monday evening”, not “the Monday evening”; « le lundi » is another matter."""

_CONDITIONAL = re.compile(r"\b\w{2,}(?<!engen)(?:er|[eéun]dr|rdr|vr)ai(?:t|ent)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b\w{2,}(?:er|ir|dr|vr|rr|ur)(?:a|ont)\b", re.IGNORECASE)


_MEASURES = re.compile(r"\b((?:kilo|centi|milli)?met|lit)er(s?)\b", re.IGNORECASE)
_REQUIS = re.compile(r"\brequis(?:es?)?\b(?=.*\b(?:prison|peine)\b)|\b(?:prison|peine)\b.*\brequis(?:es?)?\b")


def english(text: str, source: str) -> str:
    """`text`, a translation of the French `source`, with its days and its conditionals as English has them.

    « Les travaux commenceraient » is not yet certain: they would begin.
    """
    if not _LE_LUNDI.search(source):
        text = _THE_DAY.sub(r"on \1", text)
    if _CONDITIONAL.search(source) and not _FUTURE.search(source):
        text = re.sub(r"\bwill\b", "would", text)
    if re.search(r"m[èe]tre|litre", source):
        text = _MEASURES.sub(r"\1re\2", text)
    return re.sub(r"\brequired\b", "sought", text) if _REQUIS.search(source) else text
