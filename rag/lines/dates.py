"""Dates: what a page or a line says, made ISO. French and English; day before month when both are numbers."""

from __future__ import annotations

import re
from datetime import date, datetime

MAX_CHARS = 80
"""Longer texts are not dates; the limit also bounds the time spent on hostile ones."""

_EARLIEST, _AHEAD = 1600, 10
"""The first year of publication, and how many years ahead the last may be."""

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_MONTH = r"[^\W\d_]{3,9}\.?"
_HALF = r"[ap](?:m\b|\.m\.?)"
_TIME = rf"\d{{1,2}}\s?[h:]\s?\d{{2}}(?::\d{{2}})?(?:\s?{_HALF})?|\d{{1,2}}(?:\.\d{{2}})?\s?{_HALF}|\d{{1,2}}\s?h\b"
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"

DATE = re.compile(
    rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?"
    rf"(?:{_ISO}"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+{_DAY},?\s+\d{{4}}"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
    rf"(?:(?:\s*[,–—-]?\s*(?:à|at)?\s*)(?:{_TIME}))?(?![\w/])",
    re.IGNORECASE,
)
"""Finds what may be a full date, in words or figures, with its weekday and its time; `to_iso` decides whether it is."""

_FIGURES = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/((?:19|20)?\d\d)(?![\d/])")
_DAY_FIRST = re.compile(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def to_iso(text: str) -> str | None:
    """`text` as an ISO date, or date and time when it tells the time; None when it is not a full date.

    A valid ISO text comes back as it is, without spaces around it.
    """
    text = text.strip()
    if len(text) > MAX_CHARS or not any(character.isdigit() for character in text):
        return None
    return text if _is_iso(text) else _parsed(text)


def find_date(line: str) -> tuple[str, tuple[int, int]] | None:
    """The first full date of `line`, in ISO, and its place (start, end)."""
    for match in DATE.finditer(line):
        if iso := to_iso(match.group()):
            return iso, match.span()
    return None


def month_in_words(text: str) -> str:
    """`text` with its dates in figures read month first, as Americans write them: "03/04/2026" is "Mar 4, 2026"."""
    return _FIGURES.sub(_in_words, text)


def _in_words(date: re.Match[str]) -> str:
    year = date[3] if len(date[3]) == len("2026") else f"20{date[3]}"
    return f"{_MONTHS[int(date[1]) - 1]} {date[2]}, {year}"


def is_day_first(text: str) -> bool:
    """Whether a date in figures in `text` can only be read with its day first."""
    return _DAY_FIRST.search(text) is not None


def _is_iso(text: str) -> bool:
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        return plausible(datetime.fromisoformat(text))
    except ValueError:
        return False


def plausible(day: date) -> bool:
    """Whether something may have been published then: some programs write the year 1 or 9999 for an unknown date."""
    return _EARLIEST <= day.year <= date.today().year + _AHEAD


def _usual_time(text: str) -> str:
    """The time as dateparser knows it: "18 h 05" is 18:05, "18 h" 18:00 and "1.05 p.m." 1:05 pm."""
    text = re.sub(r"(\d)\s?h(?:\s?(\d\d))?\b", lambda match: f"{match[1]}:{match[2] or '00'}", text)
    text = re.sub(rf"(\d)\.(\d\d\s?{_HALF})", r"\1:\2", text)
    return re.sub(r"([ap])\.m\.?", r"\1m", text)


def _parsed(text: str) -> str | None:
    import dateparser  # type: ignore[import-untyped]  # 50 ms to import and 80 ms to start: only when a date is in words

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(_usual_time(text), languages=["fr", "en"], settings=settings)
    except (ValueError, OverflowError):  # such as the year 0 or a time zone of 99 hours
        return None
    if found is None or not plausible(found):
        return None
    told = re.search(_TIME, text, re.IGNORECASE)
    return str(found.isoformat(timespec="minutes") if told else found.date().isoformat())
