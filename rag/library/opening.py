"""Connections to the library's file: to read and write it, or only to read what nobody can write."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TypeVar

from rag.errors import LibraryTooNew
from rag.library.schema import FORMAT

BUSY_SECONDS = 30.0
"""How long a change waits for another process to finish its own."""

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

_RETRY_SECONDS = 0.02


class Still(sqlite3.Connection):
    """Reads a file that nobody writes. It serves once: somebody may be about to write again."""

    refusal: sqlite3.OperationalError
    """What opening it to write failed with."""


Kind = TypeVar("Kind", bound=sqlite3.Connection)


def opened(path: Path, kind: type[Kind]) -> Kind:
    """A connection to the file of a library. Raises sqlite3.Error, LibraryTooNew."""
    address = path.resolve().as_uri() + ("?immutable=1" if kind is Still else "")
    connection = sqlite3.connect(
        address, BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=kind, uri=True
    )
    try:
        _prepare(connection, path)
    except (sqlite3.Error, LibraryTooNew):
        connection.close()
        raise
    return connection


def lies_still(path: Path) -> bool:
    """Whether all of the library is in its file, as it is once the last one who wrote has closed it.

    SQLite reads it then even where nothing can be written, not the files that it shares with others either.
    """
    journal = path.with_name(f"{path.name}-wal")
    return path.is_file() and (not journal.exists() or journal.stat().st_size == 0)


def format_of(connection: sqlite3.Connection) -> int:
    """Which of the formats of `schema` the file has; 0 when it is new."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    if (found := format_of(connection)) > FORMAT:
        raise LibraryTooNew(path=path.parent, found=found, known=FORMAT)
    if not isinstance(connection, Still):
        _use_wal(connection)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log. Openings of a new library at one moment collide, and SQLite does not wait."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
