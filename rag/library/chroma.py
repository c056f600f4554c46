"""Search through Chroma, embedded in this process or on a server. The only file that knows Chroma.

Chroma holds ids and vectors, nothing else: no text, and nothing that the library does not hold too.
"""

from __future__ import annotations

import socket
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from rag.errors import IndexFault
from rag.records import Matrix, Neighbour, Vector

COLLECTION = "passages"
BATCH = 1000
"""Rows of one call. Chroma refuses more than 5461; a server also refuses more than 40 MB, which long vectors reach."""

CONNECT_SECONDS = 5.0
REQUEST_SECONDS = 60.0
"""How long a server may take to be reached, and to answer; Chroma alone would wait for ever."""

SYNC_NEVER = 1_000_000_000
"""Rows between two rewrites of the graph's files. Each rewrite can be torn by a kill, and what is not rewritten is
read again at opening (0.23 ms a row), so small additions to a finished index never rewrite it."""

HNSW = {"space": "cosine", "ef_search": 200, "ef_construction": 200, "max_neighbors": 48, "num_threads": 1}
"""The graph. Chroma's defaults (100, 100, 16, all threads) now and then miss the very nearest of 90 passages, another
one at each build, since news repeats itself and threads race; with these values 580 of 580 questions found it."""

_EMBEDDED_API = "chromadb.api.rust.RustBindingsAPI"


class ChromaIndex:
    """A VectorIndex in one Chroma collection, by cosine. Made by `embedded` or `on_server`."""

    def __init__(self, connect: Callable[[], Any], collection: str) -> None:
        with _translated():
            self._client = connect()
            self._collection = self._client.get_or_create_collection(
                collection,
                embedding_function=None,
                configuration={"hnsw": HNSW},
            )
            space = self._collection.configuration_json["hnsw"]["space"]
        if space != "cosine":
            raise IndexFault(cause=f"the collection “{collection}” measures {space}, not cosine")

    @classmethod
    def embedded(cls, folder: Path) -> ChromaIndex:
        """The index in `folder`, made when it is not there. One process at a time may hold it."""
        return cls(lambda: _embedded_client(folder), COLLECTION)

    @classmethod
    def on_server(cls, address: str, collection: str = COLLECTION) -> ChromaIndex:
        """The index in a collection of the Chroma server at `address`, such as http://127.0.0.1:8000."""
        return cls(lambda: _server_client(address), collection)

    def upsert(self, ids: Sequence[str], vectors: Matrix) -> None:
        with _translated():
            for start in range(0, len(ids), BATCH):
                part = slice(start, start + BATCH)
                self._collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, ids: Sequence[str]) -> None:
        with _translated():
            for start in range(0, len(ids), BATCH):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def search(self, vector: Vector, limit: int) -> list[Neighbour]:
        with _translated():
            known = self._collection.count()
            if not known or limit < 1:
                return []
            found = self._collection.query(
                query_embeddings=[vector], n_results=min(limit, known), include=["distances"]
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [Neighbour(passage_id, 1.0 - float(distance)) for passage_id, distance in pairs]

    def count(self) -> int:
        with _translated():
            return int(self._collection.count())

    def sample(self, size: int) -> tuple[list[str], Matrix]:
        """Some ids spread over the whole index, and their vectors. Raises IndexFault when a row cannot be read."""
        with _translated():
            ids = self._collection.get(include=[])["ids"]
            chosen = ids[:: max(1, len(ids) // size)][:size]
            found = (
                self._collection.get(ids=chosen, include=["embeddings"]) if chosen else {"ids": [], "embeddings": []}
            )
        return list(found["ids"]), np.asarray(found["embeddings"], dtype=np.float32)

    def freeze(self) -> None:
        """Rewrite the graph's files no more: later additions are few, and a kill must not tear them."""
        with _translated():
            self._collection.modify(configuration={"hnsw": {"sync_threshold": SYNC_NEVER}})

    def clear(self) -> None:
        """Forget everything (on a server; an embedded index is rebuilt in a fresh folder instead)."""
        name = self._collection.name
        with _translated():
            self._client.delete_collection(name)
            self._collection = self._client.create_collection(
                name,
                embedding_function=None,
                configuration={"hnsw": HNSW},
            )

    def close(self) -> None:
        with _translated():
            sessions = _sessions(self._client)
            self._client.close()
            for session in sessions:
                session.close()


def _embedded_client(folder: Path) -> Any:
    chromadb = _chromadb()
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=_settings(chroma_api_impl=_EMBEDDED_API))


def _server_client(address: str) -> Any:
    parts = urlsplit(address if "://" in address else f"http://{address}")
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 8000)
    with socket.create_connection((host, port), CONNECT_SECONDS):
        client = _chromadb().HttpClient(host=host, port=port, ssl=secure, settings=_settings())
    for session in _sessions(client):
        session.timeout = REQUEST_SECONDS
    return client


def _sessions(client: Any) -> list[Any]:
    """The connections of a client to its server, none when it is embedded. Chroma has no way to close them."""
    parts = (client, getattr(client, "_admin_client", None))
    servers: list[Any] = [getattr(part, "_server", None) for part in parts]
    return [server._session for server in servers if hasattr(server, "_session")]


def _chromadb() -> Any:
    # Imported here, as Chroma takes a second to load. It calls our bringing of vectors "legacy" at every operation.
    import chromadb

    warnings.filterwarnings("ignore", message=".*legacy embedding function config", category=DeprecationWarning)
    return chromadb


def _settings(**values: Any) -> Any:
    """Without _env_file=None, Chroma would obey a .env file of the current folder and could send all to a server."""
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False, **values)


@contextmanager
def _translated() -> Iterator[None]:
    """Chroma's errors as IndexFault. Its Rust part panics with an exception that is not an Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, IndexFault)):
            raise
        raise IndexFault(cause=f"{type(error).__name__}: {error}"[:300]) from error
