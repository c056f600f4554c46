"""What a reader should know beside an answer: the day it speaks of, and how the question was understood."""

from __future__ import annotations

from rag.interface.words import counted, say
from rag.records import Answer, Filters, Language, Query
from rag.typography import day


def notes(answer: Answer, language: Language) -> list[str]:
    """Plain sentences, the day first; an answer without dates, filters or previous question needs none."""
    key = "answer.as_of" if answer.answered else "answer.latest"
    dated = [say(key, language, date=day(answer.as_of, language))] if answer.as_of else []
    return dated + (_understood(answer.query, language) if answer.query else [])


def cautions(answer: Answer, language: Language) -> list[str]:
    """What a reader should know before believing an answer; nothing of most."""
    doubt = [say("answer.doubtful", language)] if answer.doubtful else []
    return doubt + ([] if answer.complete else [say("answer.partial", language)])


def _understood(query: Query, language: Language) -> list[str]:
    lines = []
    if query.previous:
        lines.append(say("answer.follows", language, question=query.previous.question))
    if query.period:
        lines.append(say("answer.period", language, words=query.period, days=_days(query.filters, language)))
    elif not query.filters.empty:
        lines.append(say("answer.filtered", language, filters=_filters(query.filters, language)))
    return lines


def _days(filters: Filters, language: Language) -> str:
    since, until = day(filters.since, language), day(filters.until, language)
    return since if since == until else " – ".join(one for one in (since or "…", until or "…"))


def _filters(filters: Filters, language: Language) -> str:
    dated = [_days(filters, language)] if filters.since or filters.until else []
    spoken = [say(f"language.{filters.language}", language)] if filters.language else []
    chosen = [counted("articles", len(filters.articles), language)] if filters.articles else []
    return ", ".join([*chosen, *dated, *filter(None, [filters.source, filters.collection]), *spoken])
