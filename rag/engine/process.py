"""The worker process seen from its parent: start it, write lines to it, hand its lines to whoever asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from rag.errors import ModelUnusable
from rag.settings import PROJECT

Reply = dict[str, Any]

LOAD_SECONDS = 600.0
"""The most that a model may take to load (a large file on a slow disk)."""

_TOO_SLOW = {"fr": "rien au bout de dix minutes", "en": "nothing after ten minutes"}


class WorkerProcess:
    """A started worker; `load` tells when it can be asked something. Closing it is safe at any moment."""

    def __init__(self, path: Path, context_tokens: int, threads: int) -> None:
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._number = 0
        self._ears: dict[int, SimpleQueue[Reply | None]] = {0: SimpleQueue()}
        self.context_tokens: int | None = None
        """What the model was opened with; None until it is loaded."""
        self._process = _start(path, context_tokens, threads)
        threading.Thread(target=self._listen, daemon=True, name="kiosque-worker").start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked something."""
        return self._process.poll() is None

    @property
    def cause(self) -> str:
        """Why it ended, in a few words."""
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def load(self, model: str) -> None:
        """Wait until `model` is loaded. Raises ModelUnusable when its file cannot be."""
        try:
            reply = self._ears[0].get(timeout=LOAD_SECONDS)
        except Empty:
            self.close()
            raise ModelUnusable(model=model, cause=_TOO_SLOW) from None
        if not reply or "ready" not in reply:
            self.close()
            raise ModelUnusable(model=model, cause=reply["failed"] if reply else self.cause)
        self.context_tokens = int(reply["ready"])

    def ask(self, do: str, **values: object) -> tuple[int, SimpleQueue[Reply | None]]:
        """Send a request; its replies come through the queue, and None when the process has ended."""
        ear: SimpleQueue[Reply | None] = SimpleQueue()
        with self._lock:
            self._number += 1
            number = self._number
            self._ears[number] = ear
        if not self._send(number, do, **values):
            ear.put(None)
        return number, ear

    def cancel(self, number: int) -> None:
        """Stop the request `number` if it is the one being served."""
        self._send(number, "cancel")

    def forget(self, number: int) -> None:
        """No more replies are expected for `number`."""
        with self._lock:
            self._ears.pop(number, None)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def _send(self, number: int, do: str, **values: object) -> bool:
        line = json.dumps({"id": number, "do": do, **values}) + "\n"
        try:
            with self._writing:
                _pipe(self._process.stdin).write(line)
                _pipe(self._process.stdin).flush()
        except (BrokenPipeError, ValueError):  # it has ended, or was closed
            return False
        return True

    def _listen(self) -> None:
        with _pipe(self._process.stdout) as lines:
            for line in lines:
                try:
                    reply = json.loads(line)
                except ValueError:  # cut by the end of the process
                    break
                with self._lock:
                    ear = self._ears.get(reply["id"])
                if ear:
                    ear.put(reply)
        self._process.wait()
        with self._writing, suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()
        with self._lock:
            ears = list(self._ears.values())
        for ear in ears:
            ear.put(None)


def _start(path: Path, context_tokens: int, threads: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rag.engine.worker", str(path.resolve()), str(context_tokens), str(threads)]
    return subprocess.Popen(
        command,
        cwd=PROJECT,  # where `rag` is found, whatever folder the reader works in
        env={"OMP_WAIT_POLICY": "passive", **os.environ},  # threads that spin are 5 times slower on busy cores
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",  # of a line cut inside a character
    )


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise ValueError("the worker was started without pipes")
    return stream
