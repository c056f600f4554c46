"""Near duplicates: does an article say what a stored one says, an agency dispatch printed with light edits?

Alike texts share keys: their title, their first paragraph, and bands of a min-hash of their three-word sequences
(Broder 1997, "On the resemblance and containment of documents"). Articles that share a key are compared word for word.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rag.library.contradictions import contradict
from rag.library.sentences import split_sentences
from rag.library.stems import folded
from rag.lines.prose import letters
from rag.records import Article, content_id

ALIKE, SAME_HEAD_ALIKE = 0.5, 0.3
"""Least resemblance of two texts, from 0 to 1: by themselves, or under the same title or first paragraph. A re-edited
dispatch has 0.34 and more in a French press corpus, a column that keeps its title less than 0.08."""

HEAD_DAYS = 2
"""Most days between two articles whose title counts: a column keeps its title for years, a dispatch for a day."""

LEAST_WORDS = 40
"""In fewer words, a dispatch and the next one of its kind differ by nothing but what they say."""

BANDS, ROWS = 24, 3
"""Two texts of resemblance r share a band with a chance of 1 - (1 - r³)²⁴: 0.96 for 0.5, 0.0002 for 0.02."""

FULLER_WORDS = 25
"""A sentence of the news. Who reads on for fewer in a reprint would have found them beside the first one."""

TITLE_LETTERS, LEAD_LETTERS = 15, 60
"""A shorter title or first paragraph is a label: "Bloc-notes"."""

_MULTIPLIERS = np.frombuffer(hashlib.shake_256(b"kiosque").digest(8 * BANDS * ROWS), "<u8") | np.uint64(1)
_WORD = re.compile(r"\w+")
_CORRECTION = re.compile(r"\b(?:rectificati|erratum|errata|corrigee?s?\b|correction|corrected|mise au point)")


@lru_cache(maxsize=2)
def keys(article: Article) -> tuple[int, ...]:
    """What an article shares with those it may repeat: 64-bit numbers. None for a text too short to be compared."""
    words = _words(article.text)
    if len(words) < LEAST_WORDS:
        return ()
    head = [_key(part) for part in (_title(article), _lead(article)) if part]
    lowest = (_sequences(words)[:, None] * _MULTIPLIERS >> np.uint64(32)).min(axis=0)
    bands = enumerate(lowest.reshape(BANDS, ROWS).tolist())
    return (*head, *(_key(str(band), *map(str, rows)) for band, rows in bands))


def repeats(article: Article, other: Article) -> bool:
    """Whether both say the same: neither corrects the other, and no sentence of both is contradicted."""
    if article.language != other.language or _is_correction(article) != _is_correction(other):
        return False
    least = SAME_HEAD_ALIKE if _same_head(article, other) else ALIKE
    return _resemblance(article, other) >= least and not contradict(article.text, other.text)


def is_fuller(article: Article, other: Article) -> bool:
    """Whether the one says more than what it repeats, as the article does that follows a first alert."""
    return _own_words(article, other) - _own_words(other, article) >= FULLER_WORDS


def _own_words(article: Article, other: Article) -> int:
    """How many words stand in sentences most of which `other` does not have."""
    theirs = _sequences_of(other.text)
    sentences = [_words(span.text) for span in split_sentences(article.text, article.language)]
    found = [(len(words), _sequences(words).tolist()) for words in sentences if len(words) > 2]
    return sum(count for count, ours in found if 2 * len(theirs.intersection(ours)) < len(ours))


def _resemblance(article: Article, other: Article) -> float:
    """The share of three-word sequences that both texts have (Jaccard index)."""
    ours, theirs = _sequences_of(article.text), _sequences_of(other.text)
    return len(ours & theirs) / max(len(ours | theirs), 1)


def _same_head(article: Article, other: Article) -> bool:
    """Whether title or first paragraph are the same, at about the same time."""
    days = [date.fromisoformat(one.day) for one in (article, other) if one.day]
    if len(days) == 2 and abs((days[0] - days[1]).days) > HEAD_DAYS:
        return False
    return any(part(article) == part(other) != "" for part in (_title, _lead))


def _is_correction(article: Article) -> bool:
    return _CORRECTION.search(folded(article.title)) is not None


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


@lru_cache(maxsize=64)
def _sequences_of(text: str) -> frozenset[int]:
    """Those of a text: a new one is compared with up to twenty, which the next one often meets again."""
    return frozenset(_sequences(_words(text)).tolist())


def _sequences(words: list[str]) -> NDArray[np.uint64]:
    """A number for each different sequence of three words."""
    first = np.array([crc32(word.encode()) for word in words], dtype=np.uint64)
    mixed = (first[:-2] * _MULTIPLIERS[0] + first[1:-1]) * _MULTIPLIERS[1] + first[2:]
    return np.unique(mixed * _MULTIPLIERS[2])


def _title(article: Article) -> str:
    return _long_enough(article.title, TITLE_LETTERS)


def _lead(article: Article) -> str:
    return _long_enough(article.text.strip().partition("\n")[0], LEAD_LETTERS)


def _long_enough(text: str, least: int) -> str:
    found = letters(folded(text))
    return found if len(found) >= least else ""


def _key(*parts: str) -> int:
    return int.from_bytes(bytes.fromhex(content_id(*parts)), signed=True)
