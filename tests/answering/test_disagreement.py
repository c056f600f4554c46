"""Figures of the same thing that differ from one article to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsstand import stocked

from rag.answering.disagreement import other_figures
from rag.answering.terms import TermWeights
from rag.library.store import Library
from rag.records import Article, Citation, Claim, Evidence, Language, Span


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    shelf, index, _ = stocked(tmp_path)
    yield shelf
    index.close()
    shelf.close()


def evidence(text: str, language: Language, source: str) -> Evidence:
    return Evidence(Article(source, text, language, source=source), Span(0, len(text), text), 1.0)


def claim(text: str, item: Evidence) -> Claim:
    return Claim(text, True, (), (Citation(1, item.article, item.span),))


COST = evidence("Le tramway coûtera 94\u202fmillions d’euros, selon la mairie.", "fr", "L’Arpenteur du soir")
ASKED = "Combien coûtera le tramway ?"
SAID = "Le tramway coûtera 94 millions d’euros."


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        pytest.param("L’opposition dit que le tramway coûtera 118 millions d’euros.", "fr", True, id="another cost"),
        pytest.param(
            "The tramway will cost €118 million, “coûtera”, says the left.", "en", True, id="across languages"
        ),
        pytest.param("Le tramway coûtera 94 millions d’euros.", "fr", False, id="the same cost"),
        pytest.param("Le tramway coûtera 94 000 000 euros.", "fr", False, id="the same, in figures"),
        pytest.param("Le tramway coûtera un ticket à 2 euros.", "fr", False, id="of another order"),
        pytest.param("Le tramway coûtera du temps : 118 arrêts.", "fr", False, id="another unit"),
        pytest.param("Le tramway coûtera 90 millions d’euros, ou 94 millions d’euros.", "fr", False, id="both"),
        pytest.param("Le tramway coûtera cher pendant 96 jours.", "fr", False, id="days"),
        pytest.param("La piscine a rapporté 118 millions d’euros.", "fr", False, id="not about it"),
    ],
)
def test_other_figures(library: Library, text: str, language: Language, found: bool) -> None:
    other = evidence(text, language, "La Voix de l’Ostrelle")
    weights = TermWeights.of(ASKED, library)
    assert other_figures(claim(SAID, COST), [COST, other], weights) == ([other] if found else [])


def test_the_cited_article_does_not_contradict_itself(library: Library) -> None:
    again = Evidence(COST.article, Span(0, 40, "Le tramway coûtera 99 millions d’euros."), 1.0)
    assert other_figures(claim(SAID, COST), [COST, again], TermWeights.of(ASKED, library)) == []
