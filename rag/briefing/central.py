"""The sentences that make a summary, as they stand: what several articles say, or how one article begins.

A sentence is weighed by how near the other articles come to it, by how many of them use its words, and by its place,
since news says what matters first. Names and numbers count as words, so that French and English sentences on the same
fact meet. Sentences are taken one after the other, those near to what was taken already losing weight (maximal marginal
relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.checking import facts
from rag.library.stems import content_stems
from rag.records import Article, Evidence, Span

_MOST_SENTENCES = 30
"""Sentences read of each article: what comes later is hardly ever what the story is about."""

_LEAD, _LEAD_ALONE = 0.3, 0.5
"""Weight of the place beside what the other articles say, and in one article; it halves at the third sentence."""

_ODD = 0.3
"""What a sentence loses that is no whole sentence, or the outlet about itself; among several articles, one of odd size
too."""

_SHORTEST_CHARS = 40
_SHORTEST_WORDS, _LONGEST_WORDS = 8, 45

_REPEATED = 0.5
"""Weight of the likeness to what was taken already."""

_ALIKE = 0.6
"""A sentence this near to one taken adds nothing."""

_UNCLEAR = 0.7
"""Factor for sentences that begin with a word pointing to the one before."""

_FRENCH = 0.15
"""What a French sentence gains among articles of both languages: of 60 sentences each way, the default model's English
passes the checks for 0.87 and its French for 0.53, and reads worse even then."""

_POINTING = re.compile(
    r"(?:ils?|elles?|ce|cela|ces|son|sa|ses|leurs?|ce(?:lui|lle)-ci|une? de ses|une? autre"
    r"|s?he|they|it|th(?:is|at|ese|ose)|his|her|their|its|one of his) ",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(r"\b(?:nous|notre|nos|we|our)\b", re.IGNORECASE)
"""Words of the outlet about itself, outside quotation marks."""

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class _Candidate:
    article: int
    place: int
    evidence: Evidence
    keys: frozenset[str]

    @property
    def text(self) -> str:
        return self.evidence.span.text

    @property
    def whole(self) -> bool:
        """Whether it looks like a sentence, and not like a heading, a part of a table or half of a quotation."""
        paired = not re.search(r"[«»“”\"]", _QUOTED.sub("", self.text))
        return len(self.text) >= _SHORTEST_CHARS and self.text[-1:] in '.!?…»”"' and paired

    @property
    def own(self) -> bool:
        """Whether the outlet speaks of itself: « la mairie n’a pas répondu à nos questions »."""
        return _OUR_OWN.search(_QUOTED.sub("", self.text)) is not None

    @property
    def usable(self) -> bool:
        """Whether it stands well among sentences of other articles."""
        return self.whole and not self.own and _SHORTEST_WORDS <= len(self.text.split()) <= _LONGEST_WORDS


def points_back(text: str) -> bool:
    """Whether `text` begins with a word that stands for something said before it."""
    return _POINTING.match(text) is not None


def central_sentences(articles: Iterable[tuple[Article, Sequence[Span]]], most: int) -> tuple[Evidence, ...]:
    """At most `most` sentences of `articles`, the one to take first at the beginning; its score says how central it is.

    For one article these are its first sentences.
    """
    candidates = [
        _Candidate(number, place, Evidence(article, span, 0.0), _keys(article, span))
        for number, (article, spans) in enumerate(articles)
        for place, span in enumerate(spans[:_MOST_SENTENCES])
    ]
    alike = _similarities([one.keys for one in candidates])
    scores = _scores(candidates, alike)
    return tuple(
        replace(candidates[number].evidence, score=float(scores[number])) for number in _taken(scores, alike, most)
    )


def _keys(article: Article, span: Span) -> frozenset[str]:
    numbers = {f"{value:.15g}" for number in facts.numbers(span.text, article.language) for value in number.values}
    names = {facts.name_key(name) for name in facts.names(span.text)}
    return frozenset({*content_stems(span.text, article.language), *numbers, *names})


def _similarities(keys: Sequence[frozenset[str]]) -> Floats:
    """Cosines of the sentences by their words, weighed by inverse sentence frequency: shape (n, n)."""
    held = Counter(key for one in keys for key in one)
    column = {key: place for place, key in enumerate(held)}
    rows = np.zeros((len(keys), max(1, len(column))), dtype=np.float32)
    for row, one in zip(rows, keys, strict=True):
        for key in one:
            row[column[key]] = math.log(1 + len(keys) / held[key])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def _scores(candidates: Sequence[_Candidate], alike: Floats) -> Floats:
    """Shape (n,): agreement of the other articles, share of them that use its words, place and form."""
    owner = np.array([one.article for one in candidates])
    articles = list(dict.fromkeys(owner.tolist()))
    lead = _LEAD if len(articles) > 1 else _LEAD_ALONE
    place = np.array([lead / (1 + one.place / 2) for one in candidates], dtype=np.float32)
    if len(articles) < 2:
        return place - _ODD * np.array([not one.whole or one.own for one in candidates], dtype=np.float32)
    agreed = np.array([_agreed(number, owner, alike, articles) for number in range(len(candidates))])
    clear = [_UNCLEAR if points_back(one.text) else 1.0 for one in candidates]
    odd = np.array([not one.usable for one in candidates])
    scores: Floats = (agreed + _shared(candidates, len(articles)) + place - _ODD * odd) * np.array(clear)
    french = np.array([one.evidence.article.language == "fr" for one in candidates])
    return scores if french.all() else scores + (_FRENCH * french).astype(np.float32)


def _agreed(number: int, owner: NDArray[np.int_], alike: Floats, articles: Sequence[int]) -> float:
    """The mean, over the other articles, of the likeness of the nearest sentence there."""
    others = [article for article in articles if article != owner[number]]
    return float(np.mean([alike[number, owner == article].max() for article in others]))


def _shared(candidates: Sequence[_Candidate], articles: int) -> Floats:
    """Shape (n,): the mean, over the words of a sentence, of the share of articles that use them."""
    words = {(one.article, key) for one in candidates for key in one.keys}
    users = Counter(key for _, key in words)
    shares = [sum(users[key] for key in one.keys) / (articles * max(1, len(one.keys))) for one in candidates]
    return np.array(shares, dtype=np.float32)


def _taken(scores: Floats, alike: Floats, most: int) -> list[int]:
    """Places of the candidates, in the order in which they are taken."""
    taken: list[int] = []
    while len(taken) < min(most, len(scores)):
        nearest = alike[:, taken].max(axis=1) if taken else np.zeros(len(scores), dtype=np.float32)
        left = np.where(nearest > _ALIKE, -np.inf, scores - _REPEATED * nearest)
        left[taken] = -np.inf
        best = int(left.argmax())
        if left[best] == -np.inf:
            break
        taken.append(best)
    return taken
