"""How much of the articles the model is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import FakeGenerator
from newsstand import BRIDGE, stocked

from rag.answering.ask import Answering
from rag.answering.find import estimated_tokens
from rag.answering.prompting import Prompts
from rag.answering.retrieve import Retriever
from rag.settings import Settings


@pytest.fixture
def long_articles(tmp_path: Path) -> Iterator[Answering]:
    """Four articles that say much of the same bridge."""
    said = (
        "Le pont de Valmorel garde {n} points de contrôle sur sa rive gauche, dit l’ingénieure Solène Quillévic. "
        "Au {n}e jour des travaux, le pont de Valmorel a reçu des poutres neuves, venues de Brévannes par la rivière. "
    )
    dossier = [
        replace(
            BRIDGE,
            title=f"Pont de Valmorel, chantier {day}",
            text=said.format(n=day) * 3,
            source=str(day),
            ref=str(day),
        )
        for day in range(11, 15)
    ]
    library, index, embedder = stocked(tmp_path, *dossier)
    retriever = Retriever(library, index, embedder)
    settings = Settings(home=tmp_path, language="fr")
    yield Answering(library, retriever, embedder, FakeGenerator(), Prompts(), settings)
    index.close()
    library.close()


def test_a_slow_machine_reads_less_and_a_fast_one_more(long_articles: Answering) -> None:
    read = {speed: evidence_tokens(long_articles, speed) for speed in (None, 10.0, 90.0, 300.0, 5000.0)}
    assert read[None] == read[90.0] <= 300
    assert 0 < read[10.0] <= 200 < read[90.0] < read[300.0] <= 500 < read[5000.0] <= 800


def test_a_limit_that_is_set_wins_over_the_speed(long_articles: Answering) -> None:
    settings = long_articles.settings.model_copy(update={"evidence_tokens": 90})
    assert evidence_tokens(replace(long_articles, settings=settings), 5000.0) <= 90


def test_what_is_far_from_the_question_is_not_read(tmp_path: Path) -> None:
    library, index, embedder = stocked(tmp_path)
    settings = Settings(home=tmp_path, language="fr")
    asking = Answering(library, Retriever(library, index, embedder), embedder, FakeGenerator(), Prompts(), settings)
    stream = asking.ask("Combien d’habitants sont privés de passage à Valmorel ?")
    refs = {hit.article.ref for hit in stream.nearest}, {item.article.ref for item in stream.evidence}
    index.close()
    library.close()
    assert refs == ({"bridge", "cheese"}, {"bridge"})


def evidence_tokens(answering: Answering, speed: float | None) -> int:
    """How much evidence a model that reads `speed` tokens a second is shown."""
    asked = replace(answering, generator=FakeGenerator(reading_speed=speed))
    stream = asked.ask("Que dit l’ingénieure du pont de Valmorel ?")
    return sum(estimated_tokens(item.span.text) for item in stream.evidence)
