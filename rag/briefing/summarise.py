"""Bilingual summaries: each line is written once from the articles, cited and checked, then rendered in both languages.

The second language is a translation of the checked line, not a second summary: so line i has the same citations, and a
translation that loses or adds a number is not shown.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.attribute import Attributor
from rag.answering.claims import number_sources
from rag.answering.prompting import Prompts, source_texts
from rag.answering.verify import unsupported_reasons
from rag.answering.wording import reason
from rag.briefing.attribution import attributed
from rag.briefing.central import central_sentences
from rag.briefing.translate import Translator, figures
from rag.briefing.writer import Writer
from rag.generation import Message
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Article, Citation, Evidence, Language, Span, Summary, SummaryClaim

_SOURCE_TOKENS = 700
"""Most tokens of article text read for one summary: about 10 s of reading on a two-core machine."""

_SUMMARY_TOKENS = 220
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+", re.MULTILINE)
_FEWEST, _MOST = 2, 5
"""Lines of a summary. Where the model's own lines do not pass the check, the articles' most central sentences stand."""


@dataclass(frozen=True)
class _Line:
    text: str
    sources: tuple[Evidence, ...]
    reasons: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True)
class Summarising:
    """Writes summaries of articles."""

    library: Library
    embedder: Embedder
    writer: Writer
    prompts: Prompts

    def summarise(self, articles: Sequence[Article]) -> Summary:
        """A few lines on `articles` together, one or many. Raises ModelError."""
        started = time.monotonic()
        language = main_language(articles)
        evidence = central_sentences([(one, _sentences(one)) for one in articles], _SOURCE_TOKENS)
        lines = self._lines(self._write(evidence, language), evidence, language)
        claims = self._bilingual(lines, language)
        return Summary(claims, self.writer.model, time.monotonic() - started)

    def _write(self, evidence: Sequence[Evidence], language: Language) -> str:
        sources = self.prompts.text("summary_sources", language, sources=source_texts(evidence))
        prompt = (
            Message("system", self.prompts.text("summary_system", language)),
            Message("user", f"{sources}\n{self.prompts.text('summary', language)}"),
        )
        return _LIST_NUMBER.sub("", self.writer.write(prompt, _SUMMARY_TOKENS))

    def _lines(self, text: str, evidence: Sequence[Evidence], language: Language) -> list[_Line]:
        """The model's lines, checked; after them, where too few pass, the most central sentences as they stand."""
        attributor = Attributor(self.library, self.embedder, evidence, question="")
        texts = list(dict.fromkeys(span.text for span in split_sentences(text, language)))[:_MOST]
        lines = [_checked(one, tuple(attributor.sources(one, language)), language) for one in texts]
        kept = [line for line in lines if not line.reasons]
        used = {id(source) for line in kept for source in line.sources}
        return (
            lines
            + [
                _Line(one.span.text, (one,), (), quoted=True)
                for one in sorted(evidence, key=lambda one: -one.score)
                if id(one) not in used
            ][: max(0, _FEWEST - len(kept))]
        )

    def _bilingual(self, lines: Sequence[_Line], language: Language) -> tuple[SummaryClaim, ...]:
        numbered = number_sources([line.sources for line in lines])
        return tuple(self._claim(*pair, language) for pair in zip(lines, numbered, strict=True))

    def _claim(self, line: _Line, citations: tuple[Citation, ...], language: Language) -> SummaryClaim:
        if line.reasons:
            shown = (line.text, "") if language == "fr" else ("", line.text)
            return SummaryClaim(*shown, False, line.reasons, citations)
        written = line.sources[0].article.language if line.quoted else language
        other: Language = "en" if written == "fr" else "fr"
        translated, faults = Translator(self.writer, self.prompts).translated(line.text, other)
        texts = (line.text, translated) if written == "fr" else (translated, line.text)
        return SummaryClaim(*texts, not faults, faults, citations)


def _checked(text: str, sources: tuple[Evidence, ...], language: Language) -> _Line:
    """A line of the model's: its facts must stand in its sources, its figures as figures, and whose word it is too."""
    citations = number_sources([sources])[0]
    reasons = list(unsupported_reasons(text, citations, language))
    known = sum((figures(f"{one.article.title}\n{one.span.text}") for one in sources), Counter[str]())
    reasons += [reason("number", language, value) for value in figures(text) if sources and value not in known]
    if sources and attributed(sources[0].span.text) and not attributed(text):
        reasons.append(reason("attribution", language))
    return _Line(text, sources, tuple(dict.fromkeys(reasons)))


def _sentences(article: Article) -> list[Span]:
    return split_sentences(article.text, article.language)


def main_language(articles: Sequence[Article]) -> Language:
    """The language of most of `articles`."""
    return Counter(article.language for article in articles).most_common(1)[0][0]
