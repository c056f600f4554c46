"""Feeds to subscribe to, and OPML, the lists of them that readers exchange: folders are collections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rag.errors import FeedUnreadable
from rag.fetching.feeds import check
from rag.sources.clean import clean_line, printable

NESTED = " / "
"""Between the names of a folder and of the one inside it, in a collection."""

_NO_FEED = {"en": "it lists no feed", "fr": "il ne liste aucun flux"}


@dataclass(frozen=True)
class Feed:
    """A feed, subscribed to when it has a `number`. `collection` is the reader's label for it and for its articles.

    A watched folder is one whose `address` is its path.
    `etag` and `modified` are what its server said last; `checked_at` is UTC (ISO); `trouble` says why it then failed.
    """

    address: str
    title: str | None = None
    collection: str | None = None
    number: int = 0
    etag: str | None = None
    modified: str | None = None
    checked_at: str | None = None
    trouble: str | None = None

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of this machine; only `Library.watch` subscribes to one, never a list of feeds."""
        return Path(self.address).is_absolute()


def read_opml(origin: str, content: bytes) -> list[Feed]:
    """The feeds of a list, in its order, each address once; nested folders are one collection "A / B".

    Addresses are as written: they may be refused later. Raises FeedUnreadable.
    """
    import listparser

    check(origin, content, "opml")
    feeds: dict[str, Feed] = {}
    for found in listparser.parse(content).feeds:
        folders = NESTED.join(filter(None, map(clean_line, next(iter(found.categories), ()))))
        feeds.setdefault(found.url, Feed(found.url.strip(), clean_line(found.title) or None, folders or None))
    if not feeds:
        raise FeedUnreadable(origin=printable(origin), cause=_NO_FEED)
    return list(feeds.values())


def write_opml(feeds: Iterable[Feed]) -> bytes:
    """The list of `feeds`, each in the folders of its collection; the folders of this machine stay out of it."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Kiosque"
    folders: dict[tuple[str, ...], ElementTree.Element] = {(): ElementTree.SubElement(root, "body")}
    for feed in feeds:
        if feed.is_folder:
            continue
        title = feed.title or feed.address
        attributes = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.address}
        names = tuple(filter(None, (feed.collection or "").split(NESTED)))
        ElementTree.SubElement(_folder(names, folders), "outline", attributes)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _folder(names: tuple[str, ...], folders: dict[tuple[str, ...], ElementTree.Element]) -> ElementTree.Element:
    """The element of a folder, made with those around it the first time."""
    if names not in folders:
        folders[names] = ElementTree.SubElement(_folder(names[:-1], folders), "outline", text=names[-1])
    return folders[names]
