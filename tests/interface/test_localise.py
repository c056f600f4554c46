"""The script that puts Streamlit's own words into French: where it is added, and what it is served with."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Scope

from rag.interface.french import STREAMLIT
from rag.interface.page.localise import ADDRESS, Localised, script
from rag.interface.page.markup import spoken

PAGE = "<html><head><title>é</title></head><body>x</body></html>"


async def pieces(_request: Request) -> Response:
    async def body():
        for character in PAGE:
            yield character

    return StreamingResponse(body(), media_type="text/html")


async def encoding(request: Request) -> Response:
    return PlainTextResponse(f"{request.headers.get('accept-encoding')} {request.headers.get('if-none-match')}")


APPLICATION = Localised(
    Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(PAGE)),
            Route("/pieces.html", pieces),
            Route("/library", lambda _: HTMLResponse(PAGE)),
            Route("/media/a", lambda _: PlainTextResponse(PAGE)),
            Route("/_stcore/health", lambda _: PlainTextResponse(PAGE)),
            Route("/text.txt", lambda _: PlainTextResponse(PAGE)),
            Route("/encoding.txt", encoding),
        ]
    )
)


def get(path: str, **headers: str) -> tuple[dict[str, str], str]:
    """Headers and body of what a browser receives."""
    sent: list[Message] = []

    async def run() -> None:
        asked: list[Message] = [{"type": "http.request", "body": b""}]

        async def receive() -> Message:
            if not asked:
                await asyncio.Event().wait()  # as a browser that stays: the next thing it would say is that it left
            return asked.pop()

        async def send(message: Message) -> None:
            sent.append(message)

        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: Scope = {
            "type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "headers": raw,
        }  # fmt: skip
        await APPLICATION(scope, receive, send)

    asyncio.run(run())
    body = b"".join(message.get("body", b"") for message in sent[1:])
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert int(found.get("content-length", len(body))) == len(body)
    return found, body.decode()


@pytest.mark.parametrize("path", ["/", "/library", "/pieces.html"])
def test_a_page_gets_the_script_once_whole(path: str) -> None:
    _, body = get(path, accept="text/html")
    assert body == PAGE.replace("</head>", f'<script src="{ADDRESS}" defer></script></head>')


def test_nothing_else_is_touched() -> None:
    assert get("/text.txt", accept="text/html")[1] == PAGE
    assert get("/", accept="application/json")[1] == PAGE


@pytest.mark.parametrize("path", ["/nosuch", "/library/nosuch", "/Library/", "/é"])
def test_an_address_that_is_no_page_leads_to_the_first(path: str) -> None:
    headers, body = get(path, accept="text/html")
    assert headers["location"] == "/?nowhere=1" and not body


@pytest.mark.parametrize("path", ["/media/a", "/_stcore/health"])
def test_what_streamlit_serves_is_left_alone(path: str) -> None:
    assert get(path, accept="text/html")[1] == PAGE


def test_a_page_is_asked_for_whole_and_plain() -> None:
    asked = {"accept_encoding": "gzip", "if_none_match": '"1"'}
    assert get("/encoding.txt", accept="text/html", **asked)[1] == "None None"
    assert get("/encoding.txt", accept="*/*", **asked)[1] == 'gzip "1"'


def test_the_script_is_served_with_its_words() -> None:
    headers, body = get(ADDRESS, accept="*/*")
    assert headers["content-type"].startswith("text/javascript") and body == script()
    assert '"Sidebar": "Barre latérale"' in body and "MutationObserver" in body


def test_each_word_is_still_one_of_streamlits() -> None:
    """A new version may say it otherwise: its word would stay English, and ours be of no use."""
    static = Path(streamlit.__file__).with_name("static")
    code = "\n".join(file.read_text(encoding="utf-8") for file in static.rglob("*.js"))
    assert [word for word in STREAMLIT if not any(f"{mark}{word}{mark}" in code for mark in "\"'`")] == []


@pytest.mark.parametrize(
    ("title", "heard"),
    [
        ("![p](http://evil.example/t.png) :red[5 $] _gras_", "p http evil example t png red 5 gras"),
        ("« L’été » : 12 blessés, dont 3 – graves ?", "« L’été » 12 blessés, dont 3 graves ?"),
        ("<b>\u202eabc</b>", "b abc b"),
    ],
)
def test_a_label_that_is_heard_holds_no_markup(title: str, heard: str) -> None:
    assert spoken(title) == heard
