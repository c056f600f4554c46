"""The vector search that the rest of Kiosque uses: Chroma when it can be trusted, else the exact scan. Never wrong.

Chroma is opened by `refresh` (after adding) or `warm` (when the page starts); until then searches scan, which for a
single question is quicker than loading Chroma. On a server, the first search connects.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from contextlib import suppress

from rag.errors import IndexFault, KiosqueError, LibraryError
from rag.library.chroma import ChromaIndex
from rag.library.exact import ExactIndex
from rag.library.generations import FolderKeeper, Keeper, ServerKeeper
from rag.library.store import Library
from rag.records import Neighbour, Vector

RETRY_SECONDS = 30.0
"""Rest after an index could not be had, so that a server that is down does not slow every search."""


class LibraryIndex:
    """Nearest passages of a library. One process at a time keeps the index; others scan, with the same results."""

    def __init__(self, library: Library, server: str | None = None) -> None:
        self._library = library
        self._on_server = server is not None
        self._keeper: Keeper = ServerKeeper(library.home, server) if server else FolderKeeper(library.home)
        self._exact = ExactIndex(library)
        self._working = threading.Lock()
        self._worker: threading.Thread | None = None
        self._chroma: ChromaIndex | None = None
        self._owner = ""
        self._distrusted = False
        self._erased = False
        self._rests_until = 0.0
        self.fault: KiosqueError | None = None
        """Why the last attempt to use Chroma failed; None when it worked."""

    @property
    def exact(self) -> bool:
        """Whether searches scan: Chroma is not open yet, is being rebuilt, or belongs to another process."""
        return self._chroma is None

    def search(self, vector: Vector, limit: int, within: Collection[str] | None = None) -> list[Neighbour]:
        """The `limit` nearest passages by cosine, nearest first, of those in `within` when it is given.

        A search within some passages scans: an index would first have to find enough of the others. Raises LibraryError
        for the library's own faults.
        """
        chroma = self._ready() if within is None else None
        if chroma is not None:
            try:
                return chroma.search(vector, limit)
            except IndexFault as fault:
                self._distrust(chroma, fault)
        return self._exact.search(vector, limit, within)

    def count(self) -> int:
        """How many vectors a search can reach."""
        return self._library.vector_count()

    def refresh(self) -> None:
        """Bring Chroma up to the library: open, examine when in doubt, apply what is queued, rebuild if needed.

        Does nothing when another process keeps the index. A Chroma that does not work is no error: see `fault`.
        """
        with self._working:
            self._refresh()

    def rebuild(self) -> None:
        """Make the index anew from the vectors of the library."""
        with self._working:
            self._erased = False
            self._forget(sound=False)
            self._refresh()

    def erase(self) -> None:
        """Delete Chroma's files: they keep the vectors of what was removed. From now on this process scans.

        The next process makes them anew; made here, they would take up memory that held what was erased. Files that
        another process keeps go when they are next opened. Raises IndexFault when they cannot be deleted.
        """
        with self._working:
            self._erased = not self._on_server
            if self._erased:
                self._forget(sound=False)
                self._keeper.claim()
            self._keeper.erase()

    def warm(self) -> None:
        """Start `refresh` without waiting for it."""
        if self._worker is None or not self._worker.is_alive():
            self._worker = threading.Thread(target=self._refresh_quietly, name="kiosque-index", daemon=True)
            self._worker.start()

    def close(self) -> None:
        """Close Chroma and let another process keep the index. Safe any number of times."""
        if self._worker is not None:
            self._worker.join()
        with self._working:
            sound = self._chroma is not None and not self._distrusted
            self._forget(sound=sound)
            with suppress(IndexFault):  # without the mark, the next opening examines the index
                self._keeper.finish(sound=sound)
        self._exact.close()

    def _ready(self) -> ChromaIndex | None:
        """Chroma, with every change of the library in it; None when the scan must answer."""
        if self._chroma is None and not (self._on_server and time.monotonic() >= self._rests_until):
            return None
        queued, _ = self._library.queue_state()
        if self._chroma is not None and not queued and self._owner == self._current_owner():
            return self._chroma
        if self._keeper.prefers_building(queued, self._library.vector_count()):
            self.warm()
            return None
        if not self._working.acquire(blocking=False):
            return None
        try:
            self._refresh()
        finally:
            self._working.release()
        return self._chroma

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except LibraryError as error:
            self.fault = error

    def _refresh(self) -> None:
        """`refresh`, for the thread that holds `_working`."""
        if self._erased or not self._library.vector_count() or not self._keeper.claim():
            self._forget(sound=True)
            return
        try:
            self._update()
            self.fault = None
        except IndexFault as fault:
            self._forget(sound=False)
            self.fault, self._rests_until = fault, time.monotonic() + RETRY_SECONDS
        finally:
            self._keeper.release()

    def _update(self) -> None:
        """Open or build Chroma and apply the queue; whatever disagrees with the library is built anew."""
        owner = self._current_owner()
        if owner != self._owner:
            self._forget(sound=True)
        try:
            if self._chroma is None and not self._distrusted:
                self._chroma, self._owner = self._keeper.open(owner), owner
            if self._chroma is not None and self._caught_up(self._chroma):
                return
        except IndexFault as fault:
            self.fault = fault
        self._build(owner)

    def _caught_up(self, chroma: ChromaIndex) -> bool:
        """Apply the queue to `chroma`; False when it must be built anew instead."""
        queued, last = self._library.queue_state()
        if self._keeper.prefers_building(queued, self._library.vector_count()):
            return False
        if queued:
            self._apply(chroma)
            self._library.settle(last)
        return self._agrees(chroma)

    def _apply(self, chroma: ChromaIndex) -> None:
        """Make the rows of the queued passages what they are in the library: whatever the order of the changes."""
        changed = {change.passage_id for change in self._library.queued()}
        ids, vectors = self._library.vectors(sorted(changed))
        chroma.delete(sorted(changed.difference(ids)))
        chroma.upsert(ids, vectors)

    def _agrees(self, chroma: ChromaIndex) -> bool:
        """Whether `chroma` has as many rows as the library: another number means another state of the library."""
        agrees = chroma.count() == self._library.vector_count()
        return agrees or self._library.queue_state()[0] > 0  # unless something has just been added or removed

    def _build(self, owner: str) -> None:
        self._forget(sound=False)
        _, last = self._library.queue_state()  # before the vectors: later changes are applied again, harmlessly
        ids, vectors = self._library.vectors()
        self._chroma, self._owner = self._keeper.build(owner, ids, vectors), owner
        self._distrusted = False
        self._library.settle(last)

    def _current_owner(self) -> str:
        return f"{self._library.library_id} {self._library.embedder}"

    def _distrust(self, chroma: ChromaIndex, fault: IndexFault) -> None:
        """After a failed search: scan from now on, and rebuild in the background."""
        with self._working:
            if self._chroma is not chroma:  # closed by another thread, which has seen to it already
                return
            self._forget(sound=False)
            self.fault = fault
        self.warm()

    def _forget(self, *, sound: bool) -> None:
        """Close Chroma; unless `sound`, what it holds is not used again."""
        chroma, self._chroma, self._owner = self._chroma, None, ""
        self._distrusted = self._distrusted or not sound
        if chroma is not None:
            with suppress(IndexFault):  # it is closed as far as it can be
                chroma.close()
