"""Settings come from a file and from variables; what is wrong is named."""

from pathlib import Path

import pytest

from rag.errors import BadSetting
from rag.settings import load_settings, remember


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path))
    return tmp_path


def test_variables_win_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "settings.toml").write_text('language = "fr"\nport = 9000\n', encoding="utf-8")
    monkeypatch.setenv("KIOSQUE_PORT", "9001")
    settings = load_settings()
    assert (settings.home, settings.language, settings.port) == (home, "fr", 9001)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        pytest.param('colour = "red"', "colour", id="unknown"),
        pytest.param("port = 80", "port", id="out of range"),
        pytest.param('language = "de"', "language", id="not a choice"),
        pytest.param("port = = 1", "settings.toml", id="not TOML"),
        pytest.param('chroma_server = "http://["', "chroma_server", id="no address"),
        pytest.param('answering_server = "http://a:99999/v1"', "answering_server", id="no port"),
        pytest.param('embedding_server = "file:///v1"', "embedding_server", id="no machine"),
    ],
)
def test_a_wrong_setting_is_named(home: Path, content: str, named: str) -> None:
    (home / "settings.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match=named):
        load_settings()


def test_a_dotenv_file_of_the_working_folder_is_not_read(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("KIOSQUE_PORT=9999\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings().port == 8501


def test_remembering_keeps_the_other_lines(home: Path) -> None:
    (home / "settings.toml").write_text('# mine\nport = 9000\nanswering_model = "old"\n', encoding="utf-8")
    remember(home, "answering_model", 'a "quoted" — name.gguf')
    settings = load_settings()
    assert (settings.port, settings.answering_model) == (9000, 'a "quoted" — name.gguf')
    assert "# mine" in (home / "settings.toml").read_text(encoding="utf-8")
