"""The sentence that a claim comes from is found again among those of its story, in the sample newsstand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from rag.answering.attribute import Attributor
from rag.checking.verify import unsupported_reasons
from rag.evaluation.metrics import answer_in
from rag.evaluation.suites import Asked, load_suite
from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article, Citation, Evidence
from rag.sources.read import read

SUITE = load_suite(None)
ANSWERABLE = [asked for asked in SUITE.questions if asked.answerable and len(asked.answers) == 1]
DISPATCH, REPRINT = "2026-10-13/lait-accord-lactostrelle.txt", "2026-10-13/accord-sur-le-prix-du-lait.html"


@cache
def articles() -> dict[str, Article]:
    found = [item for item in read(str(SUITE.documents), "fr") if isinstance(item, Article)]
    return {SUITE.key(article): article for article in found}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library(Path(tmp_path_factory.mktemp("attribute")))
    for article in articles().values():
        sentences = split_sentences(article.text, article.language)
        made.add(article, split_passages(article, 900), sentences)
    return made


def sentences(*files: str) -> list[Evidence]:
    chosen = [articles()[file] for file in files]
    return [Evidence(one, span, 1.0) for one in chosen for span in split_sentences(one.text, one.language)]


@pytest.mark.parametrize("asked", ANSWERABLE, ids=lambda asked: asked.id)
def test_the_sentence_of_the_answer_is_cited_and_supports_it(library: Library, asked: Asked) -> None:
    """The claim is the sentence of the answer, the evidence everything in its article and in two others of the time."""
    keys = list(articles())
    near = keys[keys.index(str(asked.gold)) - 1], keys[(keys.index(str(asked.gold)) + 1) % len(keys)]
    evidence = sentences(str(asked.gold), *near)
    claim = next(one for one in evidence if answer_in(one.span.text, asked.answers[0]))
    language = claim.article.language
    cited = Attributor(library, FakeEmbedder(), evidence, asked.text).sources(claim.span.text, language)
    assert cited[0].span.text == claim.span.text
    citations = [Citation(number, one.article, one.span) for number, one in enumerate(cited, start=1)]
    assert unsupported_reasons(claim.span.text, citations, language, asked.text) == ()


def test_a_claim_that_joins_two_sentences_cites_both(library: Library) -> None:
    evidence = sentences("2026-10-15/souscription-marescot.txt")
    claim = "La souscription a rapporté 286 540 euros ; le plus gros don, 60 000 euros, vient d’une conserverie."
    cited = Attributor(library, FakeEmbedder(), evidence, "Combien la souscription a-t-elle rapporté ?").sources(
        claim, "fr"
    )
    assert len(cited) == 2
    assert {"286" in one.span.text for one in cited} == {True, False}
    citations = [Citation(number, one.article, one.span) for number, one in enumerate(cited, start=1)]
    assert unsupported_reasons(claim, citations, "fr") == ()


def test_a_reprinted_sentence_is_cited_once(library: Library) -> None:
    evidence = sentences(DISPATCH, REPRINT)
    claim = "Gildas Prémontel a déclaré que ce n’est pas une victoire, c’est un sursis."
    cited = Attributor(library, FakeEmbedder(), evidence, "Que dit Gildas Prémontel de l’accord ?").sources(claim, "fr")
    assert len(cited) == 1
