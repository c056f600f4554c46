"""The stories of the library, found by a thread of their own whenever it has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from rag.grouping.kept import last_stories, state

if TYPE_CHECKING:
    from rag.assemble import Kiosque
    from rag.grouping.stories import Story


@dataclass(frozen=True)
class Grouped:
    """Stories, the best ranked first, and the story of each article by the article's id."""

    stories: Sequence[Story] = ()
    of_article: Mapping[str, Story] = field(default_factory=dict)

    def story(self, ident: str) -> Story | None:
        """The story with this id."""
        return next((one for one in self.stories if one.id == ident), None)


class Groups:
    """Looks for stories when the library has changed; 20,000 articles take 15 to 45 s, so nobody waits for it here."""

    def __init__(self, kiosque: Kiosque) -> None:
        self._kiosque = kiosque
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="stories")
        self._lock = Lock()
        self._sought: str | None = None
        self._last = Grouped()
        self._search: Future[Grouped] | None = None

    def look(self) -> tuple[Grouped, bool]:
        """The last stories found, and whether newer ones are being looked for. Raises what the last search raised."""
        with self._lock:
            if self._search and self._search.done():
                ended, self._search = self._search, None
                self._last = ended.result()
            now = state(self._kiosque.library)
            if self._search is None and now != self._sought:
                first, self._sought = self._sought is None, now
                self._search = self._pool.submit(self._find, first)
            return self._last, self._search is not None

    def _find(self, first: bool) -> Grouped:
        """The stories as they are now; those kept since the last start are shown until then."""
        if first:
            self._last = _grouped(last_stories(self._kiosque.library))
        return _grouped(self._kiosque.stories())

    def close(self) -> None:
        """Drops what waits; a search under way ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _grouped(stories: Sequence[Story]) -> Grouped:
    return Grouped(stories, {article.id: story for story in stories for article in story.articles})
