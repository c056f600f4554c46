"""Articles on their way into the library: a thread adds them one after the other, whatever page is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from rag.errors import KiosqueError
from rag.fetching.opml import Feed
from rag.intake.refresh import outcomes
from rag.records import Outcome

if TYPE_CHECKING:
    from rag.assemble import Kiosque


@dataclass(frozen=True)
class Given:
    """A document handed over by the browser or, without content, an address to fetch."""

    name: str
    content: bytes | None = None


class Arrivals:
    """What is being added for the page, and what became of it; all of it may be read from any thread.

    What is handed over while more is under way joins it; otherwise it begins a new batch.
    """

    def __init__(self, kiosque: Kiosque) -> None:
        self._kiosque = kiosque
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="arrivals")
        self._lock = Lock()
        self._works: list[Future[None]] = []
        self._closed = False
        self.batch = 0
        self.current = ""
        """What is being added; empty while feeds are read."""
        self.outcomes: list[Outcome] = []

    @property
    def busy(self) -> bool:
        return any(not one.done() for one in self._works)

    @property
    def share(self) -> float:
        """How much of the batch is done, from 0 to 1."""
        works = list(self._works)
        return sum(one.done() for one in works) / max(1, len(works))

    @property
    def errors(self) -> list[BaseException]:
        """What stopped the feeds altogether, or a mistake of ours."""
        ended = (one.exception() for one in list(self._works) if one.done() and not one.cancelled())
        return [error for error in ended if error]

    def take(self, given: Sequence[Given]) -> int:
        """Adds each of `given`; the number of the batch it is in."""
        return self._begin([(one.name, partial(self._added, one)) for one in given])

    def refresh(self, feeds: Sequence[Feed]) -> int:
        """Brings what the feeds have that is new; the number of the batch it is in."""
        return self._begin([("", partial(self._refreshed, feeds))])

    def close(self) -> None:
        """Drops what waits, and what follows of a list or a feed; an article is whole or not there at all."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, works: Sequence[tuple[str, Callable[[], Iterator[Outcome]]]]) -> int:
        with self._lock:
            if not self.busy:
                self.batch += 1
                self.outcomes, self._works = [], []
            self._works += [self._pool.submit(self._do, *work) for work in works]
            return self.batch

    def _do(self, name: str, work: Callable[[], Iterator[Outcome]]) -> None:
        self.current = name
        for outcome in work():
            self.outcomes.append(outcome)
            if self._closed:
                break

    def _added(self, given: Given) -> Iterator[Outcome]:
        try:
            if given.content is None:
                yield from self._kiosque.add([given.name])
            else:
                yield from self._kiosque.add_bytes(given.name, given.content)
        except KiosqueError as error:  # a full disk: the others are tried, and each tells
            yield Outcome("failed", given.name, error=error)

    def _refreshed(self, feeds: Sequence[Feed]) -> Iterator[Outcome]:
        return outcomes(self._kiosque.refresh(feeds))
