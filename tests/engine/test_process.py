"""The worker process: what its parent makes of one that ends badly."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.engine import process
from rag.engine.local import LlamaGenerator
from rag.errors import ModelUnusable
from rag.generation import Message

ASK = (Message("user", "Qui a signé l’arrêté ?"),)

SLOW = "import time; time.sleep(60)"
"""A model of which nothing is heard."""


def running(code: str) -> Callable[..., subprocess.Popen[str]]:
    """What starts a program in the place of the worker's."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return lambda *_: subprocess.Popen([sys.executable, "-c", code], encoding="utf-8", errors="replace", **pipes)


@pytest.fixture
def loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LlamaGenerator]:
    """A generator whose model takes a minute to load."""
    path = tmp_path / "slow.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setattr(process, "_start", running(SLOW))
    generator = LlamaGenerator("slow", path)
    yield generator
    generator.close()


def started(generator: LlamaGenerator) -> int:
    """The process of the worker, once there is one."""
    deadline = time.monotonic() + 10
    while generator.pid is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert generator.pid is not None
    return generator.pid


def test_who_stops_while_the_model_loads_does_not_wait_for_it(loading: LlamaGenerator) -> None:
    asked = loading.generate(ASK, 5)
    started(loading)
    begun = time.monotonic()
    asked.cancel()
    assert asked.result().finish == "cancelled" and list(asked) == []
    assert time.monotonic() - begun < 1


def test_who_stops_does_not_wait_for_a_choice_either(loading: LlamaGenerator) -> None:
    """As when the worker ended after it had read the prompt, and must be loaded anew for the yes or no."""
    seat = loading.seat()
    found = [{}]
    asking = threading.Thread(target=lambda: found.append(loading.choose(ASK * 2000, ("oui", "non"), seat)))
    asking.start()
    started(loading)
    seat.cancel()
    asking.join(1)
    assert not asking.is_alive() and found == [{}, None]
    assert loading.generate(ASK, 5, seat=seat).result().finish == "cancelled", "nor is anything asked later"


def test_closing_ends_a_worker_that_still_loads(loading: LlamaGenerator) -> None:
    asked = loading.generate(ASK, 5)
    pid, begun = started(loading), time.monotonic()
    loading.close()
    assert time.monotonic() - begun < 1
    with pytest.raises(ModelUnusable):
        asked.result()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(r"""b'{"id": 0, "rea'""", id="inside a line"),
        pytest.param(r"""b'{"id": 0, "failed": "\xc3'""", id="inside a character"),
        pytest.param("b''", id="before a word"),
    ],
)
def test_a_worker_killed_while_it_speaks_is_no_wait_without_end(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import os, sys; sys.stdout.buffer.write({written}); sys.stdout.flush(); os.kill(os.getpid(), 9)"

    monkeypatch.setattr(process, "_start", running(code))
    with pytest.raises(ModelUnusable, match="signal 9"):
        process.WorkerProcess(tmp_path, 512, 1).load("tiny")
