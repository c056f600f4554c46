"""What a search or an answer is worth, question by question, and over a suite with its uncertainty.

A measure is a number for one question; a question without it (an unanswerable one has no right document) is left out
of its mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.checking import facts
from rag.checking.moments import agrees, moments
from rag.evaluation.suites import Asked
from rag.library.stems import folded
from rag.records import OTHER, Answer, Article, Hit, Language
from rag.sources.language import detect

Measures = Mapping[str, float]
Key = Callable[[Article], str]

_ARTICLES = frozenset("le la les l un une des du d the a an".split())
_MARKER = re.compile(r"\s*\[\d+\]")
_RESAMPLES = 1000
_TELLING_WORDS = 5
"""Words from which the language of a text can be told: fewer are often a name or a date."""


@dataclass(frozen=True)
class Estimate:
    """A mean (or median) over `cases` questions and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    cases: int


def measure_search(hits: Sequence[Hit], asked: Asked, key: Key) -> dict[str, float]:
    """Where the right article is among the articles of `hits`; nothing for a question that has none."""
    if not asked.answerable or asked.gold is None:
        return {}
    found = list(dict.fromkeys(key(hit.article) for hit in hits))
    rank = next((place for place, one in enumerate(found, start=1) if one == asked.gold), None)
    return {
        "doc_hit@1": float(rank == 1),
        "doc_hit@5": float(any(key(hit.article) == asked.gold for hit in hits[:5])),
        "doc_mrr@10": 1 / rank if rank else 0.0,
    }


def measure_answer(answer: Answer, asked: Asked, key: Key, foreign: bool = False) -> dict[str, float]:
    """Whether it was right to answer, what the answer holds, and whether its citations are sound.

    `foreign` tells that the known answers are in the other language: their figures and dates are then enough.
    """
    found: dict[str, float] = {}
    if answer.seconds.first_token is not None:
        found["first_word_seconds"] = answer.seconds.first_token
    if not asked.answerable:
        return found | {"abstained": float(not answer.answered)} | _of_answered(answer, asked)
    found["answered"] = float(answer.answered)
    if not asked.answers:
        return found | _of_answered(answer, asked)
    shown = _MARKER.sub("", answer.text) if answer.answered else ""
    contained = bool(shown) and holds(shown, asked, answer.language if foreign else None)
    found |= {"containment": float(contained), "token_f1": _best_f1(shown, asked.answers)}
    return found | _of_answered(answer, asked) | _of_citations(answer, asked, key, contained)


def _of_answered(answer: Answer, asked: Asked) -> dict[str, float]:
    if not answer.answered:
        return {}
    text = _MARKER.sub("", answer.text)
    found = {"claims_supported": _mean([claim.supported for claim in answer.claims])}
    found["unsure_answerable" if asked.answerable else "unsure_unanswerable"] = float(answer.doubtful)
    citations = [citation for claim in answer.claims for citation in claim.citations]
    if citations:
        spans = [(one, one.article.text[one.span.start : one.span.end]) for one in citations]
        found["citation_validity"] = _mean([bool(cut) and cut == one.quote for one, cut in spans])
    if len(text.split()) >= _TELLING_WORDS:
        found["language_fidelity"] = float(detect(text, asked.language) == asked.language)
    return found


def _of_citations(answer: Answer, asked: Asked, key: Key, contained: bool) -> dict[str, float]:
    """Of the articles cited, once each, those that are right; of contained answers, those a cited sentence holds."""
    citations = [citation for claim in answer.claims for citation in claim.citations]
    found: dict[str, float] = {}
    cited = {key(citation.article) for citation in citations}
    if answer.answered and cited and asked.gold is not None:
        found["cited_document_precision"] = _mean([one == asked.gold or one in asked.lenient for one in cited])
    if contained:
        quotes = "\n".join(citation.quote for citation in citations)
        found["citation_answer_recall"] = float(_matching(asked)(answer_in(quotes, one) for one in asked.answers))
    return found


def holds(text: str, asked: Asked, foreign: Language | None = None) -> bool:
    """Whether `text` holds one of the answers, or all of them where they belong together.

    Where the answers are not in the language of `text`, `foreign` is that of `text`.
    """
    found = (answer_in(text, one) or (foreign is not None and _same_facts(text, one, foreign)) for one in asked.answers)
    return _matching(asked)(found)


def _matching(asked: Asked) -> Callable[..., bool]:
    return all if asked.together else any


def answer_in(text: str, answer: str) -> bool:
    """Whether the words of `answer` stand in `text`, whatever its accents, capitals, punctuation and articles."""
    return f" {' '.join(normalised(answer))} " in f" {' '.join(normalised(text))} "


def normalised(text: str) -> list[str]:
    """Words without accents, capitals, punctuation or articles."""
    return [word for word in re.findall(r"[^\W_]+", folded(text)) if word not in _ARTICLES]


def _same_facts(text: str, answer: str, language: Language) -> bool:
    """Whether `text` holds the date, else the figures, of an answer in the other language: "640 farms"."""
    days, said = moments(answer), moments(text)
    if days:
        return all(any(agrees(day, one) for one in said) for day in days)
    wanted = facts.numbers(answer, OTHER[language])
    known = facts.all_numbers(text, language)
    return bool(wanted) and all(any(number.same(one) for one in known) for number in wanted)


def _best_f1(text: str, answers: Sequence[str]) -> float:
    return max((_f1(normalised(text), normalised(answer)) for answer in answers), default=0.0)


def _f1(words: Sequence[str], wanted: Sequence[str]) -> float:
    common = sum((Counter(words) & Counter(wanted)).values())
    return 2 * common / (len(words) + len(wanted)) if common else 0.0


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


# ----------------------------------------------------------------------------- over a suite


def estimates(measured: Sequence[Measures], seed: int = 0) -> dict[str, Estimate]:
    """Each measure over all questions, and the balanced accuracy of answering and abstaining."""
    names = list(dict.fromkeys(name for one in measured for name in one))
    table = np.array([[one.get(name, np.nan) for name in names] for one in measured]).reshape(len(measured), len(names))
    draws = np.random.default_rng(seed).integers(0, len(measured), (_RESAMPLES, len(measured))) if measured else None
    found = {}
    for place, name in enumerate(names):
        column = table[:, place : place + 1]
        found[name] = _estimate(column, draws, np.nanmedian if name.endswith("_seconds") else np.nanmean)
    if "answered" in found and "abstained" in found:
        both = table[:, [names.index("answered"), names.index("abstained")]]
        found["balanced_accuracy"] = _estimate(both, draws, _mean_of_means)
    return found


def _mean_of_means(rows: NDArray[np.float64]) -> float:
    return float(np.mean([np.nanmean(rows[:, 0]), np.nanmean(rows[:, 1])]))


def _estimate(
    rows: NDArray[np.float64], draws: NDArray[np.int64] | None, statistic: Callable[[NDArray[np.float64]], float]
) -> Estimate:
    known = ~np.isnan(rows)
    resampled = [
        float(statistic(rows[draw]))
        for draw in ([] if draws is None else draws)
        if known[draw].any(axis=0).all()  # a resample without a case says nothing
    ]
    low, high = np.percentile(resampled, [2.5, 97.5]) if resampled else (np.nan, np.nan)
    return Estimate(float(statistic(rows)), float(low), float(high), int(known.any(axis=1).sum()))
