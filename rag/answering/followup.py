"""Does a question need the one before it? A cheap test on its words; nothing is asked of the model.

« Et combien ? » and "When was he born?" are understood together with the exchange before them: the search reads both,
the model reads both, and the reader is told. A question that names what it is about stands on its own.
"""

from __future__ import annotations

import re

from rag.checking import facts
from rag.library.stems import STOP_WORDS, words

MOST_WORDS = 12
"""A longer question says what it is about, whatever its pronouns."""

_FEW_WORDS = 1
"""Content words that are not enough to search with: « Et combien de blessés ? » has one."""

_LINKED_WORDS = 4
"""Content words up to which "and" or "et" at the beginning ties a question to the one before."""

_LINK = re.compile(r"^\W*(?:et|mais|alors|and|but|so|what about|how about|qu['’]en est-il)\b", re.IGNORECASE)
_POINTING = (
    "il elle ils elles lui leur leurs eux celui celle ceux celles ça cela ce cet cette ces son sa ses y en dernier "
    "he she it they him her them his hers its their theirs this that these those one ones"
)
_POINTERS = frozenset(_POINTING.split())
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on|ce|y|en|lui|leur)\b", re.IGNORECASE)


def needs_previous(question: str) -> bool:
    """Whether `question` refers to something said before: a short one that links, points or hardly says anything."""
    found = words(question)
    content = [word for word in found if word not in STOP_WORDS]
    if _LINK.match(question) and len(content) <= _LINKED_WORDS:
        return True
    if len(found) > MOST_WORDS or facts.names(question):
        return False
    points = bool(_POINTERS.intersection(found) or _INVERTED.search(question))
    return len(content) <= _FEW_WORDS or (points and not _subject(question))


def _subject(question: str) -> bool:
    """Whether a pronoun only doubles a noun that the question has: « Le maire a-t-il démissionné ? »."""
    inverted = _INVERTED.search(question)
    before = words(question[: inverted.start()]) if inverted else []
    return any(word not in STOP_WORDS for word in before[:-1]) and not _POINTERS.intersection(before)
