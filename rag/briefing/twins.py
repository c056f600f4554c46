"""Sentences of two languages that say the same: the one is the other's rendering, and neither is told twice."""

from __future__ import annotations

from collections.abc import Sequence

from rag.protocols import Embedder
from rag.records import Citation, Evidence
from rag.translating.faithful import rendering_faults

SAME = 0.88
"""Least cosine. Of 183 sentences of press texts and their professional translations 0.96 are as near, of other pairs of
sentences of these texts 0.003."""


def twins(sentences: Sequence[Evidence], embedder: Embedder) -> list[list[int]]:
    """For each sentence the places of those of the other language that say the same, the nearest first."""
    languages = [one.article.language for one in sentences]
    if len(set(languages)) < 2:
        return [[] for _ in sentences]
    rows = embedder.embed([one.span.text for one in sentences], "passage")
    near = rows @ rows.T
    return [
        sorted(
            (other for other, value in enumerate(near[place]) if value >= SAME and languages[other] != language),
            key=lambda other: -near[place, other],
        )
        for place, language in enumerate(languages)
    ]


def renders(one: Evidence, other: Evidence) -> bool:
    """Whether each, one French and one English, could stand as the checked translation of the other."""
    return not any(
        rendering_faults(Citation(0, source.article, source.span), told.span.text, told.article.language)
        for source, told in ((one, other), (other, one))
    )
