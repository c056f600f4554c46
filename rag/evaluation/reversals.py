"""False claims made of a true sentence by turning what it tells around: a word for one that excludes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from rag.records import Language

_Pairs = Mapping[Language, Sequence[tuple[str, str]]]

_CONTRARIES: _Pairs = {
    "fr": (
        ("augmenté", "baissé"), ("hausse", "baisse"), ("augmentation", "diminution"), ("progressé", "reculé"),
        ("ouvert", "fermé"), ("ouverture", "fermeture"), ("création", "suppression"), ("condamné", "acquitté"),
        ("accepté", "refusé"), ("approuvé", "rejeté"), ("autorisé", "interdit"), ("réussi", "échoué"),
        ("commencé", "terminé"), ("renforcer", "affaiblir"), ("construction", "démolition"), ("nord", "sud"),
        ("l’est", "l’ouest"), ("plus de", "moins de"), ("au moins", "au plus"), ("majorité", "minorité"),
        ("premier", "deuxième"), ("première", "deuxième"), ("troisième", "quatrième"), ("gauche", "droite"),
        ("favorable", "hostile"), ("hiver", "printemps"), ("survécu", "péri"),
    ),
    "en": (
        ("increased", "decreased"), ("increase", "decrease"), ("rose", "fell"), ("rising", "falling"),
        ("opened", "closed"), ("opening", "closing"), ("created", "scrapped"), ("convicted", "acquitted"),
        ("accepted", "rejected"), ("approved", "rejected"), ("allowed", "banned"), ("succeeded", "failed"),
        ("began", "ended"), ("strengthen", "weaken"), ("construction", "demolition"), ("north", "south"),
        ("east", "west"), ("northern", "southern"), ("more than", "less than"), ("at least", "at most"),
        ("majority", "minority"), ("first", "second"), ("third", "fourth"), ("winter", "summer"),
        ("survived", "died"),
    ),
}  # fmt: skip
_FRACTIONS: _Pairs = {
    "fr": (("la moitié", "un quart"), ("un tiers", "un quart"), ("un quart", "un tiers"), ("doublé", "triplé")),
    "en": (("a third", "a quarter"), ("a quarter of", "a third of"), ("half", "a third"), ("doubled", "tripled")),
}
_TOLLS: _Pairs = {
    "fr": (("morts", "blessés"), ("blessés", "morts"), ("disparus", "blessés"), ("tués", "blessés")),
    "en": (("dead", "injured"), ("injured", "dead"), ("killed", "injured"), ("wounded", "killed")),
}


def contrary(text: str, language: Language, chance: Random) -> Iterator[str]:
    """« a baissé » where the sentence has « a augmenté », in either direction."""
    pairs = [(*pair, *pair[::-1]) for pair in _CONTRARIES[language]]
    yield from _turned(text, [one for pair in pairs for one in (pair[:2], pair[2:])], "", chance)


def another_fraction(text: str, language: Language, chance: Random) -> Iterator[str]:
    """« un quart » where the sentence has « un tiers »."""
    yield from _turned(text, _FRACTIONS[language], "", chance)


def another_toll(text: str, language: Language, chance: Random) -> Iterator[str]:
    """« 12 morts » where the sentence has « 12 blessés »."""
    yield from _turned(text, _TOLLS[language], r"(?<=\d )", chance)


def _turned(text: str, pairs: Sequence[tuple[str, str]], before: str, chance: Random) -> Iterator[str]:
    """`text` with the first word of one of `pairs`, found after `before`, changed into the other; none with both."""
    found = [
        (match, new)
        for old, new in pairs
        for match in re.finditer(rf"{before}(?<![\w-]){re.escape(old)}(?![\w-])", text)
        if new not in text
    ]
    if found:
        match, new = chance.choice(found)
        yield text[: match.start()] + new + text[match.end() :]
