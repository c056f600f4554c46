"""Invented articles, and what puts them into a library."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.stems import match_query
from rag.library.store import Library
from rag.records import Article, Matrix, Outcome, Passage
from rag.settings import Settings
from tests.fakes import FakeEmbedder

ADDRESS = "https://phare.example/2026/aide"


def add(library: Library, article: Article) -> Outcome:
    """Store an article cut in the usual way."""
    return library.add(article, split_passages(article, 300), split_sentences(article.text, article.language))


def story(number: int, text: str = "") -> Article:
    """The `number`-th invented article: some 700 characters, 3 passages, words of its own."""
    place = f"Kerloc{number}"
    body = text or "\n\n".join(
        f"Le conseil de {place} a voté « l’aide n{number}{part} » : {number}{part} 400 € par foyer, selon M. Le Bec. "
        f"L’opposition s’y refuse ; elle l’a dit mardi. On n’en saura pas plus avant l’été, assure-t-on à {place}."
        for part in range(3)
    )
    return Article(
        title=f"L’aide de {place}", text=body, language="fr", published=f"2026-10-{number % 28 + 1:02d}",
        source="Le Phare de l’Ouest", ref=f"r{number}", origin=f"lot.jsonl:{number}",
    )  # fmt: skip


def passages_of(library: Library, article: Article) -> list[Passage]:
    """The stored passages of an article, in order."""
    known = library.passages([f"{article.id}-{number}" for number in range(100)])
    return [passage for _, passage in known]


def embed_all(library: Library) -> None:
    """Give every passage its vector."""
    embedder = FakeEmbedder()
    library.use_embedder(embedder)
    waiting = library.pending(-1)
    vectors = embedder.embed([one.text for one in waiting], "passage")
    library.store_vectors([one.passage_id for one in waiting], vectors, embedder.model)


def settings(home: Path) -> Settings:
    """Settings for small passages."""
    return Settings(home=home, passage_chars=300)


def rows(count: int, seed: int = 0) -> tuple[list[str], Matrix]:
    """`count` ids and unit vectors of 16 dimensions, none like another."""
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return [f"p{number}" for number in range(count)], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def found(library: Library, question: str) -> list[str]:
    """Ids of the articles that BM25 finds, best first, each once."""
    ids = [passage_id for passage_id, _ in library.lexical(match_query(question), 10)]
    return list(dict.fromkeys(article.id for article, _ in library.passages(ids)))
