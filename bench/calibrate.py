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
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.opinion import area
from rag.answering.answerability import USUAL_SIMILARITY, Calibration, log_odds

Floats = NDArray[np.float64]
TABLE = Path(__file__).parent / "calibration.csv"
FOLDS = 10


def main() -> None:
    """Print the weights, and how the decision does on questions it was not fitted to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=Path, metavar="FILE.svg")
    options = parser.parse_args()
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = np.array([float(row["answerable"]) for row in rows])
    kinds = np.array([row["kind"] for row in rows])
    words = np.array([[log_odds(float(row["yes"] or 0.5))] for row in rows])
    paired = np.array([" sentence" in kind for kind in kinds])
    alone = np.array([signals(row) for row in rows])[~paired]
    search = fitted(alone, truth[~paired])
    show("search", search)
    cross = crossed(alone, truth[~paired])
    told(kinds[~paired], cross, truth[~paired])
    known = ~paired & np.array([bool(row["yes"]) for row in rows])
    odds = logit(probabilities(search, alone))[known[~paired]]
    both = np.column_stack([odds, words[known]])
    show("search's log-odds, then yes", fitted(both, truth[known]))
    told(kinds[known], crossed(both, truth[known]), truth[known])
    answered = paired & np.array([bool(row.get("missing")) for row in rows])
    shown = np.array([[float(row.get("missing") or 0), float(row.get("quoted") or 0)] for row in rows])
    judged("yes alone", words[answered], truth[answered], kinds[answered])
    judged("yes, missing, quoted", np.column_stack([words, shown])[answered], truth[answered], kinds[answered])
    if options.draw:
        options.draw.write_text(drawing(cross, truth[~paired]), encoding="utf-8")


def judged(name: str, values: Floats, truth: Floats, kinds: NDArray[np.str_]) -> None:
    """One fit to finished answers: the area under its curve, then who would be said to be unsure, and who dropped."""
    show(name, fitted(values, truth))
    chances = crossed(values, truth)
    print(f"  area: {area(chances[truth == 1], chances[truth == 0]):.3f}")
    for least in (Calibration().doubtful, Calibration().dropped):
        print(f"  from {least}:")
        told(kinds, chances, truth, least)


def signals(row: dict[str, str]) -> list[float]:
    """Coverage, similarity in units of 0.01 from the usual one, share of names, and 1 across languages."""
    near = (float(row["similarity"]) - USUAL_SIMILARITY) * 100 if row["similarity"] else 0.0
    return [float(row["coverage"]), near, float(row["names"]), float(row["foreign"])]


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


def told(kinds: NDArray[np.str_], chances: Floats, truth: Floats, least: float = 0.5) -> None:
    """For each of `kinds`, the shares decided rightly when `least` is enough."""
    for kind in sorted(set(kinds)):
        shares = []
        for answer, word in ((1.0, "answered"), (0.0, "declined")):
            mine = (kinds == kind) & (truth == answer)
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
