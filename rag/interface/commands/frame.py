"""What all commands share: the application, its exit codes, and errors turned into one sentence."""

from __future__ import annotations

import functools
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from rag import __version__
from rag.errors import KiosqueError

if TYPE_CHECKING:
    from rag.assemble import Kiosque

P = ParamSpec("P")


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class ExitCode(IntEnum):
    """What a command ends with; the same everywhere."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    NO_ANSWER = 4
    INTERRUPTED = 130


app = typer.Typer(
    name="kiosque",
    help="Un kiosque à journaux que l’on interroge, hors ligne. · A newsstand that can be questioned, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="0 ok · 1 échec, failed · 2 usage · 3 partiel, partial · 4 sans réponse, no answer · 130 interrompu",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"Kiosque {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Version.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Aucun accès au réseau · No network at all.")] = False,
) -> None:
    """Accepts the options that come before a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that has no “œ” shows a question mark
    if offline:
        os.environ["KIOSQUE_OFFLINE"] = "true"  # the setting, for this command: variables win over the file


def guarded(command: Callable[P, ExitCode | None]) -> Callable[P, None]:
    """Runs a command: an error becomes its sentence on stderr, the returned code becomes the exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            code = command(*args, **options) or ExitCode.OK
        except KiosqueError as error:
            note(error.sentence(language()))
            code = ExitCode.FAILED
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
        except BrokenPipeError:
            # The reader of our output left (as `head` does): nothing more can be said, not even at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.FAILED
        raise typer.Exit(int(code))

    return run


def exit_code(failed: int, total: int) -> ExitCode:
    """FAILED when all of some items failed, PARTIAL when some of them did."""
    if failed and failed == total:
        return ExitCode.FAILED
    return ExitCode.PARTIAL if failed else ExitCode.OK


def language() -> str:
    """The language of messages, even when the settings cannot be read."""
    from rag.settings import load_settings, system_language

    try:
        return load_settings().language
    except KiosqueError:
        return system_language()


@contextmanager
def opened(**overrides: Any) -> Iterator[Kiosque]:
    """The Kiosque of the settings in force, closed in the end."""
    from rag.assemble import open_kiosque
    from rag.settings import load_settings

    kiosque = open_kiosque(load_settings(**overrides))
    try:
        yield kiosque
    finally:
        kiosque.close()


@contextmanager
def going_on_later() -> Iterator[None]:
    """Says, to whoever stops long work, that nothing of it is lost."""
    try:
        yield
    except KeyboardInterrupt:
        say(
            "Arrêté. Ce qui est fait est gardé : la même commande reprend là.",
            "Stopped. What was done is kept: the same command goes on from there.",
        )
        raise


def say(french: str, english: str) -> None:
    """A message for the person at the terminal, on stderr."""
    note(french if language() == "fr" else english)


def note(text: str) -> None:
    """A line on stderr."""
    typer.echo(printable(text), err=True)


def out(text: str, end: str = "\n") -> None:
    """Data on stdout, safe to show: control characters of articles do not reach the terminal."""
    typer.echo(printable(text), nl=end == "\n")


def out_json(data: object) -> None:
    """One line of JSON on stdout, at once; in UTF-8 whatever the terminal's encoding, half characters escaped."""
    line = json.dumps(data, ensure_ascii=False)
    typer.echo(_HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", line).encode())
    sys.stdout.flush()


def conclude(data: object, french: str, english: str, *, as_json: bool) -> None:
    """What a command did: as JSON on stdout, else as a sentence on stderr."""
    if as_json:
        out_json(data)
    else:
        say(french, english)


def confirmed(question: str) -> bool:
    """Whether the person at the terminal says yes; nobody there is no."""
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        agreed = False
    if not agreed:
        say("Rien n’a été fait ; --yes le fait sans demander.", "Nothing was done; --yes does it without asking.")
    return agreed


def printable(text: str) -> str:
    """`text` without control and direction-changing characters, line breaks aside."""
    return "".join(char for char in text if char == "\n" or char.isprintable() or char in "\u00a0\u202f\u2009")
