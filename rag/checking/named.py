"""The names of a claim that its cited sentences do not have, and whether an article holds those of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from rag.checking import facts
from rag.checking.aliases import ALIASES, COUNTRY_KEYS, ORDINARY
from rag.checking.cited import cited_articles
from rag.checking.repeated import exchanged
from rag.records import Article, Citation, Language

_TRANSLATED, MISSPELT = 0.75, 0.85
"""Share of letters from which two words are one name in two languages, or one that a question misspells."""


def missing_names(claim: str, citations: Sequence[Citation], language: Language, question: str) -> Iterator[str]:
    """Names of the claim that are neither in the cited sentences nor, for those of the question, in their article."""
    foreign = any(citation.article.language != language for citation in citations)
    names = facts.names(claim, proper(cited_articles(citations)))
    if language == "fr":
        names += facts.peoples(claim)
    if foreign:
        names = [one for one in names if not _translated(one, citations)]
    asked = facts.name_keys(question)
    own = {citation.article.id: set[str]() for citation in citations}
    for citation in citations:
        head = f"{citation.article.title} {citation.article.source or ''}"
        own[citation.article.id] |= facts.name_keys(f"{citation.quote} {head}")
    known = set[str]().union(*own.values())
    alike = _TRANSLATED if foreign else 1.0
    repeated = [name for name in names if holds(asked, name)]
    added = [name for name in names if name not in repeated]
    yield from (name for name in added if not holds(known, name, alike))
    yield from _replaced(claim, citations, language)
    if not repeated:
        return
    homes = _homes(claim, citations, own, asked)
    whole = [facts.name_keys(f"{one.title}\n{one.source or ''}\n{one.text}") for one in homes]
    if not any(all(holds(keys, name, min(alike, MISSPELT)) for name in repeated) for keys in whole):
        yield from (name for name in repeated if not holds(whole[0], name, min(alike, MISSPELT)))


def _translated(name: str, citations: Sequence[Citation]) -> bool:
    """Whether `name` may well be written otherwise in the other language: part of an institution, or an acronym.

    « Le ministère de la transition écologique » is the “Ministry of Ecological Transition”.
    """
    acronym = name[:2].isupper() and len(name) <= _LONGEST_ACRONYM
    key = facts.fold(name)
    if key in ORDINARY or (acronym and not any(name in one.text for one in cited_articles(citations))):
        return True
    plain = {facts.fold(word)[:_ROOT] for one in citations for word in re.findall(r"\b[^\W\d_A-Z]\w+", one.quote)}
    place = key in ALIASES or key in COUNTRY_KEYS  # « nigérien » is not of Nigeria
    return not place and key.isalpha() and len(key) > _ROOT and key[:_ROOT] in plain


_LONGEST_ACRONYM, _ROOT = 5, 6
"""Letters of an acronym, and those that a word in lower case has in common with its like in the other language."""


def proper(articles: Sequence[Article]) -> set[str]:
    """Words that the articles write with a capital only, even inside a sentence."""
    texts = [one.text for one in articles]
    inside = {
        word
        for text in texts
        for word in re.findall(r"(?<=[\w,;’'] )[^\W\d_a-z][\w’-]+|(?<=[’'])[^\W\d_a-z][\w-]+", text)
    }
    plain = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return {word for word in inside if word[:1].isupper() and word.lower() not in plain}


def _replaced(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """Names that the claim puts where the sentence it repeats has another one: no title and no question lends them."""
    own = [citation for citation in citations if citation.article.language == language]
    common = _lower_words(own)
    for citation in own:
        keys, named = facts.name_keys(citation.quote), _all_names(citation.quote, common)
        names = _all_names(claim, common)
        for held, said in exchanged(citation.quote, claim):
            if not named.isdisjoint(held):
                yield from (one for one in said if one in names and not holds(keys, one))


def _all_names(text: str, common: Set[str]) -> set[str]:
    """The names of `text`, with those that open a sentence unless their article writes them in lower case too."""
    return {name for name in facts.names(text, opening=True) if name.lower() not in common}


def _lower_words(citations: Sequence[Citation]) -> set[str]:
    return {word for one in cited_articles(citations) for word in re.findall(r"\b[^\W\d_A-Z]\w+", one.text)}


def _homes(
    claim: str, citations: Sequence[Citation], own: Mapping[str, Set[str]], asked: Set[str]
) -> Sequence[Article]:
    """The cited articles that hold most of what the claim adds to the question: its names must be at home there."""
    articles = cited_articles(citations)
    added = facts.name_keys(claim) - asked
    held = [len(added & own[article.id]) for article in articles]
    return [article for article, count in zip(articles, held, strict=True) if count == max(held)]


def holds(keys: Set[str], name: str, alike: float = 1.0) -> bool:
    """Whether `keys`, of a text, have `name` or all the parts of it, up to `alike` of their letters."""
    key = facts.name_key(name)
    return any(
        all(any(facts.same_name(part, one, alike) for one in keys) for part in parts)
        for parts in ([key], key.split("-"))
    )


def names_held(question: str, article: Article) -> float:
    """The share of the question's names that `article` holds, from 0 to 1; 1 when it has none."""
    names = facts.names(question)
    keys = facts.name_keys(f"{article.title}\n{article.text}")
    return sum(holds(keys, name) for name in names) / len(names) if names else 1.0


def on_subject(question: str, articles: Sequence[Article]) -> bool:
    """Whether one of `articles` holds a name of the question; a question without names is always on subject."""
    names = facts.names(question)
    wholes = (facts.name_keys(f"{article.title}\n{article.text}") for article in articles)
    return not names or any(holds(keys, name, _TRANSLATED) for keys in wholes for name in names)
