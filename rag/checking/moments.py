"""Dates in a sentence: "mardi 13 octobre 2026", "Oct. 13", "mardi", "yesterday", and whether one stands for another.

A day of the week or a word such as "hier" means a date once the article's own date is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.checking.facts import AMBIGUOUS_MONTHS, DAYS, MONTHS, fold

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_RELATIVE = {
    "avant-hier": -2,
    "hier": -1,
    "yesterday": -1,
    "aujourd'hui": 0,
    "today": 0,
    "tonight": 0,
    "demain": 1,
    "tomorrow": 1,
}
_JOINERS = frozenset({"au", "et", "a", "ou", "and", "to", "or", "-", "–", "through"})
_ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})
_WEEK_DAYS = 7


@dataclass(frozen=True)
class Moment:
    """A date as far as it is said; `start` and `end` are offsets in the text it was found in."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    word: str

    @property
    def number(self) -> int | None:
        return int(self.word) if self.word.isdigit() and len(self.word) <= 4 else None


def moments(text: str) -> list[Moment]:
    """The dates of `text`, in French or English, in order. A year alone is a number, not a date."""
    straight = text.replace("’", "'")
    tokens = [_Token(one.start(), one.end(), fold(one.group())) for one in _TOKEN.finditer(straight)]
    found = list(_with_month(tokens))
    alone = [one for one in _with_weekday(tokens) if not any(day.start <= one.start < day.end for day in found)]
    return sorted([*found, *alone, *_relative(straight)], key=lambda one: one.start)


def _with_month(tokens: Sequence[_Token]) -> Iterator[Moment]:
    for at, token in enumerate(tokens):
        if token.word not in MONTHS:
            continue
        before, after = list(_days_before(tokens, at)), list(_days_after(tokens, at))
        days = before or after
        year = _year(tokens, max([at, *after]) + 1)
        if token.word in AMBIGUOUS_MONTHS and not days and year is None:
            continue
        weekday = _weekday_before(tokens, min([at, *before]))
        first, last = min([at, *before]) if weekday is None else weekday, max([at, *after]) if year is None else year
        known = Moment(
            tokens[first].start,
            tokens[last].end,
            month=MONTHS[token.word],
            year=None if year is None else tokens[year].number,
            weekday=None if weekday is None else DAYS[tokens[weekday].word],
        )
        yield from (replace(known, day=tokens[day].number) for day in days) if days else [known]


def _weekday_before(tokens: Sequence[_Token], place: int) -> int | None:
    """The place of a day of the week just before `place`, a comma or an article aside."""
    for at in range(place - 1, max(-1, place - 3), -1):
        if tokens[at].word in DAYS:
            return at
        if tokens[at].word not in {",", "le", "the"}:
            return None
    return None


def _days_before(tokens: Sequence[_Token], at: int) -> Iterator[int]:
    """Places of the days before a month: "12", "12 au 14", "1er"."""
    place = at - 1
    while place >= 0:
        if tokens[place].word in _ORDINALS or tokens[place].word == "of":
            place -= 1
        elif _is_day(tokens[place]):
            yield place
            place -= 2 if place and tokens[place - 1].word in _JOINERS else len(tokens)
        else:
            return


def _days_after(tokens: Sequence[_Token], at: int) -> Iterator[int]:
    """Places of the days after a month: "Oct. 12", "October 12-14"."""
    place = at + 1
    if place < len(tokens) and tokens[place].word == ".":
        place += 1
    while place < len(tokens) and _is_day(tokens[place]):
        yield place
        place += 1
        if place < len(tokens) and tokens[place].word in _ORDINALS:
            place += 1
        if place >= len(tokens) or tokens[place].word not in _JOINERS:
            return
        place += 1


def _is_day(token: _Token) -> bool:
    return token.number is not None and 1 <= token.number <= 31 and len(token.word) <= 2


def _year(tokens: Sequence[_Token], place: int) -> int | None:
    while place < len(tokens) and tokens[place].word in {",", ".", *_ORDINALS}:
        place += 1
    year = place < len(tokens) and len(tokens[place].word) == 4 and tokens[place].number
    return place if year else None


def _with_weekday(tokens: Sequence[_Token]) -> Iterator[Moment]:
    for at, token in enumerate(tokens):
        word = token.word if token.word in DAYS else token.word.removesuffix("s")
        if word in DAYS:
            numbered = at + 1 < len(tokens) and _is_day(tokens[at + 1])
            end = tokens[at + 1] if numbered else token
            yield Moment(token.start, end.end, tokens[at + 1].number if numbered else None, weekday=DAYS[word])


def _relative(text: str) -> Iterator[Moment]:
    for found in re.finditer(r"avant-hier|aujourd'hui|\w+", text):
        shift = _RELATIVE.get(found.group().lower())
        if shift is not None:
            yield Moment(found.start(), found.end(), shift=shift)


def dated(found: Sequence[Moment], published: date | None) -> list[Moment]:
    """`found`, and for each what it means in an article of the day `published`."""
    return [meaning for one in found for meaning in (one, *_meanings(one, published))]


def _meanings(one: Moment, published: date | None) -> Iterator[Moment]:
    if published is None:
        return
    if one.shift is not None:
        yield _moment(one, published + timedelta(days=one.shift))
    elif one.weekday is not None and one.month is None:
        back = (published.weekday() - one.weekday) % _WEEK_DAYS
        yield from (
            _moment(one, published + timedelta(days=days)) for days in (-back, _WEEK_DAYS - back, -back - _WEEK_DAYS)
        )
    elif one.month is not None and one.year is None:
        yield from (replace(one, year=published.year + step) for step in (-1, 0, 1) if _near(one, published, step))


def _near(one: Moment, published: date, step: int) -> bool:
    """Whether a date without a year may be that of `step` years after the article's: at most half a year away."""
    months = (one.month or published.month) - published.month + 12 * step
    return abs(months) <= 6


def _moment(one: Moment, day: date) -> Moment:
    return replace(one, day=day.day, month=day.month, year=day.year, weekday=day.weekday())


def agrees(claimed: Moment, known: Moment) -> bool:
    """Whether `known` holds all that `claimed` says."""
    if claimed.shift is not None:
        return claimed.shift == known.shift
    return all(
        said is None or said == held
        for said, held in (
            (claimed.day, known.day),
            (claimed.month, known.month),
            (claimed.year, known.year),
            (claimed.weekday, _weekday(known)),
        )
    )


def _weekday(one: Moment) -> int | None:
    if one.weekday is None and one.day and one.month and one.year:
        try:
            return date(one.year, one.month, one.day).weekday()
        except ValueError:
            return None
    return one.weekday
