"""Every page as axe-core judges it: no serious and no critical finding, light and dark, wide and narrow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from driving import PATIENT_MS, Picture, Served, Visit, ask, assert_fits
from fakes_kiosque import FERRY
from playwright.sync_api import Page, expect

from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser

QUESTION = "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?"
PAGES = (
    ("stories", ""),
    ("library", ""),
    ("library", f"&article={FERRY.id}&at=0-40"),
    ("briefing", ""),
    ("models", ""),
)


def findings(page: Page, axe: str) -> list[str]:
    """The serious and critical findings, with the elements they are about."""
    page.wait_for_timeout(400)  # colours that fade are judged at their end
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_popover_is_reached_read_and_left_by_keyboard(
    scheme: str, server: Served, visit: Visit, picture: Picture, axe_path: Path
) -> None:
    watched = visit(f"{server.address}/library?article={FERRY.id}", scheme=scheme)
    page = watched.page
    opener = page.get_by_test_id("stPopoverButton")
    opener.focus()
    page.keyboard.press("Enter")
    sure = page.get_by_role("button", name=say("yes", "fr"))
    expect(sure).to_be_focused()
    assert sure.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert findings(page, axe_path.read_text("utf-8")) == []
    picture(page, f"popover-{scheme}")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    watched.assert_quiet()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_is_named_and_an_answer_is_heard(language: Language, server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/?lang={language}").page
    expect(page).to_have_title(f"{say('page.chat', language)} · Kiosque")
    ask(page, QUESTION)
    expect(page.locator(".k-told")).to_be_empty()
    expect(page.locator(".k-told")).to_have_text(say("chat.ready", language), timeout=3 * PATIENT_MS)
    assert page.locator(".k-told").get_attribute("role") == "status"
    expect(page).to_have_title(re.compile("^Combien de blessés dans l’accident .* · Kiosque$"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for path, title in ((f"library?article={FERRY.id}&", FERRY.title), ("library?", say("page.library", language))):
        page.goto(f"{server.address}/{path}lang={language}")
        expect(page).to_have_title(f"{title} · Kiosque")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_field_shows_the_focus_on_its_frame_alone(server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/library").page
    field = page.get_by_label(say("library.text", "fr"))
    field.focus()
    page.wait_for_timeout(300)
    outlined = (
        "one => [one, one.closest('[data-testid=stTextInputRootElement]')].map(at => getComputedStyle(at).outlineStyle)"
    )
    assert field.evaluate(outlined) == ["none", "solid"]


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "fr"), (360, "dark", "en"), (1280, "dark", "en"), (360, "light", "fr")],
    ids=["desk, light, French", "phone, dark, English", "desk, dark, English", "phone, light, French"],
)
def test_no_page_keeps_anyone_out(
    width: int, scheme: str, language: Language, server: Served, visit: Visit, picture: Picture, axe_path: Path
) -> None:
    axe = axe_path.read_text("utf-8")
    watched = visit(f"{server.address}/?lang={language}", width=width, scheme=scheme)
    page, found = watched.page, {}
    expect(page.locator(".k-welcome")).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator(".k-sources")).to_be_visible(timeout=3 * PATIENT_MS)
    found["chat"] = findings(page, axe)
    for name, query in PAGES:
        page.goto(f"{server.address}/{name}?lang={language}{query}")
        expect(page.locator(".stMainBlockContainer h1, .stMainBlockContainer h2").first).to_be_visible()
        expect(page.get_by_text(say("stories.searching", language))).to_have_count(0)
        found[name + query] = findings(page, axe)
        picture(page, f"{name}{'-article' if query else ''}-{language}-{width}-{scheme}")
        assert_fits(page)
    assert {name: ones for name, ones in found.items() if ones} == {}
    watched.assert_quiet()
