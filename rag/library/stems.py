"""Words made comparable: stems for the search table, and the search expression of a question.

Stems are Snowball's (Porter 2001, "Snowball: A language for stemming algorithms").
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable

import Stemmer

from rag.records import LANGUAGES, Language

_ALGORITHMS = {"fr": "french", "en": "english"}
_WORD = re.compile(r"\w+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)[’'ʼ](?=\w)|[’'ʼ]s\b")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_stemmers = threading.local()  # a Stemmer object may not be used by two threads at once

MOST_WORDS = 200
"""Words of a question that are searched: a page pasted as a question would otherwise be a query of 100 kB."""

_STOP_WORDS = (
    "a à ai aie ait ainsi alors apres après as au aucun aucune aura aurait aussi autre autres aux avait avant avec "
    "avez avoir avons ayant c ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme "
    "comment d dans de des depuis deux dit donc dont du elle elles en encore entre est et étaient était étant été êtes "
    "être eu eux fait faire fut furent grand il ils j je l la là laquelle le lequel les lesquels leur leurs lors lui m "
    "ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi "
    "qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera serait ses si soit son sont sous sur t ta "
    "te tes toi ton tous tout toute toutes tu un une va vers vos votre vous y "
    "about after all also an and any are aren at be because been before being between both but by can could did do "
    "does doing down during each few for from further had has have having he her here hers him his how i if in into is "
    "it its itself just many me more most much my no nor not now of off only or other our out over own said same say "
    "says she should so some such than that the their them then there these they this those through to too under until "
    "up very was we were what when where which while who whom why will with would you your"
)  # fmt: skip

STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words of French and English that say nothing about the subject of a question."""


def folded(text: str) -> str:
    """Lower case without accents or ligatures: "Œuvre d’État" gives "oeuvre d’etat"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return _BEYOND_ASCII.sub(lambda found: "" if unicodedata.combining(found.group()) else found.group(), decomposed)


def words(text: str) -> list[str]:
    """Lower-case words in order, accents kept, elided articles and the English possessive left out."""
    return _WORD.findall(_ELISION.sub(" ", unicodedata.normalize("NFC", text).lower()))


def stem(word: str, language: Language) -> str:
    """The stem of one lower-case word, accents folded.

    Words are stemmed before accents are folded, because Snowball's French rules use them (« mangées »).
    """
    return folded(_stemmer(language).stemWord(word))


def stems(text: str, language: Language) -> str:
    """The stems of all the words of `text`, joined by spaces: what the search table keeps."""
    return " ".join(stem(word, language) for word in words(text))


def content_words(text: str) -> list[str]:
    """The words of `text` that say something, each once; all its words when it has no other than stop words."""
    found = list(dict.fromkeys(words(text)))
    return [word for word in found if word not in STOP_WORDS] or found


def content_stems(text: str, language: Language) -> list[str]:
    """The stems of the words that are not stop words, each once."""
    return list(dict.fromkeys(stem(word, language) for word in words(text) if word not in STOP_WORDS))


def match_query(text: str) -> str:
    """An FTS5 expression that finds passages with any word of `text`, or its stem in either language.

    Every word is quoted, so nothing in `text` acts as search syntax. Empty when `text` has no word.
    """
    kept = content_words(text)[:MOST_WORDS]
    if not kept:
        return ""
    return f"({{title text}} : ({_any_of(kept)})) OR (stems : ({_any_of(_all_stems(kept))}))"


def _all_stems(kept: list[str]) -> list[str]:
    """Stems in both languages, also of the words typed without accents."""
    forms = kept + [folded(word) for word in kept]
    return list(dict.fromkeys(stem(form, language) for language in LANGUAGES for form in forms))


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def _stemmer(language: Language) -> Stemmer.Stemmer:
    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, Stemmer.Stemmer(_ALGORITHMS[language]))
    return getattr(_stemmers, language)
