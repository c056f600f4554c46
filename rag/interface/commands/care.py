"""Commands that keep Kiosque running: serve, reindex, backup, restore, doctor; what readers thought: ratings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rag.interface.commands.frame import ExitCode, guarded, opened, out, out_json, say
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
def reindex() -> None:
    """Refaire l’index de recherche · Rebuild the search index."""
    with opened() as kiosque:
        passages = kiosque.reindex()
    say(f"{passages} passages réindexés.", f"{passages} passages reindexed.")


@care.command()
@guarded
def backup(file: Annotated[Path, typer.Argument()]) -> None:
    """Copier la bibliothèque dans un fichier · Copy the library to a file."""
    with opened() as kiosque:
        kiosque.library.backup(file)
    say(f"Copie écrite : {file}", f"Copy written: {file}")


@care.command()
@guarded
def restore(
    file: Annotated[Path, typer.Argument()],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander · Without asking.")] = False,
) -> ExitCode | None:
    """Remettre une copie à la place de la bibliothèque · Put a copy in the place of the library."""
    if not yes and not typer.confirm("Remplacer la bibliothèque ? · Replace the library?", err=True):
        return ExitCode.FAILED
    with opened() as kiosque:
        count = kiosque.restore(file)
    say(f"Bibliothèque remise : {count} articles.", f"Library put back: {count} articles.")
    return None


@care.command()
@guarded
def ratings() -> None:
    """Les réponses jugées sur la page, en JSON, une par ligne · Answers judged on the page, as JSON, one a line."""
    with opened() as kiosque:
        for one in kiosque.library.ratings():
            out_json({"good": one.good, "rated_at": one.rated_at, **json.loads(one.answer)})


@care.command()
@guarded
def doctor(as_json: AsJson = False) -> ExitCode | None:
    """L’état de la machine et de la bibliothèque · The state of the machine and of the library."""
    with opened() as kiosque:
        state = kiosque.state()
    if as_json:
        out_json(state)
    else:
        for name, value in state.items():
            out(f"{name:<22} {value}")
    return ExitCode.OK if state["healthy"] else ExitCode.FAILED
