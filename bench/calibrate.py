"""Fits the weights of rag/answering/answerability.py to calibration.csv, and draws how well they are calibrated.

    .venv/bin/python -m bench.calibrate [--draw docs/images/calibration.svg]

Each row of the table is a question asked of a library of news and encyclopaedia articles: was its answer there, and
the signals of the search; for some, the model's yes or no. A document "withheld" was left out of the search for its own
question; a "sentence withheld" (`bench/withheld.py`) out of the extracts. Four fits, each with both answers weighing
the same: the search's signals, then the model's word beside them; and for the questions with and without their
sentence, which the search cannot tell apart, its word alone, then with what the answer shows.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.opinion import area
from rag.answering.answerability import USUAL_SIMILARITY, Calibration, log_odds

Floats = NDArray[np.float64]
Rows = Sequence[dict[str, str]]
TABLE = Path(__file__).parent / "calibration.csv"
FOLDS = 10


def main() -> None:
    """Print the weights, and how the decision does on questions it was not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=Path, metavar="FILE.svg")
    options = parser.parse_args()
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    alone = [row for row in rows if " sentence" not in row["kind"]]
    chances = chances_of("search", signals(alone), alone)
    told(alone, chances)
    asked = [row for row in alone if row["yes"]]
    odds = logit(probabilities(fitted(signals(alone), truth(alone)), signals(asked)))
    told(asked, chances_of("search's log-odds, then yes", np.column_stack([odds, words(asked)]), asked))
    answered = [row for row in rows if " sentence" in row["kind"] and row["missing"]]
    judged(answered, chances_of("yes alone", words(answered), answered))
    both = np.column_stack([words(answered), shown(answered)])
    judged(answered, chances_of("yes, missing, quoted", both, answered))
    if options.draw:
        options.draw.write_text(drawing(chances, truth(alone)), encoding="utf-8")


def chances_of(name: str, values: Floats, rows: Rows) -> Floats:
    """Shape (n,): each row's chance by the other folds; the weights of the fit to all are printed under its name."""
    show(name, fitted(values, truth(rows)))
    return crossed(values, truth(rows))


def judged(rows: Rows, chances: Floats) -> None:
    """Finished answers: the area under the curve, then who would be said to be unsure, and who dropped."""
    print(f"  area: {area(chances[truth(rows) == 1], chances[truth(rows) == 0]):.3f}")
    for least in (Calibration().doubtful, Calibration().dropped):
        print(f"  from {least}:")
        told(rows, chances, least)


def truth(rows: Rows) -> Floats:
    """Shape (n,): 1 where the answer was there, else 0."""
    return np.array([float(row["answerable"]) for row in rows])


def signals(rows: Rows) -> Floats:
    """Shape (n, 4): coverage, similarity in units of 0.01 from the usual one, share of names, 1 across languages."""
    return np.array(
        [
            [
                float(row["coverage"]),
                (float(row["similarity"]) - USUAL_SIMILARITY) * 100 if row["similarity"] else 0.0,
                float(row["names"]),
                float(row["foreign"]),
            ]
            for row in rows
        ]
    )


def words(rows: Rows) -> Floats:
    """Shape (n, 1): the log-odds of the model's yes."""
    return np.array([[log_odds(float(row["yes"]))] for row in rows])


def shown(rows: Rows) -> Floats:
    """Shape (n, 2): the share of the question that the cited sentences lack; 1 where only sentences could be quoted."""
    return np.array([[float(row["missing"]), float(row["quoted"])] for row in rows])


def fitted(values: Floats, truth: Floats) -> Floats:
    """Constant and weights of a logistic regression, by Newton's method; a little ridge keeps it from running away."""
    design = np.column_stack([np.ones(len(values)), values])
    balance = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (balance * (truth - chance)) - 0.01 * np.r_[0, weights[1:]]
        curve = (design.T * (balance * chance * (1 - chance))) @ design + 0.01 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def probabilities(weights: Floats, values: Floats) -> Floats:
    """Shape (n,): the chances that `weights` give to rows of `values`."""
    chances: Floats = 1 / (1 + np.exp(-(weights[0] + values @ weights[1:])))
    return chances


def logit(chances: Floats) -> Floats:
    """Log-odds of chances."""
    odds: Floats = np.log(chances / (1 - chances))
    return odds


def crossed(values: Floats, truth: Floats) -> Floats:
    """Shape (n,): each row's chance by weights that were fitted without its fold."""
    folds = np.random.default_rng(0).integers(0, FOLDS, len(truth))
    chances = np.zeros(len(truth))
    for fold in range(FOLDS):
        chances[folds == fold] = probabilities(
            fitted(values[folds != fold], truth[folds != fold]), values[folds == fold]
        )
    return chances


def show(name: str, weights: Floats) -> None:
    """One fit's weights, the constant first."""
    print(f"{name}: {' '.join(f'{weight:.3f}' for weight in weights)}")


def told(rows: Rows, chances: Floats, least: float = 0.5) -> None:
    """For each kind of `rows`, the shares decided rightly when `least` is enough."""
    kinds = np.array([row["kind"] for row in rows])
    for kind in sorted(set(kinds)):
        shares = []
        for answer, word in ((1.0, "answered"), (0.0, "declined")):
            mine = (kinds == kind) & (truth(rows) == answer)
            if mine.any():
                right = ((chances[mine] >= least) == bool(answer)).mean()
                shares.append(f"{word} {right:.3f} of {mine.sum()}")
        print(f"  {kind}: {', '.join(shares)}")


def drawing(chances: Floats, truth: Floats) -> str:
    """A reliability diagram: for each tenth of the estimated chance, the share of questions that had an answer."""
    points = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + 1e-9)
        if inside.any():
            points.append((float(chances[inside].mean()), float(truth[inside].mean()), int(inside.sum())))
    dots = "".join(
        f'<circle cx="{40 + 240 * x:.1f}" cy="{260 - 240 * y:.1f}" r="{2 + n**0.5 / 3:.1f}"><title>{n}</title></circle>'
        for x, y, n in points
    )
    labels = "".join(
        f'<text x="{40 + 240 * tick:.0f}" y="278">{tick:g}</text>'
        f'<text x="12" y="{264 - 240 * tick:.0f}">{tick:g}</text>'
        for tick in (0.0, 0.5, 1.0)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300" font-family="sans-serif" font-size="11">'
        '<rect width="300" height="300" fill="white"/><path d="M40 260V20M40 260H280M40 260L280 20" stroke="#999"/>'
        f'<g fill="#1a5fb4">{dots}</g>{labels}'
        '<text x="90" y="294">chance estimated / share answerable</text></svg>\n'
    )


if __name__ == "__main__":
    main()
