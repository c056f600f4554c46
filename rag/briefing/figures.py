"""Figures that the articles of a story give differently for one thing: each with the sentence that gives it.

Two figures are for one thing when they count the same unit, are of one size, and stand in sentences that say much the
same and do not name other people and places. A figure has changed when one outlet gives another than it did before;
between two outlets figures differ, whatever their days: the one may only know what the other does not believe.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from rag.answering.centres import centres, off_centre
from rag.briefing.edition import FiguresKind
from rag.checking import facts
from rag.checking.figures import SIZE, Figure, differ, figures
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Citation

_ALIKE, _ALIKE_COUNTED = 0.38, 0.2
"""Least cosine of the two sentences, for measures and unknown units, and for what is counted one by one. With
them 8 of the 10 disagreements planted in the sample newsstand are found, and one more: a petition that grew."""

_MOST, _MOST_READINGS = 3, 4

_NAMES_ALIKE = 0.75
"""Share of their letters from which two names may be one in two languages: Londres is London."""

_FORECAST = re.compile(
    r"\b(?:pourrai(?:t|ent)|devrai(?:t|ent)|pr[ée]visions?|could|might|forecasts?|expected to)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:pas|not)\s+(?:de\s+)?$", re.IGNORECASE)
_IN_A_YEAR = re.compile(r"\b(?:en|in)\s(1[89]\d\d|20\d\d)\b", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\b(?:de|of)\s(1[89]\d\d|20\d\d)\b", re.IGNORECASE)
_BESIDE = 12
"""Characters between a figure and its year: « le niveau de 1994, soit 4,42 mètres », but “a painting of 1907, bought
by the museum for”."""


@dataclass(frozen=True)
class Mention:
    """A figure as an article gives it, in the cited sentence."""

    figure: Figure
    citation: Citation

    @property
    def text(self) -> str:
        """The figure with its unit, a slice of the cited sentence."""
        return self.citation.quote[self.figure.start : self.figure.end]

    @property
    def article(self) -> Article:
        return self.citation.article

    @property
    def when(self) -> str:
        """The moment of publication, ISO; "" when unknown."""
        return self.article.published or ""


@dataclass(frozen=True)
class Difference:
    """Figures for one thing, the earliest first. "change": one outlet's figure before and now; "differ": outlets'."""

    kind: FiguresKind
    mentions: tuple[Mention, ...]


_Pair = tuple[Mention, Mention]


def differing(
    articles: Sequence[Article], library: Library, embedder: Embedder, before: Set[str] = frozenset()
) -> list[Difference]:
    """Figures for one thing that `articles` give differently, each figure once, what changed first.

    `before` are the ids of those that are no news: what they say among themselves is left out.
    """
    ordered = sorted(articles, key=lambda one: one.published or "")
    titles = {_spaced(one.title) for one in articles}
    found = [one for article in ordered for one in _mentions(article) if not _in_a_title(one, titles)]
    pairs = [pair for pair in combinations(found, 2) if _comparable(*pair)]
    alike = zip(pairs, _alike(pairs, library, embedder), strict=True)
    same = [pair for pair, similarity in sorted(alike, key=lambda one: -one[1]) if similarity >= _least(*pair)]
    units = dict.fromkeys(pair[0].figure.unit for pair in same)
    of_units = [_of_unit([pair for pair in same if pair[0].figure.unit == unit], before) for unit in units]
    several = [one for told in of_units for one in told]
    return sorted(several, key=lambda one: one.kind != "change")[:_MOST]


def _of_unit(pairs: Sequence[_Pair], before: Set[str]) -> list[Difference]:
    """What changed and what differs, each of the latter from each other. Of what moves only one day's are compared."""
    fresh = [pair for pair in pairs if pair[1].article.id not in before]
    moves = any(_one_outlet(*pair) and pair[0].when < pair[1].when for pair in pairs)
    known = {frozenset(map(id, pair)) for pair in pairs}
    readings: list[Mention] = []
    for pair in fresh:
        if not _one_outlet(*pair) and (not moves or pair[0].when[:10] == pair[1].when[:10]):
            adding = [one for one in pair if not any(one.figure.values & other.figure.values for other in readings)]
            if all(frozenset((id(one), id(other))) in known for one in adding for other in readings):
                readings += adding[: _MOST_READINGS - len(readings)]
    told = tuple(sorted(readings, key=lambda mention: mention.when))
    return [*_changes(fresh, before), *([Difference("differ", told)] if len(told) > 1 else [])]


def _changes(pairs: Sequence[_Pair], before: Set[str]) -> list[Difference]:
    """For each outlet its last figure of those `before` and its first one since; of a range, its first and last."""
    outlets: dict[str | None, list[_Pair]] = {}
    for pair in pairs:
        if _one_outlet(*pair) and pair[0].when < pair[1].when:
            outlets.setdefault(pair[0].article.source, []).append(pair)
    found: dict[frozenset[float], Difference] = {}
    for own in outlets.values():
        since = [pair for pair in own if pair[0].article.id in before]
        start = max(pair[0].when for pair in since) if since else min(pair[0].when for pair in own)
        ends = [pair for pair in own if pair[0].when == start]
        told = (min if since else max)(ends, key=lambda pair: pair[1].when)
        found.setdefault(told[0].figure.values | told[1].figure.values, Difference("change", told))
    return list(found.values())


def _one_outlet(one: Mention, other: Mention) -> bool:
    return one.article.source is not None and one.article.source == other.article.source


def _comparable(one: Mention, other: Mention) -> bool:
    """Whether two articles give figures of one kind that differ, and neither sentence holds both."""
    apart = one.article.id != other.article.id and differ(one.figure, other.figure, _most(one, other))
    return apart and not (_holds(one, other) or _holds(other, one)) and _may_be_of_one(one, other)


def _holds(one: Mention, other: Mention) -> bool:
    """Whether the sentence of `one`, or its title, gives the figure of `other` too: « contre 418 euros auparavant »."""
    known = (each for text in (one.citation.quote, one.article.title) for each in figures(text, one.article.language))
    return any(figure.unit == other.figure.unit and figure.values & other.figure.values for figure in known)


def _most(one: Mention, other: Mention) -> float:
    """How many times as much one figure may be: a toll without limit, of one day or in one outlet, as it grows."""
    together = one.when[:10] == other.when[:10] or _one_outlet(one, other)
    return math.inf if one.figure.toll and together else SIZE


def _least(one: Mention, other: Mention) -> float:
    near_in_size = differ(one.figure, other.figure)
    return _ALIKE_COUNTED if one.figure.counted and near_in_size else _ALIKE


def _may_be_of_one(one: Mention, other: Mention) -> bool:
    """Whether the sentences share a name, or one of them names nobody and nothing."""
    ours, theirs = _names(one), _names(other)
    return not ours or not theirs or any(facts.same_name(a, b, _NAMES_ALIKE) for a in ours for b in theirs)


def _names(mention: Mention) -> set[str]:
    return {facts.name_key(name) for name in facts.names(mention.citation.quote)}


def _mentions(article: Article) -> Iterator[Mention]:
    """The figures of `article` that count something now, in order."""
    for sentence in split_sentences(article.text, article.language):
        for figure in figures(sentence.text, article.language):
            if not _elsewhen(sentence.text, figure, article.published):
                yield Mention(figure, Citation(0, article, sentence))


def _in_a_title(mention: Mention, titles: Set[str]) -> bool:
    """Whether the sentence only names another article of the story by its title: a correction quotes what was wrong."""
    sentence, figure = _spaced(mention.citation.quote), mention.figure
    return any(0 <= (at := sentence.find(title)) <= figure.start and figure.end <= at + len(title) for title in titles)


def _spaced(text: str) -> str:
    """`text` with plain spaces, each sign at its place."""
    return re.sub(r"\s", " ", text)


def _elsewhen(sentence: str, figure: Figure, published: str | None) -> bool:
    """Whether `sentence` tells what may come, what is not, or gives the figure of a year before the article's."""
    beside = sentence[max(0, figure.start - _BESIDE - len("de 1994")) : figure.end + _BESIDE + len("de 1994")]
    years = {found.group(1) for found in (*_IN_A_YEAR.finditer(sentence), *_OF_A_YEAR.finditer(beside))}
    untrue = bool(_DENIED.search(sentence[: figure.start]) or _FORECAST.search(sentence))
    return untrue or any(year < (published or "")[:4] for year in years)


def _alike(pairs: Sequence[_Pair], library: Library, embedder: Embedder) -> list[float]:
    """The cosine of the two sentences of each pair, each less the centre of its language."""
    languages = {one.citation.quote: one.article.language for pair in pairs for one in pair}
    if not languages:
        return []
    plain = centres(library, embedder).articles
    rows = off_centre(embedder.embed(list(languages), "passage"), np.array([plain[one] for one in languages.values()]))
    row = dict(zip(languages, rows, strict=True))
    return [float(row[one.citation.quote] @ row[other.citation.quote]) for one, other in pairs]
