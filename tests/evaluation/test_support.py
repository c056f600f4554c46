"""The support check, measured: sentences of the sample newsstand made true and false by rule."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from rag.evaluation.alterations import Case, cases
from rag.evaluation.support import KINDS, measure_support, misjudged
from rag.records import Article
from rag.settings import PROJECT
from rag.sources.read import read

SAMPLES = PROJECT / "samples"


@cache
def articles() -> tuple[Article, ...]:
    """Every other one: enough for the bounds, half the time."""
    return tuple(item for item in read(str(SAMPLES), "fr") if isinstance(item, Article))[::2]


@cache
def by_kind() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for article in articles():
        for case in cases(article):
            found[case.kind].append(case)
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "true"])
def test_what_was_altered_is_detected(kind: str) -> None:
    wrong = [case for case in by_kind()[kind] if misjudged(case)]
    assert len(by_kind()[kind]) >= 15
    assert len(wrong) <= 0.05 * len(by_kind()[kind]), "\n".join(f"{one.claim} ← {one.span.text}" for one in wrong)


def test_what_is_true_passes() -> None:
    wrong = [case for case in by_kind()["true"] if misjudged(case)]
    assert len(by_kind()["true"]) >= 150
    assert len(wrong) <= 0.05 * len(by_kind()["true"]), "\n".join(f"{one.claim} ← {one.span.text}" for one in wrong)


def test_an_altered_claim_differs_from_its_sentence_and_a_sentence_is_its_own_claim() -> None:
    for kind, found in by_kind().items():
        for case in found:
            assert (case.claim == case.span.text) == (case.rule == "verbatim")
            assert kind == "true" or case.claim != case.span.text
            assert case.article.text[case.span.start : case.span.end] == case.span.text


def test_the_same_articles_give_the_same_claims() -> None:
    first = articles()[0]
    assert list(cases(first)) == list(cases(first))


def test_the_measure_counts_each_kind() -> None:
    table = measure_support(articles()[:2])
    assert table["true"].cases > 0
    assert all(0 <= one.flagged <= one.cases for one in table.values())
    assert set(table) <= set(KINDS)
