"""The commands `stories` and `brief`, from the words typed to what is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import FAIR, FLOOD, FLOOD_LATER, MONDAY, RUGBY, TUESDAY, Echo, Newsroom
from fakes import FakeEmbedder
from typer.testing import CliRunner

from rag import __version__, assemble
from rag.fetching.opml import Feed
from rag.interface.commands import app
from rag.library.store import Library


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A library of two days, opened by the commands with models of paper."""
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")
    monkeypatch.setattr(assemble, "make_embedder", lambda _settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "make_generator", lambda _settings: Echo())
    room = Newsroom(tmp_path, FLOOD, FAIR, FLOOD_LATER, RUGBY)
    room.close()
    yield tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, result.output
    return result.stdout


def usage(*words: str) -> str:
    """What is said of wrong usage, without the frame that typer draws around it."""
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2, result.output
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.stderr).split())


def test_stories_are_disjoint_and_explained(home: Path) -> None:
    stories = json.loads(run("stories", "--json"))["stories"]
    refs = [ref for one in stories for ref in one["refs"]]
    assert sorted(refs) == ["fair", "flood", "flood-later", "rugby"]
    flood = next(one for one in stories if "flood" in one["refs"])
    assert set(flood) >= {
        "id",
        "title",
        "article_ids",
        "refs",
        "score",
        "articles",
        "outlets",
        "first",
        "last",
        "episodes",
    }
    assert (flood["first"], flood["last"], len(flood["outlets"])) == (MONDAY, TUESDAY, 2)
    assert "2 articles, 2 journaux" in run("stories").replace("\u202f", " ")


def test_stories_of_some_days(home: Path) -> None:
    stories = json.loads(run("stories", "--since", TUESDAY, "--json"))["stories"]
    assert sorted(ref for one in stories for ref in one["refs"]) == ["flood-later", "rugby"]


def test_the_briefing_of_the_newest_day(home: Path) -> None:
    text = run("brief")
    assert text.startswith("# Le briefing du 13\u00a0octobre 2026")
    assert "# The briefing of 13\u00a0October 2026" in text


def test_a_briefing_of_a_day_as_a_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "lundi.json"
    run("brief", "--date", MONDAY, "--format", "json", "--out", str(file))
    briefing = json.loads(file.read_text("utf-8"))
    assert (briefing["since"], briefing["until"], len(briefing["entries"])) == (MONDAY, MONDAY, 2)
    page = tmp_path / "page.html"
    run("brief", "--since", MONDAY, "--until", TUESDAY, "--format", "html", "--languages", "en", "--out", str(page))
    assert "Le briefing" not in page.read_text("utf-8")


def test_since_the_last_briefing(home: Path) -> None:
    run("brief", "--date", MONDAY)
    assert "Nothing new in your articles since the briefing of 12\u00a0October 2026" in run("brief", "--new", code=4)
    run("brief", "--new", "--date", MONDAY, code=2)


def test_days_have_one_form(home: Path) -> None:
    assert json.loads(run("brief", "--date", "20261012", "--json"))["since"] == MONDAY
    with Library(home) as library:
        assert [ident for ident, _ in library.briefings()] == [f"{MONDAY}--{MONDAY}"]


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (("--since", TUESDAY, "--until", MONDAY), "2026-10-13 vient après 2026-10-12", "2026-10-13 comes after"),
        (("--date", MONDAY, "--until", TUESDAY), "un jour, ou des jours", "one day, or days"),
        (("--date", "2026-13-45"), "AAAA-MM-JJ", "YYYY-MM-DD"),
    ],
    ids=["the end first", "two ways", "no day"],
)
def test_days_that_make_no_sense_are_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], french: str, english: str
) -> None:
    assert french in usage("brief", *words)
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "en")
    assert english in usage("brief", *words)


def test_a_briefing_that_tells_nothing_takes_no_place(home: Path) -> None:
    run("brief", "--date", "2020-01-01", code=4)
    run("brief", "--date", MONDAY, "--json")
    with Library(home) as library:
        library.remove(FLOOD.id)
        library.remove(FAIR.id)
    run("brief", "--date", MONDAY, code=4)
    with Library(home) as library:
        assert [ident for ident, _ in library.briefings()] == [f"{MONDAY}--{MONDAY}"]
        assert json.loads(library.briefing(f"{MONDAY}--{MONDAY}") or "{}")["entries"]


def test_a_day_without_articles_has_no_answer(home: Path) -> None:
    assert "Aucun article du 1er\u00a0janvier 2020" in run("brief", "--date", "2020-01-01", code=4)


def test_a_topic_has_its_own_briefing(home: Path) -> None:
    text = run("brief", "--date", MONDAY, "--topic", "Lisse", "--languages", "fr")
    assert text.startswith("# Le briefing du 12\u00a0octobre 2026\u00a0: Lisse")
    silent = run("brief", "--date", MONDAY, "--topic", "volcan", code=4)
    assert "Aucun article du 12\u00a0octobre 2026 pour «\u202fvolcan\u202f»" in silent
    assert "No article of 12\u00a0October 2026 for “volcan”" in silent


def test_a_collection_must_be_known(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "aucun flux n’est dans « Presse » ; collections : aucune" in usage("brief", "--collection", "Presse")
    with Library(home) as library:
        library.subscribe(Feed("https://phare.example/flux", collection="Été, régions"))
    assert "collections : Été, régions" in usage("brief", "--collection", "Presse")
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "en")
    assert "no feed is in “Presse”; collections: Été, régions" in usage("brief", "--collection", "Presse")
    assert "pour «\u202fÉté, régions\u202f»" in run("brief", "--collection", "été, régions", code=4)


@pytest.mark.parametrize(
    "words",
    [("--format", "docx"), ("--date", "hier"), ("--languages", "de"), ("--format", "pdf")],
    ids=["format", "date", "language", "pdf without a file"],
)
def test_wrong_usage_is_said_at_once(home: Path, words: tuple[str, str]) -> None:
    run("brief", *words, code=2)


def test_a_briefing_is_checked_again(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "briefing.json"
    run("brief", "--date", MONDAY, "--format", "json", "--out", str(file))
    assert json.loads(run("verify", str(file), "--json"))["faults"] == []
    text = file.read_text("utf-8")
    file.write_text(text.replace("8,400", "9,400"), "utf-8")
    assert json.loads(run("verify", str(file), "--json", code=3))["faults"][0]["fault"] == "altered"
    file.write_text(text, "utf-8")
    with Library(home) as library:
        library.remove(FAIR.id)
    assert {one["fault"] for one in json.loads(run("verify", str(file), "--json", code=3))["faults"]} == {"gone"}
    file.write_text("{}", "utf-8")
    run("verify", str(file), code=1)
    run("verify", str(tmp_path / "nowhere.json"), code=1)


def test_the_page_of_a_briefing_is_checked_again(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "matin.html"
    run("brief", "--date", MONDAY, "--format", "html", "--out", str(file))
    assert json.loads(run("verify", str(file), "--json"))["faults"] == []
    file.write_text(file.read_text("utf-8").replace('<li class="line">The fair returns', "<li>The fair ends"), "utf-8")
    assert json.loads(run("verify", str(file), "--json", code=3))["faults"][0]["fault"] == "retouched"
    assert "page retouchée" in run("verify", str(file), code=3)
    file.write_text(file.read_text("utf-8").replace(f"Kiosque {__version__}", "Kiosque 0.0.9"), "utf-8")
    assert json.loads(run("verify", str(file), "--json", code=3))["faults"] == [
        {"fault": "version", "text": "Kiosque 0.0.9"}
    ]
    run("brief", "--date", MONDAY, "--format", "pdf", "--out", str(tmp_path / "matin.pdf"))
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "matin.pdf")])
    assert (result.exit_code, "Formats lus : html, json" in result.stderr) == (1, True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_stops_a_briefing_is_told_that_it_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("KIOSQUE_LANGUAGE", language)
    monkeypatch.setattr(Echo, "generate", interrupted)
    result = CliRunner().invoke(app, ["brief"])
    words = {"fr": "est gardé : la même commande reprend", "en": "is kept: the same command goes on"}
    assert (result.exit_code, words[language] in result.stderr) == (130, True)


@pytest.mark.parametrize("place", ["nulle-part/été.html", "."], ids=["no folder", "a folder"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(assemble, "make_generator", lambda _settings: pytest.fail("the model was asked for"))
    result = CliRunner().invoke(app, ["brief", "--format", "html", "--out", str(tmp_path / place)])
    assert (result.exit_code, "n’a pas pu être écrit" in result.stderr) == (1, True)


def test_stories_of_no_day_are_wrong_usage(home: Path) -> None:
    run("stories", "--since", "hier", code=2)


def test_an_empty_library_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")
    monkeypatch.setattr(assemble, "make_embedder", lambda _settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "make_generator", lambda _settings: Echo())
    result = CliRunner().invoke(app, ["brief"])
    assert result.exit_code == 1 and "La bibliothèque est vide" in result.stderr
