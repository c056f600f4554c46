"""A small web on this machine: pages by path, what each visitor sent, and replies that misbehave."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Reply:
    """An ordinary reply."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """One request, as the server saw it; `headers` have lower-case names."""

    path: str
    headers: dict[str, str]


Misbehaviour = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """`replies`: path → what to answer; anything else is 404. `visits` tells who came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.replies: dict[str, Reply | Misbehaviour] = {}
        self.visits: list[Visit] = []
        self.stopped = threading.Event()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.visits.append(Visit(handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        reply = self.replies.get(handler.path, Reply(status=404))
        if isinstance(reply, Reply):
            send(handler, reply)
        else:
            reply(handler)


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    handler.send_response(reply.status)
    for name, value in ({"Content-Length": str(len(body))} | reply.headers).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Site]:
    """A site, served meanwhile on a port of its own; over TLS with a `certificate` that holds its key."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                site.answer(self)
            except OSError:
                self.close_connection = True  # the visitor had enough

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_address[1])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        site.stopped.set()
        server.shutdown()
        server.server_close()


def dripping(head: bytes, drop: bytes, pause: float, stopped: threading.Event) -> Misbehaviour:
    """Sends `head`, then `drop` again and again, without end."""

    def misbehave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not stopped.is_set():
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(pause)

    return misbehave
