"""Text written in lines of a fixed width, as in mail and on the wire: its paragraphs put together again.

A line that was cut had no room for the next word. Where some line is short for no such reason, in a poem, a list or an
address, the block stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.lines.hyphens import joined, words_of
from rag.lines.prose import ends_sentence

WIDTHS = (50, 85)
"""The shortest and the longest full line: mail is cut at 66 to 78, the wire at 60 to 80. Below are verses, above
paragraphs."""

UNWRAPPED_CHARS = 1_000_000
"""A longer text is read as it is: it is no article, and takes a second for each million characters."""

_LINE_END = re.compile(r"\r\n?|\n")
_ITEM = re.compile(r"\s*(?:[-–—•*·>]|\d{1,3}[.)]|[a-z]\)|\d{1,4}(?: ?h ?\d{0,2})?\s?[:–—])\s")
_ROW = re.compile(r"\S {3,}\S|\t\S|\|")


def unwrap(text: str) -> str:
    """`text` with each paragraph on one line. Spaces at both ends of lines tell items and indents: not yet cleaned."""
    if len(text) > UNWRAPPED_CHARS:
        return text
    blocks = [block.split("\n") for block in re.split(r"\n(?:[ \t]*\n)+", _LINE_END.sub("\n", text))]
    pieces = [list(_pieces(block)) for block in blocks]
    usual = max((_width(piece) for block in pieces for piece in block if len(piece) > 2 and _is_cut(piece)), default=0)
    known = words_of(text) if usual or any(len(block) > 1 for block in blocks) else set()
    return "\n\n".join("\n".join(_whole(block, usual, bool(n), known)) for n, block in enumerate(pieces))


def unflow(text: str, delete_space: bool) -> str:
    """The lines of a format=flowed message (RFC 3676): one that ends with a space goes on."""
    parts: list[str] = []
    for line in _LINE_END.split(text):
        words = line.removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        parts += [words[:-1] if goes_on and delete_space else words, "" if goes_on else "\n"]
    return "".join(parts).removesuffix("\n")


def _pieces(block: Sequence[str]) -> Iterator[list[str]]:
    """The lines of a block, apart before each item of a list and each indented line; a row of a table by itself."""
    piece: list[str] = []
    for line in block:
        if piece and (_ITEM.match(line) or _is_indented(line, piece) or _ROW.search(line) or _ROW.search(piece[-1])):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _is_indented(line: str, piece: Sequence[str]) -> bool:
    return not _ITEM.match(piece[0]) and _indent(line) > _indent(piece[-1]) + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _width(piece: Sequence[str]) -> int:
    return max(len(line.rstrip()) for line in piece)


def _is_cut(piece: Sequence[str]) -> bool:
    """Whether all lines end where the next word had no room, or with a sentence, and one goes on without a capital."""
    width = _width(piece)
    ends = all(_is_full(line, after, width) or ends_sentence(line) for line, after in pairwise(piece))
    return ends and WIDTHS[0] <= width <= WIDTHS[1] and any(_goes_on(line, after) for line, after in pairwise(piece))


def _is_full(line: str, after: str, width: int) -> bool:
    word = after.strip(" \t").partition(" ")[0]  # a no-break space is inside a word
    return len(line.rstrip()) + 1 + len(word) > width


def _goes_on(line: str, after: str) -> bool:
    first = after.lstrip()[:1]
    return not ends_sentence(line) and (first.islower() or first.isdigit())


def _whole(pieces: Sequence[Sequence[str]], usual: int, below: bool, known: set[str]) -> Iterator[str]:
    """The lines of a block. `usual` is the width of the text, 0 when it is not known; `below`: not the first block."""
    for number, piece in enumerate(pieces):
        width = max(_width(piece), usual)
        pair = (below or number > 0) and len(piece) == 2 and width == usual and _is_full(piece[0], piece[1], width)
        listed = all(line.rstrip().endswith(";") for line in piece[:-1])  # items without a mark before them
        if not listed and (_is_cut(piece) or pair):
            yield from (joined(lines, known) for lines in _paragraphs(piece, width))
        else:
            yield from piece


def _paragraphs(piece: Sequence[str], width: int) -> Iterator[list[str]]:
    """The lines of a piece, apart after those that end with a sentence though the next word had room."""
    lines = [piece[0].rstrip()]
    for before, line in pairwise(piece):
        if ends_sentence(before) and not _is_full(before, line, width):
            yield lines
            lines = []
        lines.append(line.strip())
    yield lines
