"""Site furniture: what a page prints around an article, in French and English, and what is left without it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.lines.prose import ends_sentence, is_prose
from rag.lines.shapes import BEGINNING, COMMENTS, COMMENTS_OR_HEADING, DATED, LINE, REACTIONS, RELATED

LINE_CHARS = 220
"""A longer line is a paragraph of the article, whatever its first words."""

LINK_CHARS = 160
"""Longest title in a list of links to other articles."""

SIGNATURE_CHARS = 40
"""Longest line with the name of a reader, or the time of a comment."""

SENTENCE_WORDS = 8
"""With a full stop and more words than this, a line that begins as furniture does is a sentence of the article."""


def is_furniture(line: str) -> bool:
    """Whether `line` is a share bar, a link to another article, a newsletter box, a paywall notice or the like."""
    plain = _plain(line) if len(line) <= LINE_CHARS else ""
    if ends_sentence(plain, ".!?") and len(plain.split()) > SENTENCE_WORDS:
        return LINE.fullmatch(plain) is not None
    return any(shapes.fullmatch(plain) for shapes in (LINE, BEGINNING))


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines of the article: nothing from the comments on, no list of other articles, no line of furniture."""
    lines = lines[: _comments_start(lines)]
    kept: list[str] = []
    in_links = False
    for line in lines:
        in_links = is_related(line) or (in_links and _is_link(line))
        if not in_links and not is_furniture(line) and not DATED.fullmatch(_plain(line)):
            kept.append(line)
    return kept


def _comments_start(lines: Sequence[str]) -> int:
    """The first line of the comments: their heading, once some text has come before it."""
    chars, last = 0, next((number for number in reversed(range(len(lines))) if is_prose(lines[number])), 0)
    for number, line in enumerate(lines):
        if chars > LINE_CHARS and len(line) <= LINE_CHARS:
            after = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].strip()), "")
            if _begins_comments(_plain(line), after, goes_on=last > number):
                return number
        chars += len(line)
    return len(lines)


def _begins_comments(line: str, after: str, goes_on: bool) -> bool:
    """Whether `line` is the heading of comments. Without a count it may be the article's, which then `goes_on`."""
    if COMMENTS.fullmatch(line):
        return True
    if COMMENTS_OR_HEADING.fullmatch(line):
        return not goes_on or _is_signature(after)
    return not goes_on and REACTIONS.fullmatch(line) is not None


def _is_signature(line: str) -> bool:
    return 0 < len(line) <= SIGNATURE_CHARS and line.strip()[-1] not in ".!?…:»”"


def is_related(line: str) -> bool:
    """Whether `line` is the heading of a list of other articles."""
    return len(line) <= LINE_CHARS and RELATED.fullmatch(_plain(line)) is not None


def _plain(line: str) -> str:
    """`line` with the plain spaces that the shapes are written with."""
    return line.replace("\u00a0", " ").replace("\u202f", " ").strip()


def _is_link(line: str) -> bool:
    """Whether a line that follows "Related articles" is one of them rather than the article going on."""
    return len(line) <= LINK_CHARS and not line.rstrip().endswith((".", ".»", ". »", ".”"))
