"""Does the cited sentence hold what the claim says? A number, date, name or quotation that is not there is named.

The checks are lexical and strict in one direction: what passes has every checkable fact of the claim in the cited
sentences; what fails is shown to the reader with the reason, not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import SequenceMatcher

from rag.checking import facts
from rag.checking.aliases import ORDINARY
from rag.checking.moments import Moment, agrees, dated, moments
from rag.checking.polarity import contradiction
from rag.checking.reasons import reason
from rag.library.stems import STOP_WORDS, content_stems, content_words, stem
from rag.records import Article, Citation, Language

_OURSELVES = frozenset(
    "article articles extrait extraits texte source sources journal presse extract extracts text".split()
)
"""Whom an answer may quote without naming anybody: "according to the article"."""

_ACCORDING = re.compile(r"\b(?:selon|d[’']apr[èe]s|according to)\s+((?:[\w’'-]+\s?){1,4})", re.IGNORECASE)


def unsupported_reasons(
    claim: str, citations: Sequence[Citation], language: Language, question: str = ""
) -> tuple[str, ...]:
    """Why the cited sentences do not support `claim`, as sentences in `language`; empty when nothing is missing.

    Numbers, dates and quotations must stand in the cited sentences, names there or in the title of the article. What
    the question had brought must at least stand somewhere in the article that the rest of the claim comes from. A claim
    may not deny what the cited sentences affirm, nor the reverse. Of what it adds to the question in plain words, half
    must be theirs.
    """
    if not citations:
        return (reason("no_source", language),)
    claimed = moments(claim)
    missing = [
        *(("number", value) for value in _missing_numbers(claim, claimed, citations, language, question)),
        *(("date", value) for value in _missing_dates(claim, claimed, citations)),
        *(("name", value) for value in _missing_names(claim, citations, language, question)),
        *(("speaker", value) for value in _missing_speakers(claim, citations, language)),
        *(("quotation", value) for value in _missing_quotations(claim, citations)),
        *(("negation", value) for value in _contradictions(claim, citations, language)),
        *(("word", value) for value in _own_words(claim, claimed, citations, language, question)),
    ]
    return tuple(dict.fromkeys(reason(kind, language, value) for kind, value in missing))


def mistranslated(translated: str, original: Citation, language: Language) -> tuple[str, ...]:
    """What `translated` says that the cited sentence does not; its quotations need not be word for word."""
    unquoted = re.sub(r"[«»“”\"„‟]\s?|(?<=\s)[«“]\s", "", translated)
    return unsupported_reasons(unquoted, (original,), language)


# ----------------------------------------------------------------------------- numbers and dates


def _missing_numbers(
    claim: str, claimed: Sequence[Moment], citations: Sequence[Citation], language: Language, question: str
) -> Iterator[str]:
    known = [number for one in citations for number in facts.all_numbers(one.quote, one.article.language)]
    asked = facts.numbers(question, language)
    for number in facts.numbers(_without(claim, claimed), language):
        if any(number.same(one) for one in known) or number.values & _years(citations):
            continue
        lent = any(number.same(one) for one in asked)
        if not (lent and any(number.same(one) for article in _articles(citations) for one in _numbers_of(article))):
            yield number.text


def _numbers_of(article: Article) -> list[facts.Number]:
    return facts.all_numbers(f"{article.title}\n{article.text}", article.language)


def _years(citations: Sequence[Citation]) -> set[float]:
    """The years of publication, for cited sentences that name no other."""
    named = any(re.search(r"\b(?:1\d|20)\d\d\b", citation.quote) for citation in citations)
    return set() if named else {float(day.year) for one in citations if (day := _published(one.article))}


def _without(text: str, found: Sequence[Moment]) -> str:
    """`text` with its dates blanked: their figures are not numbers of something."""
    for one in found:
        text = text[: one.start] + "\n" * (one.end - one.start) + text[one.end :]
    return text


def _missing_dates(claim: str, claimed: Sequence[Moment], citations: Sequence[Citation]) -> Iterator[str]:
    known = [moment for citation in citations for moment in _known_dates(citation)]
    plain = facts.fold(" ".join(f"{citation.quote} {citation.article.title}" for citation in citations))
    for one in claimed:
        text = claim[one.start : one.end]
        if not any(agrees(one, moment) for moment in known) and facts.fold(text) not in plain:
            yield text


def _known_dates(citation: Citation) -> list[Moment]:
    """The dates of the cited sentence and title; the day of publication where they have none."""
    published = _published(citation.article)
    found = moments(f"{citation.quote} {citation.article.title}")
    if found or published is None:
        return dated(found, published)
    return [Moment(0, 0, published.day, published.month, published.year)]


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


# ----------------------------------------------------------------------------- names


_TRANSLATED, _MISSPELT = 0.75, 0.85
"""Share of letters from which two words are one name in two languages, or one that a question misspells."""


def _missing_names(claim: str, citations: Sequence[Citation], language: Language, question: str) -> Iterator[str]:
    """Names of the claim that are neither in the cited sentences nor, for those of the question, in their article."""
    foreign = any(citation.article.language != language for citation in citations)
    names = facts.names(claim, _proper(citations))
    if foreign:
        names = [one for one in names if not _translated(one, citations)]
    asked = facts.name_keys(question)
    own = {citation.article.id: set[str]() for citation in citations}
    for citation in citations:
        head = f"{citation.article.title} {citation.article.source or ''}"
        own[citation.article.id] |= facts.name_keys(f"{citation.quote} {head}")
    known = set[str]().union(*own.values())
    alike = _TRANSLATED if foreign else 1.0
    repeated = [name for name in names if _holds(asked, name)]
    added = [name for name in names if name not in repeated]
    yield from (name for name in added if not _holds(known, name, alike))
    yield from _replaced(claim, names, citations, language)
    if not repeated:
        return
    whole = [facts.name_keys(f"{one.title}\n{one.text}") for one in _homes(claim, citations, own, asked)]
    if not any(all(_holds(keys, name, min(alike, _MISSPELT)) for name in repeated) for keys in whole):
        yield from (name for name in repeated if not _holds(whole[0], name, min(alike, _MISSPELT)))


def _translated(name: str, citations: Sequence[Citation]) -> bool:
    """Whether `name` may well be written otherwise in the other language: part of an institution, or an acronym."""
    acronym = name[:2].isupper() and len(name) <= _LONGEST_ACRONYM
    return facts.fold(name) in ORDINARY or (acronym and not any(name in one.text for one in _articles(citations)))


_LONGEST_ACRONYM = 5


def _proper(citations: Sequence[Citation]) -> set[str]:
    """Words that the cited articles write with a capital only, even inside a sentence."""
    texts = [one.text for one in _articles(citations)]
    inside = {
        word
        for text in texts
        for word in re.findall(r"(?<=[\w,;’'] )[^\W\d_a-z][\w’-]+|(?<=[’'])[^\W\d_a-z][\w-]+", text)
    }
    plain = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return {word for word in inside if word[:1].isupper() and word.lower() not in plain}


def _replaced(claim: str, names: Sequence[str], citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """Names that the claim puts where the sentence it repeats has another one: no title and no question lends them."""
    for citation in citations:
        if citation.article.language != language:
            continue
        said, held = _tokens(claim), _tokens(citation.quote)
        keys, named = facts.name_keys(citation.quote), set(facts.names(f"– {citation.quote}"))
        matcher = SequenceMatcher(None, [facts.fold(one) for one in held], [facts.fold(one) for one in said], False)
        if sum(block.size for block in matcher.get_matching_blocks()) < _REPEATED * len(said):
            continue
        for what, start, end, first, last in matcher.get_opcodes():
            if what == "replace" and not named.isdisjoint(held[start:end]):
                yield from (one for one in said[first:last] if one in names and not _holds(keys, one))


_REPEATED = 0.6
"""Share of its words, in their order, from which a claim repeats its source rather than tells it in other words."""


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)


def _homes(
    claim: str, citations: Sequence[Citation], own: Mapping[str, Set[str]], asked: Set[str]
) -> Sequence[Article]:
    """The cited articles that hold most of what the claim adds to the question: its names must be at home there."""
    articles = _articles(citations)
    added = facts.name_keys(claim) - asked
    held = [len(added & own[article.id]) for article in articles]
    return [article for article, count in zip(articles, held, strict=True) if count == max(held)]


def _articles(citations: Sequence[Citation]) -> list[Article]:
    return list({citation.article.id: citation.article for citation in citations}.values())


def _holds(keys: Set[str], name: str, alike: float = 1.0) -> bool:
    """Whether `keys` have `name` or all the parts of it, up to `alike` of their letters."""
    key = facts.name_key(name)
    return any(
        all(any(facts.same_name(part, one, alike) for one in keys) for part in parts)
        for parts in ([key], key.split("-"))
    )


def names_held(question: str, article: Article) -> float:
    """The share of the question's names that `article` holds, from 0 to 1; 1 when it has none."""
    names = facts.names(question)
    keys = facts.name_keys(f"{article.title}\n{article.text}")
    return sum(_holds(keys, name) for name in names) / len(names) if names else 1.0


def on_subject(question: str, articles: Sequence[Article]) -> bool:
    """Whether one of `articles` holds a name of the question; a question without names is always on subject."""
    names = facts.names(question)
    wholes = (facts.name_keys(f"{article.title}\n{article.text}") for article in articles)
    return not names or any(_holds(keys, name, _TRANSLATED) for keys in wholes for name in names)


# ----------------------------------------------------------------------------- words of others, and no for yes


def _missing_speakers(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """Those to whom the claim lends what it says, unknown to the cited sentences; names are looked for as names."""
    if any(citation.article.language != language for citation in citations):
        return
    heads = (
        f"{one.quote} {one.article.title} {one.article.source or ''} {one.article.author or ''}" for one in citations
    )
    known = set(content_stems(" ".join(heads), language))
    for found in _ACCORDING.finditer(claim):
        speaker = [] if facts.names(f"– {found.group(1)}") else content_stems(found.group(1), language)
        if speaker and known.isdisjoint(speaker) and _OURSELVES.isdisjoint(re.findall(r"\w+", found.group(1).lower())):
            yield found.group(1).strip()


_OWN = 0.5
"""Share of the added words that the cited sentences must hold. Of 130 claims made for development
questions two were below, both from memory: a nationality and a language that no article gives."""

_ROOT = 4
"""Letters that two forms of one word share."""


def _own_words(
    claim: str, claimed: Sequence[Moment], citations: Sequence[Citation], language: Language, question: str
) -> Iterator[str]:
    """The words that the claim adds to its question, when it adds nothing else and most are in no cited sentence.

    Where it also adds a number, a date or a name, that is what answers, and has its own check.
    """
    foreign = any(citation.article.language != language for citation in citations)
    asked = facts.name_keys(question)
    named = any(not _holds(asked, name) for name in facts.names(claim, _proper(citations)))
    if not question or foreign or claimed or named or facts.numbers(claim, language):
        return
    heads = " ".join(f"{one.quote} {one.article.title}" for one in citations)
    lent = content_stems(question, language)
    roots, keys = {one[:_ROOT] for one in (*content_stems(heads, language), *lent)}, facts.name_keys(heads)
    added = [word for word in content_words(claim) if word not in STOP_WORDS and stem(word, language) not in lent]
    missing = [one for one in added if stem(one, language)[:_ROOT] not in roots and facts.name_key(one) not in keys]
    if len(missing) > _OWN * len(added):
        yield ", ".join(missing)


def _missing_quotations(claim: str, citations: Sequence[Citation]) -> Iterator[str]:
    """Quotations that are not word for word in the cited sentences or, as the names of works are, in a title."""
    sources = [_plain(" ".join(one.quote for one in citations)), *(_plain(one.article.title) for one in citations)]
    for quotation in facts.quotations(claim):
        if not any(_plain(quotation).rstrip(" .,;!?…") in source for source in sources):
            yield quotation


def _plain(text: str) -> str:
    """White space and quotation marks made equal: they are typography, not words."""
    marks = re.sub(r"[«»“”\"„‟]", "", text.replace("’", "'"))
    return re.sub(r"[\s\u00a0\u202f]+", " ", marks).strip()


def _contradictions(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """What the claim denies or affirms unlike every cited sentence."""
    found = [contradiction(claim, language, one.quote, one.article.language) for one in citations]
    if all(found) and found[0]:
        yield found[0]
