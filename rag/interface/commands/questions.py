"""Commands that put the library to use: search, ask, summarise."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.interface.commands.batches import Json, Request, run_batch
from rag.interface.commands.frame import ExitCode, guarded, opened, out, out_json, printable, say
from rag.interface.commands.library import (
    AsJson,
    InCollection,
    OneLanguage,
    Outlet,
    Since,
    Until,
    existing_file,
    reprinted,
    resolved,
    wanted_filters,
)

if TYPE_CHECKING:
    from rag.answering.ask import AnswerStream
    from rag.assemble import Kiosque
    from rag.records import Answer, Article, Citation, Exchange, Filters, Summary

questions = typer.Typer()

Batch = Annotated[Path | None, typer.Option("--batch", metavar="FILE.jsonl", help="Un objet par ligne · One a line.")]
OfLanguage = Annotated[OneLanguage, typer.Option("--articles-in", help="Articles en fr | en · Articles in fr | en.")]
Within = Annotated[
    list[str] | None, typer.Option("--in", metavar="ID", help="Dans ces articles seulement · In these articles only.")
]


@questions.command()
@guarded
def search(  # noqa: PLR0913 - the options of a command
    query: Annotated[str | None, typer.Argument()] = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Passages.")] = 5,
    batch: Batch = None,
    since: Since = None,
    until: Until = None,
    source: Outlet = None,
    of_language: OfLanguage = None,
    collection: InCollection = None,
    within: Within = None,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Chercher des passages · Search for passages."""
    _one_of(query, batch)
    filters = wanted_filters(since, until, source, of_language, collection)
    with opened() as kiosque:
        filters = resolved(filters, kiosque.library, within or ())
        if batch is not None:
            return run_batch(batch, lambda line: _found(kiosque, line.text("question"), limit, filters))
        found = _found(kiosque, query or "", limit, filters)
    if as_json:
        out_json(found)
    else:
        _print_hits(found["hits"])
    return None if found["hits"] else ExitCode.NO_ANSWER


def _print_hits(hits: list[Json]) -> None:
    for position, one in enumerate(hits, start=1):
        out(f"{position}. {one['title']} — {one['source'] or ''} {(one['published'] or '')[:10]}".rstrip(" —"))
        if one["reprinted_by"]:
            out(f"   {reprinted(one['reprinted_by'])}")
        out(f"   {' '.join(one['passage'].split())}\n")


def _found(kiosque: Kiosque, query: str, limit: int, filters: Filters) -> Json:
    from rag.interface import as_json as shapes

    started = time.monotonic()
    hits = kiosque.search(query, limit, filters)
    return shapes.hits(hits, time.monotonic() - started, kiosque.library.reprinted())


@questions.command()
@guarded
def ask(  # noqa: PLR0913 - the options of a command
    question: Annotated[str | None, typer.Argument()] = None,
    batch: Batch = None,
    language: Annotated[OneLanguage, typer.Option(help="Sinon celle de la question · Else detected.")] = None,
    since: Since = None,
    until: Until = None,
    source: Outlet = None,
    of_language: OfLanguage = None,
    collection: InCollection = None,
    within: Within = None,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Poser une question aux articles · Put a question to the articles."""
    _one_of(question, batch)
    filters = wanted_filters(since, until, source, of_language, collection)
    with opened() as kiosque:
        filters = resolved(filters, kiosque.library, within or ())
        if batch is not None:
            return run_batch(batch, lambda line: _printed(kiosque, _answered(kiosque, line, filters)))
        stream = kiosque.ask(question or "", language, filters)
        answer = stream.answer() if as_json else _shown(stream)
        if as_json:
            out_json(_printed(kiosque, answer))
    return None if answer.answered else ExitCode.NO_ANSWER


def _printed(kiosque: Kiosque, answer: Answer) -> Json:
    from rag.interface import as_json as shapes

    return shapes.answer(answer, kiosque.library.reprinted())


def _answered(kiosque: Kiosque, line: Request, filters: Filters) -> Answer:
    """The answer to one line; "previous": {"question", "answer"} is the exchange it may go on from."""
    previous, language = exchange(line.values.get("previous")), line.values.get("language")
    known: OneLanguage = language if language in ("fr", "en") else None
    return kiosque.ask(line.text("question"), known, filters, previous).answer()


def exchange(value: object) -> Exchange | None:
    """The exchange of a batch line; None where there is none."""
    from rag.records import Exchange

    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        return None
    return Exchange(value["question"], str(value.get("answer") or ""))


def _shown(stream: AnswerStream) -> Answer:
    """The words as they come on stderr, then the checked answer with its sources on stdout."""
    say(f"{len(stream.evidence)} phrases retenues ; lecture…", f"{len(stream.evidence)} sentences kept; reading…")
    try:
        for piece in stream:
            typer.echo(printable(piece), nl=False, err=True)
    except KeyboardInterrupt:
        stream.cancel()
        raise
    answer = stream.answer()
    typer.echo("\n", err=True)
    _print_answer(answer)
    return answer


def _print_answer(answer: Answer) -> None:
    from rag.interface.notes import cautions, notes

    out(answer.text)
    for line in cautions(answer, answer.language):
        out(f"  ⚠ {line}")
    for claim in answer.claims:
        for reason in claim.reasons:
            out(f"  ⚠ {reason}")
    _print_sources([citation for claim in answer.claims for citation in claim.citations])
    for line in notes(answer, answer.language):
        out(f"  {line}")
    if not answer.answered:
        for hit in answer.nearest[:3]:
            out(f"  · {_heading(hit.article)} : {' '.join(hit.passage.span.text.split())[:200]}…")


def _print_sources(citations: list[Citation]) -> None:
    unique = {citation.number: citation for citation in citations}
    for number, citation in sorted(unique.items()):
        out(f"  [{number}] {_heading(citation.article)} : « {citation.quote} »")


def _heading(article: Article) -> str:
    return ", ".join(filter(None, (article.title, article.source, article.day)))


@questions.command()
@guarded
def summarise(
    keys: Annotated[list[str] | None, typer.Argument(metavar="ID… | FILE")] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Résumer un ou des articles, en français et en anglais · Summarise articles in French and English."""
    from rag.interface import as_json as shapes

    _one_of(keys, batch)
    with opened() as kiosque:
        if batch is not None:
            return run_batch(batch, lambda line: shapes.summary(_summary(kiosque, line.texts("refs"))))
        summary = _summary(kiosque, keys or [])
    if as_json:
        out_json(shapes.summary(summary))
    else:
        _print_summary(summary)
    return None


def _summary(kiosque: Kiosque, keys: list[str]) -> Summary:
    from rag.records import Failure

    articles: list[Article] = []
    for key in keys:
        if not existing_file(key):
            articles.append(kiosque.library.find(key))
            continue
        for item in kiosque.read([key]):
            if isinstance(item, Failure):
                raise item.error
            articles.append(item)
    return kiosque.summarise_articles(articles)


def _print_summary(summary: Summary) -> None:
    for claim in summary.claims:
        marks = "".join(f" [{one.number}]" for one in claim.citations)
        out(f"{'' if claim.supported else '⚠ '}FR  {claim.text_fr}{marks}\n    EN  {claim.text_en}{marks}")
        for reason in claim.reasons:
            out(f"    ⚠ {reason}")
    _print_sources([citation for claim in summary.claims for citation in claim.citations])


def _one_of(argument: object, batch: Path | None) -> None:
    if bool(argument) == (batch is not None):
        raise typer.BadParameter("une question ou --batch, pas les deux · a question or --batch, not both")
