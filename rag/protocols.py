"""What can be replaced: the seams of Kiosque. Each has an in-process and a server implementation, and a fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from rag.generation import Generated, Prompt
from rag.records import Matrix, Neighbour, Vector

TextRole = Literal["query", "passage"]

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much: bytes of a file, passages, articles."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def model(self) -> str:
        """Identifies weights, dimension and prefixes: vectors of two different `model`s must not be mixed."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        """Shape (len(texts), dimensions), float32, rows of unit length. Raises ModelError."""


class Generation(Protocol):
    """A running request to a model: iterate for its text, then ask for `result`."""

    def __iter__(self) -> Iterator[str]:
        """Pieces of text as they come; an empty piece at least every 0.25 s while nothing comes."""

    @property
    def place(self) -> int:
        """How many requests are before this one; 0 when it is being served."""

    def cancel(self) -> None:
        """Stop within a second, also while the prompt is being read. Safe from any thread, any number of times."""

    def result(self) -> Generated:
        """The finished record; reads the rest of the text first. Raises ModelError if nothing could be generated."""


class Seat(Protocol):
    """Whoever holds one has its requests served one after the other, nobody else's between them."""

    @property
    def closed(self) -> bool:
        """Whether nothing more is asked from here."""

    def close(self) -> None:
        """Ask nothing more from here. Safe any number of times."""

    def hold(self, generation: Generation) -> None:
        """What `cancel` stops from now on."""

    def cancel(self) -> None:
        """Stop what was asked from here last, and whatever is asked later. Safe from any thread."""


class Generator(Protocol):
    """Writes text after a prompt. Greedy: the same prompt gives the same text."""

    @property
    def model(self) -> str: ...

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and answer may have together."""

    @property
    def reading_speed(self) -> float | None:
        """Prompt tokens read in a second on this machine, at its best so far; None before it has been measured."""

    @property
    def ready(self) -> bool:
        """Whether it answers at once whoever is first; a model of this machine has to be loaded before."""

    def seat(self) -> Seat:
        """A seat, for requests that belong together. To be closed: who lets 2 s pass loses the turn, not the seat."""

    def generate(
        self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None
    ) -> Generation:
        """Queue a request and return at once.

        Raises PromptTooLong when it cannot fit; while the model is not loaded, the result does.
        """

    def choose(self, prompt: Prompt, choices: Sequence[str], seat: Seat | None = None) -> Mapping[str, float] | None:
        """The model's probability that its reply begins with each of `choices`, summing to 1 over them.

        None when the model cannot tell (a server without log-probabilities), or its seat is cancelled. Each choice
        counts by its first token.
        """

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`; an upper estimate where the model cannot be asked."""

    def close(self) -> None:
        """Give back memory and processes. Safe any number of times."""


class VectorIndex(Protocol):
    """Finds the nearest vectors. Holds nothing that cannot be rebuilt from the library."""

    def upsert(self, ids: Sequence[str], vectors: Matrix) -> None:
        """Add or replace; any number of rows. Raises IndexFault."""

    def delete(self, ids: Sequence[str]) -> None:
        """Forget; unknown ids are ignored. Raises IndexFault."""

    def search(self, vector: Vector, limit: int) -> list[Neighbour]:
        """The nearest first, by cosine; fewer than `limit` when there are fewer. Raises IndexFault."""

    def count(self) -> int:
        """How many vectors a search can reach. Raises IndexFault."""

    def close(self) -> None: ...
