"""Streamlit's own words in the language of the page: it writes English, and says English to screen readers.

A script of ours is added to its start page: the only thing that the browser runs which is not Streamlit's. It keeps the
reader's place too.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.interface.french import STREAMLIT

ADDRESS = "/kiosque.js"
PAGES = ("", "briefing", "stories", "library", "models")
"""The addresses of the pages, without their bars."""

_HERE = Path(__file__).parent
_NAMED = re.compile(r"/(?!(?:media|static|component|app)/)(?:[^_./][^./]*/?)+")
"""What is asked for as a page: Streamlit's own addresses begin otherwise, or name a file."""

_TAG = f'<script src="{ADDRESS}" defer></script></head>'.encode()
_LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
"""Of a request for the start page: what comes back must be whole, and not compressed."""


def script() -> str:
    """The script, with the words it needs."""
    code = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("place.js", "localise.js"))
    return f"const FRENCH = {json.dumps(STREAMLIT, ensure_ascii=False)};\n{code}"


class Localised:
    """Adds the script to each HTML page of an application, and serves it.

    An address that is no page leads to the first: Streamlit tells of it in English, over the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._script = Response(script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == ADDRESS:
            await self._script(scope, receive, send)
        elif scope["type"] == "http" and _leads_nowhere(scope["path"]):
            await RedirectResponse("/?nowhere=1", 303)(scope, receive, send)
        elif scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", ""):
            headers = [pair for pair in scope["headers"] if pair[0].lower() not in _LEFT_OUT]
            await self._app({**scope, "headers": headers}, receive, _Page(send).send)
        else:
            await self._app(scope, receive, send)


def _leads_nowhere(path: str) -> bool:
    """Whether it looks like the address of a page, and is none."""
    return _NAMED.fullmatch(path) is not None and path.strip("/") not in PAGES


class _Page:
    """Passes a response on; an HTML one is held back until it is whole and has the script."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = self._body.replace(b"</head>", _TAG, 1)
        MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
