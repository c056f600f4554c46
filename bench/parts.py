"""What each part of answering is worth: the same questions asked with each part switched off in turn.

    KIOSQUE_HOME=FOLDER .venv/bin/python -m bench.parts SUITE --answerable 60 --unanswerable 30 [--only NAME…]

The library in FOLDER holds the articles of the suite already. What the model replied is remembered, so that a variant
costs the requests that differ. Prints a row of a Markdown table for each variant, as soon as it is known.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from rag.answering.answerability import Calibration
from rag.answering.ask import Answering
from rag.answering.prompting import FOLDER, Prompts
from rag.assemble import Kiosque, open_kiosque
from rag.evaluation.evaluate import spread
from rag.evaluation.metrics import Estimate, estimates, measure_answer
from rag.evaluation.suites import Asked, Suite, load_suite
from rag.generation import Generated, Prompt, Seconds, Tokens
from rag.protocols import Generation, Generator, Seat
from rag.settings import load_settings

NEVER, ALWAYS = 2.0, -1.0
"""Probabilities that are never, and always, reached."""

WHOLE = Calibration()
EVERYTHING = replace(WHOLE, hopeless=ALWAYS, threshold=ALWAYS)
CALIBRATIONS: Mapping[str, Calibration] = {
    "everything": WHOLE,
    "the decision whether to answer": EVERYTHING,
    "the model's yes or no": replace(WHOLE, asked_constant=0.0, asked_search=1.0, asked_yes=0.0, threshold=0.5),
    "the search's signals": replace(
        WHOLE, hopeless=ALWAYS, asked_constant=0.0, asked_search=0.0, asked_yes=1.0, threshold=0.5
    ),
    "the nearest sentence in place of what cannot be shown": replace(WHOLE, quoting=NEVER, translating=NEVER),
}
NEARNESS: Mapping[str, float] = {
    "the nearness to the best sentence": 1_000.0,
    "what weighs 1.0 less than the best sentence": 1.0,
    "what weighs 0.4 less than the best sentence": 0.4,
}
BUDGETS: Mapping[str, int] = {
    "a limit to the sentences that are near": 100_000,
    "a limit of 500 tokens in place of 300": 500,
    "200 tokens": 200,
}
CHECK, AGAIN, EXAMPLES = "the support check", "the second try", "the examples"
COLUMNS = ("containment", "answered", "abstained", "balanced_accuracy", "cited_document_precision")


class Replayed:
    """A generation that was made before."""

    place = 0

    def __init__(self, made: Generated) -> None:
        self._made = made

    def __iter__(self) -> Iterator[str]:
        yield self._made.text

    def cancel(self) -> None:
        """There is nothing to stop."""

    def result(self) -> Generated:
        return self._made


class Remembering:
    """A generator that is asked each thing once: it is greedy, so it would say the same again."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._written: dict[tuple[Prompt, int], Generated] = {}
        self._chosen: dict[Prompt, Mapping[str, float] | None] = {}
        self.model, self.context_tokens, self.ready = generator.model, generator.context_tokens, True
        self.reading_speed = None  # the usual evidence, whatever this machine's speed
        self.seat, self.count_tokens, self.close = generator.seat, generator.count_tokens, generator.close

    def generate(
        self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None
    ) -> Generation:
        key = prompt, max_tokens
        if key not in self._written:
            self._written[key] = self._generator.generate(prompt, max_tokens, stop, seat).result()
        return Replayed(self._written[key])

    def choose(self, prompt: Prompt, choices: Sequence[str], seat: Seat | None = None) -> Mapping[str, float] | None:
        if prompt not in self._chosen:
            self._chosen[prompt] = self._generator.choose(prompt, choices, seat)
        return self._chosen[prompt]


class Silent(Remembering):
    """A generator that says nothing when it is asked to correct itself: the first try then stands."""

    def __init__(self, whole: Remembering, correction: str) -> None:
        self.__dict__.update(whole.__dict__)
        self._correction = correction

    def generate(
        self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None
    ) -> Generation:
        if prompt[-1].text.startswith(self._correction):
            return Replayed(Generated("", "stop", Tokens(), Seconds()))
        return super().generate(prompt, max_tokens, stop, seat)


@dataclass(frozen=True)
class Trial:
    """The questions, the suite that they are of, and whom they are put to."""

    suite: Suite
    questions: Sequence[Asked]
    generator: Remembering
    answering: Answering

    def row(self, name: str, answering: Answering) -> str:
        """The measures of one variant, as a row of the table."""
        measured = [
            measure_answer(answering.ask(one.text, one.language).answer(), one, self.suite.key)
            for one in self.questions
        ]
        found = estimates(measured)
        return " | ".join([f"| {name}", *(shown(found.get(column)) for column in COLUMNS)]) + " |"

    def rows(self, only: Sequence[str]) -> Iterator[str]:
        """A row for each variant, the whole first; those of `only` when there are any."""
        with ExitStack() as stack:
            for name in [*CALIBRATIONS, CHECK, AGAIN, EXAMPLES, *NEARNESS, *BUDGETS]:
                if not only or name in only:
                    yield self.row(name, self._without(name, stack))
                    stack.close()

    def _without(self, name: str, stack: ExitStack) -> Answering:
        whole = self.answering
        if name in CALIBRATIONS:
            return replace(whole, calibration=CALIBRATIONS[name])
        if name in BUDGETS:
            return replace(whole, settings=whole.settings.model_copy(update={"evidence_tokens": BUDGETS[name]}))
        if name == EXAMPLES:
            return replace(whole, prompts=without_examples())
        if name == AGAIN:
            correction = whole.prompts.text("retry", self.questions[0].language, reasons="")[:20]
            return replace(whole, generator=Silent(self.generator, correction))
        if name in NEARNESS:
            stack.enter_context(mock.patch("rag.answering.evidence._FAR", NEARNESS[name]))
        else:
            stack.enter_context(mock.patch("rag.answering.claims.unsupported_reasons", lambda *_said: ()))
        return whole


def without_examples() -> Prompts:
    """The messages, with no example before the question."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
        for file in Path(folder).glob("examples.*.toml"):
            file.write_text("example = []\n", encoding="utf-8")
        return Prompts(Path(folder))


def shown(estimate: Estimate | None) -> str:
    """A mean with its interval."""
    return f"{estimate.value:.3f} [{estimate.low:.2f}, {estimate.high:.2f}]" if estimate else ""


def drawn(suite: Suite, answerable: int, unanswerable: int) -> list[Asked]:
    """So many questions of each sort, spread over the suite."""
    return [
        *spread([one for one in suite.questions if one.answerable and one.answers], answerable),
        *spread([one for one in suite.questions if not one.answerable], unanswerable),
    ]


def trial(kiosque: Kiosque, suite: Suite, questions: Sequence[Asked]) -> Trial:
    """The whole of answering, over a generator that remembers."""
    generator = Remembering(kiosque.generator)
    parts = kiosque.library, kiosque.retriever, kiosque.embedder, generator, kiosque.prompts, kiosque.settings
    return Trial(suite, questions, generator, Answering(*parts))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--answerable", type=int, default=60)
    parser.add_argument("--unanswerable", type=int, default=30)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    suite = load_suite(options.suite)
    with closing(open_kiosque(load_settings())) as kiosque:
        asked = drawn(suite, options.answerable, options.unanswerable)
        print(f"| without ({len(asked)} questions) |", " | ".join(COLUMNS), "|")
        print("|---" * (len(COLUMNS) + 1) + "|")
        for row in trial(kiosque, suite, asked).rows(options.only):
            print(row, flush=True)


if __name__ == "__main__":
    main()
