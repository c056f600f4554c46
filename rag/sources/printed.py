"""The dates that are printed between the title of a page and its text. They are what a reader cites.

Metadata tell a moment, in the time zone of some server: beside "6 mars 2024" it may be the day before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import accumulate, islice, takewhile
from typing import Any, Literal

from rag.lines.dates import DATE, is_day_first, month_in_words, to_iso
from rag.lines.prose import is_prose, letters
from rag.sources.structured import is_same

START_LETTERS = 40
"""How much of its first paragraph tells where an article starts on its page."""

MOST_NODES, OVER_CHARS = 500, 2_000
"""How much is read between a title and its text, in pieces and in all."""

LABEL_CHARS = 60
"""How far before a date stands the word that says what it is of."""

_NOT_DATED = (
    "title",
    "script",
    "style",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "nav",
    "aside",
    "footer",
    "form",
    "figure",
)
CHANGE = re.compile(r"updat|modif|mis(?:e)?[\s-]à[\s-]jour|actualisé|\bmaj\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\A|[\n|•·–—])\W*(?:date\b|publi(?!ci)|par[ue]+s?\b|post(?:ed|é)|first pub|mise? en ligne|creat|créé)",
    re.IGNORECASE,
)
"""At the start of a line: a caption or a report may also be published some day."""
_BLOCKS = ("p", "div", "section", "article", "header", "main", "ul", "ol", "table")
_PROSE = ("p", "div", "span", "section", "li")
_ZONES = (timedelta(hours=-12), timedelta(hours=14), timedelta(minutes=15))
"""The first and the last time zone of the earth, and how far two of them are apart at least."""

_AMERICAN = re.compile(r"en[-_]US\b", re.IGNORECASE)
_AMERICAN_CLOCK = re.compile(r"\b\d{1,2}:\d\d\s?[ap]\.?m\.?,?\s[ECMP][SD]?T\b", re.IGNORECASE)
_LANGUAGES = "/*/@lang | //meta[@property='og:locale' or @http-equiv='content-language']/@content"


@dataclass(frozen=True)
class Printed:
    """A date over a text, in ISO, and what it is said to be of; "" when nothing is said."""

    iso: str
    of: Literal["publication", "change", ""]

    @property
    def day(self) -> str:
        return self.iso[:10]


def printed_over(tree: Any, title: str | None, firsts: Sequence[str]) -> list[Printed]:
    """The dates between the heading that is the `title` and the first of the paragraphs `firsts`, in order."""
    words, found, end = _words_over(tree, title, firsts), [], 0
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    for match in DATE.finditer(words):
        if (iso := to_iso(match.group())) and iso[:10] <= tomorrow:
            found.append(Printed(iso, _said(words[end : match.start()])))
            end = match.end()
    return found


def cited(told: str, printed: Sequence[Printed], changes: Sequence[str]) -> str:
    """The day that a reader cites: the one that metadata have `told`, unless another one is printed.

    One that is called the publication is believed. One that is called nothing is, when it is the day before or after,
    in another time zone, and not that of one of the `changes`; or when what is told is printed as a change.
    """
    if told[:10] in {one.day for one in printed if one.of != "change"}:
        return told
    named = [one for one in printed if one.of == "publication"]
    bare = [one for one in printed if not one.of and one.day not in {change[:10] for change in changes}]
    days = {one.day for one in named or bare}
    sure = bool(named) or told[:10] in {one.day for one in printed} or any(_is_beside(told, day) for day in days)
    return _zoned(told, (named or bare)[0].iso) if len(days) == 1 and sure else told


def is_american(tree: Any) -> bool:
    """Whether 03/04/2026 is a day of March on this page, by its language and region, else by the clocks it tells."""
    words = " ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]"))
    told = [tag for tag in tree.xpath(_LANGUAGES) if len(tag) > len("en")]
    american = any(map(_AMERICAN.match, told)) or (not told and _AMERICAN_CLOCK.search(words) is not None)
    return american and not is_day_first(words)


def in_words(tree: Any) -> Any:
    """A copy of an American page whose dates in figures are in words, which no search misreads."""
    copy = deepcopy(tree)
    for element in copy.iter():
        element.text, element.tail = (text and month_in_words(text) for text in (element.text, element.tail))
        for name in ("content", "datetime"):
            if "/" in element.get(name, ""):
                element.set(name, month_in_words(element.get(name)))
    return copy


def _said(words: str) -> Literal["publication", "change", ""]:
    words = words if len(words) <= LABEL_CHARS else f"x{words[-LABEL_CHARS:]}"  # no start of a line
    named, changed = ([one.start() for one in shape.finditer(words)] for shape in (_NAMED, CHANGE))
    if not named and not changed:
        return ""
    return "publication" if max(named, default=-1) > max(changed, default=-1) else "change"


def _is_beside(told: str, day: str) -> bool:
    return abs(date.fromisoformat(told[:10]) - date.fromisoformat(day)) == timedelta(days=1)


def _zoned(told: str, shown: str) -> str:
    """What is `shown`, with its time zone when that makes it the moment that was `told`."""
    moment, clock = datetime.fromisoformat(told), datetime.fromisoformat(shown)
    if moment.tzinfo is None or len(shown) == len("2026-10-13") or clock.tzinfo is not None:
        return shown
    west, east, step = _ZONES
    ahead = clock - (moment - (moment.utcoffset() or timedelta())).replace(second=0, tzinfo=None)
    is_zone = west <= ahead <= east and not ahead % step
    return clock.replace(tzinfo=timezone(ahead)).isoformat(timespec="minutes") if is_zone else shown


def _words_over(tree: Any, title: str | None, firsts: Sequence[str]) -> str:
    """What is printed between the heading that is the title and the text, other than titles and prose."""
    body = tree.find(".//body")
    place = next(filter(None, (place_of(body, first) for first in firsts)), None) if body is not None else None
    if place is None:
        return ""
    nodes = body.xpath(".//text()")
    end = next(n for n, node in enumerate(nodes) if (node.getparent(), node.is_tail) == place)
    headings = [one for one in body.iter("h1", "h2") if is_same(one.text_content(), title)]
    inside = {element for heading in headings for element in heading.iter()}
    begin = next((n for n in reversed(range(end)) if _holder(nodes[n]) in inside), end)
    undated = cache(is_of_no_date)
    shown = (
        node
        for node in islice(nodes, begin + 1, min(end, begin + MOST_NODES))
        if node.strip() and not any(map(undated, _around(node, body)))
    )
    return "\n".join(" ".join(node.split()) for node in shown)[:OVER_CHARS]


def _around(node: Any, body: Any) -> Iterator[Any]:
    """The elements that a piece of text is in, from the innermost, within the body."""
    holder = _holder(node)
    yield from takewhile(lambda one: one is not body, [holder, *holder.iterancestors()])


def _holder(node: Any) -> Any:
    return node.getparent().getparent() if node.is_tail else node.getparent()


def elements_over(tree: Any, text: str) -> set[Any]:
    """The elements that end before `text` starts; none when its start is not found."""
    body = tree.find(".//body")
    place = place_of(body, starts(text)[0]) if body is not None else None
    if place is None:
        return set()
    order = list(body.iter())
    return set(order[: order.index(place[0])]) - set(place[0].iterancestors())


def starts(text: str) -> list[str]:
    """The first paragraphs, where the text may start: the very first may be a standfirst, with the date under it."""
    lines = text.split("\n")
    return list(islice(filter(is_prose, lines), 2)) or lines[:1]


def is_of_no_date(element: Any) -> bool:
    """Whether the dates in an element are not the article's: prose, titles, what stands apart, what tells a change."""
    if element.tag in _NOT_DATED:
        return DATE.fullmatch(" ".join(element.text_content().split())) is None
    names = " ".join(element.get(name) or "" for name in ("class", "itemprop", "property", "name"))
    if CHANGE.search(names) and "publi" not in names and element.find(".//time") is None:
        return True
    return element.tag in _PROSE and is_prose(_own_words(element)) and element.find(".//*[@datetime]") is None


def _own_words(element: Any) -> str:
    """The text of an element outside the blocks in it."""
    return "".join([element.text or "", *(f"{_inline(child)}{child.tail or ''}" for child in element)])


def _inline(child: Any) -> str:
    return "" if child.tag in _BLOCKS or not isinstance(child.tag, str) else str(child.text_content())


def place_of(body: Any, start: str) -> tuple[Any, bool] | None:
    """The element that `start` is in, and whether it is after the end of it; None when it is not found."""
    from lxml import etree  # type: ignore[import-untyped]

    start = letters(start)[:START_LETTERS]
    places, pieces = [], []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_tail = event == "end"
        piece = letters(element.tail if is_tail else element.text)
        if piece and element.tag not in ("script", "style"):
            places.append((element, is_tail))
            pieces.append(piece)
    found = "".join(pieces).find(start) if start else -1
    return places[bisect_right(list(accumulate(map(len, pieces))), found)] if found >= 0 else None
