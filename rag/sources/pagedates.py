"""When an article was published and last changed, by what its page says: its record, its metadata, the lines over it.

The rest of the page is full of other dates: of related articles, of comments, of the events that are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from rag.lines.dates import DATE, find_date, to_iso
from rag.sources.printed import CHANGE, cited, in_words, is_american, is_of_no_date, place_of, printed_over, starts
from rag.sources.structured import Record, is_same

LINE_CHARS = 80
"""Longest line with a date over an article."""

AHEAD = timedelta(days=1)
"""How far from now a date may lie: it is already tomorrow somewhere. Later ones are mistakes."""

MOST_TOLD = 50
"""Dates of one kind in a page. A page tells its own first, or among few."""

_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)
_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified']/@content",
    "//meta[@name='article:modified_time' or @name='last-modified' or @name='dcterms.modified']/@content",
    "//time[@itemprop='dateModified']/@datetime",
)
_LABEL = re.compile(
    r"\b(?:date(?: de publication)?|(?:publié|paru|posté|créé)e?s? le|publication|mise? en ligne(?: le)?|"
    r"(?:published|posted|created)(?: on)?)\s?:?\s(?:\d{1,2}:\d\d [ap]m(?: [A-Z]{2,4})?, (?:[A-Z][a-z]{2} )?)?"
    rf"({DATE.pattern})",
    re.IGNORECASE,
)
_TELLING = {"content", "value", "datetime", "class", "id", "itemprop", "property", "name", "rel", "title", "href"}
"""Attributes that dates are searched in. The addresses of pictures tell when these were stored, or a month alone."""

_SECONDS = re.compile(r"([1-4]\d{9})(?:\d{3})?")
"""A computer's clock, in seconds or thousandths, as some programs write a date."""

_FULL_DAY = re.compile(r"/\d{4}[/-]?\d{2}[/-]?\d{2}(?!\d)")


def find_published(tree: Any, record: Record, title: str | None, text: str) -> str | None:
    """The day, or day and time, when the article was published; `text` is what was found of it, `record` its own.

    A page that only tells its last change was published then, for all one knows.
    """
    tree = in_words(tree) if is_american(tree) else tree
    told = [record.get("datePublished"), *_told(tree, _PUBLISHED, title)]
    found = next(_moments(told), None) or next(filter(None, map(partial(_searched, tree), starts(text))), None)
    found, changes = found or _labelled(tree), list(_moments(_changes(tree, record, title)))
    return cited(found, printed_over(tree, title, starts(text)), changes) if found else next(iter(changes), None)


def find_updated(tree: Any, record: Record, title: str | None, published: str | None) -> str | None:
    """The last change that the page tells; None when it is not later than the publication."""
    latest: str | None = None
    for moment in _moments(_changes(tree, record, title)):
        if published and _is_later(moment, latest or published):
            latest = moment
    return latest


def _changes(tree: Any, record: Record, title: str | None) -> list[Any]:
    return [record.get("dateModified"), *_told(tree, _MODIFIED, title)]


def _told(tree: Any, paths: Iterable[str], title: str | None) -> list[str]:
    values = [value for path in paths for value in tree.xpath(path)[:MOST_TOLD]]
    return [str(value) for value in values if not _is_of_another(value.getparent(), title)]


def _is_of_another(element: Any, title: str | None) -> bool:
    """Whether the item (of microdata) that `element` tells of is another article, by its headline."""
    item = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    headlines = [] if item is None else item.xpath("(.//*[@itemprop='headline'])[position() <= 5]")
    return bool(headlines) and not any(is_same(one.get("content") or one.text_content(), title) for one in headlines)


def _moments(told: Iterable[Any]) -> Iterator[str]:
    """Those of the values that are dates, neither to come nor the zero of a computer's clock, to the minute."""
    for value in told:
        seconds = _SECONDS.fullmatch(str(value))
        iso = datetime.fromtimestamp(int(seconds[1]), UTC).isoformat() if seconds else to_iso(str(value or ""))
        if iso and not iso.startswith("1970-01-01") and _naive(iso) <= datetime.now() + AHEAD:
            yield iso if len(iso) == len("2026-10-13") else datetime.fromisoformat(iso).isoformat(timespec="minutes")


def _is_later(one: str, other: str) -> bool:
    if min(len(one), len(other)) == len("2026-10-13"):  # a day has no time to compare
        return one[:10] > other[:10]
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if first.tzinfo is None or second.tzinfo is None:
        return _naive(one) > _naive(other)
    return first > second


def _naive(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=None)


def _searched(tree: Any, start: str) -> str | None:
    """The day that the address, other metadata or the lines over the paragraph `start` tell."""
    import htmldate  # comes with trafilatura

    above = _above(tree, start)
    if labelled := _labelled(above):
        return labelled
    found = htmldate.find_date(above, extensive_search=True, original_date=True)
    if found and found.endswith("-01-01"):  # a year alone, somewhere in the text, gives it too
        found = htmldate.find_date(above, extensive_search=False, original_date=True)
    return found or _nearest(above)


def _nearest(above: Any) -> str | None:
    """The last date that is printed `above` the text and that is not said to be of a change."""
    lines = [" ".join(str(line).split()) for line in above.xpath(".//body//text()")]
    found = ((line, find_date(line)) for line in reversed(lines) if len(line) <= LINE_CHARS)
    dated = (date[0] for line, date in found if date and not CHANGE.search(line[: date[1][0]]))
    return next(_moments(dated), None)


def _labelled(tree: Any) -> str | None:
    """The day that the page calls its date, wherever; None when it calls several days so."""
    apart = "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::script or ancestor::style"
    words = " ".join(" ".join(tree.xpath(f".//body//text()[not({apart})]")).split())
    days = {match[1] for match in _LABEL.finditer(words)}
    return next(_moments(days), None) if len(days) == 1 else None


def _above(tree: Any, start: str) -> Any:
    """A copy of the page down to the paragraph `start`, without titles, prose, and dates of changes."""
    above = deepcopy(tree)
    _cut_at(above, start)
    for element in list(above.iter()):
        if element.getparent() is not None and element.tag not in ("body", "head") and is_of_no_date(element):
            element.drop_tree()
        else:
            _forget_addresses(element)
    return above


def _forget_addresses(element: Any) -> None:
    """Only the page's own address tells a date, and only a whole one."""
    own = element.tag == "meta" or element.get("rel") == "canonical"
    for name, value in element.attrib.items():
        is_address = name == "href" or value.startswith("http")
        if name not in _TELLING or (is_address and not (own and _FULL_DAY.search(value))):
            del element.attrib[name]


def _cut_at(tree: Any, start: str) -> None:
    """Drop all that follows `start` in the body; all of it when that is not found."""
    body = tree.find(".//body")
    if body is None:
        return
    element, is_tail = place_of(body, start) or (body, False)
    order = list(body.iter())
    rest = order[order.index(element) + (sum(1 for _ in element.iter()) if is_tail else 0) :]
    for one in element.iterancestors():
        one.tail = None
    if is_tail:
        element.tail = None
    body.text = None if element is body else body.text
    for one in rest:
        if one is not body:
            one.getparent().remove(one)
