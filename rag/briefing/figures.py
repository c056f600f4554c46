"""Figures that the articles of a story give differently for one thing: each with the sentence that gives it.

Two figures are for one thing when they count the same unit, are of one size, and stand in sentences that say much the
same. That finds contradictions between outlets, and what changed from one day to the next; it does not tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from rag.answering import facts
from rag.briefing.nearness import plain_centres
from rag.library.sentences import split_sentences
from rag.library.stems import STOP_WORDS, stem
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Citation, Language, Span

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
"""Units that many things of a story are counted in: their sentences must agree more."""

_CLOCK = (
    "an ans annee annees year years month months mois day days jour jours week weeks semaine semaines hour hours heure "
    "heures minute minutes january february march april may june july august september october november december "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
"""Words after a figure that make it a time."""

_TIMES = frozenset(_CLOCK.split())
_ALIKE, _ALIKE_COUNTED = 0.38, 0.2
"""Least cosine of the two sentences, for measures and unknown units, and for what is counted one by one. Set on
the sample newsstand: 7 of its 9 planted disagreements in figures, and no pair that is not for one thing."""

_SIZE = 1.5
"""Most that one figure may be of the other: beyond, they hardly ever are for one thing."""

_AHEAD = 40
_MOST, _MOST_READINGS = 3, 4
_WORD = re.compile(r"[^\W\d_]+|[€£$%]")


@dataclass(frozen=True)
class Mention:
    """A figure as an article gives it; `figure` is a slice of the cited sentence."""

    figure: str
    values: frozenset[float]
    unit: str
    citation: Citation


def differing(articles: Sequence[Article], library: Library, embedder: Embedder) -> list[tuple[Mention, ...]]:
    """Groups of figures for one thing that `articles` give differently, each figure once, in the articles' order."""
    found = [mention for article in articles for mention in _mentions(article)]
    pairs = [pair for pair in combinations(found, 2) if _comparable(*pair)]
    alike = _alike(pairs, library, embedder)
    groups: dict[str, dict[frozenset[float], Mention]] = {}
    for pair, similarity in sorted(zip(pairs, alike, strict=True), key=lambda one: -one[1]):
        unit = pair[0].unit
        counted = unit in _UNIT.values() and unit not in _MEASURES
        if similarity >= (_ALIKE_COUNTED if counted else _ALIKE):
            group = groups.setdefault(unit, {})
            for mention in pair:
                if len(group) < _MOST_READINGS and not any(mention.values & values for values in group):
                    group[mention.values] = mention
    order = {id(mention): place for place, mention in enumerate(found)}
    several = [sorted(one.values(), key=lambda mention: order[id(mention)]) for one in groups.values() if len(one) > 1]
    return [tuple(one) for one in several[:_MOST]]


def _mentions(article: Article) -> Iterator[Mention]:
    """The figures of `article` that count something, in order."""
    for sentence in split_sentences(article.text, article.language):
        at = 0
        for number in facts.numbers(sentence.text, article.language):
            start = sentence.text.find(number.text, at)
            if start < 0:  # in words: where it stands is not known
                continue
            at = start + len(number.text)
            yield from _mention(article, sentence, number, (start, at))


def _mention(article: Article, sentence: Span, number: facts.Number, place: tuple[int, int]) -> Iterator[Mention]:
    start, end = place
    sign = sentence.text[:start].rstrip()[-1:]
    ahead = [(match.group(), match.end()) for match in _WORD.finditer(sentence.text[end : end + _AHEAD])][:3]
    if sign in ("€", "£", "$"):
        unit, start = _UNIT[sign], sentence.text.rindex(sign, 0, start)
    else:
        unit, length = _unit(ahead, article.language)
        end += length
    if unit and max(number.values, default=0.0) > 0:
        figure = sentence.text[start:end]
        yield Mention(figure, number.values, unit, Citation(0, article, sentence))


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


def _comparable(one: Mention, other: Mention) -> bool:
    """Whether two articles give figures of one unit and size that are not the same, nor one the other rounded."""
    if one.unit != other.unit or one.citation.article.id == other.citation.article.id or one.values & other.values:
        return False
    small, large = sorted((max(one.values), max(other.values)))
    return large <= _SIZE * small and not (_rounds(small, large) or _rounds(large, small))


def _rounds(rough: float, exact: float) -> bool:
    """Whether `rough` is `exact` with two significant figures: "about 1,200" for 1,234.56. Small numbers are counts."""
    return rough >= 100 and float(f"{exact:.2g}") == rough


def _alike(pairs: Sequence[tuple[Mention, Mention]], library: Library, embedder: Embedder) -> list[float]:
    """The cosine of the two sentences of each pair, each less the centre of its language."""
    languages = {one.citation.quote: one.citation.article.language for pair in pairs for one in pair}
    if not languages:
        return []
    centres = plain_centres(library, embedder)
    rows = embedder.embed(list(languages), "passage") - np.array([centres[one] for one in languages.values()])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    row = dict(zip(languages, rows, strict=True))
    return [float(row[one.citation.quote] @ row[other.citation.quote]) for one, other in pairs]
