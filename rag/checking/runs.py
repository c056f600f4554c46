"""Names as they stand in a sentence: the words side by side that make one, and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from rag.checking import facts

_JOINED = re.compile(
    r"(?:\.?[ \u00a0]|-)(?:(?:de|du|des|de [lL]a|of|of the|von|van|ben|bin|[lL]e|[lL]a)[ \u00a0]|d[’'])?"
)
"""What may stand inside one name: « Butler d’Ormonde », "Angel Island"."""

_COLON = re.compile(r":(?=\s)")


@dataclass(frozen=True)
class Name:
    """The words of a name, particles aside; `start` and `end` are its place in the text."""

    words: tuple[str, ...]
    start: int
    end: int


def names_in(text: str, proper: Set[str]) -> list[Name]:
    """The names of `text` in order, each whole. `proper` are words that are names even where they open a sentence."""
    found: list[Name] = []
    for one in _single(text, proper):
        last = found[-1] if found else None
        if last and _JOINED.fullmatch(text[last.end : one.start]):
            found[-1] = Name((*last.words, *one.words), last.start, one.end)
        else:
            found.append(one)
    return found


def _single(text: str, proper: Set[str]) -> Iterator[Name]:
    at = 0
    for word in facts.names(_COLON.sub(",", text), proper):  # what follows a colon opens no sentence
        place = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(text, at)
        if place:
            at = place.end()
            yield Name((word,), place.start(), place.end())
