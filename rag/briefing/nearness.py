"""How near two articles are, whatever their languages: the cosine of their vectors, less the centre of their language.

The vectors of an embedder lie close together, those of each language around a centre of their own. Taking the centre
away leaves what an article says. A small library has no centre to speak of: plain news sentences stand in for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import LANGUAGES, Article, Language, Matrix, Vector

_PLAIN: Mapping[Language, tuple[str, ...]] = {
    "fr": (
        "Le gouvernement a présenté mercredi son projet de budget à l’Assemblée.",
        "L’équipe locale s’est imposée deux buts à un devant son public.",
        "Un incendie a détruit une maison dans la nuit ; personne n’a été blessé.",
        "La météo annonce de la pluie et du vent sur tout le littoral.",
        "Le tribunal a condamné le prévenu à six mois de prison avec sursis.",
        "L’entreprise va supprimer des emplois dans son usine de la région.",
        "Le festival de musique s’ouvre vendredi dans le centre de la ville.",
        "Des chercheurs ont publié une étude sur la santé des enfants.",
        "Les négociations de paix reprennent entre les deux pays voisins.",
        "Le conseil municipal a voté les travaux de la nouvelle école.",
        "Les agriculteurs dénoncent la baisse des prix de la viande.",
        "Le nouveau téléphone sera vendu dans les magasins au printemps.",
    ),
    "en": (
        "The government presented its draft budget to parliament on Wednesday.",
        "The home side won by two goals to one in front of their own crowd.",
        "A fire destroyed a house overnight; nobody was hurt.",
        "Forecasters expect rain and wind all along the coast.",
        "The court gave the defendant a suspended sentence of six months.",
        "The company is to cut jobs at its factory in the region.",
        "The music festival opens in the town centre on Friday.",
        "Researchers have published a study of children’s health.",
        "Peace talks are to resume between the two neighbouring countries.",
        "The town council voted for the building of the new school.",
        "Farmers are protesting at the falling price of meat.",
        "The new telephone will be in the shops in spring.",
    ),
}
"""A dozen subjects, the same in both languages."""

_PLAIN_WEIGHT = 5
"""Articles that the plain sentences count for: without them, the stories of libraries of one to five sample stories
were found with a B-cubed F1 of 0.82; with 5, 0.997; with 20 or more the whole newsstand suffered."""

_DAY_COST, _FREE_DAYS, _MOST_COST = 0.005, 3, 0.15
"""What each day between two articles takes from their similarity, after the first days: columns come back, events do
not."""


@dataclass(frozen=True)
class Nearness:
    """Articles as points: `vectors` has shape (n, d), unit length or zero; `days` are ordinals, 0 where unknown."""

    vectors: Matrix
    days: NDArray[np.int64]

    def of(self, numbers: NDArray[np.int64]) -> Nearness:
        """Some of the points."""
        return Nearness(self.vectors[numbers], self.days[numbers])

    def similarities(self, some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float32]:
        """Shape (n, m), in [-1, 1]: by content, less what the days between them cost."""
        content: NDArray[np.float32] = self.vectors[some] @ self.vectors[others].T
        first, second = self.days[some][:, None], self.days[others][None, :]
        apart = np.where((first > 0) & (second > 0), np.abs(first - second), 0) - _FREE_DAYS
        return content - np.clip(apart * _DAY_COST, 0, _MOST_COST).astype(np.float32)


def nearness(articles: Sequence[Article], library: Library, embedder: Embedder) -> Nearness:
    """The points of `articles`; a reprint stands where its original does. Raises LibraryError, ModelError."""
    known, reprints = library.article_vectors(), library.reprints()
    nowhere = np.zeros(library.dimensions, dtype=np.float32)
    rows = [known.get(reprints.get(one.id, one.id), nowhere) for one in articles]
    vectors = np.array(rows, dtype=np.float32).reshape(len(rows), len(nowhere))
    centres = plain_centres(library, embedder)
    for language in LANGUAGES:
        own = np.array([one.language == language for one in articles], dtype=bool) & vectors.any(axis=1)
        centre = (vectors[own].sum(axis=0) + _PLAIN_WEIGHT * centres[language]) / (own.sum() + _PLAIN_WEIGHT)
        vectors[own] -= centre
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return Nearness(vectors / np.maximum(lengths, 1e-9), np.array([ordinal(one.published) for one in articles]))


def ordinal(published: str | None) -> int:
    """The day of an ISO date as a number; 0 when there is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return 0


def plain_centres(library: Library, embedder: Embedder) -> dict[Language, Vector]:
    """The mean vector of the plain sentences of each language, embedded once for a library and its embedder."""
    stored = json.loads(library.meta("plain_centres") or "{}")
    if stored.get("model") != embedder.model:
        means = {language: embedder.embed(texts, "passage").mean(axis=0).tolist() for language, texts in _PLAIN.items()}
        stored = {"model": embedder.model, **means}
        library.set_meta([("plain_centres", json.dumps(stored))])
    return {language: np.array(stored[language], dtype=np.float32) for language in LANGUAGES}
