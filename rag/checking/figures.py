"""What a sentence counts: figures with their units, comparable between French and English.

« 12 blessés » and "14 injured" have the same unit; so have "€94 million" and « 118 millions d’euros ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from rag.checking import facts
from rag.checking.spelled import Place, in_words
from rag.library.stems import STOP_WORDS, stem
from rag.records import Language

_UNITS = (
    "euro euros €", "pound pounds £ livre livres", "dollar dollars $", "percent % pourcent", "metre metres",
    "kilometre kilometres km", "hectare hectares ha", "tonne tonnes", "person personne personnes people",
    "injured blesse blesses blessee blessees hurt injury injuries wounded",
    "dead mort morts morte mortes killed tue tues tuee tuees deaths deces died",
    "missing disparu disparus", "evacuated evacue evacues evacuees", "job jobs emploi emplois poste postes",
    "home homes foyer foyers household households logement logements", "spectator spectators spectateur spectateurs",
    "visit visits passage passages", "visitor visitors visiteur visiteurs", "vote votes voix",
    "marcher marchers protester protesters manifestant manifestants", "child children enfant enfants",
    "pupil pupils eleve eleves", "passenger passengers passager passagers", "donor donors donateur donateurs",
    "resident residents inhabitant inhabitants habitant habitants", "night nights nuit nuits",
)  # fmt: skip
"""What news counts, in both languages, one word for each."""

_UNIT: Mapping[str, str] = {word: words.split()[0] for words in _UNITS for word in words.split()}
_TOLLS = frozenset({"dead", "injured", "missing", "evacuated", "marcher"})
"""What is counted differently by far: by the police and by the organisers, before and after the night."""

_MEASURES = frozenset({"euro", "pound", "dollar", "percent", "metre", "kilometre", "hectare", "tonne", "person"})

_CLOCK = (
    "an ans annee annees year years month months mois day days jour jours week weeks semaine semaines hour hours heure "
    "heures minute minutes january february march april may june july august september october november december "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
"""Words after a figure that make it a time."""

_TIMES = frozenset(_CLOCK.split())
SIZE = 1.5
"""Most that one figure may be of the other: beyond, they hardly ever are for one thing."""

_AHEAD = 40
_PEOPLE = frozenset(
    "people personne man men woman women homme femme child children enfant passenger passager worker ouvrier "
    "employee salarie staff firefighter pompier officer policier agent soldier soldat civilian civil resident riverain "
    "habitant inhabitant pupil eleve student etudiant miner mineur sailor marin tourist touriste villager villageoi "
    "person".split()
)
"""Whom a toll counts, less the "s" of the plural: houses are evacuated too."""

_FURTHER = frozenset({"autres", "nouveaux", "other", "more", "further", "new"})

_DONE = {
    "inj": "injured", "wou": "injured", "hur": "injured", "ble": "injured", "kil": "dead", "tue": "dead", "tua": "dead",
    "dea": "dead", "mor": "dead", "die": "dead", "mis": "missing", "eva": "evacuated",
}  # fmt: skip
"""What is counted, by how the verb begins."""

_ABOUT = r"(?:at least|about|around|nearly|some|more than|up to|au moins|environ|près de|quelque|plus de|jusqu[’']à)\s+"
_DONE_TO = re.compile(
    r"\b(injur(?:ed|ing)|wound(?:ed|ing)|hurt(?:ing)?|kill(?:ed|ing)|evacuat(?:ed|ing)|bless(?:é|ant)|tu(?:é|ant)|"
    rf"évacu(?:é|er|ant)|(?:injured|dead|missing) at)\s+(?:{_ABOUT})?$",
    re.IGNORECASE,
)
"""What was done to those whom the figure right after it counts: “injuring 14”, « évacuer 240 riverains »."""

_WAS_DONE = re.compile(
    r"\s*([^\W\d_]+)\s+(?:(?:ont|sont|étaient|were|are|have|had)\s+(?:(?:été|been)\s+)?)?"
    r"(blessée?s|tuée?s|évacuée?s|morte?s|injured|wounded|hurt|killed|evacuated|died)\b",
    re.IGNORECASE,
)
"""« 14 passagers ont été blessés », “14 people died”: what they count is in the verb."""

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
        """Whether its unit is counted one by one, unlike measures and people, in which a story gives many things."""
        return self.unit in _UNIT.values() and self.unit not in _MEASURES

    @property
    def toll(self) -> bool:
        """Whether two counts of the same may be far apart: of the dead, of marchers."""
        return self.unit in _TOLLS


def figures(sentence: str, language: Language) -> Iterator[Figure]:
    """The figures of `sentence` that count something, in order; in words only what news counts: « trois blessés »."""
    written = [(one.place, one.values) for one in facts.numbers(sentence, language) if one.place]
    spelled = dict(in_words(sentence, [place for place, _ in written], language))
    for place, values in sorted([*written, *spelled.items()], key=itemgetter(0)):
        figure = _figure(sentence, values, place, language)
        if figure.unit and (figure.counted or place not in spelled) and max(values) > 0:
            yield figure


def differ(one: Figure, other: Figure, most: float = SIZE) -> bool:
    """Whether two figures are of one unit but not the same, nor one the other rounded, nor `most` times as much."""
    if one.unit != other.unit or one.values & other.values:
        return False
    small, large = sorted((max(one.values), max(other.values)))
    return large <= most * small and not rounded(small, large)


def _figure(sentence: str, values: frozenset[float], place: Place, language: Language) -> Figure:
    start, end = place
    sign = sentence[:start].rstrip()[-1:]
    if sign in ("€", "£", "$"):
        return Figure(values, _UNIT[sign], sentence.rindex(sign, 0, start), end)
    clause = _STOP.split(sentence[end : end + _AHEAD])[0]
    toll = _toll(sentence, values, place, clause)
    if toll:
        return toll
    ahead = [(match.group(), match.end()) for match in _WORD.finditer(clause)][:3]
    unit, length = _unit(ahead, language)
    return Figure(values, unit, start, end + length)


def _toll(sentence: str, values: frozenset[float], place: Place, clause: str) -> Figure | None:
    """The figure when a verb before or after it says what became of the people that it counts."""
    start, end = place
    after = _WORD.search(clause)
    whom = facts.fold(after.group()) if after else ""
    people = whom.removesuffix("s") in _PEOPLE
    done = _DONE_TO.search(sentence[:start])
    if done and (people or not whom or whom in STOP_WORDS):
        length = after.end() if after and people else 0
        return Figure(values, _DONE[facts.fold(done.group(1))[:3]], done.start(), end + length)
    was_done = _WAS_DONE.match(clause)
    if was_done and people:
        return Figure(values, _DONE[facts.fold(was_done.group(2))[:3]], start, end + was_done.end())
    return None


def _unit(ahead: Sequence[tuple[str, int]], language: Language) -> tuple[str, int]:
    """What is counted, by the words after the figure, and how far it reaches: a known unit, else the first noun."""
    words = [(facts.fold(word), end) for word, end in ahead]
    if words and words[0][0] in _TIMES:
        return "", 0
    whole = bool(words) and (words[0][0].removesuffix("s") in _PEOPLE or words[0][0] in _FURTHER)
    for place, (word, end) in enumerate(words):
        if word in _UNIT and (_UNIT[word] not in _TOLLS or place == 0 or whole):
            return _UNIT[word], end
    for word, end in words[:1]:
        if len(word) > 3 and word not in STOP_WORDS:
            return f"{language} {stem(word, language)}", end
    return "", 0


def rounded(one: float, other: float) -> bool:
    """Whether one of both may be the other rounded."""
    return _rounds(one, other) or _rounds(other, one)


def _rounds(rough: float, exact: float) -> bool:
    """Whether `rough` is `exact` with two significant figures: "about 1,200" for 1,234.56. Small numbers are counts."""
    return rough >= 100 and float(f"{exact:.2g}") == rough
