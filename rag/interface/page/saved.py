"""Conversations as they were saved, made into records again."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from rag.errors import UnknownArticle
from rag.generation import Seconds
from rag.library.store import Library
from rag.records import Answer, Article, Citation, Claim, Evidence, Exchange, Filters, Hit, Passage, Query, Span

Json = dict[str, Any]
Finder = Callable[[Json], Article]


def turns(library: Library, conversation: str) -> list[Answer]:
    """The answers of a conversation, oldest first. An article that was removed since comes back without its text."""
    article = _finder(library)
    return [_answer(json.loads(turn), article) for turn in library.turns(conversation)]


def last_exchange(library: Library, conversation: str) -> Exchange | None:
    """The last question of a conversation with what was shown for it; None when there is none, or it was declined."""
    turns = library.turns(conversation)
    last = json.loads(turns[-1]) if turns else {}
    if not last.get("answered"):
        return None
    return Exchange(last["question"], " ".join(claim["text"] for claim in last["claims"] if claim["supported"]))


def _finder(library: Library) -> Finder:
    @cache
    def stored(article_id: str) -> Article | None:
        try:
            return library.article(article_id)
        except UnknownArticle:
            return None

    def find(head: Json) -> Article:
        known = stored(head["article_id"])
        return known or Article(
            head.get("title") or "", "", "fr", published=head.get("published"), source=head.get("source")
        )

    return find


def _answer(turn: Json, article: Finder) -> Answer:
    return Answer(
        question=turn["question"],
        language=turn["language"],
        answered=turn["answered"],
        reason=turn["reason"],
        text=turn["text"],
        claims=tuple(_claim(one, article) for one in turn["claims"]),
        evidence=tuple(
            Evidence(article(one), Span(one["start"], one["end"], one["text"]), one["score"])
            for one in turn["evidence"]
        ),
        nearest=tuple(_hit(one, article) for one in turn["nearest"]),
        model=turn["model"],
        query=_query(turn),
        as_of=turn.get("as_of"),
        complete=turn["complete"],
        seconds=Seconds(**turn["seconds"]),
    )


def _query(turn: Json) -> Query | None:
    understood = turn.get("understood")
    if not understood:
        return None
    previous = Exchange(understood["previous"], "") if understood["previous"] else None
    filters = Filters(**understood["filters"])
    return Query(turn["question"], turn["language"], previous, filters, understood["period"])


def _claim(claim: Json, article: Finder) -> Claim:
    citations = tuple(
        Citation(one["number"], article(one), Span(one["start"], one["end"], one["quote"]))
        for one in claim["citations"]
    )
    return Claim(claim["text"], claim["supported"], tuple(claim["reasons"]), citations)


def _hit(hit: Json, article: Finder) -> Hit:
    found = article(hit)
    return Hit(found, Passage(found.id, 0, Span(hit["start"], hit["end"], hit["passage"])), hit["score"])
