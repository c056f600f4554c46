"""Dates in a sentence: "mardi 13 octobre 2026", "Oct. 13", "mardi", "yesterday", and whether one stands for another.

A day of the week or a word such as "hier" means a date once the article's own date is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.checking.facts import AMBIGUOUS_MONTHS, DAYS, MONTHS, fold
from rag.checking.numbers import all_numbers
from rag.records import LANGUAGES

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
_TURNS = {
    **dict.fromkeys(("dernier", "derniere", "passe", "passee", "last"), -1),
    **dict.fromkeys(("prochain", "prochaine", "next"), 1),
}
"""Words beside a day or a month that say on which side of the article's own day it is."""

_TO_A_MONTH = frozenset(
    "en de des depuis debut mi fin courant jusqu'en in since until by during early mid late of from".split()
) | frozenset(_TURNS)
"""Words before a month that is also another word, when it is a month: "in May", « fin mars »."""

_OTHER_YEARS = (
    (r"\b(?:l['’ ]an(?:n[ée]e)?|year) (?:derni[eè]re?|pass[ée]e?)\b|\blast year\b", -1),
    (r"\bl['’]an(?:n[ée]e)? prochaine?\b|\bnext year\b", 1),
    (r"\bcette ann[ée]e\b|\bthis year\b", 0),
)
_YEARS_AGO = re.compile(r"\bil y a (\w+) ans\b|\b(\w+) years ago\b", re.IGNORECASE)
_YEARS_AHEAD = re.compile(r"\bdans (\w+) ans\b|\bin (\w+) years\b", re.IGNORECASE)

_IN_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})\2((?:1[5-9]|20)\d\d)(?![\d/])")

_JOINERS = frozenset({"au", "et", "a", "ou", "and", "to", "or", "-", "–", "through"})
_ORDINALS = frozenset({"er", "st", "nd", "rd", "th"})
_WEEK_DAYS = 7


@dataclass(frozen=True)
class Moment:
    """A date as far as it is said; `start` and `end` are offsets in the text it was found in.

    `shift` is days from the article's own day ("hier" is -1), `turn` the side of it that is meant ("last May" is -1).
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    turn: int = 0


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
    return sorted([*found, *alone, *_relative(straight), *_in_figures(straight)], key=lambda one: one.start)


def _with_month(tokens: Sequence[_Token]) -> Iterator[Moment]:
    for at, token in enumerate(tokens):
        if token.word not in MONTHS:
            continue
        before, after = list(_days_before(tokens, at)), list(_days_after(tokens, at))
        days = before or after
        year = _year(tokens, max([at, *after]) + 1)
        if token.word in AMBIGUOUS_MONTHS and not days and year is None and not _follows(tokens, at, _TO_A_MONTH):
            continue
        weekday = _weekday_before(tokens, min([at, *before]))
        first, last = min([at, *before]) if weekday is None else weekday, max([at, *after]) if year is None else year
        known = Moment(
            tokens[first].start,
            tokens[last].end,
            month=MONTHS[token.word],
            year=None if year is None else tokens[year].number,
            weekday=None if weekday is None else DAYS[tokens[weekday].word],
            turn=_turn(tokens, first, last),
        )
        yield from (replace(known, day=tokens[day].number) for day in days) if days else [known]


def _follows(tokens: Sequence[_Token], at: int, words: Set[str]) -> bool:
    """Whether one of `words` stands before the token at `at`, a hyphen aside."""
    before = [one.word for one in tokens[max(0, at - 2) : at] if one.word != "-"]
    return bool(before) and before[-1] in words


def _turn(tokens: Sequence[_Token], first: int, last: int) -> int:
    """The side told by the words around the tokens from `first` to `last`: « mardi prochain », "last May"."""
    beside = [*tokens[max(0, first - 1) : first], *tokens[last + 1 : last + 2]]
    return next((_TURNS[one.word] for one in beside if one.word in _TURNS), 0)


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
            last = at + 1 if at + 1 < len(tokens) and _is_day(tokens[at + 1]) else at
            day = tokens[last].number if last > at else None
            yield Moment(token.start, tokens[last].end, day, weekday=DAYS[word], turn=_turn(tokens, at, last))


def _relative(text: str) -> Iterator[Moment]:
    for found in re.finditer(r"avant-hier|aujourd'hui|\w+", text):
        shift = _RELATIVE.get(found.group().lower())
        if shift is not None:
            yield Moment(found.start(), found.end(), shift=shift)


def _in_figures(text: str) -> Iterator[Moment]:
    """20/10/2026, day first, as in both languages on this side of the ocean; month first where it cannot be so."""
    for found in _IN_FIGURES.finditer(text):
        day, month = int(found[1]), int(found[3])
        day, month = (month, day) if month > _MONTHS_OF_A_YEAR else (day, month)
        if 1 <= day <= _LONGEST_MONTH and 1 <= month <= _MONTHS_OF_A_YEAR:
            yield Moment(found.start(), found.end(), day, month, int(found[4]))


_MONTHS_OF_A_YEAR, _LONGEST_MONTH = 12, 31


def years_meant(text: str, published: date) -> set[int]:
    """The years that `text`, of an article of the day `published`, may mean without naming one: « l'an dernier »."""
    steps = [step for pattern, step in _OTHER_YEARS if re.search(pattern, text, re.IGNORECASE)]
    for pattern, side in ((_YEARS_AGO, -1), (_YEARS_AHEAD, 1)):
        for found in pattern.finditer(text):
            words = found[1] or found[2]
            counts = [value for language in LANGUAGES for one in all_numbers(words, language) for value in one.values]
            steps += [side * int(count) for count in counts]
    return {published.year + step for step in steps or [0]}


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
        shifts = (-back - _WEEK_DAYS, -back, _WEEK_DAYS - back)
        yield from (_moment(one, published + timedelta(days=days)) for days in shifts if days * one.turn >= 0)
    elif one.month is not None and one.year is None:
        yield from (replace(one, year=published.year + step) for step in (-1, 0, 1) if _near(one, published, step))


def _near(one: Moment, published: date, step: int) -> bool:
    """Whether a date without a year may be that of `step` years after the article's.

    At most half a year away, or on the side that its words tell ("last May"), less than a year.
    """
    months = (one.month or published.month) - published.month + 12 * step
    return 0 <= months * one.turn <= 12 if one.turn else abs(months) <= 6


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
