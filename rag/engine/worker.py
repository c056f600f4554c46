"""The child process that runs a model: `python -m rag.engine.worker FILE CONTEXT_TOKENS THREADS`.

JSON lines on stdin and stdout; llama.cpp's own messages go to stderr. Requests are served one after the other;
cancelling and counting are answered at once. It ends when its stdin closes, that is, when its parent ends.

    in   {"id", "do": "generate", "messages": [[role, text], …], "max_tokens", "stop": [text, …]}
         {"id", "do": "choose", "messages", "choices": [text, …]}      {"id", "do": "cancel"}
         {"id", "do": "count", "text"}                                 {"id", "do": "measure", "messages"}
    out  {"id": 0, "ready": context tokens} or {"id": 0, "failed": cause}
         {"id", "text"} …, then {"id", "finish", "prompt", "reused", "generated", "reading": seconds}
         {"id", "size", "limit"} when the request is too long
         {"id", "chances": [p, …]}      {"id", "count": n}      {"id", "failed": cause}
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO

from rag.engine.chat import BadTemplate, ChatFormat
from rag.engine.context import Aborted, Context, DecodeFailed, LoadFailed
from rag.engine.reply import THINKING, ReplyText, loops
from rag.generation import Message

Request = dict[str, Any]


class Worker:
    """A loaded model behind a pipe. Raises LoadFailed, BadTemplate."""

    def __init__(self, context: Context, out: TextIO) -> None:
        self._context = context
        self._chat = ChatFormat(context.template, *context.marks)
        self._out = out
        self._writing = threading.Lock()
        self._waiting: SimpleQueue[Request] = SimpleQueue()
        self._running = 0
        self._cancelled = 0
        context.abort_when(lambda: self._cancelled == self._running != 0)

    def say(self, number: int, **values: object) -> None:
        """Write one line to the parent."""
        with self._writing:
            self._out.write(json.dumps({"id": number, **values}) + "\n")
            self._out.flush()

    def listen(self, lines: TextIO) -> None:
        """Take requests until the parent is gone, then end the process at once."""
        for line in lines:
            request: Request = json.loads(line)
            match request["do"]:
                case "cancel":
                    self._cancelled = request["id"]
                case "count":
                    self.say(request["id"], count=len(self._context.tokenize(request["text"], False)))
                case "measure":
                    self._measure(request)
                case _:
                    self._waiting.put(request)
        os._exit(0)  # also in the middle of a computation

    def serve(self) -> None:
        """Answer requests, for ever."""
        while True:
            request = self._waiting.get()
            self._running = request["id"]
            try:
                self._answer(request)
            except (DecodeFailed, BadTemplate) as error:
                self.say(request["id"], failed=str(error))
            self._running = 0

    def _answer(self, request: Request) -> None:
        if request["do"] == "choose":
            self._choose(request)
        else:
            self._generate(request)

    def _measure(self, request: Request) -> None:
        try:
            self.say(request["id"], count=len(self._tokens(request)))
        except BadTemplate as error:
            self.say(request["id"], failed=str(error))

    def _tokens(self, request: Request) -> list[int]:
        messages = [Message(role, text) for role, text in request["messages"]]
        tokens = self._chat.tokens(messages, self._context.tokenize)
        bos = self._context.bos
        return tokens if bos is None or tokens[:1] == [bos] else [bos, *tokens]

    def _generate(self, request: Request) -> None:
        tokens = self._tokens(request)
        size = len(tokens) + request["max_tokens"]
        if size > self._context.size:  # only when the model's own limit turned out lower than the setting
            self.say(request["id"], size=size, limit=self._context.size)
            return
        written: list[int] = []
        reply = ReplyText(request["stop"], self._opened(tokens))
        reused, finish = 0, "cancelled"
        started, reading = time.monotonic(), None
        try:
            reused = self._context.read(tokens)
            reading = time.monotonic() - started
            finish = self._write(request, written, reply)
        except Aborted:
            pass
        if rest := reply.finish():
            self.say(request["id"], text=rest)
        counts = {"prompt": len(tokens), "reused": reused, "generated": len(written)}
        self.say(request["id"], finish=finish, reading=reading, **counts)

    def _write(self, request: Request, written: list[int], reply: ReplyText) -> str:
        """Greedy decoding; returns why it ended."""
        room = min(request["max_tokens"], self._context.size - len(self._context.tokens))
        for _ in range(room):
            token = int(self._context.scores().argmax())
            if self._context.ends(token):
                return "stop"
            written.append(token)
            if text := reply.feed(self._bytes(token)):
                self.say(request["id"], text=text)
            if reply.stopped:
                return "stop"
            if loops(written):
                return "length"
            if len(written) < room:
                self._context.add([token])
        return "length"

    def _bytes(self, token: int) -> bytes:
        """Control tokens are no text, except those around thinking, which the reply must see to hide it."""
        if not self._context.controls(token):
            return self._context.piece(token)
        name = self._context.named(token)
        return name.encode() if name in {*THINKING, *THINKING.values()} else b""

    def _opened(self, tokens: list[int]) -> str | None:
        """The tag with which the prompt itself makes the model begin by thinking, if it does."""
        end = b"".join(self._context.piece(token, special=True) for token in tokens[-4:]).decode("utf-8", "replace")
        return next((tag for tag in THINKING if end.rstrip().endswith(tag)), None)

    def _choose(self, request: Request) -> None:
        """The probabilities of the first tokens of the choices, as if the reply had to begin with one of them."""
        tokens = self._tokens(request)
        try:
            reused = self._context.read(tokens)
        except Aborted:
            self.say(request["id"], finish="cancelled")
            return
        firsts = [self._context.tokenize(choice, False)[0] for choice in request["choices"]]
        scores = self._context.scores()
        best = max(float(scores[first]) for first in firsts)
        weights = [math.exp(float(scores[first]) - best) for first in firsts]
        chances = [weight / sum(weights) for weight in weights]
        self.say(request["id"], chances=chances, prompt=len(tokens), reused=reused)


def main(arguments: list[str]) -> int:
    """Load, say so, serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever prints to stdout must not break into the lines
    path, context_tokens, threads = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    try:
        context = Context(path, context_tokens, threads)
        worker = Worker(context, out)
    except (LoadFailed, BadTemplate) as error:
        print(json.dumps({"id": 0, "failed": str(error)}), file=out, flush=True)
        return 1
    worker.say(0, ready=context.size)
    threading.Thread(target=worker.listen, args=(sys.stdin,), daemon=True).start()
    worker.serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
