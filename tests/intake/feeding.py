"""What readers of feeds do."""

from __future__ import annotations

from rag.assemble import Kiosque
from rag.fetching.opml import Feed
from rag.intake.refresh import FeedReport
from rag.records import Outcome


def refresh(kiosque: Kiosque) -> dict[str, FeedReport]:
    """The reports of one refresh, by the last word of the feed's address; each outcome has been on disk."""
    reports = {}
    for event in kiosque.refresh(kiosque.library.feeds()):
        if isinstance(event, Outcome):
            assert event.article is None or kiosque.library.article(event.article.id)
        else:
            reports[event.feed.address.rpartition("/")[2]] = event
    return reports


def subscribe(kiosque: Kiosque, *addresses: str) -> None:
    for address in addresses:
        kiosque.library.subscribe(Feed(address))
