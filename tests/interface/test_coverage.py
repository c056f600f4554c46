"""The calendar of the articles: what it counts, what it says, and where its days lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fakes_kiosque import FERRY, LIBRARY_VOTE
from page_reading import Open, bodies, grouped_page, seen, titles

from rag.interface.page.links import to_day
from rag.interface.pictures import coverage
from rag.interface.words import say
from rag.records import Article, Language

both_languages = pytest.mark.parametrize("language", ["fr", "en"])
NEXT = replace(FERRY, title="Une enquête", published="2026-10-16", url=None)


def on(day: str | None, number: int = 0) -> Article:
    return Article(f"Titre {number}", f"Le texte {number}.", "fr", published=day)


def test_each_day_is_counted_those_without_an_article_too() -> None:
    articles = [on("2026-10-12T08:00:00+02:00"), on("2026-10-12", 1), on("2026-10-15"), on(None), on("2026")]
    assert list(coverage.by_day(articles).items()) == [
        (date(2026, 10, 12), 2),
        (date(2026, 10, 13), 0),
        (date(2026, 10, 14), 0),
        (date(2026, 10, 15), 1),
    ]
    assert coverage.by_day([on(None)]) == {}


def test_a_calendar_is_half_a_year_long_at_most_and_begins_with_a_week() -> None:
    counts = coverage.by_day([on("2019-05-01"), on("2026-10-14")])
    assert min(counts).weekday() == 0 and (max(counts) - min(counts)).days // 7 == 25


@both_languages
def test_the_picture_has_its_words(language: Language) -> None:
    counts = coverage.by_day([on("2026-08-31"), on("2026-09-30"), on("2026-09-30", 1)])
    chart = coverage.picture(counts, lambda day: f"/x?day={day}", language)
    rows = {row["address"]: row for row in chart.data["values"]}
    assert set(rows) == {None, "/x?day=2026-08-31", "/x?day=2026-09-30"}, "an empty day leads nowhere"
    assert rows[None]["articles"] == 0
    assert rows["/x?day=2026-09-30"]["weekday"] == {"fr": "me", "en": "We"}[language]
    told = {
        "fr": "31\u00a0août au 30\u00a0septembre 2026\u00a0: 3 articles. Jour le plus fourni\u00a0:"
        " 30\u00a0septembre 2026, 2 articles. Jours sans article\u00a0: 29.",
        "en": "31\u00a0August to 30\u00a0September 2026: 3 articles. Fullest day: 30\u00a0September 2026, 2 articles."
        " Days without any article: 29.",
    }
    assert chart.to_dict()["description"] == coverage.told(counts, language) == told[language]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        pytest.param("2026-10-12", "2026-10-12", ("1 October 2026", "31 October 2026", 31), id="a day"),
        pytest.param("2027-01-28", "2027-02-02", ("1 January 2027", "28 February 2027", 59), id="over two months"),
        pytest.param("2026-08-31", "2026-11-24", ("31 August 2026", "24 November 2026", 86), id="many weeks"),
    ],
)
def test_a_few_weeks_stand_in_their_months(first: str, last: str, shown: tuple[str, str, int]) -> None:
    chart = coverage.picture(coverage.by_day([on(first), on(last, 1)]), str, "en")
    days = [row["day"].replace("\u00a0", " ") for row in chart.data["values"]]
    assert (days[0], days[-1], len(days)) == shown


def test_months_are_named_where_there_is_room() -> None:
    counts = coverage.by_day([on("2026-08-31"), on("2026-11-05")])
    axis = coverage.picture(counts, str, "fr").to_dict()["encoding"]["x"]["axis"]
    assert axis["labelExpr"].startswith('{"2026-09-07": "sept.", "2026-10-05": "oct.", "2026-11-02": "nov."}')


@both_languages
def test_a_day_leads_to_its_articles(language: Language, make_kiosque, open_stories: Open, open_library: Open) -> None:
    make_kiosque(language, articles=(FERRY, LIBRARY_VOTE, NEXT))
    page = grouped_page(open_stories)
    page.session_state["shown-days"] = True
    page.run()
    assert f'<a href="{to_day("2026-10-14", language)}">' in bodies(page)
    gap = {"fr": "13 octobre 2026 · aucun article", "en": "13 October 2026 · no article"}
    assert gap[language] in seen(page)
    library = open_library().run()
    library.text_input(key="filter-text").set_value("ferry").run()
    library.query_params["day"] = "2026-10-14"
    assert titles(library.run()) == [LIBRARY_VOTE.title]
    assert "day" not in library.query_params and library.text_input(key="filter-text").value == ""
    library.date_input(key="filter-since").set_value(None).run()
    assert titles(library) == [LIBRARY_VOTE.title, FERRY.title]


@pytest.mark.parametrize("day", ["", "2026-02-30", "hier"])
def test_a_day_that_is_none_is_told(day: str, make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = open_library()
    page.query_params["day"] = day
    assert len(titles(page.run())) == 2 and [one.value for one in page.info] == [say("library.day", "fr")]
