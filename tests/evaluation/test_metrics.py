"""What each measure counts, on answers made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newsstand import BRIDGE, CHEESE

from rag.evaluation.metrics import answer_in, estimates, holds, measure_answer, measure_search
from rag.evaluation.suites import Asked
from rag.generation import Seconds
from rag.library.sentences import split_sentences
from rag.records import Answer, Article, Citation, Claim, Hit, Passage, Span

ASKED = Asked("1", "Combien d’habitants sont privés de passage ?", "fr", True, ("12 500 habitants",), gold="bridge")
UNKNOWN = Asked("2", "Combien coûte le pont de Kelsby ?", "fr", False)


def key(article: Article) -> str:
    return article.ref or ""


def hit(article: Article) -> Hit:
    return Hit(article, Passage(article.id, 0, Span(0, len(article.text), article.text)), 1.0)


def answered(text: str, *articles: Article) -> Answer:
    """An answer that cites the second sentence of each of `articles`."""
    citations = tuple(
        Citation(number, one, split_sentences(one.text, one.language)[1])
        for number, one in enumerate(articles, start=1)
    )
    claims = (Claim(text, True, (), citations),)
    return Answer(ASKED.question, "fr", True, None, text, claims, seconds=Seconds(first_token=2.0))


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([BRIDGE, CHEESE], {"doc_hit@1": 1, "doc_hit@5": 1, "doc_mrr@10": 1}),
        ([CHEESE, CHEESE, BRIDGE], {"doc_hit@1": 0, "doc_hit@5": 1, "doc_mrr@10": 0.5}),
        ([CHEESE], {"doc_hit@1": 0, "doc_hit@5": 0, "doc_mrr@10": 0}),
    ],
)
def test_search(articles: list[Article], expected: dict[str, float]) -> None:
    assert measure_search([hit(one) for one in articles], ASKED, key) == expected
    assert measure_search([hit(one) for one in articles], UNKNOWN, key) == {}


def test_a_right_answer() -> None:
    found = measure_answer(
        answered("Selon la préfète, 12\u202f500 habitants sont privés de passage [1].", BRIDGE), ASKED, key
    )
    assert found["answered"] == found["containment"] == found["citation_validity"] == 1
    assert found["cited_document_precision"] == found["citation_answer_recall"] == found["language_fidelity"] == 1
    assert found["first_word_seconds"] == 2.0
    assert "abstained" not in found


def test_a_wrong_answer_from_another_article_in_another_language() -> None:
    found = measure_answer(answered("The Kelsby cheese fair drew 8,400 visitors on Saturday [1].", CHEESE), ASKED, key)
    assert (found["answered"], found["containment"], found["cited_document_precision"]) == (1, 0, 0)
    assert found["language_fidelity"] == 0
    assert "citation_answer_recall" not in found


def test_a_citation_that_is_not_the_slice_is_not_valid() -> None:
    answer = answered("12 500 habitants", BRIDGE)
    [claim] = answer.claims
    moved = replace(claim.citations[0], span=Span(0, 5, claim.citations[0].quote))
    found = measure_answer(replace(answer, claims=(replace(claim, citations=(moved,)),)), ASKED, key)
    assert found["citation_validity"] == 0


def test_refusals() -> None:
    refused = Answer(ASKED.question, "fr", False, "not in the articles", "Vos articles…")
    assert measure_answer(refused, UNKNOWN, key) == {"abstained": 1}
    assert measure_answer(refused, ASKED, key) == {"answered": 0, "containment": 0, "token_f1": 0}
    assert measure_answer(answered("12 500 euros", BRIDGE), UNKNOWN, key)["abstained"] == 0


@pytest.mark.parametrize("doubtful", [True, False])
def test_how_often_an_answer_says_that_it_is_unsure_where_there_is_one_and_where_there_is_none(doubtful: bool) -> None:
    answer = replace(answered("12 500 habitants", BRIDGE), doubtful=doubtful)
    there, nowhere = measure_answer(answer, ASKED, key), measure_answer(answer, UNKNOWN, key)
    assert there["unsure_answerable"] == nowhere["unsure_unanswerable"] == float(doubtful)
    assert "unsure_unanswerable" not in there and "unsure_answerable" not in nowhere


@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("L’œuvre coûte 1,2\u202fmillion d'euros.", "1,2 million d’euros", True),
        ("le 12 500e", "12 500", False),
        ("Il habite ÉVREUX", "évreux", True),
        ("privés de passage", "privés du passage", False),
    ],
)
def test_words_are_compared_without_typography(text: str, answer: str, found: bool) -> None:
    assert answer_in(text, answer) == found


def test_answers_together_and_answers_in_the_other_language() -> None:
    both = replace(ASKED, answers=("640\u202fexploitations", "9\u202ffévrier"), together=True)
    assert holds("640 farms, and again on February 9", both, "en")
    assert not holds("640 farms, and again on February 8", both, "en")
    assert not holds("640 farms, and again on February 9", both)
    assert holds("le 9 février", replace(both, together=False))


def test_estimates_over_a_suite() -> None:
    measured = [{"answered": 1.0, "first_word_seconds": 1.0}] * 9 + [{"answered": 0.0}] + [{"abstained": 0.5}] * 5
    found = estimates(measured)
    assert found["answered"].value == 0.9 and found["answered"].cases == 10
    assert found["answered"].low < 0.9 < found["answered"].high <= 1
    assert found["first_word_seconds"].value == 1.0
    assert found["balanced_accuracy"].value == pytest.approx(0.7)
    assert found["balanced_accuracy"].cases == 15
    assert estimates(measured) == found
    assert estimates([]) == {}
