"""The first walk: items that were read become stored, searchable articles."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rag.library.index import LibraryIndex
from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Failure, Item, Outcome
from rag.settings import Settings

BATCH = 8
"""Passages embedded before their vectors are on disk: some seconds of work, all that a kill can take. More at once
is no quicker (see the embedder)."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def ingest(
    items: Iterable[Item], library: Library, embedder: Embedder, index: LibraryIndex, settings: Settings
) -> Iterator[Outcome]:
    """Store each item, say what became of it, and embed along the way.

    An outcome is yielded when its article is on disk; its vectors follow. Whoever stops early, or is killed, loses
    nothing: the next run, whatever it is given, embeds what was left. Raises LibraryError, ModelError.
    """
    library.use_embedder(embedder)
    for item in items:
        yield _store(item, library, settings)
        if library.pending_count() >= BATCH:
            embed_batch(library, embedder)
    embed_waiting(library, embedder)
    index.refresh()


def reindex(library: Library, embedder: Embedder, index: LibraryIndex) -> Iterator[int]:
    """Build the vector index anew, after embedding everything anew when the embedder is another one.

    Yields how many passages still wait for their vector, as they go down to 0. Raises LibraryError, ModelError.
    """
    if library.embedder != embedder.model:
        library.forget_vectors()
        library.use_embedder(embedder)
    yield library.pending_count()
    while embed_batch(library, embedder):
        yield library.pending_count()
    index.rebuild()


def embed_waiting(library: Library, embedder: Embedder) -> None:
    """Embed every passage that still waits. Raises LibraryError, ModelError."""
    while embed_batch(library, embedder):
        pass


def embed_batch(library: Library, embedder: Embedder) -> int:
    """Embed up to BATCH waiting passages, with their title; how many they were. Raises LibraryError, ModelError."""
    batch = library.pending(BATCH)
    if batch:
        vectors = embedder.embed([passage.text for passage in batch], "passage")
        library.store_vectors([passage.passage_id for passage in batch], vectors, embedder.model)
    return len(batch)


def _store(item: Item, library: Library, settings: Settings) -> Outcome:
    if isinstance(item, Failure):
        return Outcome("failed", item.origin, item.ref, error=item.error)
    article = _storable(item)
    sentences = split_sentences(article.text, article.language)
    return library.add(article, split_passages(article, settings.passage_chars), sentences)


def _storable(article: Article) -> Article:
    """The article without half characters (lone surrogates), which no database takes: one sign for one sign."""
    texts = {name: value for name, value in dataclasses.asdict(article).items() if value is not None}
    mended: dict[str, Any] = {name: _LONE_SURROGATE.sub("\ufffd", value) for name, value in texts.items()}
    return article if mended == texts else dataclasses.replace(article, **mended)
