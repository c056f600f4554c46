"""A whole run: a suite of its own library, progress, results kept and compared, bad suites named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE
from typer.testing import CliRunner

from rag.assemble import Kiosque
from rag.errors import BadLine, EmptySource, SourceMissing
from rag.evaluation.evaluate import Evaluating, Progress, Run, previous, runs, spread, wilson
from rag.evaluation.suites import load_suite
from rag.interface.commands import app
from rag.settings import Settings

SURE = {"Oui": 0.98, "Non": 0.02, "Yes": 0.98, "No": 0.02}
QUESTIONS = [
    {"id": "a", "question": "Combien d’habitants sont privés de passage ?", "lang": "fr", "answers": ["12\u202f500"]},
    {"id": "b", "question": "How many visitors did the cheese fair draw?", "lang": "en", "answers": ["nobody knows"]},
    {"id": "c", "question": "Qui a peint le plafond de l’opéra ?", "lang": "fr", "answers": [], "answerable": False},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "suite"
    made.mkdir()
    articles = [
        {"id": one.ref, "title": one.title, "text": one.text, "language": one.language} for one in (BRIDGE, CHEESE)
    ]
    gold = {"a": "bridge", "b": "cheese"}
    write(made / "documents.jsonl", articles)
    write(made / "questions.jsonl", [question | {"doc_id": gold.get(str(question["id"]))} for question in QUESTIONS])
    return made


def write(file: Path, lines: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def opener(embedder: FakeEmbedder) -> Callable[[Settings], Kiosque]:
    def opened(settings: Settings) -> Kiosque:
        kiosque = Kiosque(settings)
        kiosque.__dict__["embedder"] = embedder
        kiosque.__dict__["generator"] = FakeGenerator("", "12 500 habitants sont privés de passage.", chances=[SURE])
        return kiosque

    return opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", language="fr")


def test_a_run_measures_and_is_kept(folder: Path, settings: Settings, opener: Callable[..., Kiosque]) -> None:
    *progress, run = Evaluating(settings, load_suite(folder), opener).steps(None, retrieval_only=False)
    assert [(step.done, step.total) for step in progress if isinstance(step, Progress)] == [(1, 3), (2, 3), (3, 3)]
    assert isinstance(run, Run)
    assert run.metrics["doc_hit@1"].value == run.metrics["citation_validity"].value == 1
    assert run.metrics["containment"].value == 0.5
    assert (run.suite, run.questions, run.model) == ("suite", 3, "fake-words")
    assert runs(settings.home) == [run]
    assert [path.name for path in settings.home.iterdir()] == ["evaluations"]


def test_a_second_run_embeds_no_passage_again_and_is_compared(
    folder: Path, settings: Settings, opener: Callable[..., Kiosque], embedder: FakeEmbedder
) -> None:
    evaluating = Evaluating(settings, load_suite(folder), opener)
    *_, first = evaluating.steps(None, retrieval_only=True)
    embedded = sum(role == "passage" for role, _ in embedder.calls)
    *_, second = evaluating.steps(None, retrieval_only=True)
    assert sum(role == "passage" for role, _ in embedder.calls) == embedded > 0
    assert isinstance(first, Run) and isinstance(second, Run)
    assert second.metrics == first.metrics and "containment" not in second.metrics and second.model == ""
    assert len(runs(settings.home)) == 2
    later = Run(**{**vars(second), "date": "2999-01-01"})
    assert previous(settings.home, later) == second
    assert previous(settings.home, Run(**{**vars(later), "date": "2001-01-01T00:00:00+00:00"})) == second
    assert previous(settings.home, second) == first
    assert previous(settings.home, Run(**{**vars(later), "digest": "another"})) is None


def test_another_version_of_a_suite_gives_its_library_up(
    folder: Path, settings: Settings, opener: Callable[..., Kiosque]
) -> None:
    list(Evaluating(settings, load_suite(folder), opener).steps(None, retrieval_only=True))
    with (folder / "questions.jsonl").open("a", encoding="utf-8") as questions:
        questions.write(
            json.dumps({"question": "Où est le pont ?", "answers": ["Valmorel"], "doc_id": "bridge"}) + "\n"
        )
    list(Evaluating(settings, load_suite(folder), opener).steps(None, retrieval_only=True))
    assert len(list((settings.home / "evaluations" / "libraries").iterdir())) == 1


def test_damaged_results_are_left_out(settings: Settings) -> None:
    (settings.home / "evaluations").mkdir(parents=True)
    (settings.home / "evaluations" / "results.jsonl").write_text('{"date": "2026\n[]\n{"metrics": {"a": 1}}\n', "utf-8")
    assert runs(settings.home) == []


@pytest.mark.parametrize(
    ("questions", "error"),
    [
        pytest.param("", EmptySource, id="no question"),
        pytest.param("{", BadLine, id="not JSON"),
        pytest.param("[]", BadLine, id="not an object"),
        pytest.param('{"question": " "}', BadLine, id="a blank question"),
        pytest.param('{"question": "Où ?", "answers": "ici"}', BadLine, id="answers that are no list"),
    ],
)
def test_bad_suites_are_named(folder: Path, questions: str, error: type[Exception]) -> None:
    (folder / "questions.jsonl").write_text(questions, "utf-8")
    with pytest.raises(error):
        load_suite(folder)


def test_a_folder_without_documents_is_named(folder: Path) -> None:
    (folder / "documents.jsonl").unlink()
    with pytest.raises(SourceMissing):
        load_suite(folder)


def test_documents_without_articles(folder: Path, settings: Settings, opener: Callable[..., Kiosque]) -> None:
    (folder / "documents.jsonl").write_text("\n", "utf-8")
    with pytest.raises(EmptySource):
        list(Evaluating(settings, load_suite(folder), opener).steps(None, retrieval_only=True))


def test_the_shipped_suite_names_articles_of_the_samples(settings: Settings) -> None:
    suite = load_suite(None)
    files = {path.relative_to(suite.documents).as_posix() for path in suite.documents.rglob("*") if path.is_file()}
    assert len(suite.questions) >= 80
    for asked in suite.questions:
        assert asked.answerable == (asked.gold is not None)
        assert {asked.gold, *asked.lenient} - {None} <= files


def test_a_follow_up_is_asked_after_what_came_before() -> None:
    [first, *_] = [asked for asked in load_suite(None).questions if asked.previous]
    assert first.text == f"{first.previous[0]} {first.question}"


def test_questions_are_spread_over_the_suite() -> None:
    assert spread(range(10), 5) == [0, 2, 4, 6, 8]
    assert spread(range(3), None) == spread(range(3), 9) == [0, 1, 2]


def test_the_interval_of_a_share() -> None:
    one = wilson(95, 100)
    assert (round(one.low, 3), one.value, round(one.high, 3)) == (0.888, 0.95, 0.978)
    assert wilson(5, 5).high == 1.0


@pytest.mark.model
def test_a_few_questions_for_real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path) -> None:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path / "home"))
    result = CliRunner().invoke(app, ["eval", "--suite", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    run = json.loads(result.stdout)
    assert run["questions"] == 3 and run["previous"] is None
    assert run["metrics"]["citation_validity"]["value"] == 1.0
    assert run["metrics"]["containment"]["value"] >= 0.5


def test_the_command_prints_the_table_or_says_what_is_wrong(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "--suite", str(tmp_path)])
    assert result.exit_code == 1
    assert "questions.jsonl" in result.output
