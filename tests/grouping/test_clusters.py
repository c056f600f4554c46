"""Groups: the same as joining the nearest pair each time, in any order, whatever the memory allowed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.grouping import clusters as module
from rag.grouping.clusters import average_linkage, clusters, most_central


def table(points: int, seed: int) -> NDArray[np.float32]:
    """Cosines of random points of four dimensions."""
    rows = np.random.default_rng(seed).normal(size=(points, 4))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows @ rows.T).astype(np.float32)


def joined_one_by_one(similarity: NDArray[np.float32], least: float) -> set[frozenset[int]]:
    """The definition: join the two groups of the highest mean similarity until it is below `least`."""
    groups = [frozenset([one]) for one in range(len(similarity))]
    while len(groups) > 1:
        pairs = [(a, b) for place, a in enumerate(groups) for b in groups[:place]]
        means = [similarity[np.ix_(list(a), list(b))].mean() for a, b in pairs]
        if max(means) < least:
            break
        a, b = pairs[int(np.argmax(means))]
        groups = [one for one in groups if one not in (a, b)] + [a | b]
    return set(groups)


def found(similarity: NDArray[np.float32], least: float) -> set[frozenset[int]]:
    groups = clusters(len(similarity), lambda some, others: similarity[np.ix_(some, others)], least)
    assert sorted(one for group in groups for one in group) == list(range(len(similarity)))
    return {frozenset(group) for group in groups}


@given(st.integers(1, 14), st.integers(0, 10_000), st.floats(-0.3, 0.95))
def test_the_groups_are_those_of_the_definition(points: int, seed: int, least: float) -> None:
    similarity = table(points, seed)
    assert found(similarity, least) == joined_one_by_one(similarity, least)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    similarity = table(60, 3)
    whole = found(similarity, 0.5)
    monkeypatch.setattr(module, "_BLOCK", 7)
    assert found(similarity, 0.5) == whole


def test_a_crowd_is_parted_at_its_weakest_ties_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tight groups tied by one pair: held together they would need a table of ten; parted, of five."""
    similarity = np.full((10, 10), 0.1, dtype=np.float32)
    similarity[:5, :5] = similarity[5:, 5:] = 0.9
    similarity[4, 5] = similarity[5, 4] = 0.52
    monkeypatch.setattr(module, "_MOST", 6)
    assert found(similarity, 0.5) == {frozenset(range(5)), frozenset(range(5, 10))}


def test_nothing_and_one() -> None:
    assert clusters(0, lambda some, others: np.zeros((len(some), len(others)), np.float32), 0.5) == []
    assert average_linkage(np.ones((1, 1), np.float32), 0.5).tolist() == [0]


def test_of_two_rows_the_first_whatever_the_last_decimals() -> None:
    for noise in (-1e-7, 0.0, 1e-7):
        similarity = np.array([[1.0, 0.9], [0.9, 1.0 + noise]], dtype=np.float32)
        assert most_central(similarity) == [0, 1]


def test_the_most_central_row_first() -> None:
    similarity = np.array([[1, 0.5, 0.1], [0.5, 1, 0.6], [0.1, 0.6, 1]], dtype=np.float32)
    assert most_central(similarity) == [1, 2, 0]
