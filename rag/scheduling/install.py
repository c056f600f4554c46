"""Puts a timer in its place and takes it away."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from rag.briefing.export.write import write
from rag.errors import NotScheduled, NotWritten
from rag.scheduling.timers import Command, Job, Timer


def install(timer: Timer, job: Job) -> list[Path]:
    """Write the files of the timer and start it, in the place of an older one: the files.

    Raises NotScheduled, NotWritten.
    """
    _require(timer)
    files = timer.files(job)
    for place, content in files.items():
        make_folder(place.parent)
        write(content, place)
    _run(timer.start())
    return list(files)


def remove(timer: Timer) -> list[Path]:
    """Stop the timer and delete its files: those that were there, none when it was not installed.

    Raises NotScheduled.
    """
    there = [place for place in timer.places() if place.exists()]
    if there:
        _require(timer)
        _run(timer.stop())
        for place in there:
            place.unlink()
    return there


def _require(timer: Timer) -> None:
    if shutil.which(timer.program) is None:
        raise NotScheduled(timer=timer.name, cause=f"{timer.program} ?")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there. Raises NotWritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(file=folder, cause=error.strerror) from error


def _run(commands: Sequence[Command]) -> None:
    """Run the commands in turn. The last one must succeed: those before it may stop what was never started."""
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    if done.returncode:
        raise NotScheduled(timer=Path(command[0]).name, cause=done.stderr.strip() or str(done.returncode))
