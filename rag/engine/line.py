"""Requests that wait for their turn, and a generation that fills while others read it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from rag.errors import EngineStopped, ModelError
from rag.generation import Finish, Generated, Seconds, Tokens
from rag.protocols import Generation, Seat

PATIENCE_SECONDS = 0.25
"""A reader hears something at least this often, so that it can notice that it was itself asked to stop."""


_MISTAKE = {"fr": "une erreur de Kiosque", "en": "a mistake of Kiosque"}

SEAT_SECONDS = 2.0
"""How long a lane waits for the next request of a seat: far more than the work between two of an answer takes."""


class Line:
    """A queue in order of arrival, served by at most `lanes` threads that live only while there is work."""

    def __init__(self, lanes: int = 1) -> None:
        self._lanes = lanes
        self._changed = threading.Condition()
        self._waiting: list[Turn] = []
        self._served: list[Turn] = []

    def join(self, turn: Turn) -> None:
        """Take the last place; of a seat that is being served, the first. What is only done meanwhile is stopped."""
        with self._changed:
            idle = [] if turn.idle else [one for one in self._served if one.idle]
            self._waiting.append(turn)
            self._changed.notify_all()
            following = self._next() if len(self._served) < self._lanes else None
        self._start(following)
        for one in idle:
            one.cancel()

    def leave(self, turn: Turn) -> None:
        """Give up a place; nothing happens to a turn that is being served."""
        with self._changed:
            if turn in self._waiting:
                self._waiting.remove(turn)

    def place(self, turn: Turn) -> int:
        """How many turns come before this one is served; 0 when it is, or is over."""
        with self._changed:
            if turn not in self._waiting or any(one.seat and one.seat is turn.seat for one in self._served):
                return 0
            before = (*self._served, *self._waiting[: self._waiting.index(turn)])
            return sum(not one.idle for one in before)

    def wake(self) -> None:
        """Have a lane look again whether more comes from the seat it waits for."""
        with self._changed:
            self._changed.notify_all()

    def _start(self, turn: Turn | None) -> None:
        if turn:
            threading.Thread(target=self._serve, args=(turn,), daemon=True, name="kiosque-line").start()

    def _serve(self, turn: Turn) -> None:
        try:
            turn.run()
            if turn.idle and turn.cancelled:
                Turn(self, turn.work, idle=True)
        finally:  # whatever happens, the line goes on
            with self._changed:
                following = self._following(turn)
            self._start(following)

    def _following(self, turn: Turn) -> Turn | None:
        """Who is served after `turn`: its seat, if more comes from there soon. Call with the lock."""
        if seat := turn.seat:
            self._changed.wait_for(lambda: seat.closed or self._of(seat), SEAT_SECONDS)
        self._served.remove(turn)
        if seat and (mine := self._of(seat)):
            self._waiting.remove(mine)
            self._waiting.insert(0, mine)
        return self._next()

    def _of(self, seat: Seat) -> Turn | None:
        return next((one for one in self._waiting if one.seat is seat), None)

    def _next(self) -> Turn | None:
        """The first who still wants to be served; a cancelled request costs nothing. Call with the lock."""
        while self._waiting:
            turn = next((one for one in self._waiting if not one.idle), self._waiting[0])
            self._waiting.remove(turn)
            if not turn.settled:
                self._served.append(turn)
                return turn
        return None


class LineSeat:
    """A Seat in a line. A lane waits 2 s for its next request; then others are served, until it asks again."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._held: Generation | None = None
        self._cancelled = False
        self.closed = False

    def hold(self, generation: Generation) -> None:
        """What `cancel` stops from now on; at once if that has been asked."""
        self._held = generation
        if self._cancelled:
            generation.cancel()

    def cancel(self) -> None:
        """Stop what was asked from here last, and whatever is asked later. Safe from any thread."""
        self._cancelled = True
        if self._held:
            self._held.cancel()

    def close(self) -> None:
        """Ask nothing more from here. Safe any number of times."""
        self.closed = True
        self._line.wake()


class Turn:
    """A request in a line: a Generation. `work` writes into it with `write` and returns the finished record.

    `work` runs in a thread of the line. A ModelError that it raises is kept for whoever asks for the result. An `idle`
    turn is for when nobody wants anything: cancelled as soon as another joins the line, it begins again later.
    """

    def __init__(
        self, line: Line, work: Callable[[Turn], Generated], seat: Seat | None = None, *, idle: bool = False
    ) -> None:
        self.seat = seat
        self.idle = idle
        self._line = line
        self.work = work
        self._changed = threading.Condition()
        self._pieces: list[str] = []
        self._outcome: Generated | ModelError | None = None
        self._on_cancel: Callable[[], None] | None = None
        self._asked = time.monotonic()
        self._first: float | None = None
        self.cancelled = False
        line.join(self)
        if seat:
            seat.hold(self)

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
        """Stop soon; for the reader at once while nothing was begun that could be stopped, such as loading a model."""
        with self._changed:
            self.cancelled = True
            stop = self._on_cancel if self._outcome is None else None
            if stop is None:
                self._settle(self.finished("cancelled", Tokens()))
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
        if self._outcome is not None:
            return
        outcome: Generated | ModelError = EngineStopped(cause=_MISTAKE)
        try:
            outcome = self.work(self)
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
        """Make the outcome known, unless one is. Call with the lock."""
        self._outcome = self._outcome or outcome
        self._changed.notify_all()
