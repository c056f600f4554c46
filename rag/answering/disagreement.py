"""Do the sources disagree? Another article's figure for what a claim counts, or its answer to the very question.

Two figures are held to be of the same thing when they have the same unit and size, and stand in sentences that answer
the question about equally well. What the question asks for (a name, a place, a date, a number) is compared whatever its
size, with sentences that hold the names and most other words of the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from rag.answering.alternatives import Sort, given
from rag.answering.asked import asked
from rag.answering.terms import TermWeights
from rag.checking import facts
from rag.checking.figures import Figure, differ, figures
from rag.checking.named import MISSPELT, holds
from rag.library.stems import content_stems, stem, words
from rag.records import LANGUAGES, Citation, Claim, Evidence, Language, Query

_AS_CLOSE = 0.75
"""The least share of the cited sentence's fit to the question that the other sentence must have."""

_ABOUT_IT = 0.25
"""The least share of the question that the other sentence must hold by itself."""


_ASKED_TOO = 0.55
"""The least share of the question that a sentence which answers it must hold, where it is not compared by units."""

_HALF_AS_CLOSE = 0.6
"""The least share of the cited sentence's fit, likewise: another outlet tells it in other words."""

_RELATION = 0.45
"""The least share of the question's words that are no names: what it asks about them."""

_WITH_THE_ONE_BEFORE = 0.85
"""What the words count that stand in the sentence before: it says whom "it" means."""

_OF_TIMES = frozenset("an année date jour mois year day month".split())
"""Words of a question that only tell that it asks when: « née en 1986 » has no « année de naissance »."""

_WHOLE = 0.95
"""The share of the question that a sentence holds which tells of nothing else: its one name or number is the answer."""


@dataclass(frozen=True)
class Other:
    """A sentence of another article that answers otherwise, and in what."""

    item: Evidence
    sort: Sort


@dataclass(frozen=True)
class _Near:
    """A sentence that tells of what is asked, and the share of the question that it holds."""

    item: Evidence
    fit: float


def other_answers(
    query: Query, claims: Sequence[Claim], sentences: Sequence[Evidence], weights: TermWeights
) -> list[Other]:
    """The sentences that answer the question otherwise than `claims`, one for each other answer.

    They are of articles that nowhere have what the claims give. One that is cited beside another may be among them,
    not one that a claim is taken from alone.
    """
    wanted = asked(query.text, query.language) if query.previous is None else None
    citations = [one for claim in claims for one in claim.citations]
    if wanted is None or not citations:
        return []
    values = (given(wanted, claim) for claim in claims if claim.supported)
    value = next((one for one in values if one), None)
    if value is None:
        return []
    told = {one.article.id for claim in claims for one in claim.citations if _only_source(claim)}
    found: dict[str, Other] = {}
    for near in sorted(_on_it(query, citations, sentences, weights), key=lambda one: -one.fit):
        item = near.item
        others = frozenset() if item.article.id in told else value.instead(item, near.fit >= _WHOLE)
        if others and found.keys().isdisjoint(others):
            found |= dict.fromkeys(others, Other(item, value.sort))
    return list(dict.fromkeys(found.values()))


def _only_source(claim: Claim) -> bool:
    return len({one.article.id for one in claim.citations}) == 1


def _on_it(
    query: Query, citations: Sequence[Citation], sentences: Sequence[Evidence], weights: TermWeights
) -> Iterator[_Near]:
    """The sentences that tell of what `query` asks, by its names and its other words."""
    names = facts.names(query.text, opening=True)
    named = {stem(word, language) for name in names for word in words(name) for language in LANGUAGES}
    weights = _without({stem(word, language) for word in _OF_TIMES for language in LANGUAGES}, weights)
    relation = _without(named, weights)
    own = max(_fit(one.quote, one.article.language, weights) for one in citations)
    for item, before in _with_the_one_before(sentences):
        language, both = item.article.language, f"{before} {item.span.text}"
        fit = max(_fit(item.span.text, language, weights), _WITH_THE_ONE_BEFORE * _fit(both, language, weights))
        if fit < max(_ASKED_TOO, _HALF_AS_CLOSE * own):
            continue
        known = facts.name_keys(f"{both} {item.article.title}")
        related = not names or _fit(both, language, relation) >= _RELATION
        if related and all(holds(known, name, MISSPELT) for name in names):
            yield _Near(item, fit)


def _without(stems: Set[str], weights: TermWeights) -> TermWeights:
    return TermWeights(tuple(term for term in weights.terms if term.stems.isdisjoint(stems)))


def _with_the_one_before(sentences: Sequence[Evidence]) -> Iterator[tuple[Evidence, str]]:
    """Each sentence with the text of the one that it follows; "" where it follows none."""
    for before, item in pairwise([None, *sentences]):
        between = "-" if before is None or item is None else item.article.text[before.span.end : item.span.start]
        if item:
            follows = before is not None and before.article.id == item.article.id and between.isspace()
            yield item, before.span.text if before and follows else ""


def other_figures(claim: Claim, sentences: Sequence[Evidence], weights: TermWeights) -> list[Evidence]:
    """The sentences of other articles that give another figure for what `claim` counts: at most one an article."""
    told = _values(claim.text, "fr") | _values(claim.text, "en")
    own = [figure for one in claim.citations for figure in figures(one.quote, one.article.language)]
    wanted = [figure for figure in own if figure.values & told]
    cited = {citation.article.id for citation in claim.citations}
    fit = max((_fit(one.quote, one.article.language, weights) for one in claim.citations), default=0.0)
    found: dict[str, Evidence] = {}
    for item in sentences:
        near = _fit(item.span.text, item.article.language, weights)
        close = near >= max(_ABOUT_IT, _AS_CLOSE * fit)
        if item.article.id not in cited and close and _differs(wanted, item):
            found.setdefault(item.article.id, item)
    return list(found.values())


def _differs(wanted: Sequence[Figure], item: Evidence) -> bool:
    """Whether the sentence gives another figure for one of `wanted`, and nowhere the same."""
    theirs = list(figures(item.span.text, item.article.language))
    given = {(other.unit, value) for other in theirs for value in other.values}
    missing = [figure for figure in wanted if not any((figure.unit, value) in given for value in figure.values)]
    return any(differ(figure, other) for figure in missing for other in theirs)


def _values(text: str, language: Language) -> set[float]:
    return {value for number in facts.numbers(text, language) for value in number.values}


def _fit(text: str, language: Language, weights: TermWeights) -> float:
    return weights.coverage(content_stems(text, language))
