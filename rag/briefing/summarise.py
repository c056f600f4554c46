"""Bilingual summaries: sentences of the articles as they stand, cited, and translated into the other language.

A small model rewrites several articles badly and translates one sentence well. So it only translates: the lines of one
language are right by construction, and a translation that loses or adds a number, a name or a date is not shown. Where
an article of the other language says the same, its own sentence stands there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from rag.answering.claims import number_sources
from rag.answering.prompting import Prompts
from rag.answering.wording import quoted
from rag.briefing.central import central_sentences, points_back
from rag.briefing.heard import NOTHING, Heard
from rag.briefing.twins import renders, twins
from rag.protocols import Embedder
from rag.records import Article, Citation, Evidence, Summary, SummaryClaim
from rag.translating.translate import Translator
from rag.translating.writer import Writer

_FEWEST, _MOST = 2, 4
"""Lines of a summary."""

_ENOUGH_WORDS, _ENOUGH_OF_SEVERAL = 60, 80
"""Words of one article, of several, from which no further line is added."""

_TRIED, _LOOKED_AT = 8, 16
"""Sentences translated at most, those whose translation fails making way for the next ones; and looked at: those that
begin with "il" stand only after the one that says who that is."""


@dataclass(frozen=True)
class _Line:
    source: Evidence
    translated: str
    faults: tuple[str, ...]
    twin: Evidence | None = None
    standing: bool = False
    """Shown as it stands in both languages: it could not be translated, and may not be left out."""

    @property
    def shown(self) -> bool:
        return self.standing or not self.faults

    @property
    def cited(self) -> list[Evidence]:
        return [self.source, self.twin] if self.twin else [self.source]

    @property
    def words(self) -> int:
        return len(self.source.span.text.split()) if self.shown else 0


@dataclass(frozen=True)
class Summarising:
    """Writes summaries of articles."""

    writer: Writer
    prompts: Prompts
    embedder: Embedder

    def summarise(self, articles: Sequence[Article], heard: Heard = NOTHING) -> Summary:
        """A few lines on `articles` together, one or many, without what was `heard` before. Raises ModelError."""
        started = time.monotonic()
        lines = _enough(_in_order(self._lines(articles, heard), [one.id for one in articles]))
        citations = number_sources([line.cited for line in lines])
        claims = (claim for pair in zip(lines, citations, strict=True) for claim in _claims(*pair))
        return Summary(tuple(claims), self.writer.model, time.monotonic() - started)

    def _lines(self, articles: Sequence[Article], heard: Heard) -> list[_Line]:
        """The most central sentences, translated, until there are enough that can be shown."""
        read = [(one, heard.left(one)) for one in articles]
        enough = _ENOUGH_WORDS if len(articles) == 1 else _ENOUGH_OF_SEVERAL
        sentences = central_sentences(read, _LOOKED_AT)
        same = twins(sentences, self.embedder)
        lines, told = list[_Line](), heard.translated(sentences, self.embedder)
        for place, sentence in enumerate(sentences):
            if len(lines) == _TRIED or _tell_enough(lines, enough):
                break
            clear = not points_back(sentence.span.text) or any(_follows(sentence, line) for line in lines)
            if clear and place not in told:
                line = self._line(sentence, [sentences[other] for other in same[place]])
                lines.append(replace(line, standing=bool(line.faults) and place == 0 and len(articles) == 1))
                told.update(same[place] if lines[-1].shown else ())
        return lines

    def _line(self, source: Evidence, same: Sequence[Evidence]) -> _Line:
        twin = next((one for one in same if not points_back(one.span.text) and renders(source, one)), None)
        if twin:
            return _Line(source, twin.span.text, (), twin)
        translated, faults = Translator(self.writer, self.prompts).translated(Citation(0, source.article, source.span))
        return _Line(source, translated, faults)


def _enough(lines: Sequence[_Line]) -> list[_Line]:
    """`lines` with as many of the untranslated ones standing as it takes for a summary."""
    wanting = max(0, _FEWEST - sum(line.shown for line in lines))
    untold = [line for line in lines if not line.shown][:wanting]
    return [replace(line, standing=line.standing or line in untold) for line in lines]


def _in_order(lines: Sequence[_Line], articles: Sequence[str]) -> list[_Line]:
    """What the articles begin with first; a sentence stays behind the one that it goes on from."""
    places = [(articles.index(line.source.article.id), line.source.span.start) for line in lines]
    read = [line for _, line in sorted(zip(places, lines, strict=True), key=itemgetter(0))]
    heads: list[int] = []
    for before, line in zip([None, *read], read, strict=False):
        goes_on = before is not None and _follows(line.source, before)
        heads.append(heads[-1] if goes_on else line.source.span.start)
    return [line for _, line in sorted(zip(heads, read, strict=True), key=itemgetter(0))]


def _tell_enough(lines: Sequence[_Line], words: int) -> bool:
    shown = sum(line.shown for line in lines)
    return shown == _MOST or (shown >= _FEWEST and sum(line.words for line in lines) >= words)


def _follows(sentence: Evidence, line: _Line) -> bool:
    """Whether `sentence` comes right after a line that is shown: "il" is then whom that line names."""
    before = line.source
    gap = sentence.article.text[before.span.end : sentence.span.start]
    return (
        line.shown and before.article is sentence.article and before.span.end <= sentence.span.start and not gap.strip()
    )


def _claims(line: _Line, citations: tuple[Citation, ...]) -> Iterator[SummaryClaim]:
    """The line with its translation, supported or not; then, if it stands untranslated, as a quotation in both."""
    own, translated = line.source.span.text, "" if line.faults else line.translated
    texts = (own, translated) if line.source.article.language == "fr" else (translated, own)
    yield SummaryClaim(*texts, not line.faults, line.faults, citations)
    if line.standing:
        said = quoted(own, line.source.article.language)
        yield SummaryClaim(said, said, True, (), citations)
