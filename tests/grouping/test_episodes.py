"""Episodes: the turns of a story, by what only some of its articles say and by when they say it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from newsstand import BRIDGE

from rag.grouping.episodes import episodes
from rag.grouping.nearness import Nearness, ordinal
from rag.records import Article

CLOSED = tuple(
    replace(
        BRIDGE, title=f"Pont fermé {n}", text=f"La crue de la Lisse emporte une pile du pont de Valmorel. Témoin {n}."
    )
    for n in range(4)
)
TRIAL = tuple(
    replace(BRIDGE, title=f"Procès {n}", text=f"Le tribunal juge l’architecte du pont de Valmorel. Audience {n}.")
    for n in range(4)
)


def alike(articles: tuple[Article, ...]) -> Nearness:
    """Points that nothing tells apart but their days."""
    vectors = np.ones((len(articles), 4), dtype=np.float32) / 2
    return Nearness(vectors, np.array([ordinal(one.published) for one in articles]), [frozenset()] * len(articles))


def groups(articles: tuple[Article, ...]) -> set[frozenset[int]]:
    return {frozenset(group) for group in episodes(articles, alike(articles))}


def test_words_that_not_all_share_tell_the_turns_apart() -> None:
    assert groups((*CLOSED, *TRIAL)) == {frozenset(range(4)), frozenset(range(4, 8))}


def test_weeks_between_them_tell_the_turns_apart() -> None:
    late = tuple(replace(one, published="2026-11-25") for one in CLOSED)
    assert groups((*CLOSED, *TRIAL, *late)) == {frozenset(range(start, start + 4)) for start in (0, 4, 8)}


def test_a_few_articles_are_one_episode() -> None:
    assert groups((*CLOSED[:2], *TRIAL[:2])) == {frozenset(range(4))}
