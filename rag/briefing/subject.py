"""What a briefing is kept to, other than days: a topic in the reader's words, a collection of feeds."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from rag.briefing.stories import Story
from rag.library.stems import content_words, stem, stems
from rag.library.store import Library
from rag.records import LANGUAGES, Filters

_NEWS_DAYS = 7
"""Days after which an article is no news, whenever it comes to the library."""


@dataclass(frozen=True)
class Subject:
    """Stories that have an article with all the words of `topic`; articles that a feed of `collection` brought.

    Articles that came to the library at the moment `after` (ISO, UTC) or later, without being old by then.
    """

    topic: str | None = None
    collection: str | None = None
    after: str | None = None

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
        recent = {one.id for one in listed if not one.published or one.published[:10] >= oldest}
        return recent & library.arrived(self.after)

    def holds(self, story: Story) -> bool:
        """Whether one article of the story, whatever its language, has every word of the topic."""
        asked = content_words(self.topic or "")
        wanted = {language: {stem(word, language) for word in asked} for language in LANGUAGES}
        return any(
            wanted[one.language] <= set(stems(f"{one.title}\n{one.text}", one.language).split())
            for one in story.articles
        )


EVERYTHING = Subject()
