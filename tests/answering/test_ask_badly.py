"""Questions that are none, filters that leave nothing, a model that misbehaves: a clear word, and nothing false."""

from __future__ import annotations

import pytest
from asking import QUESTION, saying
from newsstand import CHEESE

from rag.answering.ask import Answering
from rag.errors import BadQuestion
from rag.records import Filters


@pytest.mark.parametrize(
    "question", ["", " \n\t ", "\u200b\u202e", "a" * 100_000], ids=["empty", "blank", "invisible", "100 kB"]
)
def test_bad_questions(answering: Answering, question: str) -> None:
    with pytest.raises(BadQuestion):
        answering.ask(question)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quand le pont rouvrira-t-il ?", "fr"),
        ("How many visitors came to the fair?", "en"),
        ("¿Cuántos visitantes hubo en la feria?", None),
        ('" NEAR( * AND 8,400 🧀', None),
    ],
)
def test_any_question_gets_an_answer_in_one_of_the_two_languages(
    answering: Answering, question: str, language: str | None
) -> None:
    answer = saying(answering, "8,400 visitors.").ask(question).answer()
    assert answer.language == (language or answer.language) and answer.language in ("fr", "en")


LONG = "Voici ce que j’ai lu ce matin dans le train, à propos de tout autre chose. "


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        pytest.param("Quand le pont de Valmorel a-t-il été fermé ?", True, id="about the only article"),
        pytest.param("Quel est le prix du baril de pétrole à Londres ?", False, id="about nothing in the library"),
        pytest.param(
            "Pourquoi dit-on que « 12 500 habitants du pont sont privés de passage » ?", True, id="quoted wrongly"
        ),
        pytest.param(
            "Pourquoi la préfète a-t-elle dit « Nous ne rouvrirons jamais le pont » ?", False, id="words of nobody"
        ),
        pytest.param(LONG * 90 + "Quand le pont de Valmorel a-t-il été fermé ?", True, id="1,300 words"),
    ],
)
def test_one_article_only(answering: Answering, question: str, answered: bool) -> None:
    answering.library.remove(CHEESE.id)
    answer = saying(answering, "Le pont de Valmorel a été fermé mardi après la crue.").ask(question).answer()
    assert answer.answered is answered
    assert "jamais" not in answer.text


def test_four_thousand_words_are_no_question(answering: Answering) -> None:
    with pytest.raises(BadQuestion) as refused:
        answering.ask("mot " * 4_000)
    assert "8" in refused.value.sentence("fr") and "000" in refused.value.sentence("fr")


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(since="2026-10-20", until="2026-10-01"), id="ends before it begins"),
        pytest.param(Filters(source="Le Courrier des Deux-Rives", language="en"), id="an outlet in another language"),
        pytest.param(Filters(articles=("0123456789abcdef",)), id="an article that is not there"),
    ],
)
def test_filters_that_leave_nothing_give_no_answer(answering: Answering, filters: Filters) -> None:
    answer = saying(answering, "12 500 habitants sont privés de passage.").ask(QUESTION, filters=filters).answer()
    assert (answer.answered, answer.reason, answer.evidence) == (False, "not in the articles", ())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param("12,500 people who live there cannot cross any more.", "pas en français", id="other language"),
        pytest.param("privés de passage " * 100, "pas finie", id="a loop without end"),
        pytest.param("", None, id="nothing"),
        pytest.param("[1] [2]", "pas finie", id="only fake citations"),
        pytest.param("En tout " + "12 500, " * 300, "pas finie", id="cut by its limit"),
    ],
)
def test_what_is_no_answer_is_asked_for_again_or_quoted(answering: Answering, wrong: str, why: str | None) -> None:
    asked = saying(answering, wrong)
    answer = asked.ask(QUESTION).answer()
    retried = asked.generator.prompts[-1][-1].text  # type: ignore[attr-defined]
    if why is None:
        assert not answer.answered
    else:
        assert why in retried
        assert answer.text.startswith("«") and "12\u202f500 habitants" in answer.text


def test_a_model_that_repeats_itself_is_told_once(answering: Answering) -> None:
    answer = saying(answering, "12 500 habitants sont privés de passage. " * 50).ask(QUESTION).answer()
    assert answer.text == "12 500 habitants sont privés de passage [1]."
