"""An exported briefing checked again: do its notes still stand in the library, word for word, and its lines on them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.briefing.edition import Briefing, Line, Note
from rag.briefing.faithful import translation_faults
from rag.checking.verify import unsupported_reasons
from rag.errors import UnknownArticle
from rag.library.store import Library
from rag.records import Citation, Span

Fault = Literal["gone", "altered", "unsupported", "unequal"]


@dataclass(frozen=True)
class Finding:
    """What is wrong with a note ("gone", "altered") or a line ("unsupported" by its notes, "unequal" languages)."""

    fault: Fault
    text: str


def recheck(briefing: Briefing, library: Library) -> list[Finding]:
    """What no longer holds of `briefing`; empty when all of it does. Raises LibraryError."""
    found, citations = list[Finding](), dict[int, Citation]()
    for note in briefing.notes:
        one = _citation(note, library)
        if isinstance(one, Citation):
            citations[note.number] = one
        else:
            found.append(Finding(one, note.quote))
    lines = (line for entry in briefing.entries for line in entry.lines)
    return found + [Finding(fault, line.fr) for line in lines for fault in _faults(line, citations)]


def _citation(note: Note, library: Library) -> Citation | Literal["gone", "altered"]:
    try:
        article = library.article(note.article_id)
    except UnknownArticle:
        return "gone"
    same = article.text[note.start : note.end] == note.quote
    return Citation(note.number, article, Span(note.start, note.end, note.quote)) if same else "altered"


def _faults(line: Line, citations: Mapping[int, Citation]) -> list[Fault]:
    if not all(number in citations for number in line.notes):
        return []  # said of the note already
    cited = [citations[number] for number in line.notes]
    faults: list[Fault] = []
    # The line was checked in the language it was written in, which is the one that passes.
    if unsupported_reasons(line.fr, cited, "fr") and unsupported_reasons(line.en, cited, "en"):
        faults.append("unsupported")
    if translation_faults(line.fr, "fr", line.en, "en"):
        faults.append("unequal")
    return faults
