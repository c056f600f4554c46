"""Figures that differ: one thing, two outlets, both sentences; not two things, nor one figure rounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from newsstand import BRIDGE

from rag.briefing.figures import Difference, differing
from rag.library.store import Library
from rag.records import Article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        yield opened


def told(text: str, source: str, language: str = "fr") -> Article:
    return replace(BRIDGE, title=source, text=text, source=source, language="en" if language == "en" else "fr")


def differences(library: Library, *articles: Article, before: frozenset[str] = frozenset()) -> list[Difference]:
    groups = differing(articles, library, FakeEmbedder(), before)
    for mention in (one for group in groups for one in group.mentions):
        span = mention.citation.span
        assert mention.citation.article.text[span.start : span.end] == span.text
        assert mention.text in span.text
    return groups


def found(library: Library, *articles: Article) -> list[list[str]]:
    return [[one.text for one in group.mentions] for group in differences(library, *articles)]


def on(day: str, figure: str, source: str = "Le Phare") -> Article:
    """An article of that day on the level of a river."""
    return replace(
        told(f"La Lisse a atteint {figure} à l’échelle du vieux moulin, selon la préfète.", source), published=day
    )


PHARE = told("La crue du pont a fait 12\u202fblessés mardi, selon la préfète.", "Le Phare")
ECHO = told("La crue du pont a fait 14 blessés mardi, selon la préfète.", "L’Écho")
LEDGER = told("La crue du pont a fait : 15 people injured mardi, selon la préfète.", "The Ledger", "en")


def test_two_outlets_two_figures_for_one_thing(library: Library) -> None:
    assert found(library, PHARE, ECHO) == [["12\u202fblessés", "14 blessés"]]


def test_a_correction_does_not_say_what_the_title_that_it_quotes_said(library: Library) -> None:
    titled = replace(told("La crue du pont a duré.", "L’Écho"), title="Crue\u00a0: 14 blessés")
    right = told("Notre article « Crue : 14 blessés » sur la crue du pont était faux.", "Le Fanal")
    assert found(library, PHARE, titled, right) == []
    assert found(library, PHARE, replace(ECHO, title="Crue : 12 blessés, et non 14")) == []
    assert found(library, PHARE, right) == [["12\u202fblessés", "14 blessés"]]


def test_units_meet_across_languages(library: Library) -> None:
    assert found(library, PHARE, LEDGER) == [["12\u202fblessés", "15 people injured"]]
    present = replace(LEDGER, text=LEDGER.text.replace("injured", "present"))
    assert found(library, PHARE, present) == []  # people are not the injured


def test_money_before_and_after_the_figure(library: Library) -> None:
    french = told("Le pont de la Lisse coûtera 1,2 million d’euros à la ville.", "Le Phare")
    english = told("Le pont de la Lisse coûtera €1.4 million à la ville.", "The Ledger", "en")
    assert found(library, french, english) == [["1,2 million d’euros", "€1.4 million"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("La crue du pont a fait 12 blessés mardi, dit-on.", id="the same"),
        pytest.param("La crue du pont a noyé 14 vaches mardi, selon la préfète.", id="of another unit"),
        pytest.param("Un autre bal, ailleurs, déplore 14 blessés légers dimanche soir.", id="of another thing"),
        pytest.param("La crue du pont, à 14 heures, inquiète la préfète.", id="a time"),
        pytest.param("La crue du pont, mardi 14 octobre, inquiète la préfète.", id="a date"),
    ],
)
def test_what_is_no_difference(library: Library, text: str) -> None:
    assert found(library, PHARE, told(text, "L’Écho")) == []


def test_figures_of_another_size_are_of_another_thing(library: Library) -> None:
    outage = "La crue du pont a privé {} foyers de courant mardi, selon la préfète."
    assert found(library, told(outage.format(12), "Le Phare"), told(outage.format(300), "L’Écho")) == []


def test_a_rounded_figure_is_no_difference(library: Library) -> None:
    exact = told("L’herbier fixe 1\u202f234,56 tonnes de carbone par an.", "Le Phare")
    about = told("L’herbier fixe 1\u202f200 tonnes de carbone par an.", "L’Écho")
    assert found(library, exact, about) == []


MONDAY, TUESDAY, WEDNESDAY = "2026-10-12", "2026-10-13", "2026-10-14"


def changes(groups: list[Difference]) -> list[tuple[str, list[str]]]:
    return [(one.kind, [mention.text for mention in one.mentions]) for one in groups]


def test_a_figure_changes_within_one_outlet(library: Library) -> None:
    days = [on(MONDAY, "3,10\u202fmètres"), on(TUESDAY, "3,85\u202fmètres"), on(WEDNESDAY, "3,95\u202fmètres")]
    assert changes(differences(library, *days)) == [("change", ["3,10\u202fmètres", "3,95\u202fmètres"])]
    told_before = frozenset(one.id for one in days[:2])
    since = differences(library, *days, before=told_before)
    assert changes(since) == [("change", ["3,85\u202fmètres", "3,95\u202fmètres"])]
    assert differences(library, *days[:2], before=told_before) == []


def test_between_two_outlets_figures_differ_whatever_their_days(library: Library) -> None:
    both = on(MONDAY, "3,10 mètres"), on(TUESDAY, "3,30 mètres", "L’Écho")
    said = differences(library, *both, before=frozenset({both[0].id}))
    assert changes(said) == [("differ", ["3,10 mètres", "3,30 mètres"])]


def test_of_what_moves_only_the_figures_of_one_day_are_compared(library: Library) -> None:
    moving = on(MONDAY, "3,10 mètres"), on(TUESDAY, "3,85 mètres")
    later, same_day = on(WEDNESDAY, "4,60 mètres", "L’Écho"), on(TUESDAY, "3,60 mètres", "L’Écho")
    before = frozenset(one.id for one in moving)
    assert differences(library, *moving, later, before=before) == []
    assert changes(differences(library, *moving, same_day, before=before)) == [
        ("differ", ["3,85 mètres", "3,60 mètres"])
    ]


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param("3,10 mètres, et pourrait atteindre 3,80 mètres", id="what may come"),
        pytest.param("le niveau de 1994, soit 3,80 mètres", id="what was"),
        pytest.param("3,80 mètres en 1994", id="what was in a year"),
    ],
)
def test_other_times_are_no_difference(library: Library, figure: str) -> None:
    assert found(library, on(TUESDAY, "3,10 mètres"), on(TUESDAY, figure, "L’Écho")) == []


def test_a_year_of_something_else_does_not_hide_a_figure(library: Library) -> None:
    article = on(TUESDAY, "par un moulin de 1907 aux ailes de bois, 3,30 mètres", "L’Écho")
    assert len(found(library, on(TUESDAY, "3,10 mètres"), article)) == 1


def test_sentences_that_name_others_are_of_something_else(library: Library) -> None:
    vote = "Le conseil municipal de {} a voté lundi un budget de {} millions d’euros."
    here, there = told(vote.format("Valmorel", 48), "Le Phare"), told(vote.format("Kersaliou", 52), "L’Écho")
    assert found(library, here, there) == []
    assert len(found(library, here, told(vote.format("Valmorel", 52), "L’Écho"))) == 1


def test_a_sentence_that_gives_both_figures_is_no_contradiction(library: Library) -> None:
    one = told("Le prix du lait est fixé à 452,50 euros, contre 418 euros auparavant.", "Le Phare")
    assert found(library, one, told("Le prix du lait était fixé à 418 euros auparavant.", "L’Écho")) == []


TOLL = "L’explosion du moulin a fait {} selon {}."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("3 morts", "9 morts", id="far apart"),
        pytest.param("trois morts", "cinq morts", id="in words"),
        pytest.param("800 manifestants", "2\u202f000 manifestants", id="marchers"),
    ],
)
def test_tolls_of_one_day_differ_however_far(library: Library, first: str, second: str) -> None:
    said = told(TOLL.format(first, "les pompiers"), "Le Phare"), told(TOLL.format(second, "la préfète"), "L’Écho")
    assert found(library, *said) == [[first, second]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(TOLL.format("9 morts", "les pompiers"), TUESDAY, id="it may have grown since"),
        pytest.param("Ailleurs, le chemin de fer a connu 9 morts sur une année entière.", MONDAY, id="another thing"),
        pytest.param(TOLL.format("non pas 9 morts mais 3 morts", "la préfète"), MONDAY, id="denied"),
    ],
)
def test_tolls_that_do_not_differ(library: Library, text: str, day: str) -> None:
    one = replace(told(TOLL.format("3 morts", "les pompiers"), "Le Phare"), published=MONDAY)
    assert found(library, one, replace(told(text, "L’Écho"), published=day)) == []


def test_figures_that_differ_are_each_of_the_same_thing(library: Library) -> None:
    first = told("Le pont de la Lisse coûtera 40 millions d’euros à la ville.", "Le Phare")
    second = told("Le pont de la Lisse coûtera 45 millions d’euros à la ville, comme les écoles du canton.", "L’Écho")
    third = told("Les écoles du canton, comme la Lisse, prendront 50 millions d’euros cet hiver.", "Le Relais")
    assert found(library, first, second, third) == [["40 millions d’euros", "45 millions d’euros"]]


def test_one_article_does_not_contradict_itself(library: Library) -> None:
    assert found(library, told(f"{PHARE.text} {ECHO.text}", "Le Phare")) == []
