"""How each system is told to begin the morning: systemd, cron, launchd, the Task Scheduler of Windows.

A laptop sleeps, and clocks change. So every timer calls each hour from the one that was chosen until midnight, and the
morning is done by the first call that finds it undone (see `morning`).
"""

from __future__ import annotations

import plistlib
import shlex
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from subprocess import list2cmdline
from xml.etree import ElementTree

NAME = "kiosque-briefing"

Command = Sequence[str]


@dataclass(frozen=True)
class Job:
    """What is called, where, with which variables, and from which time of the day."""

    command: Command
    folder: Path
    variables: Mapping[str, str]
    at: time

    @property
    def hours(self) -> range:
        return range(self.at.hour, 24)


class Timer(ABC):
    """What one system needs to call a job: files to write, then commands to run."""

    name: str
    program: str
    """The program that must be there."""

    def __init__(self, home: Path) -> None:
        """`home` is the reader's own folder."""
        self.home = home

    @abstractmethod
    def files(self, job: Job) -> dict[Path, bytes]:
        """The files to write, whole."""

    @abstractmethod
    def start(self) -> list[Command]:
        """What is run once the files are there; also when an older job was."""

    @abstractmethod
    def stop(self) -> list[Command]:
        """What is run before the files go."""

    @abstractmethod
    def places(self) -> list[Path]:
        """The files of an installed job."""


class Systemd(Timer):
    """A user timer; `Persistent` makes up for hours when the machine was off."""

    name = "systemd"
    program = "systemctl"

    def places(self) -> list[Path]:
        return [self.home / ".config" / "systemd" / "user" / f"{NAME}.{kind}" for kind in ("service", "timer")]

    def files(self, job: Job) -> dict[Path, bytes]:
        service, timer = self.places()
        variables = "".join(f"Environment={_unit_word(f'{key}={value}')}\n" for key, value in job.variables.items())
        command = " ".join(_unit_word(word, command=True) for word in job.command)
        return {
            service: (
                f"[Unit]\nDescription=Kiosque: briefing\n\n[Service]\nType=oneshot\nNice=10\n{variables}"
                f"WorkingDirectory={str(job.folder).replace('%', '%%')}\nExecStart={command}\n"
            ).encode(),
            timer: (
                f"[Unit]\nDescription=Kiosque: briefing\n\n[Timer]\n"
                f"OnCalendar=*-*-* {job.hours.start:02}..23:{job.at.minute:02}:00\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            ).encode(),
        }

    def start(self) -> list[Command]:
        return [
            ["systemctl", "--user", "daemon-reload"],
            ["systemctl", "--user", "enable", f"{NAME}.timer"],
            ["systemctl", "--user", "restart", f"{NAME}.timer"],
        ]

    def stop(self) -> list[Command]:
        return [["systemctl", "--user", "disable", "--now", f"{NAME}.timer"]]


def _unit_word(word: str, *, command: bool = False) -> str:
    """A word of a systemd unit, quoted: backslash, quote and percent mean something there, a dollar in commands."""
    for special, harmless in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), *([("$", "$$")] if command else [])):
        word = word.replace(special, harmless)
    return f'"{word}"'


class Cron(Timer):
    """A line in the reader's table, which `crontab` alone may write: `install` and `remove` edit it."""

    name = "cron"
    program = "crontab"

    def places(self) -> list[Path]:
        return [self.home / ".config" / "kiosque" / f"{NAME}.cron"]

    def files(self, job: Job) -> dict[Path, bytes]:
        variables = [f"{key}={shlex.quote(value)}" for key, value in job.variables.items()]
        words = ["cd", shlex.quote(str(job.folder)), "&&", *variables, shlex.join(job.command)]
        # cron ends a command at a percent sign; backslashed, it is one.
        call = " ".join(words).replace("%", "\\%")
        line = f"{job.at.minute} {job.hours.start}-23 * * * {call} >/dev/null 2>&1 # {NAME}\n"
        return {self.places()[0]: line.encode()}

    def start(self) -> list[Command]:
        return [["sh", "-c", f"({self._others}; cat {shlex.quote(str(self.places()[0]))}) | crontab -"]]

    def stop(self) -> list[Command]:
        return [["sh", "-c", f"({self._others}) | crontab -"]]

    @property
    def _others(self) -> str:
        return f"crontab -l 2>/dev/null | grep -v '# {NAME}$'"


class Launchd(Timer):
    """A launch agent; a call that was slept through comes at wake-up."""

    name = "launchd"
    program = "launchctl"

    def places(self) -> list[Path]:
        return [self.home / "Library" / "LaunchAgents" / f"{NAME}.plist"]

    def files(self, job: Job) -> dict[Path, bytes]:
        settings = {
            "Label": NAME,
            "ProgramArguments": list(job.command),
            "WorkingDirectory": str(job.folder),
            "EnvironmentVariables": dict(job.variables),
            "StartCalendarInterval": [{"Hour": hour, "Minute": job.at.minute} for hour in job.hours],
            "ProcessType": "Background",
        }
        return {self.places()[0]: plistlib.dumps(settings)}

    def start(self) -> list[Command]:
        place = str(self.places()[0])
        return [["launchctl", "unload", place], ["launchctl", "load", "-w", place]]

    def stop(self) -> list[Command]:
        return [["launchctl", "unload", "-w", str(self.places()[0])]]


class TaskScheduler(Timer):
    """A task of Windows; `StartWhenAvailable` makes up for hours when the machine was off."""

    name = "windows"
    program = "schtasks"

    def places(self) -> list[Path]:
        return [self.home / "AppData" / "Local" / "kiosque" / f"{NAME}.xml"]

    def files(self, job: Job) -> dict[Path, bytes]:
        # A task has no variables of its own: the shell sets them. Its command line is one string.
        sets = "".join(f'set "{key}={value}" && ' for key, value in job.variables.items())
        start = f"2026-01-01T{job.at.isoformat('minutes')}:00"
        task = _tree(
            "Task",
            {"version": "1.2", "xmlns": "http://schemas.microsoft.com/windows/2004/02/mit/task"},
            _tree("Triggers", {}, _tree(
                "CalendarTrigger", {},
                _tree("Repetition", {}, _tree("Interval", {}, "PT1H"), _tree("Duration", {}, f"PT{len(job.hours)}H")),
                _tree("StartBoundary", {}, start),
                _tree("ScheduleByDay", {}, _tree("DaysInterval", {}, "1")),
            )),
            _tree("Settings", {},
                _tree("MultipleInstancesPolicy", {}, "IgnoreNew"),
                _tree("DisallowStartIfOnBatteries", {}, "false"),
                _tree("StartWhenAvailable", {}, "true"),
            ),
            _tree("Actions", {}, _tree(
                "Exec", {},
                _tree("Command", {}, "cmd.exe"),
                _tree("Arguments", {}, f'/d /c "{sets}{list2cmdline(job.command)}"'),
                _tree("WorkingDirectory", {}, str(job.folder)),
            )),
        )  # fmt: skip
        return {self.places()[0]: ElementTree.tostring(task, encoding="utf-16", xml_declaration=True)}

    def start(self) -> list[Command]:
        return [["schtasks", "/Create", "/F", "/TN", NAME, "/XML", str(self.places()[0])]]

    def stop(self) -> list[Command]:
        return [["schtasks", "/Delete", "/F", "/TN", NAME]]


def _tree(name: str, attributes: Mapping[str, str], *inside: ElementTree.Element | str) -> ElementTree.Element:
    element = ElementTree.Element(name, dict(attributes))
    for one in inside:
        if isinstance(one, str):
            element.text = one
        else:
            element.append(one)
    return element


TIMERS: Mapping[str, type[Timer]] = {one.name: one for one in (Systemd, Cron, Launchd, TaskScheduler)}


def usual() -> str:
    """The name of the timer of this system."""
    if sys.platform in ("darwin", "win32"):
        return Launchd.name if sys.platform == "darwin" else TaskScheduler.name
    runs = Path("/run/systemd/system").is_dir() and shutil.which(Systemd.program)
    return Systemd.name if runs else Cron.name
