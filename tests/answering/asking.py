"""An answering walk over two invented articles, with a model that says what it is told to."""

from __future__ import annotations

from dataclasses import replace

from fakes_engine import FakeGenerator

from rag.answering.ask import Answering

SURE = {"Oui": 0.98, "Non": 0.02, "Yes": 0.98, "No": 0.02}
UNSURE = {"Oui": 0.15, "Non": 0.85, "Yes": 0.15, "No": 0.85}
DOUBTFUL = {"Oui": 0.001, "Non": 0.999, "Yes": 0.001, "No": 0.999}
QUESTION = "Combien d’habitants sont privés de passage ?"


def saying(answering: Answering, reply: str, **options: object) -> Answering:
    """`answering` with a model that reads, then writes `reply`."""
    generator = FakeGenerator("", reply, **{"chances": [SURE], **options})  # type: ignore[arg-type]
    return replace(answering, generator=generator)
