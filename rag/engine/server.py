"""Models on an OpenAI-compatible server: llama-server, vLLM, Ollama and others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import openai
from openai.types.chat import ChatCompletionChunk
from openai.types.chat.chat_completion_token_logprob import TopLogprob

from rag.engine.catalogue import Prefixes
from rag.engine.embedders import clean, unit_rows
from rag.engine.line import Line, LineSeat, Turn
from rag.engine.remote import Server, inert
from rag.engine.reply import ReplyText
from rag.errors import ModelError, PromptTooLong, ServerRefused, ServerUnreachable
from rag.generation import Finish, Generated, Prompt, Tokens
from rag.protocols import Seat, TextRole
from rag.records import Matrix

_EXTRAS = {"cache_prompt": True, "chat_template_kwargs": {"enable_thinking": False}}
"""Beside the protocol; a server that refuses them is asked again without, and from then on."""

_MOST_STOPS = 4
_CHARS_PER_TOKEN = 3
"""An upper estimate of tokens for ordinary French and English, where the server does not count them."""

_NO_MODEL = {"fr": "il ne propose aucun modèle", "en": "it offers no model"}
_NO_REPLY = {"fr": "sa réponse s’est arrêtée avant de commencer", "en": "its reply ended before it began"}
_NO_MATCH = {"fr": "ses vecteurs ne répondent pas aux textes", "en": "its vectors do not match the texts"}

_BATCH = 32
_COUNT_SECONDS = 5.0


class ServerGenerator:
    """A Generator on a server. `model` None: the first that the server offers.

    `parallel`: how many requests the server is given at a time; the others wait here, in order.
    """

    ready = True
    reading_speed = None
    """A server does not say how long it read: the time to the first word is also that of others' requests."""

    def __init__(self, server: Server, model: str | None = None, context_tokens: int = 4096, parallel: int = 4) -> None:
        self.context_tokens = context_tokens
        self.server = server
        self._name = model
        self._line = Line(parallel)
        self._extras = True
        self._counts = True

    @property
    def model(self) -> str:
        """The model's name on the server. Raises ServerUnreachable, ServerRefused."""
        if self._name is None:
            with self.server.our_errors(), self.server.client() as client:
                names = [model.id for model in client.models.list()]
            if not names:
                raise ServerRefused(address=self.server.address, cause=_NO_MODEL)
            self._name = names[0]
        return self._name

    def seat(self) -> LineSeat:
        """For requests that belong together."""
        return LineSeat(self._line)

    def generate(self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None) -> Turn:
        """Queue a request. Raises PromptTooLong."""
        self._check_length(prompt, max_tokens)
        return Turn(self._line, lambda turn: _Streaming(self, turn, tuple(stop)).run(prompt, max_tokens), seat)

    def choose(self, prompt: Prompt, choices: Sequence[str], seat: Seat | None = None) -> Mapping[str, float] | None:
        """From the log-probabilities of one token; asked at once, whatever the seat.

        Raises PromptTooLong, ServerUnreachable, ServerRefused.
        """
        self._check_length(prompt, 1)
        with self.server.our_errors(), self.server.client() as client:
            try:
                reply = client.chat.completions.create(
                    **self.request(prompt, 1), stream=False, logprobs=True, top_logprobs=20
                )
            except openai.BadRequestError:  # what a server without log-probabilities says
                return None
            content = reply.choices[0].logprobs and reply.choices[0].logprobs.content
            return _shares(content[0].top_logprobs, choices) if content else None

    def count_tokens(self, text: str) -> int:
        """Exact where the server can count (llama-server); else an upper estimate."""
        if self._counts:
            reply = self.server.post("/tokenize", {"content": inert(text)}, _COUNT_SECONDS)
            if isinstance(reply, dict) and isinstance(reply.get("tokens"), list):
                return len(reply["tokens"])
            self._counts = False
        return math.ceil(len(text) / _CHARS_PER_TOKEN)

    def close(self) -> None:
        """Nothing is held between requests."""

    def request(self, prompt: Prompt, max_tokens: int) -> dict[str, Any]:
        """The body that every request has."""
        messages = [{"role": message.role, "content": inert(message.text)} for message in prompt]
        extras = {"extra_body": _EXTRAS} if self._extras else {}
        return {"model": self.model, "messages": messages, "max_tokens": max_tokens, "temperature": 0, **extras}

    def refused_extras(self) -> bool:
        """Whether it is worth asking again, without what is not of the protocol."""
        worth, self._extras = self._extras, False
        return worth

    def _check_length(self, prompt: Prompt, max_tokens: int) -> None:
        texts = [message.text for message in prompt]
        if sum(len(text.encode("utf-8", "replace")) for text in texts) + max_tokens < self.context_tokens / 2:
            return  # more tokens than bytes cannot be
        size = self.count_tokens("\n".join(texts)) + max_tokens
        if size > self.context_tokens:
            raise PromptTooLong(size=size, limit=self.context_tokens)


class _Streaming:
    """One streamed reply. It runs in a loop of its own, so that stopping closes the connection at any moment."""

    def __init__(self, generator: ServerGenerator, turn: Turn, stop: tuple[str, ...]) -> None:
        self._generator = generator
        self._turn = turn
        self._stop = stop
        self._reply = ReplyText(stop)
        self._finish: Finish = "crashed"
        self._tokens = Tokens()

    def run(self, prompt: Prompt, max_tokens: int) -> Generated:
        """Raises ServerUnreachable, ServerRefused, PromptTooLong, unless some text had come."""
        try:
            with self._generator.server.our_errors():
                asyncio.run(self._stoppable(prompt, max_tokens))
        except asyncio.CancelledError:
            self._finish = "cancelled"
        except ModelError:
            if not self._turn.text:
                raise
        if rest := self._reply.finish():
            self._turn.write(rest)
        if self._finish == "crashed" and not self._turn.text:
            raise ServerUnreachable(address=self._generator.server.address, cause=_NO_REPLY)
        return self._turn.finished(self._finish, self._tokens)

    async def _stoppable(self, prompt: Prompt, max_tokens: int) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop() -> None:
            if task:
                with suppress(RuntimeError):  # the loop has just ended, with the reply
                    loop.call_soon_threadsafe(task.cancel)

        self._turn.when_cancelled(stop)
        try:
            await self._stream(prompt, max_tokens)
        except openai.BadRequestError:
            if not self._generator.refused_extras():
                raise
            await self._stream(prompt, max_tokens)

    async def _stream(self, prompt: Prompt, max_tokens: int) -> None:
        request = self._generator.request(prompt, max_tokens)
        request["stream_options"] = {"include_usage": True}
        if self._stop:
            request["stop"] = self._stop[:_MOST_STOPS]
        async with (
            self._generator.server.stoppable_client() as client,
            await client.chat.completions.create(**request, stream=True) as chunks,
        ):
            async for chunk in chunks:
                self._take(chunk)
                if self._reply.stopped:
                    self._finish = "stop"
                    return

    def _take(self, chunk: ChatCompletionChunk) -> None:
        if usage := chunk.usage:
            details = usage.prompt_tokens_details
            reused = details.cached_tokens if details else None
            self._tokens = Tokens(usage.prompt_tokens, reused, usage.completion_tokens)
        for choice in chunk.choices:
            if text := self._reply.feed((choice.delta.content or "").encode("utf-8", "replace")):
                self._turn.write(text)
            if choice.finish_reason:
                self._finish = "length" if choice.finish_reason == "length" else "stop"


class ServerEmbedder:
    """An Embedder on a server.

    `prefixes`: put before each text here. None: the server knows by itself what its model wants, and is told the role
    as `input_type`.
    """

    def __init__(self, server: Server, model: str, prefixes: Prefixes | None = None) -> None:
        written = f"{prefixes.query}|{prefixes.passage}" if prefixes else "server"
        self.model = f"{model}/{written}"
        self._server = server
        self._name = model
        self._prefixes = prefixes
        self._dimensions: int | None = None

    @property
    def dimensions(self) -> int:
        """Asked of the server once. Raises ServerUnreachable, ServerRefused."""
        return self._dimensions or self.embed(["?"], "query").shape[1]

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        """Shape (len(texts), dimensions). Raises ServerUnreachable, ServerRefused."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._server.our_errors(), self._server.client() as client:
            batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
            rows = [row for batch in batches for row in self._rows(client, batch, role)]
            matrix = np.asarray(rows, dtype=np.float32)
        expected = (len(texts), self._dimensions or matrix.shape[-1])
        if matrix.shape != expected or not matrix.size:
            raise ServerRefused(address=self._server.address, cause=_NO_MATCH)
        self._dimensions = matrix.shape[1]
        return unit_rows(matrix)

    def _rows(self, client: openai.OpenAI, texts: Sequence[str], role: TextRole) -> list[list[float]]:
        prefix = getattr(self._prefixes, role) if self._prefixes else ""
        extra = {} if self._prefixes else {"input_type": role}
        reply = client.embeddings.create(
            model=self._name,
            input=[prefix + clean(text) for text in texts],
            encoding_format="float",
            extra_body=extra,
        )
        return [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]


def _shares(found: Sequence[TopLogprob], choices: Sequence[str]) -> dict[str, float] | None:
    """Probability of each choice by the longest token that begins it, scaled to sum to 1; None when none was found."""
    weights: dict[str, float] = {}
    for choice in choices:
        begin = [top for top in found if top.token and choice.startswith(top.token)]
        weights[choice] = math.exp(max(begin, key=lambda top: len(top.token)).logprob) if begin else 0.0
    total = sum(weights.values())
    return {choice: weight / total for choice, weight in weights.items()} if total > 0 else None
