"""Commands that put the library to use: search, ask, summarise."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.interface.commands.batches import Json, run_batch, wanted_text
from rag.interface.commands.frame import ExitCode, guarded, opened, out, out_json, printable, say
from rag.interface.commands.library import AsJson, existing_file

if TYPE_CHECKING:
    from rag.assemble import Kiosque
    from rag.records import Answer, Article, Citation, Language, Summary

questions = typer.Typer()

Batch = Annotated[Path | None, typer.Option("--batch", metavar="FILE.jsonl", help="Un objet par ligne · One a line.")]
_LANGUAGES = ("fr", "en")


@questions.command()
@guarded
def search(
    query: Annotated[str | None, typer.Argument()] = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=100, help="Passages.")] = 5,
    batch: Batch = None,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Chercher des passages · Search for passages."""
    _one_of(query, batch)
    with opened() as kiosque:
        if batch is not None:
            return run_batch(batch, lambda line: _found(kiosque, wanted_text(line, "question"), limit))
        found = _found(kiosque, query or "", limit)
    if as_json:
        out_json(found)
        return None
    for position, one in enumerate(found["hits"], start=1):
        out(f"{position}. {one['title']} — {one['source'] or ''} {(one['published'] or '')[:10]}".rstrip(" —"))
        out(f"   {' '.join(one['passage'].split())}\n")
    return None if found["hits"] else ExitCode.NO_ANSWER


def _found(kiosque: Kiosque, query: str, limit: int) -> Json:
    from rag.interface import as_json as shapes

    started = time.monotonic()
    hits = kiosque.search(query, limit)
    return shapes.hits(hits, time.monotonic() - started)


@questions.command()
@guarded
def ask(
    question: Annotated[str | None, typer.Argument()] = None,
    batch: Batch = None,
    language: Annotated[str | None, typer.Option(help="fr | en (sinon celle de la question · else detected)")] = None,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Poser une question aux articles · Put a question to the articles."""
    from rag.interface import as_json as shapes

    _one_of(question, batch)
    with opened() as kiosque:
        if batch is not None:
            return run_batch(batch, lambda line: shapes.answer(_answered(kiosque, line)))
        if as_json:
            answer = kiosque.ask(question or "", _known(language)).answer()
            out_json(shapes.answer(answer))
        else:
            answer = _shown(kiosque, question or "", _known(language))
    return None if answer.answered else ExitCode.NO_ANSWER


def _answered(kiosque: Kiosque, line: Json) -> Answer:
    return kiosque.ask(wanted_text(line, "question"), _known(line.get("language"))).answer()


def _known(language: object) -> Language | None:
    return language if language in _LANGUAGES else None  # type: ignore[return-value]


def _shown(kiosque: Kiosque, question: str, language: Language | None) -> Answer:
    """The words as they come on stderr, then the checked answer with its sources on stdout."""
    stream = kiosque.ask(question, language)
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
    out(answer.text)
    for claim in answer.claims:
        for reason in claim.reasons:
            out(f"  ⚠ {reason}")
    _print_sources([citation for claim in answer.claims for citation in claim.citations])
    if not answer.answered:
        for hit in answer.nearest[:3]:
            out(f"  · {_heading(hit.article)} : {' '.join(hit.passage.span.text.split())[:200]}…")


def _print_sources(citations: list[Citation]) -> None:
    unique = {citation.number: citation for citation in citations}
    for number, citation in sorted(unique.items()):
        out(f"  [{number}] {_heading(citation.article)} : « {citation.quote} »")


def _heading(article: Article) -> str:
    known = (part for part in (article.title, article.source, (article.published or "")[:10]) if part)
    return ", ".join(known)


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
            return run_batch(batch, lambda line: shapes.summary(_summary(kiosque, _refs(line))))
        summary = _summary(kiosque, keys or [])
    if as_json:
        out_json(shapes.summary(summary))
    else:
        _print_summary(summary)
    return None


def _refs(line: Json) -> list[str]:
    from rag.errors import BadLine

    refs = line.get("refs")
    if not isinstance(refs, list) or not refs or not all(isinstance(one, str) for one in refs):
        raise BadLine(number="?", origin=line.get("id"), cause="“refs”")
    return refs


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
