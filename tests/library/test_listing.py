"""The list of a reader: filters, words, pages; and reprints, versions and search syntax among them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from newsstand import BRIDGE, CHEESE, stocked

from rag.library.listing import Wanted
from rag.library.store import Library
from rag.records import Article, Filters

OEUVRE = Article("Une œuvre à l’École", "Le « Songe » coûte 1\u202f200 €.", "fr", published="2026-10-10", ref="oeuvre")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    bridge = replace(BRIDGE, published="2026-10-12", source="Le Phare", url="https://phare.example/pont")
    reprint = replace(bridge, source="L’Écho", url="https://echo.example/pont", published="2026-10-13")
    stored, index, _ = stocked(tmp_path, bridge, reprint, replace(CHEESE, published="2026-10-11"), OEUVRE)
    index.close()
    return stored


def titles(library: Library, words: str = "", limit: int = 10, offset: int = 0, **filters: str) -> list[str]:
    wanted = Wanted(Filters(**filters), words)  # type: ignore[arg-type]
    found = [one.title for one in library.listed(wanted, limit, offset)]
    if not offset and limit > len(found):
        assert library.count(wanted) == len(found)
    return found


def test_newest_first_page_by_page(library: Library) -> None:
    every = titles(library)
    assert every == [BRIDGE.title, BRIDGE.title, CHEESE.title, OEUVRE.title]
    assert titles(library, limit=3) + titles(library, limit=3, offset=3) == every
    assert library.count() == 4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("VALMOREL", [BRIDGE.title, BRIDGE.title]),
        ("valmo ferme", [BRIDGE.title, BRIDGE.title]),
        ("oeuvre", [OEUVRE.title]),
        ("Œuvres l’ecole", [OEUVRE.title]),
        ("valmorel fromage", []),
        ('"valmorel" OR NOT (title : NEAR*', []),
        ("… « » _", [BRIDGE.title, BRIDGE.title, CHEESE.title, OEUVRE.title]),
    ],
)
def test_words_are_looked_for_in_titles_and_texts(library: Library, words: str, found: list[str]) -> None:
    assert titles(library, words) == found


def test_filters(library: Library) -> None:
    assert titles(library, since="2026-10-11", until="2026-10-12") == [BRIDGE.title, CHEESE.title]
    assert titles(library, "pont", source="l’écho") == []  # SQLite folds the case of plain letters only
    assert titles(library, "pont", source="L’Écho") == [BRIDGE.title]
    assert titles(library, language="en") == [CHEESE.title]
    assert set(library.outlets()) >= {"Le Phare", "L’Écho"}


def test_an_older_version_is_not_listed(library: Library, tmp_path: Path) -> None:
    old = replace(OEUVRE, url="https://phare.example/oeuvre", title="Une toile")
    for one in (old, replace(old, title="Une toile de maître", text="Le Songe coûte 1\u202f300 €.")):
        library.add(one, [], [])
    assert titles(library, since="2026-10-10", until="2026-10-10") == ["Une toile de maître", OEUVRE.title]


def test_a_page_is_read_without_the_other_texts(library: Library) -> None:
    """The index holds all that filters and order need: what lists stay quick by, however long the texts."""
    order = "coalesce(published, added_at) DESC, number DESC"
    query = f"SELECT number FROM articles WHERE superseded_by IS NULL AND source = 'x' ORDER BY {order}"
    with library._database.reading() as connection:
        plan = " ".join(row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "COVERING INDEX articles_listed" in plan and "TEMP B-TREE" not in plan
