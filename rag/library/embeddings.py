"""The vectors of the passages, kept beside them, and the queue of what the vector index has not seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Connection
from typing import Literal

import numpy as np

from rag.errors import EmbedderChanged, LibraryBusy, LibraryFull, LibraryReadOnly
from rag.library.database import Database
from rag.protocols import Embedder
from rag.records import Matrix, Vector

STORED = np.dtype("<f4")
"""How vectors are stored: little-endian float32."""

_PENDING = """
SELECT passages.id, title, text, start, stop FROM passages JOIN articles ON articles.id = passages.article_id
WHERE searched AND vector IS NULL ORDER BY passages.row LIMIT ?"""

_ALL_VECTORS = "SELECT id, vector FROM passages WHERE vector IS NOT NULL ORDER BY row"

_VECTORS_OF = """
SELECT id, vector FROM passages WHERE vector IS NOT NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY row"""

_OF_ARTICLES = """
SELECT article_id, stop - start AS size, vector FROM passages WHERE vector IS NOT NULL ORDER BY article_id"""

_STORE = "UPDATE passages SET vector = ? WHERE id = ? AND searched AND vector IS NULL"

_QUEUE_ALL = """
INSERT INTO index_queue (passage_id, operation) SELECT id, 'upsert' FROM passages WHERE vector IS NOT NULL"""

_LAST_QUEUED = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'index_queue'), 0)"


@dataclass(frozen=True)
class Pending:
    """A passage that waits for its vector; `text` is what is embedded: title, newline, passage."""

    passage_id: str
    text: str


@dataclass(frozen=True)
class QueuedChange:
    """A change that the vector index has not seen; `number` grows."""

    number: int
    passage_id: str
    operation: Literal["upsert", "delete"]


class Embeddings:
    """The part of the library that keeps vectors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def library_id(self) -> str:
        """A random name, made once: it tells an index of this library from that of another."""
        return self.meta("id") or ""

    @property
    def revision(self) -> int:
        """Grows with every change of the set of vectors."""
        return int(self.meta("revision") or 0)

    @property
    def embedder(self) -> str | None:
        """The embedding model whose vectors are stored; None before the first."""
        return self.meta("embedder")

    @property
    def dimensions(self) -> int:
        """Length of the stored vectors; 0 before the first."""
        return int(self.meta("dimensions") or 0)

    def use_embedder(self, embedder: Embedder) -> None:
        """Bind the library to the embedder at first use. Raises EmbedderChanged when it is bound to another."""
        asked = (embedder.model, embedder.dimensions)
        if self.embedder is None:
            self._bind(*asked)
        if (self.embedder, self.dimensions) != asked:
            raise EmbedderChanged(stored=self.embedder, asked=embedder.model)

    def _bind(self, model: str, dimensions: int) -> None:
        with self._database.transaction() as change:
            rows = [("embedder", model), ("dimensions", str(dimensions))]
            change.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", rows)

    def forget_vectors(self) -> None:
        """Drop all vectors and the binding to their model: what `reindex` does before embedding anew."""
        with self._database.transaction() as change:
            change.execute("UPDATE passages SET vector = NULL")
            change.execute("DELETE FROM index_queue")
            change.execute("DELETE FROM meta WHERE key IN ('embedder', 'dimensions')")
            change.execute(TOUCH)

    def pending(self, limit: int) -> list[Pending]:
        """At most `limit` passages without a vector, oldest first."""
        rows = self._database.rows(_PENDING, (limit,))
        return [Pending(row["id"], f"{row['title']}\n{row['text'][row['start'] : row['stop']]}") for row in rows]

    def pending_count(self) -> int:
        """How many passages wait for a vector."""
        return int(self._database.value("SELECT count(*) FROM passages WHERE searched AND vector IS NULL"))

    def store_vectors(self, ids: Sequence[str], vectors: Matrix, model: str) -> None:
        """Keep the vectors that the embedder `model` made of these passages and queue them for the index, at once.

        Passages that were removed meanwhile, or that another process embedded, are left as they are. Raises
        EmbedderChanged when another process has begun to index the library with another embedder.
        """
        if vectors.shape != (len(ids), self.dimensions):
            message = f"vectors must have the shape {(len(ids), self.dimensions)}, not {vectors.shape}"
            raise ValueError(message)
        with self._database.transaction() as change:
            (bound,) = change.execute("SELECT max(value) FROM meta WHERE key = 'embedder'").fetchone()
            if bound != model:
                raise EmbedderChanged(stored=bound, asked=model)
            for passage_id, vector in zip(ids, vectors, strict=True):
                if change.execute(_STORE, (vector.astype(STORED).tobytes(), passage_id)).rowcount:
                    row = (passage_id, "upsert")
                    change.execute("INSERT INTO index_queue (passage_id, operation) VALUES (?, ?)", row)
            change.execute(TOUCH)

    def vectors(self, ids: Sequence[str] | None = None) -> tuple[list[str], Matrix]:
        """Passage ids and their vectors, shape (n, d): all of them, or those of `ids` that have one."""
        wanted = None if ids is None else json.dumps(list(ids))
        rows = self._database.rows(_ALL_VECTORS if ids is None else _VECTORS_OF, {"ids": wanted})
        joined = np.frombuffer(b"".join(row["vector"] for row in rows), dtype=STORED)
        return [row["id"] for row in rows], joined.astype(np.float32).reshape(
            len(rows), -1 if rows else self.dimensions
        )

    def article_vectors(self) -> dict[str, Vector]:
        """For each article with vectors, their mean, weighted by the passages’ lengths: shape (d,), unit length."""
        found: dict[str, Vector] = {}
        with self._database.reading() as connection:
            for article_id, rows in groupby(connection.execute(_OF_ARTICLES), key=lambda row: str(row["article_id"])):
                mean = sum(row["size"] * np.frombuffer(row["vector"], dtype=STORED).astype(np.float32) for row in rows)
                found[article_id] = mean / np.linalg.norm(mean)
        return found

    def vector_count(self) -> int:
        """How many passages have a vector."""
        return int(self._database.value("SELECT count(*) FROM passages WHERE vector IS NOT NULL"))

    def queued(self, limit: int = -1) -> list[QueuedChange]:
        """The changes that the index has not seen, oldest first."""
        query = "SELECT number, passage_id, operation FROM index_queue ORDER BY number LIMIT ?"
        return [QueuedChange(*row) for row in self._database.rows(query, (limit,))]

    def queue_state(self) -> tuple[int, int]:
        """How many changes are queued, and the number of the last one (0 when there is none)."""
        ((count, last),) = self._database.rows("SELECT count(*), coalesce(max(number), 0) FROM index_queue")
        return count, last

    def follow(self, copy: Connection) -> None:
        """Make the index hear of all that a copy changes when it takes the place of this library, in `copy` itself.

        Every process that keeps an index or vectors in memory then sees other ones, whatever the copy's own counts say.
        """
        last = self._database.value(_LAST_QUEUED)
        ids = self._database.rows("SELECT id FROM passages WHERE vector IS NOT NULL")
        copy.execute("DELETE FROM index_queue")
        copy.execute("DELETE FROM sqlite_sequence WHERE name = 'index_queue'")
        copy.execute("INSERT INTO sqlite_sequence VALUES ('index_queue', ?)", (last,))
        copy.executemany("INSERT INTO index_queue (passage_id, operation) VALUES (?, 'delete')", map(tuple, ids))
        copy.execute(_QUEUE_ALL)
        query = "UPDATE meta SET value = max(CAST(value AS INTEGER), ?) + 1 WHERE key = 'revision'"
        copy.execute(query, (self.revision,))

    def settle(self, last: int) -> None:
        """Take the changes up to number `last` off the queue: the index has them on disk."""
        with self._database.transaction() as change:
            change.execute("DELETE FROM index_queue WHERE number <= ?", (last,))

    def meta(self, key: str) -> str | None:
        """A value kept with the library."""
        value: str | None = self._database.value("SELECT value FROM meta WHERE key = ?", (key,))
        return value

    def remember(self, key: str, value: str) -> None:
        """Keep a value that can be made again; a library that cannot be written now does without."""
        with suppress(LibraryReadOnly, LibraryFull, LibraryBusy), self._database.transaction() as change:
            change.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


TOUCH = "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'"
"""Counts a change of the set of vectors."""
