"""Asks a suite of this very Kiosque, in a library of its own, and keeps what came out of it.

Under `$KIOSQUE_HOME/evaluations`: `results.jsonl`, one run a line, and one library for each suite and embedding model,
so that a second run need not embed again. The reader's own library is not opened.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from rag import __version__
from rag.assemble import Kiosque
from rag.errors import EmptySource
from rag.evaluation.metrics import Estimate, Measures, estimates, measure_answer, measure_search
from rag.evaluation.suites import Asked, Suite
from rag.evaluation.support import KINDS, measure_support
from rag.records import content_id
from rag.settings import Settings

T = TypeVar("T")

_SEARCHED = 10
"""Passages looked at for the right article."""

_SUPPORT_ARTICLES = 40
"""Articles whose sentences are altered to measure the support check: some hundred claims of each kind."""


@dataclass(frozen=True)
class Run:
    """What one run measured. `model` is empty when only the search was."""

    date: str
    suite: str
    digest: str
    model: str
    embedder: str
    questions: int
    metrics: dict[str, Estimate]
    version: str = __version__


@dataclass(frozen=True)
class Progress:
    """How far a run has come: `done` of `total` questions, after the last one asked."""

    done: int
    total: int
    measured: Measures


class Evaluating:
    """One run over a suite, step by step."""

    def __init__(self, settings: Settings, suite: Suite, open_library: Callable[[Settings], Kiosque]) -> None:
        self._settings = settings
        self._suite = suite
        self._open = open_library

    def steps(self, limit: int | None, retrieval_only: bool) -> Iterator[Progress | Run]:
        """Progress after each question, then the run, which is kept. Raises KiosqueError.

        `limit` takes that many questions, spread over the suite so that all its kinds are met.
        """
        asked = spread(self._suite.questions, limit)
        kiosque = self._library()
        try:
            languages = {self._suite.key(article): article.language for article in kiosque.library.articles()}
            measured: list[Measures] = []
            for one in asked:
                foreign = any(
                    languages.get(gold, one.language) != one.language for gold in (one.gold or "", *one.lenient)
                )
                measured.append(self._measured(kiosque, one, foreign, retrieval_only))
                yield Progress(len(measured), len(asked), measured[-1])
            run = self._run(kiosque, measured, retrieval_only)
        finally:
            kiosque.close()
        keep(self._settings.home, run)
        yield run

    def _library(self) -> Kiosque:
        """The suite's own library, filled; another version of the same suite gives way to it."""
        suite = self._suite
        libraries, place = folder_of(self._settings.home) / "libraries", content_id(str(suite.documents.resolve()))
        current = f"{place}-{suite.digest}-"
        for old in libraries.glob(f"{place}-*"):
            if not old.name.startswith(current):
                shutil.rmtree(old)
        with closing(self._open(self._settings)) as unopened:
            home = libraries / f"{current}{content_id(unopened.embedder.model)}"
        kiosque = self._open(self._settings.model_copy(update={"home": home, "chroma_server": None}))
        for _outcome in kiosque.add([str(suite.documents)]):
            pass
        if kiosque.library.count() == 0:
            kiosque.close()
            raise EmptySource(origin=suite.documents)
        return kiosque

    def _measured(self, kiosque: Kiosque, asked: Asked, foreign: bool, retrieval_only: bool) -> Measures:
        found = measure_search(kiosque.search(asked.text, _SEARCHED), asked, self._suite.key)
        if retrieval_only:
            return found
        answer = kiosque.ask(asked.text, asked.language).answer()
        return found | measure_answer(answer, asked, self._suite.key, foreign)

    def _run(self, kiosque: Kiosque, measured: Sequence[Measures], retrieval_only: bool) -> Run:
        return Run(
            date=datetime.now().astimezone().isoformat(timespec="seconds"),
            suite=self._suite.name,
            digest=self._suite.digest,
            model="" if retrieval_only else kiosque.generator.model,
            embedder=kiosque.embedder.model,
            questions=len(measured),
            metrics=estimates(measured) | _support(kiosque),
        )


def _support(kiosque: Kiosque) -> dict[str, Estimate]:
    """Shares of altered claims that the support check detects, kind by kind, and of true ones that it suspects."""
    articles = spread(kiosque.library.articles(), _SUPPORT_ARTICLES)
    found = measure_support(articles)
    return {
        "false_alarms" if kind == "true" else f"detected_{kind}": wilson(found[kind].flagged, found[kind].cases)
        for kind in KINDS
        if kind in found
    }


def wilson(hits: int, cases: int) -> Estimate:
    """A share and its 95 % interval (Wilson 1927): right for shares near 0 or 1, where resampling says nothing."""
    share, z = hits / cases, 1.96
    centre = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z * (share * (1 - share) / cases + z * z / (4 * cases * cases)) ** 0.5 / (1 + z * z / cases)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half), cases)


def spread(items: Sequence[T], limit: int | None) -> list[T]:
    """`limit` of `items` at even distances; all of them without a limit."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[place * len(items) // limit] for place in range(limit)]


# ----------------------------------------------------------------------------- what was measured before


def folder_of(home: Path) -> Path:
    """Where evaluations live, beside the reader's library."""
    return home / "evaluations"


def keep(home: Path, run: Run) -> None:
    """Add `run` to the results."""
    folder = folder_of(home)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.jsonl").open("a", encoding="utf-8") as results:
        results.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def runs(home: Path) -> list[Run]:
    """The runs kept, oldest first; lines that cannot be read are left out, as after a full disk."""
    file = folder_of(home) / "results.jsonl"
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    return [run for line in lines if (run := _read_run(line))]


def _read_run(line: str) -> Run | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        metrics = {name: Estimate(**one) for name, one in fields.pop("metrics").items()}
        return Run(**fields, metrics=metrics)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def previous(home: Path, run: Run) -> Run | None:
    """The last run kept before `run` of the same questions, and of the search alone or not alike.

    By their order, not their dates: clocks are set back.
    """
    kept = runs(home)
    before = kept[:-1] if kept[-1:] == [run] else kept
    wanted = (run.digest, run.questions, bool(run.model))
    return next((one for one in reversed(before) if (one.digest, one.questions, bool(one.model)) == wanted), None)
