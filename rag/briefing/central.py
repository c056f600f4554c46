"""The sentences that several articles agree on: what a summary should draw from.

A sentence is weighed by how much the other articles say the same, and by its place, since news says what matters
first. Names and numbers count as words, so that French and English sentences on the same fact meet.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.answering import facts
from rag.library.stems import content_stems
from rag.records import Article, Evidence, Span

_MOST_SENTENCES = 30
"""Sentences read of each article: what comes later is hardly ever what the story is about."""

_LEAD = 0.3
"""Weight of the place beside agreement; it halves at the third sentence."""

_SHORTEST_CHARS = 40
_ALIKE = 0.6
"""A sentence this near to a chosen one adds nothing."""

_UNCLEAR = 0.7
"""Factor for sentences that begin with a word pointing to the one before."""

_POINTING = ("il ", "ils ", "elle ", "elles ", "ce ", "cela ", "ces ", "he ", "she ", "they ", "it ", "this ", "these ")


@dataclass(frozen=True)
class _Candidate:
    article: int
    place: int
    evidence: Evidence
    keys: frozenset[str]

    @property
    def bonus(self) -> float:
        """What its place and its form are worth."""
        text = self.evidence.span.text
        whole = len(text) >= _SHORTEST_CHARS and text[-1:] in '.!?…»”"'
        return _LEAD / (1 + self.place / 2) - (0.0 if whole else _LEAD)


def central_sentences(articles: Iterable[tuple[Article, Sequence[Span]]], budget: int) -> tuple[Evidence, ...]:
    """Sentences of `articles` whose estimated tokens sum to at most `budget` (one at least), in reading order.

    The more central, the higher their score. For one article these are its first sentences.
    """
    candidates = [
        _Candidate(number, place, Evidence(article, span, 0.0), _keys(article, span))
        for number, (article, spans) in enumerate(articles)
        for place, span in enumerate(spans[:_MOST_SENTENCES])
    ]
    if not candidates:
        return ()
    alike = _similarities([one.keys for one in candidates])
    scores = _scores(candidates, alike)
    chosen = _chosen(candidates, scores, alike, budget)
    return tuple(replace(candidates[number].evidence, score=scores[number]) for number in sorted(chosen))


def _keys(article: Article, span: Span) -> frozenset[str]:
    numbers = {f"{value:g}" for number in facts.numbers(span.text, article.language) for value in number.values}
    names = {facts.name_key(name) for name in facts.names(span.text)}
    return frozenset({*content_stems(span.text, article.language), *numbers, *names})


def _similarities(keys: Sequence[frozenset[str]]) -> NDArray[np.float32]:
    """Cosines of the sentences by their words, weighed by inverse sentence frequency: shape (n, n)."""
    held = Counter(key for one in keys for key in one)
    column = {key: place for place, key in enumerate(held)}
    rows = np.zeros((len(keys), max(1, len(column))), dtype=np.float32)
    for row, one in zip(rows, keys, strict=True):
        for key in one:
            row[column[key]] = math.log(1 + len(keys) / held[key])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def _scores(candidates: Sequence[_Candidate], alike: NDArray[np.float32]) -> list[float]:
    """The mean, over the other articles, of the nearest sentence there, and the bonus of the place."""
    owner = np.array([one.article for one in candidates])
    others = {number: np.flatnonzero(owner == number) for number in dict.fromkeys(owner.tolist())}
    scores = []
    for number, one in enumerate(candidates):
        best = [float(alike[number, rows].max()) for article, rows in others.items() if article != one.article]
        agreed = sum(best) / len(best) if best else 0.0
        unclear = one.evidence.span.text.lower().startswith(_POINTING)
        scores.append((agreed + one.bonus) * (_UNCLEAR if unclear and best else 1.0))
    return scores


def _chosen(
    candidates: Sequence[_Candidate], scores: Sequence[float], alike: NDArray[np.float32], budget: int
) -> list[int]:
    chosen: list[int] = []
    for number in sorted(range(len(candidates)), key=lambda one: (-scores[one], one)):
        cost = len(candidates[number].evidence.span.text) // 3 + 1
        if chosen and (cost > budget or alike[number, chosen].max() > _ALIKE):
            continue
        chosen.append(number)
        budget -= cost
    return chosen
