"""The stable JSON of the command line: one function for each record that is printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rag.fetching.opml import Feed
from rag.grouping.stories import Story
from rag.intake.refresh import FeedReport
from rag.interface.health import Health
from rag.library.changes import Change
from rag.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Evidence,
    Failure,
    Hit,
    Item,
    Language,
    Outcome,
    Query,
    Status,
    Summary,
    SummaryClaim,
)

Json = dict[str, Any]

Reprints = Mapping[str, Sequence[str]]
"""Who repeats an article, by its id."""

NO_REPRINTS: Reprints = {}


def answer(record: Answer, reprints: Reprints = NO_REPRINTS) -> Json:
    """An Answer, as `ask` prints it."""
    return {
        "question": record.question,
        "language": record.language,
        "answered": record.answered,
        "reason": record.reason,
        "confidence": None if record.confidence is None else round(record.confidence, 3),
        "doubtful": record.doubtful,
        "as_of": record.as_of,
        "understood": understood(record.query),
        "text": record.text,
        "claims": [claim(one) for one in record.claims],
        "evidence": [evidence(one, reprints) for one in record.evidence],
        "nearest": [hit(one, reprints) for one in record.nearest],
        "complete": record.complete,
        "model": record.model,
        "seconds": {key: _rounded(value) for key, value in asdict(record.seconds).items()},
        "tokens": asdict(record.tokens),
    }


def understood(record: Query | None) -> Json | None:
    """How a question was read: the filters in force, the words they came from, the question that it goes on from."""
    if record is None:
        return None
    previous = record.previous.question if record.previous else None
    return {"filters": asdict(record.filters), "period": record.period, "previous": previous}


def claim(record: Claim) -> Json:
    """One claim of an answer."""
    return {
        "text": record.text,
        "supported": record.supported,
        "reasons": list(record.reasons),
        "citations": [citation(one) for one in record.citations],
    }


def citation(record: Citation) -> Json:
    """One citation: `quote` is exactly the article's text from `start` to `end`."""
    return {
        "number": record.number,
        **_article_head(record.article),
        "start": record.span.start,
        "end": record.span.end,
        "quote": record.quote,
    }


def evidence(record: Evidence, reprints: Reprints = NO_REPRINTS) -> Json:
    """One sentence that the model was shown."""
    return {
        "article_id": record.article.id,
        "ref": record.article.ref,
        "start": record.span.start,
        "end": record.span.end,
        "text": record.span.text,
        "score": round(record.score, 4),
        **_reprinted(record.article, reprints),
    }


def hit(record: Hit, reprints: Reprints = NO_REPRINTS) -> Json:
    """One passage found by a search."""
    span = record.passage.span
    return {
        **_article_head(record.article),
        "passage": span.text,
        "start": span.start,
        "end": span.end,
        "score": round(record.score, 4),
        **_reprinted(record.article, reprints),
    }


def hits(records: Sequence[Hit], seconds: float, reprints: Reprints = NO_REPRINTS) -> Json:
    """What `search` prints."""
    return {"hits": [hit(one, reprints) for one in records], "seconds": _rounded(seconds)}


def article(record: Article, reprints: Reprints = NO_REPRINTS) -> Json:
    """An article without its text, as listings show it."""
    head = {"id": record.id, "ref": record.ref, "title": record.title, "language": record.language}
    more = {"published": record.published, "source": record.source, "url": record.url, "origin": record.origin}
    return head | more | _reprinted(record, reprints)


def whole_article(record: Article, reprints: Reprints, changes: Sequence[Change]) -> Json:
    """An article with its text and what its versions changed, as `show` prints it."""
    told = {"author": record.author, "updated": record.updated, "text": record.text}
    return article(record, reprints) | told | {"versions": [change(one) for one in changes]}


def change(record: Change) -> Json:
    """A version that was replaced, and the sentences that came and went."""
    head = {"id": record.before.id, "title": record.before.title, "published": record.before.published}
    return head | {"updated": record.before.updated, "removed": list(record.removed), "added": list(record.added)}


_STORED: tuple[Status, ...] = ("added", "updated", "unchanged")


def outcomes(records: Sequence[Outcome], language: Language, seconds: float) -> Json:
    """What `add` prints: counts, duplicates, failures, and one entry for each item given."""
    counts: Json = {status: sum(one.status == status for one in records) for status in _STORED}
    return {
        **counts,
        "duplicates": [
            {"source": one.origin, "ref": one.ref, "of": one.of, "of_ref": one.of_ref}
            for one in records
            if one.status == "duplicate"
        ],
        "failed": [_failed(one, language) for one in records if one.error is not None],
        "articles": [_outcome(one) for one in records],
        "seconds": _rounded(seconds),
    }


def _outcome(record: Outcome) -> Json:
    if record.article is None:
        empty = dict.fromkeys(("id", "title", "language", "published"))
        return empty | {"ref": record.ref, "status": record.status}
    made = record.article
    return {
        "id": made.id,
        "ref": record.ref,
        "title": made.title,
        "language": made.language,
        "published": made.published,
        "status": record.status,
    }


def _failed(record: Outcome | Failure, language: Language) -> Json:
    sentence = record.error.sentence(language) if record.error else None
    return {"source": record.origin, "ref": record.ref, "error": sentence}


def feed(record: Feed) -> Json:
    """A subscribed feed."""
    names = ("number", "address", "title", "collection", "checked_at", "trouble")
    return {name: getattr(record, name) for name in names}


def subscribed(records: Sequence[Feed | Failure], known: Collection[int], language: Language) -> Json:
    """What `feeds add` prints; `known` are the numbers that were there before."""
    feeds = [one for one in records if isinstance(one, Feed)]
    return {
        "feeds": [feed(one) | {"status": "unchanged" if one.number in known else "added"} for one in feeds],
        "failed": [_failed(one, language) for one in records if isinstance(one, Failure)],
    }


def refreshed(reports: Sequence[FeedReport], language: Language, seconds: float) -> Json:
    """What `refresh` prints: one entry for each feed, and the counts of all together."""
    feeds = [_report(one, language) for one in reports]
    totals = {name: sum(one[name] for one in feeds) for name in ("added", "updated", "unchanged", "duplicates")}
    return {"feeds": feeds, **totals, "seconds": _rounded(seconds)}


def _report(record: FeedReport, language: Language) -> Json:
    names: dict[str, Status] = {name: name for name in _STORED} | {"duplicates": "duplicate"}
    head = {name: getattr(record.feed, name) for name in ("number", "address", "title", "collection")}
    return {
        **head,
        "status": record.status,
        **{name: record.counts.get(status, 0) for name, status in names.items()},
        "failed": [_failed(one, language) for one in record.failures],
        "error": record.error.sentence(language) if record.error else None,
    }


def extracted(record: Item, language: Language) -> Json:
    """One line of `extract`: what ingestion sees."""
    line: Json = dict.fromkeys(
        ("title", "text", "author", "published", "updated", "source", "url", "language", "error")
    )
    if isinstance(record, Failure):
        return {"path": record.origin} | line | {"error": record.error.sentence(language)}
    return {"path": record.origin} | line | {key: getattr(record, key) for key in line if key != "error"}


def summary(record: Summary) -> Json:
    """A bilingual summary."""
    return {
        "text_fr": record.text_fr,
        "text_en": record.text_en,
        "claims": [_summary_claim(one) for one in record.claims],
        "model": record.model,
        "seconds": _rounded(record.seconds),
    }


def _summary_claim(record: SummaryClaim) -> Json:
    return {
        "text_fr": record.text_fr,
        "text_en": record.text_en,
        "supported": record.supported,
        "reasons": list(record.reasons),
        "citations": [citation(one) for one in record.citations],
    }


def _reprinted(record: Article, reprints: Reprints) -> Json:
    return {"reprinted_by": list(reprints.get(record.id, ()))}


def _article_head(record: Article) -> Json:
    return {
        "article_id": record.id,
        "ref": record.ref,
        "title": record.title,
        "source": record.source,
        "published": record.published,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def health(record: Health, language: Language) -> Json:
    """What `doctor` prints."""
    fault = record.index_fault.sentence(language) if record.index_fault else None
    return {**vars(record), "index_fault": fault, "healthy": record.healthy}


def story(record: Story) -> Json:
    """A story, with what explains its place: its articles, the outlets that reported by themselves, its days."""
    return {
        "id": record.id,
        "title": record.title,
        "article_ids": [one.id for one in record.articles],
        "refs": [one.ref for one in record.articles if one.ref is not None],
        "score": round(record.score, 4),
        "articles": [_article_head(one) | {"original": record.original[one.id]} for one in record.articles],
        "outlets": list(record.outlets),
        "first": record.first,
        "last": record.last,
        "episodes": [[one.id for one in episode] for episode in record.episodes],
    }
