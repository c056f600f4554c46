"""Search by comparing with every stored vector: always right, needs nothing but the library.

The fallback while no index is at hand, and the oracle that an index is measured against. Some 15 ms for 100,000
passages of 384 dimensions, which take 154 MB of memory.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from itertools import islice

import numpy as np

from rag.library.embeddings import Embeddings
from rag.records import Matrix, Neighbour, Vector


class ExactIndex:
    """A VectorIndex over the vectors stored in the library, read again whenever they have changed."""

    def __init__(self, library: Embeddings) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._revision = -1
        self._ids: list[str] = []
        self._vectors: Matrix = np.zeros((0, 0), dtype=np.float32)

    def upsert(self, ids: Sequence[str], vectors: Matrix) -> None:
        """Nothing to do: the library already holds them."""

    def delete(self, ids: Sequence[str]) -> None:
        """Nothing to do: the library already forgot them."""

    def search(self, vector: Vector, limit: int, within: Collection[str] | None = None) -> list[Neighbour]:
        """The nearest first; among the passages of `within` only, when it is given."""
        ids, vectors = self._current()
        if not ids or limit < 1:
            return []
        scores = vectors @ vector
        order = np.argsort(-scores, kind="stable")
        best = islice((row for row in order if within is None or ids[row] in within), limit)
        return [Neighbour(ids[row], float(scores[row])) for row in best]

    def count(self) -> int:
        return len(self._current()[0])

    def close(self) -> None:
        with self._lock:
            self._revision, self._ids, self._vectors = -1, [], np.zeros((0, 0), dtype=np.float32)

    def _current(self) -> tuple[list[str], Matrix]:
        with self._lock:
            revision = self._library.revision
            if revision != self._revision:
                self._ids, self._vectors = self._library.vectors()
                self._revision = revision
            return self._ids, self._vectors
