"""The briefing page: made on demand, both languages, kept, taken away as files; over a fake Kiosque."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from editions import EDITION
from fakes_kiosque import wait_until
from page_reading import Open, bodies, press, seen
from streamlit.testing.v1 import AppTest

from rag.briefing.edition import Line, to_json
from rag.errors import ModelMissing
from rag.interface.page.access import shared
from rag.interface.words import say
from rag.records import Language

both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def open_briefing() -> Callable[[], AppTest]:
    script = (
        "from rag.interface.page import access, briefing\n"
        "import streamlit as st\n"
        "briefing.draw(access.page_language())\n"
    )
    return lambda: AppTest.from_string(script, default_timeout=20)


def make(page: AppTest, language: Language) -> AppTest:
    press(page, say("briefing.make", language))
    assert wait_until(lambda: shared().jobs.briefing is not None and shared().jobs.briefing.done())
    return page.run()


@both_languages
def test_a_briefing_is_made_and_shown_in_both_languages(language: Language, make_kiosque, open_briefing: Open) -> None:
    make_kiosque(language)
    page = open_briefing().run()
    assert page.info[0].value == say("briefing.none", language)
    page = make(page, language)
    assert not page.exception
    for words in ("Le musée l’achète 1 200 €.", "The museum buys it for €1,200.", "Les chiffres diffèrent : "):
        assert words in seen(page)
    assert f'href="/briefing.pdf?briefing={EDITION.id}&amp;lang={language}" download' in bodies(page)
    first = {"fr": '<section lang="fr">', "en": '<section lang="en">'}
    assert bodies(page).index(first[language]) < bodies(page).index(first["en" if language == "fr" else "fr"])


@both_languages
def test_an_empty_library_leads_to_the_library(language: Language, make_kiosque, open_briefing: Open) -> None:
    make_kiosque(language, articles=())
    page = open_briefing().run()
    assert say("briefing.make", language) not in [one.label for one in page.button]
    assert say("library.open", language) in seen(page) and f'href="/library?lang={language}"' in bodies(page)


@both_languages
def test_an_address_of_no_briefing_is_told(language: Language, make_kiosque, open_briefing: Open) -> None:
    make_kiosque(language)
    make(open_briefing().run(), language)
    page = open_briefing()
    page.query_params["briefing"] = "2020-01-01--2020-01-01"
    assert page.run().info[0].value == say("briefing.gone", language)
    assert EDITION.id == page.query_params["briefing"]


def test_a_missing_model_is_told(make_kiosque, open_briefing: Open) -> None:
    make_kiosque(missing=ModelMissing(model="qwen-mini"))
    page = make(open_briefing().run(), "fr")
    assert "models pull" in page.error[0].value


def test_a_briefing_has_an_address(make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque()
    older = replace(EDITION, since="2026-10-01", until="2026-10-02")
    for one in (EDITION, older):
        kiosque.library.save_briefing(one.id, one.until, to_json(one))
    page = open_briefing()
    page.query_params["briefing"] = older.id
    assert page.run().selectbox(key="briefing").value == older.id
    page.selectbox(key="briefing").set_value(EDITION.id).run()
    assert page.query_params["briefing"] in (EDITION.id, [EDITION.id])
    page = open_briefing()
    page.query_params["briefing"] = "1900-01-01--<b>"
    assert page.run().selectbox(key="briefing").value == EDITION.id and not page.exception


@both_languages
def test_what_another_kiosque_stored_does_not_stop_the_page(
    language: Language, make_kiosque, open_briefing: Open
) -> None:
    library = make_kiosque(language).library
    for ident in ("20261015--20261015", "2026-13-01--2026-13-01", "été"):
        library.save_briefing(ident, "20261015", "{}")
    page = open_briefing().run()
    assert not page.exception and page.info[0].value == say("briefing.none", language)
    library.save_briefing(EDITION.id, EDITION.until, to_json(EDITION))
    library.save_briefing("2026-10-01--2026-10-01--crue\u00a0: « Lisse »", "2026-10-01", "{}")
    page = open_briefing().run()
    assert not page.exception and page.selectbox(key="briefing").value == EDITION.id
    page.selectbox(key="briefing").set_value("2026-10-01--2026-10-01--crue\u00a0: « Lisse »").run()
    assert not page.exception and page.warning[0].value == say("briefing.unreadable", language)


def test_headlines_lead_to_stories_and_notes_to_sentences(make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque()
    kiosque.library.save_briefing(EDITION.id, EDITION.until, to_json(EDITION))
    body = bodies(open_briefing().run())
    assert 'href="/stories?story=s1&amp;lang=fr"' in body
    assert 'href="/library?article=a2&amp;at=5-30&amp;lang=en"' in body
    assert 'href="/?story=s1&amp;lang=fr"' in body and say("stories.ask", "fr") in body


def test_one_language_can_be_read_alone(make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque()
    kiosque.library.save_briefing(EDITION.id, EDITION.until, to_json(EDITION))
    page = open_briefing().run()
    page.segmented_control(key="briefing-language").set_value("en").run()
    assert '<section lang="fr">' not in bodies(page) and '<section lang="en">' in bodies(page)


def test_articles_cannot_reach_into_the_page(make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque()
    line = Line("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", (1,))
    hostile = replace(EDITION, entries=(replace(EDITION.entries[0], headline=line, lines=(line,)),))
    kiosque.library.save_briefing(hostile.id, hostile.until, to_json(hostile))
    body = bodies(open_briefing().run())
    assert "<img" not in body and "<script" not in body and "&lt;script&gt;" in body


@both_languages
def test_past_briefings_stand_in_a_calendar(language: Language, make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque(language)
    days = (("2026-09-29", ""), ("2026-09-30", ""), ("2026-09-30", "crue <b>"), ("2026-10-12", ""))
    for until, subject in days:
        one = replace(EDITION, since=until, until=until, subject=subject)
        kiosque.library.save_briefing(one.id, one.until, to_json(one))
    page = open_briefing().run()
    body = bodies(page)
    month = {"fr": "octobre 2026", "en": "October 2026"}[language]
    assert body.index(f"<caption>{month}") < body.index("<caption>", body.index(f"<caption>{month}") + 1)
    links = re.findall(r'<td><a href="/briefing\?briefing=([^&"]+)[^>]*?( aria-current="page")?>(\d+)</a>', body)
    assert links == [
        ("2026-10-12--2026-10-12", ' aria-current="page"', "12"),
        ("2026-09-29--2026-09-29", "", "29"),
        ("2026-09-30--2026-09-30", "", "30"),
    ]
    assert body.count("<td>31</td>") == 1  # October alone has 31 days
    label = {"fr": "Briefing du 12 octobre 2026", "en": "Briefing of 12 October 2026"}[language]
    assert f'aria-label="{label}"' in body.replace("\u00a0", " ")


def test_a_lone_briefing_needs_no_calendar(make_kiosque, open_briefing: Open) -> None:
    kiosque = make_kiosque()
    kiosque.library.save_briefing(EDITION.id, EDITION.until, to_json(EDITION))
    assert "k-months" not in bodies(open_briefing().run())
