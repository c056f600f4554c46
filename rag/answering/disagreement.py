"""Do the sources disagree? Another article's figure for what a claim counts, found among the evidence.

Two figures are held to be of the same thing when they have the same unit (« 12 blessés », "14 injured": the word after
the number; or the same currency or percentage, in either language), are of one order of magnitude, and stand in
sentences that answer the question about equally well. Dates, hours and years never disagree: they mostly differ because
they are of different things. Figures of one thing given in two languages with a unit in words are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering import facts
from rag.answering.terms import TermWeights
from rag.library.stems import content_stems, stem
from rag.records import Claim, Evidence, Language

_AS_CLOSE = 0.75
"""The least share of the cited sentence's fit to the question that the other sentence must have."""

_ABOUT_IT = 0.25
"""The least share of the question that the other sentence must hold by itself."""

_MOST_RATIO = 2.5
"""Figures further apart are of different things ("18 million of the 94")."""

_MONEY = {"€": "€", "euro": "€", "euros": "€", "eur": "€", "$": "$", "dollar": "$", "dollars": "$", "£": "£",
          "livres": "£", "pounds": "£", "%": "%", "percent": "%", "pour": "%", "per": "%"}  # fmt: skip
_TIME_WORDS = "h heure heures hour hours minute minutes an ans year years jour jours day days am pm"
_TIMES = frozenset(_TIME_WORDS.split())
_GLUE = frozenset({"d", "de", "des", "du", "of", "the", "l", "people", "personnes"})
_AFTER = re.compile(r"[\s\u00a0\u202f]*([€$£%]|[^\W\d_]+)")


@dataclass(frozen=True)
class _Figure:
    value: float
    unit: str


def other_figures(claim: Claim, evidence: Sequence[Evidence], weights: TermWeights) -> list[Evidence]:
    """The sentences of other articles that give another figure for what `claim` counts: at most one an article."""
    own = [_figures(one.quote, one.article.language) for one in claim.citations]
    told = {value for number in facts.numbers(claim.text, "fr") for value in number.values}
    told |= {value for number in facts.numbers(claim.text, "en") for value in number.values}
    wanted = [figure for figures in own for figure in figures if figure.value in told]
    cited = {citation.article.id for citation in claim.citations}
    fit = max((_fit(one.quote, one.article.language, weights) for one in claim.citations), default=0.0)
    found: dict[str, Evidence] = {}
    for item in evidence:
        near = _fit(item.span.text, item.article.language, weights)
        close = near >= max(_ABOUT_IT, _AS_CLOSE * fit)
        if item.article.id not in cited and close and _differs(wanted, item):
            found.setdefault(item.article.id, item)
    return list(found.values())


def _differs(wanted: Sequence[_Figure], item: Evidence) -> bool:
    """Whether the sentence has another figure of a unit of `wanted`, and not the same one too."""
    theirs = _figures(item.span.text, item.article.language)
    for figure in wanted:
        same_unit = [other.value for other in theirs if other.unit == figure.unit]
        ratios = [max(figure.value, value) / max(min(figure.value, value), 1e-9) for value in same_unit]
        if ratios and 1.0 < min(ratios) <= _MOST_RATIO:
            return True
    return False


def _fit(text: str, language: Language, weights: TermWeights) -> float:
    return weights.coverage(content_stems(text, language))


def _figures(text: str, language: Language) -> list[_Figure]:
    """The numbers of `text` that have a unit to be compared by."""
    found, at = [], 0
    for number in facts.numbers(text, language):
        start = text.find(number.text, at)
        if start < 0:  # written in words: its place, hence its unit, is not known
            continue
        at = start + len(number.text)
        unit = _unit(text, start, at, language)
        found += [_Figure(value, unit) for value in number.values if unit]
    return found


def _unit(text: str, start: int, end: int, language: Language) -> str:
    """What is counted: a sign before or after the number, else the stem of the next word that says something."""
    if text[max(0, start - 1) : start] in _MONEY and start:
        return _MONEY[text[start - 1]]
    for word in _words_after(text, end):
        if word in _MONEY:
            return _MONEY[word]
        if word in _TIMES or facts.dates(f"1 {word}"):
            return ""
        if word not in _GLUE:
            return f"{language}-{stem(word, language)}"
    return ""


def _words_after(text: str, end: int) -> Iterator[str]:
    """The next three words or signs, lower case, up to any other mark."""
    for _ in range(3):
        match = _AFTER.match(text, end)
        if match is None:
            return
        yield match.group(1).lower()
        end = match.end()
        end += text[end : end + 1] in ("’", "'")
