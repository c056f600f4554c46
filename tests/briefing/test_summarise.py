"""Summaries: one set of claims, two languages, the same citations and numbers in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE, stocked

from rag.answering.prompting import Prompts
from rag.briefing.summarise import Summarising, lead_sentences, translation_faults
from rag.library.sentences import split_sentences


@pytest.fixture
def summarising(tmp_path: Path) -> Iterator[Summarising]:
    library, index, embedder = stocked(tmp_path)
    yield Summarising(library, embedder, FakeGenerator(), Prompts())
    index.close()
    library.close()


def with_replies(summarising: Summarising, *replies: str) -> Summarising:
    return Summarising(summarising.library, summarising.embedder, FakeGenerator(*replies), summarising.prompts)


def test_each_line_in_both_languages_with_the_same_citation(summarising: Summarising) -> None:
    summary = with_replies(
        summarising,
        "Les travaux coûteront 1,2 million d’euros. 12 500 habitants sont privés de passage.",
        "The works will cost €1.2 million.",
        "12,500 people cannot cross.",
    ).summarise([BRIDGE])
    assert [claim.supported for claim in summary.claims] == [True, True]
    assert summary.text_fr == "Les travaux coûteront 1,2 million d’euros. 12 500 habitants sont privés de passage."
    assert summary.text_en == "The works will cost €1.2 million. 12,500 people cannot cross."
    for claim in summary.claims:
        for citation in claim.citations:
            assert BRIDGE.text[citation.span.start : citation.span.end] == citation.quote


def test_a_translation_that_changes_a_number_is_not_shown(summarising: Summarising) -> None:
    summary = with_replies(
        summarising, "Les travaux coûteront 1,2 million d’euros.", "The works will cost €1.2 billion."
    ).summarise([BRIDGE])
    assert not summary.claims[0].supported
    assert summary.text_fr == summary.text_en == ""


def test_when_no_line_is_supported_the_article_speaks(summarising: Summarising) -> None:
    summary = with_replies(summarising, "Le baril vaut 70 dollars.", "The bridge was closed.").summarise([BRIDGE])
    assert summary.claims[0].text_fr == split_sentences(BRIDGE.text, "fr")[0].text
    assert summary.claims[0].citations[0].quote == summary.claims[0].text_fr


def test_several_articles_share_the_room() -> None:
    pairs = [(article, split_sentences(article.text, article.language)) for article in (BRIDGE, CHEESE)]
    assert {item.article.ref for item in lead_sentences(pairs)} == {"bridge", "cheese"}


@pytest.mark.parametrize(
    ("french", "english", "faults"),
    [
        ("12 500 habitants", "12,500 people", 0),
        ("1,2 million d’euros", "1.2 million euros", 0),
        ("dix mille personnes", "10,000 people", 0),
        ("12 500 habitants", "12,000 people", 2),
        ("des habitants", "12 people", 1),
        ("un pont", "a bridge", 0),
    ],
)
def test_numbers_survive_translation(french: str, english: str, faults: int) -> None:
    assert len(translation_faults(french, "fr", english, "en")) == faults
