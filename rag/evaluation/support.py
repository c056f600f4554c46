"""How well the support check tells true claims from false ones, on sentences altered by rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.checking.verify import unsupported_reasons
from rag.evaluation.alterations import Case, cases
from rag.records import Article, Citation

KINDS = ("true", "number", "name", "date", "negation", "contrary", "quotation")
"""True claims, then what is false in the others."""


@dataclass(frozen=True)
class Flagged:
    """Of `cases` claims of one kind, how many the check marks as unsupported."""

    cases: int
    flagged: int

    @property
    def share(self) -> float:
        return self.flagged / self.cases


def measure_support(articles: Iterable[Article]) -> dict[str, Flagged]:
    """For each kind that `articles` can make: the share to be low for "true" (false alarms), high for the others."""
    counts = {kind: [0, 0] for kind in KINDS}
    for article in articles:
        for case in cases(article):
            counts[case.kind][0] += 1
            counts[case.kind][1] += misjudged(case) == (case.kind == "true")
    return {kind: Flagged(*count) for kind, count in counts.items() if count[0]}


def misjudged(case: Case) -> bool:
    """Whether the check calls a true claim unsupported, or a false one supported."""
    citation = Citation(1, case.article, case.span)
    unsupported = bool(unsupported_reasons(case.claim, [citation], case.article.language))
    return unsupported == (case.kind == "true")
