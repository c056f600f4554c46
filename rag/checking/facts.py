"""What can be checked in a sentence without understanding it: numbers, dates, names and quotations.

French and English forms of the same fact compare equal: "1 234,5" and "1,234.5", "dix mille" and "10,000",
"octobre" and "Oct.", "OTAN" and "NATO".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from difflib import SequenceMatcher
from functools import lru_cache

from rag.checking.aliases import ALIASES, COMPOUNDS, COUNTRY_KEYS, OPENERS, ORDINARY, PEOPLES, TITLES
from rag.checking.numbers import Number, all_numbers, numbers
from rag.library.stems import STOP_WORDS

__all__ = [
    "Number",
    "all_numbers",
    "countries",
    "dates",
    "fold",
    "name_key",
    "name_keys",
    "names",
    "numbers",
    "peoples",
    "quotations",
    "same_name",
]

MONTHS = {
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
DAYS = {
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
# "may", "mars" and "mar" are also ordinary words: they are dates only beside what says so.
AMBIGUOUS_MONTHS = frozenset({"sept", "may", "mars", "march", "mar", "mai", "avr", "jan", "jun", "sep", "dec"})

_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|\"\s*([^\"]+?)\s*\"")
_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*", re.UNICODE)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.IGNORECASE)
_COMPOUND = re.compile(rf"\b(?:{'|'.join(COMPOUNDS)})\b".replace("-", r"[\s-]"), re.IGNORECASE)
_SHORTEST_QUOTATION = 2
"""A quotation of fewer words is a way of speaking, not somebody's words."""


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, apostrophes straight: for comparing, never for showing."""
    opened = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", opened)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def dates(text: str) -> set[str]:
    """The months and days of the week named in `text`, in one form for both languages."""
    words = [fold(word).rstrip(".") for word in _WORD.findall(text)]
    found = set()
    for position, word in enumerate(words):
        beside = words[max(0, position - 1) : position + 2]
        if word in DAYS:
            found.add(f"day-{DAYS[word]}")
        elif word in MONTHS and (word not in AMBIGUOUS_MONTHS or any(near[:1].isdigit() for near in beside)):
            found.add(f"month-{MONTHS[word]}")
    return found


def names(text: str, proper: Set[str] = frozenset(), opening: bool = False) -> list[str]:
    """Capitalised words that do not merely begin a sentence, as written: people, places, organisations.

    A first word counts when it is in `proper`, a known country or city, or when another name follows it; with
    `opening`, whenever it is no word that sentences begin with.
    """
    found = []
    for sentence in re.split(r"(?<=[.!?…:])\s+", _joined(_ELISION.sub(" ", text))):
        words = list(_WORD.finditer(sentence))
        for position, match in enumerate(words):
            followed = position + 1 < len(words) and words[position + 1].group()[:1].isupper()
            word = match.group()
            sure = position > 0 or opening or followed or word.isupper() or word in proper or _is_place(word)
            if _is_name(word) and sure and not (position == 0 and _opens(word)):
                found.append(word)
    return found


def peoples(text: str) -> list[str]:
    """The words of a French text that tell of what country something is, as written: « allemande »."""
    return [word for word in _WORD.findall(text) if word.islower() and fold(word).removesuffix("s") in _PEOPLES]


_PEOPLES = frozenset(form.removesuffix("s") for form in PEOPLES)


def _opens(word: str) -> bool:
    return word.lower() in STOP_WORDS or fold(word) in OPENERS or word.endswith(("ment", "ly"))


def _is_place(word: str) -> bool:
    folded = fold(word)
    known = folded in ALIASES or folded in COUNTRY_KEYS
    return known and len(folded) > _LONGEST_ACRONYM and folded not in ORDINARY


_LONGEST_ACRONYM = 3
_CENTURY = re.compile(r"[IVXLC]+(?:e|è|es|er|ers|[èe]mes?|th|st|nd|rd)$")
"""« XIXe siècle » names nobody."""


def _is_name(word: str) -> bool:
    if not word[:1].isupper():
        return False
    folded = fold(word)
    known = folded in DAYS or folded in MONTHS or folded in TITLES
    article = word in {"Le", "La", "Les", "The", "Un", "Une"}
    return len(word) > 1 and not (known or article or _CENTURY.match(word))


@lru_cache(maxsize=4096)
def name_key(word: str) -> str:
    """One key for the French and the English form of a name."""
    folded = fold(word)
    forms = (folded, folded.replace(".", ""), folded.removesuffix("s"))
    return next((ALIASES[form] for form in forms if form in ALIASES), folded)


def countries(text: str) -> set[str]:
    """The keys of the countries that `text` names, or whose people it does."""
    return name_keys(text) & COUNTRY_KEYS


def same_name(name: str, other: str, alike: float = 1.0) -> bool:
    """Equal keys, or the same root ("ukrainian" and "ukrainien"), or at least `alike` as a share of their letters."""
    if name == other:
        return True
    if name in _KNOWN or other in _KNOWN:  # Iran is not Iraq, however alike they look
        return False
    root, ending = _root(name), name[len(_root(name)) :]
    bare = ending in _BARE and other[len(_root(other)) :] in _BARE
    if len(root) >= _SHORTEST_ROOT and root == _root(other) and not bare:
        return True
    return alike < 1 and name[:1] == other[:1] and SequenceMatcher(None, name, other).ratio() >= alike


def _root(name: str) -> str:
    return _INFLECTION.sub("", name)


_INFLECTION = re.compile(
    r"(?:i?ennes?|i?ens?|i?ans?|aises?|ais|oises?|ois|aines?|ains?|iques?|ics?|ese|ish|ies?|ia|ya|es?|s|a|y)$"
)
_SHORTEST_ROOT = 4
_BARE = frozenset({"", "e", "a", "y"})
"""Endings that part two first names (Simon, Simone) rather than a country and its people."""

_KNOWN = frozenset(ALIASES.values())


def name_keys(text: str) -> set[str]:
    """The keys of all words of `text`, of the parts of compounds, and of names of several words."""
    words = _WORD.findall(_joined(fold(_ELISION.sub(" ", text))))
    parts = [part for word in words for part in re.split(r"[-.]", word) if part]
    return {name_key(word) for word in (*words, *parts)}


def _joined(text: str) -> str:
    """`text` with hyphens inside known names of several words: they are one name."""
    return _COMPOUND.sub(lambda found: re.sub(r"\s", "-", found.group()), text)


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, marks left out, when it is long enough to be somebody's words."""
    inside = ("".join(groups) for groups in _QUOTED.findall(text))
    return [quote for quote in inside if len(quote.split()) >= _SHORTEST_QUOTATION]
