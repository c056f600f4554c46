"""The pictures of the news: what they count, and under which names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes_kiosque import FERRY, LIBRARY_VOTE

from rag.grouping.stories import Story
from rag.interface.pictures import charts
from rag.records import Article, Language
from rag.typography import typeset

AUBRAY = replace(FERRY, title="Une enquête", source="La Gazette de Saint-Aubray", published="2026-10-14", url=None)
ALONE = Article("Une brève", "Le marché ouvre.", "fr", published="2026-10-20")


def story(ident: str, *articles: Article) -> Story:
    original = {one.id: one.id for one in articles}
    return Story(ident, articles, articles, original, (articles,), tuple(original))


def rows(chart: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart.data["values"]
    return found


def test_outlets_whose_names_begin_alike_stay_two() -> None:
    told = story("a", FERRY, AUBRAY)
    assert {row["outlet"] for row in rows(charts.mix(told, "fr"))} == {FERRY.source, AUBRAY.source}
    assert {row["outlet"] for row in rows(charts.timeline(told, "fr"))} == {FERRY.source, AUBRAY.source}


@pytest.mark.parametrize("language, others", [("fr", "Autres histoires"), ("en", "Other stories")])
def test_every_dated_article_is_in_the_picture_of_the_days(language: Language, others: str) -> None:
    told = story("a", FERRY, AUBRAY)
    undated = replace(LIBRARY_VOTE, published=None)
    chart = charts.coverage([told], [told, story("b", ALONE), story("c", LIBRARY_VOTE), story("d", undated)], language)
    assert {(row["day"], row["story"], row["articles"]) for row in rows(chart)} == {
        ("2026-10-12T00:00:00", typeset(FERRY.title), 1),
        ("2026-10-14T00:00:00", typeset(FERRY.title), 1),
        ("2026-10-14T00:00:00", others, 1),
        ("2026-10-20T00:00:00", others, 1),
    }
    encoding = chart.to_dict()["encoding"]
    assert encoding["x"]["type"] == "temporal", "days without an article have their place"
    assert encoding["color"]["scale"]["domain"] == [typeset(FERRY.title), others]
    assert len(encoding["color"]["scale"]["range"]) == 2


def test_without_dates_there_is_no_picture_of_the_days() -> None:
    assert charts.coverage([], [story("a", replace(FERRY, published=None))], "fr") is None


def test_no_picture_says_by_itself_what_would_be_english() -> None:
    told = story("a", FERRY, AUBRAY)
    for chart in (charts.timeline(told, "fr"), charts.mix(told, "fr"), charts.coverage([told], [told], "fr")):
        assert chart is not None
        config = chart.to_dict()["config"]
        assert [config[part]["aria"] for part in ("mark", "axis", "legend")] == [False] * 3


@pytest.mark.parametrize("reprinted", [False, True])
def test_kinds_are_explained_where_there_are_two(reprinted: bool) -> None:
    told = replace(story("a", FERRY, AUBRAY), original={FERRY.id: FERRY.id, AUBRAY.id: (AUBRAY, FERRY)[reprinted].id})
    encoding = charts.timeline(told, "fr").to_dict()["encoding"]  # type: ignore[union-attr]
    assert [encoding[one]["legend"] is not None for one in ("shape", "color")] == [reprinted] * 2
