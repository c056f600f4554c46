"""Kiosque beside an afternoon's LangChain pipeline: same articles, questions, weights and machine, in one run.

Each side is one process that loads its model once; a first question, not counted, warms it. Then each question goes to
both, one after the other, the first to answer changing each time. Prints one row for the table of bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import IO, Any

PROJECT = Path(__file__).resolve().parent.parent
BENCH = PROJECT / "bench"
MODEL = PROJECT / "models" / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
MOMENTS = ("first_evidence", "first_token", "total")
WARM_UP = {"id": "warm-up", "question": "De quoi parlent ces articles ?"}
Json = dict[str, Any]


class BenchFailed(Exception):
    """A side stopped or answered with an error."""


@dataclass(frozen=True)
class Side:
    """A running pipeline: one question line in, one answer line out."""

    name: str
    requests: IO[str]
    answers: IO[str]

    def ask(self, question: Mapping[str, Any]) -> Json:
        """The answer, its times in `seconds`. Raises BenchFailed."""
        self.requests.write(json.dumps(question, ensure_ascii=False) + "\n")
        self.requests.flush()
        line = self.answers.readline()
        if not line:
            raise BenchFailed(f"{self.name} stopped; what it wrote above says why.")
        answer: Json = json.loads(line)
        if "error" in answer:
            raise BenchFailed(f"{self.name} could not answer {question['id']}: {answer['error']}")
        return answer


@contextmanager
def running(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Side]:
    """Start one side and end it afterwards."""
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if process.stdin is None or process.stdout is None:
        raise BenchFailed(f"{name} has no pipes.")
    try:
        with process.stdin, process.stdout:
            yield Side(name, process.stdin, process.stdout)
    finally:
        process.terminate()
        process.wait(timeout=30)


def articles_of(sources: Sequence[Path], folder: Path) -> Path:
    """A JSON Lines file of clean articles, the same for both sides, from documents of any kind."""
    done = subprocess.run(
        [sys.executable, "-m", "rag", "extract", *sources, "--json"], cwd=PROJECT, capture_output=True, encoding="utf-8"
    )
    rows = [json.loads(line) for line in done.stdout.split("\n") if line]
    lines = [
        json.dumps({"id": row["path"], "title": row["title"], "text": row["text"]}, ensure_ascii=False)
        for row in rows
        if not row["error"]
    ]
    if not lines:
        raise BenchFailed(f"No article in {', '.join(map(str, sources))}. {done.stderr}")
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def lines_of(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def start(stack: ExitStack, articles: Path, model: Path, home: Path) -> tuple[Side, Side]:
    """Kiosque and the baseline, both holding the same articles."""
    environment = {"KIOSQUE_HOME": str(home), "KIOSQUE_ANSWERING_MODEL": str(model), "PYTHONPATH": str(PROJECT)}
    kiosque = [sys.executable, str(BENCH / "kiosque.py"), str(articles)]
    files = ["--documents", str(articles), "--model", str(model)]
    baseline = [str(BENCH / ".venv/bin/python"), str(BENCH / "baseline.py"), *files]
    return (
        stack.enter_context(running("Kiosque", kiosque, environment)),
        stack.enter_context(running("The baseline", baseline, {})),
    )


def measure(sides: tuple[Side, Side], questions: Sequence[Json]) -> list[tuple[Json, Json]]:
    """The answers of both sides to each question; who goes first alternates."""
    for side in sides:
        print(f"{side.name} loads and indexes", file=sys.stderr)
        side.ask(WARM_UP)
    pairs = []
    for number, question in enumerate(questions):
        order = sides if number % 2 == 0 else sides[::-1]
        answers = {side.name: side.ask(question) for side in order}
        pairs.append((answers[sides[0].name], answers[sides[1].name]))
        print(f"{number + 1} of {len(questions)} questions", file=sys.stderr)
    return pairs


def cell(pairs: Sequence[tuple[Json, Json]], moment: str) -> str:
    """Median seconds of both sides and their ratio, over the questions where both reached that moment."""
    times = [(ours["seconds"][moment], theirs["seconds"][moment]) for ours, theirs in pairs]
    both = [(ours, theirs) for ours, theirs in times if ours is not None and theirs is not None]
    if not both:
        return "not reached"
    ours, theirs = (median(side) for side in zip(*both, strict=True))
    count = f" (n={len(both)})" if len(both) < len(pairs) else ""
    return f"{ours:.2f} / {theirs:.2f} s (×{theirs / ours:.1f}){count}"


def row(pairs: Sequence[tuple[Json, Json]], articles: int) -> str:
    """The Markdown row of this run."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    answered = [sum(bool(answer["answered"]) for answer in side) for side in zip(*pairs, strict=True)]
    cells = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        commit or "uncommitted",
        f"{os.cpu_count()} cores",
        str(articles),
        f"{len(pairs)} ({answered[0]} / {answered[1]})",
        *(cell(pairs, moment) for moment in MOMENTS),
    ]
    return f"| {' | '.join(cells)} |"


def keep(pairs: Sequence[tuple[Json, Json]], folder: Path) -> None:
    """Write the answers of both sides, to be read or scored."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, answers in zip(("kiosque", "baseline"), zip(*pairs, strict=True), strict=True):
        text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[PROJECT / "samples"], help="default: the samples")
    parser.add_argument("--questions", type=Path, default=BENCH / "questions.jsonl", help="lines with id, question")
    parser.add_argument("--limit", type=int, help="ask only the first ones")
    parser.add_argument("--model", type=Path, default=MODEL, help="GGUF file, for both sides")
    parser.add_argument("--answers", type=Path, help="folder for both sides' answers")
    return parser.parse_args()


def main() -> None:
    """Measure, then print the row."""
    asked = options()
    questions = lines_of(asked.questions)[: asked.limit]
    try:
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            articles = articles_of(asked.sources, Path(name))
            pairs = measure(start(stack, articles, asked.model, Path(name) / "home"), questions)
            print(row(pairs, len(lines_of(articles))))
    except BenchFailed as error:
        sys.exit(str(error))
    if asked.answers:
        keep(pairs, asked.answers)


if __name__ == "__main__":
    main()
