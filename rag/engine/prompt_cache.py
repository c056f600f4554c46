"""What a model had read before it turned to something else: kept in memory, so that it need not read it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

CACHE_SHARE = 8
"""What was read before may take this part of the weights' size: four questions with their extracts, whatever model."""

KIN_TOKENS = 24
"""Requests that begin with as many equal tokens are of one kind: the newer takes the place of the older. Chat marks and
a first word are fewer; our shortest system message is longer."""


@dataclass(frozen=True)
class Snapshot:
    """The tokens that were read, and llama.cpp's own record of the work on them."""

    tokens: tuple[int, ...]
    state: bytes


class PromptCache:
    """Snapshots of at most `most_bytes` together, one for each kind of request; the least recently used go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: list[Snapshot] = []

    def keep(self, tokens: Sequence[int], size: int, state: Callable[[], bytes]) -> None:
        """Keep `tokens` with their `state` of `size` bytes, which is only made when there is room for it."""
        if len(tokens) < KIN_TOKENS or size > self._most_bytes:
            return
        self._kept = [one for one in self._kept if shared(one.tokens, tokens) < KIN_TOKENS]
        while self._kept and sum(len(one.state) for one in self._kept) + size > self._most_bytes:
            self._kept.pop(0)
        self._kept.append(Snapshot(tuple(tokens), state()))

    def find(self, tokens: Sequence[int]) -> Snapshot | None:
        """The snapshot of the kind of `tokens`, if there is one; it is the last to go from now on."""
        found = next((one for one in self._kept if shared(one.tokens, tokens) >= KIN_TOKENS), None)
        if found:
            self._kept.remove(found)
            self._kept.append(found)
        return found


def shared(some: Sequence[int], others: Sequence[int]) -> int:
    """Length of the common beginning."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))
