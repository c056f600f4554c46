"""One llama.cpp context: tokens in, probabilities out. Used by the worker process alone; not thread-safe.

Reads llama.cpp through the C interface of `llama_cpp`: the classes above it offer neither cancelling while the prompt
is read, nor tokenising text with special tokens off inside a chat, nor the count of reused tokens.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

import llama_cpp.llama_cpp as api
import numpy as np
from numpy.typing import NDArray

from rag.engine.prompt_cache import CACHE_SHARE, KIN_TOKENS, PromptCache, shared

BATCH_TOKENS = 256
"""Tokens read at once: small, so that a stop waits for little work."""

_ERROR_LEVEL = 4


class Aborted(Exception):
    """The work was cancelled; the context holds what it held before."""


class LoadFailed(Exception):
    """The model file cannot be loaded; the message is llama.cpp's own."""


class DecodeFailed(Exception):
    """llama.cpp could not compute; the context was emptied."""


class Context:
    """A loaded model with its memory of the tokens read so far. Raises LoadFailed."""

    def __init__(self, path: Path, context_tokens: int, threads: int) -> None:
        self._complaints: list[str] = []
        self._log = api.llama_log_callback(self._listen)
        api.llama_log_set(self._log, ctypes.c_void_p(0))
        api.llama_backend_init()
        self._model = self._loaded(path)
        self._vocab = api.llama_model_get_vocab(self._model)
        self.size = min(context_tokens, api.llama_model_n_ctx_train(self._model) or context_tokens)
        self._context = self._opened(self.size, threads or os.cpu_count() or 1)
        self._memory = api.llama_get_memory(self._context)
        self._vocabulary_size = api.llama_vocab_n_tokens(self._vocab)
        self._abort: object = None
        self._cache = PromptCache(api.llama_model_size(self._model) // CACHE_SHARE)
        self.tokens: list[int] = []
        """The tokens whose work is kept."""

    def _listen(self, level: int, text: bytes, _: object) -> None:
        if level == _ERROR_LEVEL:
            self._complaints.append(text.decode("utf-8", "replace").strip())
        sys.stderr.write(text.decode("utf-8", "replace"))

    def _loaded(self, path: Path) -> api.llama_model_p:
        options = api.llama_model_default_params()
        options.n_gpu_layers = 0
        model = api.llama_model_load_from_file(os.fsencode(path), options)
        if not model:
            raise LoadFailed(self._cause())
        return model

    def _opened(self, size: int, threads: int) -> api.llama_context_p:
        options = api.llama_context_default_params()
        options.n_ctx = size
        options.n_batch = options.n_ubatch = min(BATCH_TOKENS, size)
        options.n_threads = options.n_threads_batch = threads
        options.flash_attn_type = api.LLAMA_FLASH_ATTN_TYPE_ENABLED
        options.swa_full = True  # sliding-window models lose the shared prefix otherwise
        options.no_perf = True
        context = api.llama_init_from_model(self._model, options)
        if not context:
            raise LoadFailed(self._cause())
        return context

    def _cause(self) -> str:
        """llama.cpp's first complaint is the precise one; those that follow repeat it more vaguely."""
        return (self._complaints[0] if self._complaints else "llama.cpp gives no reason")[:200]

    # ------------------------------------------------------------------------- vocabulary; safe from any thread

    def tokenize(self, text: str, special: bool) -> list[int]:
        """Tokens of `text`; `special`: whether `<|…|>` and the like are read as control tokens."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (api.llama_token * room)()
        count = api.llama_tokenize(self._vocab, data, len(data), buffer, room, False, special)
        return list(buffer[: max(count, 0)])

    def piece(self, token: int, special: bool = False) -> bytes:
        """The bytes of a token: perhaps only a part of a character. Control tokens give none, unless `special`."""
        buffer = ctypes.create_string_buffer(256)
        count = api.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, special)
        return buffer.raw[: max(count, 0)]

    def ends(self, token: int) -> bool:
        """Whether the model says with `token` that its turn is over."""
        return bool(api.llama_vocab_is_eog(self._vocab, token))

    def controls(self, token: int) -> bool:
        """Whether `token` stands for a control sequence and not for text."""
        return bool(api.llama_vocab_is_control(self._vocab, token))

    @property
    def template(self) -> str | None:
        """The chat template that the model brings."""
        found = api.llama_model_chat_template(self._model, None)
        return found.decode("utf-8", "replace") if found else None

    @property
    def bos(self) -> int | None:
        """The token that every text must begin with, if this model wants one."""
        return int(api.llama_vocab_bos(self._vocab)) if api.llama_vocab_get_add_bos(self._vocab) else None

    def named(self, token: int) -> str:
        """How a control token is written in a template."""
        return self.piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    @property
    def marks(self) -> tuple[str, str]:
        """The written forms of the tokens that begin and end a text."""
        return self.named(api.llama_vocab_bos(self._vocab)), self.named(api.llama_vocab_eos(self._vocab))

    # ------------------------------------------------------------------------- computing

    def abort_when(self, asked: Callable[[], bool]) -> None:
        """Have `asked` looked at during every computation; when it says yes, the computation raises Aborted."""
        self._abort = api.ggml_abort_callback(lambda _: asked())
        api.llama_set_abort_callback(self._context, self._abort, None)

    def read(self, tokens: list[int]) -> int:
        """Read a whole request; returns how many of its tokens had been read before. Raises Aborted, DecodeFailed."""
        if shared(self.tokens, tokens) < KIN_TOKENS:
            self._turn_to(tokens)
        # The last token is always read again, for its scores.
        self._forget_after(shared(self.tokens, tokens[:-1]))
        reused = len(self.tokens)
        for start in range(reused, len(tokens), BATCH_TOKENS):
            self.add(tokens[start : start + BATCH_TOKENS])
        return reused

    def add(self, tokens: list[int]) -> None:
        """Read a few more tokens, at most BATCH_TOKENS. Raises Aborted, DecodeFailed."""
        array = (api.llama_token * len(tokens))(*tokens)
        status = api.llama_decode(self._context, api.llama_batch_get_one(array, len(tokens)))
        if status == 0:
            self.tokens += tokens
            return
        self._forget_after(len(self.tokens) if status > 0 else 0)
        if status == 2:
            raise Aborted
        raise DecodeFailed(f"llama.cpp gives the status {status}")

    def scores(self) -> NDArray[np.float32]:
        """Logits of the next token (log-probabilities but for a constant), shape (vocabulary,).

        Valid until the next computation.
        """
        row = api.llama_get_logits_ith(self._context, -1)
        return np.ctypeslib.as_array(row, shape=(self._vocabulary_size,))

    def close(self) -> None:
        """Give the memory back."""
        api.llama_free(self._context)
        api.llama_model_free(self._model)

    def _turn_to(self, tokens: list[int]) -> None:
        """Put aside what is in memory, and take up again what was read of this kind of request."""
        size = api.llama_state_seq_get_size(self._context, 0)
        self._cache.keep(self.tokens, size, lambda: self._state(size))
        if found := self._cache.find(tokens):
            state = ctypes.cast(ctypes.c_char_p(found.state), ctypes.POINTER(ctypes.c_uint8))  # read, never written
            taken = api.llama_state_seq_set_data(self._context, state, len(found.state), 0)
            self.tokens = list(found.tokens)
            if not taken:
                self._forget_after(0)

    def _state(self, size: int) -> bytes:
        state = (ctypes.c_uint8 * size)()
        return ctypes.string_at(state, api.llama_state_seq_get_data(self._context, state, size, 0))

    def _forget_after(self, count: int) -> None:
        """Keep the first `count` tokens; models that cannot forget a part (recurrent ones) forget everything."""
        if not api.llama_memory_seq_rm(self._memory, 0, count, -1) or count == 0:
            api.llama_memory_clear(self._memory, True)
            count = 0
        del self.tokens[count:]
