"""Pictures of the news: when, by whom, how much. Drawn by Altair in the browser, from data of this page alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from rag.grouping.stories import Story
from rag.interface.titles import title_of, title_of_story
from rag.interface.words import say
from rag.records import Article, Language
from rag.typography import MONTHS, WEEKDAYS

_NAME_PIXELS = 150
"""Room for a name beside a chart, which keeps its width on a narrow window; the whole name shows when pointed at."""

_ROW_PIXELS = 28
_COLOURS = ("#b8453a", "#4a7fb5", "#c0841a", "#4f8f5b", "#8a63b0", "#2f9396")
"""For as many stories: each is seen on light and on dark, and told from its neighbours."""

FULL, REST = _COLOURS[0], "#9a928a"
PADDING = {"bottom": 0}
"""Pixels around a picture: Streamlit would leave as much again as stands between any two parts of a page."""

LABELS = "currentColor"
"""That of the page's quiet text (see style.css), in either theme: Streamlit's own grey is too pale on a light page."""

_DAILY = alt.TimeIntervalStep(interval="day", step=1)
SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def timeline(story: Story, language: Language) -> alt.Chart | None:
    """A point for each dated article: the day across, the outlet down, whoever reported first on top."""
    rows = [_point(one, story, language) for one in story.articles if one.published]
    outlets = list(dict.fromkeys(row["outlet"] for row in rows))
    if not rows:
        return None
    kinds = [say("stories.own", language), say("stories.reprint", language)]
    legend = alt.Legend(title=None) if any(row["kind"] == kinds[1] for row in rows) else None
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point(filled=True, size=110, opacity=0.9)
    encoded = chart.encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b", tickCount=_DAILY, labelOverlap=True, grid=False)),
        y=alt.Y("outlet:N", title=None, sort=outlets, axis=alt.Axis(labelLimit=_NAME_PIXELS, labelPadding=14)),
        shape=alt.Shape("kind:N", legend=legend, scale=alt.Scale(domain=kinds, range=["circle", "diamond"])),
        color=alt.Color("kind:N", legend=legend, scale=alt.Scale(domain=kinds, range=[_COLOURS[0], "#8a8178"])),
        tooltip=[_told("title"), _told("outlet"), alt.Tooltip("day:T", title=" ", format="%-d %B %Y")],
    )
    return _dressed(encoded, len(outlets) + (3 if legend else 0), say("stories.timeline", language), language)


def mix(story: Story, language: Language) -> alt.Chart:
    """A bar for each outlet: how many articles of the story it published."""
    counts = dict(Counter(_outlet(one, language) for one in story.articles).most_common())
    rows = [{"outlet": name, "articles": number} for name, number in counts.items()]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar(color=FULL, height=14)
    encoded = chart.encode(
        x=alt.X("articles:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, grid=False)),
        y=alt.Y("outlet:N", title=None, sort=list(counts), axis=alt.Axis(labelLimit=_NAME_PIXELS)),
        tooltip=[_told("outlet"), alt.Tooltip("articles:Q", title=" ")],
    )
    return _dressed(encoded, len(rows), say("stories.mix", language), language)


def coverage(most_told: Sequence[Story], stories: Sequence[Story], language: Language) -> alt.Chart | None:
    """Articles for each day: those of the stories that are told most, each in its colour, then those of all others."""
    others = say("stories.others", language)
    names = {one.id: title_of_story(one, language) for one in most_told[: len(_COLOURS)]}
    counts = Counter(
        (_day(article), names.get(story.id, others)) for story in stories for article in story.articles if _day(article)
    )
    if not counts:
        return None
    legend = [*dict.fromkeys(names.values()), others]
    rows = [
        {"day": day, "story": name, "articles": number, "place": legend.index(name)}
        for (day, name), number in counts.items()
    ]
    scale = alt.Scale(domain=legend, range=[*_COLOURS[: len(legend) - 1], REST])
    axis = alt.Axis(
        format="%-d %b",
        labelAlign="left",
        labelAngle=0,
        labelOverlap=True,
        tickCount=_DAILY,
        grid=False,
        labelBound=True,
    )
    encoded = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("yearmonthdate(day):T", title=None, axis=axis),
            y=alt.Y("articles:Q", stack=True, title=None, axis=alt.Axis(format="d", tickMinStep=1, labelFlush=False)),
            color=alt.Color(
                "story:N", scale=scale, legend=alt.Legend(title=None, columns=1, labelLimit=alt.ExprRef("width - 40"))
            ),
            order=alt.Order("place:Q"),
            tooltip=[_told("story"), alt.Tooltip("articles:Q", title=" ")],
        )
    )
    return _dressed(encoded, 8 + len(legend), say("stories.coverage", language), language)


def _told(name: str) -> alt.Tooltip:
    return alt.Tooltip(f"{name}:N", title=" ")


def _day(article: Article) -> str:
    """Midnight of the day it was published on; without an hour, a browser would take it for that of Greenwich."""
    return f"{article.day}T00:00:00" if article.day else ""


def _point(article: Article, story: Story, language: Language) -> dict[str, str]:
    own = story.original[article.id] == article.id
    return {
        "day": _day(article),
        "outlet": _outlet(article, language),
        "title": title_of(article, language),
        "kind": say("stories.own" if own else "stories.reprint", language),
    }


def _outlet(article: Article, language: Language) -> str:
    return article.source or say("library.unnamed", language)


def _dressed(chart: alt.Chart, rows: int, description: str, language: Language) -> alt.Chart:
    """The chart with a height for its rows, words for those who cannot see it, dates in the language of the page.

    What Vega says of marks and axes by itself is English whatever the page, and left out.
    """
    height = 25 + rows * _ROW_PIXELS
    sized = chart.properties(width="container", height=height, description=description, padding=PADDING)
    dated = sized.configure(locale={"time": _time_locale(language)})
    legend = dated.configure_legend(orient="bottom", columns=1, aria=False, labelColor=LABELS, offset=8)
    axis = legend.configure_axis(aria=False, labelColor=LABELS, labelPadding=8)
    silent: alt.Chart = axis.configure_mark(aria=False)
    return silent


def _time_locale(language: Language) -> dict[str, Any]:
    months, days = MONTHS[language], (WEEKDAYS[language][-1], *WEEKDAYS[language][:-1])  # Sunday first
    return {
        "dateTime": "%-d %B %Y, %H:%M",
        "date": "%d/%m/%Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": list(days),
        "shortDays": [one[:3] for one in days],
        "months": list(months),
        "shortMonths": list(SHORT_MONTHS[language]),
    }
