"""Commands about feeds: refresh, feeds add, list, remove, export."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.interface.commands.frame import (
    ExitCode,
    exit_code,
    going_on_later,
    guarded,
    language,
    note,
    opened,
    out,
    out_json,
    say,
)
from rag.interface.commands.library import STATUS_WORDS, AsJson, InCollection, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.assemble import Kiosque
    from rag.fetching.opml import Feed
    from rag.intake.refresh import FeedReport
    from rag.records import Outcome

feeds = typer.Typer(help="Les flux auxquels on est abonné · The feeds subscribed to.", no_args_is_help=True)
refreshing = typer.Typer()

_KEY = "Numéro, adresse ou dossier · Number, address or folder."
_GIVEN = "Adresses, listes OPML, dossiers à surveiller · Addresses, OPML lists, folders to watch."


@refreshing.command()
@guarded
def refresh(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[FEED]…", help=_KEY)] = None, as_json: AsJson = False
) -> ExitCode:
    """Prendre ce que flux et dossiers ont de nouveau · Take what is new in feeds and folders."""
    from rag.interface import as_json as shapes

    started = time.monotonic()
    reports: list[FeedReport] = []
    with going_on_later(), opened() as kiosque:
        chosen = [kiosque.library.feed(key) for key in keys] if keys else kiosque.library.feeds()
        if not chosen:
            say("Aucun flux. Ajoutez-en avec « feeds add ».", "No feed. Add some with “feeds add”.")
        for _ in told(_articles(kiosque, chosen, reports, quiet=as_json), kiosque.library, quiet=as_json):
            pass
        if as_json:
            out_json(shapes.refreshed(reports, kiosque.settings.language, time.monotonic() - started))
    code = exit_code(sum(one.error is not None for one in reports), len(reports))
    return code or (ExitCode.PARTIAL if any(one.failures for one in reports) else ExitCode.OK)


def _articles(kiosque: Kiosque, chosen: list[Feed], reports: list[FeedReport], quiet: bool) -> Iterator[Outcome]:
    """What became of each article; what became of each feed is told, and put in `reports`."""
    from rag.intake.refresh import FeedReport

    for event in kiosque.refresh(chosen):
        if not isinstance(event, FeedReport):
            yield event
            continue
        reports.append(event)
        if not quiet:
            out(_line(event, french=language() == "fr"))
        elif event.error:
            note(event.error.sentence(language()))


def _line(report: FeedReport, french: bool) -> str:
    """ "Le Phare: 3 added · 1 failed"."""
    which = 0 if french else 1
    if report.error:
        words = f"{STATUS_WORDS['failed'][which]} — {report.error.sentence('fr' if french else 'en')}"
    else:
        counts = (f"{count} {STATUS_WORDS[status][which]}" for status, count in report.counts.items())
        words = " · ".join(counts) or ("rien de nouveau", "nothing new")[which]
    return f"{report.feed.title or report.feed.address}{' ' if french else ''}: {words}"


@feeds.command()
@guarded
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=_GIVEN)],
    collection: InCollection = None,
    as_json: AsJson = False,
) -> ExitCode:
    """S’abonner, sans encore prendre d’article · Subscribe, without taking articles yet."""
    from rag.interface import as_json as shapes
    from rag.records import Failure

    with opened() as kiosque:
        known = {feed.number for feed in kiosque.library.feeds()}
        results = list(kiosque.subscribe(sources, collection))
        if as_json:
            out_json(shapes.subscribed(results, known, kiosque.settings.language))
    failures = [one for one in results if isinstance(one, Failure)]
    for failure in failures:
        note(failure.error.sentence(language()))
    if not as_json:
        for one in results:
            if not isinstance(one, Failure):
                out(_head(one))
    return exit_code(len(failures), len(results))


@feeds.command(name="list")
@guarded
def list_feeds(as_json: AsJson = False) -> None:
    """Lister les flux · List the feeds."""
    from rag.interface import as_json as shapes

    with opened() as kiosque:
        known = kiosque.library.feeds()
    if as_json:
        out_json({"feeds": [shapes.feed(one) for one in known]})
        return
    for one in known:
        out(_head(one) + (f"\n      {one.trouble}" if one.trouble else ""))


def _head(feed: Feed) -> str:
    return f"{feed.number:>4}  " + " · ".join(filter(None, (feed.collection, feed.title, feed.address)))


@feeds.command()
@guarded
def remove(
    keys: Annotated[list[str], typer.Argument(metavar="FEED…", help=_KEY)],
    as_json: AsJson = False,
) -> None:
    """Se désabonner ; les articles restent · Unsubscribe; the articles stay."""
    from rag.interface import as_json as shapes

    with opened() as kiosque:
        chosen = [kiosque.library.feed(key) for key in keys]
        for feed in chosen:
            kiosque.library.unsubscribe(feed)
            note(_head(feed))
    if as_json:
        out_json({"removed": [shapes.feed(one) for one in chosen]})


@feeds.command()
@guarded
def export(file: Annotated[Path, typer.Argument(help="Fichier, ou - · File, or -.")], as_json: AsJson = False) -> None:
    """Écrire la liste des flux en OPML · Write the list of feeds as OPML."""
    from rag.briefing.export.write import write
    from rag.fetching.opml import write_opml

    if as_json and str(file) == "-":
        raise typer.BadParameter("- ✗ --json")
    with opened() as kiosque:
        known = kiosque.library.feeds()
    content = write_opml(known)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
    else:
        write(content, file)
    if as_json:
        out_json({"file": str(file), "feeds": len(known)})
