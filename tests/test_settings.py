"""Settings come from a file and from variables; what is wrong is named."""

from pathlib import Path

import pytest

from rag.errors import BadSetting
from rag.settings import load_settings, origin, remember


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path))
    return tmp_path


def test_variables_win_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "settings.toml").write_text('language = "fr"\nport = 9000\n', encoding="utf-8")
    monkeypatch.setenv("KIOSQUE_PORT", "9001")
    settings = load_settings()
    assert (settings.home, settings.language, settings.port) == (home, "fr", 9001)
    origins = [origin(settings, name) for name in ("home", "language", "port", "threads")]
    assert origins == ["variable", "file", "variable", "default"]


@pytest.mark.parametrize(
    ("content", "named", "french"),
    [
        pytest.param('colour = "red"', "colour", "aucun réglage ne porte ce nom", id="unknown"),
        pytest.param("port = 80", "port", "il lui faut 1024 au moins", id="too low"),
        pytest.param("port = 80000", "port", "il lui faut 65535 au plus", id="too high"),
        pytest.param("port = 8501.5", "port", "un nombre entier", id="not whole"),
        pytest.param('offline = "peut-être"', "offline", "true ou false", id="neither yes nor no"),
        pytest.param('language = "de"', "language", "on attend", id="not a choice"),
        pytest.param("port = = 1", "settings.toml", "settings.toml", id="not TOML"),
        pytest.param('chroma_server = "http://["', "chroma_server", "une adresse s’écrit", id="no address"),
        pytest.param('answering_server = "http://a:99999/v1"', "answering_server", "une adresse", id="no port"),
        pytest.param('embedding_server = "file:///v1"', "embedding_server", "une adresse", id="no machine"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_must_be(home: Path, content: str, named: str, french: str) -> None:
    (home / "settings.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match=named) as caught:
        load_settings()
    assert french in caught.value.sentence("fr") and "Input should" not in caught.value.sentence("fr")


def test_a_list_in_a_variable_is_told_how_it_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSQUE_PRIVATE_HOSTS", "nas.local")
    with pytest.raises(BadSetting, match=r'“private_hosts” is not usable: a list is written \["nas.local"\]'):
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
