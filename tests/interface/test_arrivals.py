"""Articles handed over on the page are added by a thread, whatever page is looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any, cast

from fakes_kiosque import wait_until

from rag.interface.work.arrivals import Arrivals, Given
from rag.records import Outcome


class Shelf:
    """A kiosque that brings one article of a list, then waits to be told to go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun: list[str] = []

    def add(self, names: Sequence[str]) -> Iterator[Outcome]:
        self.begun += names
        yield Outcome("added", f"{names[0]}#1")
        assert self.go_on.wait(30)
        yield Outcome("added", f"{names[0]}#2")
        yield Outcome("added", f"{names[0]}#3")


def arrivals(shelf: Shelf) -> Arrivals:
    return Arrivals(cast(Any, shelf))


def test_what_is_handed_over_meanwhile_joins_the_batch_and_what_comes_later_does_not() -> None:
    shelf = Shelf()
    ours = arrivals(shelf)
    assert ours.take([Given("a")]) == ours.take([Given("b")]) == 1
    shelf.go_on.set()
    assert wait_until(lambda: not ours.busy)
    assert [one.origin for one in ours.outcomes] == ["a#1", "a#2", "a#3", "b#1", "b#2", "b#3"]
    assert ours.take([Given("c")]) == 2
    ours.close()


def test_closed_it_ends_a_list_after_the_article_under_way_and_begins_no_other() -> None:
    shelf = Shelf()
    ours = arrivals(shelf)
    ours.take([Given("a"), Given("b")])
    assert wait_until(lambda: bool(ours.outcomes))
    ours.close()
    shelf.go_on.set()
    assert wait_until(lambda: not ours.busy)
    assert [one.origin for one in ours.outcomes] == ["a#1", "a#2"] and shelf.begun == ["a"]
