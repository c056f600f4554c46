"""Times of day in a sentence: « 18 h 30 », « 6:30 p.m. », « à 20 heures », "noon", and whether two are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = re.compile(
    r"(?<![\w.,:])(?<!après[-‑])(?:(?P<hour>\d{1,2})(?:"
    r"[\s\u00a0\u202f]?h(?:eures?)?[\s\u00a0\u202f]?(?P<m1>[0-5]\d)(?![.,]?\d)"
    r"|[:.](?P<m2>[0-5]\d)(?=[\s\u00a0\u202f]?[ap]\.?\s?m\b)"
    r"|:(?P<m3>[0-5]\d)(?![\d:])"
    r"|(?P<bare>[\s\u00a0\u202f]?(?:h|heures?)\b(?! d[e’'] ?\w*(?:[dt]re|t|age|tion)\b))"
    r"|(?= o[’']clock)|(?=[\s\u00a0\u202f]?[ap]\.?\s?m\b))"
    r"(?P<half>[\s\u00a0\u202f]?(?P<letter>[ap])\.?\s?m\b\.?)?"
    r"|(?P<name>midi|minuit|noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:à|vers|dès|entre|jusqu[’']à)[\s\u00a0]$|[–-]$", re.IGNORECASE)
"""Before hours without minutes that are a time of day: « 8 heures » alone is as often how long something lasts."""

_NAMED = {"midi": 720, "noon": 720, "midday": 720, "minuit": 0, "midnight": 0}
_NOON, _DAY = 12 * 60, 24 * 60


@dataclass(frozen=True)
class Time:
    """A time of day from `start` to `end` of its text: the minutes since midnight that it may be."""

    start: int
    end: int
    minutes: frozenset[int]

    def same(self, other: Time) -> bool:
        return not self.minutes.isdisjoint(other.minutes)


def times(text: str, lasting: bool = False) -> list[Time]:
    """The times of day of `text`, in order; with `lasting`, also hours that may be how long something lasts."""
    found = []
    for match in _TIME.finditer(text):
        hour = int(match["hour"] or 0)
        if hour <= 24 and (lasting or not match["bare"] or _AT.search(text[: match.start()])):
            found.append(Time(match.start(), match.end(), _minutes(match, hour)))
    return found


def without_times(text: str) -> str:
    """`text` with its times of day blanked: the two languages write them in other figures."""
    for one in times(text):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _minutes(match: re.Match[str], hour: int) -> frozenset[int]:
    """One where the half of the day is told, or past noon; « 6:30 » may be either; « 8 h » may be in the evening."""
    if match["name"]:
        return frozenset({_NAMED[match["name"].lower()]})
    minute = int(match["m1"] or match["m2"] or match["m3"] or 0)
    if match["letter"]:
        return frozenset({hour % 12 * 60 + minute + (_NOON if match["letter"].lower() == "p" else 0)})
    first = (hour * 60 + minute) % _DAY
    return frozenset({first, first + _NOON} if hour < 12 else {first})
