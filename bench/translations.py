"""How near the lines of briefings are in both languages, beside a professional translation of the same sentences.

    .venv/bin/python -m bench.translations FILE.jsonl --limit 30

Each line of FILE is a document: {"segments_en": […], "segments_fr": […]}, translations of one another in order. One
sentence of each is translated both ways, by the model and by the professional, and judged alike: the cosine of the
embeddings of sentence and translation, and the checks that decide whether a line is shown.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import json_lines
from rag.assemble import Kiosque, open_kiosque
from rag.records import LANGUAGES, Article, Citation, Language, Span
from rag.settings import load_settings
from rag.translating.faithful import rendering_faults
from rag.translating.translate import Translator
from rag.translating.writer import Writer

SHORTEST, LONGEST = 60, 220
"""Characters of the sentence taken: about what a line of a briefing has."""


@dataclass(frozen=True)
class Pair:
    """A sentence, the model's translation and the professional's, and whether each passes the checks."""

    sentence: str
    ours: str
    theirs: str
    ours_passes: bool
    theirs_passes: bool


def pairs(documents: Sequence[dict[str, list[str]]], written: Language, kiosque: Kiosque) -> Iterator[Pair]:
    """One pair for each document, out of the language `written`."""
    into: Language = "en" if written == "fr" else "fr"
    translator = Translator(Writer(kiosque.generator), kiosque.prompts)
    for document in documents:
        own, other = document[f"segments_{written}"], document[f"segments_{into}"]
        fitting = (number for number in range(1, len(own)) if SHORTEST <= len(own[number]) <= LONGEST)
        number = next(fitting, 0)
        source = Citation(0, Article("", own[number], written), Span(0, len(own[number]), own[number]))
        ours, faults = translator.translated(source)
        yield Pair(own[number], ours, other[number], not faults, not rendering_faults(source, other[number], into))


def report(found: Sequence[Pair], kiosque: Kiosque) -> str:
    """Mean cosines and shares that pass, ours (all, and those shown) and the professional's."""
    texts = [[one.sentence for one in found], [one.ours for one in found], [one.theirs for one in found]]
    sentences, ours, theirs = (kiosque.embedder.embed(one, "passage") for one in texts)
    near, professional = (sentences * ours).sum(axis=1), (sentences * theirs).sum(axis=1)
    shown = np.array([one.ours_passes for one in found])
    passes = sum(one.theirs_passes for one in found) / len(found)
    return (
        f"n {len(found)}; cosine: ours {near.mean():.3f}, shown {near[shown].mean():.3f}, "
        f"professional {professional.mean():.3f}; pass the checks: ours {shown.mean():.2f}, professional {passes:.2f}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--limit", type=int, default=30)
    asked = options.parse_args()
    documents = json_lines(asked.file)
    random.Random(1).shuffle(documents)
    with tempfile.TemporaryDirectory() as home, closing(open_kiosque(load_settings(home=Path(home)))) as kiosque:
        for written in LANGUAGES:
            print(f"from {written}: {report(list(pairs(documents[: asked.limit], written, kiosque)), kiosque)}")


if __name__ == "__main__":
    main()
