"""What is fetched or rebuilt for the page: one thread does it, its progress is seen from every visit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from rag.protocols import Progress


class Errand:
    """Something being done: how far it is, and its end."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.future: Future[object] = Future()

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return max(0.0, min(1.0, self.done / self.total)) if self.total else 0.0

    def advance(self, done: int, total: int) -> None:
        """Notes how far it is."""
        self.done, self.total = done, total


class Errands:
    """Errands by name: one at a time, each once; an ended one can be begun again."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="errand")
        self._known: dict[str, Errand] = {}
        self._lock = Lock()

    def begin(self, name: str, work: Callable[[Progress], object]) -> Errand:
        """Begins it, or gives the one of this name that is under way."""
        with self._lock:
            known = self._known.get(name)
            if known is None or known.future.done():
                known = self._known[name] = Errand()
                known.future = self._pool.submit(work, known.advance)
            return known

    def known(self, name: str) -> Errand | None:
        """The errand of this name, under way or ended."""
        return self._known.get(name)

    def close(self) -> None:
        """Drops those that wait; the one under way can be resumed by its nature."""
        self._pool.shutdown(wait=False, cancel_futures=True)
