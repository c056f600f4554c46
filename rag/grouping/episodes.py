"""The episodes of a story: which of its articles tell of the same turn of events.

Articles of one story all look alike. What tells its turns apart is what only some of them say: so each is compared by
the words that not all share, and by its vector less the centre of the story.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.grouping.clusters import clusters
from rag.grouping.nearness import Nearness
from rag.library.stems import STOP_WORDS, stem, words
from rag.records import Article

_FEWEST = 6
"""Articles of a story from which its turns can be told apart."""

_WORDS, _MEANING = 0.7, 0.3
"""Weights of both comparisons. Words alone, and meaning alone, told episodes of development stories apart less well."""

_SAME = 0.04
"""Least mean similarity of the articles of an episode, on a scale where the story as a whole is about 0."""

_DAY_COST, _FREE_DAYS, _MOST_COST = 0.03, 2, 1.0
"""What each day between two articles takes away: a turn of events is told within a few days."""


def episodes(articles: Sequence[Article], near: Nearness) -> list[list[int]]:
    """The numbers of `articles`, the points of `near`, in groups; all together when they are few."""
    if len(articles) < _FEWEST:
        return [list(range(len(articles)))]
    own = _unit(near.vectors - near.vectors.mean(axis=0))
    own_words = _own_words(articles)
    alike = _MEANING * own @ own.T + _WORDS * own_words @ own_words.T
    table: NDArray[np.float32] = (alike - _apart(near.days)).astype(np.float32)
    return clusters(len(articles), lambda some, others: table[np.ix_(some, others)], _SAME)


def _own_words(articles: Sequence[Article]) -> NDArray[np.float32]:
    """Shape (n, words): the words that some share, weighed by how few do (inverse document frequency)."""
    counts = [_stems(one) for one in articles]
    held = Counter(key for one in counts for key in one)
    column = {key: place for place, key in enumerate(key for key, number in held.items() if number > 1)}
    rows = np.zeros((len(articles), max(1, len(column))), dtype=np.float32)
    for row, one in zip(rows, counts, strict=True):
        for key, number in one.items():
            if key in column:
                row[column[key]] = (1 + math.log(number)) * math.log(len(articles) / held[key])
    return _unit(rows)


def _stems(article: Article) -> Counter[str]:
    found = words(f"{article.title}\n{article.text}")
    return Counter(stem(word, article.language) for word in found if word not in STOP_WORDS and len(word) > 1)


def _apart(days: NDArray[np.int64]) -> NDArray[np.float32]:
    known = (days[:, None] > 0) & (days[None, :] > 0)
    gaps = np.where(known, np.abs(days[:, None] - days[None, :]), 0) - _FREE_DAYS
    cost: NDArray[np.float32] = np.clip(gaps * _DAY_COST, 0, _MOST_COST).astype(np.float32)
    return cost


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit
