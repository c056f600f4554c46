"""From an answer to the sentence it cites and back, by link and by the browser's own steps; nothing is loaded anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import PATIENT_MS, Picture, Serve, Served, Visit, ask, click
from fakes_kiosque import FERRY
from playwright.sync_api import Locator, Page, expect

from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser

QUESTIONS = (
    "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?",
    "Combien de passagers sur le ferry Aurore-du-Large ?",
)
CITED = "Le ferry Aurore-du-Large a heurté lundi le quai des Pilotes de Harrowmouth."


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    return serve()


def conversation(page: Page) -> Locator:
    """Two answers; the number that the first one cites by, in view, where it is no longer that of the last one."""
    for question in QUESTIONS:
        ask(page, question)
        expect(page.locator(".k-question").last).to_have_text(question)
        expect(page.locator(".st-key-stop")).to_have_count(0, timeout=3 * PATIENT_MS)
    expect(page.locator(".k-marker")).to_have_count(2)
    page.wait_for_timeout(1500)
    marker = page.locator(".k-marker").first
    page.mouse.move(700, 200)
    page.mouse.wheel(0, -200)
    marker.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    return marker


def top(one: Locator) -> float:
    """How far below the upper edge of the window it begins, once the page has come to rest."""
    one.page.wait_for_timeout(1500)
    box = one.bounding_box()
    assert box
    return box["y"]


def enter(marker: Locator) -> None:
    marker.focus()
    marker.page.keyboard.press("Enter")


@pytest.mark.parametrize("language, width, follow", [("fr", 1280, click), ("en", 360, enter)], ids=["click", "Enter"])
def test_a_number_leads_to_its_sentence_and_back_to_the_very_answer(
    language: Language, width: int, follow: Callable[[Locator], None], server: Served, visit: Visit, picture: Picture
) -> None:
    watched = visit(f"{server.address}/?lang={language}", width=width, height=500)
    page = watched.page
    marker = conversation(page)
    expect(marker).to_have_accessible_name(marker.get_attribute("title") or "")
    for told in (
        FERRY.source,
        "12\u00a0octobre 2026" if language == "fr" else "12\u00a0October 2026",
        "Aurore-du-Large",
    ):
        assert told and told in (marker.get_attribute("title") or "")
    address, before, steps = page.url, top(marker), page.evaluate("window.same = true, history.length")
    follow(marker)
    cited = page.locator(".k-text mark")
    expect(cited).to_have_text(CITED)
    expect(cited).to_be_in_viewport()
    expect(cited).to_be_focused()
    picture(page, f"{language}-{width}-cited-from-answer")
    assert page.evaluate("history.length") == steps + 1, "one step, and nothing to go back over but that"
    page.go_back()
    expect(page.locator(".k-question")).to_have_text(list(QUESTIONS))
    assert page.url == address and top(marker) == pytest.approx(before, abs=2)
    expect(marker).to_be_focused()
    page.go_forward()
    expect(cited).to_be_in_viewport()
    assert page.evaluate("window.same"), "the page was never loaded anew"
    watched.assert_quiet()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_leads_back_to_the_answer_also_after_a_reload(language: Language, server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/?lang={language}", height=500).page
    click(conversation(page))
    expect(page.locator(".k-text mark")).to_be_in_viewport()
    page.reload()
    expect(page.locator(".k-text mark")).to_be_in_viewport()
    click(page.get_by_text(say("article.answer", language), exact=True))
    expect(page.locator(".k-question")).to_have_text(list(QUESTIONS))
    assert 0 <= top(page.locator(".k-question").first) < 100, "not the last question, but the one that led away"
    click(page.get_by_text(say("page.library", language), exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.library", language))
    click(page.get_by_text(say("page.chat", language), exact=True))
    expect(page.locator(".k-question")).to_have_text(list(QUESTIONS))


def test_the_browser_goes_back_over_what_the_reader_did_alone(server: Served, visit: Visit) -> None:
    """One step for each place: none for what the page adds to its own address."""
    page = visit(f"{server.address}/?lang=fr").page
    expect(page.get_by_text(say("chat.title", "fr"))).to_be_visible()
    steps = page.evaluate("history.length")
    click(conversation(page))
    expect(page.locator(".k-text mark")).to_be_visible()
    click(page.get_by_role("button", name=say("article.back", "fr")))
    expect(page.locator(".st-key-rows")).to_be_visible()
    assert page.evaluate("history.length") == steps + 2
    page.go_back()
    expect(page.locator(".k-text mark")).to_be_visible()
    page.go_back()
    expect(page.locator(".k-question")).to_have_text(list(QUESTIONS))
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_a_conversation_of_before_is_gone_back_to(server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    conversation(page)
    click(page.get_by_role("button", name=say("chat.new", "fr")))
    expect(page.get_by_text(say("chat.title", "fr"))).to_be_visible()
    page.go_back()
    expect(page.locator(".k-question")).to_have_text(list(QUESTIONS))


def test_another_tab_opens_what_the_reader_wants_there(server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    marker = conversation(page)
    with page.context.expect_page() as opened:
        marker.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator(".k-text mark")).to_be_in_viewport()
    expect(page.locator(".k-question")).to_have_count(2)
