"""Whether a page can be parsed at all, told from its characters before, and from its tree after."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

MOST_ATTRIBUTES = 1_000
"""On one tag. The parser compares each with all others: ten minutes for 100,000, which take half a megabyte."""

LONGEST_RUN_CHARS = 10_000_000
"""Between two tags. The parser drops a longer text, and all that follows it."""

MOST_ELEMENTS = 50_000
"""A page with more is no article (the largest of a press corpus has some thousands), and takes half a minute."""

DEEPEST = 254
"""Elements around another. The parser stops at the next one, and drops the rest of the page."""

# The values of attributes may hold ">", and scripts, comments and the like may hold anything. Each alternative always
# matches once begun, and never gives back what it took: the time stays linear in the length of the page.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+"""
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?:(script|style|textarea|title|xmp|iframe|noframes|noembed)\b({_ATTRIBUTES})(?:>.*?(?:</\1|\Z))?"
    rf"|[a-z]({_ATTRIBUTES}))",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))""")


def is_parsable(page: str | bytes) -> bool:
    """Whether the parser takes `page` whole, in a time that does not grow faster than its length."""
    page = page.decode("latin-1") if isinstance(page, bytes) else page
    if any(len(run) > LONGEST_RUN_CHARS for run in page.split("<")):
        return False
    tags = (match[2] or match[3] or "" for match in _TAG.finditer(page))
    return all(_attributes(tag) <= MOST_ATTRIBUTES for tag in tags if len(tag) > 2 * MOST_ATTRIBUTES)


def is_tangled(tree: Any) -> bool:
    """Whether there are too many elements in `tree`, or so many inside one another that the rest was dropped."""
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS)) == MOST_ELEMENTS:
        return True
    return bool(tree.xpath(f"boolean(//*[count(ancestor::*) >= {DEEPEST}])"))


def _attributes(tag: str) -> int:
    return len(_VALUE.sub(" ", tag).replace("/", " ").split())
