"""Stories kept in the library: the same again, found anew when it has changed, never of an article that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from newsstand import BRIDGE, CHEESE

import rag.grouping.kept as kept
from rag.errors import LibraryReadOnly
from rag.grouping.kept import every_story, last_stories
from rag.grouping.stories import stories
from rag.intake.ingest import embed_waiting
from rag.library.database import Database
from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article

REOPENED = replace(
    BRIDGE, title="Le pont de Valmorel rouvert", text=f"{BRIDGE.text} Il a rouvert.", source="L’Arpenteur du soir"
)
REPRINT = replace(BRIDGE, text=f"{BRIDGE.text}\n\n(Avec agence)", published="2026-10-15", source="Le Relais")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        opened.use_embedder(FakeEmbedder())
        put(opened, BRIDGE, CHEESE, REOPENED, REPRINT)
        yield opened


def put(library: Library, *articles: Article) -> None:
    for one in articles:
        library.add(one, split_passages(one, 900), split_sentences(one.text, one.language))
    embed_waiting(library, FakeEmbedder())


def forbidden(*_asked: object) -> list[object]:
    raise AssertionError("the stories are looked for again")


def test_stories_are_the_same_again_and_not_looked_for_twice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    found = every_story(library, FakeEmbedder())
    assert found == stories(library, FakeEmbedder())
    assert any(len(story.articles) > 1 for story in found)
    monkeypatch.setattr(kept, "stories", forbidden)
    with Library(library.home) as started_again:
        assert every_story(started_again, FakeEmbedder()) == found


def test_a_new_article_makes_them_looked_for_again(library: Library) -> None:
    every_story(library, FakeEmbedder())
    later = replace(CHEESE, title="Goat cheese again", text="The fair of Wexholme sold 1,204 cheeses on Sunday.")
    put(library, later)
    assert later.id not in {one.id for story in last_stories(library) for one in story.articles}
    assert later.id in {one.id for story in every_story(library, FakeEmbedder()) for one in story.articles}


def test_an_article_that_was_removed_is_in_none_of_them(library: Library) -> None:
    before = every_story(library, FakeEmbedder())
    library.remove(BRIDGE.id, CHEESE.id)
    after = last_stories(library)
    assert BRIDGE.id in {one.id for story in before for one in story.articles}
    ids = {one.id for story in after for one in (*story.articles, *story.central, *story.independent)}
    assert ids == {REOPENED.id, REPRINT.id}
    assert not {BRIDGE.id, CHEESE.id} & {ident for story in after for ident in story.whole}


@pytest.mark.parametrize("written", ["", "{", '{"state": "", "stories": [{"id": 3}]}'])
def test_what_another_version_kept_is_no_obstacle(library: Library, written: str) -> None:
    library.remember("stories", written)
    assert last_stories(library) == []
    assert every_story(library, FakeEmbedder()) == stories(library, FakeEmbedder())


def test_a_library_that_cannot_be_written_still_has_stories(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_database: Database) -> None:
        raise LibraryReadOnly(path=library.home)

    with monkeypatch.context() as full:
        full.setattr(Database, "transaction", refused)
        found = every_story(library, FakeEmbedder())
    assert found == stories(library, FakeEmbedder())
    assert last_stories(library) == []
