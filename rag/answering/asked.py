"""What one thing a question asks for: a person, a place, a named thing, a number, a price, an age or a date.

Wider than `expected`, which tells only what an answer can be refused for: here a kind is a way to compare two answers.
Questions for several things, for what somebody is, or for a yes or no have none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.answering.expected import Kind, asks_yes_or_no, expected
from rag.library.stems import stem
from rag.records import Language

Wanted = Literal["person", "place", "named", "quantity", "price", "age", "time"]

_WANTED: Mapping[Kind | None, Wanted] = {
    "name": "named", "quantity": "quantity", "price": "price", "age": "age", "time": "time", "place": "place",
}  # fmt: skip
"""A country is told with its noun, further down."""

_SEVERAL_OR_WHAT = re.compile(
    r"^(?:qui (?:sont|étaient|furent)|who (?:are|were))\b"
    r"|^(?:qui (?:est|était|fut)|who(?: is|[’']s| was)) (?-i:[A-ZÀ-Þ])",
    re.IGNORECASE,
)
"""« Qui sont les fondateurs », and « Qui est Loïc Prigent ? », which asks for no name."""

_PERSON = re.compile(
    r"^(?:\w+ )?(?:qui|who|whom|whose)\b|, (?:qui|who)\b|\b(?:à|de|par|avec|contre|pour|chez) qui\b"
    r"|\b(?:by|to|with|against|for) whom?\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^jusqu[’']où\b|^\w+ where\b|, où\b|\bwhere ?\?", re.IGNORECASE)
"""« Jusqu’où », "In 2026, where": beside what `expected` knows, less surely asked for."""

_NAMED = re.compile(
    r"\b(?:quel(?:le)?|what|which)\s+(?:(?:est|était|fut|is|was)\s+(?:(?:le|la|the)\s+|l[’']))?([^\W\d_]{3,})",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:combien d(?:e |[’'])|how many |"
    r"(?:nombre|number) (?:of (?:the )?|de la |de l[’']|d(?:e |es |[’'])))([^\W\d_]{3,})",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    "acteur actrice auteur autrice capitaine chanteur chanteuse directeur directrice dirigeant dirigeante écrivain "
    "écrivaine entraîneur entraîneuse femme homme joueur joueuse maire ministre peintre préfet préfète président "
    "présidente procureur procureure réalisateur réalisatrice reine roi actor actress author captain coach director "
    "king leader man mayor minister painter player president prosecutor queen singer woman writer".split()
)
"""« Quelle ministre » asks for a person."""


@dataclass(frozen=True)
class Asked:
    """`noun` is what is counted ("how many jobs"), or of what kind the named thing is ("which county"), or empty."""

    question: str
    language: Language
    kind: Wanted
    noun: str = ""

    def is_noun(self, word: str, language: Language) -> bool:
        """Whether `word`, of a text in `language`, is the noun in some form."""
        return bool(self.noun) and stem(word.lower(), language) == stem(self.noun.lower(), language)


def asked(question: str, language: Language) -> Asked | None:
    """What `question` asks for; None where two answers could not be compared."""
    if wanted := _WANTED.get(expected(question)):
        counted = _COUNTED.search(question)
        return Asked(question, language, wanted, counted.group(1) if counted else "")
    if asks_yes_or_no(question) or _SEVERAL_OR_WHAT.search(question):
        return None
    if _PERSON.search(question):
        return Asked(question, language, "person")
    if _PLACE.search(question):
        return Asked(question, language, "place")
    named = _NAMED.search(question)
    if named is None:
        return None
    noun = named.group(1)
    return Asked(question, language, "person" if noun.lower() in _PEOPLE else "named", noun)
