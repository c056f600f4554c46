"""Commands of the morning: schedule print, install, remove, run."""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import KiosqueError
from rag.interface.commands.frame import conclude, guarded, language, note, opened, out, out_json, say
from rag.interface.commands.library import AsJson

if TYPE_CHECKING:
    from rag.scheduling.timers import Job, Timer

schedule = typer.Typer(
    help="Le briefing de chaque matin · The briefing of every morning.", no_args_is_help=True, rich_markup_mode=None
)

LOG = "mornings.log"
"""In the folder of the library: what became of each morning, in the reader's language."""

_LOG_BYTES = 200_000

At = Annotated[str, typer.Option(help="À partir de cette heure · From this time of the day on: HH:MM.")]
TimerName = Annotated[str | None, typer.Option("--timer", help="systemd | cron | launchd | windows")]
Maildir = Annotated[
    Path | None, typer.Option(help="Dossier maildir qui le reçoit aussi · Maildir that gets it as well.")
]
Open = Annotated[bool, typer.Option("--open", help="L’ouvrir dans le navigateur · Open it in the browser.")]


@schedule.command(name="print")
@guarded
def print_files(
    at: At = "07:00", timer: TimerName = None, maildir: Maildir = None, opens: Open = False, as_json: AsJson = False
) -> None:
    """Montrer ce que « install » mettrait en place · Show what “install” would set up."""
    chosen = _timer(timer)
    files = {str(place): _decoded(content) for place, content in chosen.files(_job(at, maildir, opens)).items()}
    if as_json:
        out_json({"timer": chosen.name, "files": files, "commands": chosen.start()})
        return
    for place, content in files.items():
        out(f"# {place}\n{content}")
    for command in chosen.start():
        out(f"$ {shlex.join(command)}")


def _decoded(content: bytes) -> str:
    return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


@schedule.command()
@guarded
def install(
    at: At = "07:00", timer: TimerName = None, maildir: Maildir = None, opens: Open = False, as_json: AsJson = False
) -> None:
    """Faire un briefing chaque jour · Make a briefing every day."""
    from rag.scheduling.install import install as put

    chosen = _timer(timer)
    files = [str(place) for place in put(chosen, _job(at, maildir, opens))]
    for place in files:
        note(place)
    french, english = f"Un briefing chaque jour, à partir de {at}.", f"A briefing every day, from {at} on."
    conclude({"timer": chosen.name, "files": files}, french, english, as_json=as_json)


@schedule.command()
@guarded
def remove(timer: TimerName = None, as_json: AsJson = False) -> None:
    """Ne plus en faire ; ce qui est écrit reste · Make no more; what is written stays."""
    from rag.scheduling.install import remove as take_away

    files = [str(place) for place in take_away(_timer(timer))]
    french, english = "Plus de briefing chaque jour.", "No more briefing every day."
    if not files:
        french, english = "Rien n’était installé.", "Nothing was installed."
    conclude({"removed": files}, french, english, as_json=as_json)


@schedule.command()
@guarded
def run(maildir: Maildir = None, opens: Open = False, as_json: AsJson = False) -> None:
    """Le briefing d’aujourd’hui, s’il n’est pas encore fait · Today’s briefing, unless it is done."""
    from rag.scheduling.morning import Morning

    with opened() as kiosque, _log(kiosque.library.home) as log:
        morning = Morning(kiosque, date.today(), lambda *line: log.info(_mine(*line)), maildir, opens)
        try:
            made = morning.run()
        except KiosqueError as error:
            log.error(error.sentence(language()))
            raise
    if as_json:
        out_json({"file": str(morning.file), "made": made is not None})


def _mine(french: str, english: str) -> str:
    return french if language() == "fr" else english


def _timer(name: str | None) -> Timer:
    from rag.scheduling.timers import TIMERS, usual

    chosen = name or usual()
    if chosen not in TIMERS:
        raise typer.BadParameter(" | ".join(TIMERS), param_hint="--timer")
    return TIMERS[chosen](Path.home())


def _job(at: str, maildir: Path | None, opens: bool) -> Job:
    """The call of `run`, with the settings that the variables of the one who schedules it make."""
    from rag.scheduling.timers import Job
    from rag.settings import PROJECT

    try:
        moment = time.fromisoformat(at.zfill(len("07:00")))
    except ValueError as error:
        raise typer.BadParameter("HH:MM", param_hint="--at") from error
    words = [sys.executable, "-m", "rag", "schedule", "run"]
    words += ["--maildir", str(maildir.expanduser().absolute())] if maildir else []
    words += ["--open"] if opens else []
    return Job(words, PROJECT, _variables(), moment)


def _variables() -> dict[str, str]:
    """The variables in force, paths from the root: a timer starts elsewhere, and knows none of them.

    A key does not go into a file that others may read.
    """
    from rag.settings import Settings, load_settings

    settings = load_settings()
    given = {name.upper(): value for name, value in os.environ.items()}
    kept = {name: given[variable] for name in Settings.model_fields if (variable := f"KIOSQUE_{name.upper()}") in given}
    if kept.pop("server_key", None):
        say(
            "La clé des serveurs n’est pas recopiée : mettez server_key dans settings.toml.",
            "The key of the servers is not copied: put server_key into settings.toml.",
        )
    kept |= {"home": str(settings.home), "language": settings.language}
    return {f"KIOSQUE_{name.upper()}": _from_the_root(name, value) for name, value in kept.items()}


def _from_the_root(name: str, value: str) -> str:
    place = name in ("home", "models") or (name == "answering_model" and Path(value).is_file())
    return str(Path(value).absolute()) if place else value


@contextmanager
def _log(home: Path) -> Iterator[logging.Logger]:
    """A log that stays small."""
    handler = RotatingFileHandler(home / LOG, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%Y-%m-%d %H:%M:%S"))
    log = logging.Logger("mornings", logging.INFO)
    log.addHandler(handler)
    try:
        yield log
    finally:
        handler.close()
