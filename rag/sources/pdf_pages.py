"""The program that opens a PDF, in a process of its own: PDF on standard input, lines of JSON on standard output.

It is started by its path and imports nothing of Kiosque: what a hostile file can reach is this, with a limit on memory
and time. One line of JSON for each page: [[text, left, bottom, right, top], …] in points, in the order of the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

PASSWORD, DAMAGED, LARGE = 3, 4, 5
"""Exit codes: the file asks for a password, it is no complete PDF, it has too much text."""

MOST_PAGES, MOST_LETTERS = 1000, 5_000_000
GAP_HEIGHTS = 1.2
"""A space wider than so many times the letters' height is between two columns, not between two words."""

INITIAL, INITIAL_LETTERS = 1.8, 4
"""The large first letter of an article, perhaps with « or ’, is so many times as high as the line that it begins."""

CUT = "\x02\ufffe"
"""What PDFium gives for the hyphen of a word cut at the end of a line."""

Line = list[object]


def limit(memory_bytes: int, seconds: int) -> None:
    """Where the system can: no more memory than this, no more time of the processor than that."""
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock limits it
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> int:
    """Read the file and write its pages; the exit code."""
    import pypdfium2  # type: ignore[import-untyped]  # here: only this process loads it, once it is limited

    content = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(content)
        print(json.dumps(document.get_metadata_value("Title")))
        left = MOST_LETTERS
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number].get_textpage()
            left -= page.count_chars()
            if left < 0:
                return LARGE
            print(json.dumps(lines(page)))
    except pypdfium2.PdfiumError as error:
        return PASSWORD if "assword" in str(error) else DAMAGED
    return 0


def lines(page: Any) -> list[Line]:
    """The lines of a page, cut where a wide gap separates two columns."""
    from pypdfium2.raw import FPDFText_GetUnicode  # type: ignore[import-untyped]

    found: list[Line] = []
    letters: list[tuple[str, float, float, float, float]] = []
    for index in range(page.count_chars()):
        letter = chr(FPDFText_GetUnicode(page.raw, index))
        if letter in "\r\n":
            found += [close(letters)] if letters else []
            letters = []
            continue
        left, bottom, right, top = page.get_charbox(index, loose=True)
        apart = bool(letters) and left - letters[-1][3] > GAP_HEIGHTS * max(top - bottom, 4)
        if letter != " " and (apart or after_initial(letters, top - bottom)):
            found.append(close(letters))
            letters = []
        if letters or letter != " ":
            letters.append((letter if letter not in CUT else "-", left, bottom, right, top))
        if letter in CUT:  # no end of line follows
            found.append(close(letters))
            letters = []
    return [*found, close(letters)] if letters else found


def after_initial(letters: Sequence[tuple[str, float, float, float, float]], height: float) -> bool:
    """Whether `letters` are an initial, and the next one, of this height, is of the text beside it."""
    if not 0 < len(letters) <= INITIAL_LETTERS:
        return False
    first = max(top - bottom for _, _, bottom, _, top in letters)
    return first > INITIAL * height > 0


def close(letters: list[tuple[str, float, float, float, float]]) -> Line:
    """One line: its text and the box around its letters."""
    while len(letters) > 1 and letters[-1][0] == " ":
        letters.pop()
    text = "".join(letter for letter, *_ in letters)
    boxes = [box for letter, *box in letters if letter != " "] or [list(letters[0][1:])]
    sides = list(zip(*boxes, strict=True))
    return [text, *(round(value, 1) for value in (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])))]


if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.exit(main())
