"""What the search brings together for an answer."""

from __future__ import annotations

from rag.answering.retrieve import spread
from rag.records import Article, Hit, Passage, Span


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
