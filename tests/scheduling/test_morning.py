"""The morning: once a day, whatever fails, however often it is begun."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from editions import FAIR, FLOOD, FLOOD_LATER, Echo, Newsroom
from fakes import FakeEmbedder
from filelock import FileLock
from typer.testing import CliRunner

from rag import assemble
from rag.assemble import Kiosque, open_kiosque
from rag.errors import ModelMissing, NotWritten
from rag.fetching.opml import Feed
from rag.interface.commands import app
from rag.scheduling.morning import FOLDER, LOCK, Morning
from rag.settings import Settings

TODAY = date(2026, 10, 13)


@pytest.fixture
def kiosque(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosque]:
    monkeypatch.setattr(assemble, "make_embedder", lambda _settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "make_generator", lambda _settings: Echo())
    Newsroom(tmp_path, FLOOD, FAIR).close()
    opened = open_kiosque(Settings(home=tmp_path, language="fr"))
    yield opened
    opened.close()


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def morning(kiosque: Kiosque, log: list[str]) -> Morning:
    return Morning(kiosque, TODAY, lambda french, _english: log.append(french))


def test_a_morning_is_done_once(morning: Morning, log: list[str]) -> None:
    briefing = morning.run()
    assert briefing and len(briefing.entries) == 2
    assert "Le briefing du 12" in morning.file.read_text("utf-8")
    assert log[0] == "0 flux relus, articles nouveaux : 0" and str(morning.file) in log[-1]
    assert morning.run() is None


def test_the_next_morning_tells_what_came(tmp_path: Path, kiosque: Kiosque, log: list[str]) -> None:
    def tell(french: str, _english: str) -> None:
        log.append(french)

    Morning(kiosque, date.fromisoformat(FLOOD_LATER.published or ""), tell).run()
    briefing = Morning(kiosque, date(2026, 10, 14), tell).run()
    assert briefing and briefing.told == () and briefing.until == date.today().isoformat()
    assert sorted(one.name for one in (tmp_path / FOLDER).iterdir()) == ["2026-10-13.html", "2026-10-14.html"]


def test_a_morning_that_failed_is_tried_again(morning: Morning, kiosque: Kiosque) -> None:
    kiosque.__dict__["generator"] = None  # nothing to close

    def missing(*_: object, **__: object) -> None:
        raise ModelMissing(model="fake")

    kiosque.brief = missing  # type: ignore[method-assign, assignment]
    with pytest.raises(ModelMissing):
        morning.run()
    assert not morning.file.exists()
    del kiosque.brief, kiosque.__dict__["generator"]
    assert morning.run()


def test_two_mornings_do_not_run_at_a_time(morning: Morning, tmp_path: Path) -> None:
    with FileLock(tmp_path / LOCK):
        assert morning.run() is None
    assert morning.run()


def test_without_any_feed_reached_it_waits(morning: Morning, kiosque: Kiosque, log: list[str]) -> None:
    assert morning.run()
    morning.file.unlink()
    kiosque.library.subscribe(Feed("http://127.0.0.1:9/flux", "Le Phare"))  # a private address: refused
    tomorrow = Morning(kiosque, date(2026, 10, 14), morning.tell)
    assert tomorrow.run() is None and not tomorrow.file.exists()
    assert any(line.startswith("Le Phare : ") for line in log) and "nouvel essai" in log[-1]


def test_a_mail_program_gets_it(kiosque: Kiosque, tmp_path: Path, morning: Morning) -> None:
    box = tmp_path / "Maildir"
    assert Morning(kiosque, TODAY, morning.tell, box).run()
    (message,) = mailbox.Maildir(box)
    assert message["From"] and message["X-Unsent"] is None
    assert message.get_subdir() == "new"

    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert "briefing du 12 octobre 2026" in read["Subject"]
    assert "Valmorel" in read.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_folder_that_is_no_maildir_is_refused(kiosque: Kiosque, tmp_path: Path, morning: Morning) -> None:
    (tmp_path / "box").mkdir()
    with pytest.raises(NotWritten):
        Morning(kiosque, TODAY, morning.tell, tmp_path / "box").run()
    assert not morning.file.exists()


def test_the_command_writes_a_log(kiosque: Kiosque, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosque.close()
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")
    for _ in range(2):
        assert CliRunner().invoke(app, ["schedule", "run"]).exit_code == 0
    lines = (tmp_path / "mornings.log").read_text("utf-8").splitlines()
    assert len(lines) == 2 and "Briefing écrit, sujets racontés : 2" in lines[-1]


def test_the_log_has_the_sentence_of_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path / "new"))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")
    monkeypatch.setattr(assemble, "make_embedder", lambda _settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "make_generator", lambda _settings: Echo())
    assert CliRunner().invoke(app, ["schedule", "run"]).exit_code == 1
    assert "La bibliothèque est vide" in (tmp_path / "new" / "mornings.log").read_text("utf-8")
