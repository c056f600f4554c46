"""Commands about the models on this machine: models list, pull, use, verify."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.interface.commands.frame import ExitCode, conclude, going_on_later, guarded, language, note, out, out_json, say
from rag.interface.commands.library import AsJson

if TYPE_CHECKING:
    from rag.engine.catalogue import ModelCard
    from rag.protocols import Progress

models = typer.Typer(help="Les modèles de cette machine · The models on this machine.", no_args_is_help=True)

Names = Annotated[list[str] | None, typer.Argument(metavar="ID…")]


@models.command(name="list")
@guarded
def list_models(as_json: AsJson = False) -> None:
    """Le catalogue et ce qui est ici · The catalogue, and what is here."""
    from rag.engine import catalogue
    from rag.engine.download import present
    from rag.interface.words import sized
    from rag.settings import load_settings

    settings = load_settings()
    known = catalogue.load(settings.models)
    chosen = {
        settings.answering_model or known.default("answering").id,
        settings.embedder or known.default("embedding").id,
    }
    rows: list[dict[str, Any]] = [
        {
            "id": model.id,
            "role": model.role,
            "licence": model.licence,
            "size_bytes": model.size_bytes,
            "memory_bytes": model.memory_bytes,
            "present": present(model, settings.models),
            "used": model.id in chosen,
        }
        for model in known.models
    ]
    if as_json:
        out_json({"models": rows})
        return
    for row in rows:
        size = sized(row["size_bytes"], settings.language)
        mark = "●" if row["used"] else "○" if row["present"] else " "
        out(f"{mark} {row['id']:<24} {row['role']:<10} {size:>8}  {row['licence']}")


@models.command()
@guarded
def pull(names: Names = None, as_json: AsJson = False) -> None:
    """Télécharger des modèles (sans nom : ceux par défaut) · Download models (without a name: the default ones)."""
    from rag.engine import catalogue, download
    from rag.settings import load_settings

    settings = load_settings()
    known = catalogue.load(settings.models)
    wanted = (
        [known.model(name) for name in names] if names else [known.default("answering"), known.default("embedding")]
    )
    files = []
    for model in wanted:
        here = download.present(model, settings.models)
        if here:
            say(f"{model.id} : déjà là.", f"{model.id}: already here.")
        else:
            with going_on_later(), _bar(model.id) as progress:
                download.pull(model, settings.models, progress, offline=settings.offline)
            say(f"{model.id} : prêt, empreinte vérifiée.", f"{model.id}: ready, hash verified.")
        files.append({"id": model.id, "file": str(model.path(settings.models)), "brought": not here})
    if as_json:
        out_json({"models": files})


@contextmanager
def _bar(name: str) -> Iterator[Progress]:
    """A progress bar on a terminal, a line at each tenth elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn(name), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(name, total=None)
        told = -1

        def show(done_bytes: int, total_bytes: int) -> None:
            nonlocal told
            progress.update(task, completed=done_bytes, total=total_bytes)
            tenth = done_bytes * 10 // max(1, total_bytes)
            if tenth > told and not sys.stderr.isatty():
                told = tenth
                console.print(f"{name}  {done_bytes / 1e6:,.0f} / {total_bytes / 1e6:,.0f} MB", markup=False)

        yield show


@models.command()
@guarded
def use(name: Annotated[str, typer.Argument(metavar="ID | FILE.gguf")], as_json: AsJson = False) -> None:
    """Choisir le modèle qui répond · Choose the answering model."""
    from rag.engine import catalogue
    from rag.engine.download import present
    from rag.errors import ModelMissing
    from rag.settings import load_settings, remember

    settings = load_settings()
    model = catalogue.load(settings.models).model(name)
    if not present(model, settings.models):
        raise ModelMissing(model=model.id)
    remember(settings.home, "embedder" if model.role == "embedding" else "answering_model", name)
    french, english = f"{model.id} est maintenant utilisé.", f"{model.id} is now in use."
    conclude({"id": model.id, "role": model.role}, french, english, as_json=as_json)


@models.command()
@guarded
def verify(names: Names = None, as_json: AsJson = False) -> ExitCode | None:
    """Vérifier les empreintes · Check the hashes."""
    from rag.engine import catalogue, download
    from rag.settings import load_settings

    settings = load_settings()
    known = catalogue.load(settings.models)
    chosen = [known.model(name) for name in names or ()]
    wrong: dict[str, str | None] = {}
    for model in chosen or [one for one in known.models if download.present(one, settings.models)]:
        fault = wrong[model.id] = _fault(model, settings.models)
        if fault:
            note(fault)
        elif not as_json:
            out(f"{model.id}: ok")
    if as_json:
        out_json({"models": [{"id": name, "ok": error is None, "error": error} for name, error in wrong.items()]})
    return ExitCode.FAILED if any(wrong.values()) else None


def _fault(model: ModelCard, folder: Path) -> str | None:
    """What is wrong with the file of a model, in a sentence."""
    from rag.engine import download
    from rag.errors import KiosqueError

    try:
        download.verify(model, folder)
    except KiosqueError as error:
        return error.sentence(language())
    return None
