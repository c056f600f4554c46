"""Bilingual summaries: each line is written once from the articles, cited and checked, then rendered in both languages.

The second language is a translation of the checked line, not a second summary: so line i has the same citations, and a
translation that loses or adds a number is not shown.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.answering import facts
from rag.answering.attribute import Attributor
from rag.answering.claims import cleaned, number_sources
from rag.answering.prompting import Prompts, source_texts
from rag.answering.verify import unsupported_reasons
from rag.answering.wording import reason
from rag.generation import Message
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Embedder, Generator
from rag.records import Article, Citation, Evidence, Language, Span, Summary, SummaryClaim

_SOURCE_TOKENS = 900
"""Most tokens of article text read for one summary: about 12 s of reading on a two-core machine."""

_SUMMARY_TOKENS = 220
_TRANSLATION_TOKENS = 160
_FALLBACK_SENTENCES = 2
"""Sentences quoted as they are when no line of the model's passes the check."""


@dataclass(frozen=True)
class _Line:
    text: str
    citations: tuple[Citation, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Summarising:
    """Writes summaries of articles of the library."""

    library: Library
    embedder: Embedder
    generator: Generator
    prompts: Prompts

    def summarise(self, articles: Sequence[Article]) -> Summary:
        """A few lines on `articles` together, one or many. Raises ModelError."""
        started = time.monotonic()
        language = _main_language(articles)
        evidence = lead_sentences([(article, self._sentences(article)) for article in articles])
        lines = self._checked_lines(self._write(evidence, language), evidence, language)
        claims = tuple(self._bilingual(line, language) for line in lines)
        return Summary(claims, self.generator.model, time.monotonic() - started)

    def _sentences(self, article: Article) -> list[Span]:
        return split_sentences(article.text, article.language)

    def _write(self, evidence: Sequence[Evidence], language: Language) -> str:
        sources = self.prompts.text("summary_sources", language, sources=source_texts(evidence))
        prompt = (
            Message("system", self.prompts.text("summary_system", language)),
            Message("user", f"{sources}\n{self.prompts.text('summary', language)}"),
        )
        return cleaned(self.generator.generate(prompt, _SUMMARY_TOKENS).result().text)

    def _checked_lines(self, text: str, evidence: Sequence[Evidence], language: Language) -> list[_Line]:
        """The model's lines with their citations; when none is supported, the first sentences as they stand."""
        attributor = Attributor(self.library, self.embedder, evidence, question="")
        texts = list(dict.fromkeys(span.text for span in split_sentences(text, language)))
        numbered = number_sources([attributor.sources(line, language) for line in texts])
        lines = [
            _Line(line, citations, unsupported_reasons(line, citations, language))
            for line, citations in zip(texts, numbered, strict=True)
        ]
        return lines if any(not line.reasons for line in lines) else _quoted(evidence)

    def _bilingual(self, line: _Line, language: Language) -> SummaryClaim:
        source = line.citations[0].article.language if line.citations and not line.reasons else language
        written = source if line.citations and line.text == line.citations[0].quote else language
        other: Language = "en" if written == "fr" else "fr"
        translated = self._translated(line.text, other)
        reasons = (*line.reasons, *translation_faults(line.text, written, translated, other))
        texts = {written: line.text, other: translated}
        return SummaryClaim(texts["fr"], texts["en"], not reasons, reasons, line.citations)

    def _translated(self, sentence: str, into: Language) -> str:
        prompt = (
            Message("system", self.prompts.text("translation_system", into)),
            Message("user", self.prompts.text("translation", into, sentence=sentence)),
        )
        return cleaned(self.generator.generate(prompt, _TRANSLATION_TOKENS).result().text)


def lead_sentences(articles: Iterable[tuple[Article, Sequence[Span]]]) -> tuple[Evidence, ...]:
    """The first sentences of each article, an equal share for each: news says what matters first."""
    pairs = list(articles)
    share = _SOURCE_TOKENS // max(1, len(pairs))
    return tuple(item for article, sentences in pairs for item in _lead(article, sentences, share))


def _lead(article: Article, sentences: Sequence[Span], most_tokens: int) -> list[Evidence]:
    chosen: list[Evidence] = []
    for span in sentences:
        most_tokens -= len(span.text) // 3 + 1
        if most_tokens < 0 and chosen:
            break
        chosen.append(Evidence(article, span, 1.0))
    return chosen


def _quoted(evidence: Sequence[Evidence]) -> list[_Line]:
    sentences = [item for item in evidence if item.span.text[-1:] in '.!?…»”"'] or list(evidence)
    chosen = sentences[:_FALLBACK_SENTENCES]
    numbered = number_sources([[item] for item in chosen])
    return [_Line(item.span.text, citations, ()) for item, citations in zip(chosen, numbered, strict=True)]


def _main_language(articles: Sequence[Article]) -> Language:
    return Counter(article.language for article in articles).most_common(1)[0][0]


def translation_faults(text: str, language: Language, translated: str, other: Language) -> tuple[str, ...]:
    """Numbers that one of the two renderings has and the other has not, as reasons in `language`."""
    if not translated:
        return (reason("translation", language, text),)
    first, second = facts.numbers(text, language), facts.numbers(translated, other)
    lost = [number.text for number in first if not any(number.values & one.values for one in second)]
    added = [number.text for number in second if not any(number.values & one.values for one in first)]
    return tuple(reason("translation", language, value) for value in dict.fromkeys(lost + added))
