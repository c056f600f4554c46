"""Near misses made by rule: questions put to the extracts of their own articles, the answer taken out.

    KIOSQUE_HOME=FOLDER .venv/bin/python -m bench.withheld SUITE --limit 84 > ROWS.csv

The library in FOLDER holds the articles of the suite already. Prints rows of `bench/calibration.csv`: each answerable
question "with its sentence", and without those that hold its answer ("sentence withheld"). What is left is of the very
article, so that only who reads it can tell; the signals are those of the search before.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bench.parts import drawn
from rag.answering.answerability import Calibration
from rag.answering.ask import Answering, AnswerStream
from rag.answering.evidence import affordable_tokens, select_evidence
from rag.answering.find import Found, estimated_tokens
from rag.answering.understand import understand
from rag.assemble import open_kiosque
from rag.evaluation.metrics import answer_in
from rag.evaluation.suites import Asked, load_suite
from rag.settings import load_settings

COLUMNS = ("kind", "answerable", "coverage", "similarity", "names", "foreign", "yes", "missing", "quoted")
EVERY_ONE = Calibration(hopeless=0.0, threshold=0.0, dropped=0.0)
"""Answers whatever the chances."""

USUAL_TOKENS = affordable_tokens(None)


def withheld(found: Found, asked: Asked) -> Found | None:
    """`found` without the sentences that hold an answer; None when there are none, or nothing else of that article."""
    left = tuple(item for item in found.sentences if not any(answer_in(item.span.text, one) for one in asked.answers))
    evidence = select_evidence(left, USUAL_TOKENS, estimated_tokens)
    best = max(found.evidence, key=lambda item: item.score).article.id
    if len(left) == len(found.sentences) or best not in {item.article.id for item in evidence}:
        return None
    return replace(found, sentences=left, evidence=evidence)


@dataclass(frozen=True)
class Reading:
    """Puts questions to what is found, and looks at the answers."""

    answering: Answering

    def rows(self, questions: Sequence[Asked]) -> Iterator[dict[str, object]]:
        """Two rows for each question whose answer is among what is found. Raises ModelError."""
        for asked in questions:
            found = self.answering.find(understand(asked.question, asked.language, "fr"))
            if found.evidence and (less := withheld(found, asked)):
                kind = "across languages" if found.signals.foreign else "one language"
                yield self._row(f"{kind}, with its sentence", True, found)
                yield self._row(f"{kind}, sentence withheld", False, less)

    def _row(self, kind: str, answerable: bool, found: Found) -> dict[str, object]:
        stream = AnswerStream(self.answering, found, time.monotonic())
        stream.answer()
        signals, told = found.signals, stream.told
        near = "" if signals.similarity is None else f"{signals.similarity:.4f}"
        numbers = f"{signals.coverage:.3f}", near, f"{signals.names:.3f}", int(signals.foreign)
        shown = ("", "", "") if told is None else (_figure(told.yes, 4), _figure(told.missing, 3), int(told.quoted))
        return dict(zip(COLUMNS, (kind, int(answerable), *numbers, *shown), strict=True))


def _figure(share: float | None, digits: int) -> str:
    return "" if share is None else f"{share:.{digits}f}"


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--limit", type=int, default=84)
    options = parser.parse_args()
    questions = drawn(load_suite(options.suite), options.limit, 0)
    table = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    table.writeheader()
    settings = load_settings().model_copy(update={"evidence_tokens": USUAL_TOKENS})
    with closing(open_kiosque(settings)) as kiosque:
        parts = kiosque.library, kiosque.retriever, kiosque.embedder, kiosque.generator, kiosque.prompts, settings
        for row in Reading(Answering(*parts, calibration=EVERY_ONE)).rows(questions):
            table.writerow(row)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
