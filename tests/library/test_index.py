"""The index that looks after itself: whatever happens to Chroma, searches are right and Chroma comes back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.intake.ingest import reindex
from rag.library import generations
from rag.library.exact import ExactIndex
from rag.library.index import LibraryIndex
from rag.library.probe import is_sound
from rag.library.store import Library
from rag.records import Vector
from tests.fakes import FakeEmbedder
from tests.library.shelf import add, embed_all, passages_of, story

STORIES = 8


@pytest.fixture
def filled(library: Library) -> Library:
    for number in range(STORIES):
        add(library, story(number))
    embed_all(library)
    return library


@pytest.fixture
def index(filled: Library) -> Iterator[LibraryIndex]:
    opened = LibraryIndex(filled)
    opened.refresh()
    assert not opened.exact, opened.fault
    yield opened
    opened.close()


def question(number: int) -> Vector:
    article = story(number)
    return FakeEmbedder().embed([f"{article.title}\n{article.text}"], "query")[0]


def check(index: LibraryIndex, library: Library, *, exact: bool) -> None:
    """Every search answers as the scan does, through Chroma or not."""
    for number in range(STORIES):
        found = [one.score for one in index.search(question(number), 4)]
        scanned = [one.score for one in ExactIndex(library).search(question(number), 4)]
        assert found == pytest.approx(scanned, abs=1e-4)
    assert index.exact is exact


def reopened(library: Library) -> LibraryIndex:
    index = LibraryIndex(library)
    index.refresh()
    return index


def generation(library: Library) -> str:
    """The folder that the pointer names."""
    return str(json.loads((library.home / "index" / "current.json").read_text())["folder"])


def test_before_it_is_opened_the_scan_answers(filled: Library) -> None:
    index = LibraryIndex(filled)

    check(index, filled, exact=True)
    index.close()
    assert not (filled.home / "index").exists()


def test_an_empty_library_finds_nothing(library: Library) -> None:
    index = reopened(library)

    assert (index.search(question(1), 3), index.count(), index.fault) == ([], 0, None)
    index.close()


def test_chroma_answers_once_opened(index: LibraryIndex, filled: Library) -> None:
    check(index, filled, exact=False)
    assert index.count() == 3 * STORIES
    assert filled.queued() == []


def test_changes_are_applied_before_the_next_search(index: LibraryIndex, filled: Library) -> None:
    add(filled, story(20))
    embed_all(filled)
    filled.remove(story(0).id)

    assert index.search(question(20), 1)[0].passage_id.startswith(story(20).id)
    check(index, filled, exact=False)
    assert filled.queued() == []


def test_what_is_erased_leaves_no_byte_of_a_vector(index: LibraryIndex, filled: Library) -> None:
    ids = [one.id for one in passages_of(filled, story(3))]
    traces = [row.tobytes() for row in filled.vectors(ids)[1]]
    assert traces and all(_on_disk(filled, traces))
    filled.remove(story(3).id)
    index.erase()
    assert not any(_on_disk(filled, traces))
    assert not [path for path in (filled.home / "index").glob("*/**/*") if path.is_file()], "ids of passages"
    index.refresh()
    check(index, filled, exact=True)


def test_files_that_another_process_keeps_are_erased_when_next_opened(index: LibraryIndex, filled: Library) -> None:
    before = generation(filled)
    filled.remove(story(3).id)
    elsewhere = LibraryIndex(filled)
    elsewhere.erase()
    elsewhere.close()
    check(index, filled, exact=False)
    index.close()
    again = reopened(filled)
    check(again, filled, exact=False)
    assert generation(filled) != before and not (filled.home / "index" / generations.TO_ERASE).exists()
    again.close()


def test_an_order_to_erase_that_outlived_its_index_costs_no_other(index: LibraryIndex, filled: Library) -> None:
    index.close()
    shutil.rmtree(filled.home / "index")
    (filled.home / "index").mkdir()
    (filled.home / "index" / generations.TO_ERASE).touch()
    reopened(filled).close()
    built = generation(filled)
    reopened(filled).close()
    assert generation(filled) == built


def _on_disk(library: Library, traces: list[bytes]) -> list[bool]:
    """Whether each of `traces` is in a file of the home folder."""
    files = [path.read_bytes() for path in library.home.rglob("*") if path.is_file()]
    return [any(trace in content for content in files) for trace in traces]


def test_many_changes_build_a_new_generation(
    index: LibraryIndex, filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "SMALL_ADDITIONS", 10)
    for number in range(20, 26):
        add(filled, story(number))
    embed_all(filled)
    index.search(question(20), 4)  # starts the building, and answers meanwhile

    index.refresh()

    check(index, filled, exact=False)
    assert generation(filled) == "000002"
    assert [entry.name for entry in (filled.home / "index").iterdir() if entry.is_dir()] == ["000002"]


def test_closed_properly_it_is_opened_again_without_doubt(
    index: LibraryIndex, filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.close()
    monkeypatch.setattr(generations, "is_sound", lambda _folder: pytest.fail("there was no doubt"))

    again = reopened(filled)

    check(again, filled, exact=False)
    assert generation(filled) == "000001"
    again.close()


def test_not_closed_properly_it_is_examined_and_kept(index: LibraryIndex, filled: Library) -> None:
    index.close()
    (filled.home / "index" / "000001" / "closed-properly").unlink()

    again = reopened(filled)

    check(again, filled, exact=False)
    assert generation(filled) == "000001"
    again.close()


# ----------------------------------------------------------------------------- damage


def _empty_graph(home: Path) -> None:
    for name in ("index_metadata.pickle", "data_level0.bin", "header.bin"):
        for path in home.glob(f"index/*/*/{name}"):
            path.write_bytes(b"")


def _cut_graph(home: Path) -> None:
    for path in home.glob("index/*/*/data_level0.bin"):
        path.write_bytes(path.read_bytes()[:5000])


def _no_graph(home: Path) -> None:
    for path in home.glob("index/*/*/"):
        shutil.rmtree(path)


def _garbage(home: Path) -> None:
    for path in home.glob("index/*/chroma.sqlite3"):
        path.write_bytes(b"garbage" * 3000)


def _overwritten_pages(home: Path) -> None:
    for path in home.glob("index/*/chroma.sqlite3"):
        content = path.read_bytes()
        path.write_bytes(content[:8192] + b"\xaa" * (len(content) - 8192))


DAMAGE = [
    pytest.param(_garbage, id="garbage"),
    pytest.param(_overwritten_pages, id="pages overwritten"),
    pytest.param(lambda home: shutil.rmtree(home / "index"), id="all missing"),
    pytest.param(lambda home: shutil.rmtree(home / "index" / "000001"), id="generation missing"),
    pytest.param(lambda home: (home / "index" / "current.json").unlink(), id="pointer missing"),
    pytest.param(lambda home: (home / "index" / "current.json").write_text("{"), id="pointer damaged"),
    pytest.param(lambda home: (home / "index" / "current.json").write_text('{"folder": "../x"}'), id="pointer foreign"),
]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("in_doubt", [True, False], ids=["after a kill", "after a proper end"])
def test_a_damaged_index_is_rebuilt(filled: Library, damage: Callable[[Path], None], in_doubt: bool) -> None:
    index = LibraryIndex(filled)
    index.refresh()
    index.close()
    if in_doubt:
        (filled.home / "index" / "000001" / "closed-properly").unlink()
    damage(filled.home)

    again = reopened(filled)

    check(again, filled, exact=False)
    again.close()


@pytest.mark.parametrize("damage", [_empty_graph, _cut_graph, _no_graph])
@pytest.mark.parametrize("in_doubt", [True, False], ids=["after a kill", "after a proper end"])
def test_a_damaged_graph_is_rebuilt(filled: Library, damage: Callable[[Path], None], in_doubt: bool) -> None:
    add(filled, story(50, "".join(f"Vote {number} de Port-Blanc{number}. ".ljust(300, "x") for number in range(1100))))
    embed_all(filled)
    index = reopened(filled)
    index.close()
    if in_doubt:
        (filled.home / "index" / "000001" / "closed-properly").unlink()
    assert list(filled.home.glob("index/*/*/data_level0.bin")), "the graph must be on disk to be damaged"
    damage(filled.home)

    again = reopened(filled)

    check(again, filled, exact=False)
    assert generation(filled) == "000002"
    again.close()


def test_an_index_of_another_state_of_the_library_is_rebuilt(index: LibraryIndex, filled: Library) -> None:
    index.close()
    add(filled, story(30))
    embed_all(filled)
    filled.settle(filled.queue_state()[1])  # as after putting back an older copy of either

    again = reopened(filled)

    check(again, filled, exact=False)
    assert generation(filled) == "000002"
    again.close()


def test_a_fault_while_searching_falls_back_and_heals(index: LibraryIndex, filled: Library) -> None:
    assert index._chroma is not None
    index._chroma._client.delete_collection("passages")  # under its feet

    assert index.search(question(3), 1)[0].passage_id.startswith(story(3).id)
    assert index._worker is not None
    index._worker.join()
    check(index, filled, exact=False)


def test_no_room_for_the_index_is_no_error(filled: Library) -> None:
    (filled.home / "index").write_text("a file where the folder should be")

    index = reopened(filled)

    check(index, filled, exact=True)
    assert index.fault is not None
    index.close()


def test_the_probe_tells_sound_from_damaged(index: LibraryIndex, filled: Library) -> None:
    index.close()
    folder = filled.home / "index" / "000001"
    assert is_sound(folder)

    _overwritten_pages(filled.home)
    assert not is_sound(folder)


# ----------------------------------------------------------------------------- two processes, two embedders

SECOND = """
import sys, json
from pathlib import Path
from rag.library.index import LibraryIndex
from rag.library.store import Library
from tests.fakes import FakeEmbedder
library = Library(Path(sys.argv[1]))
index = LibraryIndex(library)
index.refresh()
vector = FakeEmbedder().embed([sys.argv[2]], "query")[0]
print(json.dumps([index.exact, index.search(vector, 1)[0].passage_id]))
index.close()
"""


def _second_process(home: Path, text: str, project: Path) -> list[object]:
    command = [sys.executable, "-c", SECOND, str(home), text]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60, check=True)
    return list(json.loads(done.stdout))


def test_a_second_process_scans_and_finds_the_same(index: LibraryIndex, filled: Library, project: Path) -> None:
    add(filled, story(20))
    embed_all(filled)
    text = f"{story(20).title}\n{story(20).text}"

    exact, found = _second_process(filled.home, text, project)

    assert exact is True
    assert str(found).startswith(story(20).id)
    index.close()
    assert _second_process(filled.home, text, project)[0] is False


def test_two_in_one_process_do_not_share_chroma(index: LibraryIndex, filled: Library) -> None:
    second = reopened(filled)

    check(second, filled, exact=True)
    second.close()
    check(index, filled, exact=False)


def test_reindex_with_another_embedder(index: LibraryIndex, filled: Library) -> None:
    other = FakeEmbedder("other-words", dimensions=64)

    left = list(reindex(filled, other, index))

    assert (left[0], left[-1], filled.embedder, filled.dimensions) == (3 * STORIES, 0, "other-words", 64)
    query = other.embed([f"{story(3).title}\n{story(3).text}"], "query")[0]
    assert index.search(query, 1)[0].passage_id.startswith(story(3).id)
    assert not index.exact


# ----------------------------------------------------------------------------- on a server


@pytest.mark.server
def test_on_a_server(filled: Library, chroma_server: str) -> None:
    index = LibraryIndex(filled, chroma_server)
    check(index, filled, exact=False)

    add(filled, story(20))
    embed_all(filled)
    filled.remove(story(1).id)
    second = LibraryIndex(filled, chroma_server)  # any number of processes may use a server
    check(second, filled, exact=False)
    check(index, filled, exact=False)
    index.rebuild()
    check(index, filled, exact=False)
    second.close()
    index.close()


def test_a_server_that_is_down_is_no_error(filled: Library, free_port: Callable[[], int]) -> None:
    index = LibraryIndex(filled, f"http://127.0.0.1:{free_port()}")

    check(index, filled, exact=True)
    assert index.fault is not None
    index.close()
