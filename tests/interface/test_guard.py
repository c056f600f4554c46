"""Whom the server answers, and what it tells the browser."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from rag.interface.page.guard import Guard, content_security_policy, is_welcome

OURS = "127.0.0.1:8501"


@pytest.mark.parametrize(
    ("headers", "welcome"),
    [
        ({"host": OURS}, True),
        ({"host": "localhost:8501"}, True),
        ({"host": OURS, "origin": f"http://{OURS}"}, True),
        ({"host": "LOCALHOST:8501"}, True),
        ({"host": OURS, "origin": "http://localhost:8501"}, False),
        ({"host": OURS, "origin": "http://127.0.0.1:9999"}, False),
        ({"host": OURS, "origin": f"https://{OURS}"}, False),
        ({"host": OURS, "origin": "null"}, False),
        ({"host": OURS, "origin": "http://evil.example"}, False),
        ({"host": "evil.example:8501", "origin": "http://evil.example:8501"}, False),
        ({"host": "127.0.0.1.evil.example"}, False),
        ({"host": "evil.example@127.0.0.1"}, False),
        ({"host": "[::1"}, False),
        ({"host": "127.0.0.1/evil.example"}, False),
        ({"host": ""}, False),
        ({}, False),
    ],
    ids=[
        *("address", "name", "own origin", "capitals", "other name of ours", "other local server", "other scheme"),
        *("null origin", "foreign origin", "rebinding", "look-alike", "user part", "broken", "path", "empty", "absent"),
    ],
)
def test_only_this_machine_and_this_page_are_welcome(headers: dict[str, str], welcome: bool) -> None:
    assert is_welcome(Headers(headers)) is welcome


def request(kind: str, headers: dict[str, str]) -> list[Message]:
    """What the guarded application sends back."""
    sent: list[Message] = []

    async def run() -> None:
        async def receive() -> Message:
            return {"type": f"{kind}.connect" if kind == "websocket" else "http.request", "body": b""}

        async def send(message: Message) -> None:
            sent.append(message)

        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope: Scope = {"type": kind, "method": "GET", "path": "/", "headers": raw, "extensions": RESPONSE}
        await Guard(PlainTextResponse("page"))(scope, receive, send)

    asyncio.run(run())
    return sent


RESPONSE: dict[str, dict[str, Any]] = {"websocket.http.response": {}}


@pytest.mark.parametrize(("host", "status"), [(OURS, 200), ("evil.example", 403)], ids=["ours", "foreign"])
def test_every_response_carries_the_headers(host: str, status: int) -> None:
    start = request("http", {"host": host})[0]
    headers = Headers(raw=start["headers"])
    assert start["status"] == status
    assert headers["content-security-policy"] == content_security_policy()
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_foreign_websocket_is_refused_before_it_opens() -> None:
    kinds = [message["type"] for message in request("websocket", {"host": OURS, "origin": "http://evil.example"})]
    assert kinds and "websocket.accept" not in kinds


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_but_ours() -> None:
    policy = dict(rule.split(" ", 1) for rule in content_security_policy().split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy.pop("connect-src") == "'self' ws://127.0.0.1:* ws://localhost:*"
    assert "unsafe" not in policy["script-src"] and "sha256-" in policy["script-src"]
    assert not any("http" in sources or "*" in sources for sources in policy.values())
