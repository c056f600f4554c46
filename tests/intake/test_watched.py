"""Watched folders: a real library and real files, a fake embedder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder
from typer.testing import CliRunner

from rag import assemble
from rag.assemble import Kiosque, open_kiosque
from rag.errors import AddressRefused, RefusedDocument, SourceMissing
from rag.fetching.opml import Feed, write_opml
from rag.intake.refresh import FeedReport
from rag.interface.commands import app
from rag.records import Failure, Filters, Outcome
from rag.settings import load_settings

TEXT = "Le bac de {} reprend lundi : « enfin », dit le passeur, qui attendait la pièce depuis l’été."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "dépêches"
    (path / "mer").mkdir(parents=True)
    (path / "a.txt").write_text(TEXT.format("Kervalec"))
    (path / "mer" / "b.txt").write_text(TEXT.format("Portrévan"))
    return path


@pytest.fixture
def kiosque(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Kiosque]:
    monkeypatch.setattr(assemble, "make_embedder", lambda settings: FakeEmbedder())
    made = open_kiosque(load_settings(language="fr"))
    (watched,) = made.subscribe([str(folder)], "Mer")
    assert isinstance(watched, Feed) and watched.is_folder
    yield made
    made.close()


def refresh(kiosque: Kiosque) -> FeedReport:
    *outcomes, report = kiosque.refresh(kiosque.library.feeds())
    assert isinstance(report, FeedReport)
    assert report.counts == {
        status: sum(isinstance(one, Outcome) and one.status == status for one in outcomes) for status in report.counts
    }
    return report


def test_a_link_to_a_folder_is_named_three_times_and_not_followed(kiosque: Kiosque, folder: Path) -> None:
    (folder / "mer" / "archivée").symlink_to(folder, target_is_directory=True)
    (folder / ".caché").symlink_to(folder, target_is_directory=True)
    first = refresh(kiosque)
    assert first.counts == {"added": 2, "failed": 1}
    assert isinstance(first.failures[0].error, RefusedDocument)
    assert "mer/archivée » n’a pas été lu, par prudence : c’est un lien" in first.failures[0].error.sentence("fr")
    assert [refresh(kiosque).counts for _ in range(3)] == [{"failed": 1}, {"failed": 1}, {}]


def test_new_changed_and_unchanged_files(kiosque: Kiosque, folder: Path) -> None:
    assert kiosque.library.count() == 0
    assert refresh(kiosque).counts == {"added": 2}
    assert refresh(kiosque).status == "unchanged"
    (folder / "c.txt").write_text(TEXT.format("Lanvéan"))
    (folder / "a.txt").write_text(TEXT.format("Kervalec") + " Il partira à 7 heures.")
    assert refresh(kiosque).counts == {"added": 1, "updated": 1}
    assert refresh(kiosque).status == "unchanged"
    assert len(kiosque.library.articles(Filters(collection="mer"))) == 3


def test_a_file_that_goes_away_takes_no_article_with_it(kiosque: Kiosque, folder: Path) -> None:
    refresh(kiosque)
    (folder / "a.txt").unlink()
    assert refresh(kiosque).status == "unchanged"
    assert kiosque.library.count() == 2


def test_an_article_that_was_erased_does_not_come_back(kiosque: Kiosque) -> None:
    refresh(kiosque)
    kiosque.library.remove(kiosque.library.articles()[0].id)
    assert refresh(kiosque).status == "unchanged"
    assert kiosque.library.count() == 1


def test_a_bad_file_is_named_then_left_alone_until_it_changes(kiosque: Kiosque, folder: Path) -> None:
    bad = folder / "c.pdf"
    bad.write_bytes(b"%PDF-1.4 cut short")
    (folder / "d.xyz").write_text("?")
    for _ in range(3):
        assert [Path(one.origin).name for one in refresh(kiosque).failures] == ["c.pdf", "d.xyz"]
    assert refresh(kiosque).failures == ()
    bad.write_text(TEXT.format("Lanvéan"))
    assert refresh(kiosque).failures != ()  # looked at again, and still no PDF
    bad.rename(folder / "c.txt")
    assert refresh(kiosque).counts["added"] == 1


def test_a_file_of_many_articles_is_done_when_its_last_is_stored(kiosque: Kiosque, folder: Path) -> None:
    lines = (json.dumps({"title": f"Bac {n}", "text": TEXT.format(f"Ker{n}")}) + "\n" for n in range(5))
    (folder / "0.jsonl").write_text("".join(lines))
    begun = kiosque.refresh(kiosque.library.feeds())
    assert [getattr(next(begun), "status", "") for _ in range(2)] == ["added", "added"]
    begun.close()  # type: ignore[attr-defined]
    assert refresh(kiosque).counts == {"unchanged": 2, "added": 5}
    assert len(kiosque.library.articles(Filters(collection="Mer"))) == 7
    assert refresh(kiosque).status == "unchanged"


def test_a_folder_that_is_not_there_is_told(kiosque: Kiosque, folder: Path) -> None:
    refresh(kiosque)
    folder.rename(folder.with_name("ailleurs"))
    report = refresh(kiosque)
    assert (report.status, type(report.error)) == ("failed", SourceMissing)
    assert "dépêches" in (kiosque.library.feeds()[0].trouble or "")
    folder.with_name("ailleurs").rename(folder)
    assert refresh(kiosque).status == "unchanged"
    assert kiosque.library.feeds()[0].trouble is None


def test_a_list_of_feeds_can_neither_name_a_folder_nor_tell_of_one(kiosque: Kiosque, tmp_path: Path) -> None:
    path = tmp_path / "liste.opml"
    path.write_text(f'<opml version="2.0"><body><outline type="rss" text="x" xmlUrl="{tmp_path}"/></body></opml>')
    (refused,) = kiosque.subscribe([str(path)])
    assert isinstance(refused, Failure) and isinstance(refused.error, AddressRefused)
    assert len(kiosque.library.feeds()) == 1
    assert "dépêches" not in write_opml(kiosque.library.feeds()).decode()


def test_a_folder_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch, kiosque: Kiosque, folder: Path, tmp_path: Path
) -> None:
    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == 0, result.output
        return result.stdout

    (tmp_path / "autre").mkdir()
    monkeypatch.chdir(tmp_path)
    (added,) = json.loads(run("feeds", "add", "autre", "--json"))["feeds"]
    assert (added["address"], added["status"]) == (str(tmp_path / "autre"), "added")
    feeds = json.loads(run("--offline", "refresh", "--json"))["feeds"]
    assert {one["address"]: one["added"] for one in feeds} == {str(folder): 2, added["address"]: 0}
    run("feeds", "remove", "autre")
    assert [one.address for one in kiosque.library.feeds()] == [str(folder)]
