"""What a sentence counts: figures with their units, comparable between French and English.

« 12 blessés » and "14 injured" have the same unit; so have "€94 million" and « 118 millions d’euros ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.checking import facts
from rag.library.stems import STOP_WORDS, stem
from rag.records import Language

_UNITS = (
    "euro euros €", "pound pounds £ livre livres", "dollar dollars $", "percent % pourcent", "metre metres",
    "kilometre kilometres km", "hectare hectares ha", "tonne tonnes", "person personne personnes people",
    "injured blesse blesses blessee blessees hurt injury injuries", "dead mort morts killed tue tues deaths deces",
    "missing disparu disparus", "evacuated evacue evacues evacuees", "job jobs emploi emplois poste postes",
    "home homes foyer foyers household households logement logements", "spectator spectators spectateur spectateurs",
    "visit visits passage passages", "visitor visitors visiteur visiteurs", "vote votes voix",
    "marcher marchers protester protesters manifestant manifestants", "child children enfant enfants",
    "pupil pupils eleve eleves", "passenger passengers passager passagers", "donor donors donateur donateurs",
    "resident residents inhabitant inhabitants habitant habitants", "night nights nuit nuits",
)  # fmt: skip
"""What news counts, in both languages, one word for each."""

_UNIT: Mapping[str, str] = {word: words.split()[0] for words in _UNITS for word in words.split()}
_MEASURES = frozenset({"euro", "pound", "dollar", "percent", "metre", "kilometre", "hectare", "tonne"})

_CLOCK = (
    "an ans annee annees year years month months mois day days jour jours week weeks semaine semaines hour hours heure "
    "heures minute minutes january february march april may june july august september october november december "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
"""Words after a figure that make it a time."""

_TIMES = frozenset(_CLOCK.split())
_SIZE = 1.5
"""Most that one figure may be of the other: beyond, they hardly ever are for one thing."""

_AHEAD = 40
_WORD = re.compile(r"[^\W\d_]+|[€£$%]")
_STOP = re.compile(r"[\d,;:.()«»“”]")
"""Where what a figure counts has been told: « en 2024, 300 emplois » counts no 2024 jobs."""


@dataclass(frozen=True)
class Figure:
    """A number with its unit; `start` and `end` are its place in the sentence, unit included."""

    values: frozenset[float]
    unit: str
    start: int
    end: int

    @property
    def counted(self) -> bool:
        """Whether its unit is counted one by one, unlike the measures that many things of a story are given in."""
        return self.unit in _UNIT.values() and self.unit not in _MEASURES


def figures(sentence: str, language: Language) -> Iterator[Figure]:
    """The figures of `sentence` that count something, in order; not those in words, whose place is not known."""
    for number in facts.numbers(sentence, language):
        figure = _figure(sentence, number.values, number.place, language) if number.place else None
        if figure and figure.unit and max(number.values) > 0:
            yield figure


def differ(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one unit and size but not the same, nor one the other rounded."""
    if one.unit != other.unit or one.values & other.values:
        return False
    small, large = sorted((max(one.values), max(other.values)))
    return large <= _SIZE * small and not (_rounds(small, large) or _rounds(large, small))


def _figure(sentence: str, values: frozenset[float], place: tuple[int, int], language: Language) -> Figure:
    start, end = place
    sign = sentence[:start].rstrip()[-1:]
    if sign in ("€", "£", "$"):
        return Figure(values, _UNIT[sign], sentence.rindex(sign, 0, start), end)
    clause = _STOP.split(sentence[end : end + _AHEAD])[0]
    ahead = [(match.group(), match.end()) for match in _WORD.finditer(clause)][:3]
    unit, length = _unit(ahead, language)
    return Figure(values, unit, start, end + length)


def _unit(ahead: Sequence[tuple[str, int]], language: Language) -> tuple[str, int]:
    """What is counted, by the words after the figure, and how far it reaches: a known unit, else the first noun."""
    words = [(facts.fold(word), end) for word, end in ahead]
    if words and words[0][0] in _TIMES:
        return "", 0
    for word, end in words:
        if word in _UNIT:
            return _UNIT[word], end
    for word, end in words[:1]:
        if len(word) > 3 and word not in STOP_WORDS:
            return f"{language} {stem(word, language)}", end
    return "", 0


def _rounds(rough: float, exact: float) -> bool:
    """Whether `rough` is `exact` with two significant figures: "about 1,200" for 1,234.56. Small numbers are counts."""
    return rough >= 100 and float(f"{exact:.2g}") == rough
