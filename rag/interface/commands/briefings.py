"""Commands that group the articles and tell the day: stories, brief, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.interface.commands.frame import ExitCode, going_on_later, guarded, language, opened, out, out_json, say
from rag.interface.commands.library import AsJson, InCollection, Since, Until, iso_day

if TYPE_CHECKING:
    from rag.grouping.stories import Days, Story
    from rag.library.store import Library
    from rag.records import Language

briefings = typer.Typer()


@briefings.command()
@guarded
def stories(since: Since = None, until: Until = None, as_json: AsJson = False) -> None:
    """Les articles groupés par événement · The articles grouped by event."""
    from rag.interface import as_json as shapes

    days = _days(None, since, until)
    with opened() as kiosque:
        found = kiosque.stories(days)
    if as_json:
        out_json({"stories": [shapes.story(one) for one in found]})
        return
    for place, story in enumerate(found, start=1):
        out(f"{place}. {story.title}\n   {_explained(story, french=language() == 'fr')}")


def _explained(story: Story, *, french: bool) -> str:
    """Why the story stands where it does: “4 articles, 3 outlets, 2026-10-12 – 2026-10-13”."""
    articles, outlets = len(story.articles), len(story.outlets)
    days = " – ".join(dict.fromkeys(day for day in (story.first, story.last) if day)) or "?"
    if french:
        return f"{articles} article{'s' * (articles > 1)}, {outlets} journa{'ux' if outlets > 1 else 'l'}, {days}"
    return f"{articles} article{'s' * (articles > 1)}, {outlets} outlet{'s' * (outlets > 1)}, {days}"


@briefings.command()
@guarded
def brief(  # noqa: PLR0913 - one for each option
    day: Annotated[str | None, typer.Option("--date", help="AAAA-MM-JJ · YYYY-MM-DD", callback=iso_day)] = None,
    since: Since = None,
    until: Until = None,
    languages: Annotated[str, typer.Option(help="fr | en | fr,en")] = "fr,en",
    form: Annotated[str, typer.Option("--format", help="html | md | pdf | eml | atom | json")] = "md",
    file: Annotated[Path | None, typer.Option("--out", help="Fichier · File.")] = None,
    minutes: Annotated[float | None, typer.Option(min=0, help="Temps de rédaction · Time to write.")] = None,
    topic: Annotated[str | None, typer.Option(help="Les sujets qui ont ces mots · Stories with these words.")] = None,
    collection: InCollection = None,
    new: Annotated[bool, typer.Option("--new", help="Depuis le dernier briefing · Since the last briefing.")] = False,
    as_json: AsJson = False,
) -> ExitCode | None:
    """Le briefing d’un jour, en français et en anglais · The briefing of a day, in French and English."""
    from rag.briefing.export.write import FORMATS, writable, write
    from rag.briefing.subject import Subject

    form = "json" if as_json else form
    shown = _languages(languages)
    if form not in FORMATS:
        raise typer.BadParameter(" | ".join(FORMATS), param_hint="--format")
    if form == "pdf" and file is None:
        raise typer.BadParameter("--format pdf --out FILE", param_hint="--out")
    days = _days(day, since, until)
    if new and days:
        raise typer.BadParameter("--date, --since, --until ✗", param_hint="--new")
    if file:
        writable(file)
    with opened() as kiosque, going_on_later():
        subject = Subject(topic, _known(collection, kiosque.library))
        briefing = kiosque.brief(days, minutes, _told, subject, new)
    content = FORMATS[form](briefing, shown)
    if file is None:
        out(content.decode(), end="")
    else:
        write(content, file)
        say(f"Briefing du {briefing.until} écrit : {file}", f"Briefing of {briefing.until} written: {file}")
    return None if briefing.told else ExitCode.NO_ANSWER


def _days(one: str | None, first: str | None, last: str | None) -> Days | None:
    """The days asked for; None when none is. Refuses days that contradict each other."""
    from rag.grouping.stories import Days

    if one and (first or last):
        raise _refused("un jour, ou des jours depuis et jusqu’à", "one day, or days since and until", "--date")
    if first and last and first > last:
        raise _refused(f"{first} vient après {last}", f"{first} comes after {last}", "--since")
    asked = Days(one or first, one or last)
    return asked if any(asked) else None


def _refused(french: str, english: str, option: str) -> typer.BadParameter:
    return typer.BadParameter(french if language() == "fr" else english, param_hint=option)


def _known(collection: str | None, library: Library) -> str | None:
    """The collection as its feeds spell it. Refuses one that no feed is in: a word mistyped is not a day of silence."""
    names = list(dict.fromkeys(feed.collection for feed in library.feeds() if feed.collection))
    found = next((name for name in names if name.casefold() == (collection or "").casefold()), None)
    if collection is not None and found is None:
        listed = ", ".join(names)
        raise _refused(
            f"aucun flux n’est dans « {collection} » ; collections : {listed or 'aucune'}",
            f"no feed is in “{collection}”; collections: {listed or 'none'}",
            "--collection",
        )
    return found


def _languages(text: str) -> list[Language]:
    found: list[Language] = [one for one in ("fr", "en") if one in text.split(",")]
    if not found or set(text.split(",")) - {"fr", "en"}:
        raise typer.BadParameter("fr | en | fr,en", param_hint="--languages")
    return sorted(found, key=text.split(",").index)


def _told(place: int, total: int) -> None:
    say(f"Sujet {place} sur {total} : rédaction…", f"Story {place} of {total}: being written…")


_FAULTS = {
    "gone": ("n’est plus dans la bibliothèque", "is no longer in the library"),
    "altered": ("n’est pas dans l’article, mot pour mot", "is not in the article, word for word"),
    "mislabelled": ("n’a pas ce titre, ce journal ou cette date", "does not have this title, this outlet or this date"),
    "unsupported": ("n’est pas dans les phrases citées, mot pour mot", "is not in the cited sentences, word for word"),
    "unequal": ("ne dit pas ce que dit l’autre langue", "does not say what the other language says"),
    "miscounted": (
        "ne va pas avec le nombre ou les jours des articles",
        "does not fit the number or days of the articles",
    ),
    "version": (
        "a fait cette page : ses données sont revérifiées, ce qu’elle en montre ne l’est pas",
        "made this page: its data are checked again, what it shows of them is not",
    ),
    "retouched": (
        "ne montre pas ce que disent ses données : page retouchée, ou faite par un autre Kiosque",
        "does not show what its data say: it was retouched, or made by another Kiosque",
    ),
}


@briefings.command()
@guarded
def verify(
    file: Annotated[Path, typer.Argument(help="Briefing en HTML ou JSON · Briefing in HTML or JSON.")],
    as_json: AsJson = False,
) -> ExitCode | None:
    """Revérifier un briefing exporté · Check an exported briefing again."""
    from rag.briefing.export.read import read
    from rag.briefing.recheck import recheck

    exported = read(file)
    findings = [("retouched", file.name)] if exported.retouched else []
    findings += [("version", f"Kiosque {exported.version}")] if exported.version else []
    with opened() as kiosque:
        findings += [(one.fault, one.text) for one in recheck(exported.briefing, kiosque.library)]
    notes = len(exported.briefing.notes)
    if as_json:
        out_json({"notes": notes, "faults": [{"fault": fault, "text": text} for fault, text in findings]})
    else:
        for fault, text in findings:
            out(f"⚠ « {text} » {_FAULTS[fault][0 if language() == 'fr' else 1]}")
        say(f"Sources revérifiées : {notes}.", f"Sources checked again: {notes}.")
    return ExitCode.PARTIAL if findings else None
