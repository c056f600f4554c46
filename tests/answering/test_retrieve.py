"""What the search brings together for an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from newsstand import stocked

from rag.answering.retrieve import Retriever, Weights, spread
from rag.intake.ingest import ingest
from rag.library.index import LibraryIndex
from rag.library.store import Library
from rag.protocols import TextRole
from rag.records import Article, Hit, Matrix, Passage, Query, Span
from rag.settings import Settings


def hit(number: int, outlet: str | None) -> Hit:
    article = Article(f"Article {number}", "Un texte.", "fr", source=outlet)
    return Hit(article, Passage(article.id, 0, Span(0, 9, "Un texte.")), 10.0 - number)


def test_one_outlet_leaves_places_to_others() -> None:
    hits = [*(hit(number, "L’Arpenteur du soir") for number in range(6)), hit(6, "Ondes d’Ostrelle"), hit(7, None)]
    assert [one.article.title for one in spread(hits, 5)] == [f"Article {number}" for number in (0, 1, 2, 6, 7)]


def test_a_lone_outlet_fills_every_place() -> None:
    hits = [hit(number, "L’Arpenteur du soir") for number in range(7)]
    assert spread(hits, 5) == hits[:5]


def test_articles_without_an_outlet_are_not_one_outlet() -> None:
    hits = [hit(number, None) for number in range(7)]
    assert spread(hits, 5) == hits[:5]


def test_a_signal_without_weight_moves_no_passage(tmp_path: Path) -> None:
    library, index, embedder = stocked(tmp_path)
    query = Query("Combien d’habitants sont privés de passage ?", "fr")
    every = Retriever(library, index, embedder).search(query, 20)
    vectors = Retriever(library, index, embedder, Weights(words=0.0, sentence=0.0, names=0.0)).search(query, 20)
    nearest = max(hit.meaning or 0.0 for hit in vectors)
    assert {hit.passage.id for hit in vectors} == {hit.passage.id for hit in every}
    assert [hit.score for hit in vectors] == pytest.approx([((hit.meaning or 0.0) - nearest) / 0.2 for hit in vectors])
    assert [hit.score for hit in every] != [hit.score for hit in vectors]
    index.close()
    library.close()


def test_an_article_gains_by_the_names_it_holds_and_less_in_another_language(tmp_path: Path) -> None:
    library, index, embedder = stocked(tmp_path)
    for question, gains in (
        ("Que dit Maëlle Kerouédan ?", {"bridge": 0.6, "cheese": 0.0}),
        ("Que dit Ida Thornbury ?", {"bridge": 0.0, "cheese": 0.24}),
    ):
        query = Query(question, "fr")
        without = Retriever(library, index, embedder, Weights(names=0.0)).search(query, 5)
        before = {hit.article.ref: hit.score for hit in without}
        found = Retriever(library, index, embedder).search(query, 5)
        assert {hit.article.ref: hit.score - before[hit.article.ref] for hit in found} == pytest.approx(gains)
        assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    index.close()
    library.close()


class Tongues:
    """Embeds a language, three times as strong as its subject: what the embedders of two languages do."""

    model, dimensions = "tongues", 4

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        rows = np.array([self._row(text.lower()) for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _row(self, text: str) -> list[float]:
        french = bool(re.search(r"\b(?:le|la|les|un|une|des|du|que?l?l?e?)\b", text))
        return [3.0 * french, 3.0 * (not french), "crue" in text or "flood" in text, "four" in text or "oven" in text]


def test_a_french_article_is_found_past_english_ones_about_something_else(tmp_path: Path) -> None:
    """English articles share the question's language and some of its words, not its subject."""
    flood = Article("La crue de la Lisse", "La préfète a fait fermer le passage mardi.", "fr", ref="flood")
    ovens = [
        Article(f"Oven number {n}", f"Who ordered baker {n} to have his oven closed on Tuesday?", "en")
        for n in range(3)
    ]
    embedder = Tongues()
    library = Library(tmp_path)
    index = LibraryIndex(library)
    list(ingest([flood, *ovens], library, embedder, index, Settings(home=tmp_path)))
    found = Retriever(library, index, embedder).search(Query("Who ordered the way closed in the flood?", "en"), 5)
    assert found[0].article.ref == "flood"
    assert all((found[0].similarity or 0.0) < (hit.similarity or 0.0) for hit in found[1:])
    assert all((found[0].meaning or 0.0) > (hit.meaning or 0.0) for hit in found[1:])
    index.close()
    library.close()
