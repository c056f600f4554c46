"""A stand-in for an answering model: a queue of replies, and a history of what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence

from rag.engine.line import Line, LineSeat, Turn
from rag.engine.reply import ReplyText
from rag.errors import PromptTooLong
from rag.generation import Finish, Generated, Prompt, Tokens
from rag.protocols import Seat


class FakeGenerator:
    """Gives `replies` in order, the last one for ever, word by word; a token is a word.

    `prompts` and `stops` record what was asked. `chances` are given by `choose` in the same way; without any, the
    model cannot tell. `reading_seconds` is how long it takes before the first word, and `word_seconds` before each.
    """

    model = "fake-words"
    ready = True

    def __init__(
        self,
        *replies: str,
        chances: Sequence[Mapping[str, float]] = (),
        context_tokens: int = 4096,
        reading_seconds: float = 0.0,
        word_seconds: float = 0.0,
        reading_speed: float | None = None,
    ) -> None:
        self.reading_speed = reading_speed
        self.context_tokens = context_tokens
        self.prompts: list[Prompt] = []
        self.stops: list[tuple[str, ...]] = []
        self.closed = False
        self._replies = list(replies) or [""]
        self._chances = list(chances)
        self._reading_seconds = reading_seconds
        self._word_seconds = word_seconds
        self._line = Line()

    def seat(self) -> LineSeat:
        """For requests that belong together."""
        return LineSeat(self._line)

    def generate(self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None) -> Turn:
        self._note(prompt, max_tokens)
        self.stops.append(tuple(stop))
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return Turn(self._line, lambda turn: self._speak(turn, reply, max_tokens, stop), seat)

    def choose(self, prompt: Prompt, choices: Sequence[str], seat: Seat | None = None) -> Mapping[str, float] | None:
        self._note(prompt, 1)
        if not self._chances:
            return None
        chances = self._chances.pop(0) if len(self._chances) > 1 else self._chances[0]
        return {choice: chances[choice] for choice in choices}

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def close(self) -> None:
        self.closed = True

    def _note(self, prompt: Prompt, max_tokens: int) -> None:
        size = sum(self.count_tokens(message.text) for message in prompt) + max_tokens
        if size > self.context_tokens:
            raise PromptTooLong(size=size, limit=self.context_tokens)
        self.prompts.append(prompt)

    def _speak(self, turn: Turn, reply: str, max_tokens: int, stop: Sequence[str]) -> Generated:
        cancelled = threading.Event()
        turn.when_cancelled(cancelled.set)
        words, text = reply.split(" "), ReplyText(stop)
        if cancelled.wait(self._reading_seconds):
            return turn.finished("cancelled", Tokens())
        for number, word in enumerate(words[:max_tokens]):
            time.sleep(self._word_seconds)
            turn.write(text.feed((" " + word if number else word).encode()))
            if text.stopped or cancelled.is_set():
                break
        turn.write(text.finish())
        whole = text.stopped or len(words) <= max_tokens
        finish: Finish = "cancelled" if cancelled.is_set() else "stop" if whole else "length"
        return turn.finished(finish, Tokens(prompt=0, reused=0, generated=min(len(words), max_tokens)))
