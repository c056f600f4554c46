"""One contract for every VectorIndex: the exact scan, Chroma in this process, Chroma on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexFault
from rag.library.chroma import BATCH, ChromaIndex
from rag.library.exact import ExactIndex
from rag.library.store import Library
from rag.protocols import VectorIndex
from tests.fakes import FakeEmbedder
from tests.library.shelf import add, embed_all, rows, story


@pytest.fixture(params=["embedded", pytest.param("server", marks=pytest.mark.server)])
def chroma(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChromaIndex]:
    if request.param == "embedded":
        index = ChromaIndex.embedded(tmp_path / "index")
    else:
        address = request.getfixturevalue("chroma_server")
        index = ChromaIndex.on_server(address, f"kiosque-{abs(hash(tmp_path)):x}")
    yield index
    index.close()


def test_what_is_upserted_is_found(chroma: VectorIndex) -> None:
    ids, vectors = rows(50)
    chroma.upsert(ids, vectors)

    found = chroma.search(vectors[7], 3)

    assert (chroma.count(), found[0].passage_id, len(found)) == (50, "p7", 3)
    assert found[0].score == pytest.approx(1, abs=1e-5)
    assert [one.score for one in found] == pytest.approx(sorted((vectors @ vectors[7]).tolist())[::-1][:3], abs=1e-5)


def test_upsert_replaces(chroma: VectorIndex) -> None:
    ids, vectors = rows(3)
    chroma.upsert(ids, vectors)
    chroma.upsert(["p0"], vectors[1:2])

    assert chroma.count() == 3
    assert {one.passage_id for one in chroma.search(vectors[1], 2)} == {"p0", "p1"}


def test_delete_forgets_and_ignores_the_unknown(chroma: VectorIndex) -> None:
    ids, vectors = rows(5)
    chroma.upsert(ids, vectors)
    chroma.delete(["p2", "unknown"])
    chroma.delete([])

    assert chroma.count() == 4
    assert "p2" not in {one.passage_id for one in chroma.search(vectors[2], 10)}


def test_an_empty_index_finds_nothing(chroma: VectorIndex) -> None:
    chroma.upsert([], rows(0)[1])

    assert (chroma.search(rows(1)[1][0], 5), chroma.count()) == ([], 0)


def test_more_rows_than_one_call_takes(chroma: VectorIndex) -> None:
    ids, vectors = rows(2 * BATCH + 700)
    chroma.upsert(ids, vectors)

    last = chroma.search(vectors[-1], 1)
    assert (chroma.count(), last[0].passage_id) == (len(ids), ids[-1])
    assert chroma.search(vectors[0], 0) == []


def test_a_vector_of_another_length_is_a_fault(chroma: VectorIndex) -> None:
    chroma.upsert(*rows(2))

    with pytest.raises(IndexFault):
        chroma.search(np.ones(3, dtype=np.float32), 1)


def test_chroma_finds_what_the_scan_finds(chroma: VectorIndex, library: Library) -> None:
    for number in range(30):
        add(library, story(number))
    embed_all(library)
    chroma.upsert(*library.vectors())
    questions = FakeEmbedder().embed([f"L’aide de Kerloc{number} n{number}2" for number in range(30)], "query")

    for question in questions:
        exact, near = ExactIndex(library).search(question, 5), chroma.search(question, 5)
        assert [one.score for one in near] == pytest.approx([one.score for one in exact], abs=1e-5)


def test_the_scan_follows_the_library(library: Library) -> None:
    index = ExactIndex(library)
    query = FakeEmbedder().embed([f"{story(1).title}\n{story(1).text}"], "query")[0]
    assert (index.search(query, 3), index.count()) == ([], 0)

    for number in (1, 2):
        add(library, story(number))
    embed_all(library)
    assert index.search(query, 1)[0].passage_id.startswith(story(1).id)

    library.remove(story(1).id)
    assert {one.passage_id[:16] for one in index.search(query, 9)} == {story(2).id}
    assert index.count() == 3


def test_a_hostile_settings_file_in_the_current_folder_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\nCHROMA_SERVER_HOST=127.0.0.9\nCHROMA_SERVER_HTTP_PORT=9\n"
    (tmp_path / ".env").write_text(hostile)
    monkeypatch.chdir(tmp_path)
    index = ChromaIndex.embedded(tmp_path / "here")

    index.upsert(*rows(2))

    assert (tmp_path / "here" / "chroma.sqlite3").is_file()
    index.close()


def test_a_server_that_is_not_there_is_a_fault(free_port: Callable[[], int]) -> None:
    with pytest.raises(IndexFault):
        ChromaIndex.on_server(f"http://127.0.0.1:{free_port()}")


def test_garbage_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"garbage" * 1000)

    with pytest.raises(IndexFault):
        ChromaIndex.embedded(tmp_path)
