"""Does the cited sentence hold what the claim says? A number, date, name or quotation that is not there is named.

The checks are lexical and strict in one direction: what passes has every checkable fact of the claim in the cited
sentences; what fails is shown to the reader with the reason, not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from rag.answering import facts
from rag.answering.wording import reason
from rag.records import Article, Citation, Language


def unsupported_reasons(
    claim: str, citations: Sequence[Citation], language: Language, question: str = ""
) -> tuple[str, ...]:
    """Why the cited sentences do not support `claim`, as sentences in `language`; empty when nothing is missing.

    Numbers and quotations must stand in the cited sentences, names there or in the title of the article. A name that
    the question had brought must at least stand somewhere in the article that the rest of the claim comes from.
    """
    if not citations:
        return (reason("no_source", language),)
    missing = [
        *(("number", value) for value in _missing_numbers(claim, citations, language)),
        *(("date", value) for value in _missing_dates(claim, citations)),
        *(("name", value) for value in _missing_names(claim, citations, question)),
        *(("quotation", value) for value in _missing_quotations(claim, citations)),
    ]
    return tuple(dict.fromkeys(reason(kind, language, value) for kind, value in missing))


def _missing_numbers(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[str]:
    known: set[float] = set()
    for citation in citations:
        for text in (citation.quote, (citation.article.published or "")[:10].replace("-", " ")):
            known.update(value for number in facts.numbers(text, citation.article.language) for value in number.values)
    for number in facts.numbers(claim, language):
        if not number.values & known:
            yield number.text


def _missing_dates(claim: str, citations: Sequence[Citation]) -> Iterator[str]:
    known = set().union(*(facts.dates(f"{citation.quote} {citation.article.title}") for citation in citations))
    published = {
        f"month-{int(citation.article.published[5:7])}" for citation in citations if citation.article.published
    }
    for word in claim.split():
        # A lone word has no neighbour: a day is given to it so that ambiguous months ("mars", "May") count too.
        found = facts.dates(claim) & facts.dates(f"1 {word}")
        if found and not found <= known | published:
            yield word.strip('.,;:()«»“”"')


def _missing_names(claim: str, citations: Sequence[Citation], question: str) -> Iterator[str]:
    """Names of the claim that are neither in the cited sentences nor, for those of the question, in their article."""
    names = facts.names(claim)
    asked = facts.name_keys(question)
    own = {citation.article.id: set[str]() for citation in citations}
    for citation in citations:
        head = f"{citation.article.title} {citation.article.source or ''}"
        own[citation.article.id] |= facts.name_keys(f"{citation.quote} {head}")
    known = set[str]().union(*own.values())
    brought = [name for name in names if not _holds(known, name)]
    yield from (name for name in brought if not _holds(asked, name))
    repeated = [name for name in names if _holds(asked, name)]
    whole = [facts.name_keys(f"{one.title}\n{one.text}") for one in _homes(claim, citations, own, asked)]
    if not any(all(_holds(keys, name) for name in repeated) for keys in whole):
        yield from (name for name in repeated if not _holds(whole[0], name))


def _homes(
    claim: str, citations: Sequence[Citation], own: Mapping[str, Set[str]], asked: Set[str]
) -> Sequence[Article]:
    """The cited articles that hold most of what the claim adds to the question: its names must be at home there."""
    articles = list({citation.article.id: citation.article for citation in citations}.values())
    added = facts.name_keys(claim) - asked
    held = [len(added & own[article.id]) for article in articles]
    return [article for article, count in zip(articles, held, strict=True) if count == max(held)]


def _holds(keys: Set[str], name: str) -> bool:
    parts = {facts.name_key(name), *facts.name_key(name).split("-")}
    return any(_same_name(part, key) for part in parts for key in keys)


def on_subject(question: str, articles: Sequence[Article]) -> bool:
    """Whether one of `articles` holds a name of the question; a question without names is always on subject."""
    names = facts.names(question)
    wholes = (facts.name_keys(f"{article.title}\n{article.text}") for article in articles)
    return not names or any(_holds(keys, name) for keys in wholes for name in names)


def _same_name(name: str, other: str) -> bool:
    """Equal, or the same root: "Ukrainian" and "ukrainien", "Russes" and "Russie"."""
    return name == other or (min(len(name), len(other)) >= 5 and name[:5] == other[:5])


def _missing_quotations(claim: str, citations: Sequence[Citation]) -> Iterator[str]:
    sources = [_plain(citation.quote) for citation in citations]
    for quotation in facts.quotations(claim):
        if not any(_plain(quotation).rstrip(" .,;") in source for source in sources):
            yield quotation


def _plain(text: str) -> str:
    """White space and quotation marks made equal: they are typography, not words."""
    marks = re.sub(r"[«»“”\"„‟]", "", text.replace("’", "'"))
    return re.sub(r"[\s\u00a0\u202f]+", " ", marks).strip()
