"""What the reader gives: documents are stored, feeds are subscribed to and their articles stored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rag.errors import AddressRefused
from rag.fetching.explore import explore, explore_bytes, find_feeds
from rag.fetching.fetch import Fetcher
from rag.fetching.opml import Feed
from rag.intake.refresh import FeedReport, Store, outcomes, refresh
from rag.intake.watched import rescan
from rag.library.store import Library
from rag.records import Failure, Item, Language, Outcome


class Intake:
    """Fills the library. Bad input is reported, one failure for each; all methods raise LibraryError, ModelError."""

    def __init__(self, library: Library, fetcher: Fetcher, store: Store, language: Language) -> None:
        self._library = library
        self._fetcher = fetcher
        self._store = store
        self._language = language

    def add(self, origins: Sequence[str]) -> Iterator[Outcome]:
        """Store the articles of paths and addresses; subscribe to their feeds, and store what these list now."""
        return self._add(found for one in origins for found in explore(one, self._fetcher, self._language))

    def add_bytes(self, name: str, content: bytes) -> Iterator[Outcome]:
        """The same for an upload."""
        return self._add(explore_bytes(name, content, self._language))

    def subscribe(self, origins: Sequence[str], collection: str | None) -> Iterator[Feed | Failure]:
        """Subscribe to the feeds of `origins`, in `collection` or, without one, in the folders of their lists.

        A folder of this machine is watched from now on.
        """
        for origin in origins:
            if os.path.isdir(origin):
                yield self._library.watch(Path(origin), collection)
                continue
            for found in find_feeds(origin, self._fetcher):
                yield self._subscribed(found, collection) if isinstance(found, Feed) else found

    def refresh(self, feeds: Sequence[Feed]) -> Iterator[Outcome | FeedReport]:
        """Take what `feeds` list, or watched folders hold, and was not taken yet."""
        for folder in (one for one in feeds if one.is_folder):
            yield from rescan(folder, self._library, self._store, self._language)
        if web := [one for one in feeds if not one.is_folder]:
            yield from refresh(web, self._library, self._fetcher, self._store, self._language)

    def _add(self, explored: Iterable[Item | Feed]) -> Iterator[Outcome]:
        feeds: list[Feed] = []
        yield from self._store(self._without_feeds(explored, feeds))
        yield from outcomes(self.refresh(feeds))

    def _without_feeds(self, explored: Iterable[Item | Feed], feeds: list[Feed]) -> Iterator[Item]:
        """The items among `explored`; the feeds are subscribed to, and put in `feeds`."""
        for found in explored:
            subscribed = self._subscribed(found) if isinstance(found, Feed) else found
            if isinstance(subscribed, Feed):
                feeds.append(subscribed)
            else:
                yield subscribed

    def _subscribed(self, feed: Feed, collection: str | None = None) -> Feed | Failure:
        try:
            return self._library.subscribe(replace(feed, collection=collection or feed.collection))
        except AddressRefused as error:
            return Failure(feed.address, error)
