"""What is asked of a model, and what it gives back: messages, times, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Seconds:
    """Wall-clock times since the question was asked; None where not measured."""

    search: float | None = None
    first_evidence: float | None = None
    first_token: float | None = None
    total: float | None = None


@dataclass(frozen=True)
class Tokens:
    """Token counts of one request; `reused` are the prompt tokens that were already in the model's cache."""

    prompt: int | None = None
    reused: int | None = None
    generated: int | None = None


@dataclass(frozen=True)
class Message:
    """One turn of a conversation given to a model. Its text is never read as special tokens."""

    role: Literal["system", "user", "assistant"]
    text: str


Prompt = tuple[Message, ...]
"""The messages of one request. Requests that share a beginning share the model's work on it."""

Finish = Literal["stop", "length", "cancelled", "crashed"]


@dataclass(frozen=True)
class Generated:
    """A finished generation. After "cancelled" or "crashed", `text` is what had been written by then."""

    text: str
    finish: Finish
    tokens: Tokens
    seconds: Seconds
