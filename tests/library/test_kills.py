"""Whoever kills the process, at whatever moment, finds every change that was acknowledged, whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from rag.library.database import check_copy
from rag.library.store import Library
from tests.library.shelf import add, embed_all, passages_of, story

REMOVING = """
import itertools, sys
from pathlib import Path
from rag.library.store import Library
home, copy = map(Path, sys.argv[1:])
with Library(home) as library:
    for number in itertools.count():
        library.save_turn("a", '{"question": "%s"}' % number)
        print("said", flush=True)
        article = library.articles()[0].id
        print("removing", article, flush=True)
        library.remove(article)
        print("removed", article, flush=True)
        library.backup(copy)
        print("copied", flush=True)
"""

RESTORING = """
import itertools, sys
from pathlib import Path
from rag.library.store import restore
home, *copies = map(Path, sys.argv[1:])
for number in itertools.count():
    restore(home, copies[number % 2])
    print("restored", flush=True)
"""


def killed_after(seconds: float, program: str, *places: Path, project: Path) -> list[list[str]]:
    """Run a program and kill it without warning: the whole lines that it had printed, as words."""
    command = [sys.executable, "-c", program, *map(str, places)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        written = first + child.stdout.read()
    return [line.split() for line in written.split("\n")[:-1]]


def filled(home: Path, first: int, last: int) -> set[str]:
    """A library of invented articles: their ids."""
    with Library(home) as library:
        for number in range(first, last):
            add(library, story(number))
        embed_all(library)
        return {article.id for article in library.articles()}


def check(library: Library) -> None:
    """The file is sound, and every offset, vector and word of each article is there."""
    assert library.damage() is None
    assert library.vector_count() == library.passage_count()
    for article in library.articles():
        passages = passages_of(library, article)
        assert passages and all(article.text[one.span.start : one.span.end] == one.span.text for one in passages)
        assert library.sentences(article.id)


def test_killed_while_removing_talking_and_copying(tmp_path: Path, project: Path) -> None:
    chance, home, copy = random.Random(20261130), tmp_path / "home", tmp_path / "copy.sqlite3"
    ids, said = filled(home, 0, 60), 0
    for _ in range(3):
        told = killed_after(chance.uniform(0, 0.5), REMOVING, home, copy, project=project)
        removed = {line[1] for line in told if line[0] == "removed"}
        doubtful = {line[1] for line in told if line[0] == "removing"} - removed
        said += sum(line == ["said"] for line in told)
        with Library(home) as library:
            found = {article.id for article in library.articles()}
            assert ids - removed - doubtful <= found <= ids - removed
            assert len(library.turns("a")) in (said, said + 1)
            check(library)
            ids, said = found, len(library.turns("a"))
        if ["copied"] in told:
            check_copy(copy)


def test_killed_while_putting_a_copy_back(tmp_path: Path, project: Path) -> None:
    chance, home = random.Random(20261201), tmp_path / "home"
    shelves = [filled(tmp_path / "one", 0, 20), filled(tmp_path / "two", 15, 40)]
    copies = [tmp_path / "one.sqlite3", tmp_path / "two.sqlite3"]
    for name, copy in zip(("one", "two"), copies, strict=True):
        with Library(tmp_path / name) as library:
            library.backup(copy)
    filled(home, 0, 1)
    for _ in range(3):
        killed_after(chance.uniform(0, 0.3), RESTORING, home, *copies, project=project)
        with Library(home) as library:
            assert {article.id for article in library.articles()} in shelves
            check(library)
    assert not list(home.glob("*damaged*"))
