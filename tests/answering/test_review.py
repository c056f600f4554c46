"""What is shown of a draft: its claims, or the sentences nearest to the question in their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from rag.answering.answerability import Signals
from rag.answering.find import Found
from rag.answering.review import Draft, Review
from rag.answering.terms import TermWeights
from rag.generation import Generated, Seconds, Tokens
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article, Citation, Claim, Evidence, Query, Span

SEAT = Article(
    "Le siège de la Ligue hanséatique",
    "Le siège de la Ligue est le centre administratif de l’alliance. Il se situe à Brévannes, au bord de la Lisse. "
    "Dix-huit villes y ont un délégué.\n\nDepuis 1998, le bâtiment est classé.",
    "fr",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path) as opened:
        yield opened


def reviewing(library: Library, article: Article, question: str, *scores: float) -> Review:
    """A review of drafts for `question`, with the first sentences of `article` as evidence, scored so."""
    spans = split_sentences(article.text, "fr")[: len(scores)]
    evidence = tuple(Evidence(article, span, score) for span, score in zip(spans, scores, strict=True))
    query = Query(question, "fr")
    signals = Signals(1.0, None, 1.0, False)
    found = Found(query, (), evidence, evidence, TermWeights.asked(query, library), signals, Seconds())
    return Review(library, FakeEmbedder(), found)


def shown(review: Review, text: str) -> list[str]:
    draft = review.draft(Generated(text, "stop", Tokens(), Seconds()))
    return [claim.text for claim in review.shown(draft, may_quote=True)]


def quoted(article: Article, *places: int) -> list[str]:
    spans = split_sentences(article.text, "fr")
    return [f"«\u202f{spans[place].text}\u202f»" for place in places]


WHERE = "Où se trouve le siège de la Ligue ?"
INVENTED = "Le siège de la Ligue se trouve à Kelsby."


def test_a_quotation_goes_on_with_the_sentence_that_explains_it(library: Library) -> None:
    assert shown(reviewing(library, SEAT, WHERE, 0.7, 0.4, 0.3), INVENTED) == quoted(SEAT, 0, 1)


def test_a_quotation_does_not_leave_its_paragraph_nor_what_was_read(library: Library) -> None:
    assert shown(reviewing(library, SEAT, WHERE, 0.1, 0.2, 0.9, 0.4), INVENTED) == quoted(SEAT, 2)
    assert shown(reviewing(library, SEAT, WHERE, 0.9), INVENTED) == quoted(SEAT, 0)


def test_each_quoted_sentence_has_its_own_citation(library: Library) -> None:
    review = reviewing(library, SEAT, WHERE, 0.7, 0.4)
    draft = review.draft(Generated(INVENTED, "stop", Tokens(), Seconds()))
    claims = review.shown(draft, may_quote=True)
    assert [[(one.number, one.quote) for one in claim.citations] for claim in claims] == [
        [(1, "Le siège de la Ligue est le centre administratif de l’alliance.")],
        [(2, "Il se situe à Brévannes, au bord de la Lisse.")],
    ]


@pytest.mark.parametrize(
    ("said", "french"),
    [
        pytest.param("Thornbury compte 16 parcs.", True, id="an English name"),
        pytest.param("Thornbury Bridge a ouvert ses 16 parcs avec Mary Wickfield-Stone.", True, id="many of them"),
        pytest.param("Thornbury has 16 parks, all of them open to the public.", False, id="English"),
    ],
)
def test_names_do_not_tell_the_language_of_a_draft(library: Library, said: str, french: bool) -> None:
    review = reviewing(library, SEAT, "Combien de parcs compte Thornbury ?", 0.7, 0.4)
    draft = review.draft(Generated(said, "stop", Tokens(), Seconds()))
    assert ("la réponse n’est pas en français" not in draft.reasons) is french


BRIDGE = Article("Le pont de Valmorel", "Le pont de Valmorel n’est pas fermé, a dit la maire. Il rouvrira mardi.", "fr")


@pytest.mark.parametrize(
    ("question", "said", "expected"),
    [
        pytest.param(
            "Le pont de Valmorel est-il fermé ?",
            "Le pont de Valmorel n’est pas fermé.",
            ["Le pont de Valmorel n’est pas fermé."],
            id="a yes or a no in the words of the question",
        ),
        pytest.param(
            "Comment est le pont de Valmorel ?",
            "Le pont de Valmorel n’est pas fermé. Les extraits ne précisent pas sa couleur.",
            ["Le pont de Valmorel n’est pas fermé."],
            id="what is not known beside what is",
        ),
        pytest.param("Quelle est sa couleur ?", "Les extraits ne précisent pas sa couleur.", [], id="nothing is known"),
    ],
)
def test_a_direct_answer_stands(library: Library, question: str, said: str, expected: list[str]) -> None:
    assert shown(reviewing(library, BRIDGE, question, 0.7, 0.4), said) == expected


def test_a_translation_that_is_none_is_not_shown(library: Library) -> None:
    fire = Article("The fire", "One man died in the fire at Hazelbourne on Tuesday.", "en")
    evidence = (Evidence(fire, split_sentences(fire.text, "en")[0], 0.9),)
    query = Query("Qui est mort dans l’incendie ?", "fr")
    signals = Signals(1.0, None, 1.0, False)
    found = Found(query, (), evidence, evidence, TermWeights.asked(query, library), signals, Seconds())
    review = Review(library, FakeEmbedder(), found)
    assert review.translated(fire.text) == ()
    assert review.translated("Un homme est mort dans l’incendie à Hazelbourne mardi.") != ()


def test_an_article_that_is_cited_does_not_count_otherwise(library: Library) -> None:
    question, articles = "Combien de blessés l’incendie a-t-il faits ?", []
    for outlet, count in (("Le Phare", 12), ("Le Jour", 14)):
        articles.append(Article(f"Incendie, {outlet}", f"L’incendie a fait {count} blessés.", "fr", source=outlet))
    evidence = tuple(Evidence(one, Span(0, len(one.text), one.text), 0.9) for one in articles)
    query = Query(question, "fr")
    found = Found(
        query, (), evidence, evidence, TermWeights.asked(query, library), Signals(1.0, None, 1.0, False), Seconds()
    )
    review = Review(library, FakeEmbedder(), found)
    assert len(shown(review, "L’incendie a fait 12 blessés. L’incendie a fait 14 blessés.")) == 2
    assert len(shown(review, "L’incendie a fait 12 blessés.")) == 2


FAIR = "Où aura lieu la foire aux cidres ?"


def fair(library: Library, *places: str) -> tuple[Review, list[Citation]]:
    """A review for FAIR over an article for each place; and the citations of their sentences."""
    texts = [f"La foire aux cidres aura lieu à {place}." for place in places]
    articles = [Article(f"La foire, {n}", text, "fr", source=f"Journal {n}") for n, text in enumerate(texts, start=1)]
    evidence = tuple(Evidence(one, Span(0, len(one.text), one.text), 0.9) for one in articles)
    query = Query(FAIR, "fr")
    weights = TermWeights.asked(query, library)
    found = Found(query, (), evidence, evidence, weights, Signals(1.0, None, 1.0, False), Seconds())
    citations = [Citation(number, one.article, one.span) for number, one in enumerate(evidence, start=1)]
    return Review(library, FakeEmbedder(), found), citations


def test_another_place_is_told_with_its_sentence(library: Library) -> None:
    review, _ = fair(library, "Valmorel", "Brévannes")
    said = "La foire aux cidres aura lieu à Valmorel."
    draft = review.draft(Generated(said, "stop", Tokens(), Seconds()))
    _, other = review.shown(draft, may_quote=True)
    assert other.text == "Journal 2 donne un autre lieu : « La foire aux cidres aura lieu à Brévannes. »"
    assert [(one.number, one.quote) for one in other.citations] == [(2, "La foire aux cidres aura lieu à Brévannes.")]


def test_a_sentence_cited_beside_keeps_its_number_when_it_answers_otherwise(library: Library) -> None:
    review, cited = fair(library, "Brévannes", "Valmorel", "Kelsby")
    claim = Claim("La foire aux cidres aura lieu à Valmorel.", True, (), tuple(cited[:2]))
    draft = Draft(Generated("", "stop", Tokens(), Seconds()), (claim,))
    _, *others = review.shown(draft, may_quote=True)
    assert [[one.number for one in other.citations] for other in others] == [[1], [3]]
