"""Answers go on without the page that asked for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes_kiosque import FERRY, FakeKiosque, Pace, wait_until

from rag.errors import BadQuestion, ModelMissing
from rag.interface.page.views import around
from rag.interface.work.jobs import AnswerJob, Jobs
from rag.interface.work.saved import turns
from rag.records import Span
from rag.settings import load_settings

QUESTION = "Combien de blessés dans l’accident du ferry ?"


def kiosque(home: Path, **options: object) -> FakeKiosque:
    return FakeKiosque(load_settings(home=home, language="fr"), **options)  # type: ignore[arg-type]


def ended(job: AnswerJob) -> AnswerJob:
    assert wait_until(lambda: job.done)
    return job


def test_an_answer_is_saved_and_comes_back_as_it_was(tmp_path: Path) -> None:
    ours = kiosque(tmp_path)
    jobs = Jobs(ours)  # type: ignore[arg-type]
    answer = ended(jobs.ask("c", QUESTION)).future.result()
    (again,) = turns(ours.library, "c")
    assert answer and (again.text, again.claims, again.evidence) == (answer.text, answer.claims, answer.evidence)
    assert (again.prompt, again.raw) == (answer.prompt, answer.raw) and answer.prompt
    assert [hit.article for hit in again.nearest] == [hit.article for hit in answer.nearest]
    jobs.close()


def test_asked_again_it_takes_the_place_of_the_last_answer(tmp_path: Path) -> None:
    ours = kiosque(tmp_path)
    jobs = Jobs(ours)  # type: ignore[arg-type]
    for question in (QUESTION, "Et combien de passagers sur le navire ?"):
        ended(jobs.ask("c", question))
    again = ended(jobs.ask("c", "Et combien de membres d’équipage ?", instead=True)).future.result()
    assert [turn.question for turn in turns(ours.library, "c")] == [QUESTION, "Et combien de membres d’équipage ?"]
    assert again and again.query and again.query.previous and again.query.previous.question == QUESTION
    jobs.close()


def test_asked_again_and_stopped_it_leaves_the_answer_there_was(tmp_path: Path) -> None:
    ours = kiosque(tmp_path)
    jobs = Jobs(ours)  # type: ignore[arg-type]
    ended(jobs.ask("c", QUESTION))
    kept = ours.library.turns("c")
    ours.pace = Pace(reading=30)
    job = jobs.ask("c", QUESTION, instead=True)
    assert wait_until(lambda: job.phase == "reading")
    job.stop()
    assert wait_until(lambda: job.done, seconds=1) and ours.library.turns("c") == kept
    jobs.close()


def test_one_answer_at_a_time_in_a_conversation(tmp_path: Path) -> None:
    jobs = Jobs(kiosque(tmp_path, pace=Pace(reading=30)))  # type: ignore[arg-type]
    first = jobs.ask("c", QUESTION)
    assert jobs.ask("c", "une autre question ?") is first
    assert jobs.ask("d", QUESTION) is not first
    jobs.forget("c")
    assert jobs.answer("c") is first, "an answer under way is not forgotten"
    jobs.close()
    assert ended(first).phase == "done"


def test_stopped_while_the_prompt_is_read_it_ends_within_a_second(tmp_path: Path) -> None:
    ours = kiosque(tmp_path, pace=Pace(reading=30))
    jobs = Jobs(ours)  # type: ignore[arg-type]
    job = jobs.ask("c", QUESTION)
    assert wait_until(lambda: job.phase == "reading")
    job.stop()
    job.stop()
    assert wait_until(lambda: job.done, seconds=1)
    assert json.loads(ours.library.turns("c")[0])["complete"] is False
    jobs.close()


def test_while_the_model_loads_no_place_in_line_is_told(tmp_path: Path) -> None:
    ours = kiosque(tmp_path, pace=Pace(reading=30), place=1, ready=False)
    jobs = Jobs(ours)  # type: ignore[arg-type]
    job = jobs.ask("c", QUESTION)
    assert wait_until(lambda: job.phase == "loading") and job.nearest
    job.stop()
    assert wait_until(lambda: job.done, seconds=1)
    jobs.close()


def test_stopped_before_the_search_ended_it_never_writes(tmp_path: Path) -> None:
    job = AnswerJob(kiosque(tmp_path, pace=Pace(piece=0.2)), "c", QUESTION)  # type: ignore[arg-type]
    job.stop()
    assert job.phase == "stopping"
    job.run()
    assert job.text == ""


@pytest.mark.parametrize("late", [False, True], ids=["before the search", "while writing"])
def test_without_a_model_the_passages_are_still_found(late: bool, tmp_path: Path) -> None:
    error = ModelMissing(model="qwen-mini")
    ours = kiosque(tmp_path, error=error) if late else kiosque(tmp_path, missing=error)
    jobs = Jobs(ours)  # type: ignore[arg-type]
    job = ended(jobs.ask("c", QUESTION))
    assert job.failure is error
    assert job.nearest[0].article == FERRY
    assert ours.library.turns("c") == []
    jobs.close()


def test_a_question_that_cannot_be_asked_fails_with_its_own_error(tmp_path: Path) -> None:
    jobs = Jobs(kiosque(tmp_path))  # type: ignore[arg-type]
    assert isinstance(ended(jobs.ask("c", "x" * 100_000)).future.exception(), BadQuestion)
    jobs.close()


TEXT = "Un début. La phrase citée. Une fin.\nAutre paragraphe."


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [
        (10, 26, "Un début. ", " Une fin."),
        (0, 9, "", " La phrase citée. Une fin."),
        (36, len(TEXT), "", ""),
    ],
    ids=["middle", "beginning", "last paragraph"],
)
def test_the_cited_slice_stands_in_its_paragraph(start: int, end: int, before: str, after: str) -> None:
    assert around(TEXT, Span(start, end, TEXT[start:end])) == (before, after)


def test_a_long_paragraph_is_cut_around_the_cited_slice() -> None:
    text = "mot " * 500 + "CITE" + " mot" * 500
    before, after = around(text, Span(2000, 2004, "CITE"))
    assert before.startswith("…mot") and after.endswith("mot…") and len(before) + len(after) < 700
    assert before.lstrip("…") + "CITE" + after.rstrip("…") in text
