"""A small invented library that tests question: real SQLite, real index, an embedder that counts words."""

from __future__ import annotations

from pathlib import Path

from fakes import FakeEmbedder

from rag.intake.ingest import ingest
from rag.library.index import LibraryIndex
from rag.library.store import Library
from rag.records import Article, Item
from rag.settings import Settings

BRIDGE = Article(
    title="Le pont de Valmorel fermé après la crue",
    text=(
        "Le pont de Valmorel a été fermé mardi après la crue de la Lisse. Selon la préfète, Maëlle Kerouédan, "
        "12\u202f500 habitants sont privés de passage.\n\n« Nous ne rouvrirons pas avant lundi », a-t-elle dit. "
        "Les travaux coûteront 1,2 million d’euros."
    ),
    language="fr",
    published="2026-10-14",
    source="Le Courrier des Deux-Rives",
    ref="bridge",
)
CHEESE = Article(
    title="Kelsby cheese fair draws a record crowd",
    text=(
        "The Kelsby cheese fair drew 8,400 visitors on Saturday, organisers said. “We ran out of goat’s cheese at "
        "noon,” said Dr. Ida Thornbury. The fair returns in May."
    ),
    language="en",
    published="2026-10-12",
    source="The Kelsby Dispatch",
    ref="cheese",
)


def stocked(home: Path, *items: Item) -> tuple[Library, LibraryIndex, FakeEmbedder]:
    """A library in `home` with `items` (else both articles), embedded and indexed. Close index, then library."""
    library, embedder = Library(home), FakeEmbedder()
    index = LibraryIndex(library)
    list(ingest(items or (BRIDGE, CHEESE), library, embedder, index, Settings(home=home)))
    return library, index, embedder
