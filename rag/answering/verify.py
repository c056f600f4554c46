"""Does the cited sentence hold what the claim says? A number, date, name or quotation that is not there is named.

The checks are lexical and strict in one direction: what passes has every checkable fact of the claim in the cited
sentences; what fails is shown to the reader with the reason, not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answering import facts
from rag.answering.wording import reason
from rag.records import Citation, Language


def unsupported_reasons(
    claim: str, citations: Sequence[Citation], language: Language, question: str = ""
) -> tuple[str, ...]:
    """Why the cited sentences do not support `claim`, as sentences in `language`; empty when nothing is missing.

    Numbers, dates and quotations must stand in the cited sentences (numbers and dates also in the title or the
    publication date of their article). Names may also come from `question`: repeating them claims nothing.
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
        for text in (citation.quote, citation.article.title, (citation.article.published or "")[:10].replace("-", " ")):
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
    known = facts.name_keys(question).union(
        *(
            facts.name_keys(f"{citation.quote} {citation.article.title} {citation.article.source or ''}")
            for citation in citations
        )
    )
    for name in facts.names(claim):
        parts = {facts.name_key(name), *facts.name_key(name).split("-")}
        if not any(_same_name(part, other) for part in parts for other in known):
            yield name


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
