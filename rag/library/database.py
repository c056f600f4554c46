"""Opens the SQLite file that holds the truth, and turns every SQLite error into one of ours."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.errors import KiosqueError, LibraryBusy, LibraryDamaged, LibraryFull, LibraryReadOnly, LibraryTooNew
from rag.library.schema import FORMAT, MIGRATIONS

FILE = "library.sqlite3"
BUSY_SECONDS = 30.0
"""How long a change waits for another process to finish its own."""

_RETRY_SECONDS = 0.02

_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_ALMOST_FULL_BYTES = 1_000_000


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
            self._migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading; what it has read is from one state of the library for each statement."""
        with self._translated():
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection for one change: all of it is on disk at the end, or none of it after an error."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def erase_traces(self) -> None:
        """Leave nothing of removed rows in the file or in its journal (when no other process is reading)."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """Copy the file to `path` through SQLite's backup, complete and checked, replacing what is there.

        Raises LibraryDamaged when the copy does not pass SQLite's own check.
        """
        part = path.with_name(path.name + ".part")
        with self.reading() as connection:
            copy = sqlite3.connect(part, isolation_level=None)
            try:
                connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            finally:
                copy.close()
            if verdict != "ok":
                raise LibraryDamaged(path=part, cause=verdict)
            os.replace(part, path)

    def copy_from(self, path: Path) -> None:
        """Replace the content of the file by that of a copy, at once or not at all.

        Raises LibraryDamaged when `path` is not a sound copy of a library, LibraryTooNew when it is of a later format.
        """
        try:
            copy = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            with closing(copy):
                (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
                (found,) = copy.execute("PRAGMA user_version").fetchone()
                if verdict != "ok" or found == 0:
                    raise LibraryDamaged(path=path, cause=verdict if found else "no library")
                if found > FORMAT:
                    raise LibraryTooNew(path=path, found=found, known=FORMAT)
                with self.reading() as connection:
                    copy.backup(connection)
                    self._migrate(connection)
        except sqlite3.Error as error:
            raise LibraryDamaged(path=path, cause=error) from error

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
        connection = sqlite3.connect(self.path, BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found > FORMAT:
            connection.close()
            raise LibraryTooNew(path=self.path.parent, found=found, known=FORMAT)
        self._use_wal(connection)
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @staticmethod
    def _use_wal(connection: sqlite3.Connection) -> None:
        """Switch to a write-ahead log. Openings of a new library at one moment collide, and SQLite does not wait."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._idle.append(connection)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Bring the file to FORMAT, one format after the other, each in a transaction."""
        while self._format(connection) < FORMAT:
            with self.transaction() as change:
                found = self._format(change)  # again: another process may have been quicker
                for statement in MIGRATIONS[found] if found < FORMAT else ():
                    change.execute(statement)
                change.execute(f"PRAGMA user_version = {min(found + 1, FORMAT)}")

    @staticmethod
    def _format(connection: sqlite3.Connection) -> int:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        return int(found)

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
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        home = self.path.parent
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and self._disk_is_full()):
            return LibraryFull(path=home)
        if code in _READ_ONLY:
            return LibraryReadOnly(path=home)
        if code in _DAMAGED:
            return LibraryDamaged(path=self.path, cause=error)
        if code in _BUSY:
            return LibraryBusy(path=home)
        return None

    def _disk_is_full(self) -> bool:
        return shutil.disk_usage(self.path.parent).free < _ALMOST_FULL_BYTES
