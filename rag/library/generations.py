"""Where the vector index is kept: in fresh folders of this machine, or on a Chroma server.

A folder is never repaired: a doubtful one is left behind, a new one is filled from the library, and a small file is
atomically replaced to point to it. A kill at any moment leaves the old pointer or the new one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from rag.errors import IndexFault
from rag.library.chroma import ChromaIndex
from rag.library.probe import is_sound
from rag.records import Matrix, content_id

LOCK = "index.lock"
MARK = "closed-properly"
TO_ERASE = "to-erase"
"""A file that orders the next opening to delete what the index keeps of removed passages."""

SMALL_ADDITIONS = 1000
"""Additions that never make a new folder worth its while: reading them back takes a quarter of a second."""

SHARE_OF_ADDITIONS = 0.2
"""Additions beyond this share of the rows are better built into a new folder, which opens at once."""

SERVER_WAIT_SECONDS = 60.0
"""How long a process waits for another one that is bringing the server up to date."""


class Keeper(Protocol):
    """Opens and builds the Chroma index of a library. Its methods raise IndexFault."""

    def claim(self) -> bool:
        """Whether this process may change the index now."""

    def open(self, owner: str) -> ChromaIndex | None:
        """The index of this owner; None when there is none that can be trusted."""

    def build(self, owner: str, ids: Sequence[str], vectors: Matrix) -> ChromaIndex:
        """A new index with exactly these rows; the former one must be closed, and is left behind."""

    def prefers_building(self, queued: int, total: int) -> bool:
        """Whether a new index is better than adding `queued` rows to the one of `total` rows."""

    def erase(self) -> None:
        """Delete what the index, closed here, keeps of removed passages; later when another process has it."""

    def release(self) -> None:
        """After a change."""

    def finish(self, *, sound: bool) -> None:
        """After closing the index; `sound` when nothing went wrong with it."""


@dataclass(frozen=True)
class Pointer:
    """Which folder holds the index, whose it is (library and embedding model), and how many rows it was built with."""

    folder: str
    owner: str
    rows: int


class FolderKeeper:
    """Keeps the index in `home/index/<number>/`; one process at a time, by a lock that the system frees at a kill."""

    def __init__(self, home: Path) -> None:
        self._root = home / "index"
        self._lock = FileLock(home / LOCK, timeout=0, thread_local=False)

    def claim(self) -> bool:
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire()
        except OSError:  # held by another process (filelock's Timeout is one), or a home that cannot be written
            return False
        return True

    def open(self, owner: str) -> ChromaIndex | None:
        with _translated():
            if (self._root / TO_ERASE).exists():
                self._delete_folders()
        pointer = self._pointer()
        if pointer is None or pointer.owner != owner:
            return None
        with _translated():
            if not self._take_mark(pointer) and not is_sound(self._folder(pointer)):
                return None
        return ChromaIndex.embedded(self._folder(pointer))

    def build(self, owner: str, ids: Sequence[str], vectors: Matrix) -> ChromaIndex:
        with _translated():
            folder = self._fresh()
            index = ChromaIndex.embedded(folder)
            index.upsert(ids, vectors)
            index.freeze()
            self._publish(Pointer(folder.name, owner, len(ids)))
        return index

    def prefers_building(self, queued: int, total: int) -> bool:
        pointer = self._pointer()
        since_built = max(0, total - queued - pointer.rows) if pointer else 0
        return queued + since_built >= max(SMALL_ADDITIONS, SHARE_OF_ADDITIONS * total)

    def erase(self) -> None:
        with _translated():
            self._root.mkdir(parents=True, exist_ok=True)
            (self._root / TO_ERASE).touch()
            if self._lock.is_locked:
                self._delete_folders()

    def release(self) -> None:
        """Nothing: the lock is held as long as the index is open."""

    def finish(self, *, sound: bool) -> None:
        """Leave a mark that the index was closed properly, with the state of its files; let another process have it."""
        pointer = self._pointer() if self._lock.is_locked else None
        if sound and pointer is not None and self._folder(pointer).is_dir():
            with _translated():
                self._mark(pointer).write_text(_state(self._folder(pointer)), "utf-8")
        self._lock.release()

    def _pointer(self) -> Pointer | None:
        """The pointer when it can be read and leads to a folder."""
        try:
            pointer = Pointer(**json.loads((self._root / "current.json").read_text("utf-8")))
            return pointer if (self._folder(pointer) / "chroma.sqlite3").is_file() else None
        except (OSError, ValueError, TypeError):
            return None

    def _delete_folders(self) -> None:
        """Empty every folder; their names stay taken, see `_fresh`. The order to do so goes last, in case of a kill."""
        for entry in self._root.iterdir():
            if entry.name.isdecimal():
                shutil.rmtree(entry)
                entry.mkdir()
        (self._root / TO_ERASE).unlink()

    def _folder(self, pointer: Pointer) -> Path:
        return self._root / Path(pointer.folder).name

    def _mark(self, pointer: Pointer) -> Path:
        return self._folder(pointer) / MARK

    def _take_mark(self, pointer: Pointer) -> bool:
        """Whether the index was closed properly and its files have not changed since. From now on it is open."""
        mark = self._mark(pointer)
        if not mark.exists():
            return False
        marked = mark.read_text("utf-8", "replace")
        mark.unlink()
        return marked == _state(self._folder(pointer))

    def _fresh(self) -> Path:
        """A folder with a number that was never used: Chroma remembers folders by name while a process lives."""
        self._root.mkdir(parents=True, exist_ok=True)
        used = [int(entry.name) for entry in self._root.iterdir() if entry.name.isdecimal()]
        folder = self._root / f"{max(used, default=0) + 1:06d}"
        folder.mkdir()
        return folder

    def _publish(self, pointer: Pointer) -> None:
        """Swap the pointer atomically, then delete the folders that it no longer names."""
        part = self._root / "current.json.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump(asdict(pointer), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self._root / "current.json")
        for entry in self._root.iterdir():
            if entry.name.isdecimal() and entry.name != pointer.folder:
                shutil.rmtree(entry, ignore_errors=True)


class ServerKeeper:
    """Keeps the index in one collection of a Chroma server, named after its owner."""

    def __init__(self, home: Path, address: str) -> None:
        self._address = address
        self._lock = FileLock(home / LOCK, timeout=SERVER_WAIT_SECONDS, thread_local=False)

    def claim(self) -> bool:
        try:
            self._lock.acquire()
        except OSError:
            return False
        return True

    def open(self, owner: str) -> ChromaIndex | None:
        return ChromaIndex.on_server(self._address, f"kiosque-{content_id(owner)}")

    def build(self, owner: str, ids: Sequence[str], vectors: Matrix) -> ChromaIndex:
        index = ChromaIndex.on_server(self._address, f"kiosque-{content_id(owner)}")
        index.clear()
        index.upsert(ids, vectors)
        return index

    def prefers_building(self, queued: int, total: int) -> bool:
        return False

    def erase(self) -> None:
        """Nothing: the queued removals reach the server with the next search; its files are its keeper's."""

    def release(self) -> None:
        self._lock.release()

    def finish(self, *, sound: bool) -> None:
        self._lock.release(force=True)


def _state(folder: Path) -> str:
    """Names, sizes and times of the files of an index, without its mark."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return json.dumps([(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files])


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexFault(cause=error) from error
