"""Lines of pages made text again: order of the columns, paragraphs, words cut in two, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

from rag.lines.hyphens import joined, words_of

EDGE_LINES = 3
"""Running heads and page numbers are among so many lines from the top and from the bottom."""

PARAGRAPH_GAP = 1.5
"""Paragraphs are further apart than lines: by so many times the usual distance."""

OTHER_HEIGHT = 1.25
"""A heading has letters so many times as high as the text."""

SHORT_LINE = 0.85
"""A line that ends a sentence and fills less of its column than this ends its paragraph."""

INITIAL = 1.8
"""A letter that begins an article is printed so many times as high as the text, or more."""

MOST_INITIALS = 20
"""A page with more is no page of a newspaper, and each is looked for among all lines."""

NUMBER_GAP = 1.5
"""The number of a page is away from the text by so many times its height."""

SWITCHES = 4
"""A file that goes back and forth between the columns so many times on a page was not written in reading order."""

NARROW, CROSSING = 0.6, 0.03
"""A line of one column among several takes less of the width of the page; so few of these cross what is between two."""

COLUMN_LINES, FILLED = 4, 0.6
"""Fewest lines of a column of text, and how much of it most of them fill."""

MOST_FEET, NOTE_WORDS = 6, 4
"""Among so many lines of the beginning of a file are the notes, of so many words, that it draws before the text."""

_ENDS = re.compile(r"[.!?…:»”\")\]]$")
_FIGURE = re.compile(r"[\d\s.,%€$£+-]+")
_INITIAL = re.compile(r"[«“\"]?\s?[A-ZÀ-ÖØ-ÞŒ][’']?")
_WORDS = ("A", "À", "I", "Y", "Ô")
"""Words of one letter. Others are the first letter of a word."""
_BULLET = re.compile(r"[-–—•*]|\(?\w{1,3}[.)]")
_PAGE = re.compile(r"(?:page |p\. ?)?[-–— ]*\d{1,4}[-–— ]*(?:(?:/|sur|of) ?\d{1,4})?", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of a page and the box around it, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def join(pages: Sequence[Sequence[Line]]) -> str:
    """The text of the pages, paragraphs apart by a blank line."""
    kept = without_running_heads(pages)
    known = words_of("\n".join(line.text for page in kept for line in page))
    lines = [line for page in kept for line in in_reading_order(_with_initials(page, known))]
    return "\n\n".join(joined([line.text.strip() for line in paragraph], known) for paragraph in _paragraphs(lines))


def headline(page: Sequence[Line]) -> str | None:
    """The lines in the largest letters of the first page, when these are larger than those of the text."""
    lines = [line for line in page if any(map(str.isalpha, line.text)) and not _INITIAL.fullmatch(line.text.strip())]
    if not lines:
        return None
    usual, largest = median(line.height for line in lines), max(line.height for line in lines)
    first = next(place for place, line in enumerate(lines) if line.height > largest / 1.1)
    end = next((n for n, line in enumerate(lines[first:], first) if line.height <= largest / 1.3), len(lines))
    return (
        joined([line.text.strip() for line in lines[first:end]], set())
        if largest > OTHER_HEIGHT * usual and end - first <= 5
        else None
    )


def _with_initials(page: Sequence[Line], known: set[str]) -> list[Line]:
    """The lines of a page, the large letter that begins an article put before the line at its right."""
    usual = median([line.height for line in page] or [0])
    lines = list(page)
    initials = [one for one in page if _INITIAL.fullmatch(one.text.strip()) and one.height > INITIAL * usual]
    for initial in initials[:MOST_INITIALS]:
        beside = [one for one in lines if _is_beside(one, initial)]
        if beside:
            first = max(beside, key=lambda one: (one.top, -one.left))
            lines[lines.index(first)] = replace(first, text=_begun(initial.text.strip(), first.text.strip(), known))
            lines.remove(initial)
    return lines


def _begun(initial: str, words: str, known: set[str]) -> str:
    """A line with its large first letter, which is a word by itself or the first letter of one."""
    word = words.partition(" ")[0].lower()
    apart = initial in _WORDS and word in known and f"{initial.lower()}{word}" not in known
    return f"{initial} {words}" if apart else f"{initial}{words}"


def _is_beside(line: Line, initial: Line) -> bool:
    middle = (line.top + line.bottom) / 2
    return initial.bottom < middle < initial.top and 0 < line.left - initial.left < 2 * initial.height


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what is printed at the edge of most of them, numbers aside, and without page numbers."""
    edges = [_edges(page) for page in pages]
    times = Counter(key for edge in edges for key in {_key(line) for line in edge if not _FIGURE.fullmatch(line.text)})
    repeated = {key for key, count in times.items() if count > max(1, len(pages) / 2)}
    numbers = [{_number(line): line.bottom for line in edge if _number(line)} for edge in edges]
    around = zip([{}, *numbers], [*numbers[1:], {}], strict=False)
    return [
        [line for line in page if line not in edge or not (_key(line) in repeated or _is_number(line, page, *beside))]
        for page, edge, beside in zip(pages, edges, around, strict=False)
    ]


def in_reading_order(page: Sequence[Line]) -> list[Line]:
    """The lines as they are in the file; column by column where the file goes across the columns."""
    page = _feet_last(page)
    gutters = _gutters(page)
    columns = [_column(line, gutters) for line in page]
    if sum(before != after for before, after in pairwise(one for one in columns if one is not None)) < SWITCHES:
        return page
    ordered: list[Line] = []
    waiting: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in sorted(page, key=lambda line: -line.top):
        column = _column(line, gutters)
        if column is not None:
            waiting[column].append(line)
        else:
            ordered += [*chain(*waiting), line]
            waiting = [[] for _ in waiting]
    return [*ordered, *chain(*waiting)]


def _feet_last(page: Sequence[Line]) -> list[Line]:
    """The page with the notes that a file draws first, and that stand under all the rest, at its end; not labels."""
    first = range(min(MOST_FEET, len(page) - 1))
    under = [page[n] for n in first if page[n].top <= min(line.bottom for line in page[n + 1 :])]
    feet = [line for line in under if len(line.text.split()) >= NOTE_WORDS]
    return [*(line for line in page if line not in feet), *feet]


def _gutters(page: Sequence[Line]) -> list[float]:
    """The middles of the white strips between columns of text, from the left; the middle of the page without any."""
    if not page:
        return []
    left, right = min(line.left for line in page), max(line.right for line in page)
    usual = median(line.height for line in page)
    narrow = [
        line for line in page if line.right - line.left < NARROW * (right - left) and line.height < OTHER_HEIGHT * usual
    ]
    covered = Counter(point for line in narrow for point in range(int(line.left), int(line.right) + 1))
    white = [point for point in range(int(left), int(right)) if covered[point] <= len(narrow) * CROSSING]
    strips = [point for before, point in pairwise([-2, *white]) if point != before + 1]
    ends = [point for point, after in pairwise([*white, -2]) if after != point + 1]
    found = [
        (start + end) / 2 for start, end in zip(strips, ends, strict=True) if left < start - 1 and end + 1 < right - 1
    ]
    columns = [[line for line in narrow if _column(line, found) == n] for n in range(len(found) + 1)]
    return found if found and all(map(_is_text, columns)) else [(left + right) / 2]


def _is_text(column: Sequence[Line]) -> bool:
    """Whether lines fill a column, as those of a table do not."""
    if len(column) < COLUMN_LINES:
        return False
    width = max(line.right for line in column) - min(line.left for line in column)
    return median(line.right - line.left for line in column) > FILLED * width


def _column(line: Line, gutters: Sequence[float]) -> int | None:
    """The column that a line is in, from 0; None when it goes across several."""
    over = [gutter for gutter in gutters if line.left < gutter]
    return None if any(gutter < line.right for gutter in over) else len(gutters) - len(over)


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.top)
    return [*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", "".join(line.text.lower().split()))


def _number(line: Line) -> int:
    """The page that the line may be the number of; 0 when it is something else."""
    return int(line.text) if re.fullmatch(r"\s*\d{1,4}\s*", line.text) else 0


def _is_number(line: Line, page: Sequence[Line], before: dict[int, float], after: dict[int, float]) -> bool:
    """Whether a line at the edge of `page` is its number. `before` and `after` are the numbers of the next pages.

    A figure alone may be the last of a table: a page's number is away from the text, or counts on from page to page.
    """
    number = _number(line)
    if not number:
        return _PAGE.fullmatch(line.text.strip()) is not None
    places = before.get(number - 1), after.get(number + 1)
    return any(place is not None and abs(place - line.bottom) < line.height for place in places) or _is_apart(
        line, page
    )


def _is_apart(line: Line, page: Sequence[Line]) -> bool:
    """Whether the nearest line above or below, towards the middle of the page, is further than lines usually are."""
    others = [one for one in page if one.bottom >= line.top or one.top <= line.bottom]
    if not others:
        return True
    gaps = [max(one.bottom - line.top, line.bottom - one.top) for one in others]
    feet = sorted({round(one.bottom) for one in page}, reverse=True)
    usual = median([above - below for above, below in pairwise(feet)] or [0]) - line.height
    return min(gaps) > NUMBER_GAP * max(line.height, usual)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that belong together. The distance between two is measured from foot to foot."""
    steps = [before.bottom - line.bottom for before, line in pairwise(lines)]
    usual = median([step for step in steps if step > 0] or [0])
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins(line, paragraph[-1], usual, paragraph):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(line: Line, before: Line, usual: float, paragraph: Sequence[Line]) -> bool:
    """Whether `line` begins a paragraph after `before`, the last line of `paragraph`."""
    step = before.bottom - line.bottom
    if abs(step) < 1 and line.left > before.right:  # one line, cut at a wide space between two words
        return False
    ends = _ENDS.search(before.text.rstrip()) is not None
    if max(line.height, before.height) > OTHER_HEIGHT * min(line.height, before.height) > 0:
        return True
    if step <= 0 or step > 6 * usual:  # the next column or page
        label = len(paragraph) == 1 and line.text.lstrip()[:1].isupper()  # such as a running head
        return ends or label or max(line.height, before.height) > 1.1 * min(line.height, before.height)
    width = max(one.right - one.left for one in (*paragraph, line))
    short = before.right - before.left < SHORT_LINE * width
    indented = line.left - before.left > line.height * 0.8 and line.left - before.left < 6 * line.height
    after_label = indented and len(paragraph) == 1 and not _BULLET.match(before.text)  # such as a byline
    return step > PARAGRAPH_GAP * max(usual, line.height) or after_label or (ends and (short or indented))
