"""Do the articles hold the answer? A probability from the search and from the model's own yes or no.

A logistic regression on two signals: the share of the question that one sentence holds with its title, and the
log-odds of "yes" against "no" when the model is asked over the same extracts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rag.records import Language

CHOICES: Mapping[Language, tuple[str, str]] = {"fr": ("Oui", "Non"), "en": ("Yes", "No")}
"""Yes, then no."""


@dataclass(frozen=True)
class Calibration:
    """Weights fitted on development questions with the default model (bench/README.md says how)."""

    constant: float = -0.85
    coverage: float = 4.4
    yes: float = 1.3
    threshold: float = 0.5


_MOST_LOG_ODDS = 6.0
"""A model that is surer than this (99.75 %) is not believed more."""


def probability(coverage: float, yes: float | None, calibration: Calibration) -> float:
    """The chance that the answer is in the evidence, from 0 to 1; without the model's word, `yes` counts as even."""
    odds = 0.0 if yes is None else _log_odds(yes)
    return 1 / (1 + math.exp(-(calibration.constant + calibration.coverage * coverage + calibration.yes * odds)))


def _log_odds(share: float) -> float:
    clipped = min(max(share, 1e-9), 1 - 1e-9)
    return min(max(math.log(clipped / (1 - clipped)), -_MOST_LOG_ODDS), _MOST_LOG_ODDS)
