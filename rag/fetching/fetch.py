"""Fetching one address: checked and pinned at every hop, bounded in size and time, and nothing told about the reader.

No proxy, cookie, password file or environment variable is followed: what is asked for is what the reader named.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from ssl import SSLContext
from typing import Any

import httpcore2
from httpx2 import URL

from rag import __version__
from rag.errors import KiosqueError, NotFetched, StayedOffline, in_both
from rag.fetching.addresses import Resolve, port_of, public_addresses, resolve, web_address
from rag.fetching.turns import Turns
from rag.fetching.unpack import gunzip
from rag.sources.clean import printable

_REDIRECTIONS = {301, 302, 303, 307, 308}
_NOT_MODIFIED = 304
_BUSY = {429, 503}

_CAUSES = {
    "slow": {
        "en": "it did not come in time ({seconds:g} s at most)",
        "fr": "il n’est pas arrivé à temps ({seconds:g} s au plus)",
    },
    "large": {"en": "it has more than {megabytes:g} MB", "fr": "il fait plus de {megabytes:g} Mo"},
    "loop": {"en": "it redirects more than {redirects} times", "fr": "il renvoie ailleurs plus de {redirects} fois"},
    "status": {"en": "the server answered {status}", "fr": "le serveur a répondu {status}"},
    "packed": {"en": "it is packed in a way that is not read", "fr": "il est compressé d’une façon illisible"},
    "unreachable": {"en": "the server cannot be reached", "fr": "le serveur est injoignable"},
    "cut": {"en": "the server stopped before the end", "fr": "le serveur s’est arrêté avant la fin"},
}

_LASTING = {"large", "loop", "packed"}


def may_pass(error: KiosqueError) -> bool:
    """Whether a later attempt may well succeed: the server, the network or this program was not ready."""
    return isinstance(error, NotFetched | StayedOffline) and not error.values.get("lasting")


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost. Sizes count before and after decompression; the time is that of all hops together."""

    seconds: float = 30.0
    silence_seconds: float = 10.0
    size_bytes: int = 20_000_000
    redirects: int = 5
    pause_seconds: float = 0.5
    """Between two requests to the same host, which never run at the same time."""
    busy_seconds: float = 60.0
    """How long a host that says that it is busy, and not for how long, is left alone."""


@dataclass(frozen=True)
class Fetched:
    """What an address gave. `address` is the one after redirections; `changed` is False for "not modified"."""

    address: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    changed: bool = True

    @cached_property
    def _type(self) -> Message:
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message

    @property
    def media_type(self) -> str:
        """ "text/html" and the like, in lower case; "text/plain" when the server does not say."""
        return self._type.get_content_type()

    @property
    def charset(self) -> str | None:
        return self._type.get_content_charset()


class Fetcher:
    """Fetches addresses, from any number of threads. `resolve` can be replaced in tests."""

    def __init__(
        self,
        private_hosts: Collection[str] = (),
        offline: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self.limits = limits or Limits()
        self._private_hosts = private_hosts
        self._offline = offline
        self._resolve = resolve
        self.turns = Turns(self.limits.pause_seconds, self.limits.busy_seconds)

    @cached_property
    def _certificates(self) -> SSLContext:
        return httpcore2.default_ssl_context()

    def get(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What `address` gives; `changed` is False when the server says that `etag` or `modified` still hold.

        Raises AddressRefused, NotFetched, StayedOffline.
        """
        target = web_address(address)
        if self._offline:
            raise StayedOffline(origin=printable(address))
        conditions = {b"if-none-match": etag, b"if-modified-since": modified}
        headers = [(name, value.encode("latin-1", "replace")) for name, value in conditions.items() if value]
        left = self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            with self.turns.hold(target):
                started = time.monotonic()  # waiting for one's turn does not count
                found = _Request(self, target, started + left).send(headers)
                left -= time.monotonic() - started
            if isinstance(found, Fetched):
                return found
            target = found
        raise self.failed(target, "loop", redirects=self.limits.redirects)

    def where(self, target: URL) -> list[str]:
        """The checked numeric addresses of `target`. Raises AddressRefused, NotFetched."""
        return public_addresses(target, self._private_hosts, self._resolve)

    def failed(self, target: URL, cause: str, **values: object) -> NotFetched:
        """The error for one of the causes above."""
        lasting = cause in _LASTING or (cause == "status" and 400 <= int(str(values["status"])) < 500)
        return NotFetched(origin=printable(str(target)), cause=in_both(_CAUSES[cause], **values), lasting=lasting)

    def connection(self, target: URL, backend: httpcore2.NetworkBackend) -> httpcore2.ConnectionPool:
        """A connection of its own for one request: nothing is shared with another."""
        certificates = self._certificates if target.scheme == "https" else None  # 50 ms to load
        return httpcore2.ConnectionPool(ssl_context=certificates, network_backend=backend)


class _Request(httpcore2.NetworkBackend):
    """One request. As the connection's backend, it looks the name up once and connects to a number that was checked."""

    def __init__(self, fetcher: Fetcher, target: URL, deadline: float) -> None:
        self._fetcher = fetcher
        self._target = target
        self._deadline = deadline

    def send(self, conditions: Iterable[tuple[bytes, bytes]]) -> Fetched | URL:
        """What came, or the address to go on with. Raises AddressRefused, NotFetched."""
        limits, target = self._fetcher.limits, self._target
        url = httpcore2.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=port_of(target), target=target.raw_path
        )
        headers = [
            (b"host", target.netloc),
            (b"user-agent", f"Kiosque/{__version__}".encode()),
            (b"accept", b"*/*"),
            (b"accept-encoding", b"gzip"),
            *conditions,
        ]
        try:
            with self._fetcher.connection(target, self) as pool, pool.stream("GET", url, headers=headers) as response:
                return self._read(response)
        except httpcore2.TimeoutException as error:
            raise self._fetcher.failed(target, "slow", seconds=limits.seconds) from error
        except httpcore2.ConnectError as error:
            raise self._fetcher.failed(target, "unreachable") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise self._fetcher.failed(target, "cut") from error

    def _read(self, response: httpcore2.Response) -> Fetched | URL:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTIONS and "location" in headers:
            return web_address(_location(headers["location"]), base=str(self._target))
        if response.status == _NOT_MODIFIED:
            return Fetched(str(self._target), b"", headers, changed=False)
        if response.status in _BUSY:
            raise self._fetcher.turns.put_off(self._target, headers.get("retry-after"))
        if response.status != 200:
            raise self._fetcher.failed(self._target, "status", status=response.status)
        chunks = self._unpacked(response.iter_stream(), headers.get("content-encoding", "identity"))
        return Fetched(str(self._target), b"".join(self._bounded(chunks)), headers)

    def _unpacked(self, chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
        """The body, unpacked as it comes."""
        if encoding.lower() in ("", "identity"):
            yield from chunks
            return
        if encoding.lower() not in ("gzip", "x-gzip"):
            raise self._fetcher.failed(self._target, "packed")
        try:
            yield from gunzip(self._bounded(chunks))
        except zlib.error as error:
            raise self._fetcher.failed(self._target, "packed") from error
        except EOFError as error:
            raise self._fetcher.failed(self._target, "cut") from error

    def _bounded(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        size, most = 0, self._fetcher.limits.size_bytes
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise self._fetcher.failed(self._target, "large", megabytes=most / 1e6)
            yield chunk

    # -------------------------------------------------------------------------- the connection

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *args: Any, **more: Any) -> _Stream:
        """A stream to the first of the checked addresses that answers."""
        refusal: httpcore2.NetworkError | None = None
        for number in self._fetcher.where(self._target):
            try:
                stream = httpcore2.SyncBackend().connect_tcp(number, port, self.patience(httpcore2.ConnectTimeout))
                return _Stream(stream, self)
            except httpcore2.ConnectError as error:
                refusal = error
        raise refusal or httpcore2.ConnectError(host)

    def patience(self, late: type[httpcore2.TimeoutException]) -> float:
        """How long the next step may take, in seconds. Raises `late` when no time is left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise late("the time of the whole request is over")
        return min(left, self._fetcher.limits.silence_seconds)


def _location(header: str) -> str:
    """Where a server redirects to, as browsers read it: in UTF-8 where it is, its spaces escaped."""
    written = header.strip().encode("latin-1")
    try:
        return written.decode().replace(" ", "%20")
    except UnicodeDecodeError:
        return written.decode("latin-1").replace(" ", "%20")


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends with the time of the whole request, however slowly bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, request: _Request) -> None:
        self._stream = stream
        self._request = request

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._request.patience(httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._request.patience(httpcore2.WriteTimeout))

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        patience = self._request.patience(httpcore2.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, patience), self._request)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()
