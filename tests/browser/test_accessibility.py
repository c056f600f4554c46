"""Every page as axe-core judges it: no serious and no critical finding, light and dark, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from driving import PATIENT_MS, Picture, Served, Visit, ask, assert_fits, click, settle
from fakes_kiosque import FERRY
from playwright.sync_api import Page, expect

from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser

QUESTION = "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?"
GROUND: dict[Literal["light", "dark"], str] = {"light": "rgb(255, 253, 250)", "dark": "rgb(23, 22, 21)"}
"""What is behind the page, once it has become light or dark."""


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
    settle(page)
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


def every_page(page: Page, address: str, language: Language) -> Iterator[str]:
    """Brings each page before the eye, and gives its name."""
    page.goto(f"{address}/?lang={language}")
    expect(page.locator(".k-welcome")).to_be_visible()
    yield "welcome"
    ask(page, QUESTION)
    expect(page.locator(".k-sources")).to_be_visible(timeout=3 * PATIENT_MS)
    yield "chat"
    for name in ("stories", "library", "briefing", "models"):
        page.goto(f"{address}/{name}?lang={language}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.get_by_text(say("stories.searching", language))).to_have_count(0)
        if name == "stories":
            expect(page.locator(".st-key-rows button").first).to_be_visible()
        if name == "briefing":
            click(page.get_by_role("button", name=say("briefing.make", language)))
            expect(page.locator(".k-briefing")).to_be_visible()
        if name == "models":
            click(page.get_by_text(say("settings", language)))
        yield name
        if name == "stories":
            click(page.locator(".st-key-rows button").first)
            expect(page.locator(".k-headline")).to_be_visible()
            yield "story"
    page.goto(f"{address}/library?article={FERRY.id}&at=0-40&lang={language}")
    expect(page.locator(".k-text mark")).to_be_visible()
    yield "article"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1280, 360], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_keeps_anyone_out(
    language: Language, width: int, server: Served, visit: Visit, picture: Picture, axe_path: Path
) -> None:
    axe = axe_path.read_text("utf-8")
    watched = visit(server.address, width=width)
    page, found = watched.page, {}
    for name in every_page(page, server.address, language):
        for scheme, ground in GROUND.items():
            page.emulate_media(color_scheme=scheme)
            expect(page.locator(".stApp")).to_have_css("background-color", ground)
            view = f"{name}-{language}-{width}-{scheme}"
            found[view] = findings(page, axe)
            picture(page, view)
        assert_fits(page)
    assert {view: ones for view, ones in found.items() if ones} == {}
    watched.assert_quiet()
