"""The calendar of the articles: a picture, the same in words, and for each day the way to its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import unescape
from itertools import groupby

import streamlit as st

from rag.interface.page import views
from rag.interface.page.markup import shown
from rag.interface.pictures import coverage
from rag.interface.words import counted, say
from rag.records import Article, Language
from rag.typography import day, days

Address = Callable[[str], str]
"""Gives that of the articles of an ISO day, ready for an HTML attribute."""


def draw(articles: Iterable[Article], address: Address, language: Language) -> None:
    """Nothing without a dated article."""
    counts = coverage.by_day(articles)
    if not counts:
        return
    st.html(f'<h2 class="k-label">{say("coverage", language)}</h2>')
    picture = coverage.picture(counts, lambda one: unescape(address(one)), language)
    st.altair_chart(picture, width="stretch" if picture.width == "container" else "content")
    summary = f'<summary class="k-label">{say("coverage.days", language)}</summary>'
    told = views.note(coverage.told(counts, language))
    st.html(f'{told}<details>{summary}<ul class="k-days">{_listed(counts, address, language)}</ul></details>')


def _listed(counts: coverage.Counts, address: Address, language: Language) -> str:
    """The days, the latest first; those that follow one another without any article are one line."""
    runs = groupby(sorted(counts, reverse=True), key=lambda one: one if counts[one] else None)
    return "".join(_line([*run], counts, address, language) for _, run in runs)


def _line(run: list[date], counts: coverage.Counts, address: Address, language: Language) -> str:
    first, last = run[-1].isoformat(), run[0].isoformat()
    if not counts[run[0]]:
        return f"<li>{shown(days(first, last, language))} · {say('coverage.none', language)}</li>"
    articles = counted("articles", counts[run[0]], language)
    return f'<li><a href="{address(first)}">{shown(day(first, language))}</a> · {shown(articles)}</li>'
