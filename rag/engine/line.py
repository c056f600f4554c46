"""Requests that wait for their turn, and a generation that fills while others read it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from rag.errors import EngineStopped, ModelError
from rag.generation import Finish, Generated, Seconds, Tokens

PATIENCE_SECONDS = 0.25
"""A reader hears something at least this often, so that it can notice that it was itself asked to stop."""


class Line:
    """A queue in order of arrival, served by at most `lanes` threads that live only while there is work."""

    def __init__(self, lanes: int = 1) -> None:
        self._lanes = lanes
        self._lock = threading.Lock()
        self._waiting: list[Turn] = []
        self._served: list[Turn] = []

    def join(self, turn: Turn) -> None:
        """Take the last place."""
        with self._lock:
            self._waiting.append(turn)
            if len(self._served) >= self._lanes:
                return
            first = self._next()
        if first:
            threading.Thread(target=self._serve, args=(first,), daemon=True, name="kiosque-line").start()

    def leave(self, turn: Turn) -> None:
        """Give up a place; nothing happens to a turn that is being served."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)

    def place(self, turn: Turn) -> int:
        """How many turns come before this one is served; 0 when it is, or is over."""
        with self._lock:
            return self._waiting.index(turn) + len(self._served) if turn in self._waiting else 0

    def _serve(self, turn: Turn | None) -> None:
        while turn:
            turn.run()
            with self._lock:
                self._served.remove(turn)
                turn = self._next()

    def _next(self) -> Turn | None:
        """The first who still wants to be served; a cancelled request costs nothing. Call with the lock."""
        while self._waiting:
            turn = self._waiting.pop(0)
            if not turn.settled:
                self._served.append(turn)
                return turn
        return None


class Turn:
    """A request in a line: a Generation. `work` writes into it with `write` and returns the finished record.

    `work` runs in a thread of the line. A ModelError that it raises is kept for whoever asks for the result.
    """

    def __init__(self, line: Line, work: Callable[[Turn], Generated]) -> None:
        self._line = line
        self._work = work
        self._changed = threading.Condition()
        self._pieces: list[str] = []
        self._outcome: Generated | ModelError | None = None
        self._on_cancel: Callable[[], None] | None = None
        self._asked = time.monotonic()
        self._first: float | None = None
        self.cancelled = False
        self._running = False
        line.join(self)

    # ------------------------------------------------------------------------- for the reader

    def __iter__(self) -> Iterator[str]:
        """Every piece from the beginning, also for a second reader."""
        position = 0
        while True:
            with self._changed:
                if position == len(self._pieces) and self._outcome is None:
                    self._changed.wait(PATIENCE_SECONDS)
                fresh, over = self._pieces[position:], self._outcome is not None
            position += len(fresh)
            if over and not fresh:
                return
            yield "".join(fresh)

    @property
    def place(self) -> int:
        """How many requests are before this one."""
        return self._line.place(self)

    @property
    def settled(self) -> bool:
        """Whether the outcome is known."""
        return self._outcome is not None

    def cancel(self) -> None:
        """Stop soon; at once when it has not begun."""
        with self._changed:
            self.cancelled = True
            if self._outcome is None and not self._running:
                self._settle(Generated("", "cancelled", Tokens(), self.seconds()))
            stop = self._on_cancel if self._outcome is None else None
        self._line.leave(self)
        if stop:
            stop()

    def result(self) -> Generated:
        """Wait for the end. Raises the ModelError that ended it."""
        with self._changed:
            self._changed.wait_for(lambda: self._outcome is not None)
        if isinstance(self._outcome, ModelError):
            raise self._outcome
        assert self._outcome is not None  # noqa: S101 - told to the type checker
        return self._outcome

    # ------------------------------------------------------------------------- for the work

    def run(self) -> None:
        """Do the work, in the calling thread, unless it was cancelled before."""
        with self._changed:
            if self._outcome is not None:
                return
            self._running = True
        outcome: Generated | ModelError = EngineStopped(cause="internal error")
        try:
            outcome = self._work(self)
        except ModelError as error:
            outcome = error
        finally:  # whatever happens, nobody waits for ever
            with self._changed:
                self._settle(outcome)

    def write(self, text: str) -> None:
        """Add text for the readers."""
        with self._changed:
            if self._first is None:
                self._first = time.monotonic() - self._asked
            self._pieces.append(text)
            self._changed.notify_all()

    def when_cancelled(self, stop: Callable[[], None]) -> None:
        """Have `stop` called, from any thread, when the reader cancels; at once if that has happened."""
        with self._changed:
            self._on_cancel = stop
        if self.cancelled:
            stop()

    @property
    def text(self) -> str:
        """What was written until now."""
        return "".join(self._pieces)

    def finished(self, finish: Finish, tokens: Tokens) -> Generated:
        """The record of what was written until now."""
        return Generated(self.text, finish, tokens, self.seconds())

    def seconds(self) -> Seconds:
        """Time since the request was made, waiting included."""
        return Seconds(first_token=self._first, total=time.monotonic() - self._asked)

    def _settle(self, outcome: Generated | ModelError) -> None:
        self._outcome = outcome
        self._changed.notify_all()
