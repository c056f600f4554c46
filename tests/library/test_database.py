"""The faults of a disk, made for real, and what the reader is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rag.errors import KiosqueError, LibraryDamaged, LibraryFull, LibraryReadOnly, LibraryTooNew
from rag.library import opening
from rag.library.database import FILE, Database
from rag.library.schema import FORMAT, MIGRATIONS
from rag.library.store import Library
from rag.records import Filters
from tests.library.shelf import add, story


def test_every_change_is_on_disk_before_it_is_acknowledged(library: Library) -> None:
    with library._database.reading() as connection:
        values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert values == ["wal", 2]


def test_a_library_of_a_newer_format_is_refused_untouched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    before = (tmp_path / FILE).read_bytes()

    with pytest.raises(LibraryTooNew) as caught:
        Library(tmp_path)

    assert (caught.value.values["found"], caught.value.values["known"]) == (FORMAT + 1, FORMAT)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("found", range(1, FORMAT))
def test_a_library_of_any_older_format_is_kept_and_brought_up_to_date(tmp_path: Path, found: int) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    for statement in (*(one for step in MIGRATIONS[:found] for one in step), f"PRAGMA user_version = {found}"):
        connection.execute(statement)
    columns = ("id", "title", "text", "language", "origin", "digest", "added_at")
    marks = ", ".join("?" * len(columns))
    values = ("a", "Le bac", "Le bac rouvre.", "fr", "bac.txt", "d", "2026-10-12T08:00:00+00:00")
    connection.execute(f"INSERT INTO articles ({', '.join(columns)}) VALUES ({marks})", values)
    connection.execute(
        "INSERT INTO passages (id, article_id, number, start, stop, searched) VALUES ('a-0', 'a', 0, 0, 14, 1)"
    )
    connection.commit()
    connection.close()

    with Library(tmp_path) as library:
        assert [article.text for article in library.articles()] == ["Le bac rouvre."]
        assert library.searchable(Filters(language="fr")) == {"a-0"} and library.passage_count() == 1
        assert library.damage() is None and library.feeds() == [] and library.conversations() == []


@pytest.mark.parametrize("content", [b"not a database at all" * 500, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(LibraryDamaged):
        Library(tmp_path)


def test_pages_overwritten(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        for number in range(40):
            add(library, story(number))
        library._database.erase_traces()  # so that all is in the main file
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(LibraryDamaged), Library(tmp_path) as library:
        library.articles()


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("occupied")

    with pytest.raises(LibraryReadOnly):
        Library(tmp_path / "home")


def test_a_library_that_cannot_be_written(library: Library) -> None:
    with library._database.reading() as connection:
        connection.execute("PRAGMA query_only = ON")  # kept by the connection, which the next change borrows

    with pytest.raises(LibraryReadOnly):
        add(library, story(1))


def test_a_full_disk_loses_nothing(library: Library) -> None:
    add(library, story(1))
    with library._database.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(LibraryFull):
        add(library, story(2, "Un mot de plus. " * 20_000))

    library.close()  # the limit goes with its connection: there is room again
    assert [article.ref for article in library.articles()] == ["r1"]
    assert add(library, story(2)).status == "added"


CAPPED = """
import resource, sys
from pathlib import Path
from rag.errors import LibraryFull
from rag.library.store import Library
from tests.library.shelf import add, story
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))  # as a quota, or a disk without larger files
with Library(Path(sys.argv[1])) as library:
    try:
        for number in range(400):
            print(add(library, story(number)).article.id, flush=True)
    except LibraryFull:
        library.articles()
        print("full")
"""


def test_a_quota_that_is_reached_is_no_damage_and_loses_nothing(tmp_path: Path, project: Path) -> None:
    command = [sys.executable, "-c", CAPPED, str(tmp_path)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    *acknowledged, last = done.stdout.split()
    assert last == "full" and len(acknowledged) > 5
    with Library(tmp_path) as library:
        assert {one.id for one in library.articles()} == set(acknowledged)
        assert library.damage() is None


UNWRITABLE = """
import os, resource, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from rag.errors import LibraryFull, LibraryReadOnly
from rag.library.store import Library
from tests.library.shelf import add, story
home, how = Path(sys.argv[1]), sys.argv[2]
with TemporaryDirectory() as other, Library(Path(other)) as library:
    add(library, story(0))  # whatever it takes is imported: another user may not read it
if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
elif os.geteuid() == 0:
    os.seteuid(65534)  # root may write everywhere
library = Library(home)
try:
    add(library, story(1))
except (LibraryFull, LibraryReadOnly) as error:
    print(type(error).__name__)
print(*[article.ref for article in library.articles()], library.count())
"""


@pytest.mark.parametrize(("how", "told"), [("full", "LibraryFull"), ("read only", "LibraryReadOnly")])
def test_what_cannot_be_written_can_be_read(how: str, told: str, project: Path) -> None:
    """A folder of its own, which another user may enter: those of pytest are the tester's alone."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with Library(home) as library:
            add(library, story(0))
        assert not (home / f"{FILE}-wal").exists(), "all is in the file"
        home.chmod(0o555)
        command = [sys.executable, "-c", UNWRITABLE, folder, how]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        home.chmod(0o755)
        assert done.stdout.splitlines() == [told, "r0 1"], done.stderr


def refused(_connection: sqlite3.Connection) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    raise error


def test_who_may_write_again_need_not_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path) as library:
        add(library, story(0))

    library = Library(tmp_path)
    library.close()
    with monkeypatch.context() as locked:
        locked.setattr(opening, "_use_wal", refused)
        assert library.count() == 1
        with pytest.raises(LibraryReadOnly):
            add(library, story(1))
    assert add(library, story(1)).status == "added" and library.count() == 2


def test_a_file_without_its_journal_is_not_all_of_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path)
    add(library, story(0))
    assert (tmp_path / f"{FILE}-wal").stat().st_size
    monkeypatch.setattr(opening, "_use_wal", refused)
    with pytest.raises(LibraryReadOnly):
        Library(tmp_path)


def test_an_error_undoes_the_whole_change(library: Library) -> None:
    with pytest.raises(ZeroDivisionError), library._database.transaction() as change:
        change.execute("INSERT INTO meta VALUES ('half', 'done')")
        _ = 1 / 0

    assert library.meta("half") is None


def test_threads_share_a_library(library: Library) -> None:
    failures: list[KiosqueError] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 10):
                add(library, story(number))
                library.articles()
        except KiosqueError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 5, 10, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failures, library.count()) == ([], 25)


@pytest.mark.parametrize("attempt", range(4))
def test_openings_at_once_make_one_library(tmp_path: Path, attempt: int) -> None:
    names: list[str | None] = []
    threads = [threading.Thread(target=lambda: names.append(Library(tmp_path).meta("id"))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(names) == 16
    assert len(set(names)) == 1


def test_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    Database(tmp_path / "deep" / "home").close()

    assert (tmp_path / "deep" / "home").stat().st_mode & 0o077 == 0
