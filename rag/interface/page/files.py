"""What is taken away as a file, made when its link is followed: a conversation, a briefing in each of its forms.

Streamlit's own buttons forget their files at each run of the script: a click at that moment got an error, in English.
"""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rag.briefing.edition import from_json
from rag.briefing.export.write import FORMATS
from rag.interface.page import takeaway
from rag.interface.page.access import shared
from rag.interface.work import saved
from rag.records import LANGUAGES, Language


def _conversation(request: Request) -> Response:
    library = shared().kiosque.library
    for one in library.conversations():
        if one.id == request.query_params.get("c"):
            text = takeaway.conversation(one.title, saved.turns(library, one.id), _language(request))
            return _file(text.encode(), f"kiosque-{one.saved_at[:10]}.md")
    return _gone()


def _briefing(request: Request) -> Response:
    form, stored = (
        request.path_params["form"],
        shared().kiosque.library.briefing(request.query_params.get("briefing", "")),
    )
    if stored is not None and form in FORMATS:
        with suppress(ValueError):  # another version of Kiosque wrote it: the page says so
            briefing = from_json(stored)
            content = FORMATS[form](briefing, side_by_side(_language(request)))
            return _file(content, f"kiosque-{briefing.until}.{form}")
    return _gone()


ROUTES = [Route("/conversation.md", _conversation), Route("/briefing.{form}", _briefing)]


def side_by_side(language: Language) -> list[Language]:
    """Both languages, the reader's own first."""
    return sorted(LANGUAGES, key=lambda one: one != language)


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang")
    return next((one for one in LANGUAGES if one == asked), shared().kiosque.settings.language)


def _file(content: bytes, name: str) -> Response:
    """To be kept, never to be opened here, where what it holds would be a page of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _gone() -> Response:
    return PlainTextResponse("Not Found", 404)
