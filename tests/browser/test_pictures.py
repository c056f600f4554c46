"""The pictures of the news: words that can be read on light and on dark, days that lead to the articles of a story."""

from __future__ import annotations

import pytest
from driving import Picture, Serve, Served, Visit, assert_fits, click
from fakes_kiosque import FERRY, FERRY_AGAIN
from playwright.sync_api import Page, expect

from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser

LEAST_CONTRAST = 4.5
"""Of text, for WCAG 2.2 at level AA."""

CONTRASTS = """
() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (...colours) => {
    for (const colour of colours) [paint.fillStyle] = [colour], paint.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...paint.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return [...document.querySelectorAll(".stVegaLiteChart text")].filter((one) => one.textContent.trim()).map((one) => {
    const ground = getComputedStyle(one.closest("svg")).backgroundColor;
    const [dark, light] = [luminance(ground), luminance(ground, getComputedStyle(one).fill)].sort((a, b) => a - b);
    return [one.textContent, (light + 0.05) / (dark + 0.05)];
  });
}
"""
"""The words of the pictures, each with its contrast, by the formula of WCAG 2.2."""


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    return serve(again=True)


def open_story(page: Page) -> None:
    """That of two articles."""
    click(page.locator(".st-key-rows button").filter(has_text="Ferry"))
    expect(page.locator(".stVegaLiteChart svg")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_pictures_can_be_read(scheme: str, server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/stories", scheme=scheme).page
    click(page.get_by_text(say("stories.coverage", "fr")))
    expect(page.locator(".stVegaLiteChart svg")).to_have_count(2)
    contrasts = page.evaluate(CONTRASTS)
    open_story(page)
    contrasts += page.evaluate(CONTRASTS)
    words = {one for one, _ in contrasts}
    assert {"lu", "12 oct.", say("stories.others", "fr"), FERRY_AGAIN.source} <= words
    assert [one for one in contrasts if one[1] < LEAST_CONTRAST] == []


@pytest.mark.parametrize(("width", "language"), [(1280, "fr"), (360, "en")], ids=["desk", "phone"])
def test_a_day_of_a_story_leads_to_its_article(
    width: int, language: Language, server: Served, visit: Visit, picture: Picture
) -> None:
    watched = visit(f"{server.address}/stories?lang={language}", width=width, height=600)
    page = watched.page
    open_story(page)
    calendar = page.locator(".stVegaLiteChart svg").nth(2)
    calendar.scroll_into_view_if_needed()
    picture(page, f"{language}-{width}-story-calendar")
    assert_fits(page)
    filled = calendar.locator("path[fill-opacity='1']")
    expect(filled).to_have_count(2)
    for at, article in enumerate((FERRY, FERRY_AGAIN)):
        filled.nth(at).click()
        expect(page.locator("li:target")).to_contain_text(article.title[:20])
        expect(page.locator("li:target")).to_be_in_viewport()
    page.get_by_text(say("coverage.days", language)).click()
    page.locator(".k-days a").first.press("Enter")
    expect(page.locator("li:target")).to_contain_text(FERRY_AGAIN.title)
    expect(page.locator(".k-headline")).to_be_attached()
    watched.assert_quiet()
