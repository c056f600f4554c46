"""Numbers and days of a translation as its sentence has them: "eighteen" for « dix-huit », "Monday" for « lundi ».

A small model writes "7" for "seven" and takes one day of the week for another. Where the sentence leaves one way only,
that is mended; what else is wrong, the checks see as before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rag.records import OTHER, Language
from rag.typography import MONTHS, WEEKDAYS

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


_ABOUT = {
    "dizaine": (10, "ten"), "vingtaine": (20, "twenty"), "trentaine": (30, "thirty"), "quarantaine": (40, "forty"),
    "cinquantaine": (50, "fifty"), "soixantaine": (60, "sixty"), "centaine": (100, "(?:a|one) hundred"),
}  # fmt: skip
_VAGUE = re.compile(r"\b(?:about|around|approximate|roughly|some|nearly|almost|close to|or so|estimate)", re.IGNORECASE)


def as_vague(translated: str, source: str) -> str:
    """English with “about twenty” for « une vingtaine », where it says "20" or "a group of 20"."""
    for vague, (value, word) in _ABOUT.items():
        said = re.search(rf"\bune {vague} d[e’']", source, re.IGNORECASE)
        if said and not _VAGUE.search(translated) and not _times(rf"\b{value}\b", source):
            exact = rf"(?:\ba (?:group|number|total) of )?\b(?:{value}|{word})\b(?![-.,]?\d)"
            about = f"about {word.replace('(?:a|one)', 'a')}"
            translated = re.sub(exact, about, translated, count=1, flags=re.IGNORECASE)
    return translated[:1].upper() + translated[1:]


def with_day(translated: str, source: str, into: Language) -> str:
    """`translated` with the day of the week of `source`, where each of them names one day, once."""
    translated = _in_own_words(translated, source, into)
    theirs, ours = _days(source, OTHER[into]), _days(translated, into)
    if sum(theirs.values()) == sum(ours.values()) == 1 and theirs.keys() != ours.keys():
        return re.sub(rf"\b{WEEKDAYS[into][next(iter(ours))]}\b", WEEKDAYS[into][next(iter(theirs))], translated)
    return translated


def _in_own_words(translated: str, source: str, into: Language) -> str:
    """`translated` with the days and months that it left as they stand in `source`: "mardi 11 February"."""
    for theirs, ours in zip(_named(OTHER[into]), _named(into), strict=True):
        if re.search(rf"\b{theirs}\b", source):
            translated = re.sub(rf"\b{theirs}\b", ours, translated)
    return translated


_SHORT = (2, 4)
"""March and May, « mars » and « mai »: a planet and a verb."""


def _named(language: Language) -> list[str]:
    """The days, then the months that are no other word in either language."""
    return [*WEEKDAYS[language], *(one for at, one in enumerate(MONTHS[language]) if at not in _SHORT)]


def _times(pattern: str, text: str) -> int:
    return len(re.findall(pattern, text, re.IGNORECASE))


def _days(text: str, language: Language) -> Counter[int]:
    return Counter(
        {at: number for at, day in enumerate(WEEKDAYS[language]) if (number := _times(rf"\b{day}s?\b", text))}
    )
