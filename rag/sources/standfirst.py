"""The standfirst of a page, which the extraction leaves out when it is set apart from the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rag.lines.prose import is_prose, letters
from rag.sources.clean import clean, clean_line, repair
from rag.sources.prepare import restored
from rag.sources.printed import elements_over

STANDFIRST_CHARS = (40, 600)
"""Shortest and longest standfirst: less is a label, more is the article itself."""

RAW_CHARS = 4 * STANDFIRST_CHARS[1]
"""A text that is longer before it is cleaned is no standfirst, and there are many: each block holds those in it."""

PREFIX_LETTERS = 40
"""What a description may say before the standfirst: the outlet, the place or the section."""

_BLOCKS = ("p", "h2", "h3", "h4", "div", "span", "strong", "section", "header")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:chapo|chapeau|accroche|standfirst|dec?k|lead|lede|excerpt|intro(?:duction)?|summary|abstract|sub-?(?:head(?:line)?|title))(?:$|\s)",
    re.IGNORECASE,
)


def find_standfirst(tree: Any, descriptions: Iterable[str | None], text: str) -> Iterator[str]:
    """The visible paragraph that a description repeats, or that the page calls so; nothing when `text` has it."""
    least, most = STANDFIRST_CHARS
    told = [start for start in (letters((one or "").rstrip(" .…")) for one in descriptions) if len(start) >= least]
    blocks = [block for block in tree.iter(*_BLOCKS) if len(block) < 10 and (told or _is_called(block))]
    shown = [(block, said) for block in blocks if least <= len(said := _said(block)) <= most]
    fitting = [said for _, said in shown if any(_repeats(start, letters(said)) for start in told)]
    found = min(fitting, key=len, default="") or _called(tree, shown, text)
    if found and letters(found)[:least] not in letters(text):
        yield clean_line(found)


def _repeats(description: str, said: str) -> bool:
    """Whether a description is what is `said`, perhaps cut, perhaps after a few words of its own."""
    place = description.find(said[: STANDFIRST_CHARS[0]])
    return 0 <= place <= PREFIX_LETTERS and said.startswith(description[place:])


def _called(tree: Any, shown: list[tuple[Any, str]], text: str) -> str:
    """The only paragraph over the text that has the class of a standfirst; "" when there are several or none."""
    called = [(block, said) for block, said in shown if _is_called(block) and is_prose(said)]
    before = elements_over(tree, text) if called else set()
    over = {said for block, said in called if block in before}
    return over.pop() if len(over) == 1 else ""


def _is_called(block: Any) -> bool:
    """Whether a block is a standfirst by its class; a sentence in a second heading, over the text, is one without."""
    named = block.tag == "h2" or _CLASS.search(block.get("class") or "") is not None
    return named and next(block.iter("h1", "script", "style"), None) is None


def _said(block: Any) -> str:
    text = str(block.text_content())
    return clean(repair(restored(text))) if len(text) < RAW_CHARS else ""
