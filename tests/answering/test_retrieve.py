"""What the search brings together for an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsstand import stocked

from rag.answering.retrieve import Retriever, Weights, spread
from rag.records import Article, Hit, Passage, Query, Span


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
    nearest = max(hit.similarity or 0.0 for hit in vectors)
    assert {hit.passage.id for hit in vectors} == {hit.passage.id for hit in every}
    assert [hit.score for hit in vectors] == pytest.approx(
        [((hit.similarity or 0.0) - nearest) / 0.07 for hit in vectors]
    )
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
