"""Answering, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_engine import FakeGenerator
from newsstand import stocked

from rag.answering.ask import Answering
from rag.answering.prompting import Prompts
from rag.answering.retrieve import Retriever
from rag.settings import Settings


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Answering]:
    """Over a library of two articles; its model says nothing."""
    library, index, embedder = stocked(tmp_path)
    retriever = Retriever(library, index, embedder)
    settings = Settings(home=tmp_path, language="fr")
    yield Answering(library, retriever, embedder, FakeGenerator(), Prompts(), settings)
    index.close()
    library.close()
