"""What the browser is told, and whom the server listens to: this page alone, on this machine alone.

Streamlit checks the Host header for its WebSocket only, and lets any page of the same machine open one. Here every
request must name this machine and, where it names an origin, that origin must be the page itself: a name that an
attacker points to 127.0.0.1 (DNS rebinding) and other local servers are refused.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def content_security_policy() -> str:
    """Everything from this server, nothing from elsewhere. Streamlit styles its elements inline."""
    scripts = " ".join(["'self'", *_inline_scripts()])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {' '.join(f'ws://{host}:*' for host in HOSTS)}",
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _inline_scripts() -> list[str]:
    """Hashes of the scripts inside Streamlit's own start page: they are allowed, others are not."""
    page = Path(streamlit.__file__).with_name("static") / "index.html"
    digests = [hashlib.sha256(body).digest() for body in _INLINE_SCRIPT.findall(page.read_bytes())]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


class Guard:
    """Refuses foreign hosts and origins, and adds the security headers to each response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not is_welcome(Headers(scope=scope)):
            await PlainTextResponse("Forbidden", status_code=403)(scope, receive, self._with_headers(send))
        else:
            await self._app(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        return send_guarded


def is_welcome(headers: Headers) -> bool:
    """Whether the request is for this machine by name, and comes from the page itself when it tells its origin."""
    host, origin = headers.get("host", ""), headers.get("origin")
    return _hostname(host) in HOSTS and origin in (None, f"http://{host}")


def _hostname(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return None
    return parts.hostname if parts.netloc == host and "@" not in host else None
