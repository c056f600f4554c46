"""The walk from a question to an Answer."""

from __future__ import annotations

import time
from collections.abc import Generator as Pieces
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.answerability import (
    CHOICES,
    Calibration,
    Told,
    probability,
    search_probability,
    told_probability,
)
from rag.answering.claims import cleaned, with_markers
from rag.answering.evidence import affordable_tokens
from rag.answering.find import Finder, Found
from rag.answering.prompting import Prompts, answer_prompt, with_correction
from rag.answering.retrieve import Retriever
from rag.answering.review import Draft, Review
from rag.answering.understand import understand, within_days
from rag.answering.wording import EMPTY_LIBRARY, NOT_IN_ARTICLES, STOPPED, refusal
from rag.generation import Generated, Prompt, Seconds, Tokens
from rag.library.store import Library
from rag.protocols import Embedder, Generation, Generator
from rag.records import Answer, Claim, Evidence, Exchange, Filters, Hit, Language, Query
from rag.settings import Settings


@dataclass(frozen=True)
class Answering:
    """Answers questions from the library."""

    library: Library
    retriever: Retriever
    embedder: Embedder
    generator: Generator
    prompts: Prompts
    settings: Settings
    calibration: Calibration = Calibration()

    def ask(
        self,
        question: str,
        language: Language | None = None,
        filters: Filters | None = None,
        previous: Exchange | None = None,
    ) -> AnswerStream:
        """Searches at once; the model writes while the stream is read. Raises BadQuestion, LibraryError, ModelError."""
        started = time.monotonic()
        query = understand(question, language, self.settings.language, previous)
        dated = within_days(replace(query, filters=filters or Filters()), self.library.newest_day(), date.today())
        return AnswerStream(self, self.find(dated), started)

    def find(self, query: Query) -> Found:
        """What the search brings for `query`, before the model is asked."""
        budget = self.settings.evidence_tokens or affordable_tokens(self.generator.reading_speed)
        return Finder(self.library, self.retriever, budget).find(query)


class AnswerStream:
    """An answer being made: iterate for the model's words, then ask for `answer`."""

    def __init__(self, answering: Answering, found: Found, started: float) -> None:
        self._answering = answering
        self._found = found
        self._review = Review(answering.library, answering.embedder, found)
        self._started = started
        self._first_token: float | None = None
        self._confidence: float | None = None
        self._word: float | None = None
        self._told: Told | None = None
        self._generation: Generation | None = None
        self._seat = answering.generator.seat()
        self._sent: Prompt = ()
        self._cancelled = False
        self._answer: Answer | None = None
        self._pieces = self._seated()

    @property
    def query(self) -> Query:
        return self._found.query

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self._found.evidence

    @property
    def nearest(self) -> tuple[Hit, ...]:
        return self._found.nearest

    @property
    def told(self) -> Told | None:
        """What the finished answer shows of whether the articles give it; None where there was none to judge."""
        return self._told

    def _is_below(self, chance: float) -> bool:
        """Whether the answer, where there is one to judge, is given by the articles with less than this chance."""
        return self._told is not None and told_probability(self._told, self._answering.calibration) < chance

    @property
    def ready(self) -> bool:
        """Whether the model is loaded."""
        return self._answering.generator.ready

    @property
    def place(self) -> int:
        """How many requests of others the model serves before this one."""
        return self._generation.place if self._generation else 0

    def __iter__(self) -> Iterator[str]:
        """The model's words as they come; "" while nothing comes, so that a reader can stop. Raises ModelError."""
        return self._pieces

    def cancel(self) -> None:
        """Stops within a second and keeps what was written. Safe from any thread."""
        self._cancelled = True
        self._seat.cancel()

    def answer(self) -> Answer:
        """The finished answer; reads the rest of the words first. Raises ModelError."""
        for _ in self._pieces:
            pass
        if self._answer is None:
            raise RuntimeError("this answer was never finished: its stream had raised an error")
        return self._answer

    def _seated(self) -> Iterator[str]:
        """The whole walk at one seat: another's question in the middle would make the model read this one again."""
        try:
            yield from self._run()
        finally:
            self._seat.close()

    def _run(self) -> Iterator[str]:
        """Reads the prompt, judges whether the evidence holds the answer, then writes it."""
        if not self.evidence:
            empty = self._answering.library.count() == 0
            self._answer = self._refused(EMPTY_LIBRARY if empty else NOT_IN_ARTICLES)
            return
        calibration = self._answering.calibration
        self._confidence = search_probability(self._found.signals, calibration)
        if self._confidence < calibration.hopeless or self._review.unheard:
            self._answer = self._refused(NOT_IN_ARTICLES)
            return
        reading = yield from self._generated(self._prompt("answerable"), 1, shown=False)
        answerable = not self._cancelled and self._answerable()
        if self._cancelled:
            self._answer = self._refused(STOPPED, reading)
        elif not answerable:
            self._answer = self._refused(NOT_IN_ARTICLES, reading)
        else:
            draft = yield from self._drafted(self._prompt("answer"), shown=True)
            if draft.reasons and not self._cancelled:
                second = yield from self._drafted(self._correction(draft), shown=False)
                draft = second if second.sound else draft
            claims = self._review.shown(draft, may_quote=self._sure(calibration.quoting))
            if not claims and self._review.foreign and self._sure(calibration.translating):
                claims = yield from self._translated(draft, self._review.foreign)
            self._answer = self._finished(reading, draft, self._kept(claims, draft))

    def _translated(self, draft: Draft, sentence: Evidence) -> Pieces[str, None, tuple[Claim, ...]]:
        """The nearest sentence in the language of the question, asked for after all that the model has read already."""
        asked = self._answering.prompts.text("translate", self.query.language, sentence=sentence.span.text)
        prompt = with_correction(self._prompt("answer"), draft.writing.text, asked)
        writing = yield from self._generated(prompt, self._answering.settings.answer_tokens, shown=False)
        return self._review.translated(cleaned(writing.text))

    def _drafted(self, prompt: Prompt, shown: bool) -> Pieces[str, None, Draft]:
        writing = yield from self._generated(prompt, self._answering.settings.answer_tokens, shown)
        return self._review.draft(writing)

    def _generated(self, prompt: Prompt, most_tokens: int, shown: bool) -> Pieces[str, None, Generated]:
        """One request to the model. Reading is a request of its own so that it can be stopped like any other."""
        self._sent = prompt
        self._generation = self._answering.generator.generate(prompt, most_tokens, seat=self._seat)
        for piece in self._generation:
            if shown and piece and self._first_token is None:
                self._first_token = time.monotonic() - self._started
            yield piece if shown else ""
        return self._generation.result()

    def _prompt(self, task: str) -> Prompt:
        return answer_prompt(self._answering.prompts, task, self.query, self.evidence)

    def _correction(self, draft: Draft) -> Prompt:
        reasons = " ; ".join(draft.reasons)
        correction = self._answering.prompts.text("retry", self.query.language, reasons=reasons)
        return with_correction(self._prompt("answer"), draft.writing.text, correction)

    def _answerable(self) -> bool:
        """Whether the evidence holds the answer. The model has just read it, so its yes or no costs no reading."""
        yes, no = CHOICES[self.query.language]
        shares = self._answering.generator.choose(self._prompt("answerable"), (yes, no), self._seat)
        calibration = self._answering.calibration
        self._word = shares[yes] if shares else None
        self._confidence = probability(self._found.signals, self._word, calibration)
        return self._confidence >= calibration.threshold

    def _sure(self, least: float) -> bool:
        """Whether the answer is among the evidence with this probability at least, and still wanted."""
        return (self._confidence or 0.0) >= least and not self._cancelled

    def _kept(self, claims: tuple[Claim, ...], draft: Draft) -> tuple[Claim, ...]:
        """`claims`, none when what they show makes it unlikely that the articles give the answer."""
        if not claims:
            return ()
        quoted = not any(claim in draft.claims for claim in claims)
        self._told = Told(self._word, self._review.missing(claims), quoted)
        return () if self._is_below(self._answering.calibration.dropped) else claims

    def _finished(self, reading: Generated, draft: Draft, claims: tuple[Claim, ...]) -> Answer:
        if claims:
            return self._made(with_markers(claims), None, claims, reading, draft.writing)
        written = bool(draft.writing.text.strip())
        return self._refused(NOT_IN_ARTICLES if written else STOPPED, reading, draft.writing)

    def _refused(self, reason: str, *generated: Generated) -> Answer:
        return self._made(refusal(reason, self.query.language), reason, (), *generated)

    def _made(self, text: str, reason: str | None, claims: tuple[Claim, ...], *generated: Generated) -> Answer:
        found = self._found
        return Answer(
            question=self.query.text,
            language=self.query.language,
            answered=reason is None,
            reason=reason,
            text=text,
            claims=claims,
            evidence=found.evidence,
            nearest=found.nearest,
            confidence=self._confidence,
            doubtful=reason is None and self._is_below(self._answering.calibration.doubtful),
            model=self._answering.generator.model,
            raw=generated[-1].text if len(generated) > 1 else "",
            prompt=self._sent,
            query=found.query,
            as_of=self._as_of(claims),
            complete=reason != STOPPED and all(part.finish in ("stop", "length") for part in generated),
            seconds=self._seconds(),
            tokens=_tokens(generated),
        )

    def _as_of(self, claims: tuple[Claim, ...]) -> str | None:
        """The day of the newest article cited; of a refusal, of the newest article there is."""
        if not claims:
            return self._answering.library.newest_day()
        return max((one.article.day for claim in claims for one in claim.citations), default="") or None

    def _seconds(self) -> Seconds:
        found = self._found.seconds
        return Seconds(found.search, found.first_evidence, self._first_token, time.monotonic() - self._started)


def _tokens(generated: tuple[Generated, ...]) -> Tokens:
    """Counts of the answer's prompt; `reused` leaves out what the reading request had just paid for."""
    if not generated:
        return Tokens()
    return Tokens(generated[0].tokens.prompt, generated[0].tokens.reused, generated[-1].tokens.generated)
