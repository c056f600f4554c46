"""Groups of near things: average linkage, cut at one similarity, within the memory that a laptop has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Similarities = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]
"""Given the numbers of n and of m things: their similarities, shape (n, m)."""

_BLOCK = 512
"""Rows compared at once: 20,000 things then need 40 MB."""

_MOST = 3_000
"""Things of one group that are linked together, 36 MB: a larger crowd is first parted at a higher similarity."""

_STEP = 0.05


def clusters(count: int, similarities: Similarities, least: float) -> list[list[int]]:
    """The numbers from 0 to `count` - 1 in groups whose parts are `least` similar on average, largest groups first.

    Two groups can only join where two of their members are `least` similar: so the things that a chain of such pairs
    connects are linked apart from the others, and the whole table of similarities is never held.
    """
    found = [group for part in _parts(np.arange(count), similarities, least, least) for group in part]
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _parts(
    members: NDArray[np.int64], similarities: Similarities, least: float, edge: float
) -> Iterator[Iterator[list[int]]]:
    for part in _connected(members, similarities, edge):
        if len(part) > _MOST and edge < 1:
            yield from _parts(part, similarities, least, edge + _STEP)
        else:
            labels = average_linkage(similarities(part, part), least)
            yield ([int(one) for one in part[labels == label]] for label in dict.fromkeys(labels.tolist()))


def _connected(members: NDArray[np.int64], similarities: Similarities, edge: float) -> list[NDArray[np.int64]]:
    """`members` in the groups that chains of pairs at least `edge` similar connect."""
    root = list(range(len(members)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for start in range(0, len(members), _BLOCK):
        near = similarities(members[start : start + _BLOCK], members) >= edge
        for row, other in np.argwhere(near).tolist():
            if other > start + row:
                root[find(other)] = find(start + row)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(members)):
        groups[find(place)].append(place)
    return [members[np.array(places)] for places in groups.values()]


def average_linkage(similarity: NDArray[np.float32], least: float) -> NDArray[np.int64]:
    """A label for each row of a symmetric table, shape (n, n): groups join while their mean similarity is `least`.

    By chains of nearest neighbours (Murtagh 1983, "A survey of recent advances in hierarchical clustering
    algorithms"): n² steps, the same groups as joining the nearest pair each time.
    """
    near = similarity.astype(np.float32, copy=True)
    np.fill_diagonal(near, -np.inf)
    labels, sizes = np.arange(len(near)), np.ones(len(near))
    waiting, chain = dict.fromkeys(range(len(near))), list[int]()
    while waiting:
        tip = chain[-1] if chain else next(iter(waiting))
        chain = chain or [tip]
        before = chain[-2] if len(chain) > 1 else tip
        nearest = before if near[tip, before] == near[tip].max() else int(near[tip].argmax())
        if near[tip, nearest] < least:
            _close(near, tip)
            waiting.pop(chain.pop())
        elif nearest == before:
            _join(near, sizes, nearest, tip)
            labels[labels == tip] = nearest
            waiting.pop(tip)
            del chain[-2:]
        else:
            chain.append(nearest)
    return labels


def _join(near: NDArray[np.float32], sizes: NDArray[np.float64], kept: int, gone: int) -> None:
    joined = (sizes[kept] * near[kept] + sizes[gone] * near[gone]) / (sizes[kept] + sizes[gone])
    near[kept] = near[:, kept] = joined
    near[kept, kept] = -np.inf
    sizes[kept] += sizes[gone]
    _close(near, gone)


def _close(near: NDArray[np.float32], one: int) -> None:
    near[one] = near[:, one] = -np.inf


def most_central(similarity: NDArray[np.float32]) -> Sequence[int]:
    """The rows of a symmetric table, shape (n, n), from the nearest to all the others to the farthest.

    Of equally near ones the first: two rows alone are, but for roundings that differ from one processor to another.
    """
    return [int(one) for one in np.argsort(-similarity.mean(axis=1).round(4), kind="stable")]
