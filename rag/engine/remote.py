"""The connection to an OpenAI-compatible server: clients, time limits, and its errors in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx2
import openai

from rag.errors import PromptTooLong, ServerRefused, ServerUnreachable, brief, in_both

_LIMITS = httpx2.Timeout(connect=5, read=300, write=30, pool=30)
"""Seconds. A server on a laptop may read a long prompt for minutes before its first word; a stop does not wait."""

_RETRIES = 1
_UNREADABLE = {"fr": "réponse illisible ({error})", "en": "unreadable reply ({error})"}
_TOO_LONG = ("exceed_context_size", "context_length_exceeded", "maximum context length")

_SPECIAL = re.compile(r"<(?=\||/?s>|(?:bos|eos)>|(?:start|end)_of_turn>)|\[(?=/?(?:INST|SYSTEM_PROMPT|THINK)\])")


@dataclass(frozen=True)
class Server:
    """An address, with its /v1, and the key to send there."""

    address: str
    key: str | None = None

    @property
    def root(self) -> str:
        """The address without /v1, where llama-server keeps what is not of the protocol."""
        return self.address.rstrip("/").removesuffix("/v1")

    @property
    def local(self) -> bool:
        """Whether it is this machine: then no proxy is asked."""
        host = urlsplit(self.address).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def client(self) -> openai.OpenAI:
        """A client to use in a `with`; it never follows a redirection with the reader's texts."""
        http = httpx2.Client(trust_env=not self.local, timeout=_LIMITS, follow_redirects=False)
        return openai.OpenAI(
            base_url=self.address, api_key=self.key or "none", max_retries=_RETRIES, timeout=_LIMITS, http_client=http
        )

    def stoppable_client(self) -> openai.AsyncOpenAI:
        """A client whose requests can be stopped at any moment, by cancelling the task that waits for them."""
        http = httpx2.AsyncClient(trust_env=not self.local, timeout=_LIMITS, follow_redirects=False)
        return openai.AsyncOpenAI(
            base_url=self.address, api_key=self.key or "none", max_retries=_RETRIES, timeout=_LIMITS, http_client=http
        )

    def post(self, path: str, body: dict[str, object], timeout_seconds: float) -> object:
        """An answer of llama-server beside the protocol; None when there is none."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            with httpx2.Client(trust_env=not self.local, timeout=timeout_seconds, headers=headers) as http:
                reply = http.post(self.root + path, json=body)
                return reply.json() if reply.is_success else None
        except (httpx2.HTTPError, ValueError):
            return None

    @contextmanager
    def our_errors(self) -> Iterator[None]:
        """Translate what the client raises. Raises ServerUnreachable, ServerRefused, PromptTooLong."""
        try:
            yield
        except openai.APIStatusError as error:
            raise self._refusal(error) from error
        except openai.APIConnectionError as error:
            raise ServerUnreachable(address=self.address, cause=brief(error.__cause__ or error)) from error
        except httpx2.HTTPError as error:  # while a reply streams
            raise ServerUnreachable(address=self.address, cause=brief(error)) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
            raise ServerRefused(address=self.address, cause=in_both(_UNREADABLE, error=brief(error))) from error

    def _refusal(self, error: openai.APIStatusError) -> Exception:
        if not any(mark in error.response.text for mark in _TOO_LONG):
            return ServerRefused(address=self.address, cause=f"{error.status_code}, {brief(error)}")
        body = error.body if isinstance(error.body, dict) else {}
        return PromptTooLong(size=int(body.get("n_prompt_tokens", 0)), limit=int(body.get("n_ctx", 0)))


def inert(text: str) -> str:
    """`text` without anything that a server would read as a control token: a space breaks each of them."""
    return _SPECIAL.sub(lambda found: found[0] + " ", text.encode("utf-8", "replace").decode("utf-8"))
