"""How Kiosque is: what `doctor` prints and the page of models and settings shows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag import __version__
from rag.engine import catalogue
from rag.engine.catalogue import Catalogue
from rag.engine.download import present
from rag.errors import EmbedderChanged, KiosqueError, ModelError, ModelMissing
from rag.interface.words import counted, say, sentence, sized
from rag.records import Language
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.assemble import Kiosque


@dataclass(frozen=True)
class Health:
    """What a person would check: the library, its index, the models.

    `free_bytes` are those of the library's disk; `damage` is what is wrong in its file, where that was examined;
    `index_fault` is why Chroma could not be used, when it was tried.
    """

    version: str
    home: str
    articles: int
    passages: int
    passages_waiting: int
    size_bytes: int
    free_bytes: int
    damage: str | None
    index: Literal["exact", "chroma"]
    index_fault: KiosqueError | None
    answering_model: str
    answering_model_ready: bool
    answering_model_loaded: bool
    embedder: str | None
    embedder_asked: str | None

    @property
    def embedder_fault(self) -> KiosqueError | None:
        """That the library was indexed with another embedding model than the settings name."""
        if not self.embedder or not self.embedder_asked or self.embedder == self.embedder_asked:
            return None
        return EmbedderChanged(stored=self.embedder, asked=self.embedder_asked)

    @property
    def healthy(self) -> bool:
        """Whether questions can be answered from everything that was added."""
        whole = self.passages_waiting == 0 and self.damage is None and self.embedder_fault is None
        return self.answering_model_ready and whole


def examined(kiosque: Kiosque, thoroughly: bool = False) -> Health:
    """The state of `kiosque`; `thoroughly` reads the whole file, tries the index. Raises LibraryError, BadCatalogue."""
    if thoroughly:
        kiosque.index.refresh()
    settings, library = kiosque.settings, kiosque.library
    models = catalogue.load(settings.models)
    answering = settings.answering_server or settings.answering_model or models.default("answering").id
    return Health(
        version=__version__,
        home=str(settings.home),
        articles=library.count(),
        passages=library.passage_count(),
        passages_waiting=library.pending_count(),
        size_bytes=library.size_bytes,
        free_bytes=shutil.disk_usage(settings.home).free,
        damage=library.damage() if thoroughly else None,
        index="exact" if kiosque.index.exact else "chroma",
        index_fault=kiosque.index.fault,
        answering_model=answering,
        answering_model_ready=bool(settings.answering_server) or _is_here(answering, models, settings),
        answering_model_loaded=kiosque.ready,
        embedder=library.embedder,
        embedder_asked=_embedder_asked(kiosque),
    )


def _embedder_asked(kiosque: Kiosque) -> str | None:
    """None when it is not known: who asks a question is told so."""
    try:
        return kiosque.embedder.model
    except ModelError:
        return None


def _is_here(model: str, models: Catalogue, settings: Settings) -> bool:
    try:
        return present(models.model(model), settings.models)
    except ModelError:
        return False


def told(health: Health, language: Language) -> list[tuple[bool, str]]:
    """Whether each thing is as it should be, and the words for it."""
    return [
        (True, say("health.version", language, version=health.version)),
        (health.answering_model_ready, _model(health, language)),
        (True, _stored(health, language)),
        (not health.passages_waiting, _waiting(health, language)),
        *((False, say("health.damage", language, what=one)) for one in [health.damage] if one),
        *((False, sentence(one, language)) for one in [health.embedder_fault] if one),
        (health.index_fault is None, _index(health, language)),
        (True, say("health.home", language, folder=health.home)),
    ]


def _model(health: Health, language: Language) -> str:
    if not health.answering_model_loaded and not health.answering_model_ready:
        return sentence(ModelMissing(model=health.answering_model), language)
    state = say("model.loaded" if health.answering_model_loaded else "model.here", language)
    return say("health.answering", language, model=health.answering_model, state=state)


def _stored(health: Health, language: Language) -> str:
    articles, passages = counted("articles", health.articles, language), counted("passages", health.passages, language)
    sizes = {"size": sized(health.size_bytes, language), "free": sized(health.free_bytes, language)}
    return f"{articles}, {passages}, {say('health.size', language, **sizes)}"


def _waiting(health: Health, language: Language) -> str:
    if not health.passages_waiting:
        return say("health.well", language)
    return say("health.waiting", language, passages=counted("passages", health.passages_waiting, language))


def _index(health: Health, language: Language) -> str:
    if health.index_fault is None:
        return say(f"index.{health.index}", language)
    return sentence(health.index_fault, language)
