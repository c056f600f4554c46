"""Cuts French and English news text into sentences, as exact slices.

A rule-based splitter in the manner of Punkt's candidates (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence
Boundary Detection"): every run of stops followed by white space is a candidate, and the words on both sides decide.
The lists come from `abbreviations`. Newlines always end a sentence (headings, list items); semicolons never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.library import abbreviations as words
from rag.lines.glued import unglued
from rag.records import Language, Span

LONGEST_CHARS = 600
"""A "sentence" longer than this is a list or a page without stops: it is cut so that a citation stays readable."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A run of stops, the quotes and brackets that it closes, then white space. The lookbehind and the possessive
# quantifiers keep the scan linear on a million full stops.
_CANDIDATE = re.compile(
    r"(?<![.!?…])(?P<stops>[.!?…]++)(?P<closers>(?:[\"”’'»)\]]|[ \u00a0\u2009\u202f][»])*+)(?P<gap>\s++)(?=\S)"
)
_OPENERS = re.compile(r"[\s\"“”‘’'«‹(\[\-–—•*]*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'](?=[^\W\d_]))?")
_NUMBER = re.compile(r"\d|[IVXLC]+\b")
_LAST_TOKEN = re.compile(r"[^\s\"“‘«‹(\[/’']+$")
_LIST_MARK = re.compile(r"\s*[\"“«(]*(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})$")
_LONGEST_MARK = 12
_DOTTED = re.compile(r"^(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]{1,3}$")
_ATTRIBUTION = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,4}?(?P<verb>[a-z]+)\b")
_WINDOW = 80
"""Characters looked at on each side of a candidate: enough for any abbreviation or name."""


def split_sentences(text: str, language: Language) -> list[Span]:
    """The sentences of `text`, in order, without outer white space; together they cover every other character."""
    spans = (
        (cut_start, cut_end)
        for line in _LINE.finditer(text)
        for first, last in unglued(line.group())
        for start, end in _split_line(line.group()[first:last], language)
        for cut_start, cut_end in _cut_long(text, line.start() + first + start, line.start() + first + end)
    )
    return [Span(start, end, text[start:end]) for start, end in spans]


def _split_line(line: str, language: Language) -> Iterator[tuple[int, int]]:
    start = 0
    for candidate in _CANDIDATE.finditer(line):
        if _ends_sentence(line, start, candidate, language):
            yield start, candidate.end("closers")
            start = candidate.end()
    yield start, len(line)


def _ends_sentence(line: str, start: int, candidate: re.Match[str], language: Language) -> bool:
    following = line[candidate.end() : candidate.end() + _WINDOW]
    opening = _OPENERS.match(following)
    first = following[opening.end() : opening.end() + 1] if opening else ""
    if first.islower():
        return False
    if candidate["closers"]:
        return not _is_attribution(following)
    if candidate["stops"] != ".":
        return True
    if candidate.start() - start <= _LONGEST_MARK and _LIST_MARK.match(line[start : candidate.start()]):
        return False
    before = line[max(start, candidate.start() - _WINDOW) : candidate.start()]
    return _full_stop_ends(before, following, language)


def _is_attribution(following: str) -> bool:
    match = _ATTRIBUTION.match(following)
    return match is not None and match["verb"] in words.SAYING


def _full_stop_ends(before: str, following: str, language: Language) -> bool:
    """Whether a full stop between `before` and `following` ends a sentence and not just an abbreviation."""
    found = _LAST_TOKEN.search(before)
    token = found.group() if found else ""
    last = token.rsplit("-", 1)[-1]
    if last in words.TITLES or last in words.TITLES_OF[language]:
        return False
    if token.lower() in words.NUMBERED and _NUMBER.match(following):
        return False
    if token.lower() in words.CLOCK:
        return _first_word(following) not in words.AFTER_CLOCK
    if _DOTTED.match(token) or last in words.OFTEN_FINAL:
        return _opens_sentence(following)
    if len(token) == 1 and token.isalpha() and token.isupper():
        begins_name = _first_word(following) in words.NAME_PARTICLES and _follows_name(before)
        return _opens_sentence(following) and not begins_name
    return True


def _first_word(following: str) -> str:
    match = _WORD.match(following)
    return match.group() if match else ""


def _opens_sentence(following: str) -> bool:
    return _first_word(following) in words.STARTERS or following[:1] in '«“"—–'


def _follows_name(before: str) -> bool:
    """Whether the initial that ends `before` comes first or after a capitalised word: "Marine J. Le Pen"."""
    earlier = before[:-1].split()
    return not earlier or earlier[-1][:1].isupper()


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim text[start:end] and cut it at commas, else spaces, into pieces of at most LONGEST_CHARS."""
    while (start := _skip_space(text, start, end)) < end:
        stop = end if end - start <= LONGEST_CHARS else _cut_point(text, start, start + LONGEST_CHARS)
        last = stop
        while text[last - 1].isspace():
            last -= 1
        if end - start <= LONGEST_CHARS or last > start:
            yield start, last
        start = stop


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _cut_point(text: str, start: int, limit: int) -> int:
    """Where to cut before `limit`: after a comma or semicolon in the second half, else at a space, else there."""
    middle = (start + limit) // 2
    for marks in ((", ", "; ", ",\u00a0"), (" ", "\u00a0", "\u202f", "\t")):
        best = max(text.rfind(mark, middle, limit) for mark in marks)
        if best >= 0:
            return best + 1
    return limit
