"""Opens the SQLite file that holds the truth, and turns every SQLite error into one of ours."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rag.errors import (
    KiosqueError,
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryReadOnly,
    LibraryTooNew,
    NotWritten,
)
from rag.library.opening import BUSY, Still, format_of, lies_still, opened
from rag.library.schema import FORMAT, MIGRATIONS

FILE = "library.sqlite3"
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_TAKES_NO_MORE = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
"""What SQLite makes of a quota, and of the largest file that a disk takes; a full disk has a code of its own."""

_ITSELF = {"fr": "c’est la bibliothèque elle-même", "en": "it is the library itself"}
_ALMOST_FULL_BYTES = 1_000_000

Values = Sequence[Any] | Mapping[str, Any]
"""What fills the question marks of a query, or its named parameters."""


class Database:
    """The library's file. Every operation borrows a connection of its own, so any number of threads may call.

    Raises LibraryReadOnly, LibraryFull, LibraryDamaged, LibraryTooNew or LibraryBusy, from here only.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self._translated():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.reading() as connection:
            _migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading; what it has read is from one state of the library for each statement."""
        with self._translated():
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._give_back(connection)

    def rows(self, query: str, values: Values = ()) -> list[sqlite3.Row]:
        """All that a query finds."""
        with self.reading() as connection:
            return connection.execute(query, values).fetchall()

    def value(self, query: str, values: Values = ()) -> Any:
        """The first column of the first row that a query finds; None when it finds none."""
        with self.reading() as connection:
            row = connection.execute(query, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection for one change: all of it is on disk at the end, or none of it after an error."""
        with self.reading() as connection:
            if isinstance(connection, Still):
                raise connection.refusal
            with _change(connection):
                yield connection

    def erase_traces(self) -> None:
        """Leave nothing of removed rows in the file or in its journal (when no other process is reading)."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def damage(self) -> str | None:
        """What SQLite's own check finds wrong with the file; None when it is sound."""
        with self.reading() as connection:
            return _damage(connection)

    def copy_to(self, path: Path) -> None:
        """Copy the file to `path` through SQLite's backup, complete and checked, replacing what is there.

        Raises NotWritten for a place that takes no file, LibraryDamaged when the copy does not pass SQLite's own check.
        """
        if path.resolve() == self.path.resolve():
            raise NotWritten(file=path, cause=_ITSELF)
        part = path.with_name(path.name + ".part")
        try:
            with self.reading() as connection:
                _back_up(connection, part)
            os.replace(part, path)
        except (LibraryFull, LibraryReadOnly) as error:  # of the copy: reading needs neither room nor rights
            raise NotWritten(file=path, cause=error.__cause__) from error
        except OSError as error:
            raise NotWritten(file=path, cause=error.strerror) from error
        finally:
            with suppress(OSError):
                part.unlink()

    def copy_from(self, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
        """Replace the content of the file by that of a sound copy, at once; `prepare` may change the latter before."""
        with self._translated(), closing(_read_only(path)) as copy, closing(_private()) as fresh:
            copy.backup(fresh)
            _migrate(fresh)
            prepare(fresh)
            with self.reading() as connection:
                fresh.backup(connection)

    def close(self) -> None:
        """Close the connections that are not in use. The library may be used again: they reopen."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _borrow(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        try:
            return opened(self.path, sqlite3.Connection)
        except sqlite3.OperationalError as error:
            if not isinstance(self._translation(error), LibraryReadOnly | LibraryFull) or not lies_still(self.path):
                raise
            still = opened(self.path, Still)
            still.refusal = error
            return still

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if isinstance(connection, Still):
            connection.close()
            return
        with self._lock:
            self._idle.append(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            translation = self._translation(error)
            if translation is None:
                raise
            raise translation from error
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise LibraryFull(path=self.path.parent) from error
            raise LibraryReadOnly(path=self.path.parent) from error

    def _translation(self, error: sqlite3.Error) -> KiosqueError | None:
        """Our error for SQLite's; None for those that only a mistake in this program can cause."""
        precise = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        code, home = precise & 0xFF, self.path.parent
        no_room = code == sqlite3.SQLITE_FULL or precise in _TAKES_NO_MORE
        if no_room or (code == sqlite3.SQLITE_IOERR and self._disk_is_full()):
            return LibraryFull(path=home)
        if code in _READ_ONLY:
            return LibraryReadOnly(path=home)
        if code in _DAMAGED:
            return LibraryDamaged(path=self.path, cause=error)
        if code in BUSY:
            return LibraryBusy(path=home)
        return None

    def _disk_is_full(self) -> bool:
        try:
            return shutil.disk_usage(self.path.parent).free < _ALMOST_FULL_BYTES
        except OSError:  # the folder is gone
            return False


def check_copy(path: Path) -> None:
    """Raises LibraryDamaged when `path` is no sound copy of a library, LibraryTooNew when it is of a later format."""
    try:
        with closing(_read_only(path)) as copy:
            found, damage = format_of(copy), _damage(copy)
            if found > FORMAT:
                raise LibraryTooNew(path=path, found=found, known=FORMAT)
            if damage:
                raise LibraryDamaged(path=path, cause=damage)
            copy.execute("SELECT value FROM meta WHERE key = 'id'")  # which no other program's file has
    except sqlite3.Error as error:
        raise LibraryDamaged(path=path, cause=error) from error


def put_aside(home: Path) -> None:
    """Rename the files of a damaged library: another can then take their place, and what they hold is not lost."""
    kept = f"{FILE}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for ending in ("-wal", "-shm", ""):  # the journal first: it must never be taken for that of another library
        with suppress(FileNotFoundError):
            os.replace(home / f"{FILE}{ending}", home / f"{kept}{ending}")


@contextmanager
def _change(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it is on disk at the end, or none of it after an error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to FORMAT, one format after the other, each in a transaction."""
    while format_of(connection) < FORMAT:
        with _change(connection):
            found = format_of(connection)  # again: another process may have been quicker
            for statement in MIGRATIONS[found] if found < FORMAT else ():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {min(found + 1, FORMAT)}")


def _damage(connection: sqlite3.Connection) -> str | None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if verdict == "ok" else str(verdict)


def _back_up(connection: sqlite3.Connection, part: Path) -> None:
    """Copy to the file `part`, alone, without a journal. Raises LibraryDamaged."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if damage := _damage(copy):
            raise LibraryDamaged(path=part, cause=damage)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _private() -> sqlite3.Connection:
    """An empty database in a file without a name, which goes with its connection, or its process."""
    return sqlite3.connect("", isolation_level=None)
