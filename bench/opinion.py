"""Would the model's own word add to the support check? Claims that its rules let pass are put to the model.

    .venv/bin/python -m bench.opinion FILE.jsonl --limit 40

Each line of FILE is a document: {"segments_en": […], "segments_fr": […]}, translations of one another in order. False
claims are sentences altered by rule, or with one word of another sentence in the place of one of theirs; those that the
rules catch are left out. Prints, for claims in the language of the source and in the other one, how often a true claim
has the higher chance of "yes" of a true and a false one (the area under the ROC curve; 0.5 is chance).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from bench import json_lines
from rag.answering.answerability import CHOICES
from rag.assemble import open_kiosque
from rag.checking.verify import unsupported_reasons
from rag.evaluation.alterations import cases
from rag.generation import Message
from rag.protocols import Generator
from rag.records import LANGUAGES, Article, Citation, Language, Span
from rag.settings import load_settings

SHORTEST, LONGEST = 60, 220
WORD = re.compile(r"(?<=\s)[a-zà-ÿ]{6,}(?=[\s,.])")
QUESTIONS: dict[Language, str] = {
    "fr": "Extrait :\n{source}\n\nPhrase : {claim}\n\nL’extrait dit-il exactement cela ? Réponds par oui ou par non.",
    "en": "Extract:\n{source}\n\nSentence: {claim}\n\nDoes the extract say exactly this? Reply yes or no.",
}


@dataclass(frozen=True)
class Put:
    """A claim that the rules let pass, and the sentence that it was made of."""

    kind: str
    claim: str
    language: Language
    source: Citation

    @property
    def side(self) -> str:
        return "same language" if self.source.article.language == self.language else "across languages"

    @property
    def passes(self) -> bool:
        """Whether the rules find nothing against it."""
        return not unsupported_reasons(self.claim, [self.source], self.language)


def claims(document: dict[str, Sequence[str]], chance: Random) -> Iterator[Put]:
    """Claims made of one sentence of `document` in each language, put beside it and beside its translation."""
    numbers = [n for n, text in enumerate(document["segments_fr"]) if SHORTEST <= len(text) <= LONGEST]
    if not numbers:
        return
    number = chance.choice(numbers)
    for language in LANGUAGES:
        segments = document[f"segments_{language}"]
        whole = Article("", "\n\n".join(segments), language)
        made = [(one.kind, one.claim) for one in cases(whole) if one.span.text == segments[number]]
        words = [word for text in segments for word in WORD.findall(text)]
        made += [("word", text) for text in another_word(segments[number], words, chance)]
        for written in LANGUAGES:
            text = document[f"segments_{written}"][number]
            source = Citation(1, Article("", text, written), Span(0, len(text), text))
            yield from (Put(kind, claim, language, source) for kind, claim in made if claim != text)


def another_word(text: str, words: Sequence[str], chance: Random) -> Iterator[str]:
    """`text` with one word in the place of another that ends alike: it reads well and says something else."""
    for old in WORD.finditer(text):
        alike = [word for word in words if word[-2:] == old.group()[-2:] and word[:4] != old.group()[:4]]
        if alike:
            yield text[: old.start()] + chance.choice(alike) + text[old.end() :]
            return


def chance_of_yes(put: Put, generator: Generator) -> float:
    """What the model thinks of a claim. Raises ModelError."""
    asked = QUESTIONS[put.language].format(source=put.source.span.text, claim=put.claim)
    yes, no = CHOICES[put.language]
    shares = generator.choose((Message("user", asked),), (yes, no))
    return shares[yes] if shares else 0.5


def area(true: Sequence[float] | NDArray[np.float64], false: Sequence[float] | NDArray[np.float64]) -> float:
    """Of pairs of a true and a false claim, the share in which the true one has the higher chance (Hanley 1982)."""
    difference = np.subtract.outer(np.array(true), np.array(false))
    return float((difference > 0).mean() + (difference == 0).mean() / 2)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=40)
    options = parser.parse_args()
    chance = Random(0)
    found: dict[tuple[str, str], list[float]] = {}
    with closing(open_kiosque(load_settings())) as kiosque:
        for document in json_lines(options.file)[: options.limit]:
            kept = {(put.side, put.kind): put for put in claims(document, chance) if put.passes}
            for key, put in kept.items():
                found.setdefault(key, []).append(chance_of_yes(put, kiosque.generator))
    print("| claims that the rules let pass | true | false | area |\n|---|---|---|---|")
    for (side, kind), false in sorted(found.items()):
        true = found.get((side, "true"), [])
        if kind != "true" and true:
            print(f"| {side}: {kind} | {len(true)} | {len(false)} | {area(true, false):.3f} |", flush=True)


if __name__ == "__main__":
    main()
