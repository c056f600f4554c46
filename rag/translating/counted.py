"""Numbers and days of a translation as its sentence has them: "eighteen" for « dix-huit », "Monday" for « lundi ».

A small model writes "7" for "seven" and takes one day of the week for another. Where the sentence leaves one way only,
that is mended; what else is wrong, the checks see as before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rag.records import OTHER, Language
from rag.typography import WEEKDAYS

_WORDS: Mapping[Language, Sequence[str]] = {
    "fr": (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
        "dix-neuf vingt"
    ).split(),
    "en": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty"
    ).split(),
}
"""From 2 on: what newspapers write in words."""


_APART = r"(?<![\w.,:/€$£–-])", r"(?![\w.,:/%]*\w|-\d|[\s\u00a0\u202f]?(?:[%€$£\d]|[ap]\.?\s?m\b|h\b|heures?\b))"
"""Around a small figure that is no part of another one, of a sum, of a time of day."""


def as_counted(translated: str, source: str, into: Language) -> str:
    """`translated` with its small numbers in words where `source` has words, in figures where it has figures."""
    for value, words in enumerate(zip(_WORDS[OTHER[into]], _WORDS[into], strict=True), start=2):
        theirs, ours = (rf"(?<![\w-]){word}(?!\w|-(?!year))" for word in words)
        figure = f"{value}".join(_APART)
        in_figures, in_words = _times(figure, source), _times(theirs, source)
        if in_words and not in_figures and not _times(ours, translated):
            translated = re.sub(figure, words[1], translated, count=in_words)
        elif in_figures and not in_words and not _times(figure, translated):
            translated = re.sub(ours, str(value), translated, count=in_figures, flags=re.IGNORECASE)
    return translated


def with_day(translated: str, source: str, into: Language) -> str:
    """`translated` with the day of the week of `source`, where each of them names one day, once."""
    theirs, ours = _days(source, OTHER[into]), _days(translated, into)
    if sum(theirs.values()) == sum(ours.values()) == 1 and theirs.keys() != ours.keys():
        return re.sub(rf"\b{WEEKDAYS[into][next(iter(ours))]}\b", WEEKDAYS[into][next(iter(theirs))], translated)
    return translated


def _times(pattern: str, text: str) -> int:
    return len(re.findall(pattern, text, re.IGNORECASE))


def _days(text: str, language: Language) -> Counter[int]:
    return Counter(
        {at: number for at, day in enumerate(WEEKDAYS[language]) if (number := _times(rf"\b{day}s?\b", text))}
    )
