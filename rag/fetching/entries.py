"""The article of an entry of a feed: from its page, or from the feed's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.errors import AddressRefused, SourceError
from rag.fetching.addresses import web_address
from rag.fetching.feeds import Entry, parse_feed
from rag.fetching.fetch import Fetcher
from rag.fetching.turns import is_busy
from rag.fetching.web import read_page
from rag.lines.header import Header
from rag.records import Article, Failure, Item, Language, RawDocument
from rag.sources.blocks import paragraphs, parse
from rag.sources.clean import clean, printable, repair, strip_controls
from rag.sources.decode import mended
from rag.sources.plaintext import compose

WHOLE_CHARS = 1_500
"""A text of the feed that is this long, and does not say that it goes on, is the article: its page is not fetched."""

SUMMARY_CHARS = 200
"""What the feed itself must say of an article to be kept when its page gives none."""

_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[[….]+\]|(?:lire (?:la suite|plus)|en savoir plus|read more|continue reading)\W*)$", re.I
)
_END_CHARS = 60


def take(entry: Entry, outlet: str | None, feed: str, fetcher: Fetcher, fallback: Language) -> Item:
    """The article of an entry of the feed at the address `feed`. Never raises for bad input.

    It is the feed's own text when that is whole; else the page; else, when the page gives no article, the feed's text
    if it says enough. A link that may not be followed is a failure, whatever the feed says; so is, for this time, a
    page whose server is busy: its summary would take its place for good.
    """
    try:
        url = str(web_address(entry.link)) if entry.link else None
    except AddressRefused as error:
        return Failure(printable(entry.link or feed), error)
    own = _own_article(entry, outlet, url, printable(url or f"{feed}#{entry.key}"), fallback)
    if url is None or (isinstance(own, Article) and _is_whole(own.text)):
        return own
    page = _page(url, fetcher, fallback)
    if isinstance(page, Article):
        return replace(
            page,
            published=page.published or entry.published,
            author=page.author or entry.author,
            source=page.source or outlet,
        )
    enough = isinstance(own, Article) and len(own.text) >= SUMMARY_CHARS
    return own if enough and not isinstance(page.error, AddressRefused) and not is_busy(page.error) else page


def read_feed(address: str, fetcher: Fetcher, fallback: Language) -> Iterator[Item]:
    """The articles that a feed lists now. Never raises for bad input."""
    try:
        document = parse_feed(fetcher.get(address))
    except SourceError as error:
        yield Failure(printable(address), error)
    else:
        yield from (take(entry, document.title, address, fetcher, fallback) for entry in document.entries)


def _page(url: str, fetcher: Fetcher, fallback: Language) -> Item:
    try:
        return next(read_page(printable(url), fetcher.get(url), fallback))
    except SourceError as error:
        return Failure(printable(url), error)


def _own_article(entry: Entry, outlet: str | None, url: str | None, origin: str, fallback: Language) -> Item:
    """What the feed itself says of the entry; a Failure when that is nothing."""
    known = Header(title=entry.title or None, author=entry.author, published=entry.published, source=outlet)
    try:
        return compose(RawDocument(origin, b""), _text(entry.content) or entry.title, known, fallback, url)
    except SourceError as error:
        return Failure(origin, error)


def _is_whole(text: str) -> bool:
    return len(text) >= WHOLE_CHARS and not _GOES_ON.search(text[-_END_CHARS:])


def _text(content: str) -> str:
    """The paragraphs of a piece of HTML, without its pictures and their captions."""
    tree = parse(strip_controls(mended(content)))
    if tree is None:
        return ""
    for figure in list(tree.iter("figure")):
        figure.drop_tree()
    return clean(repair(paragraphs(tree)))
