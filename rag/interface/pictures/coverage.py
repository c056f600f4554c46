"""The calendar of the articles: how many each day has, the days without any among them."""

from __future__ import annotations

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import altair as alt

from rag.interface.pictures.charts import FULL, LABELS, PADDING, REST, SHORT_MONTHS
from rag.interface.words import counted, say
from rag.records import Article, Language
from rag.typography import day, days

_MOST_WEEKS = 26
"""Weeks shown, the latest: half a year is what can be told apart on a telephone."""

_FEW_WEEKS, _SQUARE_PIXELS = 12, 20
"""Up to so many weeks, days are squares of that size, also on a telephone; more weeks share the width there is."""

_LABEL_WEEKS = 3
"""Room for the name of a month."""

_FAINTEST = 0.3
"""Opacity of a day with few articles."""

Counts = Mapping[date, int]


def by_day(articles: Iterable[Article]) -> dict[date, int]:
    """How many articles each day has, from the first that has any to the last; {} without a dated article."""
    counts = Counter(one for article in articles if (one := _day(article)))
    if not counts:
        return {}
    last = max(counts)
    first = max(min(counts), _monday(last) - timedelta(weeks=_MOST_WEEKS - 1))
    every = (first + timedelta(number) for number in range((last - first).days + 1))
    return {one: counts[one] for one in every}


def picture(counts: Counts, address: Callable[[str], str], language: Language) -> alt.Chart:
    """A square for each day, its week across and its weekday down, the fuller the more articles it has.

    `address` gives that of the articles of an ISO day that has any. What Vega would say, in English, is left to `told`.
    """
    names, framed = say("weekdays", language).split(), _framed(counts)
    rows = [
        {
            "week": _monday(one).isoformat(),
            "weekday": names[one.weekday()],
            "articles": counts.get(one, 0),
            "day": day(one.isoformat(), language),
            "told": counted("articles", counts.get(one, 0), language),
            "address": address(one.isoformat()) if counts.get(one) else None,
        }
        for one in framed
    ]
    months = alt.Axis(labelExpr=f"{_months(framed, language)}[datum.value] || ''", labelAngle=0, labelAlign="left")
    opacity = alt.Scale(domain=[0, max(counts.values())], range=[_FAINTEST, 1])
    chart = alt.Chart(alt.InlineData(values=rows)).mark_rect(
        color=FULL, stroke=REST, strokeWidth=1, cornerRadius=2, aria=False
    )
    encoded = chart.encode(
        x=alt.X("week:O", title=None, axis=months, scale=alt.Scale(paddingInner=0.15)),
        y=alt.Y("weekday:O", title=None, sort=names, scale=alt.Scale(paddingInner=0.15)),
        fillOpacity=alt.condition("datum.articles > 0", "articles:Q", alt.value(0), scale=opacity, legend=None),
        tooltip=[alt.Tooltip("day:N", title=" "), alt.Tooltip("told:N", title=" ")],
        href="address:N",
    )
    weeks = len({row["week"] for row in rows})
    wide = alt.Step(_SQUARE_PIXELS) if weeks <= _FEW_WEEKS else "container"
    sized: alt.Chart = encoded.properties(
        width=wide, height=alt.Step(_SQUARE_PIXELS), description=told(counts, language), padding=PADDING
    ).configure_axis(
        ticks=False, domain=False, grid=False, labelOverlap=False, labelColor=LABELS, labelPadding=8, aria=False
    )
    return sized


def told(counts: Counts, language: Language) -> str:
    """The same in a few sentences: since when, how many, on which day most, on how many none."""
    fullest, empty = max(counts, key=lambda one: counts[one]), sum(count == 0 for count in counts.values())
    sentences = say(
        "coverage.told",
        language,
        days=days(min(counts).isoformat(), max(counts).isoformat(), language),
        articles=counted("articles", sum(counts.values()), language),
        day=day(fullest.isoformat(), language),
        most=counted("articles", counts[fullest], language),
    )
    return f"{sentences} {say('coverage.empty', language, n=empty)}" if empty else sentences


def _day(article: Article) -> date | None:
    """The day it was published on."""
    try:
        return date.fromisoformat(article.day)
    except ValueError:
        return None


def _framed(counts: Counts) -> Sequence[date]:
    """The days of the picture: a few weeks stand in their whole months, or two days would be two squares anywhere."""
    last = max(counts)
    first, end = min(counts).replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    if end - first > timedelta(weeks=_FEW_WEEKS):
        first, end = min(counts), last
    return [first + timedelta(number) for number in range((end - first).days + 1)]


def _monday(one: date) -> date:
    return one - timedelta(one.weekday())


def _months(shown: Sequence[date], language: Language) -> str:
    """JSON: the name of a month for the first of its weeks, where there is room for it."""
    weeks = sorted({_monday(one) for one in shown})
    first = {one.strftime("%Y-%m"): place for place, one in reversed(list(enumerate(weeks)))}
    ends = [*sorted(first.values())[1:], len(weeks) + _LABEL_WEEKS]
    fitting = [one for one, end in zip(sorted(first.values()), ends, strict=True) if end - one >= _LABEL_WEEKS]
    names = {weeks[one].isoformat(): SHORT_MONTHS[language][weeks[one].month - 1] for one in fitting}
    return json.dumps(names, ensure_ascii=False)
