"""A Kiosque without models: the library is real, the search counts common words, the model recites a script."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

from editions import EDITION
from fakes import FakeEmbedder

from rag.answering.claims import with_markers
from rag.answering.understand import understand
from rag.briefing.edition import Briefing, to_json
from rag.engine.download import silent
from rag.errors import KiosqueError, NotFetched, SourceUnreadable
from rag.fetching.opml import Feed
from rag.generation import Message, Seconds
from rag.grouping.kept import every_story
from rag.grouping.stories import Story
from rag.intake.ingest import embed_waiting
from rag.intake.refresh import FeedReport
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.protocols import Progress
from rag.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Evidence,
    Exchange,
    Filters,
    Hit,
    Language,
    Outcome,
    Passage,
    Query,
    Span,
    Summary,
    SummaryClaim,
)
from rag.settings import Settings

FERRY = Article(
    title="Le ferry « Aurore-du-Large » heurte un quai : 12 blessés",
    text=(
        "Le ferry Aurore-du-Large a heurté lundi le quai des Pilotes de Harrowmouth. "
        "L’accident a fait 12 blessés, dont deux sont dans un état grave. "
        "Le navire transportait 312 passagers et 41 membres d’équipage.\n"
        "« On a senti un long frottement », raconte Aurélien Pastourel, routier. "
        "Les traversées de mardi sont annulées ; les billets seront remboursés."
    ),
    language="fr",
    published="2026-10-12T17:52:00+02:00",
    source="La Gazette de Port-Évrain",
    author="Noémie Calvarin",
    url="https://gazette-port-evrain.example/ferry",
)
FERRY_AGAIN = replace(
    FERRY,
    text=" ".join(reversed(FERRY.text.split())),  # the same words, but no reprint
    title="Ferry : une enquête est ouverte à Harrowmouth",
    published="2026-10-13",
    source="L’Arpenteur du soir",
    url=None,
)
LIBRARY_VOTE = Article(
    title="Kelsby council votes to close two branch libraries",
    text=(
        "Kelsby council voted on Tuesday night to close two of its nine branch libraries. "
        "The vote was 21 to 18, after four hours of debate. "
        "The closures would save £310,000 a year, the council’s finance officer said.\n"
        "Campaigners said they would challenge the decision."
    ),
    language="en",
    published="2026-10-14",
    source="The Kelsby Courier",
)
HOSTILE = Article(
    title="<img src=x onerror=alert(1)> ![p](http://evil.example/t.png) $5 and $10 :red[r] :material/home: **gras**",
    text=(
        "Le hameçon de la page hostile : <script>alert(1)</script> "
        "![pixel](http://evil.example/p.png?d=secret) [lien](javascript:alert(1)) <b>gras</b> :smile: $x^2$. "
        "<iframe src='http://evil.example/f'></iframe> <style>body{display:none}</style> &lt;img src=y&gt; "
        "www.evil.example et http://evil.example/auto."
    ),
    language="fr",
    published="2026-10-13",
    source="<u>Journal</u> [x](http://evil.example/s)",
    author="<i>Auteur</i>",
    url="javascript:alert(1)",
)


@dataclass(frozen=True)
class Pace:
    """How slowly the fake works, in seconds: to read the prompt, for each piece it writes, for each article it adds."""

    reading: float = 0.0
    piece: float = 0.0
    adding: float = 0.0


class FakeStream:
    """An answer recited piece by piece: the first sentence found, then one that no article supports."""

    def __init__(self, kiosque: FakeKiosque, query: Query, nearest: tuple[Hit, ...], evidence: tuple[Evidence, ...]):
        self.query, self.nearest, self.evidence = query, nearest, evidence
        self.place, self.ready = kiosque.place, kiosque.ready
        self._kiosque = kiosque
        self._cancelled = threading.Event()
        self._written = ""
        self._pieces = self._run()

    def __iter__(self) -> Iterator[str]:
        return self._pieces

    def cancel(self) -> None:
        self._cancelled.set()

    def answer(self) -> Answer:
        for _ in self._pieces:
            pass
        return self._answer()

    def _run(self) -> Iterator[str]:
        if self._kiosque.error:
            raise self._kiosque.error
        for _ in range(round(self._kiosque.pace.reading / 0.05)):
            if self._cancelled.wait(0.05):
                return
            yield ""
        self.place = 0
        for piece in re.findall(r"\S+\s*", self._script()):
            if self._cancelled.wait(self._kiosque.pace.piece):
                return
            self._written += piece
            yield piece

    def _script(self) -> str:
        return f"{self.evidence[0].span.text} {self._kiosque.invention}" if self.evidence else ""

    def _answer(self) -> Answer:
        claims = self._claims() if self._written else ()
        refusal = {"fr": "Vos articles ne donnent pas la réponse à cette question.", "en": "Not in your articles."}
        language = self.query.language
        return Answer(
            question=self.query.text,
            language=language,
            answered=bool(claims),
            reason=None if claims else "not in the articles",
            text=with_markers(claims) if claims else refusal[language],
            claims=claims,
            evidence=self.evidence,
            nearest=self.nearest,
            doubtful=self._kiosque.doubtful,
            model="fake-1b",
            raw=self._written,
            prompt=(Message("system", "Tu réponds d’après les articles."), Message("user", self.query.text)),
            query=self.query,
            as_of=self.evidence[0].article.published if claims else self._kiosque.library.newest_day(),
            complete=not self._cancelled.is_set(),
            seconds=Seconds(total=1.5),
        )

    def _claims(self) -> tuple[Claim, ...]:
        first = self.evidence[0]
        if self._cancelled.is_set():
            return (Claim(self._written.strip(), False, ("aucune phrase des articles ne dit cela",)),)
        return (
            Claim(first.span.text, True, (), (Citation(1, first.article, first.span),)),
            Claim(self._kiosque.invention, False, ("le nombre « 400 » n’est pas dans la phrase citée",)),
        )


@dataclass
class FakeKiosque:
    """Has what the page uses of a Kiosque. `error` is raised by the model; `missing` by everything that needs it."""

    settings: Settings
    articles: Sequence[Article] = (FERRY, LIBRARY_VOTE)
    pace: Pace = Pace()
    invention: str = "Il y avait 400 témoins."
    place: int = 0
    ready: bool = True
    doubtful: bool = False
    error: KiosqueError | None = None
    missing: KiosqueError | None = None
    asked: list[str] = field(default_factory=list)
    pulled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index = SimpleNamespace(exact=True, fault=None)
        self.embedder = FakeEmbedder()
        self.library = Library(Path(self.settings.home))
        for article in self.articles:
            self._store(article)

    def ask(
        self,
        question: str,
        language: Language | None = None,
        filters: Filters | None = None,
        previous: Exchange | None = None,
    ) -> FakeStream:
        query = understand(question, language, self.settings.language, previous)
        query = replace(query, filters=filters or Filters())
        self.asked.append(query.text)
        if self.missing:
            raise self.missing
        nearest = tuple(self.search(question, 5, filters))
        evidence = tuple(
            Evidence(hit.article, span, 1.0)
            for hit in nearest
            if hit.score >= 2
            for span in split_sentences(hit.article.text, hit.article.language)
            if _common(question, span.text) >= 2
        )
        return FakeStream(self, query, nearest, evidence)

    def search(self, question: str, limit: int, filters: Filters | None = None) -> list[Hit]:
        hits = [
            Hit(
                article,
                Passage(article.id, 0, Span(0, len(article.text), article.text)),
                _common(question, article.text),
            )
            for article in self.library.articles(filters)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def add(self, origins: Sequence[str]) -> Iterator[Outcome]:
        """A path, or an address, whose page holds itself."""
        for origin in origins:
            content = f"La page {origin}\nSon texte.".encode() if "://" in origin else Path(origin).read_bytes()
            yield from self.add_bytes(origin, content)

    def refresh(self, feeds: Sequence[Feed]) -> Iterator[Outcome | FeedReport]:
        """Each feed has one article, and fails when its address holds "panne"."""
        for feed in feeds:
            if "panne" in feed.address:
                trouble = NotFetched(origin=feed.address, cause="panne")
                yield FeedReport(feed, "failed", {}, error=trouble)
            else:
                outcome = self._store(Article(f"Du flux {feed.title}", f"Le texte de {feed.address}.", "fr"))
                if outcome.status == "added":
                    yield outcome
                yield FeedReport(feed, "read", {})

    def add_bytes(self, name: str, content: bytes) -> Iterator[Outcome]:
        """Empty lines part articles. The first line is the title; one that holds "panne" cannot be read."""
        for part in content.decode().split("\n\n"):
            time.sleep(self.pace.adding)
            title, _, text = part.partition("\n")
            if "panne" in title:
                yield Outcome("failed", name, error=SourceUnreadable(origin=name, cause="panne"))
            else:
                yield self._store(Article(title, text, "fr", origin=name))

    def summarise(self, article_ids: Sequence[str]) -> Summary:
        if self.missing:
            raise self.missing
        article = self.library.article(article_ids[0])
        first = split_sentences(article.text, article.language)[0]
        citation = Citation(1, article, first)
        claim = SummaryClaim(f"En bref : {first.text}", f"In short: {first.text}", True, (), (citation,))
        return Summary((claim,), "fake-1b", 0.5)

    def stories(self) -> list[Story]:
        """As real ones, by the words that articles share."""
        self.reindex()
        return every_story(self.library, self.embedder)

    def brief(self) -> Briefing:
        if self.missing:
            raise self.missing
        self.library.save_briefing(EDITION.id, EDITION.until, to_json(EDITION))
        return EDITION

    def pull(self, name: str, progress: Progress) -> None:
        """A model that comes in two halves and is then there."""
        self.pulled.append(name)
        progress(1, 2)
        if self.error:
            raise self.error
        self.missing = None

    def reindex(self, progress: Progress = silent) -> int:
        if self.library.embedder not in (None, self.embedder.model):
            self.library.forget_vectors()
        self.library.use_embedder(self.embedder)
        embed_waiting(self.library, self.embedder)
        progress(1, 1)
        return self.library.vector_count()

    def warm(self) -> None:
        if self.missing:
            raise self.missing

    def remove(self, article_ids: Sequence[str]) -> None:
        self.library.remove(*article_ids)

    def close(self) -> None:
        self.library.close()

    def _store(self, article: Article) -> Outcome:
        whole = Passage(article.id, 0, Span(0, len(article.text), article.text))
        return self.library.add(article, [whole], list(split_sentences(article.text, article.language)))


def _common(question: str, text: str) -> int:
    """How many words of four letters or more the two share."""
    words = [set(re.findall(r"\w{4,}", one.lower())) for one in (question, text)]
    return len(words[0] & words[1])


def wait_until(holds: Callable[[], object], seconds: float = 20.0) -> bool:
    """Whether `holds()` becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return False
