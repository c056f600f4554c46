"""Work that outlives a run of the page's script: answers and summaries, made by threads of the server.

A click, a reload or a closed tab ends the script that asked; the job goes on, and the next run finds it again.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import TYPE_CHECKING, Literal

from rag.errors import LibraryError, ModelError
from rag.interface.work import saved
from rag.records import Answer, Evidence, Filters, Hit, Summary

if TYPE_CHECKING:
    from rag.answering.ask import AnswerStream
    from rag.assemble import Kiosque
    from rag.briefing.edition import Briefing

Phase = Literal["searching", "loading", "waiting", "reading", "writing", "stopping", "done"]

EVERYTHING = Filters()

_NEAREST = 5
_THREADS = 4
"""Requests served at once: the model takes them one by one, but their searches and their places show."""


class AnswerJob:
    """An answer being made, for one conversation. Every attribute may be read from any thread while it is made."""

    def __init__(
        self, kiosque: Kiosque, conversation: str, question: str, filters: Filters = EVERYTHING, instead: bool = False
    ) -> None:
        self.conversation = conversation
        self.question = question
        self.filters = filters
        self.instead = instead
        """Whether it takes the place of the last answer of the conversation."""
        self.text = ""
        self.evidence: tuple[Evidence, ...] = ()
        self.nearest: tuple[Hit, ...] = ()
        self.failure: ModelError | LibraryError | None = None
        self.unsaved: Answer | None = None
        """An answer that could not be kept: it is shown once."""
        self.future: Future[Answer | None] = Future()
        self._kiosque = kiosque
        self._stream: AnswerStream | None = None
        self._stopped = False
        self._lock = Lock()

    @property
    def done(self) -> bool:
        return self.future.done()

    @property
    def place(self) -> int:
        """How many requests the model serves before this one."""
        return self._stream.place if self._stream else 0

    @property
    def phase(self) -> Phase:
        """Where it is; what was found is known from "loading" on."""
        if self.done:
            return "done"
        if self._stopped:
            return "stopping"
        if self._stream is None:
            return "searching"
        if self.text:
            return "writing"
        if not self._stream.ready:
            return "loading"
        return "waiting" if self.place else "reading"

    def stop(self) -> None:
        """Ends it within a second, keeping what was written. Any number of times, at any moment."""
        with self._lock:
            self._stopped = True
            if self._stream:
                self._stream.cancel()

    def stop_now(self, most_seconds: float = 0.5) -> None:
        """The same, and waits a moment for the end, so that what is drawn next is already the stopped answer."""
        self.stop()
        wait([self.future], most_seconds)

    def run(self) -> Answer | None:
        """Makes the answer and saves it in its conversation; None when the model failed (see `failure`)."""
        try:
            return self._answer()
        except ModelError as error:
            self.failure = error
            self.nearest = self.nearest or tuple(self._kiosque.search(self.question, _NEAREST, self.filters))
            return None

    def _answer(self) -> Answer:
        previous = saved.last_exchange(self._kiosque.library, self.conversation, self.instead)
        stream = self._begun(self._kiosque.ask(self.question, filters=self.filters, previous=previous))
        for piece in stream:
            self.text += piece
        answer = stream.answer()
        if answer.complete or not self.instead:  # stopped, a second try leaves what it was to replace
            self._save(answer)
        return answer

    def _save(self, answer: Answer) -> None:
        try:
            self._kiosque.library.save_turn(self.conversation, saved.as_turn(answer), self.instead)
        except LibraryError as error:
            self.unsaved, self.failure = answer, error

    def _begun(self, stream: AnswerStream) -> AnswerStream:
        self.nearest, self.evidence = stream.nearest, stream.evidence
        with self._lock:
            self._stream = stream
            if self._stopped:
                stream.cancel()
        return stream


class Jobs:
    """The answers and summaries under way, and those that ended until they are forgotten."""

    def __init__(self, kiosque: Kiosque) -> None:
        self._kiosque = kiosque
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="answer")
        self._answers: dict[str, AnswerJob] = {}
        self._summaries: dict[str, Future[Summary]] = {}
        self.briefing: Future[Briefing] | None = None
        """The last briefing asked for, under way or ended."""
        self._lock = Lock()

    def ask(self, conversation: str, question: str, filters: Filters = EVERYTHING, instead: bool = False) -> AnswerJob:
        """Begins an answer, `instead` of the last one; while one is under way in this conversation, gives that one."""
        with self._lock:
            running = self._answers.get(conversation)
            if running and not running.done:
                return running
            job = AnswerJob(self._kiosque, conversation, question, filters, instead)
            self._answers[conversation] = job
            job.future = self._pool.submit(job.run)
            return job

    def answer(self, conversation: str) -> AnswerJob | None:
        """The job of this conversation, under way or ended."""
        return self._answers.get(conversation)

    def forget(self, conversation: str) -> None:
        """Drops an ended job, when it has been shown or is no longer wanted."""
        with self._lock:
            job = self._answers.get(conversation)
            if job and job.done:
                del self._answers[conversation]

    def summarise(self, article_id: str) -> Future[Summary]:
        """Begins a summary, or gives the one begun before; a failed one is begun again."""
        with self._lock:
            known = self._summaries.get(article_id)
            if known is None or (known.done() and known.exception()):
                self._summaries[article_id] = self._pool.submit(self._kiosque.summarise, [article_id])
            return self._summaries[article_id]

    def summary(self, article_id: str) -> Future[Summary] | None:
        """The summary of this article, under way or ended, if one was asked for."""
        return self._summaries.get(article_id)

    def brief(self) -> Future[Briefing]:
        """Begins the briefing of the newest day; while one is under way, gives that one."""
        with self._lock:
            if self.briefing is None or self.briefing.done():
                self.briefing = self._pool.submit(self._kiosque.brief)
            return self.briefing

    def close(self) -> None:
        """Stops what is under way; summaries that wait are dropped."""
        for job in list(self._answers.values()):
            job.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
