"""Spaces, numbers and dates as each language writes them."""

from __future__ import annotations

import re
from datetime import date

from rag.records import Language

NARROW = "\u202f"
"""Narrow no-break space: before ; ! ? and inside guillemets."""

WIDE = "\u00a0"
"""No-break space: before a colon."""


def typeset(text: str) -> str:
    """French text with the no-break spaces its punctuation asks for; it must hold plain spaces there."""
    text = re.sub(r" (?=[;!?»])", NARROW, text.replace("« ", "«" + NARROW))
    return re.sub(r" (?=:(?:\s|$))", WIDE, text)


MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
"""January first."""

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""Monday first."""

_GROUPS = re.compile(r"(?<![\d.,\u00a0\u202f])\d{1,3}(?:[\s,\u00a0\u202f]\d{3})+(?![\d])")
_DECIMAL = {
    "fr": re.compile(r"(?<![\d.,])(\d+|\d{1,3}(?:\u202f\d{3})+)\.(\d{1,2})(?![\d.:])(?!\s?[ap]\.?m)"),
    "en": re.compile(r"(?<![\d.,])(\d+|\d{1,3}(?:,\d{3})+),(\d{1,2})(?![\d,])"),
}
_SIGN_BEFORE = re.compile(
    r"([€$£])\s?(\d[\d,\u202f]*)(?:(\s(?:millions?|milliards?)\b)(?! d)|(?![\d,\u202f]|\s(?:million|milliard)))"
)
_SIGN_AFTER = re.compile(r"(?<![\d.,])(\d[\d.,]*)[\s\u00a0\u202f]?([€£$])(?!\d)")
_PER_CENT = re.compile(r"(?<=\d)[ \u00a0\u202f]?%")
_MONEY = {"€": "d’euros", "$": "de dollars", "£": "de livres"}


def with_figures(text: str, language: Language) -> str:
    """`text` with its figures and sums of money as `language` writes them, where another language's form was left."""
    mark = NARROW if language == "fr" else ","
    text = _PER_CENT.sub(f"{NARROW}%" if language == "fr" else "%", text)
    text = _GROUPS.sub(lambda found: re.sub(r"\D", mark, found.group()), text)
    text = _DECIMAL[language].sub(r"\1,\2" if language == "fr" else r"\1.\2", text)
    if language == "en":
        return _SIGN_AFTER.sub(r"\2\1", text)
    return _SIGN_BEFORE.sub(_french_sum, text)


def _french_sum(found: re.Match[str]) -> str:
    sign, figure, scale = found.groups()
    return f"{figure}{scale} {_MONEY[sign]}" if scale else f"{figure}{WIDE}{sign}"


def grouped(number: int, language: Language) -> str:
    """“12,345”, or the same with the French narrow space."""
    return f"{number:,}".replace(",", NARROW if language == "fr" else ",")


def decimal(number: float, language: Language, places: int = 1) -> str:
    """`number` with that many decimals, after a comma in French."""
    return f"{number:.{places}f}".replace(".", "," if language == "fr" else ".")


def day(published: str | None, language: Language) -> str:
    """The day of an ISO date or date and time, in words: “1er octobre 2026”, “1 October 2026”; "" when there is none.

    The day is the one the publisher wrote, in its own time zone.
    """
    try:
        when = date.fromisoformat((published or "")[:10])
    except ValueError:
        return ""
    number = "1er" if when.day == 1 and language == "fr" else str(when.day)
    return f"{number}{WIDE}{MONTHS[language][when.month - 1]} {when.year}"


def days(first: str | None, last: str | None, language: Language) -> str:
    """From one ISO day to another: “25 au 30 novembre 2026”, “25 November to 3 December 2026”; "" when one is none."""
    start, end = day(first, language), day(last, language)
    if not (first and last and start and end) or start == end:
        return start and end
    if first[:7] == last[:7]:
        start = start.split(WIDE)[0]
    elif first[:4] == last[:4]:
        start = start.rpartition(" ")[0]
    return f"{start} {'au' if language == 'fr' else 'to'} {end}"


def nested(text: str, language: Language) -> str:
    """`text` to stand between the quotation marks of `language`: where it has these marks, those inside of them."""
    if language == "fr":
        return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", text))
    return text.replace("“", "‘").replace("”", "’")
