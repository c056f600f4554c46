"""The fixtures that isolate the tests do isolate them."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import commands
from fakes import FakeEmbedder
from fakes_engine import FakeGenerator
from typer.testing import CliRunner

from rag import assemble
from rag.fetching.fetch import Fetcher
from rag.fetching.opml import Feed, write_opml
from rag.interface.commands import app
from rag.settings import PROJECT

TOUCHED = "the network was touched"


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_connection_beyond_this_machine_fails(call: str) -> None:
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match=TOUCHED):
        getattr(client, call)(("192.0.2.1", 80))


def test_a_look_up_beyond_this_machine_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=TOUCHED):
        socket.create_connection(("kiosque.example", 80))


def test_an_asynchronous_connection_beyond_this_machine_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=TOUCHED):
        asyncio.run(asyncio.open_connection("kiosque.example", 80))


def test_this_machine_is_reached(free_port: Callable[[], int]) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        for host in ("127.0.0.1", "localhost"):
            with socket.create_connection((host, server.getsockname()[1])) as client:
                assert client.getpeername() == server.getsockname()


def test_no_setting_is_inherited(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = {name for name in os.environ if name.startswith(("KIOSQUE_", "LANGSMITH_", "LANGCHAIN_"))}
    assert names == {"KIOSQUE_HOME"}
    assert Path(os.environ["KIOSQUE_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())


# ----------------------------------------------------------------------------- the promise: who may touch the network

FETCHING = ("refresh", "models pull", "schedule run")
"""Their purpose. `add`, `extract` and `feeds add` fetch when they are given an address, never else."""

SILENT = {
    "feeds add": ["{opml}"],
    "feeds list": [],
    "feeds export": ["{folder}/flux.opml"],
    "feeds remove": ["1"],
    "add": ["{article}"],
    "extract": ["{article}"],
    "list": [],
    "search": ["ferry"],
    "ask": ["Le ferry a-t-il heurté le quai ?"],
    "summarise": ["{article}"],
    "stories": [],
    "brief": ["--format", "json", "--out", "{folder}/journal.json"],
    "verify": ["{folder}/journal.json"],
    "eval": ["--suite", "{folder}/suite", "--retrieval-only"],
    "reindex": [],
    "backup": ["{folder}/copie.sqlite3"],
    "restore": ["{folder}/copie.sqlite3", "--yes"],
    "doctor": [],
    "ratings": [],
    "show": ["a1"],
    "remove": ["a1", "--yes"],
    "models list": [],
    "models use": ["qwen2.5-coder-1.5b"],
    "models verify": [],
    "schedule print": ["--timer", "systemd"],
    "schedule install": [],
    "schedule remove": [],
}
"""Every other command, with words that make it work, in an order in which they can follow each other."""


def test_each_command_is_known_to_fetch_or_not() -> None:
    assert commands() == {*FETCHING, *SILENT, "serve"}  # the page is tested in its own way


def test_no_other_command_looks_beyond_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With addresses all over the library: of articles, of feeds, in the texts."""
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **_: asked.append(name))
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    monkeypatch.setattr(Fetcher, "get", lambda _, address, *__: asked.append(address))
    monkeypatch.setattr(assemble, "make_embedder", lambda _: FakeEmbedder())
    monkeypatch.setattr(assemble, "make_generator", lambda _: FakeGenerator("Le ferry a heurté le quai."))
    (tmp_path / "catalogue.toml").write_bytes((PROJECT / "models" / "catalogue.toml").read_bytes())
    monkeypatch.setenv("KIOSQUE_MODELS", str(tmp_path))
    (tmp_path / "flux.opml").write_bytes(write_opml([Feed("https://phare.example/flux", "Le Phare")]))
    (tmp_path / "suite").mkdir()
    document = {"id": "d1", "title": "Le ferry", "text": "Le ferry a heurté le quai des Pilotes."}
    question = {"id": "q1", "question": "Qui a heurté le quai ?", "answers": ["ferry"], "doc_id": "d1"}
    question |= {"answerable": True}
    for name, line in (("documents", document), ("questions", question)):
        (tmp_path / "suite" / f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")
    text = "Le ferry a heurté le quai des Pilotes. Lire https://phare.example/suite et http://quai.example/photo.png."
    article = {"id": "a1", "title": "Le ferry", "text": text, "url": "https://phare.example/ferry"}
    (tmp_path / "article.jsonl").write_text(json.dumps(article), encoding="utf-8")

    monkeypatch.setenv("PATH", str(tmp_path))  # without the program that would set a timer
    monkeypatch.setenv("HOME", str(tmp_path))
    places = {"opml": tmp_path / "flux.opml", "article": tmp_path / "article.jsonl", "folder": tmp_path}
    codes = {}
    for name, words in SILENT.items():
        done = CliRunner().invoke(app, [*name.split(), *(word.format(**places) for word in words)])
        codes[name] = done.exit_code

    assert asked == []
    failed = {name for name, code in codes.items() if code}
    assert failed == {"doctor", "models use", "schedule install"}, "there are no weights here, and no timer"
