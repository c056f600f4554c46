"""From what the model wrote to what is shown: checked claims, else a quotation; and what other articles count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.attribute import Attributor
from rag.answering.claims import check_claims, is_refusal, otherwise, quotation, says_nothing, told
from rag.answering.disagreement import Other, other_answers, other_figures
from rag.answering.expected import Kind, asks_of_words, expected, gives, holds
from rag.answering.find import Found
from rag.answering.terms import TermWeights
from rag.checking.facts import quotations
from rag.checking.named import on_subject
from rag.checking.reasons import reason
from rag.checking.verify import mistranslated
from rag.generation import Generated
from rag.library.stems import content_stems
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import Citation, Claim, Evidence
from rag.sources.language import detect

_HEARD = 0.5
"""Share of a quotation, by the weight of its words, that a sentence holds which may be meant."""


@dataclass(frozen=True)
class Draft:
    """What the model wrote, and its claims; none when it says that it does not know, or nothing."""

    writing: Generated
    claims: tuple[Claim, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why some of it is not supported."""
        return tuple(dict.fromkeys(why for claim in self.claims for why in claim.reasons))

    @property
    def sound(self) -> bool:
        return bool(self.claims) and not self.reasons


@dataclass(frozen=True)
class Review:
    """Reviews the drafts of one answer."""

    library: Library
    embedder: Embedder
    found: Found

    def draft(self, writing: Generated) -> Draft:
        """What the model wrote, with the sources and the check of each sentence."""
        query = self.found.query
        sentences = told(writing, query.language)
        text = " ".join(one for one in sentences if not is_refusal(one))
        if not writing.text.strip() or (sentences and not text):
            return Draft(writing, ())
        if fault := self._fault(text):
            return Draft(writing, (Claim(text, False, (reason(fault, query.language),)),))
        attributor = Attributor(self.library, self.embedder, self.found.evidence, query.whole)
        return Draft(writing, check_claims(text, query.whole, query.language, attributor))

    def _fault(self, text: str) -> str | None:
        """Why `text`, true or not, is no answer."""
        query = self.found.query
        if not text:
            return "unfinished"
        if not self._in_language(text):
            return "language"
        if says_nothing(text, query.text, query.language):
            return "repeats"
        if gives(text, self._kind, query.language, query.whole):
            return None
        return "unnamed" if self._kind == "name" else self._kind

    def _in_language(self, text: str) -> bool:
        return detect(_plain_words(text), self.found.query.language) == self.found.query.language

    def shown(self, draft: Draft, may_quote: bool) -> tuple[Claim, ...]:
        """The claims to show; none when nothing can stand. `may_quote`: the answer is surely among the evidence."""
        cited = [citation.article for claim in draft.claims for citation in claim.citations]
        stands = any(claim.supported for claim in draft.claims) and on_subject(self.found.query.text, cited)
        instead = self._quoted() if may_quote and draft.claims else ()
        claims = draft.claims if stands else instead
        return (*claims, *self._disagreements(claims))

    @property
    def unheard(self) -> bool:
        """Whether the question is about somebody's words that no sentence found in its language has, not even half."""
        query = self.found.query
        own = [item.span.text for item in self.found.sentences if item.article.language == query.language]
        if not own or not asks_of_words(query.text):
            return False
        held = [set(content_stems(text, query.language)) for text in own]
        quoted = (TermWeights.of(one, self.library) for one in quotations(query.text))
        return any(max(map(words.coverage, held)) < _HEARD for words in quoted)

    @property
    def foreign(self) -> Evidence | None:
        """The nearest sentence, when only the language keeps it from being quoted."""
        best = self._nearest
        return best if self._answers(best) and best.article.language != self.found.query.language else None

    def translated(self, text: str) -> tuple[Claim, ...]:
        """`text` as the translation of the foreign sentence; nothing when it says something else."""
        language = self.found.query.language
        original = Citation(1, self._nearest.article, self._nearest.span)
        right = bool(text) and self._in_language(text) and not mistranslated(text, original, language)
        return (Claim(text, True, (), (original,)),) if right else ()

    def missing(self, claims: Sequence[Claim]) -> float | None:
        """The share of the question that the sentences cited and their titles lack; None across languages."""
        language = self.found.query.language
        cited = [citation for claim in claims for citation in claim.citations]
        if not cited or any(one.article.language != language for one in cited):
            return None
        heads = " ".join(f"{one.quote} {one.article.title} {one.article.source or ''}" for one in cited)
        return 1.0 - self.found.weights.coverage(content_stems(heads, language))

    @property
    def _kind(self) -> Kind | None:
        return expected(self.found.query.text)

    @property
    def _nearest(self) -> Evidence:
        """The sentence nearest to the question, of those that may answer it if there are any."""
        fitting = [item for item in self.found.evidence if self._fits(item)] or self.found.evidence
        return max(fitting, key=lambda item: item.score)

    def _quoted(self) -> tuple[Claim, ...]:
        """The sentence nearest to the question, when it is about its subject and in its language, and what follows."""
        language, best = self.found.query.language, self._nearest
        fits = best.article.language == language and self._answers(best)
        sentences = (best, *self._following(best)) if fits else ()
        return tuple(quotation(item, number, language) for number, item in enumerate(sentences, start=1))

    def _following(self, item: Evidence) -> Iterator[Evidence]:
        """The next sentence of its paragraph, when it was near enough to be read too: it often says what came of it."""
        for other in self.found.evidence:
            between = item.article.text[item.span.end : other.span.start]
            if other.article.id == item.article.id and between.isspace() and "\n\n" not in between:
                yield other

    def _answers(self, item: Evidence) -> bool:
        """Whether it is about what the question names, and of the kind that it asks for."""
        return self._fits(item) and on_subject(self.found.query.text, [item.article])

    def _fits(self, item: Evidence) -> bool:
        return holds(item, self._kind, self.found.query.whole)

    def _disagreements(self, claims: tuple[Claim, ...]) -> Iterator[Claim]:
        """What other articles count or answer differently, each with its sentence."""
        found = self.found
        cited = [one for claim in claims for one in claim.citations]
        counted = (other_figures(claim, found.sentences, found.weights) for claim in claims if claim.supported)
        figures = [Other(item, "figure") for items in counted for item in items]
        others = [one for one in figures if one.item.article.id not in {other.article.id for other in cited}]
        others += other_answers(found.query, claims, found.sentences, found.weights)
        numbers = {(one.article.id, one.span.start): one.number for one in cited}
        told: set[int] = set()
        for other in others:
            place = (other.item.article.id, other.item.span.start)
            number = numbers.setdefault(place, max(numbers.values(), default=0) + 1)
            if number not in told:
                told.add(number)
                yield otherwise(other, number, found.query.language)


def _plain_words(text: str) -> str:
    """`text` without its names, which tell another language: "Thornbury compte 16 lacs" would pass for English."""
    return " ".join(word for word in text.split() if word[:1].islower())
