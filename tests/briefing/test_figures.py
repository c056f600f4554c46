"""Figures that differ: one thing, two outlets, both sentences; not two things, nor one figure rounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from newsstand import BRIDGE

from rag.briefing.figures import differing
from rag.library.store import Library
from rag.records import Article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        yield opened


def told(text: str, source: str, language: str = "fr") -> Article:
    return replace(BRIDGE, title=source, text=text, source=source, language="en" if language == "en" else "fr")


def found(library: Library, *articles: Article) -> list[list[str]]:
    groups = differing(articles, library, FakeEmbedder())
    for mention in (one for group in groups for one in group):
        span = mention.citation.span
        assert mention.citation.article.text[span.start : span.end] == span.text
        assert mention.text in span.text
    return [[one.text for one in group] for group in groups]


PHARE = told("La crue du pont a fait 12\u202fblessés mardi, selon la préfète.", "Le Phare")
ECHO = told("La crue du pont a fait 14 blessés mardi, selon la préfète.", "L’Écho")
LEDGER = told("La crue du pont a fait : 15 people injured mardi, selon la préfète.", "The Ledger", "en")


def test_two_outlets_two_figures_for_one_thing(library: Library) -> None:
    assert found(library, PHARE, ECHO) == [["12\u202fblessés", "14 blessés"]]


def test_units_meet_across_languages(library: Library) -> None:
    assert found(library, PHARE, LEDGER) == []  # people are not the injured
    assert found(library, PHARE, replace(LEDGER, text=LEDGER.text.replace("people ", ""))) == [
        ["12\u202fblessés", "15 injured"]
    ]


def test_money_before_and_after_the_figure(library: Library) -> None:
    french = told("Le pont de la Lisse coûtera 1,2 million d’euros à la ville.", "Le Phare")
    english = told("Le pont de la Lisse coûtera €1.4 million à la ville.", "The Ledger", "en")
    assert found(library, french, english) == [["1,2 million d’euros", "€1.4 million"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("La crue du pont a fait 12 blessés mardi, dit-on.", id="the same"),
        pytest.param("La crue du pont a fait 300 blessés mardi, selon la préfète.", id="of another size"),
        pytest.param("La crue du pont a noyé 14 vaches mardi, selon la préfète.", id="of another unit"),
        pytest.param("Un autre bal, ailleurs, déplore 14 blessés légers dimanche soir.", id="of another thing"),
        pytest.param("La crue du pont, à 14 heures, inquiète la préfète.", id="a time"),
        pytest.param("La crue du pont, mardi 14 octobre, inquiète la préfète.", id="a date"),
    ],
)
def test_what_is_no_difference(library: Library, text: str) -> None:
    assert found(library, PHARE, told(text, "L’Écho")) == []


def test_a_rounded_figure_is_no_difference(library: Library) -> None:
    exact = told("L’herbier fixe 1\u202f234,56 tonnes de carbone par an.", "Le Phare")
    about = told("L’herbier fixe 1\u202f200 tonnes de carbone par an.", "L’Écho")
    assert found(library, exact, about) == []


def test_one_article_does_not_contradict_itself(library: Library) -> None:
    assert found(library, told(f"{PHARE.text} {ECHO.text}", "Le Phare")) == []
