"""The sentences that the model is shown: few, close to the question, and readable on their own.

Each sentence is weighed by the question's words that it and its neighbours hold and by its passage's rank; the best
ones that fit the budget are kept and given back in reading order, article by article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from rag.answering.terms import TermWeights
from rag.library.sentences import split_sentences
from rag.library.stems import content_stems
from rag.records import Evidence, Hit, Span

_NEIGHBOUR = 0.35
"""Weight of the better neighbour: "il" is explained by the sentence before. From 0.2 to 0.6 made no difference."""

_TITLE = 0.3
"""Weight of the words that the title adds: it names the subject that the sentences leave out."""


_FAR = 0.6
"""How much less a sentence may weigh than the best one to be read. Of 289 development questions whose answer is among
300 tokens of sentences nine have it further down, with two fifths of those tokens; what is far misleads a small model:
of 36 wrong answers eleven became right without it, of 36 right ones three wrong."""

_USUAL_TOKENS = 300
_AFFORDABLE = ((20.0, 200), (150.0, _USUAL_TOKENS), (400.0, 500))
"""Most tokens for machines that read fewer than so many in a second; what is far takes a third of them away. In steps,
so that the same question gets the same evidence on the same machine."""

_MOST_TOKENS = 800


def affordable_tokens(reading_speed: float | None) -> int:
    """How many tokens of evidence a machine reads while a reader waits; `reading_speed` in tokens a second."""
    if reading_speed is None:
        return _USUAL_TOKENS
    return next((tokens for below, tokens in _AFFORDABLE if reading_speed < below), _MOST_TOKENS)


def weighed_sentences(hits: Sequence[Hit], weights: TermWeights) -> tuple[Evidence, ...]:
    """All sentences of `hits` (best first), their scores telling how near they are to the question."""
    return tuple(item for hit in hits for item in _weighed(hit, weights, hit.score - hits[0].score))


def select_evidence(sentences: Sequence[Evidence], budget: int, size: Callable[[str], int]) -> tuple[Evidence, ...]:
    """Those near to the best one, whose `size`s sum to at most `budget`; the best one always. In reading order."""
    least = max((item.score for item in sentences), default=0.0) - _FAR
    chosen: list[Evidence] = []
    left = budget
    for item in sorted((one for one in sentences if one.score >= least), key=lambda one: -one.score):
        cost = size(item.span.text)
        if cost <= left or not chosen:
            chosen.append(item)
            left -= cost
    return _reading_order(chosen)


def _weighed(hit: Hit, weights: TermWeights, passage_score: float) -> list[Evidence]:
    language = hit.article.language
    title = set(content_stems(hit.article.title, language))
    spans = [_shifted(span, hit.passage.span.start) for span in split_sentences(hit.passage.span.text, language)]
    own = [_fit(set(content_stems(span.text, language)), title, weights) for span in spans]
    near = [max([*own[max(0, i - 1) : i], *own[i + 1 : i + 2]], default=0.0) for i in range(len(own))]
    return [
        Evidence(hit.article, span, fit + _NEIGHBOUR * beside + passage_score)
        for span, fit, beside in zip(spans, own, near, strict=True)
    ]


def _fit(stems: set[str], title: set[str], weights: TermWeights) -> float:
    return weights.coverage(stems) + _TITLE * weights.coverage(stems | title)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)


def _reading_order(chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The article of the best sentence first, its sentences as they follow in the text."""
    rank = {item.article.id: position for position, item in reversed(list(enumerate(chosen)))}
    return tuple(sorted(chosen, key=lambda item: (rank[item.article.id], item.span.start)))


def by_article(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """`evidence` in reading order, one list for each article."""
    return [list(group) for _, group in groupby(evidence, key=lambda item: item.article.id)]
