"""Subscriptions: the feeds of the library, and which of their entries were taken already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rag.errors import UnknownFeed
from rag.fetching.addresses import web_address
from rag.fetching.feeds import Entry
from rag.fetching.opml import Feed
from rag.library.database import Database
from rag.records import content_id
from rag.sources.clean import printable

MOST_TRIES = 3
"""An entry that had no article so often is left alone: its feed can then be asked whether it has changed, again."""

_KNOWN = """
SELECT *, EXISTS (SELECT 1 FROM articles WHERE id = article_id) AS held
FROM feed_entries WHERE (feed = :feed AND key = :key) OR link = :link"""

_ACKNOWLEDGE = """
INSERT INTO feed_entries SELECT number, :key, :link, :stamp, :article_id, :article_id IS NULL
FROM feeds WHERE number = :feed
ON CONFLICT DO UPDATE SET
  link = excluded.link,
  stamp = CASE WHEN excluded.article_id IS NULL THEN stamp ELSE excluded.stamp END,
  tries = CASE WHEN excluded.article_id IS NULL THEN tries + 1 ELSE 0 END,
  article_id = coalesce(excluded.article_id, article_id)
RETURNING tries"""

_CHECKED = """
UPDATE feeds SET title = coalesce(:title, title), etag = :etag, modified = :modified, trouble = :trouble,
checked_at = :checked_at WHERE number = :number"""


class Feeds:
    """The part of the library that knows the feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def subscribe(self, feed: Feed) -> Feed:
        """Keep `feed` and give it its number; one that is known takes a new title and collection, when given.

        Raises AddressRefused for what is not a web address.
        """
        return self._keep(str(web_address(feed.address)), feed.title, feed.collection)

    def watch(self, folder: Path, collection: str | None) -> Feed:
        """Keep a folder of this machine, to be looked through at each refresh, and give it its number."""
        path = folder.resolve()
        return self._keep(str(path), printable(path.name) or None, collection)

    def _keep(self, address: str, title: str | None, collection: str | None) -> Feed:
        values = {"address": address, "title": title, "collection": collection}
        with self._database.transaction() as change:
            change.execute(
                "INSERT INTO feeds (address, title, collection) VALUES (:address, :title, :collection) ON CONFLICT "
                "DO UPDATE SET title = coalesce(:title, title), collection = coalesce(:collection, collection)",
                values,
            )
            row = change.execute("SELECT * FROM feeds WHERE address = :address", values).fetchone()
        return _to_feed(row)

    def feeds(self) -> list[Feed]:
        """The feeds subscribed to, by collection, then in the order they came."""
        return list(map(_to_feed, self._database.rows("SELECT * FROM feeds ORDER BY collection, number")))

    def feed(self, key: str) -> Feed:
        """The feed of this number or address, or the watched folder at this path. Raises UnknownFeed."""
        for feed in self.feeds():
            if key in (str(feed.number), feed.address) or (feed.is_folder and str(Path(key).resolve()) == feed.address):
                return feed
        raise UnknownFeed(feed=key)

    def unsubscribe(self, feed: Feed) -> None:
        """Forget the feed; the articles that it brought stay."""
        with self._database.transaction() as change:
            change.execute("DELETE FROM feeds WHERE number = ?", (feed.number,))

    def new_entries(self, feed: Feed, entries: Iterable[Entry]) -> list[Entry]:
        """Those of `entries` to take: never taken, or updated since.

        One whose link is known under another key, or from another feed, is noted here as taken.
        """
        new = []
        with self._database.transaction() as change:
            for entry in entries:
                values = _values(feed, entry)
                known = change.execute(_KNOWN, values).fetchall()
                own = next((row for row in known if row["feed"] == feed.number and row["key"] == values["key"]), None)
                taken = next((row for row in known if row["article_id"]), None)
                if own is None and taken is not None:
                    change.execute(_ACKNOWLEDGE, values | {"article_id": taken["article_id"]}).fetchall()
                elif own is None or not _is_done(own, values["stamp"]):
                    new.append(entry)
        return new

    def acknowledge(self, feed: Feed, entry: Entry, article_id: str | None) -> int:
        """Note that the article of `entry` is stored, or (None) that there is none; how often that was so in a row."""
        with self._database.transaction() as change:
            row = change.execute(_ACKNOWLEDGE, _values(feed, entry) | {"article_id": article_id}).fetchone()
        return int(row["tries"]) if row else 0  # no row: the reader unsubscribed meanwhile

    def checked(self, feed: Feed, trouble: str | None = None) -> None:
        """Keep what the server of `feed` said: its title, its marks of change, and why it failed."""
        values = vars(feed) | {"trouble": trouble, "checked_at": datetime.now(UTC).isoformat(timespec="seconds")}
        with self._database.transaction() as change:
            change.execute(_CHECKED, values)


def _is_done(row: sqlite3.Row, stamp: object) -> bool:
    """Whether the entry was taken as it is now, was given up, or was erased by the reader: it does not come back."""
    if row["article_id"] is None:
        return bool(row["tries"] >= MOST_TRIES)
    return row["tries"] >= MOST_TRIES or not row["held"] or stamp in ("", row["stamp"])


def _values(feed: Feed, entry: Entry) -> dict[str, object]:
    link = content_id(entry.link or f"{feed.address}#{entry.key}")
    return {"feed": feed.number, "key": content_id(entry.key), "link": link, "stamp": entry.stamp}


def _to_feed(row: sqlite3.Row) -> Feed:
    return Feed(**dict(row))
