"""Clean text: characters first, then spaces. It happens once, before anything points into the text by offsets.

French typography stays as it is written: no-break and narrow spaces, ’ and « ».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rag.lines.glued import unglued

TITLE_CHARS = 80
"""Longest title taken from a text that has none."""

MARKS_ON_A_LETTER = 8
"""Most accents kept on one letter. Normalisation takes a time quadratic in them: 30 s for 200,000."""

REPAIR_CHARS = 200_000
"""A longer line is not repaired: it is no article, and the repair takes a second for each million characters."""

_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
                            "\ufb05": "st", "\ufb06": "st"})  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MARK_BLOCKS = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2cef-\u30ff\ua640-\uabff\ufb1e\ufe20-\ufe2f\U00010000-\U0001efff]"
)
_SPACES = re.compile(r"[ \t]{2,}|\t")
_BLANK_LINES = re.compile(r"\n{3,}")

_FIRST_SENTENCE = re.compile(r"(.{12,}?[^\W\d]{2}[.!?…](?:[ \u00a0\u202f]?[»”])?)(?=\s|$)")


def strip_controls(text: str) -> str:
    """`text` without control characters (line feeds and tabs stay) and without lone surrogates, all else untouched."""
    return _CONTROLS.sub("", text)


def clean(text: str) -> str:
    """Composed accents (NFC), visible characters only, no printer's ligatures, single spaces, at most one blank line.

    Idempotent.
    """
    text = _CONTROLS.sub("", _LINE_END.sub("\n", text))
    text = _SPACES.sub(" ", _composed(_INVISIBLE.sub("", text)).translate(_LIGATURES))
    return squeeze(
        " ".join(line[start:end] for start, end in unglued(line)) for line in map(str.strip, text.split("\n"))
    )


def squeeze(lines: Iterable[str]) -> str:
    """Clean lines put together, with at most one blank line between two of them and none around."""
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """`text` cleaned, on one line: for titles and names."""
    return " ".join(clean(text).split("\n")).replace("  ", " ").strip()


def repair(text: str) -> str:
    """Undo what a wrong encoding did ("prÃ©sentÃ©" becomes "présenté"), line by line; sound lines stay untouched."""
    if text.isascii():
        return text
    import ftfy
    from ftfy.badness import is_bad

    def mended(line: str) -> str:
        return ftfy.fix_encoding(line) if len(line) <= REPAIR_CHARS and is_bad(line) else line

    return "\n".join(map(mended, text.split("\n")))


def make_title(text: str) -> str:
    """A title for a text that has none: its first sentence, or its first characters cut between two words."""
    line = clean_line(text.strip().partition("\n")[0][: 4 * TITLE_CHARS])
    if sentence := _FIRST_SENTENCE.match(line):
        line = sentence.group(1)
    if len(line) <= TITLE_CHARS:
        return line
    head = line[:TITLE_CHARS]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:—–-") + "…"


def printable(name: str) -> str:
    """A file name that can be shown and stored: what is invisible or not Unicode becomes "\ufffd"."""
    return _INVISIBLE.sub("\ufffd", re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", name))


def _composed(text: str) -> str:
    if _MARK_BLOCKS.search(text):  # the exact search is forty times slower than this one
        text = _excess_marks().sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


@cache
def _excess_marks() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{MARKS_ON_A_LETTER}}})[{marks}]+")
