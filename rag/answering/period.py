"""Words of a question that mean days: "hier", "this week", "dernières nouvelles", counted from the articles' own dates.

The reader's "yesterday" is counted from the day of the newest article, when that is before today: a library that was
filled last month has no other yesterday. "Aujourd'hui" and "today" are left out: they mean "nowadays" as often.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

LATEST_DAYS = 3
"""Days that "the latest news" goes back: a weekend and a day."""

Days = tuple[date, date]


@dataclass(frozen=True)
class Period:
    """Days that a question asks about, both included, and the words that say so."""

    words: str
    since: date
    until: date


def _back(first: int, last: int) -> Callable[[date], Days]:
    return lambda now: (now - timedelta(days=first), now - timedelta(days=last))


def _this_week(now: date) -> Days:
    return now - timedelta(days=now.weekday()), now


def _last_week(now: date) -> Days:
    monday = now - timedelta(days=now.weekday())
    return monday - timedelta(days=7), monday - timedelta(days=1)


def _this_month(now: date) -> Days:
    return now.replace(day=1), now


def _last_month(now: date) -> Days:
    last = now.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


# What happened one day is told by the articles of that day and of the next.
_WORDS: tuple[tuple[str, Callable[[date], Days]], ...] = (
    (r"avant-hier|the day before yesterday", _back(2, 1)),
    (r"hier(?: (?:matin|soir|après-midi))?|yesterday|last night", _back(1, 0)),
    (r"cette semaine|this week", _this_week),
    (r"la semaine (?:dernière|passée)|last week", _last_week),
    (r"ce mois(?:-ci)?|this month", _this_month),
    (r"le mois (?:dernier|passé)|last month", _last_month),
    (
        r"(?:les |the )?(?:dernières (?:nouvelles|infos|informations|actualités)|latest (?:news|developments))"
        r"|(?:quoi de neuf|what['’]s new)|ces derniers jours|(?:in )?(?:the )?(?:last|past) few days",
        _back(LATEST_DAYS - 1, 0),
    ),
)
_SHAPES = tuple((re.compile(rf"\b(?:{words})(?![\w-])", re.IGNORECASE), days) for words, days in _WORDS)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def period_of(question: str, newest: str | None, today: date) -> Period | None:
    """The days that `question` names; None when it names none, or no article has a date.

    `newest` is the ISO day of the newest article. Words inside quotation marks are somebody else's.
    """
    if newest is None:
        return None
    now = min(date.fromisoformat(newest), today)
    own = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), question)
    for shape, days in _SHAPES:
        if match := shape.search(own):
            return Period(match.group(), *days(now))
    return None
