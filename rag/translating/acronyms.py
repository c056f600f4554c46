"""What acronyms stand for, when an article says so: "la Compagnie des eaux (CDE)", "the CDE (Compagnie des eaux)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.checking.facts import fold
from rag.records import Article, Citation, Span

_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_LONG_FIRST = re.compile(r"\(([A-Z]{2,6})\)")
_SHORT_FIRST = re.compile(r"\b([A-Z]{2,6})\s\(([^()\n]{5,90})\)")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("a au aux and d de des du et en for in l la le les of on pour sur the".split())
_REACH = 90
"""Characters before the brackets in which the long form is looked for."""

_LONG, _WIDEST = 4, 3
"""Letters from which an acronym may leave out a word; words that there may be for each letter."""


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
    """Whether words of `text` in a row begin with the letters of `acronym`, small words counted or not."""
    words, length = _initials(text), len(acronym)
    return any(
        _spelled(words[start:end], acronym.lower())
        for start in range(len(words))
        for end in range(start + length, min(len(words), start + _WIDEST * length) + 1)
    )


def expands(text: str, acronym: str) -> bool:
    """Whether all words of `text` may be what `acronym` is short for: a long one may leave out one of them (SNCF)."""
    return _spelled(_initials(text), acronym.lower(), spare=int(len(acronym) >= _LONG))


def _defined(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _LONG_FIRST.finditer(text):
        end = len(text[: match.start()].rstrip())
        starts = [one.start() for one in _WORD.finditer(text, max(0, end - _REACH), end)]
        start = next((one for one in reversed(starts) if expands(text[one:end], match.group(1))), None)
        if start is not None:
            yield match.group(1), start, end
    for match in _SHORT_FIRST.finditer(text):
        if match.group(2)[0].isalpha() and expands(match.group(2), match.group(1)):
            yield match.group(1), *match.span(2)


def _initials(text: str) -> list[tuple[str, bool]]:
    """The first letter of each word, and whether it is a small word."""
    words = (fold(one.group()) for one in _WORD.finditer(text))
    return [(one[0], one in _SMALL) for one in words]


def _spelled(words: Sequence[tuple[str, bool]], letters: str, spare: int = 0) -> bool:
    """Whether `words` begin with `letters`, the first and the last with the first and the last of these."""
    ends = words and letters and words[0][0] == letters[0] and words[-1][0] == letters[-1]
    return bool(ends) and _go_on(words[1:], letters[1:], spare)


def _go_on(words: Sequence[tuple[str, bool]], letters: str, spare: int) -> bool:
    """Whether `words`, all of them, begin with `letters`; small ones may be left out, and `spare` others."""
    if not words:
        return not letters
    (initial, small), rest = words[0], words[1:]
    if letters[:1] == initial and _go_on(rest, letters[1:], spare):
        return True
    left = spare if small else spare - 1
    return left >= 0 and _go_on(rest, letters, left)
