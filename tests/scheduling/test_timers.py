"""The timers of each system: what they are told, word for word, and that nothing else is touched."""

from __future__ import annotations

import configparser
import os
import plistlib
import subprocess
import sys
from datetime import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rag.errors import NotScheduled
from rag.scheduling.install import install, remove
from rag.scheduling.timers import NAME, TIMERS, Cron, Job, Launchd, Systemd, TaskScheduler, usual

AWKWARD = 'L’été à 50 % d\'"Œuf" $HOME'
"""A folder that every quoting rule must survive."""

CRONTAB = """#!/bin/sh
case "$1" in
  -l) test -f "$TABLE" && cat "$TABLE" ;;
  -) cat >"$TABLE.new" && mv "$TABLE.new" "$TABLE" ;;
esac
"""


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A call that writes the variable and the arguments that it got to a file."""
    folder = tmp_path / AWKWARD
    folder.mkdir()
    script = "import os, sys; open('got', 'w').write(os.environ['KIOSQUE_HOME'] + '\\n' + sys.argv[1])"
    return Job([sys.executable, "-c", script, AWKWARD], folder, {"KIOSQUE_HOME": AWKWARD}, time(6, 30))


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file behind a `crontab` that does what the real one does."""
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(CRONTAB)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TABLE", str(tmp_path / "table"))
    return tmp_path / "table"


def test_a_cron_line_calls_the_job(tmp_path: Path, job: Job) -> None:
    (line,) = Cron(tmp_path).files(job).values()
    *moment, command = line.decode().split(" ", 5)
    assert moment == ["30", "6-23", "*", "*", "*"]
    subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], check=True)
    assert (job.folder / "got").read_text("utf-8") == f"{AWKWARD}\n{AWKWARD}"


def test_cron_keeps_the_lines_of_others(tmp_path: Path, job: Job, table: Path) -> None:
    other = f"0 4 * * * copier # {NAME} d’un autre\n"
    table.write_text(other)
    for _ in range(2):
        install(Cron(tmp_path), job)
    first, ours = table.read_text("utf-8").splitlines(keepends=True)
    assert (first, ours.startswith("30 6-23")) == (other, True)
    assert remove(Cron(tmp_path)) == Cron(tmp_path).places()
    assert table.read_text("utf-8") == other
    assert remove(Cron(tmp_path)) == []


def test_the_first_line_of_a_table(tmp_path: Path, job: Job, table: Path) -> None:
    install(Cron(tmp_path), job)
    assert len(table.read_text("utf-8").splitlines()) == 1


def test_systemd_gets_the_words_as_they_are(tmp_path: Path, job: Job) -> None:
    service, timer = (content.decode() for content in Systemd(tmp_path).files(job).values())
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[method-assign, assignment]
    read.read_string(service)
    quoted = AWKWARD.replace("%", "%%").replace('"', '\\"')
    assert read["Service"]["Environment"] == f'"KIOSQUE_HOME={quoted}"'
    assert read["Service"]["ExecStart"].endswith(f'"{quoted.replace("$", "$$")}"')
    assert read["Service"]["WorkingDirectory"] == str(job.folder).replace("%", "%%")
    assert "OnCalendar=*-*-* 06..23:30:00\nPersistent=true\n" in timer


def test_launchd_gets_the_words_as_they_are(tmp_path: Path, job: Job) -> None:
    (content,) = Launchd(tmp_path).files(job).values()
    read = plistlib.loads(content)
    assert (read["ProgramArguments"], read["WorkingDirectory"]) == (list(job.command), str(job.folder))
    assert read["EnvironmentVariables"] == job.variables
    assert [one["Hour"] for one in read["StartCalendarInterval"]] == list(range(6, 24))


def test_windows_gets_a_task(tmp_path: Path, job: Job) -> None:
    (content,) = TaskScheduler(tmp_path).files(job).values()
    task = ElementTree.fromstring(content.decode("utf-16"))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert task.findtext(f".//{space}WorkingDirectory") == str(job.folder)
    assert task.findtext(f".//{space}StartBoundary") == "2026-01-01T06:30:00"
    assert f'set "KIOSQUE_HOME={AWKWARD}"' in (task.findtext(f".//{space}Arguments") or "")


def test_a_program_that_is_missing_is_named(tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for timer in TIMERS.values():
        with pytest.raises(NotScheduled, match=timer.program):
            install(timer(tmp_path), job)
    assert not any(place.exists() for timer in TIMERS.values() for place in timer(tmp_path).places())


def test_a_program_that_fails_is_quoted(tmp_path: Path, job: Job, table: Path) -> None:
    table.with_name("bin").joinpath("crontab").write_text("#!/bin/sh\necho interdit >&2\nexit 1\n")
    with pytest.raises(NotScheduled, match="interdit"):
        install(Cron(tmp_path), job)


@pytest.mark.parametrize(("platform", "name"), [("darwin", "launchd"), ("win32", "windows")])
def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch, platform: str, name: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert usual() == name
