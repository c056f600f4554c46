"""Reads an exported briefing back, from the formats that hold it whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag import __version__
from rag.briefing.edition import Briefing, cited, from_json
from rag.briefing.export.html import DATA, GENERATOR, html
from rag.errors import DamagedDocument, SourceMissing, SourceUnreadable, UnknownFormat
from rag.records import Language

READABLE = "html, json"
"""What `read` reads; the other formats hold only what they show."""

_STYLE = re.compile(r"<style>[^<]*</style>")
"""The look of a page may be that of another version."""

_MADE_BY = re.compile(rf'<meta name="generator" content="{GENERATOR}([\w.+-]{{1,40}})">')

_ARRANGEMENTS: tuple[tuple[Language, ...], ...] = (("fr", "en"), ("en", "fr"), ("fr",), ("en",))


@dataclass(frozen=True)
class Exported:
    """A briefing read back; `retouched` when the page around it shows something else.

    A page that says it is of another version than this one cannot be compared: `version` is then what it says.
    """

    briefing: Briefing
    retouched: bool = False
    version: str | None = None


def read(file: Path) -> Exported:
    """The briefing in `file`. Raises SourceMissing, SourceUnreadable, UnknownFormat, DamagedDocument."""
    text = _text(file)
    if text.lstrip().startswith("{"):
        return Exported(_briefing(text, file))
    data = re.search(rf"{re.escape(DATA)}(.*?)</script>", text, re.DOTALL)
    if data is None:
        kind = file.suffix.removeprefix(".").lower()
        page = {"fr": "page sans briefing", "en": "a page without a briefing"}
        raise UnknownFormat(origin=file, kind=page if kind in ("html", "htm") else kind or "?", known=READABLE)
    briefing = _briefing(data.group(1), file)
    made_by = _MADE_BY.search(text)
    if made_by and made_by.group(1) != __version__:
        return Exported(briefing, version=made_by.group(1))
    return Exported(briefing, retouched=not any(_same(text, html(briefing, one)) for one in _ARRANGEMENTS))


def _same(page: str, other: str) -> bool:
    """Whether two pages are the same, their style and the kinds of their line breaks aside."""
    first, second = (_STYLE.sub("", "\n".join(one.splitlines()), count=1) for one in (page, other))
    return first == second


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError as error:
        raise SourceMissing(origin=file) from error
    except OSError as error:
        raise SourceUnreadable(origin=file, cause=error.strerror) from error


def _briefing(text: str, file: Path) -> Briefing:
    try:
        briefing = from_json(text)
        for day in filter(None, (briefing.since, briefing.until, briefing.previous)):
            date.fromisoformat(day)
        if unknown := cited(briefing) - {note.number for note in briefing.notes}:
            raise ValueError(unknown)
    except ValueError as error:
        cause = {"fr": "ce n’est pas un briefing de Kiosque", "en": "this is no briefing of Kiosque"}
        raise DamagedDocument(origin=file, cause=cause) from error
    return briefing
