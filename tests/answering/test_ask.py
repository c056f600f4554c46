"""The walk from a question to an Answer, with a model that says what it is told to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from asking import DOUBTFUL, QUESTION, SURE, UNSURE, saying
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE, stocked

from rag.answering.answerability import Calibration
from rag.answering.ask import Answering
from rag.answering.prompting import Prompts
from rag.answering.retrieve import Retriever
from rag.library.index import LibraryIndex
from rag.library.store import Library
from rag.records import Exchange, Filters
from rag.settings import Settings


def test_an_answer_is_cited_to_the_slice_and_checked(answering: Answering) -> None:
    answer = saying(answering, "12 500 habitants sont privés de passage.").ask(QUESTION).answer()
    assert answer.answered and answer.complete and answer.language == "fr"
    assert answer.text == "12 500 habitants sont privés de passage [1]."
    [claim] = answer.claims
    assert claim.supported
    [citation] = claim.citations
    assert citation.article == BRIDGE
    assert BRIDGE.text[citation.span.start : citation.span.end] == citation.quote
    assert answer.raw == "12 500 habitants sont privés de passage."


def test_the_evidence_is_exactly_what_the_model_was_shown(answering: Answering) -> None:
    asked = saying(answering, "12 500 habitants.")
    answer = asked.ask(QUESTION).answer()
    shown = asked.generator.prompts[-1][-1].text  # type: ignore[attr-defined]
    for item in answer.evidence:
        assert item.article.text[item.span.start : item.span.end] == item.span.text
        assert item.span.text in shown
    assert "Le Courrier des Deux-Rives, 2026-10-14" in shown


def test_all_requests_of_an_answer_share_their_beginning(answering: Answering) -> None:
    asked = saying(answering, "Lundi.")
    asked.ask(QUESTION).answer()
    first, *others = [" ".join(message.text for message in prompt) for prompt in asked.generator.prompts]  # type: ignore[attr-defined]
    shared = first[: first.rindex("\n")]
    assert QUESTION in shared
    assert all(other.startswith(shared) for other in others)


@pytest.mark.parametrize(
    ("question", "chances", "doubtful"),
    [
        pytest.param(QUESTION, [SURE], False, id="the sentence has the words of the question"),
        pytest.param(QUESTION, [], False, id="a model that cannot tell"),
        pytest.param("Combien d’habitants passent désormais par le gué ?", [UNSURE], True, id="it lacks most of them"),
    ],
)
def test_an_answer_that_the_extracts_may_not_give_is_said_to_be_doubtful(
    answering: Answering, question: str, chances: list[dict[str, float]], doubtful: bool
) -> None:
    asked = replace(answering, calibration=Calibration(hopeless=0.0, threshold=0.0, dropped=0.0))
    answer = saying(asked, "12 500 habitants sont privés de passage.", chances=chances).ask(question).answer()
    assert answer.answered and answer.doubtful is doubtful


def test_an_answer_that_the_extracts_hardly_give_is_not_shown(answering: Answering) -> None:
    strict = replace(answering, calibration=Calibration(dropped=0.999))
    answer = saying(strict, "12 500 habitants sont privés de passage.").ask(QUESTION).answer()
    assert (answer.answered, answer.reason, answer.doubtful) == (False, "not in the articles", False)
    assert answer.nearest and answer.raw


def test_a_doubtful_model_is_not_asked_to_write(answering: Answering) -> None:
    asked = saying(answering, "70 dollars le baril.", chances=[DOUBTFUL])
    answer = asked.ask("Quel est le prix du baril de pétrole ?").answer()
    assert not answer.answered and not answer.doubtful
    assert answer.reason == "not in the articles"
    assert answer.text == "Vos articles ne donnent pas la réponse à cette question."
    assert answer.claims == ()
    assert answer.nearest


def test_a_refusal_in_the_model_s_words_is_a_refusal(answering: Answering) -> None:
    answer = saying(answering, "The extracts do not mention it.").ask("Who opened the cheese fair?", "en").answer()
    assert not answer.answered
    assert answer.text == "Your articles do not hold the answer to this question."
    assert answer.raw == "The extracts do not mention it."


@pytest.mark.parametrize(
    ("question", "reply", "reason"),
    [
        pytest.param(
            "Quand le pont a-t-il fermé aux habitants privés de passage ?",
            "14 500 habitants sont privés de passage.",
            "14 500",
            id="an invented number",
        ),
        pytest.param(
            "Quand le pont a-t-il fermé ?",
            "Selon Odile Castaing, le pont de Valmorel a fermé mardi.",
            "Castaing",
            id="an invented name",
        ),
    ],
)
def test_what_the_articles_do_not_say_is_marked(answering: Answering, question: str, reply: str, reason: str) -> None:
    asked = saying(answering, f"Le pont a fermé mardi après la crue. {reply}").ask(question)
    true, false = asked.answer().claims
    assert true.supported and not false.supported
    assert reason in " ".join(false.reasons)


WRONG = ["14 500 habitants sont privés de passage.", "Des habitants sont privés de passage."]
NEVER_QUOTED = Calibration(quoting=1.1)


@pytest.mark.parametrize(
    "wrong",
    ["14 500 habitants sont privés de passage.", "Des habitants sont privés de passage."],
    ids=["figure", "echo"],
)
def test_nothing_is_answered_when_no_claim_stands(answering: Answering, wrong: str) -> None:
    unsure = replace(saying(answering, wrong), calibration=NEVER_QUOTED)
    answer = unsure.ask(QUESTION).answer()
    assert (answer.answered, answer.reason) == (False, "not in the articles")
    assert answer.raw == wrong


@pytest.mark.parametrize(
    "wrong",
    ["14 500 habitants sont privés de passage.", "Des habitants sont privés de passage."],
    ids=["figure", "echo"],
)
def test_a_sure_answer_that_cannot_be_shown_is_quoted_instead(answering: Answering, wrong: str) -> None:
    answer = saying(answering, wrong).ask(QUESTION).answer()
    [claim] = answer.claims
    assert answer.answered and claim.supported
    assert claim.text.strip("«»\u202f") == claim.citations[0].quote
    assert "12\u202f500 habitants" in answer.text and answer.text.endswith("[1]")


def test_an_answer_about_somebody_else_is_refused(answering: Answering) -> None:
    answer = (
        saying(answering, "Le pont de Valmorel a fermé mardi.").ask("Quand le pont de Corvenne a-t-il fermé ?").answer()
    )
    assert not answer.answered


def test_fake_markers_of_the_model_point_nowhere(answering: Answering) -> None:
    answer = saying(answering, "12 500 habitants [7] sont privés de passage [3].").ask(QUESTION).answer()
    assert answer.text == "12 500 habitants sont privés de passage [1]."


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    library = Library(tmp_path)
    index = LibraryIndex(library)
    from fakes import FakeEmbedder

    embedder = FakeEmbedder()
    library.use_embedder(embedder)
    settings = Settings(home=tmp_path, language="en")
    retriever = Retriever(library, index, embedder)
    answer = Answering(library, retriever, embedder, FakeGenerator(), Prompts(), settings).ask("Who won?").answer()
    index.close()
    library.close()
    assert (answer.answered, answer.reason) == (False, "empty library")
    assert answer.tokens.prompt is None


def test_words_come_as_they_are_written(answering: Answering) -> None:
    stream = saying(answering, "Pas avant lundi.", word_seconds=0.01).ask("Quand rouvrira le pont ?")
    assert "".join(stream) == "Pas avant lundi."
    assert stream.answer().seconds.first_token is not None


def test_stopping_keeps_what_was_written(answering: Answering) -> None:
    stream = saying(answering, "Pas avant lundi selon la préfète de la région", word_seconds=0.05).ask(QUESTION)
    for piece in stream:
        if piece:
            stream.cancel()
    answer = stream.answer()
    assert not answer.complete
    assert answer.raw.startswith("Pas") and len(answer.raw) < 45


def test_stopping_while_the_prompt_is_read(answering: Answering) -> None:
    stream = saying(answering, "Lundi.", reading_seconds=30).ask(QUESTION)
    next(iter(stream))
    stream.cancel()
    answer = stream.answer()
    assert (answer.answered, answer.reason, answer.complete) == (False, "stopped", False)


def test_stopping_between_the_prompt_and_the_yes_or_no(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search alone makes of the question then is no verdict of a model that was not heard."""
    asked = saying(answering, "Lundi.")
    stream = asked.ask(QUESTION)
    monkeypatch.setattr(asked.generator, "choose", lambda *_: stream.cancel())
    answer = stream.answer()
    assert (answer.answered, answer.reason, answer.complete) == (False, "stopped", False)


def test_an_english_question_finds_the_english_article(answering: Answering) -> None:
    answer = (
        saying(answering, "The Kelsby cheese fair drew 8,400 visitors.")
        .ask("How many visitors came to the fair?")
        .answer()
    )
    assert {one.article.ref for claim in answer.claims for one in claim.citations} == {CHEESE.ref}


# ----------------------------------------------------------------------------- days, filters, what came before


def test_an_answer_tells_its_day(answering: Answering) -> None:
    answer = saying(answering, "12 500 habitants sont privés de passage.").ask(QUESTION).answer()
    assert answer.as_of == "2026-10-14"


def test_a_refusal_tells_the_newest_day_there_is(answering: Answering) -> None:
    answer = saying(answering, "", chances=[DOUBTFUL]).ask("Quel est le prix du baril ?").answer()
    assert answer.as_of == "2026-10-14"


def test_filters_keep_the_other_articles_out(answering: Answering) -> None:
    answer = saying(answering, "8,400 visitors.").ask(QUESTION, filters=Filters(language="en")).answer()
    assert {item.article.ref for item in answer.evidence} <= {"cheese"}
    assert {hit.article.ref for hit in answer.nearest} <= {"cheese"}
    nothing = saying(answering, "").ask(QUESTION, filters=Filters(since="2027-01-01")).answer()
    assert not nothing.answered and not nothing.evidence and nothing.nearest == ()


def test_days_in_the_question_become_filters(answering: Answering) -> None:
    stream = saying(answering, "Mardi.").ask("Pourquoi le pont a-t-il été fermé hier ?")
    assert stream.query.period == "hier"
    assert stream.query.filters == Filters(since="2026-10-13", until="2026-10-14")
    assert {hit.article.ref for hit in stream.nearest} == {"bridge"}


def test_days_without_articles_are_forgotten(answering: Answering) -> None:
    stream = saying(answering, "Lundi.").ask("Quand le pont a-t-il été fermé le mois dernier ?")
    assert stream.nearest and stream.query.period is None and stream.query.filters.empty


def test_a_question_that_goes_on_is_read_with_the_one_before(answering: Answering) -> None:
    before = Exchange("Quand le pont de Valmorel a-t-il été fermé ?", "Le pont de Valmorel a été fermé mardi.")
    asked = saying(answering, "12 500 habitants sont privés de passage.")
    stream = asked.ask("Et combien d’habitants ?", previous=before)
    assert stream.query.previous == before
    assert stream.answer().answered
    assert before.question in asked.generator.prompts[-1][-1].text  # type: ignore[attr-defined]


def test_a_whole_question_forgets_the_one_before(answering: Answering) -> None:
    before = Exchange("Quand le pont de Valmorel a-t-il été fermé ?", "Mardi.")
    assert saying(answering, "").ask("How many people visited the Kelsby fair?", previous=before).query.previous is None


@pytest.mark.parametrize(("calibration", "answered"), [(Calibration(), True), (NEVER_QUOTED, False)])
def test_how_many_is_not_answered_without_a_number(
    answering: Answering, calibration: Calibration, answered: bool
) -> None:
    wrong = "Selon la préfète Odile Marchenoir, des habitants sont privés de passage."
    asked = replace(saying(answering, wrong), calibration=calibration)
    answer = asked.ask(QUESTION).answer()
    assert answer.answered is answered
    assert ("12\u202f500 habitants" in answer.text) is answered
    assert "combien" in asked.generator.prompts[-1][-1].text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("translated", "answered"),
    [
        pytest.param("According to the prefect, Maëlle Kerouédan, 12,500 people cannot cross.", True, id="right"),
        pytest.param("According to the prefect, Maëlle Kerouédan, 14,500 people cannot cross.", False, id="wrong"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_the_nearest_sentence_is_translated_when_no_draft_stands(
    answering: Answering, translated: str, answered: bool
) -> None:
    answering.library.remove(CHEESE.id)
    generator = FakeGenerator("", "14,500 people.", "13,500 people.", translated, chances=[SURE])
    asked = replace(
        answering, generator=generator, calibration=Calibration(hopeless=0.0, threshold=0.0, translating=0.0)
    )
    answer = asked.ask("How many people cannot cross at Valmorel, says Maëlle Kerouédan?").answer()
    assert answer.answered is answered
    assert "Translate" in generator.prompts[-1][-1].text
    if answered:
        [claim] = answer.claims
        assert claim.text == translated and claim.citations[0].article == BRIDGE


# ----------------------------------------------------------------------------- a second try


def test_a_wrong_answer_is_tried_again_with_its_reason(answering: Answering) -> None:
    generator = FakeGenerator("", "13 700 habitants.", "12 500 habitants sont privés de passage.", chances=[SURE])
    answer = replace(answering, generator=generator).ask(QUESTION).answer()
    assert answer.answered and answer.text == "12 500 habitants sont privés de passage [1]."
    correction = generator.prompts[-1]
    assert [message.role for message in correction[-2:]] == ["assistant", "user"]
    assert correction[-2].text == "13 700 habitants." and "13 700" in correction[-1].text


def test_a_second_answer_that_is_no_better_changes_nothing(answering: Answering) -> None:
    generator = FakeGenerator("", "13 700 habitants.", "14 800 habitants.", chances=[SURE])
    answer = replace(answering, generator=generator, calibration=NEVER_QUOTED).ask(QUESTION).answer()
    assert not answer.answered and answer.raw == "13 700 habitants."


def test_another_figure_is_said_with_its_source(tmp_path: Path) -> None:
    other = replace(
        BRIDGE,
        title="Crue : le bilan",
        text="Selon le comité, 14 900 habitants sont privés de passage à Valmorel.",
        source="L’Écho de Valmorel",
        ref="other",
    )
    library, index, embedder = stocked(tmp_path, BRIDGE, other)
    generator = FakeGenerator("", "14 900 habitants sont privés de passage.", chances=[SURE])
    retriever = Retriever(library, index, embedder)
    settings = Settings(home=tmp_path, language="fr")
    answer = Answering(library, retriever, embedder, generator, Prompts(), settings).ask(QUESTION).answer()
    index.close()
    library.close()
    assert [claim.supported for claim in answer.claims] == [True, True]
    [citation] = answer.claims[1].citations
    assert citation.article.ref == "bridge" and citation.number == 2
    assert "Le Courrier des Deux-Rives donne un autre chiffre" in answer.text and "[2]" in answer.text


def test_a_question_kept_to_articles_sees_no_other(answering: Answering) -> None:
    only = Filters(articles=(CHEESE.id,))
    stream = saying(answering, "8,400.").ask(QUESTION, filters=only)
    assert {hit.article for hit in stream.nearest} == {CHEESE}
    both = saying(answering, "8,400.").ask(QUESTION, filters=Filters(articles=(CHEESE.id, BRIDGE.id)))
    assert {hit.article for hit in both.nearest} == {CHEESE, BRIDGE}
