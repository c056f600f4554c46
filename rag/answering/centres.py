"""Where the vectors of each language lie: what is left of a vector without that is what its text says.

The vectors of an embedder lie close together, those of each language around a centre of their own, so that a text is
nearer to any text of its language than to its own translation. The centre is the mean of plain news sentences, or
questions, that say a dozen different things: that of a library would be what its articles are about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import LANGUAGES, Language, Matrix, Vector

_SENTENCES: Mapping[Language, tuple[str, ...]] = {
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

_QUESTIONS: Mapping[Language, tuple[str, ...]] = {
    "fr": (
        "Quel est le prix du nouveau billet ?",
        "Qui a remporté l’élection ?",
        "Quand le pont a-t-il été fermé ?",
        "Combien de personnes ont été blessées ?",
        "Où se tient le festival ?",
        "Pourquoi les agriculteurs manifestent-ils ?",
        "Que propose le ministre ?",
        "Quelle entreprise va supprimer des emplois ?",
        "Comment les enfants sont-ils protégés ?",
        "Contre qui l’équipe a-t-elle joué ?",
        "Quel pays a signé l’accord ?",
        "Depuis quand l’usine est-elle en grève ?",
    ),
    "en": (
        "How much does the new ticket cost?",
        "Who won the election?",
        "When was the bridge closed?",
        "How many people were injured?",
        "Where does the festival take place?",
        "Why are the farmers protesting?",
        "What does the minister propose?",
        "Which company is to cut jobs?",
        "How are the children protected?",
        "Who did the team play against?",
        "Which country signed the agreement?",
        "Since when has the factory been on strike?",
    ),
}

_KEY = "centres"


@dataclass(frozen=True)
class Centres:
    """The mean vector of each language, shape (d,): of the sentences of articles, and of questions."""

    articles: Mapping[Language, Vector]
    questions: Mapping[Language, Vector]


def centres(library: Library, embedder: Embedder) -> Centres:
    """The centres of `embedder`, made once for a library. Raises ModelError."""
    stored = json.loads(library.meta(_KEY) or "{}")
    if stored.get("model") != embedder.model:
        articles = {one: embedder.embed(_SENTENCES[one], "passage").mean(axis=0).tolist() for one in LANGUAGES}
        questions = {one: embedder.embed(_QUESTIONS[one], "query").mean(axis=0).tolist() for one in LANGUAGES}
        stored = {"model": embedder.model, "articles": articles, "questions": questions}
        library.remember(_KEY, json.dumps(stored))
    return Centres(_vectors(stored["articles"]), _vectors(stored["questions"]))


def off_centre(rows: Matrix, centre: Matrix) -> Matrix:
    """`rows` less their centres (one, or one each), of unit length; shape (n, d)."""
    apart = rows - centre
    unit: Matrix = apart / np.maximum(np.linalg.norm(apart, axis=-1, keepdims=True), 1e-9)
    return unit


def _vectors(stored: Mapping[Language, list[float]]) -> dict[Language, Vector]:
    return {language: np.array(stored[language], dtype=np.float32) for language in LANGUAGES}
