"""Every word on screen, or told to a screen reader, is in the language of the page; Streamlit's own words too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from driving import Picture, Serve, Served, Visit, ask, click
from playwright.sync_api import Page, expect

from rag.interface.french import STREAMLIT
from rag.interface.words import say
from rag.records import Language

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    """With more articles than a list shows at once."""
    return serve(piece=0.01, more=40)


FOREIGN = {
    "fr": r"the|of|to|and|is|are|your|with|files?|day|month|year|choose|open|close|send|sidebar|pages? of|upload|skip|"
    r"search|add|remove|clear|results?|previous|next|more|show|hide|press|enter|app|loading|copy|settings|none|no|"
    r"visualization|mark|chart",
    "en": r"le|la|les|des|une?|du|est|dans|pour|sur|votre|vos|avec|jour|mois|choisir|ouvrir|envoyer|aucune?|ajouter|"
    r"retirer|chercher|réglages|modèle|bibliothèque|histoires?|langue|fermer|barre",
}
"""Words that only the other language has."""

OTHERS = ", ".join(
    (
        *(".st-key-rows button", ".st-key-suggestions button", "[class*=st-key-conversation-] button"),
        *(".k-question", ".k-row", ".k-meta", ".k-prompt dd", ".k-settings code", ".k-why td"),
        *(".k-briefing .figures", ".k-briefing .note", ".k-briefing ol", ".role-legend-label"),
    )
)
"""Where the words are those of articles and readers, or of settings."""

SAID = """
([others, language]) => {
  const said = [];
  const foreign = (one) => one.closest(others) || one.closest("[lang]")?.lang !== language;
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const one = nodes.currentNode.parentElement;
    if (one.closest("script, style, noscript") || foreign(one)) continue;
    if (getComputedStyle(one).fontFamily.includes("Material")) continue; // an icon, written as its name
    if (nodes.currentNode.data.trim() && one.checkVisibility()) said.push(nodes.currentNode.data.trim());
  }
  for (const name of ["aria-label", "aria-roledescription", "placeholder", "title", "alt"])
    for (const one of document.body.querySelectorAll(`[${name}]`))
      if (!foreign(one)) said.push(one.getAttribute(name));
  return said;
}
"""


def foreign_words(page: Page, language: Language) -> list[str]:
    """What is said that has a word of the other language; article titles named in labels stand between guillemets.

    The switch names each language in its own.
    """
    expect(page.locator("html")).to_have_attribute("lang", language)
    said = page.evaluate(SAID, [OTHERS, language])
    assert len(said) > 10
    own = (re.sub(r"[«“][^»”]*.*[»”]", "", one) for one in said if one not in ("Français", "English"))
    return [one for one in own if re.search(rf"(?<![\w’'-])(?:{FOREIGN[language]})(?![\w’'-])", one, re.IGNORECASE)]


def pages(visit: Visit, server: Served, language: Language) -> Iterator[Page]:
    """Each page, with what it hides until it is asked for."""
    for path in ("briefing", "stories", "library", "models"):
        page = visit(f"{server.address}/{path}?lang={language}").page
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        if path == "briefing":
            click(page.get_by_role("button", name=say("briefing.make", language)))
            expect(page.locator(".k-briefing")).to_be_visible()
        if path == "stories":
            click(page.get_by_text(say("stories.coverage", language)))
            expect(page.locator(".stVegaLiteChart svg")).to_have_count(2)
        page.wait_for_timeout(700)
        yield page
    page = visit(f"{server.address}/?lang={language}").page
    ask(page, "Combien de blessés dans l’accident du ferry au quai de Harrowmouth ?")
    expect(page.locator(".k-doubts")).to_be_visible()
    page.wait_for_timeout(700)
    yield page


@pytest.mark.parametrize("language, size", [("fr", "12,8\u00a0Ko"), ("en", "12.8KB")])
def test_what_is_typed_and_chosen_brings_no_foreign_word(
    language: Language, size: str, server: Served, visit: Visit, picture: Picture
) -> None:
    page = visit(f"{server.address}/library?lang={language}").page
    click(page.get_by_text(say("library.add", language)))
    page.wait_for_timeout(700)
    for field in page.locator("[data-testid=stTextInput] input, [data-testid=stTextArea] textarea").all():
        if field.is_visible():
            field.press_sequentially("ab", delay=10)
            assert foreign_words(page, language) == []
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 12800}
    page.locator("input[type=file]").set_input_files([file])
    expect(page.get_by_test_id("stFileChip")).to_contain_text(size)
    page.wait_for_timeout(700)  # its words are put into the language a moment after they are drawn
    assert foreign_words(page, language) == []
    picture(page, f"{language}-1280-typed")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_address_that_is_no_page_is_told(language: Language, server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/nosuch/page").page
    click(page.get_by_text({"fr": "Français", "en": "English"}[language], exact=True))
    expect(page.get_by_text(say("page.none", language))).to_be_visible()
    assert page.get_by_role("dialog").count() == 0
    assert foreign_words(page, language) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_of_the_other_language_is_on_screen(language: Language, server: Served, visit: Visit) -> None:
    assert [word for page in pages(visit, server, language) for word in foreign_words(page, language)] == []


def test_who_changes_language_takes_streamlits_words_along(server: Served, visit: Visit) -> None:
    page = visit(f"{server.address}/library?lang=en").page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Choose date").first).to_be_visible()
    click(page.get_by_text("Français", exact=True))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_label(STREAMLIT["Choose date"]).first).to_be_visible()
    assert page.get_by_label("Choose date").count() == 0
    click(page.get_by_text("English", exact=True))
    expect(page.get_by_label("Choose date").first).to_be_visible()


@pytest.mark.parametrize("language, name", [("fr", "lundi"), ("en", "Monday")])
def test_the_calendar_names_days_and_months_in_the_language_of_the_page(
    language: Language, name: str, server: Served, visit: Visit
) -> None:
    page = visit(f"{server.address}/library?lang={'fr' if language == 'en' else 'en'}").page
    click(page.get_by_text(say(f"language.{language}", language), exact=True))
    expect(page.get_by_text(say("library.add", language))).to_be_visible()  # drawn anew, it closes a calendar
    click(page.get_by_test_id("stDateInputCalendarButton").first)
    calendar = page.get_by_test_id("stDateInputCalendar")
    expect(calendar.get_by_label(re.compile(name)).first).to_be_visible()
    assert foreign_words(page, language) == []
