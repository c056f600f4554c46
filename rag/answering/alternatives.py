"""What an answer gives of the kind that is asked for, and what a sentence of another article gives in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rag.answering.asked import Asked
from rag.answering.expected import asks_of_words
from rag.checking import facts
from rag.checking.aliases import COUNTRY_KEYS
from rag.checking.cited import cited_articles, publication_day
from rag.checking.figures import rounded
from rag.checking.moments import Moment, agrees, dated, moments
from rag.checking.named import MISSPELT, holds, proper
from rag.checking.runs import Name, names_in
from rag.library.stems import words
from rag.records import Claim, Evidence, Language

Sort = Literal["figure", "name", "place", "date"]
"""Of what sort an answer is, as the reader is told."""


class Given(Protocol):
    """The one value of an answer that is asked for."""

    @property
    def sort(self) -> Sort: ...

    def instead(self, item: Evidence, whole: bool) -> frozenset[str]:
        """What the sentence, of an article that nowhere has this value, gives of its kind: keys, none for nothing.

        `whole`: the sentence holds nearly all the words of the question.
        """


def given(asked: Asked, claim: Claim) -> Given | None:
    """The value that `claim` gives, when there is exactly one."""
    if asked.kind == "time":
        return _GivenDate.of(asked, claim)
    if asked.kind in ("person", "place", "named"):
        return _GivenName.of(asked, claim)
    return _GivenNumber.of(asked, claim)


# ----------------------------------------------------------------------------- names

_AT = re.compile(
    r"\b(?:à|au|aux|en|dans|près d[eu]|chez|vers|depuis|via|est|était|fut"
    r"|in|at|near|from|to|into|through|was|were|is)\s"
    r"(?:(?:the|la|le|les|its|son|sa|one)\s|l[’'])?(?:[a-zà-ÿ-]+\s){0,2}$",
    re.IGNORECASE,
)
"""Before a place."""

_TITLED = re.compile(r"(?:\b(?:MM?|Mme|Mlle|Mr|Mrs|Ms|Dr)\.?|\b(?:maire|mayor))[ \u00a0]$")
_SPEAKS = re.compile(
    r"\b(?:selon|d[’']après|according|said|says?|told|dit|déclar\w+|indiqu\w+|expliqu\w+|affirm\w+|annonc\w+|précis\w+"
    r"|estim\w+|assur\w+|ajout\w+|add(?:s|ed)|announced|explained|declared)\b",
    re.IGNORECASE,
)
"""Beside who tells it, and hardly is the answer."""

_BESIDE = 25
"""Characters on each side of a name in which such words stand."""


@dataclass(frozen=True)
class _GivenName:
    asked: Asked
    words: tuple[str, ...]

    @property
    def sort(self) -> Sort:
        return "place" if self.asked.kind == "place" else "name"

    @classmethod
    def of(cls, asked: Asked, claim: Claim) -> _GivenName | None:
        added = _added(claim.text, asked, proper(cited_articles(claim.citations)))
        if len(added) > 1:
            added = [one for one in added if _fits(one, claim.text, asked, asked.language)]
        return cls(asked, added[0].words) if len(added) == 1 else None

    def instead(self, item: Evidence, whole: bool) -> frozenset[str]:
        article, text = item.article, item.span.text
        known = facts.name_keys(f"{article.title}\n{article.text}")
        if any(holds(known, word, MISSPELT) for word in self.words):
            return frozenset()
        names = [
            one
            for one in _added(text, self.asked, proper([article]))
            if _is_country(one.words) == _is_country(self.words)
        ]
        fitting = [one for one in names if _fits(one, text, self.asked, article.language)]
        sole = names if whole and len(names) == 1 and self.asked.kind != "person" else []
        return frozenset(facts.name_key(one.words[-1]) for one in fitting or sole)


def _is_country(words: Sequence[str]) -> bool:
    """A town and its country are no two answers to "where"."""
    return any(facts.name_key(word) in COUNTRY_KEYS for word in words)


def _added(text: str, asked: Asked, capitalised: set[str]) -> list[Name]:
    """The names of `text` that the question does not have; of "Orange County" the noun of the question is left out."""
    known = facts.name_keys(asked.question)
    found = []
    for name in names_in(text, capitalised):
        own = tuple(word for word in name.words if not holds(known, word, MISSPELT))
        brought = [word for word in name.words if word not in own]
        if own and all(facts.fold(word) == facts.fold(asked.noun) for word in brought):
            found.append(Name(own, name.start, name.end))
    return found


def _fits(name: Name, text: str, asked: Asked, language: Language) -> bool:
    """Whether the name stands where a person, a place or such a thing would."""
    before, after = text[max(0, name.start - _BESIDE) : name.start], text[name.end : name.end + _BESIDE]
    if asked.kind == "person":
        speaks = not asks_of_words(asked.question) and bool(_SPEAKS.search(before) or _SPEAKS.search(after))
        cried = all(word.isupper() for word in name.words)  # a headline
        return not (speaks or cried) and (len(name.words) > 1 or bool(_TITLED.search(before)))
    if asked.kind == "place":
        return bool(_AT.search(text[: name.start]))
    beside = (*words(before)[-3:], *words(text[name.start : name.end]), *words(after)[:2])
    return any(asked.is_noun(word, language) for word in beside)


# ----------------------------------------------------------------------------- numbers

_YEAR = re.compile(r"(?<![\d.,/-])(1\d{3}|20\d\d)(?![.,/-]?\d)")
_AGED = re.compile(r"\b(?:age of|aged|at|âgée? de|l[’']âge de)\s$", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"\b(?:plus|moins) de\s$|\b(?:environ|près de|autour de|quelque|au moins|jusqu[’']à|about|around|nearly|almost|some"
    r"|over|more than|less than|at least|up to)\s$",
    re.IGNORECASE,
)
_CLOSE = 0.1
"""Share by which a number told roughly may be another's."""


@dataclass(frozen=True)
class _GivenNumber:
    asked: Asked
    number: facts.Number
    rough: bool

    sort: Sort = "figure"

    @classmethod
    def of(cls, asked: Asked, claim: Claim) -> _GivenNumber | None:
        found = _not_asked(facts.numbers(claim.text, asked.language), asked)
        return cls(asked, found[0], _roughly(found[0], claim.text)) if len(found) == 1 else None

    def instead(self, item: Evidence, whole: bool) -> frozenset[str]:
        text, language = item.span.text, item.article.language
        if any(self.number.values & one.values for one in facts.all_numbers(item.article.text, language)):
            return frozenset()
        numbers = _not_asked(facts.numbers(text, language), self.asked)
        fitting = [one for one in numbers if self._is_wanted(one, text, language)]
        others = fitting or (numbers if whole and len(numbers) == 1 else [])
        return frozenset(one.text for one in others if not self._may_be(one, text))

    def _is_wanted(self, number: facts.Number, text: str, language: Language) -> bool:
        """Whether it counts what the question asks for."""
        if number.place is None or (not number.unit and _YEAR.fullmatch(number.text)):
            return False
        start, end = number.place
        if self.asked.kind == "age":
            return number.unit == "year" or bool(_AGED.search(text[:start]))
        if self.asked.kind == "price":
            return number.unit in tuple("€$£¥")
        after = words(text[end : end + 2 * _BESIDE])[:3]
        if self.asked.noun:
            return number.unit == self.number.unit and any(self.asked.is_noun(word, language) for word in after)
        return bool(number.unit) and number.unit == self.number.unit

    def _may_be(self, other: facts.Number, text: str) -> bool:
        """Whether both may be one number, rounded or told roughly."""
        one, two = max(self.number.values), max(other.values)
        rough = self.rough or _roughly(other, text)
        return rounded(one, two) or (rough and abs(one - two) <= _CLOSE * max(abs(one), abs(two)))


def _not_asked(numbers: Sequence[facts.Number], asked: Asked) -> list[facts.Number]:
    brought = facts.numbers(asked.question, asked.language)
    return [one for one in numbers if not any(one.same(other) for other in brought)]


def _roughly(number: facts.Number, text: str) -> bool:
    return number.place is not None and bool(_ROUGHLY.search(text[: number.place[0]]))


# ----------------------------------------------------------------------------- dates


@dataclass(frozen=True)
class _GivenDate:
    asked: Asked
    days: tuple[Moment, ...]
    years: frozenset[str]

    sort: Sort = "date"

    @classmethod
    def of(cls, asked: Asked, claim: Claim) -> _GivenDate | None:
        printed = publication_day(claim.citations[0].article) if claim.citations else None
        brought = moments(asked.question)
        days = [one for one in moments(claim.text) if not any(agrees(other, one) for other in brought)]
        years = set(_YEAR.findall(claim.text)) - set(_YEAR.findall(asked.question))
        return cls(asked, tuple(dated(days, printed)), frozenset(years)) if days or years else None

    def instead(self, item: Evidence, whole: bool) -> frozenset[str]:
        article, text = item.article, item.span.text
        dated_here = moments(text)
        if not (self.days and dated_here):  # of one of both only the year is known
            others = set(_YEAR.findall(text)) - set(_YEAR.findall(self.asked.question))
            same = not self.years.isdisjoint(_YEAR.findall(article.text))
            return frozenset() if same or not self.years else frozenset(others)
        printed = publication_day(article)
        everywhere = dated(moments(f"{article.text}\n{article.title}"), printed)
        if any(agrees(one, other) or agrees(other, one) for one in self.days for other in everywhere):
            return frozenset()
        days = {one for one in dated(dated_here, printed) if any(_comparable(one, day) for day in self.days)}
        return frozenset(f"{one.year or ''}-{one.month}-{one.day}-{one.weekday}" for one in days)


def _comparable(one: Moment, other: Moment) -> bool:
    """Whether both tell a month, or both a day of the week alone."""
    if one.month or other.month:
        return bool(one.month and other.month)
    return one.weekday is not None and other.weekday is not None
