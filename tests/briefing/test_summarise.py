"""Summaries: one set of claims, two languages, the same citations and numbers in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE, stocked

from rag.answering.prompting import Prompts
from rag.briefing.summarise import Summarising
from rag.briefing.translate import figures, translation_faults
from rag.briefing.writer import Writer
from rag.library.sentences import split_sentences


@pytest.fixture
def summarising(tmp_path: Path) -> Iterator[Summarising]:
    library, index, embedder = stocked(tmp_path)
    yield Summarising(library, embedder, Writer(FakeGenerator()), Prompts())
    index.close()
    library.close()


def with_replies(summarising: Summarising, *replies: str) -> Summarising:
    return replace(summarising, writer=Writer(FakeGenerator(*replies)))


def test_each_line_in_both_languages_with_the_same_citation(summarising: Summarising) -> None:
    summary = with_replies(
        summarising,
        "Les travaux coûteront 1,2 million d’euros. Selon la préfète, 12 500 habitants sont privés de passage.",
        "The works will cost €1.2 million.",
        "12,500 people cannot cross, the prefect said.",
    ).summarise([BRIDGE])
    assert [claim.supported for claim in summary.claims] == [True, True]
    assert summary.text_fr == (
        "Les travaux coûteront 1,2 million d’euros. Selon la préfète, 12 500 habitants sont privés de passage."
    )
    assert summary.text_en == "The works will cost €1.2 million. 12,500 people cannot cross, the prefect said."
    for claim in summary.claims:
        for citation in claim.citations:
            assert BRIDGE.text[citation.span.start : citation.span.end] == citation.quote


def test_a_translation_that_changes_a_number_is_asked_for_again_with_the_numbers_named(
    summarising: Summarising,
) -> None:
    model = FakeGenerator(
        "Les travaux coûteront 1,2 million d’euros.", "It will cost 1.5 million.", "It costs €1.2 million.", "Closed."
    )
    summary = replace(summarising, writer=Writer(model)).summarise([BRIDGE])
    assert summary.claims[0].text_en == "It costs €1.2 million."
    assert "1.2" in model.prompts[2][1].text


def test_a_translation_that_keeps_changing_a_number_is_not_shown(summarising: Summarising) -> None:
    summary = with_replies(
        summarising, "Les travaux coûteront 1,2 million d’euros.", "The works will cost €1.2 billion."
    ).summarise([BRIDGE])
    assert not summary.claims[0].supported
    assert "billion" not in summary.text_en


def test_when_no_line_is_supported_the_articles_speak(summarising: Summarising) -> None:
    summary = with_replies(summarising, "Le baril vaut 70 dollars.", "The bridge was closed.").summarise([BRIDGE])
    refused, quoted, *_ = summary.claims
    assert not refused.supported and refused.text_fr == "Le baril vaut 70 dollars."
    assert quoted.text_fr == quoted.citations[0].quote == split_sentences(BRIDGE.text, "fr")[0].text
    assert "70" not in summary.text_fr


def test_a_numbered_list_loses_its_numbers(summarising: Summarising) -> None:
    lines = ("Le pont de Valmorel a été fermé mardi.", "La crue de la Lisse.")
    summary = with_replies(summarising, f"1. {lines[0]}\n2) {lines[1]}", "~").summarise([BRIDGE])
    assert tuple(claim.text_fr for claim in summary.claims[:2]) == lines


def test_a_figure_in_words_does_not_become_a_figure(summarising: Summarising) -> None:
    fair = replace(CHEESE, text="The fair drew eight thousand visitors on Saturday, the town hall said.")
    summary = with_replies(summarising, "The fair drew 8,000 visitors, the town hall said.", "La foire.").summarise(
        [fair]
    )
    assert not summary.claims[0].supported


def test_what_somebody_says_does_not_become_a_fact(summarising: Summarising) -> None:
    summary = with_replies(
        summarising,
        "12 500 habitants sont privés de passage. Selon la préfète, 12 500 habitants sont privés de passage.",
        "12,500 people cannot cross, according to the prefect.",
    ).summarise([BRIDGE])
    said, attributed = summary.claims[:2]
    assert said.reasons == ("la phrase citée le donne comme la parole de quelqu’un",)
    assert attributed.supported


def test_what_was_written_once_is_not_written_again(summarising: Summarising) -> None:
    model = FakeGenerator("Les travaux coûteront 1,2 million d’euros.", "The works will cost €1.2 million.", "Closed.")
    remembering = replace(summarising, writer=Writer(model, summarising.library))
    first = remembering.summarise([BRIDGE])
    asked = len(model.prompts)
    again = remembering.summarise([BRIDGE])
    assert again.claims == first.claims
    assert len(model.prompts) == asked
    summarising.library.remove(CHEESE.id)
    remembering.summarise([BRIDGE])
    assert len(model.prompts) > asked


@pytest.mark.parametrize(
    ("french", "english", "faults"),
    [
        ("12 500 habitants", "12,500 people", 0),
        ("1,2 million d’euros", "1.2 million euros", 0),
        ("dix mille personnes", "ten thousand people", 0),
        ("dix mille personnes", "10,000 people", 1),
        ("12 500 habitants", "12,000 people", 2),
        ("des habitants", "12 people", 1),
        ("un pont", "a bridge", 0),
        ("Le musée paie 12 euros une lune grattée par un peintre", "12 euros", 1),
        ("un pont", "a bridge that was closed on Tuesday", 1),
        ("un pont", "", 1),
    ],
)
def test_numbers_survive_translation(french: str, english: str, faults: int) -> None:
    assert len(translation_faults(french, "fr", english, "en")) == faults


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1\u202f234,50 euros et 3,5 %", ["1234.5", "3.5"]),
        ("1,234.5 euros, in 2026, 3.5%", ["1234.5", "2026", "3.5"]),
        ("12 500 habitants, 12 et 12", ["12500", "12", "12"]),
        ("le 1er, à 21h30", ["1", "21", "30"]),
        ("trois nuits", []),
    ],
)
def test_figures_read_the_same_in_both_languages(text: str, found: list[str]) -> None:
    assert sorted(figures(text).elements()) == sorted(found)
