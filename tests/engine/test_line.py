"""Turns in a line: order, lanes, stopping, and that nobody waits for ever."""

from __future__ import annotations

import threading

import pytest

from rag.engine.line import Line, LineSeat, Turn
from rag.errors import EngineStopped, ModelMissing
from rag.generation import Generated, Tokens


def held(line: Line, gate: threading.Event, text: str = "x") -> Turn:
    def work(turn: Turn) -> Generated:
        assert gate.wait(5)
        turn.write(text)
        return turn.finished("stop", Tokens())

    return Turn(line, work)


@pytest.mark.parametrize(("lanes", "places"), [(1, [0, 1, 2]), (2, [0, 0, 2]), (3, [0, 0, 0])])
def test_places(lanes: int, places: list[int]) -> None:
    gate, line = threading.Event(), Line(lanes)
    turns = [held(line, gate, str(number)) for number in range(3)]
    assert [turn.place for turn in turns] == places
    gate.set()
    assert [turn.result().text for turn in turns] == ["0", "1", "2"]
    assert [turn.place for turn in turns] == [0, 0, 0]


def test_cancelled_while_waiting_is_never_served() -> None:
    gate, line, served = threading.Event(), Line(), []

    def work(turn: Turn) -> Generated:
        served.append(turn)
        return turn.finished("stop", Tokens())

    first, second = held(line, gate), Turn(line, work)
    second.cancel()
    assert second.result().finish == "cancelled"
    gate.set()
    first.result()
    assert Turn(line, work).result().finish == "stop"
    assert len(served) == 1


def test_error_goes_to_whoever_asks_for_the_result() -> None:
    def work(turn: Turn) -> Generated:
        raise ModelMissing(model="x")

    turn = Turn(Line(), work)
    assert list(turn) == []
    for _ in range(2):
        with pytest.raises(ModelMissing):
            turn.result()


def test_a_mistake_of_ours_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _mistake: told.set())

    def work(turn: Turn) -> Generated:
        raise RuntimeError("a mistake")

    line = Line()
    with pytest.raises(EngineStopped):
        Turn(line, work).result()
    assert told.wait(5)


def test_stop_is_called_even_when_the_reader_was_quicker() -> None:
    gate, stopped = threading.Event(), threading.Event()

    def work(turn: Turn) -> Generated:
        assert gate.wait(5)
        turn.when_cancelled(stopped.set)
        assert stopped.wait(5)
        return turn.finished("cancelled", Tokens())

    turn = Turn(Line(), work)
    turn.cancel()
    gate.set()
    assert turn.result().finish == "cancelled"


def noting(line: Line, served: list[str], name: str, seat: LineSeat | None = None) -> Turn:
    def work(turn: Turn) -> Generated:
        served.append(name)
        return turn.finished("stop", Tokens())

    return Turn(line, work, seat)


def test_a_seat_is_served_to_its_end() -> None:
    line, served = Line(), list[str]()
    seat, gate = LineSeat(line), threading.Event()
    first = Turn(line, lambda turn: (gate.wait(5), turn.finished("stop", Tokens()))[1], seat)
    other = noting(line, served, "other")
    gate.set()
    first.result()
    assert other.place == 1
    later = [noting(line, served, name, seat) for name in ("mine", "mine too")]
    assert [turn.place for turn in later] == [0, 0]
    for turn in later:
        turn.result()
    seat.close()
    other.result()
    assert served == ["mine", "mine too", "other"]


def test_a_seat_that_asks_no_more_lets_others_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.engine.line.SEAT_SECONDS", 0.05)
    line, served = Line(), list[str]()
    seat = LineSeat(line)
    noting(line, served, "mine", seat).result()
    noting(line, served, "other").result()
    noting(line, served, "mine again", seat).result()
    assert served == ["mine", "other", "mine again"]


def test_the_line_goes_on_after_a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _mistake: None)
    line, served = Line(), list[str]()

    def work(turn: Turn) -> Generated:
        raise RuntimeError("a mistake")

    wrong = Turn(line, work)
    with pytest.raises(EngineStopped):
        wrong.result()
    noting(line, served, "next").result()
    assert served == ["next"]


def test_idle_work_stops_when_somebody_asks_and_begins_again_later() -> None:
    line, begun, again, served = Line(), threading.Event(), threading.Event(), list[str]()

    def work(turn: Turn) -> Generated:
        if begun.is_set():
            again.set()
            return turn.finished("stop", Tokens())
        stopped = threading.Event()
        turn.when_cancelled(stopped.set)
        begun.set()
        assert stopped.wait(5)
        return turn.finished("cancelled", Tokens())

    idle = Turn(line, work, idle=True)
    assert begun.wait(5)
    asked = noting(line, served, "asked")
    assert asked.place == 0 and asked.result()
    assert idle.result().finish == "cancelled"
    assert again.wait(5)
