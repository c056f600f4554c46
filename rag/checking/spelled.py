"""Numbers in words with their places in a sentence, which a conversion of the whole sentence does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from text_to_num import alpha2digit

from rag.records import Language

Place = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINING = frozenset({"et", "and"})
_PER = re.compile(r"\bp(?:our|er)\s$", re.IGNORECASE)


def in_words(sentence: str, taken: Sequence[Place], language: Language) -> Iterator[tuple[Place, frozenset[float]]]:
    """Where the numbers in words stand, and their values; "un" and "one" aside, more often articles."""
    found = [one for one in _WORD.finditer(sentence) if not any(a < one.end() and one.start() < b for a, b in taken)]
    at = 0
    while at < len(found):
        run = _run(found[at:], language) if not _PER.search(sentence[: found[at].start()]) else 0
        if run:
            place = found[at].start(), found[at + run - 1].end()
            value = _value(sentence[slice(*place)], language)
            if value and value != 1:
                yield place, frozenset({value})
        at += max(1, run)


def _run(words: Sequence[re.Match[str]], language: Language) -> int:
    """How many of the first words are one number: as many as possible."""
    length = 0
    while length < len(words) and (_value(words[length].group(), language) or words[length].group() in _JOINING):
        length += 1
    text = words[0].string
    runs = range(length, 0, -1)
    return next((one for one in runs if _value(text[words[0].start() : words[one - 1].end()], language)), 0)


@lru_cache(maxsize=4096)
def _value(text: str, language: Language) -> float | None:
    """The number that `text` is as a whole; None when it is none, or an ordinal."""
    figures = alpha2digit(text.lower(), language, threshold=0)
    return float(figures) if figures.isdecimal() else None
