"""Commands that keep Kiosque running: serve, reindex, backup, restore, doctor; what readers thought: ratings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rag.interface.commands.frame import (
    ExitCode,
    conclude,
    confirmed,
    going_on_later,
    guarded,
    opened,
    out,
    out_json,
)
from rag.interface.commands.library import AsJson

care = typer.Typer()


@care.command()
@guarded
def serve() -> ExitCode | None:
    """Ouvrir la page, sur cette machine seulement · Open the page, on this machine only."""
    from rag.interface.page.serve import serve as serve_page
    from rag.settings import load_settings

    serve_page(load_settings())
    return None


@care.command()
@guarded
def reindex(as_json: AsJson = False) -> None:
    """Refaire l’index de recherche · Rebuild the search index."""
    with going_on_later(), opened() as kiosque:
        passages = kiosque.reindex()
    french, english = f"{passages} passages réindexés.", f"{passages} passages reindexed."
    conclude({"passages": passages}, french, english, as_json=as_json)


@care.command()
@guarded
def backup(file: Annotated[Path, typer.Argument()], as_json: AsJson = False) -> None:
    """Copier la bibliothèque dans un fichier · Copy the library to a file."""
    with opened() as kiosque:
        kiosque.library.backup(file)
    conclude({"file": str(file)}, f"Copie écrite : {file}", f"Copy written: {file}", as_json=as_json)


@care.command()
@guarded
def restore(
    file: Annotated[Path, typer.Argument()],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander · Without asking.")] = False,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Remettre une copie à la place de la bibliothèque · Put a copy in the place of the library."""
    if not yes and not confirmed("Remplacer la bibliothèque ? · Replace the library?"):
        return ExitCode.FAILED
    with opened() as kiosque:
        count = kiosque.restore(file)
    french, english = f"Bibliothèque remise : {count} articles.", f"Library put back: {count} articles."
    conclude({"articles": count}, french, english, as_json=as_json)
    return None


@care.command()
@guarded
def ratings(as_json: AsJson = True) -> None:
    """Les réponses jugées sur la page, en JSON, une par ligne · Answers judged on the page, as JSON, one a line."""
    with opened() as kiosque:
        for one in kiosque.library.ratings():
            out_json({"good": one.good, "rated_at": one.rated_at, **json.loads(one.answer)})


@care.command()
@guarded
def doctor(as_json: AsJson = False) -> ExitCode | None:
    """L’état de la machine et de la bibliothèque · The state of the machine and of the library."""
    from rag.interface import as_json as shapes
    from rag.interface.health import examined, told

    with opened() as kiosque:
        health, language = examined(kiosque, thoroughly=True), kiosque.settings.language
    if as_json:
        out_json(shapes.health(health, language))
    else:
        for well, words in told(health, language):
            out(f"{'✓' if well else '✗'} {words}")
    return ExitCode.OK if health.healthy else ExitCode.FAILED
