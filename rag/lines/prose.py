"""Sentences told by their look: what is a paragraph of the article, and what only stands beside it."""

from __future__ import annotations

import re

TITLE_CHARS = 200
"""Longest title: a longer line is a paragraph, whatever its end."""

_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?…]\s+[«“A-ZÀ-ÖØ-Þ]")


def is_prose(line: str) -> bool:
    """Whether `line` is a paragraph of the article rather than a title, a heading or a byline."""
    line = line.strip()
    told = ends_sentence(line, ".…")
    return (
        len(line) > TITLE_CHARS or (len(line) >= 40 and told) or bool(len(line) >= 80 and _TWO_SENTENCES.search(line))
    )


def ends_sentence(line: str, marks: str = ".…!?:") -> bool:
    """Whether one of the `marks` ends the line, quotation marks and brackets aside."""
    return line.rstrip('»”")]’ \u00a0\u202f').endswith(tuple(marks))


def letters(text: str | None) -> str:
    """The letters and digits of `text`, in one case: how titles and paragraphs are compared."""
    return "".join(filter(str.isalnum, (text or "").casefold()))
