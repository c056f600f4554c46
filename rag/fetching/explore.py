"""What an origin holds: articles, or feeds that can be subscribed to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from rag.errors import SourceError, SourceMissing
from rag.fetching.addresses import web_address
from rag.fetching.entries import read_feed
from rag.fetching.feeds import LIMIT_BYTES, announced, kind_of, parse_feed
from rag.fetching.fetch import Fetched, Fetcher
from rag.fetching.opml import Feed, read_opml
from rag.fetching.web import is_address, read_page
from rag.records import Failure, Item, Language
from rag.sources.clean import printable
from rag.sources.read import read, read_bytes

_LISTS = (".opml", ".xml")


def explore(origin: str, fetcher: Fetcher, fallback: Language) -> Iterator[Item | Feed]:
    """The articles of a path, of "-" or of an address; or the feed at an address, or those of a list. Never raises."""
    try:
        if is_address(origin):
            yield from _explore_fetched(origin, fetcher.get(origin), fallback)
        elif (content := _list_of_feeds(origin)) is not None:
            yield from read_opml(origin, content)
        else:
            yield from read(origin, fallback)
    except SourceError as error:
        yield Failure(printable(origin), error)


def read_all(origins: Iterable[str], fetcher: Fetcher, fallback: Language) -> Iterator[Item]:
    """The articles of each origin; for a feed, those that it lists now. Never raises."""
    for found in (one for origin in origins for one in explore(origin, fetcher, fallback)):
        if isinstance(found, Feed):
            yield from read_feed(found.address, fetcher, fallback)
        else:
            yield found


def find_feeds(origin: str, fetcher: Fetcher) -> Iterator[Feed | Failure]:
    """The feeds to subscribe to: the one at an address, the one that the page there announces, or those of a list."""
    try:
        if not is_address(origin):
            if not os.path.exists(origin):
                raise SourceMissing(origin=printable(origin))
            yield from read_opml(origin, _list_of_feeds(origin) or b"")
            return
        fetched = fetcher.get(origin)
        if kind_of(fetched.content) == "opml":
            yield from read_opml(origin, fetched.content)
            return
        address = str(web_address(origin))
        if kind_of(fetched.content) is None:
            address = announced(fetched)
            fetched = fetcher.get(address)
        yield Feed(address, parse_feed(fetched).title)
    except SourceError as error:
        yield Failure(printable(origin), error)


def explore_bytes(origin: str, content: bytes, fallback: Language) -> Iterator[Item | Feed]:
    """The same for an upload named `origin`. Never raises."""
    if kind_of(content) != "opml":
        yield from read_bytes(origin, content, fallback)
        return
    try:
        yield from read_opml(origin, content)
    except SourceError as error:
        yield Failure(printable(origin), error)


def _explore_fetched(origin: str, fetched: Fetched, fallback: Language) -> Iterator[Item | Feed]:
    match kind_of(fetched.content):
        case "feed":
            yield Feed(str(web_address(origin)), parse_feed(fetched).title)
        case "opml":
            yield from read_opml(origin, fetched.content)
        case _:
            yield from read_page(printable(origin), fetched, fallback)


def _list_of_feeds(origin: str) -> bytes | None:
    """The content of an OPML file; None for any other, which `read` knows how to read or to refuse."""
    path = Path(origin)
    try:
        if path.suffix.lower() not in _LISTS or not path.is_file():
            return None
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError):
        return None
    return content if kind_of(content) == "opml" else None
