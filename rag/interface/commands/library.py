"""Commands that fill and show the library: add, list, show, remove, extract."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.interface.commands.frame import (
    ExitCode,
    conclude,
    confirmed,
    exit_code,
    going_on_later,
    guarded,
    language,
    note,
    opened,
    out,
    out_json,
    printable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.library.store import Library
    from rag.records import Article, Filters, Outcome

library = typer.Typer()

AsJson = Annotated[bool, typer.Option("--json", help="JSON sur stdout · JSON on stdout.")]


def iso_day(value: str | None) -> str | None:
    """The day of an option in the one form that days are stored and compared in: 20261015 is a day as well."""
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise typer.BadParameter(f"{value} : AAAA-MM-JJ · YYYY-MM-DD") from error


Since = Annotated[str | None, typer.Option(help="Depuis AAAA-MM-JJ · Since YYYY-MM-DD.", callback=iso_day)]
Until = Annotated[str | None, typer.Option(help="Jusqu’à AAAA-MM-JJ · Until YYYY-MM-DD.", callback=iso_day)]
Outlet = Annotated[str | None, typer.Option(help="Journal · Outlet.")]
InCollection = Annotated[str | None, typer.Option(help="Dossier de flux · Folder of feeds.")]
OneLanguage = Literal["fr", "en"] | None
InLanguage = Annotated[OneLanguage, typer.Option("--language", help="Articles en fr | en · Articles in fr | en.")]

_SOURCES = (
    "Fichiers, dossiers, adresses de pages, - ; l’adresse d’un flux ou une liste OPML abonne et prend ce qui y est · "
    "Files, folders, addresses of pages, -; the address of a feed or an OPML list subscribes, and takes what is there."
)

STATUS_WORDS = {
    "added": ("ajouté", "added"),
    "updated": ("mis à jour", "updated"),
    "unchanged": ("inchangé", "unchanged"),
    "duplicate": ("doublon", "duplicate"),
    "failed": ("échec", "failed"),
}


@library.command()
@guarded
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=_SOURCES)],
    as_json: AsJson = False,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Seulement si la bibliothèque est vide · Only into an empty library.")
    ] = False,
) -> ExitCode:
    """Ajouter des articles · Add articles."""
    from rag.interface import as_json as shapes

    started = time.monotonic()
    with going_on_later(), opened() as kiosque:
        if if_empty and kiosque.library.count():
            return ExitCode.OK
        outcomes = list(told(kiosque.add(sources), kiosque.library, quiet=as_json))
        if as_json:
            out_json(shapes.outcomes(outcomes, kiosque.settings.language, time.monotonic() - started))
        else:
            _conclude(outcomes, kiosque.settings.language == "fr")
    return exit_code(sum(one.status == "failed" for one in outcomes), len(outcomes))


def told(outcomes: Iterable[Outcome], articles: Library, quiet: bool) -> Iterator[Outcome]:
    """The outcomes, each shown on stderr as it comes, under a progress line when someone is there to watch it."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    french = language() == "fr"
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("add", total=None)
        for outcome in outcomes:
            progress.advance(task)
            if not quiet or outcome.error:
                console.print(_line(outcome, articles, french), soft_wrap=True)
            yield outcome


def _line(outcome: Outcome, articles: Library, french: bool) -> str:
    word = STATUS_WORDS[outcome.status][0 if french else 1]
    name = outcome.article.title if outcome.article else outcome.origin
    reason = ""
    if outcome.error:
        reason = f" — {outcome.error.sentence('fr' if french else 'en')}"
    elif outcome.of:
        original = articles.article(outcome.of)
        told = " · ".join(filter(None, (original.source, original.title)))
        reason = f" — {'répète' if french else 'repeats'} {told}"
    return printable(f"{word} : {name}{reason}" if french else f"{word}: {name}{reason}")


def _conclude(outcomes: list[Outcome], french: bool) -> None:
    counts = Counter(one.status for one in outcomes)
    words = (f"{count} {STATUS_WORDS[status][0 if french else 1]}" for status, count in counts.items())
    out(" · ".join(words) or ("rien de nouveau" if french else "nothing new"))


@library.command(name="list")
@guarded
def list_articles(
    since: Since = None,
    until: Until = None,
    source: Outlet = None,
    language: InLanguage = None,
    collection: InCollection = None,
    as_json: AsJson = False,
) -> None:
    """Lister les articles · List the articles."""
    from rag.interface import as_json as shapes

    filters = wanted_filters(since, until, source, language, collection)
    with opened() as kiosque:
        articles = kiosque.library.articles(resolved(filters, kiosque.library))
        reprints = kiosque.library.reprinted()
    if as_json:
        out_json({"articles": [shapes.article(one, reprints) for one in articles]})
        return
    for one in articles:
        names = f" · {reprinted(reprints[one.id])}" if one.id in reprints else ""
        out(f"{one.id}  {_head(one)}{names}")


def reprinted(names: Sequence[str]) -> str:
    """ "reprinted by 2: The Gazette, L’Écho"."""
    return f"{'repris par' if language() == 'fr' else 'reprinted by'} {len(names)} ({', '.join(names)})"


def _head(article: Article) -> str:
    return " · ".join(filter(None, (article.day, article.source, article.title)))


@library.command()
@guarded
def show(key: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJson = False) -> None:
    """Montrer un article, et ce que ses versions ont changé · Show an article, and what its versions changed."""
    from rag.interface import as_json as shapes
    from rag.library.changes import history

    with opened() as kiosque:
        article = kiosque.library.find(key)
        reprints, changes = kiosque.library.reprinted(), history(kiosque.library, article)
        in_french = kiosque.settings.language == "fr"
    if as_json:
        out_json(shapes.whole_article(article, reprints, changes))
        return
    names = f"\n{reprinted(reprints[article.id])}" if article.id in reprints else ""
    out(f"{article.title}\n{_head(article)}{names}\n\n{article.text}")
    for change in changes:
        french, english = f"Ce qui a changé depuis {change.before.id} :", f"What changed since {change.before.id}:"
        out(f"\n{french if in_french else english}")
        out("\n".join([*(f"- {line}" for line in change.removed), *(f"+ {line}" for line in change.added)]))


@library.command()
@guarded
def remove(
    keys: Annotated[list[str], typer.Argument(metavar="ID…")],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander · Without asking.")] = False,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Effacer des articles ; ce qui les cite déjà reste · Erase articles; what quotes them already stays."""
    from rag.interface import as_json as shapes

    with opened() as kiosque:
        articles = [kiosque.library.find(key) for key in keys]
        for article in articles:
            note(_head(article))
        if not yes and not confirmed("Effacer ? · Erase?"):
            return ExitCode.FAILED
        kiosque.remove([article.id for article in articles])
    french, english = f"{len(articles)} article(s) effacé(s).", f"{len(articles)} article(s) erased."
    conclude({"removed": [shapes.article(one) for one in articles]}, french, english, as_json=as_json)
    return None


@library.command()
@guarded
def extract(sources: Annotated[list[str], typer.Argument()], as_json: AsJson = True) -> ExitCode:
    """Ce que l’ajout verrait ; rien n’est gardé · What adding would see; nothing is stored."""
    from rag.interface import as_json as shapes
    from rag.records import Failure

    failed = total = 0
    with opened() as kiosque:
        for item in kiosque.read(sources):
            out_json(shapes.extracted(item, kiosque.settings.language))
            total += 1
            failed += isinstance(item, Failure)
    return exit_code(failed, total)


def wanted_filters(
    since: str | None, until: str | None, source: str | None, language: OneLanguage, collection: str | None
) -> Filters:
    """The filters of the options. Raises BadParameter for a period that ends before it begins."""
    from rag.records import Filters

    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} > --until {until}")
    return Filters(since, until, source, language, collection)


def resolved(filters: Filters, articles: Library, keys: Iterable[str] = ()) -> Filters:
    """`filters`, its outlet spelt as its articles do, and kept to the articles that `keys` name. Raises UnknownArticle.

    Case, accents and the form of apostrophes do not matter: "l'echo" is L’Écho.
    """
    from rag.library.stems import folded
    from rag.lines.prose import letters

    asked = letters(folded(filters.source or ""))
    known = (one for one in articles.outlets() if asked and letters(folded(one)) == asked)
    ids = tuple(articles.find(key).id for key in keys)
    return replace(filters, source=next(known, filters.source), articles=ids)


def existing_file(value: str) -> bool:
    """Whether an argument that may be an id or a path is a file."""
    try:
        return Path(value).is_file()
    except OSError:
        return False
