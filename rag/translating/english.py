"""What a small model's English leaves undone, mended where there is one way only: days, and what is not certain."""

from __future__ import annotations

import re

from rag.translating.shades import CONDITIONAL
from rag.typography import WEEKDAYS

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_GOES_ON = r"(?=[,.;:)]|$| (?:a|an|the|and|to|in|at|by|that|for|with)\b)"
_THE_DAY = re.compile(rf"(?<= )the ({_DAY}){_GOES_ON}")
_LE_LUNDI = re.compile(rf"\b(?:les?|du|au|chaque) (?:{'|'.join(WEEKDAYS['fr'])})s?\b", re.IGNORECASE)
"""« Approuvé lundi soir » is “on Monday evening”, not “the Monday evening”; « le lundi » is another matter."""

_FUTURE = re.compile(r"\b\w{2,}(?:er|ir|dr|vr|rr|ur)(?:a|ont)\b", re.IGNORECASE)

_MEASURES = re.compile(r"\b((?:kilo|centi|milli)?met|lit)er(s?)\b", re.IGNORECASE)
_REQUIS = re.compile(r"\brequis(?:es?)?\b(?=.*\b(?:prison|peine)\b)|\b(?:prison|peine)\b.*\brequis(?:es?)?\b")

_PAINTED = r"(?=.*\b(?:musée|peint|toile|œuvre|galerie|enchère|volée?s?\b))"
_FALSE_FRIENDS = (
    (r"^(?!.*\b(?:brut|pétrole)).*\bcrues?\b", r"\bcrude\b", "flood"),
    (r"\bincendie\b(?!.*\bincident)", r"\ban incident\b", "a fire"),
    (r"\bincendie\b(?!.*\bincident)", r"\bincident\b", "fire"),
    (r"\burgences\b", r"\burgenc(?:ies|es)\b", "emergency rooms"),
    (r"\bconservat(?:eur|rice)\b", r"\bconservator\b", "curator"),
    (r"\bprocès\b(?!-)", r"\bprocess\b", "trial"),
    (r"\blibrairies?\b(?!.*\bbibliothèque)", r"\blibrary\b", "bookshop"),
    (r"\béventuellement\b", r"\beventually\b", "possibly"),
    (r"\béventuel(?:le|les|s)?\b", r"\beventual\b", "possible"),
    (r"\bactuellement\b", r"\bactually\b", "currently"),
    (r"\bactuel(?:le|les|s)?\b", r"\bactual\b", "current"),
    (r"\bprétend(?:ent)?\b", r"\bpretend(?=s?\b)", "claim"),
    (r"\bdéceptions?\b", r"\bdeception\b", "disappointment"),
    (r"\bpar hasard\b|\ble hasard\b", r"\bhazard\b", "chance"),
    (rf"^(?!.*\btables?\b){_PAINTED}.*\btableaux?\b(?! de bord)", r"\btable(?=s?\b)", "painting"),
)
"""What the French word is, what it is taken for, and what it says: where it stands, the other cannot be meant."""


def english(text: str, source: str) -> str:
    """`text`, a translation of the French `source`, with its days and its conditionals as English has them.

    « Les travaux commenceraient » is not yet certain: they would begin.
    """
    if not _LE_LUNDI.search(source):
        text = _THE_DAY.sub(r"on \1", text)
    if re.search(CONDITIONAL, source, re.IGNORECASE) and not _FUTURE.search(source):
        text = re.sub(r"\bwill\b", "would", text)
    for meant, said, right in _FALSE_FRIENDS:
        if re.search(meant, source, re.IGNORECASE):
            text = _replaced(text, said, right)
    if re.search(r"m[èe]tre|litre", source):
        text = _MEASURES.sub(r"\1re\2", text)
    return re.sub(r"\brequired\b", "sought", text) if _REQUIS.search(source) else text


def _replaced(text: str, word: str, right: str) -> str:
    """`text` with `right` for `word`, its capital kept."""

    def written(found: re.Match[str]) -> str:
        return right.capitalize() if found.group()[0].isupper() else right

    return re.sub(word, written, text, flags=re.IGNORECASE)
