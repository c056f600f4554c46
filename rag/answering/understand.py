"""A question made ready: checked, cleaned of what is not text, its language, days and context known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.answering.followup import needs_previous
from rag.answering.period import period_of
from rag.errors import BadQuestion
from rag.records import Exchange, Language, Query
from rag.sources.language import detect

LONGEST_QUESTION = 8_000
"""Characters: about 4 pages. A longer question is a document, and belongs in the library."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\U000e0000-\U000e007f]")


def understand(question: str, language: Language | None, fallback: Language, previous: Exchange | None = None) -> Query:
    """The query for `question`; its language is detected where it is not given.

    `fallback` is the language of an answer when the question's is neither French nor English, or cannot be told.
    `previous` is kept when the question needs it, and then its language counts where the question's cannot be told.
    Raises BadQuestion when nothing but white space is left, or when it is longer than LONGEST_QUESTION.
    """
    text = " ".join(_CONTROLS.sub(" ", question).split())
    if not text or len(text) > LONGEST_QUESTION:
        raise BadQuestion(limit=LONGEST_QUESTION, size=len(text))
    context = previous if previous and needs_previous(text) else None
    if context:
        fallback = detect(context.question, fallback)
    return Query(text, language or detect(text, fallback), context)


def within_days(query: Query, newest: str | None, today: date) -> Query:
    """`query` with the days that its words name, unless it has dates already; `newest` is the newest article's day."""
    filters = query.filters
    period = None if filters.since or filters.until else period_of(query.text, newest, today)
    if period is None:
        return query
    dated = replace(filters, since=period.since.isoformat(), until=period.until.isoformat())
    return replace(query, filters=dated, period=period.words)
