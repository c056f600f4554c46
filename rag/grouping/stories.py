"""The stories of a library: articles that tell of one event, whatever their language, the most reported first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rag.grouping.clusters import clusters, most_central
from rag.grouping.copies import originals
from rag.grouping.episodes import episodes
from rag.grouping.nearness import Nearness, nearness, ordinal
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Language, content_id

SAME_STORY = 0.26
"""Least mean similarity of the articles of a story."""

_HALF_LIFE_DAYS = 3.0
"""Days after which the news of a story is worth half."""

_UNDATED_DAYS = 7.0
"""Age of a story without any date."""

_UNNAMED = ""


class Days(NamedTuple):
    """The days from `since` to `until`, ISO, both included; None is no limit, and undated articles then count too."""

    since: str | None = None
    until: str | None = None

    def hold(self, article: Article) -> bool:
        """Whether the article was published on one of these days."""
        if not article.day:
            return self.since is None and self.until is None
        return (self.since or article.day) <= article.day <= (self.until or article.day)


ALWAYS = Days()


@dataclass(frozen=True)
class Story:
    """Articles on one event, in the order they appeared; `central` holds the same ones, the most typical first.

    Of equally typical ones, as any two are, the newest comes first.
    `id` stays while the story grows: it comes from the first article that the library had of it. `original` tells for
    each article id which article printed its text first. `episodes` part the articles by what they tell in one go.
    `whole` are the ids of all the articles of the story until the last of the days asked for, earlier ones included.
    """

    id: str
    articles: tuple[Article, ...]
    central: tuple[Article, ...]
    original: Mapping[str, str]
    episodes: tuple[tuple[Article, ...], ...]
    whole: tuple[str, ...]
    score: float = 0.0

    @property
    def title(self) -> str:
        return self.central[0].title

    @cached_property
    def independent(self) -> tuple[Article, ...]:
        """The articles that repeat no other, in the order of `central`."""
        return tuple(one for one in self.central if self.original[one.id] == one.id)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that reported by themselves; articles of unnamed outlets count as one outlet's, named ""."""
        return tuple(dict.fromkeys(one.source or _UNNAMED for one in self.independent))

    @property
    def first(self) -> str | None:
        """The day of its first dated article."""
        return min(self._days, default=None)

    @property
    def last(self) -> str | None:
        """The day of its last dated article."""
        return max(self._days, default=None)

    @property
    def _days(self) -> list[str]:
        return [one.day for one in self.articles if one.day]

    def title_in(self, language: Language) -> str | None:
        """The title of the most typical article written in `language`."""
        return next((one.title for one in self.central if one.language == language), None)


def stories(library: Library, embedder: Embedder, days: Days = ALWAYS, among: Set[str] | None = None) -> list[Story]:
    """The stories of the articles of these days, each article in one, the best ranked first; of equals the longest one.

    `among` are the ids of the articles that count, None for all.

    Stories are told apart over the whole library, so that a day's part of one has the id of the whole. Articles must
    have been embedded: one that waits is a story by itself. Raises LibraryError, ModelError.
    """
    every = {one.id: one for one in library.articles()}
    roots = library.first_versions()
    articles = [every[one] for one in roots if one in every]
    near = nearness(articles, library, embedder)
    latest = ordinal(days.until) or max((ordinal(one.published) for one in articles if days.hold(one)), default=0)
    found = []
    for group in clusters(len(articles), near.similarities, SAME_STORY):
        counting = (number for number in group if among is None or articles[number].id in among)
        kept = [number for number in counting if days.hold(articles[number])]
        if kept:
            ident = content_id("story", roots[articles[group[0]].id])
            story = _story(ident, [articles[number] for number in kept], near.of(np.array(kept)))
            whole = (articles[number] for number in group)
            known = tuple(one.id for one in whole if one.day <= (days.until or "9999"))
            found.append(replace(story, whole=known, score=_score(story, latest)))
    return sorted(found, key=lambda one: (-one.score, -len(one.whole), one.id))


def _story(ident: str, articles: Sequence[Article], near: Nearness) -> Story:
    newest = np.array(sorted(range(len(articles)), key=lambda place: articles[place].published or "", reverse=True))
    central = tuple(articles[newest[place]] for place in most_central(near.similarities(newest, newest)))
    turns = tuple(tuple(articles[place] for place in sorted(part)) for part in episodes(articles, near))
    ordered = tuple(sorted(articles, key=lambda one: one.published or ""))
    return Story(ident, ordered, central, originals(ordered), turns, ())


def _score(story: Story, latest: int) -> float:
    """Independent outlets first, their articles next, halved every few days since the last one."""
    age = latest - ordinal(story.last) if story.last else _UNDATED_DAYS
    weight = len(story.outlets) + len(story.independent) / 10
    return float(weight * 0.5 ** (max(0.0, age) / _HALF_LIFE_DAYS))
