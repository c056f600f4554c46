"""RSS and Atom: what a feed lists."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from rag.errors import FeedUnreadable, in_both
from rag.fetching.addresses import web_address
from rag.fetching.fetch import Fetched
from rag.lines.dates import to_iso
from rag.records import content_id
from rag.sources.clean import clean_line, printable, repair
from rag.sources.html import page_tree

MOST_ENTRIES = 1_000
"""Entries read of one feed, the first ones: real feeds have some tens, and a thousand take a second to parse."""

LIMIT_BYTES = 5_000_000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)

# Each declaration is passed once and for all: a hostile head cannot be read in many ways.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>)\s*)*+"
    rb"<(?:\w+:)?(?P<name>rss|feed|RDF|opml)\b",
    re.DOTALL,
)
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b")
_TAG = re.compile(r"<(script|style)\b.*?</\1>|</?[a-zA-Z!][^<>]*>", re.IGNORECASE | re.DOTALL)
_NAME_CHARS = 1_000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")

_NOT_A_FEED = {"en": "it is neither RSS nor Atom nor OPML", "fr": "ce n’est ni du RSS, ni de l’Atom, ni de l’OPML"}
_ENTITIES = {"en": "it defines entities of its own, as attacks do", "fr": "il définit des entités, comme une attaque"}
_LARGE = {"en": "it has more than {size} MB", "fr": "il fait plus de {size} Mo"}


@dataclass(frozen=True)
class Entry:
    """One entry of a feed. `key` names it within its feed; `content` is HTML.

    `stamp` changes when the entry is dated or worded anew: RSS has no date of change, and many correct without one.
    """

    key: str
    link: str | None
    stamp: str
    title: str
    author: str | None
    published: str | None
    content: str


@dataclass(frozen=True)
class FeedDocument:
    """A feed as it was fetched; `entries` has each key and each link once."""

    title: str | None
    entries: tuple[Entry, ...]


def kind_of(content: bytes) -> str | None:
    """ "feed" or "opml" by its first element; None for anything else."""
    match = _ROOT.match(content[:65_536].replace(b"\x00", b""))
    return None if match is None else "opml" if match["name"] == b"opml" else "feed"


def check(origin: str, content: bytes, kind: str) -> None:
    """Refuse what is not of this kind, is too large, or brings entities of its own. Raises FeedUnreadable."""
    cause = None
    if kind_of(content) != kind:
        cause = _NOT_A_FEED
    elif len(content) > LIMIT_BYTES:
        cause = in_both(_LARGE, size=LIMIT_BYTES // 1_000_000)
    elif b"<!ENTITY" in content[:65_536].replace(b"\x00", b"").upper():
        cause = _ENTITIES
    if cause:
        raise FeedUnreadable(origin=printable(origin), cause=cause)


def not_a_feed(origin: str) -> FeedUnreadable:
    """The error for what is something else."""
    return FeedUnreadable(origin=printable(origin), cause=_NOT_A_FEED)


def announced(page: Fetched) -> str:
    """The address of the first feed that a web page says it has. Raises FeedUnreadable, AddressRefused."""
    tree = page_tree(page.content)
    for link in () if tree is None else tree.iter("link"):
        if link.get("rel") == "alternate" and link.get("type") in _FEED_TYPES and link.get("href"):
            return str(web_address(link.get("href").strip(), base=page.address))
    raise not_a_feed(page.address)


def parse_feed(fetched: Fetched) -> FeedDocument:
    """What a fetched feed lists. A damaged one gives the entries that can be read. Raises FeedUnreadable."""
    import feedparser  # 0.1 s to import

    check(fetched.address, fetched.content, "feed")
    cut = next((match.start() for match in islice(_ENTRY.finditer(fetched.content), MOST_ENTRIES, None)), None)
    # The type is given, whatever the server said: without one, feedparser calls every feed malformed.
    kind = f"application/xml; charset={fetched.charset}" if fetched.charset else "application/xml"
    headers = {"content-location": fetched.address, "content-type": kind}
    parsed = feedparser.parse(io.BytesIO(fetched.content[:cut]), response_headers=headers)
    if not parsed.entries and parsed.bozo:
        raise not_a_feed(fetched.address)
    return FeedDocument(_line(parsed.feed.get("title")), tuple(_once(map(_entry, parsed.entries))))


def _once(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        names = {entry.key, entry.link or entry.key}
        if not names & seen:
            yield entry
        seen |= names


def _entry(found: Any) -> Entry:
    """feedparser's entry in our terms; its `get` is dict's own, which does not stand one date in for another."""
    told = dict(found)
    contents = [part.get("value") or "" for part in told.get("content") or ()]
    content = max([*contents, told.get("summary") or ""], key=len)
    link = (told.get("link") or "").strip() or None
    title = _line(told.get("title")) or ""
    return Entry(
        key=told.get("id") or link or content_id(title, content),
        link=link,
        stamp=_stamp(told.get("updated") or told.get("published") or "", title, content),
        title=title,
        author=_line(told.get("author")),
        published=_date(told.get("published") or told.get("updated") or ""),
        content=content,
    )


def _stamp(dated: str, title: str, content: str) -> str:
    """Of the content its letters and digits count: the marks of a reprinted feed change by themselves."""
    said = "".join(filter(str.isalnum, _TAG.sub("", content)))
    return f"{dated} {content_id(title, said)}"


def _line(value: str | None) -> str | None:
    """A title or a name without its HTML, also when that was escaped twice."""
    plain = _TAG.sub("", html.unescape(_TAG.sub("", (value or "")[:_NAME_CHARS])))
    return clean_line(repair(plain)) or None


def _date(text: str) -> str | None:
    """An ISO date; None when there is none, or one that a clock set wrong would write."""
    try:
        iso = parsedate_to_datetime(text).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        iso = to_iso(text) or ""
    try:
        day = datetime.fromisoformat(iso)
    except ValueError:
        return None
    day = day if day.tzinfo else day.replace(tzinfo=UTC)
    return iso if _EARLIEST <= day <= datetime.now(UTC) + _AHEAD else None
