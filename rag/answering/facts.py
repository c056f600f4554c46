"""What can be checked in a sentence without understanding it: numbers, dates, names and quotations.

French and English forms of the same fact compare equal: "1 234,5" and "1,234.5", "dix mille" and "10,000",
"octobre" and "Oct.", "OTAN" and "NATO".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import alpha2digit

from rag.records import Language

# Digits with their grouping and decimal marks; a mark must be followed by a digit to belong to the number.
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009  ’']\d+)*")
_GROUPED = re.compile(r"\d{1,3}([.,\u00a0\u202f\u2009 ’'])\d{3}(?:\1\d{3})*(?![\d])")
_SCALE = re.compile(
    r"[\s\u00a0\u202f]*(milliers?|thousand|millions?|mn|milliards?|md|billions?|bn|trillions?)\b", re.IGNORECASE
)
_SCALES = {"mill": 1e3, "thou": 1e3, "million": 1e6, "mn": 1e6, "milliard": 1e9, "md": 1e9, "bn": 1e9}
_LONG_SCALE: dict[Language, dict[str, float]] = {
    "fr": {"billion": 1e12, "trillion": 1e18},
    "en": {"billion": 1e9, "trillion": 1e12},
}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "fevrier february fevr feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday",
            "mardi tuesday",
            "mercredi wednesday",
            "jeudi thursday",
            "vendredi friday",
            "samedi saturday",
            "dimanche sunday",
        )
    )
    for name in names.split()
}
# "may", "mars", "mar" and "sat" are also ordinary words: they are dates only beside a number.
_AMBIGUOUS_MONTHS = frozenset({"may", "mars", "march", "mar", "mai", "avr", "jan", "jun", "sep", "dec"})

# Names that differ between the two languages and that news uses every day; both sides fold to the same key.
_ALIASES = {
    alias: names.split("|")[0]
    for names in (
        "nato|otan",
        "un|onu",
        "eu|ue",
        "us|usa|etats-unis|united states|etats unis|america|amerique",
        "uk|royaume-uni|united kingdom|grande-bretagne|great britain|britain",
        "london|londres",
        "brussels|bruxelles",
        "geneva|geneve",
        "moscow|moscou",
        "beijing|pekin",
        "kyiv|kiev",
        "germany|allemagne",
        "spain|espagne",
        "italy|italie",
        "ukraine|ukraine",
        "russia|russie",
        "china|chine",
        "japan|japon",
        "north korea|coree du nord",
        "south korea|coree du sud",
        "poland|pologne",
        "greece|grece",
        "switzerland|suisse",
        "belgium|belgique",
        "netherlands|pays-bas",
        "turkey|turquie",
        "egypt|egypte",
        "morocco|maroc",
        "algeria|algerie",
        "tunisia|tunisie",
        "syria|syrie",
        "lebanon|liban",
        "israel|israel",
        "who|oms",
        "imf|fmi",
        "wto|omc",
        "ai|ia",
    )
    for alias in names.split("|")
}

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|\"\s*([^\"]+?)\s*\"")
_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*", re.UNICODE)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.IGNORECASE)
_SHORTEST_QUOTATION = 3
"""A quotation of fewer words is a way of speaking, not somebody's words."""


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, apostrophes straight: for comparing, never for showing."""
    opened = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", opened)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


@dataclass(frozen=True)
class Number:
    """A number as written, and the values it may stand for ("1,234" is 1234 in English, 1.234 in French)."""

    text: str
    values: frozenset[float]


def numbers(text: str, language: Language) -> list[Number]:
    """Every number of `text`, in figures or in words, in order."""
    found: list[Number] = []
    end = 0
    for match in _NUMBER.finditer(text):
        found += _spelled(text[end : match.start()], language)
        number, end = _number(match, text, language)
        found.append(number)
    return found + _spelled(text[end:], language)


def _spelled(text: str, language: Language) -> list[Number]:
    """The numbers written in words, "one" and "un" aside: they are articles more often than numbers."""
    figures = alpha2digit(text, language, threshold=1) if text.strip() else ""
    found = [_number(match, figures, language)[0] for match in _NUMBER.finditer(figures)]
    return [number for number in found if number.values != {1.0}]


def _number(match: re.Match[str], text: str, language: Language) -> tuple[Number, int]:
    """The number that begins at `match`, and where its scale ("millions") ends."""
    scale, unit = _scale(text, match.end(), language)
    values = frozenset(round(value * scale, 6) for value in _values(match.group()))
    return Number((match.group() + unit).strip(), values), match.end() + len(unit)


def _values(digits: str) -> Iterator[float]:
    """The readings of one group of figures: thousands grouped, a decimal mark, or separate figures side by side."""
    plain = re.sub(r"[\s\u00a0\u202f\u2009’']", "", digits)
    if _GROUPED.fullmatch(digits):
        yield float(re.sub(r"\D", "", digits))
    decimal = re.fullmatch(r"(.*?)[.,](\d+)", plain)
    if decimal:
        whole = re.sub(r"\D", "", decimal.group(1)) or "0"
        yield float(f"{whole}.{decimal.group(2)}")
    elif plain.isdigit():
        yield float(plain)
        yield from (float(part) for part in re.split(r"[^\d]", digits) if part and not _GROUPED.fullmatch(digits))


def _scale(text: str, position: int, language: Language) -> tuple[float, str]:
    match = _SCALE.match(text, position)
    if match is None:
        return 1.0, ""
    word = match.group(1).lower().rstrip("s")
    return _LONG_SCALE[language].get(word) or _SCALES.get(word) or _SCALES[word[:4]], match.group()


def dates(text: str) -> set[str]:
    """The months and days of the week named in `text`, in one form for both languages."""
    words = [fold(word).rstrip(".") for word in _WORD.findall(text)]
    found = set()
    for position, word in enumerate(words):
        beside = words[max(0, position - 1) : position + 2]
        if word in _DAYS:
            found.add(f"day-{_DAYS[word]}")
        elif word in _MONTHS and (word not in _AMBIGUOUS_MONTHS or any(near[:1].isdigit() for near in beside)):
            found.add(f"month-{_MONTHS[word]}")
    return found


def names(text: str) -> list[str]:
    """Capitalised words that do not merely begin a sentence, as written: people, places, organisations."""
    found = []
    for sentence in re.split(r"(?<=[.!?…:])\s+", _ELISION.sub(" ", text)):
        words = list(_WORD.finditer(sentence))
        for position, match in enumerate(words):
            followed = position + 1 < len(words) and words[position + 1].group()[:1].isupper()
            if _is_name(match.group()) and (position > 0 or followed or match.group().isupper()):
                found.append(match.group())
    return found


def _is_name(word: str) -> bool:
    folded = fold(word)
    calendar = folded in _DAYS or folded in _MONTHS
    return word[:1].isupper() and len(word) > 1 and not calendar and word not in {"Le", "La", "Les", "The", "Un", "Une"}


def name_key(word: str) -> str:
    """One key for the French and the English form of a name."""
    folded = fold(word).replace(".", "")
    return _ALIASES.get(folded, folded)


def name_keys(text: str) -> set[str]:
    """The keys of all words of `text`, and of the names of several words that change with the language."""
    folded = fold(_ELISION.sub(" ", text))
    keys = {name_key(word) for word in _WORD.findall(folded)}
    keys |= {part for word in keys for part in word.split("-")}
    return keys | {key for alias, key in _ALIASES.items() if " " in alias and alias in folded}


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, marks left out, when it is long enough to be somebody's words."""
    inside = ("".join(groups) for groups in _QUOTED.findall(text))
    return [quote for quote in inside if len(quote.split()) >= _SHORTEST_QUOTATION]
