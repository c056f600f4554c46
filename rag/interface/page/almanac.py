"""The calendar of past briefings: a table for each month, its days with a briefing leading there."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date

from rag.interface.page.links import to_briefing
from rag.interface.page.markup import shown
from rag.interface.words import say
from rag.records import Language
from rag.typography import MONTHS, day

_MOST_MONTHS = 12
"""Months shown, the latest that have a briefing; the list beside the calendar holds all."""


_IDENT = re.compile(r"(\d{4}-\d\d-\d\d)--(\d{4}-\d\d-\d\d)(?:--.+)?", re.DOTALL)


def readable(ident: str) -> bool:
    """Whether `ident` names days that a calendar has: an older Kiosque stored days as they were typed."""
    found = _IDENT.fullmatch(ident)
    return found is not None and all(day(one, "en") for one in found.groups())


def calendar(briefings: Sequence[tuple[str, str]], chosen: str, language: Language) -> str:
    """HTML of the months that have briefings, the latest first.

    `briefings` are ids with the last ISO day that they tell, the latest first; of several that end on one day, the
    one that tells everything comes before those on a subject.
    """
    of_day: dict[str, str] = {}
    for ident, last in sorted(briefings, key=lambda one: one[0].count("--")):
        of_day.setdefault(last, ident)
    if chosen in dict(briefings):
        of_day[dict(briefings)[chosen]] = chosen
    months = sorted({last[:7] for last in of_day}, reverse=True)[:_MOST_MONTHS]
    tables = "".join(_month(month, of_day, chosen, language) for month in months)
    return f'<div class="k-months">{tables}</div>'


def _month(month: str, of_day: Mapping[str, str], chosen: str, language: Language) -> str:
    first = date.fromisoformat(f"{month}-01")
    names = "".join(f'<th scope="col">{name}</th>' for name in say("weekdays", language).split())
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    rows = "".join(
        f"<tr>{''.join(_cell(one, one.month == first.month, of_day, chosen, language) for one in week)}</tr>"
        for week in weeks
    )
    title = f"{MONTHS[language][first.month - 1]} {first.year}"
    return f"<table><caption>{title}</caption><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(one: date, inside: bool, of_day: Mapping[str, str], chosen: str, language: Language) -> str:
    ident = of_day.get(one.isoformat()) if inside else None
    if ident is None:
        return f"<td>{one.day if inside else ''}</td>"
    current = ' aria-current="page"' if ident == chosen else ""
    label = shown(say("briefing.of", language, day=day(one.isoformat(), language)))
    return f'<td><a href="{to_briefing(ident, language)}" aria-label="{label}"{current}>{one.day}</a></td>'
