"""A copy can be made while the library is in use, and put back whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from newsstand import BRIDGE, CHEESE, stocked

from rag.errors import LibraryDamaged, LibraryTooNew
from rag.fetching.opml import Feed
from rag.library.schema import MIGRATIONS
from rag.library.store import Library


def test_a_copy_is_put_back_whole(tmp_path: Path) -> None:
    library, index, _ = stocked(tmp_path / "home")
    library.backup(tmp_path / "copy.sqlite3")
    library.remove(BRIDGE.id)
    assert library.count() == 1
    library.restore(tmp_path / "copy.sqlite3")
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


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "error"),
    [
        pytest.param(damaged, LibraryDamaged, id="garbage"),
        pytest.param(foreign, LibraryDamaged, id="another program's file"),
        pytest.param(newer, LibraryTooNew, id="a newer format"),
        pytest.param(lambda path: None, LibraryDamaged, id="no file"),
    ],
)
def test_what_is_no_copy_changes_nothing(tmp_path: Path, make: object, error: type[Exception]) -> None:
    make(tmp_path / "copy.sqlite3")  # type: ignore[operator]
    with Library(tmp_path / "home") as library:
        library.add(BRIDGE, [], [])
        with pytest.raises(error):
            library.restore(tmp_path / "copy.sqlite3")
        assert library.article(BRIDGE.id) == BRIDGE


def test_a_copy_of_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    for statement in (*MIGRATIONS[0], "PRAGMA user_version = 1"):
        copy.execute(statement)
    copy.commit()
    copy.close()
    with Library(tmp_path / "home") as library:
        library.add(BRIDGE, [], [])
        library.restore(tmp_path / "copy.sqlite3")
        assert (library.count(), library.feeds()) == (0, [])
        library.subscribe(Feed("https://phare.example/flux"))
