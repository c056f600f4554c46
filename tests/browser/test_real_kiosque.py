"""The whole walk in a real Chromium: real articles, real search, real model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import STOPWATCH, Picture, Served, Visit, ask, question_field
from playwright.sync_api import expect

from rag.interface.words import counted, say

pytestmark = [pytest.mark.browser, pytest.mark.model]

MODEL_MS = 90_000
NOTE_PHASES = """() => {
    window.phases = [];
    const all = () => document.querySelectorAll(".k-phase");
    const note = () => all().forEach(phase => window.phases.push(phase.innerText.split(" · ").pop().trim()));
    new MutationObserver(note).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


@pytest.fixture(scope="module")
def real_server(
    start_server: Callable[..., Served],
    free_port: Callable[[], int],
    default_model_path: Path,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Served:
    """`python -m rag serve` on a library of a few samples."""
    home = str(tmp_path_factory.mktemp("library"))
    settings = {"KIOSQUE_HOME": home, "KIOSQUE_LANGUAGE": "fr"}
    adding = [sys.executable, "-m", "rag", "add", "samples/2026-10-12"]
    subprocess.run(adding, cwd=project, env=os.environ | settings, check=True, capture_output=True)
    port = free_port()
    return start_server(["-m", "rag", "serve"], port, KIOSQUE_PORT=str(port), **settings)


def test_a_french_question_is_answered_with_its_source(real_server: Served, visit: Visit, picture: Picture) -> None:
    """The first there is: it is asked while the model is loaded."""
    watched = visit(real_server.address)
    page = watched.page
    page.evaluate(NOTE_PHASES)
    ask(page, "Combien de blessés l’accident du ferry Aurore-du-Large a-t-il faits ?")
    expect(page.locator(".k-evidence")).to_contain_text("12 blessés")
    expect(page.locator(".k-claims")).to_contain_text("12", timeout=MODEL_MS)
    expect(page.locator(".k-claims .k-marker").first).to_have_text("[1]")
    expect(page.locator(".k-sources li").first).to_contain_text("Aurore-du-Large")
    expect(page.locator("blockquote mark").first).to_contain_text("12")
    assert say("phase.loading", "fr") in page.evaluate("window.phases")
    assert not [one for one in page.evaluate("window.phases") if one.startswith("En attente")], "nobody was before"
    picture(page, "real-fr-answer")
    watched.assert_quiet()


def test_stop_works_within_a_second_while_the_prompt_is_read(real_server: Served, visit: Visit) -> None:
    watched = visit(real_server.address)
    page = watched.page
    ask(page, "How many of its branch libraries will Kelsby close?")
    expect(page.locator(".k-phase")).to_contain_text(say("phase.reading", "fr"))
    assert page.evaluate(STOPWATCH) < 1000
    expect(question_field(page)).to_be_enabled()
    watched.assert_quiet()


def test_a_reload_while_the_prompt_is_read_loses_nothing(real_server: Served, visit: Visit) -> None:
    watched = visit(real_server.address)
    page, question = watched.page, "Combien de passagers le ferry Aurore-du-Large transportait-il ?"
    ask(page, question)
    expect(page.locator(".k-evidence")).to_be_visible()
    page.reload()
    expect(page.locator(".k-question")).to_have_text(question)
    expect(page.locator(".k-claims .k-marker").first).to_have_text("[1]", timeout=MODEL_MS)
    expect(page.locator(".k-question")).to_have_count(1)
    watched.assert_quiet()


def test_two_browsers_are_answered_in_turn(real_server: Served, visit: Visit) -> None:
    """Each has a window of its own; who comes second sees who is before, and nobody gets the other's words."""
    first, second = visit(real_server.address), visit(f"{real_server.address}/?lang=en")
    second.page.evaluate(NOTE_PHASES)
    # Extracts that the model has not read yet: it is still at them when the second question comes.
    ask(first.page, "Combien de nuits les urgences de l’hôpital sont-elles fermées ?")
    ask(second.page, "How many people were injured when the ferry Aurore-du-Large hit the quay?")
    for one in (first, second):
        expect(one.page.locator(".k-claims .k-marker").first).to_have_text("[1]", timeout=MODEL_MS)
    assert "urgences" in first.page.locator(".k-claims").inner_text()
    assert "injured" in second.page.locator(".k-claims").inner_text()
    waiting = say("phase.waiting", "en", place=counted("requests", 1, "en"))
    assert waiting in second.page.evaluate("window.phases")
    for one in (first, second):
        expect(one.page.locator(".k-claims")).to_have_count(1)
        one.assert_quiet()
