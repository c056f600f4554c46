"""From a question to what is known before the model is asked: passages, the sentences it will read, signals."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.answerability import CALIBRATED_EMBEDDER, Signals
from rag.answering.evidence import select_evidence, weighed_sentences
from rag.answering.retrieve import Retriever, best_sentence, spread
from rag.answering.terms import TermWeights
from rag.checking.named import names_held
from rag.generation import Seconds
from rag.library.store import Library
from rag.records import Evidence, Hit, Query

_NEAREST = 5
"""Passages read for evidence, and shown when there is no answer."""


@dataclass(frozen=True)
class Found:
    """What the search found: passages best first, all their sentences, and of these the evidence as it is read."""

    query: Query
    nearest: tuple[Hit, ...]
    sentences: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    weights: TermWeights
    signals: Signals
    seconds: Seconds


@dataclass(frozen=True)
class Finder:
    """Searches for a question, and picks at most `evidence_tokens` of sentences."""

    library: Library
    retriever: Retriever
    evidence_tokens: int

    def find(self, query: Query) -> Found:
        """The passages nearest to `query`, and the sentences to be read. Raises LibraryError, ModelError."""
        started = time.monotonic()
        hits = self._nearest(query)
        if not hits and query.period:  # nothing of those days: the question still has its other words
            query = replace(query, filters=replace(query.filters, since=None, until=None), period=None)
            hits = self._nearest(query)
        searched = time.monotonic()
        weights = TermWeights.asked(query, self.library)
        sentences = weighed_sentences(hits, weights)
        evidence = select_evidence(sentences, self.evidence_tokens, estimated_tokens)
        seconds = Seconds(search=searched - started, first_evidence=time.monotonic() - started)
        return Found(query, tuple(hits), sentences, evidence, weights, self._signals(query, hits, weights), seconds)

    def _signals(self, query: Query, hits: Sequence[Hit], weights: TermWeights) -> Signals:
        if not hits:
            return Signals(0.0, None, 0.0, False)
        best = hits[0].article
        comparable = self.library.embedder == CALIBRATED_EMBEDDER
        return Signals(
            coverage=max(best_sentence(hit, weights) for hit in hits),
            similarity=hits[0].similarity if comparable else None,
            names=names_held(query.whole, best),
            foreign=best.language != query.language,
        )

    def _nearest(self, query: Query) -> list[Hit]:
        return spread(self.retriever.search(query, 3 * _NEAREST), _NEAREST)


def estimated_tokens(text: str) -> int:
    """An upper estimate of the tokens of French or English text: asking the model would wait behind other requests."""
    return len(text) // 3 + 1
