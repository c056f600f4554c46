"""The numbers, times of day and dates of a claim that its cited sentences do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from rag.checking import facts
from rag.checking.cited import cited_articles, publication_day
from rag.checking.clock import Time, times
from rag.checking.figures import Figure, figures
from rag.checking.moments import Moment, agrees, dated, moments, years_meant
from rag.records import Article, Citation, Language


def missing_amounts(
    claim: str, citations: Sequence[Citation], language: Language, question: str
) -> Iterator[tuple[str, str]]:
    """Each number, time and date of `claim` that is not theirs, with the kind of reason it is.

    A number that the question had brought may stand elsewhere in a cited article, unless a cited sentence counts the
    same thing otherwise.
    """
    dates, clock = moments(claim), times(claim)
    yield from (("date", claim[one.start : one.end]) for one in _missing_dates(claim, dates, citations, question))
    known = [time for one in citations for time in times(one.quote, lasting=True)]
    for time in clock:
        if not any(time.same(one) for one in known):
            yield "hour", claim[time.start : time.end]
    rest = _without(claim, [*dates, *clock])
    yield from (("number", one.text) for one in _missing_numbers(rest, citations, language, question))
    yield from (("counted", claim[one.start : one.end]) for one in _counted_as_others(claim, citations, language))


def _missing_numbers(
    claim: str, citations: Sequence[Citation], language: Language, question: str
) -> Iterator[facts.Number]:
    known = [number for one in citations for number in facts.all_numbers(one.quote, one.article.language)]
    known += [_hour(time) for one in citations for time in times(one.quote)]
    years = _years(citations)
    for number in facts.numbers(claim, language):
        stated = any(number.same(one) for one in known) or bool(number.values & years)
        brought = any(number.same(one) for one in facts.numbers(question, language))
        if not stated and not (brought and _lent(number, claim, citations, language)):
            yield number


def _lent(number: facts.Number, claim: str, citations: Sequence[Citation], language: Language) -> bool:
    """Whether a cited article has `number`, and no cited sentence another one for what `claim` counts with it."""
    whole = (facts.all_numbers(f"{one.title}\n{one.text}", one.language) for one in cited_articles(citations))
    held = any(number.same(one) for found in whole for one in found)
    return held and not _counted_otherwise(number, claim, citations, language)


def _counted_as_others(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[Figure]:
    """Figures of the claim that count the dead where every such figure of the cited sentences counts the injured."""
    theirs = [one for citation in citations for one in figures(citation.quote, citation.article.language)]
    for ours in figures(claim, language):
        same = [one for one in theirs if ours.values & one.values]
        if ours.toll and same and all(one.toll and one.unit != ours.unit for one in same):
            yield ours


def _hour(time: Time) -> facts.Number:
    """« 14 heures » for "2 p.m.", where it is not sure that the claim tells a time of day."""
    return facts.Number("", frozenset(float(minutes // 60) for minutes in time.minutes))


def _counted_otherwise(number: facts.Number, claim: str, citations: Sequence[Citation], language: Language) -> bool:
    """Whether what `number` counts in `claim` is another number in a cited sentence."""
    ours = [one for one in figures(claim, language) if number.place and one.start <= number.place[0] < one.end]
    theirs = [one for citation in citations for one in figures(citation.quote, citation.article.language)]
    return any(one.unit == other.unit and not one.values & other.values for one in ours for other in theirs)


def _years(citations: Sequence[Citation]) -> set[float]:
    """The years that cited sentences without any of their own mean: that of publication, the one before for "last"."""
    named = any(re.search(r"\b(?:1\d|20)\d\d\b", citation.quote) for citation in citations)
    published = [(one.quote, day) for one in citations if (day := publication_day(one.article))]
    return set() if named else {float(year) for quote, day in published for year in years_meant(quote, day)}


def _without(text: str, found: Sequence[Moment | Time]) -> str:
    """`text` with its dates and times blanked: their figures are not numbers of something."""
    for one in found:
        text = text[: one.start] + "\n" * (one.end - one.start) + text[one.end :]
    return text


def _missing_dates(
    claim: str, claimed: Sequence[Moment], citations: Sequence[Citation], question: str
) -> Iterator[Moment]:
    """Dates of the claim that no cited sentence has. A day of the question may be the one its article was printed."""
    known = list(chain.from_iterable(_known_dates(citation) for citation in citations))
    asked, printed = moments(question), [_printed(one) for one in cited_articles(citations)]
    known += [day for day in printed if day and any(agrees(one, day) for one in asked)]
    plain = facts.fold(" ".join(f"{citation.quote} {citation.article.title}" for citation in citations))
    for one in claimed:
        written = re.escape(facts.fold(claim[one.start : one.end]))
        if not any(agrees(one, moment) for moment in known) and not re.search(rf"(?<!\w){written}(?!\w)", plain):
            yield one


def _known_dates(citation: Citation) -> list[Moment]:
    """The dates of the cited sentence and title; the day of publication where they tell no other time."""
    published = publication_day(citation.article)
    found = moments(f"{citation.quote} {citation.article.title}")
    if found or published is None:
        return dated(found, published)
    printed = _printed(citation.article)
    return [printed] if printed and _is_now(citation.quote, published) else []


def _printed(article: Article) -> Moment | None:
    """The day of publication, where it is known."""
    day = publication_day(article)
    return Moment(0, 0, day.day, day.month, day.year) if day else None


def _is_now(text: str, published: date) -> bool:
    return years_meant(text, published) == {published.year}
