"""Do the articles hold the answer? A probability from the search and from the model's own yes or no.

A logistic regression on two signals: the share of the question that one sentence holds with its title, and the
log-odds of "yes" against "no" when the model is asked over the same extracts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.records import Hit, Language

CHOICES: Mapping[Language, tuple[str, str]] = {"fr": ("Oui", "Non"), "en": ("Yes", "No")}
"""Yes, then no."""


@dataclass(frozen=True)
class Signals:
    """What the search says of a question, before the model is asked.

    `coverage` is the largest share of the question that one sentence holds with its title, from 0 to 1; `similarity`
    the cosine of the best passage, None while it has no vector.
    """

    coverage: float
    similarity: float | None

    @classmethod
    def of(cls, hits: Sequence[Hit], coverage: float) -> Signals:
        """The signals of `hits`, the best first."""
        return cls(coverage, hits[0].similarity if hits else None)


@dataclass(frozen=True)
class Calibration:
    """Weights fitted on development questions with the default models (bench/README.md says how).

    From `threshold` on the model is asked to answer; from `quoting` on, when what it wrote cannot be shown, the
    sentence nearest to the question is.
    """

    constant: float = -0.85
    coverage: float = 4.4
    similarity: float = 0.0
    yes: float = 1.3
    threshold: float = 0.5
    quoting: float = 0.7


_USUAL_SIMILARITY = 0.87
"""Cosine between the answerable and the unanswerable: similarities are counted from it, in units of 0.01."""

_MOST_LOG_ODDS = 6.0
"""A model that is surer than this (99.75 %) is not believed more."""


def probability(signals: Signals, yes: float | None, calibration: Calibration) -> float:
    """The chance that the answer is in the evidence, from 0 to 1; a signal that is missing counts as even."""
    odds = 0.0 if yes is None else _log_odds(yes)
    near = 0.0 if signals.similarity is None else (signals.similarity - _USUAL_SIMILARITY) * 100
    weighed = calibration.coverage * signals.coverage + calibration.similarity * near + calibration.yes * odds
    return 1 / (1 + math.exp(-(calibration.constant + weighed)))


def _log_odds(share: float) -> float:
    clipped = min(max(share, 1e-9), 1 - 1e-9)
    return min(max(math.log(clipped / (1 - clipped)), -_MOST_LOG_ODDS), _MOST_LOG_ODDS)
