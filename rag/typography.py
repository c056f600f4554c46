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
