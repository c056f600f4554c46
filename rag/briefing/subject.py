"""What a briefing is kept to, other than days: a topic in the reader's words, a collection of feeds."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from rag.grouping.stories import Story
from rag.library.sentences import split_sentences
from rag.library.stems import content_words, stem, stems
from rag.library.store import Library
from rag.records import Article, Filters

_NEWS_DAYS = 7
"""Days after which an article is no news, whenever it comes to the library."""

_FIRST_SENTENCES = 3
"""Sentences in which an article has said what it is about."""

_MOST = 0.5
"""Share of a story's articles beyond which words are no passing mention."""


@dataclass(frozen=True)
class Subject:
    """Stories that are on `topic`, all its words; articles that a feed of `collection` brought.

    Articles that came to the library at the moment `after` (ISO, UTC) or later, or that bear a day after `told_until`,
    without being old by then.
    """

    topic: str | None = None
    collection: str | None = None
    after: str | None = None
    told_until: str | None = None

    @property
    def name(self) -> str:
        """What a reader would call it, on one line; empty for everything, whenever it came."""
        return " ".join(" · ".join(one for one in (self.collection, self.topic) if one).split())

    def articles(self, library: Library) -> Set[str] | None:
        """The ids of the articles that count; None when all do."""
        if self.collection is None and self.after is None:
            return None
        listed = library.articles(Filters(collection=self.collection))
        if self.after is None:
            return {one.id for one in listed}
        oldest = (datetime.fromisoformat(self.after).date() - timedelta(days=_NEWS_DAYS)).isoformat()
        recent = {one.id for one in listed if not one.day or one.day >= oldest}
        ahead = {one.id for one in listed if self.told_until and one.day > self.told_until}
        return recent & (library.arrived(self.after) | ahead)

    def weight(self, story: Story) -> float:
        """How much the story is on the topic: how many of its independent articles have every word, times their share.

        0 where they have them in passing: nowhere in a title with the first sentences, nor in most of several articles.
        """
        asked = content_words(self.topic or "")
        if self.topic is None:
            return 1.0
        having = [one for one in story.independent if _has(asked, one, one.text)]
        share = len(having) / len(story.independent)
        most = len(having) > 1 and share > _MOST
        return len(having) * share if most or any(_has(asked, one, _beginning(one)) for one in having) else 0.0


def _has(asked: Sequence[str], article: Article, text: str) -> bool:
    wanted = {stem(word, article.language) for word in asked}
    return wanted <= set(stems(f"{article.title}\n{text}", article.language).split())


def _beginning(article: Article) -> str:
    spans = split_sentences(article.text, article.language)[:_FIRST_SENTENCES]
    return article.text[: spans[-1].end] if spans else ""


EVERYTHING = Subject()
