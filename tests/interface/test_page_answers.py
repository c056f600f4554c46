"""What can be done with an answer and with a conversation, and why the answer is what it is."""

from __future__ import annotations

import html
import json
import re

import pytest
from fakes_kiosque import FERRY, HOSTILE, wait_until
from page_reading import Open, answered, ask, bodies, press, seen
from streamlit.testing.v1 import AppTest

from rag.interface.page import takeaway
from rag.interface.words import say
from rag.interface.work.saved import turns
from rag.records import Language

QUESTION = "Combien de blessés dans l’accident du ferry ?"
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


def icons(page: AppTest) -> dict[str, str]:
    return {one.label: one.proto.icon for one in page.button}


def carried(page: AppTest) -> str:
    """What the button that copies the first answer takes."""
    found = re.search(r'<span class="k-carried" data-number="0" hidden>([^<]*)</span>', bodies(page))
    assert found
    return html.unescape(found[1])


@both_languages
def test_an_answer_is_judged_with_what_it_was_made_from(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    bad = say("answer.bad", language)
    press(page, bad)
    (rating,) = kiosque.library.ratings()
    kept = json.loads(rating.answer)
    assert not rating.good and kept["model"] == "fake-1b" and kept["raw"].startswith("L’accident")
    assert kept["prompt"][-1] == {"role": "user", "text": QUESTION} and kept["evidence"]
    assert icons(page)[bad] == ":material/check:" != icons(page)[say("answer.good", language)]
    press(page, say("answer.good", language))
    assert [one.good for one in kiosque.library.ratings()] == [True]
    press(page, say("answer.good", language))
    assert kiosque.library.ratings() == []


@both_languages
def test_why_an_answer_is_what_it_is(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    weight = say("evidence.weight", language, n={"fr": "1,00", "en": "1.00"}[language])
    for words in (say("why", language), say("why.prompt", language), "Tu réponds d’après les articles.", weight):
        assert words in seen(page)
    assert say("why.seconds", language, n={"fr": "1,5", "en": "1.5"}[language]).replace("\u00a0", " ") in seen(page)


def test_what_the_model_was_asked_is_shown_as_text(make_kiosque, open_page: Open) -> None:
    make_kiosque()
    page = ask(open_page().run(), "ferry accident <img src=x onerror=alert(1)> ?")
    assert "<dd>ferry accident &lt;img src=x" in bodies(page)


@both_languages
def test_a_question_is_changed_and_asked_again(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    press(page, say("answer.again", language))
    assert page.text_area[0].value == QUESTION
    changed = "Combien de passagers sur le navire ?"
    page.text_area[0].set_value(changed)
    press(page, say("chat.again", language))
    assert wait_until(lambda: len(kiosque.asked) == 2)
    answered(page)
    assert changed in seen(page) and QUESTION not in seen(page)
    assert len(page.text_area) == 0


def test_only_the_last_answer_is_asked_again(make_kiosque, open_page: Open) -> None:
    make_kiosque()
    page = ask(ask(open_page().run(), QUESTION), "Combien de passagers sur le navire ?")
    assert [one.label for one in page.button].count(say("answer.again", "fr")) == 1
    assert [one.label for one in page.button].count(say("answer.copy", "fr")) == 2


@both_languages
def test_an_answer_is_copied_with_its_citations(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language)
    page = ask(open_page().run(), QUESTION)
    first, *sources = carried(page).split("\n\n")
    assert first == (
        "L’accident a fait 12 blessés, dont deux sont dans un état grave [1]. ⚠\u00a0Il y avait 400 témoins."
    )
    assert sources[0].startswith(f"[1] {FERRY.title} (La Gazette de Port-Évrain, 12")
    assert "dont deux sont dans un état grave." in sources[0] and sources[0].endswith(FERRY.url or "")


@both_languages
def test_a_doubtful_answer_says_so_wherever_it_is_read(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language, doubtful=True)
    page = ask(open_page().run(), QUESTION)
    caution = say("answer.doubtful", language)
    assert caution.replace("\u00a0", " ") in seen(page)
    assert caution in carried(page)
    (kept,) = turns(kiosque.library, page.session_state.conversation)
    assert kept.doubtful


@both_languages
def test_most_answers_need_no_caution(language: Language, make_kiosque, open_page: Open) -> None:
    make_kiosque(language)
    assert say("answer.doubtful", language).replace("\u00a0", " ") not in seen(ask(open_page().run(), QUESTION))


def test_a_conversation_is_taken_away_as_words_only(make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(articles=(HOSTILE,))
    page = ask(open_page().run(), "hameçon page hostile ?")
    taken = takeaway.conversation("![x](y)", turns(kiosque.library, page.session_state.conversation), "fr")
    assert taken.startswith("# \\!\\[x\\](y)\n\n## hameçon page hostile ?\n")
    assert not re.search(r"(?<!\\)(?:!\[|\]\(|<script)", taken.removeprefix("# "))
    assert "Le hameçon de la page hostile" in taken


def test_a_conversation_is_renamed(make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque()
    page = ask(open_page().run(), QUESTION)
    name = page.text_input(key=f"name-{page.session_state.conversation}")
    assert name.value == QUESTION
    name.set_value("  Le ferry  ").run()
    assert [one.title for one in kiosque.library.conversations()] == ["Le ferry"]
    assert "Le ferry" in [one.label for one in page.button]


@both_languages
def test_conversations_are_searched_without_accents(language: Language, make_kiosque, open_page: Open) -> None:
    kiosque = make_kiosque(language)
    for number in range(5):
        kiosque.library.save_turn(f"{number:016x}", json.dumps({"question": f"Sujet {number}", "text": "Rien."}))
    page = ask(open_page().run(), QUESTION)
    page.text_input(key="conversation-words").set_value("BLESSES etat").run()
    listed = [one.label for one in page.button if (one.key or "").startswith("conversation-")]
    assert len(listed) == 1 and "Combien" in listed[0]
    page.text_input(key="conversation-words").set_value("introuvable").run()
    assert say("chat.none", language) in seen(page)
