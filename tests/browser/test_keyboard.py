"""Kiosque without a mouse: where the keyboard comes to is seen and marked; and nothing moves for who asks so."""

from __future__ import annotations

import pytest
from driving import PATIENT_MS, Picture, Serve, Served, Visit, click, question_field, settle
from fakes_kiosque import FERRY
from playwright.sync_api import Page, expect

from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser

QUESTION = "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?"
MOST_STOPS = 30
"""More than any page here has."""

STOP = """
() => {
  const one = document.activeElement, box = one.getClientRects()[0];
  const marked = (place) => parseFloat(getComputedStyle(place).outlineWidth) >= 2 &&
    getComputedStyle(place).outlineStyle === "solid" && place.contains(one);
  const fields = ["[data-testid=stChatInput]", "[data-testid=stTextInputRootElement]", "[data-testid=stDateInputField]",
    "[data-testid=stSelectbox] [role=group]"];
  const frames = [one, ...document.querySelectorAll(fields.join())];
  const seen = (y) => {
    const at = document.elementFromPoint(box.left + box.width / 2, y);
    return at !== null && (one.contains(at) || at.contains(one));
  };
  return { name: one.getAttribute("aria-label") ?? one.innerText, tag: one.tagName, marked: frames.some(marked),
    seen: seen(box.top + 1) && seen(box.bottom - 1) };
}
"""
"""Where the keyboard is: what it is called, whether its focus shows, whether it lies whole before the eye."""


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    return serve()


def pressed(page: Page, key: str) -> dict[str, object]:
    """Where this key leads. Outside of what is drawn, and on all of it (which scrolls), nothing need show."""
    page.keyboard.press(key)
    page.wait_for_timeout(50)
    where: dict[str, object] = page.evaluate(STOP)
    assert where["tag"] in ("BODY", "MAIN") or (where["marked"] and where["seen"]), where
    return where


def walk(page: Page, key: str, wanted: str) -> None:
    """Goes on with this key, to the place that a selector names."""
    settle(page)
    for _ in range(MOST_STOPS):
        pressed(page, key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{key} does not lead to {wanted}")


@pytest.mark.parametrize(("width", "language"), [(1280, "fr"), (360, "en")], ids=["desk", "phone"])
def test_a_question_its_source_and_the_way_back_need_no_mouse(
    width: int, language: Language, server: Served, visit: Visit, picture: Picture
) -> None:
    watched = visit(f"{server.address}/?lang={language}", width=width, height=500)
    page = watched.page
    expect(question_field(page)).to_be_enabled()
    walk(page, "Tab", ".st-key-question textarea")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".k-sources")).to_be_visible(timeout=3 * PATIENT_MS)
    expect(question_field(page)).to_be_focused()
    walk(page, "Shift+Tab", "a.k-marker")
    picture(page, f"{language}-{width}-keyboard-marker")
    page.keyboard.press("Enter")
    expect(page.locator(".k-text mark")).to_be_focused()
    walk(page, "Shift+Tab", ".st-key-ways a")
    page.keyboard.press("Enter")
    expect(page.locator(".k-question")).to_be_focused()
    walk(page, "Tab", "a.k-marker")
    walk(page, "Tab", ".st-key-question textarea")
    watched.assert_quiet()


def test_arrows_choose_and_escape_closes(server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/library").page
    expect(page.locator(".st-key-rows button").first).to_be_visible()
    walk(page, "Tab", "[data-testid=stSidebar] [role=radio]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.library", "en"))
    expect(page.get_by_role("radio", name="English")).to_be_focused()
    walk(page, "Tab", "[data-testid=stSelectbox] input")
    page.keyboard.press("ArrowDown")
    options = page.get_by_role("option")
    expect(options.filter(has_text=FERRY.source)).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    walk(page, "Tab", "[data-testid=stDateInputCalendarButton]")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDateInputCalendar")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_folded_away_holds_no_keyboard(language: Language, server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/stories?lang={language}", width=360).page
    expect(page.locator(".st-key-rows button").first).to_be_visible()
    names = [str(pressed(page, "Tab")["name"]) for _ in range(8)]
    assert not [one for one in names if say("page.models", language) in one]
    walk(page, "Tab", "[data-testid=stExpandSidebarButton]")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")
    page.wait_for_timeout(500)
    walk(page, "Tab", "[data-testid=stSidebar] a[href*=models]")


MOVED = """
() => {
  window.moved = new Set();
  const look = () => {
    for (const one of document.getAnimations())
      window.moved.add(`${one.animationName ?? one.transitionProperty ?? "script"} of ${one.effect.target.tagName}`);
    requestAnimationFrame(look);
  };
  look();
}
"""
"""Notes whatever moves, frame by frame."""


@pytest.mark.parametrize("asked", ["no-preference", "reduce"])
def test_nothing_moves_for_who_asks_so(asked: str, server: Served, visit: Visit) -> None:
    page = visit(server.address).page
    page.emulate_media(reduced_motion=asked)  # type: ignore[arg-type]
    page.add_init_script(f"({MOVED})()")
    moved = set()
    page.goto(f"{server.address}/library")
    click(page.get_by_text(say("library.add", "fr")))
    page.wait_for_timeout(700)
    click(page.get_by_test_id("stDateInputCalendarButton").first)
    expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()
    page.keyboard.press("Escape")
    moved |= set(page.evaluate("[...moved]"))
    page.goto(server.address)
    field = question_field(page)
    field.fill(QUESTION)
    field.press("Enter")
    expect(page.locator(".k-sources")).to_be_visible(timeout=3 * PATIENT_MS)
    click(page.get_by_role("button", name=say("chat.rename", "fr")))
    expect(page.get_by_label(say("chat.name", "fr"))).to_be_focused()
    page.wait_for_timeout(500)
    moved |= set(page.evaluate("[...moved]"))
    if asked == "reduce":
        assert moved == set()
    else:
        assert {"script of DETAILS"} < moved, "what would move is noted"
