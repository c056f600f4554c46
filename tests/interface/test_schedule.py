"""The command `schedule print`: what a timer is told of the settings in force."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag.interface.commands import app


def scheduled() -> tuple[dict[str, str], str]:
    """The variables that the timer passes on, and what is said beside."""
    result = CliRunner().invoke(app, ["schedule", "print", "--timer", "launchd"])
    assert result.exit_code == 0, result.output
    content = result.stdout[result.stdout.index("<?xml") : result.stdout.index("</plist>") + len("</plist>")]
    return plistlib.loads(content.encode())["EnvironmentVariables"], result.stderr


def test_a_morning_has_the_settings_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "modèles à moi").mkdir()
    (tmp_path / "petit.gguf").touch()
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "LANGUAGE": "fr", "HOME": "kiosque", "MODELS": "modèles à moi", "ANSWERING_MODEL": "petit.gguf",
        "ANSWERING_SERVER": "http://127.0.0.1:8898/v1", "PORT": "9000", "UNKNOWN": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"KIOSQUE_{name}", value)
    variables, said = scheduled()
    assert variables == {
        "KIOSQUE_LANGUAGE": "fr",
        "KIOSQUE_HOME": str(tmp_path / "kiosque"),
        "KIOSQUE_MODELS": str(tmp_path / "modèles à moi"),
        "KIOSQUE_ANSWERING_MODEL": str(tmp_path / "petit.gguf"),
        "KIOSQUE_ANSWERING_SERVER": "http://127.0.0.1:8898/v1",
        "KIOSQUE_PORT": "9000",
    }
    assert said == ""


@pytest.mark.parametrize(("language", "words"), [("fr", "La clé des serveurs"), ("en", "The key of the servers")])
def test_a_key_stays_out_of_the_timer(monkeypatch: pytest.MonkeyPatch, language: str, words: str) -> None:
    monkeypatch.setenv("KIOSQUE_LANGUAGE", language)
    monkeypatch.setenv("KIOSQUE_SERVER_KEY", "très secret")
    monkeypatch.setenv("KIOSQUE_ANSWERING_MODEL", "qwen-mini")
    variables, said = scheduled()
    assert "très secret" not in variables.values() and words in said
    assert variables["KIOSQUE_ANSWERING_MODEL"] == "qwen-mini"
