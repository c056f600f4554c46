"""Conversations as they were saved, made into records again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from rag.errors import UnknownArticle
from rag.generation import Message, Seconds, Tokens
from rag.interface import as_json
from rag.library.stems import folded
from rag.library.store import Conversation, Library
from rag.records import Answer, Article, Citation, Claim, Evidence, Exchange, Filters, Hit, Passage, Query, Span

Json = dict[str, Any]
Finder = Callable[[Json], Article]


def turns(library: Library, conversation: str) -> list[Answer]:
    """The answers of a conversation, oldest first. An article that was removed since comes back without its text."""
    article = _finder(library)
    return [_answer(json.loads(turn), article) for turn in library.turns(conversation)]


def holding(library: Library, known: Sequence[Conversation], words: str) -> Sequence[Conversation]:
    """The conversations whose name, questions or answers hold all `words`, whatever case and accents."""
    wanted = folded(words).split()
    return [one for one in known if _holds(library, one, wanted)] if wanted else known


def _holds(library: Library, one: Conversation, wanted: Sequence[str]) -> bool:
    turns = (json.loads(turn) for turn in library.turns(one.id))
    text = folded("\n".join([one.title, *(f"{turn['question']}\n{turn['text']}" for turn in turns)]))
    return all(word in text for word in wanted)


def as_turn(answer: Answer) -> str:
    """The JSON that is kept of an answer: what the command line prints, with what the model was asked and wrote."""
    prompt = [asdict(message) for message in answer.prompt]
    return json.dumps(as_json.answer(answer) | {"prompt": prompt, "raw": answer.raw}, ensure_ascii=False)


def last_exchange(library: Library, conversation: str, but_last: bool = False) -> Exchange | None:
    """The last question of a conversation with what was shown for it; None when there is none, or it was declined.

    `but_last`: of what came before the last one, which is asked again.
    """
    turns = library.turns(conversation)
    turns = turns[:-1] if but_last else turns
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
        raw=turn.get("raw", ""),
        prompt=tuple(Message(**message) for message in turn.get("prompt", ())),
        query=_query(turn),
        as_of=turn.get("as_of"),
        confidence=turn.get("confidence"),
        doubtful=turn.get("doubtful", False),
        complete=turn["complete"],
        seconds=Seconds(**turn["seconds"]),
        tokens=Tokens(**turn.get("tokens", {})),
    )


def _query(turn: Json) -> Query | None:
    understood = turn.get("understood")
    if not understood:
        return None
    previous = Exchange(understood["previous"], "") if understood["previous"] else None
    filters = Filters(**understood["filters"] | {"articles": tuple(understood["filters"].get("articles", ()))})
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
