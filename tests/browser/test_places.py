"""Where the reader is stays where it was: what is in view, what is chosen, and where the keyboard is."""

from __future__ import annotations

import pytest
from driving import PATIENT_MS, Picture, Serve, Served, Visit, ask, click, question_field, settle
from playwright.sync_api import Page, expect

from rag.interface.words import say

pytestmark = pytest.mark.browser

QUESTION = "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?"
AGAIN = "Combien de passagers sur le ferry Aurore-du-Large ?"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    """With more articles than a list shows at once."""
    return serve(piece=0.03, more=60)


def top(page: Page, what: str) -> float:
    """How far below the upper edge of the window the last `what` begins, once the page has come to rest."""
    page.wait_for_timeout(1500)
    box = page.locator(what).last.bounding_box()
    assert box
    return box["y"]


def answered(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".k-question").last).to_have_text(question)
    expect(page.locator(".st-key-stop")).to_have_count(0, timeout=3 * PATIENT_MS)
    expect(page.locator(".k-claims").last).to_be_visible()


def test_an_answer_is_read_from_its_beginning(server: Served, visit: Visit) -> None:
    page = visit(server.address, width=360, height=640).page
    for question in (QUESTION, AGAIN):
        answered(page, question)
        assert 0 <= top(page, ".k-question") < 100
    page.reload()
    expect(page.locator(".k-question")).to_have_count(2)
    assert 0 <= top(page, ".k-question") < 100
    expect(question_field(page)).to_be_in_viewport()


def test_what_is_opened_stays_where_it_is(server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    answered(page, QUESTION)
    why = ".k-why > summary"
    page.locator(why).scroll_into_view_if_needed()
    before = top(page, why)
    click(page.locator(why))
    assert top(page, why) == pytest.approx(before, abs=2)


def test_who_goes_elsewhere_while_the_model_writes_is_left_there(serve: Serve, visit: Visit) -> None:
    page = visit(serve(piece=0.15).address, height=500).page
    answered(page, QUESTION)
    ask(page, AGAIN)
    expect(page.locator(".k-draft")).to_be_visible()
    page.mouse.move(700, 200)
    page.mouse.wheel(0, -5000)
    expect(page.get_by_text(say("chat.stop", "fr"))).to_have_count(0, timeout=3 * PATIENT_MS)
    assert top(page, ".k-question >> nth=0") > 0


def test_a_list_is_found_again_as_it_was_left(server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/library").page
    words = page.get_by_label(say("library.text", "fr"))
    words.fill("dépêche")
    words.press("Enter")
    expect(page.get_by_text("60 sur 63")).to_be_visible()
    settle(page)  # its number stands before its rows
    rows = page.locator(".st-key-rows .stButton button")
    first = rows.first.inner_text()
    click(page.locator(".st-key-pages button").filter(has_text="2"))
    expect(rows.first).not_to_have_text(first)
    settle(page)  # for the others
    title = rows.nth(15).inner_text()
    rows.nth(15).scroll_into_view_if_needed()
    before = top(page, ".st-key-rows .stButton button >> nth=15")
    click(rows.nth(15))
    expect(page.locator(".k-headline")).to_have_text(title)
    assert 0 <= top(page, ".k-headline") < 200
    for back, there in (("article.back", "library"), ("page.stories", "stories"), ("page.library", "library")):
        click(page.get_by_text(say(back, "fr"), exact=True))
        expect(page.get_by_role("heading", level=1).get_by_text(say(f"page.{there}", "fr"))).to_be_visible()
        expect(page.get_by_text(say("stories.searching", "fr"))).to_have_count(0)
    expect(rows.nth(15)).to_have_text(title)
    assert top(page, ".st-key-rows .stButton button >> nth=15") == pytest.approx(before, abs=2)
    expect(words).to_have_value("dépêche")
    expect(page.get_by_role("combobox").first).to_have_value(say("library.all.outlet", "fr"))


def test_the_keyboard_is_where_it_was(server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    answered(page, QUESTION)
    expect(question_field(page)).to_be_focused()
    good = page.get_by_role("button", name=say("answer.good", "fr"))
    for pressed in ("true", "false"):
        good.focus()
        page.keyboard.press("Enter")
        expect(good).to_have_attribute("aria-pressed", pressed)
        page.wait_for_timeout(500)
        expect(good).to_be_focused()
    page.mouse.click(900, 300)
    page.wait_for_timeout(500)
    assert not page.evaluate("document.activeElement.matches('button, textarea')"), "who clicks beside stays there"


def test_suggestions_come_while_the_first_visitor_looks_on(serve: Serve, visit: Visit) -> None:
    expect(visit(serve().address).page.locator(".st-key-suggestions button")).to_have_count(3)


def test_an_answer_is_copied_by_one_click(server: Served, visit: Visit, picture: Picture) -> None:
    page = visit(server.address, width=360).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, QUESTION)
    click(page.get_by_role("button", name=say("answer.copy", "fr")))
    expect(page.get_by_text(say("answer.copied", "fr"))).to_be_in_viewport()
    picture(page, "fr-360-copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Le ferry Aurore-du-Large") and "\n\n[1] Le ferry" in copied


def test_on_a_phone_a_conversation_that_is_chosen_is_seen(server: Served, visit: Visit) -> None:
    page = visit(server.address, width=360).page
    answered(page, QUESTION)
    for name, seen in ((say("chat.new", "fr"), say("chat.title", "fr")), ("Combien de blessés", QUESTION)):
        click(page.get_by_test_id("stExpandSidebarButton"))
        click(page.get_by_test_id("stSidebar").get_by_role("button", name=name).first)
        expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
        expect(page.locator("h1, h2").get_by_text(seen)).to_be_visible()


def test_the_pictures_of_the_days_are_found_open_again(server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/stories").page
    rows = page.locator(".st-key-rows .stButton button")
    expect(rows.first).to_be_visible()
    assert page.locator(".k-days").count() == 0, "nobody waits for what is closed"
    click(page.get_by_text(say("stories.coverage", "fr")))
    expect(page.locator(".k-days")).to_be_attached()
    click(rows.first)
    expect(page.locator(".k-headline")).to_be_visible()
    page.go_back()
    expect(page.locator(".k-days")).to_be_attached()
