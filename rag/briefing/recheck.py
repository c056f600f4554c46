"""An exported briefing checked again: do its notes stand in the library, word for word, and all it says on them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from rag.answering.wording import quoted
from rag.briefing.edition import Briefing, Entry, Line, Note
from rag.briefing.tally import miscounted, misdated
from rag.checking.figures import figures
from rag.errors import UnknownArticle
from rag.library.store import Library
from rag.records import OTHER, Article, Citation, Span
from rag.translating.acronyms import expands
from rag.translating.faithful import rendering_faults

Fault = Literal["gone", "altered", "mislabelled", "unsupported", "unequal", "miscounted"]


@dataclass(frozen=True)
class Finding:
    """What is wrong: a note "gone" from the library, "altered" in its words, "mislabelled" in title, outlet or date;
    a line, a figure or an acronym "unsupported" by its notes; a line "unequal" in the other language; a story
    "miscounted".
    """

    fault: Fault
    text: str


def recheck(briefing: Briefing, library: Library) -> list[Finding]:
    """What does not hold of `briefing`; empty when all that can be checked does. Raises LibraryError."""
    known = _known(briefing, library)
    found, citations = list[Finding](), dict[int, Citation]()
    for note in briefing.notes:
        article = known.get(note.article_id)
        fault = "altered" if note.number in citations else _fault(note, article)
        found += [Finding(fault, note.quote)] if fault else []
        if article and fault != "altered":
            citations[note.number] = Citation(note.number, article, Span(note.start, note.end, note.quote))
    for entry in (*briefing.told, *briefing.unchanged):
        found += _entry(entry, citations, known)
    found += [Finding("unsupported", text) for text in _misquoted(briefing, citations)]
    return found + [Finding("miscounted", text) for text in misdated(briefing, known)]


def _known(briefing: Briefing, library: Library) -> Mapping[str, Article]:
    """The articles that the briefing names, by their ids, those that the library still has."""
    named = {note.article_id for note in briefing.notes}
    named |= {ident for entry in (*briefing.told, *briefing.unchanged) for ident in entry.article_ids}
    found = dict[str, Article]()
    for ident in named:
        with suppress(UnknownArticle):
            found[ident] = library.article(ident)
    return found


def _fault(note: Note, article: Article | None) -> Fault | None:
    if article is None:
        return "gone"
    if article.text[note.start : note.end] != note.quote or not note.quote:
        return "altered"
    same = (note.title, note.source, note.published) == (article.title, article.source, article.published)
    return None if same else "mislabelled"


def _entry(entry: Entry, citations: Mapping[int, Citation], known: Mapping[str, Article]) -> list[Finding]:
    """What does not hold of a story: its lines, then its headline and its counts, by the articles it names."""
    found = [fault for line in entry.lines for fault in _line(line, citations)]
    articles = [known[ident] for ident in dict.fromkeys(entry.article_ids) if ident in known]
    if len(articles) < len(set(entry.article_ids)):
        return [*found, Finding("gone", entry.headline.fr)]
    counted = [Finding("miscounted", entry.headline.fr)] if miscounted(entry, articles) else []
    return found + _headline(entry.headline, articles) + counted


def _line(line: Line, citations: Mapping[int, Citation]) -> list[Finding]:
    if not all(number in citations for number in line.notes):
        return []  # said of the note already; `read` refuses notes that are not there
    cited = [citations[number] for number in line.notes]
    standing = {quoted(one.quote, one.article.language) for one in cited} & {line.fr, line.en}
    if standing:  # a sentence as it is, which no rendering could be had of: the same in both languages
        return [] if line.fr == line.en else [Finding("unequal", line.en if line.fr in standing else line.fr)]
    return _rendered(line, cited)


def _headline(headline: Line, articles: Sequence[Article]) -> list[Finding]:
    """Each language has the title of an article, or one of them renders the other's."""
    titles = [Citation(0, one, Span(0, len(one.title), one.title)) for one in articles]
    return [] if {headline.fr, headline.en} <= {one.quote for one in titles} else _rendered(headline, titles)


def _rendered(line: Line, sources: Sequence[Citation]) -> list[Finding]:
    """One language has a source word for word, and the other would pass as its translation today."""
    own = [one for one in sources if line.text(one.article.language) == one.quote]
    if not own:
        return [Finding("unsupported", line.text(sources[0].article.language if sources else "fr"))]
    other = OTHER[own[0].article.language]
    sound = any(not rendering_faults(one, line.text(other), other) for one in own if one.article.language != other)
    return [] if sound else [Finding("unequal", line.text(other))]


def _misquoted(briefing: Briefing, citations: Mapping[int, Citation]) -> Iterator[str]:
    """Figures and long forms of acronyms that their notes do not have; of notes that fell something is said already."""
    for entry in briefing.entries:
        for reading in (one for group in entry.figures for one in group.readings):
            cited = citations.get(reading.note)
            if cited and reading.figure not in _figures(cited):
                yield reading.figure
    for acronym in briefing.acronyms:
        cited = citations.get(acronym.note)
        if cited and not (cited.quote == acronym.long and expands(acronym.long, acronym.short)):
            yield f"{acronym.short} : {acronym.long}"


def _figures(citation: Citation) -> list[str]:
    """What the cited sentence counts, as slices of it."""
    quote = citation.quote
    return [quote[one.start : one.end] for one in figures(quote, citation.article.language)]
