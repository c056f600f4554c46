"""What a reader sees and does on the page, in both languages, over a fake Kiosque."""

from __future__ import annotations

import json
import re

import pytest
from fakes_kiosque import FERRY, Pace, wait_until
from page_reading import Open, answered, ask, bodies, marked, press, seen

from rag.errors import EngineStopped, LibraryFull, LibraryReadOnly, ModelMissing
from rag.interface.page.access import shared
from rag.interface.page.markup import plain
from rag.interface.words import say, sentence
from rag.interface.work.groups import Grouped
from rag.records import Language

QUESTION = "Combien de blessés dans l’accident du ferry ?"
NO_ANSWER = "Quel est le prix du baril ?"
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@both_languages
def test_the_first_visit_says_what_will_be_searched(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language)
    page = open_page().run()
    assert say("chat.title", language).replace("\u202f", " ") in seen(page)
    expected = {"fr": "2 articles du 12 au 14 octobre 2026", "en": "2 articles of 12 to 14 October 2026"}
    assert expected[language] in seen(page)


@both_languages
def test_an_empty_library_says_what_to_do(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language, articles=())
    assert say("chat.empty", language).replace("\u202f", " ").replace("\u00a0", " ") in seen(open_page().run())


@both_languages
def test_an_answer_shows_markers_sources_doubts_and_reasons(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    text = seen(page)
    assert "L’accident a fait 12 blessés, dont deux sont dans un état grave [1]." in text
    assert "⚠ Il y avait 400 témoins." in text
    assert {"fr": "Non vérifié :", "en": "Not verified:"}[language] in text
    assert "le nombre « 400 » n’est pas dans la phrase citée." in text
    assert marked(page) == ["L’accident a fait 12 blessés, dont deux sont dans un état grave."]
    date = {"fr": "12 octobre 2026", "en": "12 October 2026"}[language]
    assert f"[1] {FERRY.title} La Gazette de Port-Évrain, {date}" in text


@both_languages
def test_an_abstention_shows_the_nearest_passages_and_the_newest_date(
    language: Language, make_kiosque, open_page: Open
) -> None:
    make_kiosque(language)
    page = ask(open_page().run(), NO_ANSWER)
    assert say("answer.nearest", language) in seen(page)
    assert FERRY.title in seen(page)
    assert f'class="k-there" href="/library?article={FERRY.id}&amp;at=0-{len(FERRY.text)}&amp;c=' in bodies(page)
    assert {"fr": "14 octobre 2026.", "en": "14 October 2026."}[language] in seen(page)
    assert marked(page) == []


@both_languages
def test_a_missing_model_is_told_and_searching_goes_on(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language, missing=ModelMissing(model="qwen-mini"))
    page = open_page().run()
    assert "models pull" in page.warning[0].value
    page = ask(page, QUESTION)
    assert "models pull" in page.error[0].value
    assert FERRY.title in seen(page)


def test_what_was_found_is_shown_before_the_model_has_said_a_word(make_kiosque, open_page: Open) -> None:
    make_kiosque(pace=Pace(reading=30), place=2)
    page = open_page().run()
    page.chat_input(key="question").set_value(QUESTION).run()
    job = shared().jobs.answer(page.session_state.conversation)
    assert job and wait_until(lambda: job.phase == "waiting")
    page.run()
    assert "2 passages, 1 phrase · En attente : 2 demandes avant celle-ci." in seen(page)
    assert "L’accident a fait 12 blessés, dont deux sont dans un état grave." in seen(page)
    assert page.chat_input(key="question").disabled
    job.stop()
    assert wait_until(lambda: job.done, seconds=1)


def test_a_stopped_answer_keeps_what_was_written(make_kiosque, open_page: Open) -> None:
    make_kiosque(pace=Pace(piece=0.05))
    page = open_page().run()
    page.chat_input(key="question").set_value(QUESTION).run()
    job = shared().jobs.answer(page.session_state.conversation)
    assert job and wait_until(lambda: job.text.count(" ") > 3)
    page.run()
    press(page, say("chat.stop", "fr"))
    assert wait_until(lambda: job.done, seconds=1)
    page.run()
    assert "L’accident a fait" in seen(page)
    assert say("answer.partial", "fr").replace("\u00a0", " ") in seen(page)
    assert not page.chat_input(key="question").disabled


def test_another_visit_finds_the_answer_being_made_by_its_address(make_kiosque, open_page: Open) -> None:
    make_kiosque(pace=Pace(piece=0.05))
    first = open_page().run()
    first.chat_input(key="question").set_value(QUESTION).run()
    again = open_page()
    again.query_params["c"] = first.session_state.conversation
    job = shared().jobs.answer(first.session_state.conversation)
    assert job and wait_until(lambda: bool(job.text))
    assert "L’accident" in seen(again.run())
    assert wait_until(lambda: job.done)
    assert marked(again.run()) == ["L’accident a fait 12 blessés, dont deux sont dans un état grave."]


def test_conversations_are_kept_opened_and_erased(make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque()
    page = ask(ask(open_page().run(), QUESTION), NO_ANSWER)
    first = page.session_state.conversation
    turns = [json.loads(turn) for turn in kiosque.library.turns(first)]
    assert [turn["question"] for turn in turns] == [QUESTION, NO_ANSWER]
    press(page, say("chat.new", "fr"))
    assert page.session_state.conversation != first
    assert QUESTION not in seen(page)
    press(page, plain(QUESTION))
    assert QUESTION in seen(page) and NO_ANSWER in seen(page)
    press(page, say("yes", "fr"))
    assert kiosque.library.conversations() == []


def test_an_article_removed_since_leaves_its_quote(make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque()
    page = ask(open_page().run(), QUESTION)
    kiosque.library.remove(FERRY.id)
    page.run()
    assert marked(page) == ["L’accident a fait 12 blessés, dont deux sont dans un état grave."]
    assert say("answer.gone", "fr") in seen(page)
    assert f"article={FERRY.id}" not in bodies(page), "nothing leads there"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (EngineStopped(cause="signal 9"), "Le modèle s’est arrêté de façon inattendue"),
        (LibraryFull(path="/x"), "n’accepte plus rien"),
        (ZeroDivisionError("secret detail"), "Une erreur imprévue est survenue"),
    ],
    ids=["model", "library", "unforeseen"],
)
def test_an_error_is_one_sentence_with_a_number_and_a_way_to_try_again(
    error: Exception, sentence: str, make_kiosque, open_page: Open
) -> None:
    kiosque = make_kiosque(error=error)
    page = ask(open_page().run(), QUESTION)
    told = re.sub(r"\\(.)", r"\1", page.error[0].value)
    assert sentence in told and re.search(r"\(n° [0-9a-f]{6}\)", told)
    assert "secret" not in told and "Traceback" not in told
    kiosque.error = None
    press(page, say("chat.again", "fr"))
    assert wait_until(lambda: len(kiosque.asked) == 2)


@both_languages
def test_an_answer_that_cannot_be_kept_is_shown_and_says_so(
    language: Language, make_kiosque, open_page: Open, monkeypatch
) -> None:
    kiosque = make_kiosque(language)
    full = LibraryFull(path="/presse")
    monkeypatch.setattr(kiosque.library, "save_turn", lambda *_: raised(full))
    page = ask(open_page().run(), QUESTION)
    assert "12 blessés" in " ".join(marked(page)) and "k-draft" not in bodies(page)
    assert plain(sentence(full, language)) in page.error[0].value
    monkeypatch.undo()
    press(page, say("chat.again", language))
    answered(page)
    assert not page.error and len(kiosque.library.turns(page.session_state.conversation)) == 1


@both_languages
def test_what_a_click_cannot_do_is_told_on_the_page_as_it_was(
    language: Language, make_kiosque, open_page: Open, monkeypatch
) -> None:
    kiosque = make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    locked = LibraryReadOnly(path="/presse")
    monkeypatch.setattr(kiosque.library, "rate", lambda *_: raised(locked))
    press(page, say("answer.good", language))
    assert plain(sentence(locked, language)) in page.error[0].value and "k-claims" in bodies(page)
    assert not page.run().error, "it is told once"


def raised(error: Exception) -> None:
    raise error


def test_the_language_can_be_switched_and_stays_in_the_address(make_kiosque, open_page: Open) -> None:
    make_kiosque("fr")
    page = open_page().run()
    page.button_group(key="language").set_value("en").run()
    assert page.query_params["lang"] == "en"
    assert say("chat.title", "en") in seen(page)


@pytest.mark.parametrize("question", ["   ", "\n"], ids=["spaces", "line"])
def test_an_empty_question_asks_nothing(question: str, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque()
    page = open_page().run()
    page.chat_input(key="question").set_value(question).run()
    assert kiosque.asked == [] and not page.error


@pytest.mark.parametrize("name", ["", "../../x", "A" * 16, "0" * 17], ids=["none", "path", "letters", "long"])
def test_a_made_up_conversation_name_is_replaced(name: str, make_kiosque, open_page: Open) -> None:
    make_kiosque()
    page = open_page()
    page.query_params["c"] = name
    page.run()
    assert re.fullmatch(r"[0-9a-f]{16}", page.session_state.conversation)
    assert page.session_state.conversation != name


@both_languages
@pytest.mark.parametrize("name", ["../../x", "0" * 16], ids=["damaged", "unknown"])
def test_a_conversation_that_is_not_here_is_told_until_one_asks(
    name: str, language: Language, make_kiosque, open_page: Open
) -> None:
    make_kiosque(language)
    page = open_page()
    page.query_params["c"] = name
    first = page.run().session_state.conversation
    assert [one.value for one in page.run().info] == [say("chat.gone", language)]
    assert page.session_state.conversation == first
    page = ask(page, QUESTION)
    assert not page.info and page.query_params["c"] == first and QUESTION in seen(page)


def test_a_question_asked_at_the_moment_that_stories_come_is_not_lost(
    make_kiosque, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosque = make_kiosque()
    page = open_page().run()
    assert wait_until(lambda: not shared().groups.look()[1])
    found = shared().groups.look()
    before = iter([(Grouped(), True)] * 2)  # as the page begins to be drawn
    monkeypatch.setattr(shared().groups, "look", lambda: next(before, found))
    page.chat_input(key="question").set_value(QUESTION).run()
    assert wait_until(lambda: kiosque.asked == [QUESTION]) and next(before, None) is None


def test_a_conversation_erased_elsewhere_is_told(make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque()
    page = ask(open_page().run(), QUESTION)
    kiosque.library.remove_conversation(page.session_state.conversation)
    page.run()
    assert [one.value for one in page.info] == [say("chat.gone", "fr")] and QUESTION not in seen(page)


def test_the_address_names_a_conversation_once_something_was_asked(make_kiosque, open_page: Open) -> None:
    make_kiosque()
    page = open_page().run()
    assert "c" not in page.query_params
    page = ask(page, QUESTION)
    asked = page.session_state.conversation
    assert page.query_params["c"] == asked
    press(page, say("chat.new", "fr"))
    assert "c" not in page.query_params
    page.query_params["c"] = asked  # the browser's Back
    assert QUESTION in seen(page.run())
