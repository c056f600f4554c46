"""Numbers of a sentence, in figures or in words, with what they count where that can be told.

French and English forms compare equal: "1 234,5" and "1,234.5", "dix mille" and "10,000"; in a text that is searched
(`all_numbers`) also "XIXe siècle" and "19th century".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from text_to_num import alpha2digit

from rag.library.stems import STOP_WORDS
from rag.records import Language

# Digits with their grouping and decimal marks; a mark must be followed by a digit to belong to the number.
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009  ’']\d+)*")
_GROUPED = re.compile(r"\d{1,3}([.,\u00a0\u202f\u2009 ’'])\d{3}(?:\1\d{3})*(?![\d])")
_SCALE = re.compile(
    r"[\s\u00a0\u202f]*(?:(milliers?|thousand|millions?|mn|milliards?|mds?|billions?|bn|trillions?)\b"
    r"|(k|m)(?=[\u00a0\u202f ]?[€$£]))",
    re.IGNORECASE,
)
_SCALES = {
    "mill": 1e3,
    "thou": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "milliard": 1e9,
    "md": 1e9,
    "bn": 1e9,
    "k": 1e3,
    "m": 1e6,
}
_LONG_SCALE: dict[Language, dict[str, float]] = {
    "fr": {"billion": 1e12, "trillion": 1e18},
    "en": {"billion": 1e9, "trillion": 1e12},
}
_PER_CENT = re.compile(r"\b(?:pour|per)[\s\u00a0]cent\b", re.IGNORECASE)
"""Its "cent" is no hundred."""

_MINUS = re.compile(r"(?<![^\s(])[-−]$")

_UNITS = {
    "%": r"%|pour\s?cent\b|per\s?cent\b|percent\b",
    "€": r"€|euros?\b|EUR\b",
    "$": r"\$|dollars?\b|USD\b",
    "£": r"£|livres?(?= sterling)|pounds?\b|GBP\b",
    "¥": r"¥|yens?\b",
    "km": r"km(?![\w/²])|kilom[eè]tres?\b|kilometers?\b",
    "m": r"m(?![\w/²’'])|m[eè]tres?\b|meters?\b",
    "mile": r"miles?\b|milles\b",
    "foot": r"ft\b|feet\b|foot\b|pieds?\b",
    "g": r"g(?![\w/²])|grammes?\b|grams?\b",
    "point": r"points?\b",
    "kg": r"kg\b|kilos?\b|kilogram(?:me)?s?\b",
    "t": r"tonnes?\b|tons?\b",
    "ha": r"ha\b|hectares?\b",
    "°": r"°|degr[eé]e?s?\b",
    "year": r"ans?\b|ann[eé]es?\b|years?\b",
    "month": r"mois\b|months?\b",
    "week": r"semaines?\b|weeks?\b",
    "day": r"jours?\b|days?\b",
    "hour": r"heures?\b|hours?\b",
    "minute": r"minutes?\b",
}
_AFTER = re.compile(
    r"[\s\u00a0\u202f-]*(?:d[e’'][\s\u00a0]?)?(?:" + "|".join(f"({one})" for one in _UNITS.values()) + ")",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([€$£¥])[\s\u00a0\u202f]?$")

_DECADE = "decade"
_TEN_YEARS = re.compile(r"\bann[ée]es[ \u00a0]$", re.IGNORECASE)
_TENS = re.compile(r"(?<=\d\d\d0)[’']?s\b")
"""« les années 1980 », "the 1980s" are no year; "in his 40s" is an age."""

_NOUN = re.compile(
    r"[ \u00a0\u202f]"
    r"(?!derni|premi|prochain|autre|nouve|petit|grand|long|bon|plein|last|next|past|first|other|more|full)"
    r"([a-zà-ÿœ]{4,})\b"
)
"""The word after a number, unless it is one that comes before what is counted: « quatre dernières années »."""

_WORDS = {
    "both|couple|pair|twice|double[sd]?|doubl[eé]e?s?|tous deux|les deux|second(?:e|es|s)?|de nouveau": 2,
    "triple|tripl[eé]e?s?|thrice|tiers": 3,
    "dizaines?|decades?|d[eé]cennies?": 10,
    "douzaines?|dozens?": 12,
    "quinzaines?": 15,
    "fortnight": 14,
    "vingtaines?": 20,
    "trentaines?": 30,
    "quarantaines?": 40,
    "cinquantaines?": 50,
    "soixantaines?": 60,
    "centaines?|hundreds?|si[eè]cles?|century|centuries": 100,
    "milliers?|thousands?": 1000,
    "moiti[eé]s?|half|halves|demi": 0.5,
}
_COUNTING = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), float(value)) for words, value in _WORDS.items()]
_ONE = re.compile(r"\b(?:une?|one|first|premi[eè]re?)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\bune?(?= (?:premi[eè]re?|\w+i[eè]me)s?\b)", re.IGNORECASE)
"""« Un » before an ordinal counts nothing: « un deuxième essai » is no 12."""

_ROMAN = re.compile(r"\b([IVXL]+)(?=(?:e|er|[eè]me|th)\b|\s(?:si[eè]cle|century))")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True)
class Number:
    """A number as written, and the values it may stand for ("1,234" in French is 1234 or 1.234).

    `unit` is what it counts, when that is a currency, a measure or a length of time; `counts` any other word right
    after it; else they are empty. `place` is where it stands, scale included, as offsets; None when it is written in
    words.
    """

    text: str
    values: frozenset[float]
    unit: str = ""
    place: tuple[int, int] | None = field(default=None, compare=False)
    counts: str = field(default="", compare=False)

    def same(self, other: Number) -> bool:
        """Whether both may be the same number, of the same unit where both have one: 112 dives are not 112 pounds."""
        if _DECADE in (self.unit, other.unit) and self.unit != other.unit:
            return False
        alike = self.unit == other.unit or not ((self.unit or self.counts) and (other.unit or other.counts))
        plain = not (self.unit or other.unit)
        return (alike or plain) and not self.values.isdisjoint(other.values)


def numbers(text: str, language: Language) -> list[Number]:
    """Every number of `text`, in figures or in words, in order; "one" and "un" aside, more often articles."""
    return [number for number in _read(text, language, 1) if number.place or number.values != {1.0}]


def all_numbers(text: str, language: Language) -> list[Number]:
    """The same with all that may stand for a number: "un", "both", "XIXe", "six-game". For a text that is searched.

    What is below zero also stands for its size: "−5 degrees" are 5 degrees of frost.
    """
    found = numbers(text, language)
    parted = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", text)
    sizes = [replace(one, values=frozenset(map(abs, one.values))) for one in found if min(one.values) < 0]
    return [*found, *_read(parted, language, 0), *_counting(text), *sizes]


def _counting(text: str) -> Iterator[Number]:
    """Words that count without being numbers, unless they are the scale of one: "5 milliers"."""
    for pattern, value in _COUNTING:
        for found in pattern.finditer(text):
            if not re.search(r"\d[\s\u00a0\u202f]?$", text[: found.start()]):
                yield Number(found.group(), frozenset({value}))
    yield from (Number(found.group(), frozenset({_roman(found.group())})) for found in _ROMAN.finditer(text))
    yield from (Number(found.group(), frozenset({1.0})) for found in _ONE.finditer(text))


def _read(text: str, language: Language, least: int) -> Iterator[Number]:
    """The numbers in figures, and those in words that stand between them and are more than `least`."""
    end = 0
    for match in _NUMBER.finditer(text):
        yield from _spelled(text[end : match.start()], text[match.start() :], language, least)
        number, end = _number(match, text, language)
        yield number
    yield from _spelled(text[end:], "", language, least)


def _roman(letters: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return float(sum(-one if one < max(values[at:]) else one for at, one in enumerate(values)))


def _spelled(text: str, following: str, language: Language, least: int) -> Iterator[Number]:
    """The numbers written in words; `following` may hold the unit of the last."""
    plain = _ARTICLE.sub("", _PER_CENT.sub("%", text))
    figures = alpha2digit(plain, language, threshold=least) if text.strip() else ""
    whole = figures + following
    for match in _NUMBER.finditer(figures):
        yield replace(_number(match, whole, language)[0], place=None)


def _number(match: re.Match[str], text: str, language: Language) -> tuple[Number, int]:
    """The number that begins at `match`, and where its scale ("millions") ends."""
    scale, scaled = _scale(text, match.end(), language)
    start, end = match.start(), match.end() + len(scaled)
    sign = -1 if _MINUS.search(text[:start]) else 1
    values = frozenset(round(sign * value * scale, 6) for value in _values(match.group(), language))
    written = ("−" if sign < 0 else "") + (match.group() + scaled).strip()
    unit = _unit(text, start, end)
    if match.group()[-1] == "0" and (_TEN_YEARS.search(text[:start]) or _TENS.match(text, end)):
        unit, values = _DECADE, values | {value % 100 for value in values}
    return Number(written, values, unit, (start, end), "" if unit else _counted(text, end)), end


def _counted(text: str, end: int) -> str:
    """The word right after a number, unless it says nothing."""
    word = _NOUN.match(text, end)
    return word.group(1) if word and word.group(1) not in STOP_WORDS else ""


def _unit(text: str, start: int, end: int) -> str:
    before = _BEFORE.search(text, max(0, start - 2), start)
    if before:
        return before.group(1)
    after = _AFTER.match(text, end)
    if after is None:
        return ""
    return next(unit for unit, found in zip(_UNITS, after.groups(), strict=True) if found)


_GROUPING: dict[Language, str] = {"fr": ".", "en": ","}
"""What groups thousands in one language and marks decimals in the other."""


def _values(digits: str, language: Language) -> Iterator[float]:
    """The readings of one group of figures: thousands grouped, a decimal mark, or separate figures side by side."""
    plain = re.sub(r"[\s\u00a0\u202f\u2009’']", "", digits)
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        yield float(re.sub(r"\D", "", digits))
    if grouped and grouped.group(1) == _GROUPING[language]:
        return
    decimal = re.fullmatch(r"(.*?)[.,](\d+)", plain)
    if decimal:
        whole = re.sub(r"\D", "", decimal.group(1)) or "0"
        yield float(f"{whole}.{decimal.group(2)}")
    elif plain.isdigit():
        yield float(plain)
        yield from (float(part) for part in re.split(r"[^\d]", digits) if part and not grouped)


def _scale(text: str, position: int, language: Language) -> tuple[float, str]:
    match = _SCALE.match(text, position)
    if match is None:
        return 1.0, ""
    word = (match.group(1) or match.group(2)).lower().rstrip("s")
    return _LONG_SCALE[language].get(word) or _SCALES.get(word) or _SCALES[word[:4]], match.group()
