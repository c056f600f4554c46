"""Which articles of a story are one text printed several times: a dispatch counts once, whoever prints it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.library.stems import words
from rag.records import Article

_RUN = 5
"""Words in a row that two writers hardly ever choose alike."""

_SHARED = 0.5
"""Share of the runs of the shorter text that the other holds when one was made from the other."""


def originals(articles: Sequence[Article]) -> dict[str, str]:
    """For each of `articles`, in the order they appeared: its id → the id of the first one with its text."""
    if len(articles) == 1:
        return {articles[0].id: articles[0].id}
    runs = {one.id: _runs(one) for one in articles}
    first: dict[str, str] = {}
    for one in articles:
        earlier = (other for other in first if other == first[other])
        same = (other for other in earlier if _share(runs[one.id], runs[other]) >= _SHARED)
        first[one.id] = next(same, one.id)
    return first


def _runs(article: Article) -> set[tuple[str, ...]]:
    found = words(article.text)
    return {tuple(found[at : at + _RUN]) for at in range(max(1, len(found) - _RUN + 1))}


def _share(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> float:
    return len(some & others) / min(len(some), len(others))
