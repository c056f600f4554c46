"""What flows through Kiosque: frozen records, from the document read to the answer shown.

Offsets (`start`, `end`) are always counts of Unicode code points into `Article.text`, end excluded.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rag.errors import KiosqueError
from rag.generation import Prompt, Seconds, Tokens

Language = Literal["fr", "en"]
"""The two languages Kiosque reads, answers and speaks."""

LANGUAGES: tuple[Language, ...] = ("fr", "en")
OTHER: dict[Language, Language] = {"fr": "en", "en": "fr"}

Matrix = NDArray[np.float32]
"""Embeddings: shape (n, d), one row of unit length for each text."""

Vector = NDArray[np.float32]
"""One embedding: shape (d,), unit length."""

Status = Literal["added", "updated", "unchanged", "duplicate", "failed"]


def content_id(*parts: str | None) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of `parts`: the same content gives the same id."""
    payload = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.sha256(payload).hexdigest()[:16]


@dataclass(frozen=True)
class RawDocument:
    """A document as it was read: `origin` is the path or address given, `charset` what a web server says it is in."""

    origin: str
    content: bytes
    charset: str | None = None


@dataclass(frozen=True)
class Article:
    """A clean article. Its text never changes once stored: every offset of Kiosque points into it.

    `origin` is where it was read (a path, a line of a file, an address); `source` is the outlet that published
    it; `published` and `updated` are ISO dates or dates and times; `ref` is the reader's own identifier for it.
    """

    title: str
    text: str
    language: Language
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    ref: str | None = None
    origin: str = ""
    updated: str | None = None

    @cached_property
    def id(self) -> str:
        """Content hash: the same article read twice has the same id."""
        return content_id(self.title, self.text, self.source, self.published, self.url)

    @property
    def day(self) -> str:
        """The ISO day of publication, as its publisher wrote it; "" when unknown."""
        return (self.published or "")[:10]


@dataclass(frozen=True)
class Failure:
    """An item that could not be read, and why."""

    origin: str
    error: KiosqueError
    ref: str | None = None


Item = Article | Failure
"""What reading a source yields: bad input is reported as an item and never stops the rest."""


@dataclass(frozen=True)
class Span:
    """A slice of an article's text: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A span of some hundred characters that is embedded and searched; `number` counts from 0 in its article."""

    article_id: str
    number: int
    span: Span

    @property
    def id(self) -> str:
        return f"{self.article_id}-{self.number}"


@dataclass(frozen=True)
class Outcome:
    """What became of one item given to `add`; `of` is the article that a duplicate repeats."""

    status: Status
    origin: str
    ref: str | None = None
    article: Article | None = None
    error: KiosqueError | None = None
    of: str | None = None
    of_ref: str | None = None


@dataclass(frozen=True)
class Filters:
    """Which articles count: ISO dates, both included (undated articles then stay out), outlet, language, collection
    of the feeds that brought them, ids (none given: all)."""

    since: str | None = None
    until: str | None = None
    source: str | None = None
    language: Language | None = None
    collection: str | None = None
    articles: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True)
class Exchange:
    """A question and the answer that was shown, which the next question may refer to."""

    question: str
    answer: str


@dataclass(frozen=True)
class Query:
    """A question made ready for search, with the language its answer will be written in.

    `previous` is set when the question cannot be understood without it. `period` holds the words of the question
    ("hier") that `filters` took their dates from; None when the dates were given apart, or not at all.
    """

    text: str
    language: Language
    previous: Exchange | None = None
    filters: Filters = Filters()
    period: str | None = None

    @property
    def whole(self) -> str:
        """What the search compares with: the question, after the exchange that it refers to."""
        return f"{self.previous.question} {self.previous.answer} {self.text}" if self.previous else self.text


@dataclass(frozen=True)
class Neighbour:
    """A passage id found by the vector index; `score` is a cosine similarity in [-1, 1]."""

    passage_id: str
    score: float


@dataclass(frozen=True)
class Hit:
    """A passage found for a query. `score` is the sum of its signals; the others are None when that search missed it.

    `similarity` is the cosine of the embeddings, `meaning` that without the centres of their languages.
    """

    article: Article
    passage: Passage
    score: float
    similarity: float | None = None
    meaning: float | None = None
    lexical: float | None = None


@dataclass(frozen=True)
class Evidence:
    """A sentence chosen to be shown to the model; `score` says how well it fits the question, higher is better."""

    article: Article
    span: Span
    score: float


@dataclass(frozen=True)
class Citation:
    """A numbered pointer to the exact slice of an article: `article.text[start:end] == quote`."""

    number: int
    article: Article
    span: Span

    @property
    def quote(self) -> str:
        return self.span.text


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer, its citations, and whether they support it; `reasons` says why not."""

    text: str
    supported: bool
    reasons: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is shown, derived from `raw`, the model's own text, which is kept beside it.

    `confidence` is the estimated chance, from 0 to 1, that the articles hold the answer; None where it was not judged.
    It is `doubtful` where they are on the subject, but may leave out what is asked. `as_of` is the ISO day of the
    newest article cited, of a refusal that of the newest article there is; None when these have no date. `query` says
    how the question was understood. `prompt` is the last request that the model was sent; () when it was not asked.
    """

    question: str
    language: Language
    answered: bool
    reason: str | None
    text: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[Hit, ...] = ()
    confidence: float | None = None
    doubtful: bool = False
    model: str = ""
    raw: str = ""
    prompt: Prompt = ()
    query: Query | None = None
    as_of: str | None = None
    complete: bool = True
    seconds: Seconds = field(default_factory=Seconds)
    tokens: Tokens = field(default_factory=Tokens)


@dataclass(frozen=True)
class SummaryClaim:
    """One line of a summary in both languages, resting on the same citations."""

    text_fr: str
    text_en: str
    supported: bool
    reasons: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Summary:
    """A bilingual summary: line i of both texts says the same thing from the same sentences.

    The texts hold the supported claims only; the others stay in `claims` with their reasons.
    """

    claims: tuple[SummaryClaim, ...]
    model: str
    seconds: float

    @property
    def text_fr(self) -> str:
        return " ".join(claim.text_fr for claim in self.claims if claim.supported)

    @property
    def text_en(self) -> str:
        return " ".join(claim.text_en for claim in self.claims if claim.supported)
