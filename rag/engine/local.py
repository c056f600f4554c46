"""A GGUF model in a child process of this one: queue, streaming, stopping, restarting."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from rag.engine.line import Line, LineSeat, Turn
from rag.engine.process import Reply, WorkerProcess
from rag.engine.prompt_cache import CACHE_SHARE
from rag.errors import EngineStopped, ModelError, ModelMissing, ModelUnusable, NoMemory, PromptTooLong
from rag.generation import Generated, Prompt, Tokens
from rag.protocols import Seat

_NO_GGUF = {"fr": "ce n’est pas un fichier GGUF", "en": "not a GGUF file"}

_SPARE_BYTES = 300_000_000
"""Estimate of what a worker needs beside the weights: Python, llama.cpp's buffers and 4,096 tokens of cache."""

_MEASURED_TOKENS = 128
"""Fewer new tokens say little of the speed of reading: a batch of a few costs almost as much as a full one."""

_SCAFFOLD_TOKENS = 128
"""More than any chat template adds to a message or two."""


class LlamaGenerator:
    """A Generator on llama.cpp. Nothing is started before the first request, or `warm`.

    `threads`: 0 means one for each core. Requests are served one at a time, in order. When the worker dies, the
    request it was serving ends with what it had written, and the next one starts another worker.
    """

    def __init__(self, model_id: str, path: Path, context_tokens: int = 4096, threads: int = 0) -> None:
        self.model = model_id
        self._path = path
        self._asked_context = context_tokens
        self._threads = threads
        self._line = Line()
        self._starting = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._warming: Turn | None = None
        self.reading_speed: float | None = None

    @property
    def context_tokens(self) -> int:
        """As asked, or less when the model was made for less (known once it is loaded)."""
        worker = self._worker
        return (worker and worker.context_tokens) or self._asked_context

    @property
    def pid(self) -> int | None:
        """The number of the worker process, if there is one."""
        worker = self._worker
        return worker.pid if worker and worker.alive else None

    @property
    def _is_loaded(self) -> bool:
        worker = self._worker
        return bool(worker and worker.alive and worker.context_tokens)

    @property
    def ready(self) -> bool:
        """Whether it is loaded and has read what `warm` was given to read at once."""
        warming = self._warming
        return self._is_loaded and (warming is None or warming.settled or warming.place > 0)

    def warm(self, *prompts: Prompt) -> Turn:
        """Load the model in the background and read `prompts`, with which the next requests will begin.

        The first is read at once, the others while nobody asks for anything. A model that is there or on its way is
        left alone. The turn's result tells when it is ready, or raises why not; asked again after that, `warm` begins
        another try and raises it too.
        """
        last = self._warming
        if last and (self.pid or not last.settled):
            return last
        self._warming = Turn(self._line, partial(self._open, prompts=prompts))
        if last:
            last.result()
        return self._warming

    def load(self) -> None:
        """Begin to load the model, outside the line and without waiting; who asks for words is told what went wrong."""

        def start() -> None:
            with suppress(ModelError):
                self._started()

        if self.pid is None:
            threading.Thread(target=start, daemon=True, name="kiosque-load").start()

    def seat(self) -> LineSeat:
        """For requests that belong together."""
        return LineSeat(self._line)

    def generate(self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None) -> Turn:
        """Queue a request. Raises PromptTooLong; it does not wait for a model to load: then the result does."""
        if self._is_loaded:
            self._check_length(prompt, max_tokens)
        values = {"messages": _messages(prompt), "max_tokens": max_tokens, "stop": list(stop)}
        return Turn(self._line, lambda turn: self._serve(turn, values), seat)

    def choose(self, prompt: Prompt, choices: Sequence[str], seat: Seat | None = None) -> Mapping[str, float] | None:
        """Waits in the same line; None when its seat is cancelled. Raises PromptTooLong, EngineStopped.

        A worker that ended meanwhile is loaded anew, and reads all of the prompt: who stops waits for neither.
        """
        if not choices or not all(choices):
            raise ValueError(f"choices must be texts that are not empty, got {choices!r}")
        found: list[float] = []
        Turn(self._line, lambda turn: self._weigh(turn, prompt, choices, found), seat).result()
        return dict(zip(choices, found, strict=True)) if found else None

    def count_tokens(self, text: str) -> int:
        """Exact; answered at once also while the model writes. Raises EngineStopped, and what loading raises."""
        return int(self._reply("count", text=text)["count"])

    def close(self) -> None:
        """End the worker, also one that is still loading; a later request would start another."""
        worker = self._worker
        if worker:
            worker.close()
        with self._starting:
            if self._worker:
                self._worker.close()
            self._worker = None

    # ------------------------------------------------------------------------- the worker

    def _started(self) -> WorkerProcess:
        """The living worker; starts it if need be. Raises ModelMissing, NoMemory, ModelUnusable."""
        with self._starting:
            if not self._worker or not self._worker.alive:
                self._check_file()
                self._worker = WorkerProcess(self._path, self._asked_context, self._threads)
                self._worker.load(self.model)
            return self._worker

    def _check_file(self) -> None:
        if not self._path.is_file():
            raise ModelMissing(model=self.model)
        with self._path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise ModelUnusable(model=self.model, cause=_NO_GGUF)
        size, free = self._path.stat().st_size, free_memory_bytes()
        needed = size + size // CACHE_SHARE + _SPARE_BYTES
        if free is not None and free < needed:
            raise NoMemory(model=self.model, needed_mb=needed // 10**6, free_mb=free // 10**6)

    def _check_length(self, prompt: Prompt, max_tokens: int) -> None:
        """Raises PromptTooLong. A prompt with fewer bytes than there is room for tokens need not be counted."""
        size_bytes = sum(len(message.text.encode("utf-8", "replace")) for message in prompt)
        if size_bytes + max_tokens + _SCAFFOLD_TOKENS * (1 + len(prompt)) <= self.context_tokens:
            return
        size = int(self._reply("measure", messages=_messages(prompt))["count"]) + max_tokens
        if size > self.context_tokens:
            raise PromptTooLong(size=size, limit=self.context_tokens)

    def _reply(self, do: str, turn: Turn | None = None, **values: object) -> Reply:
        """What the worker replies to a request that it answers in one line; it stops when `turn` is cancelled."""
        worker = self._started()
        number, ear = worker.ask(do, **values)
        if turn:
            turn.when_cancelled(lambda: worker.cancel(number))
        reply = ear.get()
        worker.forget(number)
        return _checked(worker, reply)

    # ------------------------------------------------------------------------- the work of one turn

    def _serve(self, turn: Turn, values: dict[str, object]) -> Generated:
        worker = self._started()
        if turn.cancelled:
            return turn.finished("cancelled", Tokens())
        number, ear = worker.ask("generate", **values)
        turn.when_cancelled(lambda: worker.cancel(number))
        last = _stream(turn, ear)
        worker.forget(number)
        if (last is None or "failed" in last) and turn.text:
            return turn.finished("crashed", Tokens())
        end = _checked(worker, last)
        self._measure(end)
        return turn.finished(end["finish"], Tokens(end["prompt"], end["reused"], end["generated"]))

    def _measure(self, end: Reply) -> None:
        """What else the machine was doing makes it slower, nothing makes it faster: the best is the machine's own."""
        read = end["prompt"] - end["reused"]
        if read >= _MEASURED_TOKENS and end["reading"]:
            self.reading_speed = max(self.reading_speed or 0.0, read / end["reading"])

    def _read(self, turn: Turn, prompt: Prompt) -> Generated:
        return self._serve(turn, {"messages": _messages(prompt), "max_tokens": 0, "stop": []})

    def _open(self, turn: Turn, prompts: Sequence[Prompt]) -> Generated:
        known = self._worker
        if self._started() is known or not prompts:
            return turn.finished("stop", Tokens())
        for later in prompts[1:]:
            Turn(self._line, partial(self._read_idly, prompt=later), idle=True)
        return self._read(turn, prompts[0])

    def _read_idly(self, turn: Turn, prompt: Prompt) -> Generated:
        """The same when nobody asks for anything; for that alone, no worker is started again."""
        return self._read(turn, prompt) if self.pid else turn.finished("cancelled", Tokens())

    def _weigh(self, turn: Turn, prompt: Prompt, choices: Sequence[str], found: list[float]) -> Generated:
        self._started()
        if turn.cancelled:
            return turn.finished("cancelled", Tokens())
        self._check_length(prompt, 1)
        reply = self._reply("choose", turn, messages=_messages(prompt), choices=list(choices))
        if "chances" not in reply:
            return turn.finished("cancelled", Tokens())
        found += reply["chances"]
        return turn.finished("stop", Tokens(reply["prompt"], reply["reused"], 0))


def _checked(worker: WorkerProcess, reply: Reply | None) -> Reply:
    """`reply`, unless it tells of a failure, or there is none. Raises EngineStopped, PromptTooLong."""
    if reply is None:
        raise EngineStopped(cause=worker.cause)
    if "failed" in reply:
        raise EngineStopped(cause=reply["failed"])
    if "limit" in reply:
        raise PromptTooLong(size=reply["size"], limit=reply["limit"])
    return reply


def _stream(turn: Turn, ear: SimpleQueue[Reply | None]) -> Reply | None:
    """Pass the text on; returns the line that ends the request, or None when the worker died."""
    while (reply := ear.get()) is not None:
        if "text" not in reply:
            return reply
        turn.write(reply["text"])
    return None


def _messages(prompt: Prompt) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in prompt]


def free_memory_bytes() -> int | None:
    """What the system says can still be used; None where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    kilobytes = next((line.split()[1] for line in lines if line.startswith("MemAvailable:")), None)
    return int(kilobytes) * 1024 if kilobytes else None
