"""Near duplicates: does an article say what a stored one says, an agency dispatch printed with light edits?

Alike texts share keys: their title, their first paragraph, and bands of a min-hash of their three-word sequences
(Broder 1997, "On the resemblance and containment of documents"). Articles that share a key are compared word for word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import groupby
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rag.library.stems import folded
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

CONTEXT_WORDS = 4
"""Equal words on both sides that make two sentences the same one, told with another number. With 3, figures of the
day in a re-edited dispatch ("3,310 in 24 hours") count as well."""

TITLE_LETTERS, LEAD_LETTERS = 15, 60
"""A shorter title or first paragraph is a label: "Bloc-notes"."""

_MULTIPLIERS = np.frombuffer(hashlib.shake_256(b"kiosque").digest(8 * BANDS * ROWS), "<u8") | np.uint64(1)
_VALUE = "0"
_WORD = re.compile(r"\w+")
_STARTS = re.compile(r"^$|[.!?…:«“\"\n][\s\u00a0\u202f]*$|[-–—] $")
_DIGIT = re.compile(r"\d")
_NUMBERS_IN_WORDS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
    "cinquante soixante cent cents mille million millions milliard milliards premier premiere second seconde dernier "
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand billion first second third "
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "january february march april may june july august september october november december"
)
_NUMBER_WORDS = frozenset(_NUMBERS_IN_WORDS.split())
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
    """Whether both say the same: neither corrects the other, and no sentence of both tells another number or name."""
    if article.language != other.language or _is_correction(article) != _is_correction(other):
        return False
    same_head = _same_head(article, other)
    if _resemblance(article, other) < (SAME_HEAD_ALIKE if same_head else ALIKE):
        return False
    values = (_numbers,) if same_head else (_numbers, _names)
    return not any(_contradict(_in_context(article.text, kind), _in_context(other.text, kind)) for kind in values)


def _resemblance(article: Article, other: Article) -> float:
    """The share of three-word sequences that both texts have (Jaccard index)."""
    ours, theirs = (set(_sequences(_words(one.text)).tolist()) for one in (article, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)


def _same_head(article: Article, other: Article) -> bool:
    """Whether title or first paragraph are the same, at about the same time."""
    days = [date.fromisoformat(one.published[:10]) for one in (article, other) if one.published]
    if len(days) == 2 and abs((days[0] - days[1]).days) > HEAD_DAYS:
        return False
    return any(part(article) == part(other) != "" for part in (_title, _lead))


def _contradict(ours: dict[str, set[str]], theirs: dict[str, set[str]]) -> bool:
    """Whether the same words stand around other values."""
    return any(ours[context].isdisjoint(theirs[context]) for context in ours.keys() & theirs.keys())


def _in_context(text: str, values: Callable[[list[re.Match[str]], list[str]], list[bool]]) -> dict[str, set[str]]:
    """The values of `text` (numbers or names) by the words around them: "la ville … euros pour" → {"12 400"}."""
    found = list(_WORD.finditer(text))
    plain = folded("\n".join(word.group() for word in found)).split("\n")
    words, told = list[str](), list[str]()
    for is_value, run in groupby(zip(values(found, plain), plain, strict=True), lambda pair: pair[0]):
        several = [word for _, word in run]
        words += [_VALUE] if is_value else several
        told += [" ".join(several)] if is_value else [""] * len(several)
    contexts: dict[str, set[str]] = {}
    for place in range(CONTEXT_WORDS, len(words) - CONTEXT_WORDS):
        if told[place]:
            context = " ".join(words[place - CONTEXT_WORDS : place + CONTEXT_WORDS + 1])
            contexts.setdefault(context, set()).add(told[place])
    return contexts


def _numbers(_found: list[re.Match[str]], plain: list[str]) -> list[bool]:
    return [word in _NUMBER_WORDS or _DIGIT.search(word) is not None for word in plain]


def _names(found: list[re.Match[str]], _plain: list[str]) -> list[bool]:
    """Which words have a capital that is not the one of a sentence."""
    starts = (_STARTS.search(word.string[max(word.start() - 3, 0) : word.start()]) for word in found)
    return [word.group()[0].isupper() and not start for word, start in zip(found, starts, strict=True)]


def _is_correction(article: Article) -> bool:
    return _CORRECTION.search(folded(article.title)) is not None


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _sequences(words: list[str]) -> NDArray[np.uint64]:
    """A number for each different sequence of three words."""
    first = np.array([crc32(word.encode()) for word in words], dtype=np.uint64)
    mixed = (first[:-2] * _MULTIPLIERS[0] + first[1:-1]) * _MULTIPLIERS[1] + first[2:]
    return np.unique(mixed * _MULTIPLIERS[2])


def _title(article: Article) -> str:
    return _letters(article.title, TITLE_LETTERS)


def _lead(article: Article) -> str:
    return _letters(article.text.strip().partition("\n")[0], LEAD_LETTERS)


def _letters(text: str, least: int) -> str:
    letters = "".join(filter(str.isalnum, folded(text)))
    return letters if len(letters) >= least else ""


def _key(*parts: str) -> int:
    return int.from_bytes(bytes.fromhex(content_id(*parts)), signed=True)
