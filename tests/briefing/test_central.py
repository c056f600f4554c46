"""The sentences of a summary: those that articles agree on, the first ones of an article alone."""

from __future__ import annotations

from dataclasses import replace

from newsstand import BRIDGE, CHEESE

from rag.briefing.central import central_sentences
from rag.library.sentences import split_sentences
from rag.records import Article, Evidence

AGREED = "La Lisse a emporté une pile du pont de Valmorel dans la nuit de lundi."


def articles() -> list[Article]:
    """Three that agree on one sentence only, which comes last in each."""
    openings = (
        "Le marché aux fleurs attendra dimanche pour ouvrir ses allées. Les écoliers profitent du soleil.",
        "Un boulanger raconte sa longue journée de travail solitaire. Son chien dort sous le comptoir.",
        "Les pêcheurs comptent leurs filets avant la saison nouvelle. Une chorale répète dans la salle.",
    )
    return [replace(BRIDGE, title=f"n° {n}", text=f"{opening} {AGREED}") for n, opening in enumerate(openings)]


def chosen(articles: list[Article], most: int) -> tuple[Evidence, ...]:
    return central_sentences([(one, split_sentences(one.text, one.language)) for one in articles], most)


def test_what_several_articles_say_comes_before_what_one_says() -> None:
    (only,) = chosen(articles(), 1)
    assert only.span.text == AGREED


def test_what_is_said_twice_is_taken_once() -> None:
    texts = [one.span.text for one in chosen(articles(), 20)]
    assert len(texts) == len(set(texts)) == 7


def test_an_article_alone_is_read_from_its_beginning() -> None:
    first, second, *_ = split_sentences(BRIDGE.text, "fr")
    assert [one.span for one in chosen([BRIDGE], 2)] == [first, second]


def test_a_heading_is_no_sentence() -> None:
    text = "Ce que l’on sait de la crue\n\nLe pont de Valmorel a été fermé mardi après la crue de la Lisse."
    assert chosen([replace(BRIDGE, text=text)], 1)[0].span.text.startswith("Le pont")


def test_what_an_outlet_says_of_itself_comes_last() -> None:
    own = "La mairie n’a pas répondu à nos questions mardi soir."
    text = f"{own} La route du col reste coupée jusqu’à lundi. « Nous attendons la décrue », dit la maire de Valmorel."
    found = [one.span.text for one in chosen([replace(BRIDGE, text=text)], 3)]
    assert found[0].startswith("La route") and len(found) == 3


def test_of_two_languages_the_one_that_is_translated_well_comes_first() -> None:
    english = "The Lisse carried off a pier of the Valmorel bridge on Monday night."
    both = [replace(CHEESE, text=english, published=None), replace(BRIDGE, text=AGREED)]
    assert [one.article.language for one in chosen(both, 2)] == ["fr", "en"]


def test_sentences_are_slices() -> None:
    for one in chosen([BRIDGE, CHEESE], 20):
        assert one.article.text[one.span.start : one.span.end] == one.span.text


def test_articles_without_sentences() -> None:
    assert central_sentences([(BRIDGE, [])], 4) == ()
