"""Sentences made true and false by rule: what a support check must let pass, and what it must catch.

Each source sentence gives true claims (itself, the same in other figures, a part of it) and false ones, each with one
thing changed (see `falsehoods`). The rules know nothing of how claims are checked. The same sentence always gives the
same claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.evaluation.falsehoods import QUOTED, falsehoods, proper_names
from rag.library.sentences import split_sentences
from rag.library.stems import folded
from rag.records import Article, Language, Span

_SHORTEST, _LONGEST = 40, 350
"""Characters of a sentence worth altering: shorter ones are headings, longer ones are lists."""

_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})([\u00a0\u202f ,])(\d{3})(?![\d]|[\u00a0\u202f ,]\d)")


@dataclass(frozen=True)
class Case:
    """A claim, the sentence it is checked against, and what was done to it; `kind` is "true" or what is false."""

    claim: str
    article: Article
    span: Span
    kind: str
    rule: str


def cases(article: Article) -> Iterator[Case]:
    """Every true and false claim that the rules make of the sentences of `article`."""
    names = proper_names(article.text)
    for span in split_sentences(article.text, article.language):
        if not _SHORTEST <= len(span.text) <= _LONGEST or span.text[-1] not in '.!?»”"':
            continue
        for kind, rule, claim in _variants(span.text, article, names):
            if claim != span.text or rule == "verbatim":
                yield Case(claim, article, span, kind, rule)


def _variants(text: str, article: Article, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    yield "true", "verbatim", text
    for rule, truth in _TRUTHS.items():
        yield from (("true", rule, claim) for claim in truth(text, article.language))
    yield from falsehoods(text, article, names)


def _other_figures(text: str, language: Language) -> Iterator[str]:
    """12 500 as 12500, and as the other language writes it."""
    if QUOTED.search(text):
        return
    if _THOUSANDS.search(text):
        yield _THOUSANDS.sub(r"\1\3", text)
    scaled = re.search(r"(?<![\d.,])(\d{1,3})(?:[.,](\d))? million(?:s)?\b(?: d[e’'] ?)?", text)
    if scaled:
        value = int(scaled.group(1)) * 1_000_000 + int(scaled.group(2) or 0) * 100_000
        figures = f"{value:,}".replace(",", "\u202f") if language == "fr" else f"{value:,}"
        yield text[: scaled.start()] + figures + " " + text[scaled.end() :].lstrip()


def _clauses(text: str, language: Language) -> Iterator[str]:
    """Without the words before the first comma, or those after the last; never with half a quotation."""
    parts = text.split(", ")
    for kept in (parts[1:], parts[:-1]):
        clause = ", ".join(kept).rstrip(" .,;") + "."
        whole = all(clause.count(one) == clause.count(other) for one, other in ("«»", "“”", "()"))
        if len(parts) > 1 and len(clause.split()) >= 6 and whole and clause.count('"') % 2 == 0:
            yield clause[0].upper() + clause[1:]


def _reported(text: str, language: Language) -> Iterator[str]:
    """As part of a longer answer. Names keep their capital; other first words lose it."""
    first = text.split()[0]
    if folded(first) in _OPENERS:
        lower = text[0].lower() + text[1:]
        yield f"Selon l’article, {lower}" if language == "fr" else f"According to the article, {lower}"


_OPENERS = frozenset(
    "le la les un une des ce cette ces il elle ils elles the a an this that these he she it they".split()
)

_TRUTHS: dict[str, Callable[[str, Language], Iterator[str]]] = {
    "figures": _other_figures,
    "a part": _clauses,
    "reported": _reported,
}
