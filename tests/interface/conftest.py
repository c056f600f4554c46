"""The page over a fake Kiosque, without a browser; commands over a real one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commanding import LINES, Result, Run
from fakes_kiosque import FakeKiosque
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from rag.interface.commands import app
from rag.interface.page import access
from rag.settings import PROJECT, load_settings

SCRIPT = PROJECT / "rag" / "interface" / "page" / "script.py"

Make = Callable[..., FakeKiosque]


@pytest.fixture
def make_kiosque() -> Iterator[Make]:
    """Makes the Kiosque that the page will find; closed in the end."""

    def make(language: str = "fr", **options: Any) -> FakeKiosque:
        kiosque = FakeKiosque(load_settings(language=language), **options)
        access.provide(lambda: kiosque)  # type: ignore[arg-type, return-value]
        return kiosque

    access.close()
    yield make
    access.close()


@pytest.fixture
def open_page() -> Callable[[], AppTest]:
    return lambda: AppTest.from_file(str(SCRIPT), default_timeout=20)


@pytest.fixture
def open_stories() -> Callable[[], AppTest]:
    """The stories alone."""
    script = (
        "from rag.interface.page import access, stories\nimport streamlit as st\nstories.draw(access.page_language())\n"
    )
    return lambda: AppTest.from_string(script, default_timeout=20)


@pytest.fixture
def open_models() -> Callable[[], AppTest]:
    """The models alone."""
    script = (
        "from rag.interface.page import access, models\nimport streamlit as st\nmodels.draw(access.page_language())\n"
    )
    return lambda: AppTest.from_string(script, default_timeout=20)


@pytest.fixture
def open_library() -> Callable[[], AppTest]:
    """The library alone: a test of this kind cannot change pages."""
    script = (
        "from rag.interface.page import access, newsstand\n"
        "import streamlit as st\n"
        "newsstand.draw(access.page_language())\n"
    )
    return lambda: AppTest.from_string(script, default_timeout=20)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in English against an empty library of its own."""
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "en")

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin)

    return invoke


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES), encoding="utf-8")
    return path
