"""The passages that fit a question best: BM25 and vectors, fused, then weighed by their best sentence.

Fusion is a sum of scores, not of ranks: both scores say by how much one passage is better than the next, and on the
development questions that found the right article first more often than reciprocal rank fusion (docs/decisions.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rag.answering.centres import Centres, centres, off_centre
from rag.answering.terms import TermWeights
from rag.checking.named import names_held
from rag.library.index import LibraryIndex
from rag.library.sentences import split_sentences
from rag.library.stems import content_stems, match_query
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Hit, Passage, Query, Vector

_CANDIDATES = 30
"""Passages asked of each of the two searches: the right one was among them for every development question."""

_NEAR = 0.05
"""How much farther in meaning than the nearest a passage is that tells e times less in which language the subject is
written about. From 0.03 to 0.2 made no difference."""

_NAMED = 5
"""First passages put in order again by the names in their articles: reading a whole article takes 2 to 4 ms."""

MOST_OF_OUTLET = 3
"""Passages of one outlet among those read for an answer, when other outlets were found too."""


@dataclass(frozen=True)
class Weights:
    """What each signal counts beside the others; `bench/ablation.py` tells what each is worth."""

    words: float = 1.0
    """BM25, as a share of the best passage's."""

    sentence: float = 2.0
    """The best sentence: unlike BM25 it does not fall when other articles of a larger library use the words."""

    meaning: float = 1 / 0.2
    """Cosine without the centres of the languages: 0.2 weighs as much as a full score. From 0.16 to 0.25 made one
    question's difference."""

    names: float = 0.6
    """Share of the question's names that the article holds. From 0.4 to 0.7 made one question's difference."""

    foreign: float = 0.4
    """What all but `meaning` counts in the other language: names and numbers, but also false friends. On 102 English
    questions about French documents the right one came first for 0.96 of them, with full weight for 0.87. In the
    language of the question it counts the share of that language among what is near in meaning, but no less: where
    French articles are about the subject, what an English one has of the question's words is chance."""


class Retriever:
    """Searches the library for passages."""

    def __init__(
        self, library: Library, index: LibraryIndex, embedder: Embedder, weights: Weights | None = None
    ) -> None:
        self._library = library
        self._index = index
        self._embedder = embedder
        self._weights = weights or Weights()

    def search(self, query: Query, limit: int) -> list[Hit]:
        """At most `limit` passages, the best first. Empty when the library is. Raises LibraryError, ModelError."""
        lexical = dict(self._library.lexical(match_query(query.whole), _CANDIDATES, query.filters))
        hits = self._candidates(query, lexical)
        terms = TermWeights.asked(query, self._library)
        best_lexical = max(lexical.values(), default=0.0) or 1.0
        best_meaning = max((hit.meaning for hit in hits if hit.meaning is not None), default=0.0)
        count, own = self._weights, self._own_share(query, hits, best_meaning)

        def scored(hit: Hit) -> Hit:
            words = count.words * (hit.lexical or 0.0) / best_lexical + count.sentence * best_sentence(hit, terms)
            meaning = 0.0 if hit.meaning is None else count.meaning * (hit.meaning - best_meaning)
            told = own if hit.article.language == query.language else count.foreign
            return replace(hit, score=told * words + meaning)

        ranked = _best_first(map(scored, hits))
        return [*_best_first(self._named(query, hit) for hit in ranked[:_NAMED]), *ranked[_NAMED:]][:limit]

    def _named(self, query: Query, hit: Hit) -> Hit:
        """`hit` with what it gains by the names of its article."""
        share = 1.0 if hit.article.language == query.language else self._weights.foreign
        gain = self._weights.names * share * names_held(query.whole, hit.article) if self._weights.names else 0.0
        return replace(hit, score=hit.score + gain)

    def _own_share(self, query: Query, hits: Sequence[Hit], best_meaning: float) -> float:
        """What words count in the language of the question: the share of it among what is near in meaning."""
        weighed = [(hit, math.exp((hit.meaning - best_meaning) / _NEAR)) for hit in hits if hit.meaning is not None]
        own = sum(weight for hit, weight in weighed if hit.article.language == query.language)
        return max(self._weights.foreign, own / sum(weight for _, weight in weighed)) if weighed else 1.0

    def _candidates(self, query: Query, lexical: Mapping[str, float]) -> list[Hit]:
        """What BM25 found and the passages nearest in meaning, each with both cosines."""
        vector: Vector = self._embedder.embed([query.whole], "query")[0]
        around: Vector = off_centre(vector, self._centres.questions[query.language])
        within = None if query.filters.empty else self._library.searchable(query.filters)
        near = [found.passage_id for found in self._index.search(around, _CANDIDATES, within)]
        keys = list(dict.fromkeys([*lexical, *near]))
        rows = dict(zip(*self._library.vectors(keys), strict=True))

        def hit(article: Article, passage: Passage) -> Hit:
            found, row = Hit(article, passage, 0.0, lexical=lexical.get(passage.id)), rows.get(passage.id)
            if row is None:  # not embedded yet
                return found
            apart = off_centre(row, self._centres.articles[article.language])
            return replace(found, similarity=float(row @ vector), meaning=float(apart @ around))

        return [hit(*one) for one in self._library.passages(keys)]

    @cached_property
    def _centres(self) -> Centres:
        return centres(self._library, self._embedder)


def _best_first(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: -hit.score)


def spread(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The first `limit` of `hits`, no outlet taking more than MOST_OF_OUTLET places while others have some to offer.

    An article without an outlet is its own. The order stays that of the search.
    """
    taken: Counter[str] = Counter()
    first: list[Hit] = []
    for hit in hits:
        outlet = hit.article.source or hit.article.id
        taken[outlet] += 1
        if taken[outlet] <= MOST_OF_OUTLET:
            first.append(hit)
    kept = first[:limit]
    rest = [hit for hit in hits if hit not in first][: limit - len(kept)]
    return _best_first([*kept, *rest])


def best_sentence(hit: Hit, weights: TermWeights) -> float:
    """The largest share of the question's words that one sentence of the passage holds, with its article's title."""
    language = hit.article.language
    title = set(content_stems(hit.article.title, language))
    sentences = split_sentences(hit.passage.span.text, language)
    return max((weights.coverage(title.union(content_stems(s.text, language))) for s in sentences), default=0.0)
