"""How near two articles are, whatever their languages: the cosine of their vectors, less the centre of their language.

Articles that name others altogether are less near, and so are those of other days.

The vectors of an embedder lie close together, those of each language around a centre of their own. Taking the centre
away leaves what an article says. A small library has no centre to speak of: plain news sentences stand in for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.answering.centres import centres, off_centre
from rag.checking import facts
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import LANGUAGES, Article, Matrix

_PLAIN_WEIGHT = 5
"""Articles that the plain sentences count for: without them, the stories of libraries of one to five sample stories
were found with a B-cubed F1 of 0.82; with 5, 0.997; with 20 or more the whole newsstand suffered."""

_DAY_COST, _FREE_DAYS, _MOST_COST = 0.005, 3, 0.15
"""What each day between two articles takes from their similarity, after the first days: columns come back, events do
not."""


_STRANGERS_COST, _COSTLY = 0.15, 0.2
"""What two articles lose that both name somebody or something and share no name: two towns vote a budget on one day. In
the sample newsstand no two articles of one story are such. Asked only of articles so near: others are apart anyway."""

_NAMES_CHARS = 3_000
"""Characters of an article, its title first, in which it has named whom it is about. With 1,500 affairs of the
development set fell apart (B-cubed F1 0.945 instead of 0.964); reading names takes a millisecond for each article."""

_NAME_LETTERS = 4
"""Letters by which a name is known in both languages: Londres is London."""


@dataclass(frozen=True)
class Nearness:
    """Articles as points: `vectors` has shape (n, d), unit length or zero; `days` are ordinals, 0 where unknown.

    `names` are what each article names, in one form for both languages.
    """

    vectors: Matrix
    days: NDArray[np.int64]
    names: Sequence[frozenset[str]]

    def of(self, numbers: NDArray[np.int64]) -> Nearness:
        """Some of the points."""
        return Nearness(self.vectors[numbers], self.days[numbers], [self.names[one] for one in numbers])

    def similarities(self, some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float32]:
        """Shape (n, m): by content, less what the days between them cost, and names that are all others."""
        content: NDArray[np.float32] = self.vectors[some] @ self.vectors[others].T
        first, second = self.days[some][:, None], self.days[others][None, :]
        apart = np.where((first > 0) & (second > 0), np.abs(first - second), 0) - _FREE_DAYS
        near: NDArray[np.float32] = content - np.clip(apart * _DAY_COST, 0, _MOST_COST).astype(np.float32)
        for row, column in np.argwhere(near >= _COSTLY).tolist():
            ours, theirs = self.names[some[row]], self.names[others[column]]
            if ours and theirs and ours.isdisjoint(theirs):
                near[row, column] -= _STRANGERS_COST
        return near


def nearness(articles: Sequence[Article], library: Library, embedder: Embedder) -> Nearness:
    """The points of `articles`; a reprint stands where its original does. Raises LibraryError, ModelError."""
    known, reprints = library.article_vectors(), library.reprints()
    nowhere = np.zeros(library.dimensions, dtype=np.float32)
    rows = [known.get(reprints.get(one.id, one.id), nowhere) for one in articles]
    vectors = np.array(rows, dtype=np.float32).reshape(len(rows), len(nowhere))
    plain = centres(library, embedder).articles
    for language in LANGUAGES:
        own = np.array([one.language == language for one in articles], dtype=bool) & vectors.any(axis=1)
        centre = (vectors[own].sum(axis=0) + _PLAIN_WEIGHT * plain[language]) / (own.sum() + _PLAIN_WEIGHT)
        vectors[own] = off_centre(vectors[own], centre)
    days = np.array([ordinal(one.published) for one in articles])
    return Nearness(vectors, days, [_names(one) for one in articles])


def _names(article: Article) -> frozenset[str]:
    """What the article names: the first letters of plain names, since they are written otherwise in two languages."""
    keys = (facts.name_key(one) for one in facts.names(f"{article.title}.\n{article.text}"[:_NAMES_CHARS]))
    return frozenset(key if "-" in key else key[:_NAME_LETTERS] for key in keys)


def ordinal(published: str | None) -> int:
    """The day of an ISO date as a number; 0 when there is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return 0
