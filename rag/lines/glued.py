"""Sentences glued to one another: "…mort.Les secours", "…mort."Nous partons", dit-elle", "…mort...Va-t-on".

Collections and pages lose the line ends of their paragraphs in this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Two lower-case letters before, so that "U.S." and "P.-D.G." stay; a word and a space after, so that "Journal.Exemple"
# at the end of an address stays.
_END = re.compile(
    r"(?:(?<=[a-zà-öø-ÿ]{2})|(?<=[»”)\]\"]))[.!?…]++(?P<quote>\"?)"
    r"(?=(?:«[ \u00a0\u202f]?|“)?[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]*(?:[’' \u00a0]|-[a-zç]))"
)


def unglued(line: str) -> Iterator[tuple[int, int]]:
    """The parts of `line` between such sentences, which together are the line.

    A straight quotation mark between two of them opens the second where no other is open, else it closes the first.
    """
    start, counted, quotes = 0, 0, 0
    for end in _END.finditer(line):
        quotes, counted = quotes + line.count('"', counted, end.start()), end.start()
        stop = end.start("quote") if quotes % 2 == 0 else end.end()
        yield start, stop
        start = stop
    yield start, len(line)
