"""How much each word of a text is worth: rare words tell articles apart, common ones do not."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rag.library.stems import content_stems, content_words, stem
from rag.library.store import Library
from rag.records import LANGUAGES, Query

_TOLD_BEFORE = 0.5
"""Weight of the words of the exchange before: they say which subject, the new question says what of it."""


@dataclass(frozen=True)
class Term:
    """A word by its French and English stems (either may be met in an article), and its weight."""

    stems: frozenset[str]
    weight: float


@dataclass(frozen=True)
class TermWeights:
    """The words of a text, weighed by inverse document frequency (the BM25 form, Robertson and Zaragoza 2009)."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, text: str, library: Library) -> TermWeights:
        """The content words of `text`, weighed by how few passages of `library` hold them."""
        groups = {frozenset(stem(word, language) for language in LANGUAGES) for word in content_words(text)}
        frequencies = library.stem_frequencies({one for group in groups for one in group})
        total = library.passage_count()
        return cls(
            tuple(
                Term(group, _inverse_frequency(max(frequencies.get(one, 0) for one in group), total))
                for group in groups
            )
        )

    @classmethod
    def asked(cls, query: Query, library: Library) -> TermWeights:
        """The words of a question; those of the exchange that it refers to count half."""
        weights = cls.of(query.whole, library)
        if query.previous is None:
            return weights
        own = {one for language in LANGUAGES for one in content_stems(query.text, language)}
        told = [one for term in weights.terms if own.isdisjoint(term.stems) for one in term.stems]
        return weights.reweighed(told, _TOLD_BEFORE)

    def coverage(self, stems: Collection[str]) -> float:
        """The share of the weight that `stems` hold, from 0 to 1."""
        total = sum(term.weight for term in self.terms)
        held = sum(term.weight for term in self.terms if not term.stems.isdisjoint(stems))
        return held / total if total else 0.0

    def without_figures(self) -> TermWeights:
        """The same words less those in figures, for whoever compares numbers by their values."""
        return TermWeights(tuple(term for term in self.terms if not any(one.isdigit() for one in term.stems)))

    def reweighed(self, less: Sequence[str], factor: float) -> TermWeights:
        """The same words, those whose stems are in `less` counting `factor` times their weight."""
        known = set(less)
        return TermWeights(
            tuple(
                Term(term.stems, term.weight * (factor if not term.stems.isdisjoint(known) else 1.0))
                for term in self.terms
            )
        )


def _inverse_frequency(frequency: int, total: int) -> float:
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
