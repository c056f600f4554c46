"""Where a claim repeats a sentence, most of its words in their order: what it puts in the place of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rag.checking.facts import fold

_REPEATED = 0.6
"""Share of its words, in their order, from which a claim repeats its source rather than tells it in other words."""


def exchanged(quote: str, claim: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words of `quote` in whose place `claim`, where it repeats most of the sentence, has others."""
    held, said = _tokens(quote), _tokens(claim)
    matcher = SequenceMatcher(None, [fold(one) for one in held], [fold(one) for one in said], False)
    if sum(block.size for block in matcher.get_matching_blocks()) >= _REPEATED * len(said):
        for what, start, end, first, last in matcher.get_opcodes():
            if what == "replace":
                yield held[start:end], said[first:last]


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)
