"""What acronyms stand for, when an article says so: "la Compagnie des eaux (CDE)", "the CDE (Compagnie des eaux)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.checking.facts import fold
from rag.records import Article, Citation, Span

_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_LONG_FIRST = re.compile(r"\(([A-Z]{2,6})\)")
_SHORT_FIRST = re.compile(r"\b([A-Z]{2,6})\s\(([^()\n]{5,90})\)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("a au aux and d de des du et en for in l la le les of on pour sur the".split())
_REACH = 90
"""Characters before the brackets in which the long form is looked for."""


def met(texts: Iterable[str]) -> list[str]:
    """The acronyms of `texts`, in order, each once."""
    return list(dict.fromkeys(one for text in texts for one in _ACRONYM.findall(text)))


def expansions(articles: Iterable[Article]) -> dict[str, Citation]:
    """Acronym → its long form, a slice of the first article that gives it."""
    found: dict[str, Citation] = {}
    for article in articles:
        for acronym, start, end in _defined(article.text):
            found.setdefault(acronym, Citation(0, article, Span(start, end, article.text[start:end])))
    return found


def spelled_out(text: str, acronym: str) -> bool:
    """Whether words of `text` in a row, small words aside, begin with the letters of `acronym`."""
    words = (one.group().lower() for one in _WORD.finditer(text))
    return acronym.lower() in "".join(fold(one)[0] for one in words if one not in _SMALL)


def _defined(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _LONG_FIRST.finditer(text):
        end = len(text[: match.start()].rstrip())
        start = _spelled(text, max(0, end - _REACH), end, match.group(1))
        if start is not None:
            yield match.group(1), start, end
    for match in _SHORT_FIRST.finditer(text):
        start, end = match.span(2)
        if _spelled(text, start, end, match.group(1)) == start:
            yield match.group(1), start, end


def _spelled(text: str, start: int, end: int, acronym: str) -> int | None:
    """Where the words from `start` to `end` begin whose first letters are `acronym`, small words aside."""
    words = [one for one in _WORD.finditer(text, start, end) if one.group().lower() not in _SMALL]
    own = words[-len(acronym) :]
    initials = "".join(fold(one.group())[0] for one in own)
    return own[0].start() if own and initials == acronym.lower() else None
