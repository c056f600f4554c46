"""What changed since the briefing before: which stories are new, which went on, which nobody took up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.briefing.edition import Briefing, Entry, Status
from rag.briefing.heard import Heard
from rag.grouping.nearness import ordinal
from rag.grouping.stories import Story

REMEMBERED_BRIEFINGS = 7
"""Briefings whose lines are not told again: a story that is silent for longer has to be told anew."""

_REMEMBERED_DAYS = 7
"""Days after its last article that a silent story is still named."""


def earlier_entry(story: Story, whole: Sequence[str], previous: Briefing | None) -> Entry | None:
    """The entry of `previous` on the same story: by its id, else by an article in both."""
    entries = (*previous.told, *previous.unchanged) if previous else ()
    by_id = (one for one in entries if one.story_id == story.id)
    by_article = (one for one in entries if not set(one.article_ids).isdisjoint(whole))
    return next(by_id, None) or next(by_article, None)


def told_before(story: Story, past: Sequence[Briefing]) -> list[Entry]:
    """The entries on the same story in the briefings `past`."""
    return [entry for one in past if (entry := earlier_entry(story, story.whole, one))]


def status(story: Story, earlier: Entry | None, known: Heard) -> Status:
    """What the articles of a story are, beside `earlier` and what was `known` then: a text told again is no news."""
    if earlier is None:
        return "new"
    fresh = (one for one in story.articles if one.id not in earlier.article_ids)
    return "developed" if any(known.adds(one) for one in fresh) else "unchanged"


def silent(previous: Briefing | None, told: Sequence[Entry], since: str) -> tuple[Entry, ...]:
    """The stories of the last days that `told` does not take up, without their lines: nothing is told twice."""
    taken = {one.story_id for one in told} | {key for one in told for key in one.article_ids}
    entries = (*previous.told, *previous.unchanged) if previous else ()
    rest = (one for one in entries if one.story_id not in taken and taken.isdisjoint(one.article_ids))
    recent = (one for one in rest if ordinal(since) - ordinal(one.last) <= _REMEMBERED_DAYS)
    return tuple(replace(one, status="unchanged", lines=(), figures=(), checked=0, dropped=0) for one in recent)
