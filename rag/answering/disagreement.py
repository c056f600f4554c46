"""Do the sources disagree? Another article's figure for what a claim counts, found in the nearest passages.

Two figures are held to be of the same thing when they have the same unit and size, and stand in sentences that answer
the question about equally well.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.terms import TermWeights
from rag.checking import facts
from rag.checking.figures import Figure, differ, figures
from rag.library.stems import content_stems
from rag.records import Claim, Evidence, Language

_AS_CLOSE = 0.75
"""The least share of the cited sentence's fit to the question that the other sentence must have."""

_ABOUT_IT = 0.25
"""The least share of the question that the other sentence must hold by itself."""


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
