"""Subscribed feeds are read by a few threads; their new articles are stored, one by one, as they come."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Full, Queue
from threading import Event, Lock
from typing import Literal

from rag.errors import GivenUp, KiosqueError, SourceError
from rag.fetching.entries import take
from rag.fetching.feeds import Entry, parse_feed
from rag.fetching.fetch import Fetcher, may_pass
from rag.fetching.opml import Feed
from rag.library.feeds import MOST_TRIES
from rag.library.store import Library
from rag.records import LANGUAGES, Item, Language, Outcome, Status

READERS = 8
"""Feeds read at once. Waiting for servers is most of it; one host is never asked two things at a time anyway."""

_MOST_WAITING = 32
"""Articles fetched and not yet stored: beyond, the readers wait."""

Store = Callable[[Iterable[Item]], Iterator[Outcome]]
"""Stores items lazily, one outcome for each, in order."""


FeedStatus = Literal["read", "unchanged", "failed"]


@dataclass(frozen=True)
class FeedReport:
    """What one refresh brought from one feed; "unchanged" when its server said so. `failures` are entries."""

    feed: Feed
    status: FeedStatus
    counts: Mapping[Status, int]
    failures: tuple[Outcome, ...] = ()
    error: SourceError | None = None


@dataclass(frozen=True)
class _Taken:
    """An item on its way from a reader to the library."""

    feed: Feed
    entry: Entry
    item: Item


@dataclass(frozen=True)
class _Read:
    """How the reading of a feed ended; `feed` has the new title and marks of change, `whole` when nothing was left."""

    feed: Feed
    changed: bool = True
    whole: bool = True
    error: SourceError | None = None


@dataclass
class Tally:
    """What became of the entries of one feed so far."""

    counts: Counter[Status] = field(default_factory=Counter)
    failures: list[Outcome] = field(default_factory=list)

    def note(self, outcome: Outcome) -> None:
        """Count one more."""
        self.counts[outcome.status] += 1
        if outcome.status == "failed":
            self.failures.append(outcome)


def outcomes(events: Iterable[Outcome | FeedReport]) -> Iterator[Outcome]:
    """The outcomes of a refresh; that of a feed that failed is one of them."""
    for event in events:
        if isinstance(event, Outcome):
            yield event
        elif event.error:
            yield Outcome("failed", event.feed.address, error=event.error)


def refresh(
    feeds: Sequence[Feed], library: Library, fetcher: Fetcher, store: Store, language: Language
) -> Iterator[Outcome | FeedReport]:
    """What became of each new entry, when it is on disk, and of each feed, when it is done.

    Whoever stops early loses nothing: what was not acknowledged is taken the next time. Raises LibraryError,
    ModelError.
    """
    walk = _Walk(library, fetcher, language)
    try:
        for outcome in store(walk.items(feeds)):
            yield walk.acknowledge(outcome)
            yield from walk.reports()
        yield from walk.reports()
    finally:
        walk.stop()


class _Walk:
    """One refresh. `items` and `acknowledge` take turns in the caller's thread; `_read` runs in the readers'."""

    def __init__(self, library: Library, fetcher: Fetcher, language: Language) -> None:
        self._library = library
        self._fetcher = fetcher
        self._language = language
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="feed")
        self._queue: Queue[_Taken | Future[_Read]] = Queue(_MOST_WAITING)
        self._stopped = Event()
        self._claimed: set[str] = set()
        self._lock = Lock()
        self._current: _Taken | None = None
        self._tallies: dict[int, Tally] = {}
        self._reports: list[FeedReport] = []

    def items(self, feeds: Sequence[Feed]) -> Iterator[Item]:
        """The items of all feeds as they come. A feed is done when its last item has been acknowledged."""
        for feed in feeds:
            self._tallies[feed.number] = Tally()
            self._pool.submit(self._read, feed).add_done_callback(self._put)
        left = len(feeds)
        while left:
            event = self._queue.get()
            if isinstance(event, _Taken):
                self._current = event
                yield event.item
            else:
                left -= 1
                self._conclude(event.result())

    def acknowledge(self, outcome: Outcome) -> Outcome:
        """Note what became of the item that was given last; the outcome, which says so when it is given up.

        What may come another time, as when its server was busy, is not counted: it is asked for at each refresh.
        """
        if self._current is None:
            return outcome
        feed, tally = self._current.feed, self._tallies[self._current.feed.number]
        if outcome.error is None or not may_pass(outcome.error):
            article_id = outcome.article.id if outcome.article else None
            tries = self._library.acknowledge(feed, self._current.entry, article_id)
            if outcome.error and tries >= MOST_TRIES:
                outcome = dataclasses.replace(outcome, error=_given_up(outcome.error, tries))
        tally.note(outcome)
        return outcome

    def reports(self) -> Iterator[FeedReport]:
        """The feeds that are done, each once."""
        while self._reports:
            yield self._reports.pop(0)

    def stop(self) -> None:
        """End the readers; at most one request of each is still under way."""
        self._stopped.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    # ------------------------------------------------------------------------- in the readers' threads

    def _read(self, feed: Feed) -> _Read:
        try:
            fetched = self._fetcher.get(feed.address, feed.etag, feed.modified)
            if not fetched.changed:
                return _Read(feed, changed=False)
            document = parse_feed(fetched)
        except SourceError as error:
            return _Read(feed, error=error)
        etag, modified = fetched.headers.get("etag"), fetched.headers.get("last-modified")
        feed = dataclasses.replace(feed, title=document.title or feed.title, etag=etag, modified=modified)
        whole = True
        for entry in self._library.new_entries(feed, document.entries):
            if self._stopped.is_set():
                break
            if self._claim(entry):
                item = take(entry, document.title, feed.address, self._fetcher, self._language)
                self._put(_Taken(feed, entry, item))
            else:
                whole = False  # another feed is taking it; this one hears of it the next time
        return _Read(feed, whole=whole)

    def _claim(self, entry: Entry) -> bool:
        with self._lock:
            mine = entry.link is None or entry.link not in self._claimed
            self._claimed.add(entry.link or "")
        return mine

    def _put(self, event: _Taken | Future[_Read]) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(event, timeout=0.2)
                return
            except Full:
                continue

    # ------------------------------------------------------------------------- in the caller's thread

    def _conclude(self, read: _Read) -> None:
        """Keep the marks of change only when nothing is left to take: else the server would say "unchanged"."""
        tally = self._tallies[read.feed.number]
        feed = read.feed
        if not read.whole or tally.failures:
            feed = dataclasses.replace(feed, etag=None, modified=None)
        self._library.checked(feed, read.error.sentence(self._language) if read.error else None)
        status: FeedStatus = "failed" if read.error else "read" if read.changed else "unchanged"
        self._reports.append(FeedReport(feed, status, tally.counts, tuple(tally.failures), read.error))


def _given_up(error: KiosqueError, tries: int) -> GivenUp:
    return GivenUp(why={language: error.sentence(language) for language in LANGUAGES}, tries=tries)
