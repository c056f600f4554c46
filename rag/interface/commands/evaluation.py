"""The command that measures: eval."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.interface.commands.frame import guarded, out, out_json, say
from rag.interface.commands.library import AsJson

if TYPE_CHECKING:
    from rag.evaluation.evaluate import Progress, Run

evaluation = typer.Typer()


@evaluation.command(name="eval")
@guarded
def evaluate(
    suite: Annotated[
        Path | None, typer.Option(metavar="DIR", help="documents.jsonl, questions.jsonl (sinon, else: samples)")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Questions.")] = None,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="Sans le modèle · Without the model.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Mesurer recherche et réponses sur cette machine · Measure search and answers on this machine."""
    from rag.assemble import open_kiosque
    from rag.evaluation.evaluate import Evaluating, Run, previous
    from rag.evaluation.suites import load_suite
    from rag.settings import load_settings

    settings = load_settings()
    for step in Evaluating(settings, load_suite(suite), open_kiosque).steps(limit, retrieval_only):
        if isinstance(step, Run):
            before = previous(settings.home, step)
            if as_json:
                out_json(asdict(step) | {"previous": before and asdict(before)})
            else:
                _print_table(step, before)
        else:
            _tell(step)


def _tell(step: Progress) -> None:
    if step.done % 10 == 0 or step.done == step.total:
        say(f"{step.done} questions sur {step.total}", f"{step.done} of {step.total} questions")


def _print_table(run: Run, before: Run | None) -> None:
    out(f"{run.suite} · {run.questions} questions · {run.model or '—'} · {run.embedder}")
    if before:
        out(f"Δ {before.date[:16]} · {before.model or '—'} · {before.embedder}")
    for name, one in run.metrics.items():
        known = before.metrics.get(name) if before else None
        change = f"  {one.value - known.value:+.3f}" if known else ""
        out(f"{name:26}{one.value:8.3f}  [{one.low:.3f}, {one.high:.3f}]  n={one.cases}{change}")
