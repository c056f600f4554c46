"""What citations have in common: their articles, and the day each was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.lines.dates import plausible
from rag.records import Article, Citation


def cited_articles(citations: Sequence[Citation]) -> list[Article]:
    """The articles cited, each once, in order."""
    return list({citation.article.id: citation.article for citation in citations}.values())


def publication_day(article: Article) -> date | None:
    """None when it is not known, or no day on which anything can have been published."""
    try:
        day = date.fromisoformat(article.day)
    except ValueError:
        return None
    return day if plausible(day) else None
