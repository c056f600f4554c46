"""Do the numbers that a briefing gives of its articles fit the articles it names?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rag.briefing.edition import Briefing, Entry
from rag.records import Article


def miscounted(entry: Entry, articles: Sequence[Article]) -> bool:
    """Whether the story cannot have so many of `articles`, these outlets, these days or so many checked lines.

    A briefing of a collection, or of what is new, may have told fewer articles than the story has: more is wrong.
    """
    kept = [one for one in articles if _within(one, entry.first, entry.last)]
    days = {one.day for one in kept} - {""}
    begun = min((one.day for one in articles if one.day), default=None)
    return (
        not len(entry.outlets) <= entry.articles <= len(kept)
        or not set(entry.outlets) <= {one.source or "" for one in kept}
        or not {entry.first, entry.last} - {None} <= days
        or entry.begun not in (None, begun)
        or entry.checked - entry.dropped != len(entry.lines)
    )


def misdated(briefing: Briefing, known: Mapping[str, Article]) -> Iterator[str]:
    """The days of the briefing when stories lie outside of them; what the picture says when articles are too few.

    `known` are the articles of its stories that the library still has.
    """
    told = briefing.told
    first = min((one.first for one in told if one.first), default=briefing.since)
    last = max((one.last for one in told if one.last), default=briefing.until)
    # An article may bear a day to come: what is new is told whatever day it bears.
    if not (briefing.since <= first and min(last, briefing.made_at[:10]) <= briefing.until):
        yield f"{briefing.since} – {briefing.until}"
    least = sum(one.articles for one in told)
    most = least + sum(one.articles for one in briefing.unchanged)
    if briefing.picture and not least <= sum(one.articles for one in briefing.picture) <= most:
        yield " + ".join(str(one.articles) for one in briefing.picture)
    if {ident for one in (*told, *briefing.unchanged) for ident in one.article_ids} <= known.keys():
        there = Counter((one.source or "", one.day or None) for one in known.values())
        over = (one for one in briefing.picture if one.articles > there[one.outlet, one.day])
        yield from (f"{one.outlet or '?'}, {one.day or '?'} : {one.articles}" for one in over)


def _within(article: Article, first: str | None, last: str | None) -> bool:
    """Whether the article may be among those from `first` to `last`; one without a date always may."""
    day = article.day
    return not day or (first or day) <= day <= (last or day)
