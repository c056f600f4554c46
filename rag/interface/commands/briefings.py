"""Commands that group the articles and tell the day: stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from rag.interface.commands.frame import guarded, language, opened, out, out_json
from rag.interface.commands.library import AsJson, Since, Until

if TYPE_CHECKING:
    from rag.briefing.stories import Story

briefings = typer.Typer()


@briefings.command()
@guarded
def stories(since: Since = None, until: Until = None, as_json: AsJson = False) -> None:
    """Les articles groupés par événement · The articles grouped by event."""
    from rag.interface import as_json as shapes

    with opened() as kiosque:
        found = kiosque.stories(since, until)
    if as_json:
        out_json({"stories": [shapes.story(one) for one in found]})
        return
    for place, story in enumerate(found, start=1):
        out(f"{place}. {story.title}\n   {_explained(story, french=language() == 'fr')}")


def _explained(story: Story, *, french: bool) -> str:
    """Why the story stands where it does: “4 articles, 3 outlets, 2026-10-12 – 2026-10-13”."""
    articles, outlets = len(story.articles), len(story.outlets)
    days = " – ".join(dict.fromkeys(day for day in (story.first, story.last) if day)) or "?"
    if french:
        return f"{articles} article{'s' * (articles > 1)}, {outlets} journa{'ux' if outlets > 1 else 'l'}, {days}"
    return f"{articles} article{'s' * (articles > 1)}, {outlets} outlet{'s' * (outlets > 1)}, {days}"
