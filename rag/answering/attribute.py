"""Which sentences a claim comes from, computed: the model is never asked, and what it cites by itself is removed.

A claim is compared with each sentence of the evidence by the words, numbers and names they share, what the question
had already said counting less; where the languages differ, or words are few, by the cosine of their embeddings too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.answering.terms import TermWeights
from rag.checking import facts
from rag.library.stems import content_stems
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import LANGUAGES, Evidence, Language

_LEAST = 0.3
"""A sentence that shares less with the claim is no source: the claim is shown as unsupported instead."""

_CLEAR = 0.6
"""When words alone agree this much, embeddings are not asked."""

_GAIN = 0.12
"""A further sentence is cited when it holds at least this much more of the claim."""

_MOST = 3
"""Citations of one claim."""

_ALREADY_ASKED = 0.3
"""Weight of the words that the question held: repeating them says nothing of where the answer comes from."""

_TITLE = 0.3
"""Weight of what only the title of the article holds."""

_FACT = 0.5
"""Weight of numbers and names beside words: they are what a reader checks."""


@dataclass(frozen=True)
class _Source:
    evidence: Evidence
    stems: frozenset[str]
    facts: frozenset[str]
    title: frozenset[str]


class Attributor:
    """Finds the source sentences of claims among the evidence of one answer."""

    def __init__(self, library: Library, embedder: Embedder, evidence: Sequence[Evidence], question: str) -> None:
        self._library = library
        self._embedder = embedder
        self._sources = [_source(item) for item in evidence]
        self._asked = [stem for language in LANGUAGES for stem in content_stems(question, language)]
        self._asked_facts = _facts(question, "fr") | _facts(question, "en")

    def sources(self, claim: str, language: Language) -> list[Evidence]:
        """The sentences that `claim` rests on, the best first; empty when none is near enough."""
        words = TermWeights.of(claim, self._library).without_figures()
        weights = words.reweighed(self._asked, _ALREADY_ASKED)
        wanted = _facts(claim, language) - self._asked_facts
        scores = self._scores(claim, weights, wanted, language)
        if not scores or max(scores) < _LEAST:
            return []
        return self._chosen(scores, weights, wanted)

    def _scores(self, claim: str, weights: TermWeights, wanted: set[str], language: Language) -> list[float]:
        lexical = [_fit(weights, wanted, source) for source in self._sources]
        foreign = any(source.evidence.article.language != language for source in self._sources)
        if not lexical or (max(lexical) >= _CLEAR and not foreign):
            return lexical
        # Meaning may help a sentence that shares few words, never hurt one that shares many.
        both = zip(lexical, self._similarities(claim), strict=True)
        return [max(words, (words + meaning) / 2) for words, meaning in both]

    def _similarities(self, claim: str) -> list[float]:
        """Cosines stretched so that unrelated sentences of one topic are near 0 and paraphrases near 1."""
        texts = [claim, *(source.evidence.span.text for source in self._sources)]
        vectors = self._embedder.embed(texts, "query")
        return [float(value) for value in np.clip((vectors[1:] @ vectors[0] - 0.8) / 0.15, 0.0, 1.0)]

    def _chosen(self, scores: Sequence[float], weights: TermWeights, wanted: set[str]) -> list[Evidence]:
        """The best sentence, then each one that adds enough of what is still missing."""
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        first = self._sources[order[0]]
        chosen, stems, known = [first], set(first.stems | first.title), set(first.facts)
        for source in (self._sources[i] for i in order[1:]):
            before = _agreement(weights, wanted, stems, known)
            gain = _agreement(weights, wanted, stems | source.stems, known | source.facts) - before
            if gain >= _GAIN and len(chosen) < _MOST:
                chosen.append(source)
                stems |= source.stems
                known |= source.facts
        return [source.evidence for source in chosen]


def _source(evidence: Evidence) -> _Source:
    language, text = evidence.article.language, evidence.span.text
    title = frozenset(content_stems(evidence.article.title, language))
    return _Source(evidence, frozenset(content_stems(text, language)), frozenset(_facts(text, language)), title)


def _fit(weights: TermWeights, wanted: set[str], source: _Source) -> float:
    """How much of the claim the sentence itself holds; what only the title adds counts for little, as all share it."""
    own = _agreement(weights, wanted, source.stems, source.facts)
    titled = _agreement(weights, wanted, source.stems | source.title, source.facts)
    return own + _TITLE * (titled - own)


def _agreement(
    weights: TermWeights, wanted: set[str], stems: set[str] | frozenset[str], known: set[str] | frozenset[str]
) -> float:
    words = weights.coverage(stems)
    if not wanted:
        return words
    return (words + _FACT * len(wanted & known) / len(wanted)) / (1 + _FACT)


def _facts(text: str, language: Language) -> set[str]:
    """Numbers, dates and names of `text` as comparable keys."""
    values = {f"{value:.15g}" for number in facts.numbers(text, language) for value in number.values}
    return values | facts.dates(text) | {facts.name_key(name) for name in facts.names(text)}
