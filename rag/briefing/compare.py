"""What changed since the briefing before: which stories are new, which went on, which nobody took up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.briefing.edition import Briefing, Entry, Status
from rag.briefing.nearness import ordinal
from rag.briefing.stories import Story

_REMEMBERED_DAYS = 7
"""Days after its last article that a silent story is still named."""


def earlier_entry(story: Story, whole: Sequence[str], previous: Briefing | None) -> Entry | None:
    """The entry of `previous` on the same story: by its id, else by an article in both."""
    entries = (*previous.told, *previous.unchanged) if previous else ()
    by_id = (one for one in entries if one.story_id == story.id)
    by_article = (one for one in entries if not set(one.article_ids).isdisjoint(whole))
    return next(by_id, None) or next(by_article, None)


def status(whole: Sequence[str], earlier: Entry | None) -> Status:
    """What the articles `whole` of a story are, beside what was told of it."""
    if earlier is None:
        return "new"
    return "developed" if set(whole) - set(earlier.article_ids) else "unchanged"


def silent(previous: Briefing | None, told: Sequence[Entry], since: str) -> tuple[Entry, ...]:
    """The stories of the last days that `told` does not take up, without their lines: nothing is told twice."""
    taken = {one.story_id for one in told} | {key for one in told for key in one.article_ids}
    entries = (*previous.told, *previous.unchanged) if previous else ()
    rest = (one for one in entries if one.story_id not in taken and taken.isdisjoint(one.article_ids))
    recent = (one for one in rest if ordinal(since) - ordinal(one.last) <= _REMEMBERED_DAYS)
    return tuple(replace(one, status="unchanged", lines=(), figures=(), checked=0, dropped=0) for one in recent)
