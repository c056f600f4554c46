"""The command line as a script meets it: what it prints where, and what it ends with. Real library, real embedder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import LINES, Run, printed

from rag.settings import PROJECT

# ----------------------------------------------------------------------------- adding and listing


def test_adding_says_what_became_of_each_item(run: Run, file: Path) -> None:
    first = run("add", str(file), "--json")
    assert first.exit_code == 0
    told = printed(first)
    assert set(told) == {"added", "updated", "unchanged", "duplicates", "failed", "articles", "seconds"}
    assert told["added"] == 2 and [one["ref"] for one in told["articles"]] == ["pont", "fair"]
    assert {"id", "ref", "title", "language", "published", "status"} <= set(told["articles"][0])
    again = printed(run("add", str(file), "--json"))
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_some_failures_are_partial_and_only_failures_fail(run: Run, file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    mixed = run("add", str(file), str(empty), "--json")
    assert mixed.exit_code == 3
    [failed] = printed(mixed)["failed"]
    assert failed["source"].endswith("empty.txt") and "holds no text" in failed["error"]
    assert run("add", str(tmp_path / "nowhere.txt"), "--json").exit_code == 1


def test_the_library_is_listed_shown_and_emptied(run: Run, file: Path) -> None:
    run("add", str(file))
    assert [one["ref"] for one in printed(run("list", "--json"))["articles"]] == ["pont", "fair"]
    assert [one["ref"] for one in printed(run("list", "--language", "en", "--json"))["articles"]] == ["fair"]
    assert [one["ref"] for one in printed(run("list", "--since", "2026-10-13", "--json"))["articles"]] == ["pont"]
    assert [one["ref"] for one in printed(run("list", "--since", "20261013", "--json"))["articles"]] == ["pont"]
    assert printed(run("show", "pont", "--json"))["text"] == LINES[0]["text"]
    assert run("remove", "pont", "--yes").exit_code == 0
    gone = run("show", "pont")
    assert gone.exit_code == 1 and "No article has the id “pont”" in gone.stderr and "Traceback" not in gone.output


DISPATCH = "Le pont de Valmorel est fermé depuis mardi. " + " ".join(
    f"La commune a compté {number} camions devant les barrières du quai, dit la maire." for number in range(20, 32)
)


@pytest.fixture
def reprinted(run: Run, tmp_path: Path) -> None:
    """An article and its correction at one address, both before a reprint of the latter by another outlet."""
    head = {"title": "Le pont fermé", "published": "2026-10-14", "source": "Le Courrier des Deux-Rives"}
    head |= {"url": "https://courrier.example/pont"}
    lines = [
        head | {"id": "premier", "text": DISPATCH.replace("31 camions", "301 camions")},
        head | {"id": "corrige", "text": DISPATCH},
        head | {"id": "echo", "text": DISPATCH, "source": "L’Écho", "url": "https://echo.example/pont"},
    ]
    path = tmp_path / "depeches.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    told = printed(run("add", str(path), "--json"))
    assert [one["status"] for one in told["articles"]] == ["added", "updated", "duplicate"]


@pytest.mark.usefixtures("reprinted")
def test_who_reprinted_an_article_is_told(run: Run) -> None:
    listed = {one["ref"]: one["reprinted_by"] for one in printed(run("list", "--json"))["articles"]}
    assert listed == {"corrige": ["L’Écho"], "echo": []}
    assert printed(run("show", "corrige", "--json"))["reprinted_by"] == ["L’Écho"]
    (hit, *_) = printed(run("search", "le pont de Valmorel", "--json"))["hits"]
    assert (hit["ref"], hit["reprinted_by"]) == ("corrige", ["L’Écho"])
    for command in (("list",), ("show", "corrige"), ("search", "le pont de Valmorel")):
        assert "reprinted by 1 (L’Écho)" in run(*command).stdout


def test_what_a_duplicate_repeats_is_told_and_titles_stay_as_they_are(run: Run, tmp_path: Path) -> None:
    lines = [
        {"title": "Le pont :x: [bold]fermé[/]", "text": DISPATCH, "source": "Le Courrier des Deux-Rives"},
        {"title": "Pont : l’été sans camions", "text": DISPATCH, "source": "L’Écho"},
    ]
    path = tmp_path / "ponts.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    told = run("add", str(path)).stderr
    assert "added: Le pont :x: [bold]fermé[/]\n" in told
    assert "duplicate: Pont : l’été sans camions — repeats Le Courrier des Deux-Rives · Le pont :x: [bold]fer" in told


@pytest.mark.usefixtures("reprinted")
def test_what_a_new_version_changed_is_shown(run: Run) -> None:
    (version,) = printed(run("show", "corrige", "--json"))["versions"]
    assert version["removed"] == ["La commune a compté 301 camions devant les barrières du quai, dit la maire."]
    assert version["added"] == ["La commune a compté 31 camions devant les barrières du quai, dit la maire."]
    shown = run("show", "corrige").stdout
    assert f"What changed since {version['id']}:\n- La commune a compté 301 camions" in shown
    assert "\n+ La commune a compté 31 camions" in shown
    assert printed(run("show", "echo", "--json"))["versions"] == []


def test_standard_input_is_a_source() -> None:
    typed = "La fête du cidre\n\nLa fête du cidre aura lieu samedi à Saint-Aubray, dit la mairie.\n"
    command = [sys.executable, "-m", "rag", "extract", "-"]
    done = subprocess.run(command, input=typed.encode(), capture_output=True, check=True, cwd=PROJECT)
    assert json.loads(done.stdout)["title"] == "La fête du cidre"


def test_extracting_stores_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    result = run("extract", str(file), str(tmp_path / "nowhere.txt"))
    assert result.exit_code == 3
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    expected = {"path", "title", "text", "author", "published", "source", "url", "language", "error"}
    assert all(expected <= set(line) for line in lines) and lines[-1]["error"]
    assert printed(run("list", "--json"))["articles"] == []


# ----------------------------------------------------------------------------- searching and asking


def test_hits_are_slices_of_their_article(run: Run, file: Path) -> None:
    run("add", str(file))
    found = printed(run("search", "pont de Valmorel", "--json"))
    best = found["hits"][0]
    assert best["ref"] == "pont" and found["seconds"] >= 0
    assert LINES[0]["text"][best["start"] : best["end"]] == best["passage"]


def test_a_search_keeps_to_its_filters(run: Run, file: Path) -> None:
    run("add", str(file))
    french = printed(run("search", "cheese fair", "--articles-in", "fr", "--json"))
    assert {hit["ref"] for hit in french["hits"]} == {"pont"}
    before = run("search", "pont", "--until", "2026-01-01", "--json")
    assert printed(before)["hits"] == []
    assert [
        one["ref"] for one in printed(run("list", "--source", "le courrier des deux rives", "--json"))["articles"]
    ] == ["pont"]
    outlet = printed(run("search", "pont", "--source", "the kelsby dispatch", "--json"))
    assert {hit["ref"] for hit in outlet["hits"]} == {"fair"}
    named = printed(run("search", "pont cheese fair", "--in", "fair", "--json"))
    assert {hit["ref"] for hit in named["hits"]} == {"fair"}
    both = printed(run("search", "pont cheese fair", "--in", "fair", "--in", "pont", "--json"))
    assert {hit["ref"] for hit in both["hits"]} == {"fair", "pont"}
    unknown = run("search", "pont", "--in", "nowhere")
    assert unknown.exit_code == 1 and "nowhere" in unknown.stderr


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--since", "hier"], id="not a date"),
        pytest.param(["--since", "2026-10-14", "--until", "2026-10-13"], id="ends before it begins"),
        pytest.param(["--articles-in", "de"], id="a third language"),
        pytest.param(["--batch", "x.jsonl"], id="a question and a batch"),
    ],
)
def test_wrong_usage_is_told(run: Run, options: list[str]) -> None:
    result = run("search", "pont", *options)
    assert result.exit_code == 2 and "Traceback" not in result.output


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["list", "--language", "de"], id="a third language of articles"),
        pytest.param(["list", "--since", "2026-10-14", "--until", "2026-10-13"], id="ends before it begins"),
        pytest.param(["ask", "Qui ?", "--language", "de"], id="a third language of answers"),
        pytest.param(["feeds", "export", "-", "--json"], id="two things on standard output"),
    ],
)
def test_wrong_usage_of_others_is_told(run: Run, command: list[str]) -> None:
    assert run(*command).exit_code == 2


def test_finding_nothing_ends_alike_in_both_forms(run: Run, file: Path) -> None:
    run("add", str(file))
    for form in ([], ["--json"]):
        assert run("search", "pont", "--until", "2026-01-01", *form).exit_code == 4


def test_a_batch_answers_line_by_line_and_goes_on_after_a_bad_one(run: Run, file: Path, tmp_path: Path) -> None:
    run("add", str(file))
    batch = tmp_path / "questions.jsonl"
    lines = ['{"id": "a", "question": "cheese fair"}', "not json", '{"id": "c", "question": "  "}', '{"id": "d"}']
    batch.write_text("\n".join([*lines, '{"id": "e", "question": "NEAR(pont \\"*"}']), "utf-8")
    result = run("search", "--batch", str(batch), "--json")
    assert result.exit_code == 3
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["id"] for one in answers] == ["a", None, "c", "d", "e"]
    assert [("error" in one) for one in answers] == [False, True, True, True, False]
    assert answers[0]["hits"][0]["ref"] == "fair"
    assert answers[3]["error"].startswith("Line 4 of ") and "“question” is no text there" in answers[3]["error"]


def test_an_empty_library_answers_that_it_is(run: Run, default_model_path: Path) -> None:
    result = run("ask", "Qui a fermé le pont ?", "--json")
    told = printed(result)
    assert result.exit_code == 4 and not told["answered"] and told["reason"] == "empty library"
    assert set(told["seconds"]) == {"search", "first_evidence", "first_token", "total"}
    assert set(told["tokens"]) == {"prompt", "reused", "generated"}


@pytest.mark.parametrize(("question", "code"), [("", 2), ("   ", 1), ("a" * 8001, 1)], ids=["none", "blank", "a book"])
def test_a_question_that_is_none_is_refused(run: Run, question: str, code: int) -> None:
    result = run("ask", question)
    assert result.exit_code == code and "Traceback" not in result.output


def test_a_missing_model_is_named(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run("add", str(file))
    monkeypatch.setenv("KIOSQUE_ANSWERING_MODEL", str(tmp_path / "none.gguf"))
    result = run("ask", "Qui a fermé le pont ?")
    assert result.exit_code == 1 and "none" in result.stderr and "Traceback" not in result.output


@pytest.mark.model
def test_an_answer_has_the_shape_that_scripts_rely_on(run: Run, file: Path, default_model_path: Path) -> None:
    run("add", str(file))
    result = run("ask", "Depuis quand le pont de Valmorel est-il fermé ?", "--json")
    told = printed(result)
    assert result.exit_code == 0 and told["answered"] and told["language"] == "fr"
    [claim] = told["claims"]
    for citation in claim["citations"]:
        assert LINES[0]["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in told["text"]
    assert told["doubtful"] is False and told["as_of"] == "2026-10-14" and told["understood"]["previous"] is None


def test_half_a_character_comes_back_as_it_was_given(run: Run, file: Path, tmp_path: Path) -> None:
    run("add", str(file))
    (tmp_path / "batch.jsonl").write_text('{"id": "\\ud83d", "question": "pont \\ud83d"}\n')
    result = run("search", "--batch", str(tmp_path / "batch.jsonl"))
    assert result.exit_code == 0 and json.loads(result.stdout)["id"] == "\ud83d"


def test_json_is_utf8_and_words_are_readable_whatever_the_terminal(file: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "KIOSQUE_LANGUAGE": "fr"}

    def called(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "rag", *arguments]
        return subprocess.run(command, capture_output=True, check=False, cwd=PROJECT, env=environment).stdout

    called("add", str(file))
    assert json.loads(called("list", "--json").decode("utf-8"))["articles"][0]["title"] == "Le pont fermé"
    assert "Dossier de la bibliothèque".encode("latin-1") in (state := called("doctor")) and b"l?index Chroma" in state
