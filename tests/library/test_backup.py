"""A copy can be made while the library is in use, and put back whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from newsstand import BRIDGE, CHEESE, stocked

from rag.errors import LibraryDamaged, LibraryTooNew, NotWritten
from rag.fetching.opml import Feed
from rag.library.database import FILE
from rag.library.index import LibraryIndex
from rag.library.schema import FORMAT, MIGRATIONS
from rag.library.store import Library, restore
from tests.fakes import FakeEmbedder
from tests.library.shelf import add, embed_all, story


def test_a_copy_is_put_back_whole(tmp_path: Path) -> None:
    library, index, _ = stocked(tmp_path / "home")
    library.backup(tmp_path / "copy.sqlite3")
    library.remove(BRIDGE.id)
    assert library.count() == 1
    restore(library.home, tmp_path / "copy.sqlite3")
    assert {article.id for article in library.articles()} == {BRIDGE.id, CHEESE.id}
    assert library.vector_count() == library.passage_count()
    index.close()
    library.close()


def damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4000))


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()


def foreign_of_our_format(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "error"),
    [
        pytest.param(damaged, LibraryDamaged, id="garbage"),
        pytest.param(foreign, LibraryDamaged, id="another program's file"),
        pytest.param(foreign_of_our_format, LibraryDamaged, id="another program's file with the number of our format"),
        pytest.param(newer, LibraryTooNew, id="a newer format"),
        pytest.param(lambda path: None, LibraryDamaged, id="no file"),
    ],
)
def test_what_is_no_copy_changes_nothing(tmp_path: Path, make: Callable[[Path], None], error: type[Exception]) -> None:
    make(tmp_path / "copy.sqlite3")
    with Library(tmp_path / "home") as library:
        library.add(BRIDGE, [], [])
        with pytest.raises(error):
            restore(library.home, tmp_path / "copy.sqlite3")
        assert library.article(BRIDGE.id) == BRIDGE


def test_a_copy_of_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    for statement in (*MIGRATIONS[0], "PRAGMA user_version = 1"):
        copy.execute(statement)
    copy.commit()
    copy.close()
    with Library(tmp_path / "home") as library:
        library.add(BRIDGE, [], [])
        restore(library.home, tmp_path / "copy.sqlite3")
        assert (library.count(), library.feeds()) == (0, [])
        library.subscribe(Feed("https://phare.example/flux"))


def test_whoever_keeps_the_index_sees_what_was_put_back(tmp_path: Path) -> None:
    """The page runs while the command line restores: as many passages as before, but others."""
    page = Library(tmp_path / "home")
    for number in range(4):
        add(page, story(number))
    embed_all(page)
    index, question = LibraryIndex(page), FakeEmbedder().embed([f"{story(3).title}\n{story(3).text}"], "query")[0]
    index.refresh()
    page.backup(tmp_path / "copy.sqlite3")
    page.remove(story(3).id)
    add(page, story(9))
    embed_all(page)
    assert not index.search(question, 1)[0].passage_id.startswith(story(3).id)
    revision = page.revision

    restore(tmp_path / "home", tmp_path / "copy.sqlite3")

    found = index.search(question, 20)
    assert found[0].passage_id.startswith(story(3).id) and not index.exact
    assert not [one for one in found if one.passage_id.startswith(story(9).id)]
    assert page.revision > revision
    index.close()
    page.close()


@pytest.mark.parametrize("harm", [b"not a database at all" * 500, None], ids=["beyond recognition", "inside"])
def test_a_damaged_library_is_put_aside_for_a_copy(tmp_path: Path, harm: bytes | None) -> None:
    home = tmp_path / "home"
    with Library(home) as library:
        for number in range(20):
            add(library, story(number))
        embed_all(library)
        library.backup(tmp_path / "copy.sqlite3")
    content = (home / FILE).read_bytes()
    (home / FILE).write_bytes(harm or content[:8192] + b"\xaa" * (len(content) - 8192))

    restore(home, tmp_path / "copy.sqlite3")

    with Library(home) as library:
        assert (library.count(), library.damage()) == (20, None)
        assert [one.text for one in library.articles()] and library.vector_count() == 60
    with pytest.raises(LibraryDamaged):
        restore(home, tmp_path / "nowhere.sqlite3")


def test_what_is_no_copy_puts_no_damaged_library_aside(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"precious, perhaps")
    with pytest.raises(LibraryDamaged):
        restore(tmp_path, tmp_path / "nowhere.sqlite3")
    assert (tmp_path / FILE).read_bytes() == b"precious, perhaps"


def test_damage_is_told(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        for number in range(40):
            add(library, story(number))
        assert library.damage() is None
        library._database.erase_traces()  # so that all is in the main file
        (root,) = library._database._borrow().execute("SELECT rootpage FROM sqlite_master WHERE name = 'turns'")
        content = bytearray((tmp_path / FILE).read_bytes())
        content[(root[0] - 1) * 4096 : root[0] * 4096] = b"\xaa" * 4096
    (tmp_path / FILE).write_bytes(content)
    with Library(tmp_path) as library:
        assert library.damage()


PLACES = {
    "the library itself": lambda tmp: tmp / "home" / FILE,
    "the library itself, by another way": lambda tmp: tmp / "home" / ".." / "home" / FILE,
    "a folder": lambda tmp: tmp / "folder",
    "in no folder": lambda tmp: tmp / "nowhere" / "copy.sqlite3",
    "in a file": lambda tmp: tmp / "file" / "copy.sqlite3",
    "under a name too long": lambda tmp: tmp / ("x" * 300),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_copy_that_cannot_be_written_is_no_fault_of_the_library(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with Library(tmp_path / "home") as library:
        add(library, story(1))
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(NotWritten):
            library.backup(PLACES[place](tmp_path))
        assert sorted(tmp_path.rglob("*")) == before
        assert library.article(story(1).id) == story(1)
