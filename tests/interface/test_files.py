"""What is taken away as a file: over a real library, asked for as the browser asks."""

from __future__ import annotations

import pytest
from editions import EDITION
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.briefing.edition import from_json
from rag.interface.page import files
from rag.interface.page.links import to_file
from rag.interface.work.saved import as_turn


@pytest.fixture
def browser() -> TestClient:
    return TestClient(Starlette(routes=files.ROUTES))


def test_a_conversation_is_taken_away_under_its_name(make_kiosque, browser: TestClient) -> None:
    kiosque = make_kiosque()
    answer = kiosque.ask("Combien de blessés dans l’accident du ferry ?").answer()
    kiosque.library.save_turn("abc", as_turn(answer))
    kiosque.library.rename_conversation("abc", "Un # titre")
    taken = browser.get("/conversation.md?c=abc&lang=en")
    assert taken.text.startswith("# Un \\# titre") and "## Combien de blessés" in taken.text
    assert ".md" in taken.headers["content-disposition"]


@pytest.mark.parametrize("form", ["html", "md", "pdf", "eml", "atom", "json"])
def test_a_briefing_is_taken_away_never_opened(form: str, make_kiosque, browser: TestClient) -> None:
    """As a page of ours, what it holds could act in our name."""
    make_kiosque().brief()
    taken = browser.get(f"/briefing.{form}", params={"briefing": EDITION.id, "lang": "en"})
    assert taken.status_code == 200 and taken.content
    assert taken.headers["content-type"] == "application/octet-stream"
    assert taken.headers["content-disposition"] == f'attachment; filename="kiosque-{EDITION.until}.{form}"'
    if form == "json":
        assert from_json(taken.text) == EDITION
    if form == "md":
        assert taken.text.index("The museum buys it") < taken.text.index("Le musée l’achète")


@pytest.mark.parametrize(
    "address",
    ["/conversation.md", "/conversation.md?c=no", "/briefing.pdf", "/briefing.pdf?briefing=no", "/briefing.exe"],
)
def test_what_is_not_here_is_no_file(address: str, make_kiosque, browser: TestClient) -> None:
    make_kiosque()
    assert browser.get(address).status_code == 404


def test_a_briefing_of_another_version_is_no_file(make_kiosque, browser: TestClient) -> None:
    make_kiosque().library.save_briefing("2026-10-01--2026-10-02", "2026-10-02", "{}")
    assert browser.get("/briefing.pdf?briefing=2026-10-01--2026-10-02").status_code == 404


def test_the_way_to_a_file_names_it_safely() -> None:
    way = to_file("conversation.md", "Exporter", "fr", c='"><script>')
    assert way == '<a class="k-file" href="/conversation.md?c=%22%3E%3Cscript%3E&amp;lang=fr" download>Exporter</a>'
