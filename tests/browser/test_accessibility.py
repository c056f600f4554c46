"""Every page as axe-core judges it: no serious and no critical finding, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import PATIENT_MS, Served, Visit, ask, assert_fits
from fakes_kiosque import FERRY
from playwright.sync_api import Page, expect

from rag.interface.words import say

pytestmark = pytest.mark.browser

PAGES = ("stories", "library", f"library?article={FERRY.id}&at=0-40", "briefing", "models")


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


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")], ids=["desk, light", "phone, dark"])
def test_no_page_keeps_anyone_out(width: int, scheme: str, server: Served, visit: Visit, axe_path: Path) -> None:
    axe = axe_path.read_text("utf-8")
    watched = visit(server.address, width=width, scheme=scheme)
    page, found = watched.page, {}
    expect(page.locator(".k-welcome")).to_be_visible()
    ask(page, "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?")
    expect(page.locator(".k-sources")).to_be_visible(timeout=3 * PATIENT_MS)
    found["chat"] = findings(page, axe)
    for name in PAGES:
        page.goto(f"{server.address}/{name}")
        expect(page.locator(".stMainBlockContainer h1, .stMainBlockContainer h2").first).to_be_visible()
        expect(page.get_by_text(say("stories.searching", "fr"))).to_have_count(0)
        found[name] = findings(page, axe)
        assert_fits(page)
    assert {name: ones for name, ones in found.items() if ones} == {}
    watched.assert_quiet()
