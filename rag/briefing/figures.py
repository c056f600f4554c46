"""Figures that the articles of a story give differently for one thing: each with the sentence that gives it.

Two figures are for one thing when they count the same unit, are of one size, and stand in sentences that say much the
same. That finds contradictions between outlets, and what changed from one day to the next; it does not tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from rag.answering.centres import centres, off_centre
from rag.checking.figures import Figure, differ, figures
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Citation

_ALIKE, _ALIKE_COUNTED = 0.38, 0.2
"""Least cosine of the two sentences, for measures and unknown units, and for what is counted one by one. Set on
the sample newsstand: 7 of its 9 planted disagreements in figures, and no pair that is not for one thing."""

_MOST, _MOST_READINGS = 3, 4


@dataclass(frozen=True)
class Mention:
    """A figure as an article gives it, in the cited sentence."""

    figure: Figure
    citation: Citation

    @property
    def text(self) -> str:
        """The figure with its unit, a slice of the cited sentence."""
        return self.citation.quote[self.figure.start : self.figure.end]


def differing(articles: Sequence[Article], library: Library, embedder: Embedder) -> list[tuple[Mention, ...]]:
    """Groups of figures for one thing that `articles` give differently, each figure once, in the articles' order."""
    found = [mention for article in articles for mention in _mentions(article)]
    pairs = [
        (one, other)
        for one, other in combinations(found, 2)
        if one.citation.article.id != other.citation.article.id and differ(one.figure, other.figure)
    ]
    alike = _alike(pairs, library, embedder)
    groups: dict[str, dict[frozenset[float], Mention]] = {}
    for pair, similarity in sorted(zip(pairs, alike, strict=True), key=lambda one: -one[1]):
        figure = pair[0].figure
        if similarity >= (_ALIKE_COUNTED if figure.counted else _ALIKE):
            group = groups.setdefault(figure.unit, {})
            for mention in pair:
                values = mention.figure.values
                if len(group) < _MOST_READINGS and not any(values & known for known in group):
                    group[values] = mention
    order = {id(mention): place for place, mention in enumerate(found)}
    several = [sorted(one.values(), key=lambda mention: order[id(mention)]) for one in groups.values() if len(one) > 1]
    return [tuple(one) for one in several[:_MOST]]


def _mentions(article: Article) -> Iterator[Mention]:
    """The figures of `article` that count something, in order."""
    for sentence in split_sentences(article.text, article.language):
        for figure in figures(sentence.text, article.language):
            yield Mention(figure, Citation(0, article, sentence))


def _alike(pairs: Sequence[tuple[Mention, Mention]], library: Library, embedder: Embedder) -> list[float]:
    """The cosine of the two sentences of each pair, each less the centre of its language."""
    languages = {one.citation.quote: one.citation.article.language for pair in pairs for one in pair}
    if not languages:
        return []
    plain = centres(library, embedder).articles
    rows = off_centre(embedder.embed(list(languages), "passage"), np.array([plain[one] for one in languages.values()]))
    row = dict(zip(languages, rows, strict=True))
    return [float(row[one.citation.quote] @ row[other.citation.quote]) for one, other in pairs]
