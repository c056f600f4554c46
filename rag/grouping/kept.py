"""The stories of the whole library, kept in it: 20,000 articles take half a minute to be grouped anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from rag import __version__
from rag.grouping.stories import Story, stories
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article

_KEY = "stories"


class _KeptStory(BaseModel):
    """A story, each article by its id."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    articles: tuple[str, ...]
    central: tuple[str, ...]
    original: Mapping[str, str]
    episodes: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...]
    score: float


class _Kept(BaseModel):
    """The stories of a library, and the state that it was in when they were found."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    state: str
    stories: tuple[_KeptStory, ...]


def state(library: Library) -> str:
    """Differs once other stories may be found: other articles or vectors, or another version of this program."""
    return f"{__version__} {library.revision} {library.count()}"


def every_story(library: Library, embedder: Embedder) -> list[Story]:
    """What `stories` finds in the whole library, taken from what is kept while nothing has changed.

    Raises LibraryError, ModelError.
    """
    now = state(library)
    kept = _read(library)
    if kept and kept.state == now:
        return _told(library, kept)
    found = stories(library, embedder)
    body = _Kept(state=now, stories=tuple(map(_kept_story, found))).model_dump_json()
    library.remember(_KEY, body)
    return found


def last_stories(library: Library) -> list[Story]:
    """The stories found last, of the articles still there: what can be shown until newer ones are found."""
    kept = _read(library)
    return _told(library, kept) if kept else []


def _read(library: Library) -> _Kept | None:
    body = library.meta(_KEY)
    try:
        return _Kept.model_validate_json(body) if body else None
    except ValidationError:  # written by another version
        return None


def _kept_story(story: Story) -> _KeptStory:
    return _KeptStory(
        id=story.id,
        articles=_ids(story.articles),
        central=_ids(story.central),
        original=story.original,
        episodes=tuple(_ids(turn) for turn in story.episodes),
        whole=story.whole,
        score=story.score,
    )


def _ids(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(one.id for one in articles)


def _told(library: Library, kept: _Kept) -> list[Story]:
    known = {one.id: one for one in library.articles()}
    return [_story(one, known) for one in kept.stories if any(ident in known for ident in one.central)]


def _story(kept: _KeptStory, known: Mapping[str, Article]) -> Story:
    def there(ids: Sequence[str]) -> tuple[Article, ...]:
        return tuple(known[one] for one in ids if one in known)

    original = {one: first if first in known else one for one, first in kept.original.items() if one in known}
    turns = tuple(turn for turn in map(there, kept.episodes) if turn)
    whole = tuple(one for one in kept.whole if one in known)
    return Story(kept.id, there(kept.articles), there(kept.central), original, turns, whole, kept.score)
