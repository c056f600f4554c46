"""The library page: what it lists, opens, adds and removes, over a fake Kiosque."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from fakes_kiosque import FERRY, HOSTILE, LIBRARY_VOTE, wait_until
from page_reading import Open, ask, bodies, marked, press, seen, titles
from streamlit.testing.v1 import AppTest

from rag.errors import LibraryFull, ModelMissing, SourceUnreadable
from rag.fetching.feeds import Entry as FeedEntry
from rag.fetching.opml import Feed
from rag.interface.page import adding
from rag.interface.page.access import shared
from rag.interface.page.markup import plain
from rag.interface.words import say
from rag.records import Article, Language, Outcome

both_languages = pytest.mark.parametrize("language", ["fr", "en"])


# ----------------------------------------------------------------------------- untrusted text


def test_hostile_text_is_shown_as_it_is_written(make_kiosque, open_page: Open, open_library: Open) -> None:
    make_kiosque(articles=(HOSTILE,))
    page = ask(open_page().run(), "hameçon page hostile")
    listed = open_library().run()
    opened = press(listed, plain(HOSTILE.title))
    for body in (bodies(page), bodies(opened)):
        assert not re.search(r"<(script|img|iframe|style|u|i)\b|javascript:[^<]*['\"]>", body)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert 'href="javascript' not in bodies(opened)


# ----------------------------------------------------------------------------- the library


@both_languages
def test_the_library_lists_newest_first_with_outlet_date_language_and_state(
    language: Language, make_kiosque, open_library: Open
) -> None:
    make_kiosque(language)
    page = open_library().run()
    assert titles(page) == [LIBRARY_VOTE.title, FERRY.title]
    line = {
        "fr": "The Kelsby Courier, 14 octobre 2026 · Anglais · dans la recherche",
        "en": "The Kelsby Courier, 14 October 2026 · English · in the search",
    }
    assert line[language] in seen(page)


def test_filters_narrow_the_list(make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = open_library().run()
    page.text_input(key="filter-text").set_value("HEURTE blesses").run()
    assert titles(page) == [FERRY.title]
    page.text_input(key="filter-text").set_value("council debate").run()
    assert titles(page) == [LIBRARY_VOTE.title]
    page.text_input(key="filter-text").set_value("")
    page.selectbox(key="filter-outlet").set_value(FERRY.source).run()
    assert titles(page) == [FERRY.title]
    page.selectbox(key="filter-language").set_value("en").run()
    assert titles(page) == [] and page.info[0].value == say("library.none", "fr")


def test_filters_of_dates_and_collections(make_kiosque, open_library: Open) -> None:
    kiosque = make_kiosque()
    page = open_library().run()
    assert "filter-collection" not in {one.key for one in page.selectbox}
    page.date_input(key="filter-until").set_value(date(2026, 10, 12)).run()
    assert titles(page) == [FERRY.title] and "1 sur 2" in seen(page)
    page.date_input(key="filter-since").set_value(date(2026, 12, 1)).run()
    assert titles(page) == []
    feed = kiosque.library.subscribe(Feed("https://courier.example/rss", collection="Kelsby"))
    entry = FeedEntry("1", "https://courier.example/1", "", LIBRARY_VOTE.title, None, None, "")
    kiosque.library.acknowledge(feed, entry, LIBRARY_VOTE.id)
    page = open_library().run()
    page.selectbox(key="filter-collection").set_value("Kelsby").run()
    assert titles(page) == [LIBRARY_VOTE.title]


@both_languages
def test_articles_that_are_ticked_are_removed_together(language: Language, make_kiosque, open_library: Open) -> None:
    articles = [Article(f"Titre {n}", f"Le texte {n} du bac.", "fr", ref=str(n)) for n in range(25)]
    kiosque = make_kiosque(language, articles=articles)
    page = open_library().run()
    assert say("yes", language) not in [one.label for one in page.button]
    for one in page.checkbox[:2]:
        one.check()
    page.run()
    gone = titles(page)[:2]
    asked = say("library.remove.sure", language, articles="2 articles")
    assert asked in [one.value.replace("\u00a0", " ") for one in page.markdown]
    press(page, say("yes", language))
    assert kiosque.library.count() == 23 and not set(gone) & set(titles(page))
    assert say("yes", language) not in [one.label for one in page.button]


@both_languages
def test_what_is_ticked_stays_so_on_other_pages(language: Language, make_kiosque, open_library: Open) -> None:
    articles = [Article(f"Titre {n}", f"Le texte {n} du bac.", "fr", ref=str(n)) for n in range(45)]
    kiosque = make_kiosque(language, articles=articles)
    page = open_library().run()
    page.checkbox[0].check().run()
    page.text_input(key="filter-text").set_value("introuvable").run()
    page.text_input(key="filter-text").set_value("").run()
    assert [one.value for one in page.checkbox][:2] == [True, False]
    press(page, say("library.pick.all", language, articles="45"))
    assert all(one.value for one in page.checkbox)
    page.checkbox[0].uncheck().run()
    asked = say("library.remove.sure", language, articles="44 articles")
    assert asked in [one.value.replace("\u00a0", " ") for one in page.markdown]
    press(page, say("library.pick.none", language))
    assert not any(one.value for one in page.checkbox)
    press(page.checkbox[3].check().run(), say("library.pick.all", language, articles="45"))
    kiosque.library.remove(kiosque.library.articles()[0].id)  # by another visit
    press(page, say("yes", language))
    assert kiosque.library.count() == 0


@both_languages
def test_reprints_and_what_a_version_changed_are_shown(language: Language, make_kiosque, open_library: Open) -> None:
    ferry = replace(FERRY, url="https://courier.example/ferry")
    corrected = replace(ferry, text=ferry.text + " The pilot was cleared.")
    echo = replace(corrected, source="L’Écho <b>", url="https://echo.example/bac")
    make_kiosque(language, articles=(ferry, corrected, echo))
    page = open_library().run()
    names = say("library.reprinted", language, count=1, names="L’Écho <b>")
    assert names in seen(page)
    opened = page.button(key=f"open-{corrected.id}").click().run()
    assert names in seen(opened) and say("article.changed", language) in seen(opened)
    assert re.search(r"<ins>[^<]*The pilot was cleared.</ins>", bodies(opened))


def test_a_long_list_comes_in_pages(make_kiosque, open_library: Open) -> None:
    make_kiosque(articles=[Article(f"Titre {n}", f"Le texte {n}.", "fr") for n in range(45)])
    page = open_library().run()
    assert len(titles(page)) == 20
    assert "45 articles" in seen(page)


def test_an_article_is_opened_summarised_and_removed(make_kiosque, open_library: Open) -> None:
    kiosque = make_kiosque()
    page = press(open_library().run(), plain(FERRY.title))
    assert "« On a senti un long frottement », raconte Aurélien Pastourel, routier." in seen(page)
    assert 'href="https://gazette-port-evrain.example/ferry"' in bodies(page)
    press(page, say("article.summarise", "fr"))
    summary = shared().jobs.summary(FERRY.id)
    assert summary and summary.result(5)
    page.run()
    assert "En bref : Le ferry" in seen(page) and "In short: Le ferry" in seen(page)
    assert marked(page) == ["Le ferry Aurore-du-Large a heurté lundi le quai des Pilotes de Harrowmouth."]
    press(page, say("yes", "fr"))
    assert titles(page) == [LIBRARY_VOTE.title]
    assert kiosque.library.count() == 1


def test_a_summary_that_failed_says_why_and_can_be_asked_again(make_kiosque, open_library: Open) -> None:
    make_kiosque(missing=ModelMissing(model="qwen-mini"))
    page = press(open_library().run(), plain(FERRY.title))
    press(page, say("article.summarise", "fr"))
    summary = shared().jobs.summary(FERRY.id)
    assert summary and summary.exception(5)
    page.run()
    assert "models pull" in page.error[0].value
    assert say("article.summarise", "fr") in [one.label for one in page.button]


def added(page: AppTest) -> AppTest:
    """The page once what was handed over is added."""
    assert wait_until(lambda: not shared().arrivals.busy)
    return page.run()


def test_each_pasted_text_has_its_outcome(make_kiosque, open_library: Open) -> None:
    kiosque = make_kiosque()
    page = open_library().run()
    for text in ("Un titre collé\nUn texte collé.", "Un titre collé\nUn texte collé.", "panne\nx"):
        page.text_area[0].set_value(text)
        added(press(page, say("library.submit", "fr")))
    assert "refusé — « paste.txt » ne peut pas être lu : panne." in seen(page)
    assert kiosque.library.count() == 3
    assert page.text_area[0].value == ""


def test_several_files_are_added_and_each_outcome_is_shown(
    make_kiosque, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_kiosque()
    contents = {"a.txt": b"Titre A\nTexte A.", "b.txt": b"panne", "c.txt": b"Titre C\nTexte A."}
    files = [SimpleNamespace(name=name, getvalue=lambda body=body: body) for name, body in contents.items()]
    monkeypatch.setattr(adding.st, "file_uploader", lambda *_, **__: files)
    page = added(press(open_library().run(), say("library.submit", "fr")))
    assert "2 sur 3 enregistrés ou déjà là" in seen(page)
    assert "Titre A ajouté" in seen(page) and "b.txt refusé" in seen(page)
    assert "Titre C reprise d’un article déjà là — Titre A" in seen(page)


def test_the_page_can_be_left_while_articles_are_added(
    make_kiosque, open_page: Open, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosque = make_kiosque()
    let_go, add = threading.Event(), kiosque.add_bytes
    kiosque.add_bytes = lambda name, content: add(name, content) if let_go.wait(30) else iter(())
    files = [SimpleNamespace(name=f"{n}.txt", getvalue=lambda n=n: f"Titre {n}\nTexte {n}.".encode()) for n in "ab"]
    monkeypatch.setattr(adding.st, "file_uploader", lambda *_, **__: files)
    page = press(open_library().run(), say("library.submit", "fr"))
    assert plain(say("library.adding", "fr", name="a.txt")) in [bar.proto.text for bar in page.get("progress")]
    monkeypatch.undo()
    assert "Aurore-du-Large" in seen(ask(open_page().run(), "Combien de blessés dans l’accident du ferry ?"))
    other = open_library().run()
    assert shared().arrivals.busy
    let_go.set()
    added(other)
    assert "Titre a ajouté" in seen(other) and "Titre b ajouté" in seen(other)
    assert "Titre b ajouté" not in seen(open_library().run())  # who comes later finds them in the list


def test_what_stops_an_addition_is_told_and_the_others_arrive(
    make_kiosque, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosque = make_kiosque()
    add = kiosque.add_bytes

    def full_at_first(name: str, content: bytes) -> Iterator[Outcome]:
        if name == "a.txt":
            raise LibraryFull(path=kiosque.library.home)
        return add(name, content)

    kiosque.add_bytes = full_at_first
    files = [SimpleNamespace(name=f"{n}.txt", getvalue=lambda n=n: f"Titre {n}\nTexte {n}.".encode()) for n in "ab"]
    monkeypatch.setattr(adding.st, "file_uploader", lambda *_, **__: files)
    page = added(press(open_library().run(), say("library.submit", "fr")))
    assert "a.txt refusé — Le disque" in seen(page) and "Titre b ajouté" in seen(page)


def test_of_many_articles_the_last_are_told_and_what_was_refused(make_kiosque, open_library: Open) -> None:
    """All of them, sent anew twice a second, would keep the browser from anything else."""
    kiosque = make_kiosque()
    lines = [Outcome("failed", "a#0", error=SourceUnreadable(origin="a#0", cause="panne"))]
    lines += [Outcome("added", "a", article=Article(f"Titre {n}", "Texte.", "fr")) for n in range(1, 2000)]
    kiosque.add_bytes = lambda _name, _content: iter(lines)
    page = open_library().run()
    page.text_area[0].set_value("Un texte")
    added(press(page, say("library.submit", "fr")))
    assert "1 999 sur 2 000 enregistrés ou déjà là ; voici les derniers" in seen(page)
    assert "a#0 refusé" in seen(page) and "Titre 1999 ajouté" in seen(page) and "Titre 1000 ajouté" not in seen(page)


def test_addresses_are_added(make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = open_library().run()
    page.text_input[0].set_value(" https://phare.example/une https://phare.example/panne ")
    added(press(page, say("library.submit", "fr")))
    assert "La page https://phare.example/une ajouté" in seen(page)
    assert "https://phare.example/panne refusé — « https://phare.example/panne »" in seen(page)
    assert page.text_input[0].value == ""


def test_what_is_typed_is_an_address_and_never_a_path(make_kiosque, open_library: Open) -> None:
    kiosque = make_kiosque()
    asked: list[str] = []
    kiosque.add = lambda names: iter(asked.extend(names) or ())
    page = open_library().run()
    page.text_input[0].set_value("phare.example/une /etc/hostname - ~/secret file:///etc/passwd HTTP://quai.example")
    added(press(page, say("library.submit", "fr")))
    assert asked == [
        "https://phare.example/une", "https:///etc/hostname", "https://-", "https://~/secret", "file:///etc/passwd",
        "HTTP://quai.example",
    ]  # fmt: skip


@both_languages
def test_feeds_are_refreshed_from_the_page(language: Language, make_kiosque, open_library: Open) -> None:
    kiosque = make_kiosque(language)
    page = open_library().run()
    label = {"fr": "Prendre les nouveaux articles de 2 flux", "en": "Take the new articles of 2 feeds"}[language]
    assert label not in [button.label for button in page.button]
    for name in ("phare", "panne"):
        kiosque.library.subscribe(Feed(f"https://{name}.example/flux", name))
    added(press(page.run(), label))
    assert f"Du flux phare {say('status.added', language)}" in seen(page)
    assert f"https://panne.example/flux {say('status.failed', language)} —" in seen(page)
    kiosque.library.unsubscribe(kiosque.library.feed("2"))
    added(press(page.run(), say("library.refresh", language, feeds=f"1 {'flux' if language == 'fr' else 'feed'}")))
    assert page.info[0].value == say("library.current", language)


def test_nothing_given_is_told(make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = press(open_library().run(), say("library.submit", "fr"))
    assert page.info[0].value == say("library.nothing", "fr")


def test_an_address_of_an_article_that_is_gone_shows_the_list(make_kiosque, open_library: Open) -> None:
    make_kiosque()
    page = open_library()
    page.query_params["article"] = "0123456789abcdef"
    assert len(titles(page.run())) == 2
    assert page.info[0].value == say("article.gone", "fr")
    assert not press(page, plain(FERRY.title)).info


def test_what_a_list_was_kept_to_outlives_what_streamlit_forgets() -> None:
    """A run that the next one cuts short loses the state of what it did not draw, whatever it had set."""
    script = (
        "from rag.interface.page.paging import keep_choices\n"
        "import streamlit as st\n"
        "keep_choices()\n"
        "if 'away' not in st.query_params:\n"
        "    st.text_input('Mots', key='filter-text')\n"
    )
    page = AppTest.from_string(script, default_timeout=20).run()
    page.text_input(key="filter-text").set_value("ferry").run()
    page.query_params["away"] = "1"
    page.run()
    del page.session_state["filter-text"]
    page.run()
    del page.query_params["away"]
    assert page.run().text_input(key="filter-text").value == "ferry"
