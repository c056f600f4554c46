"""Does the cited sentence hold what the claim says? A number, date, name or quotation that is not there is named.

The checks are lexical and strict in one direction: what passes has every checkable fact of the claim in the cited
sentences; what fails is shown to the reader with the reason, not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.checking import facts
from rag.checking.amounts import missing_amounts
from rag.checking.cited import cited_articles
from rag.checking.contraries import contraries
from rag.checking.moments import moments
from rag.checking.named import holds, missing_names, proper
from rag.checking.polarity import contradiction
from rag.checking.reasons import reason
from rag.checking.reserves import unreserved
from rag.library.stems import STOP_WORDS, content_stems, content_words, stem
from rag.records import Citation, Language

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
    may not deny what the cited sentences affirm, nor the reverse; nor say what excludes their words, nor be sure of
    what they suppose. Of what it adds to the question in plain words, half must be theirs.
    """
    if not citations:
        return (reason("no_source", language),)
    missing = [
        *missing_amounts(claim, citations, language, question),
        *(("name", value) for value in missing_names(claim, citations, language, question)),
        *(("speaker", value) for value in _missing_speakers(claim, citations, language)),
        *(("quotation", value) for value in _missing_quotations(claim, citations)),
        *(("negation", value) for value in _contradictions(claim, citations, language)),
        *(("reserve", value) for value in unreserved(claim, language, citations)),
        *(("contrary", *words) for words in contraries(claim, language, citations)),
        *(("word", value) for value in _own_words(claim, citations, language, question)),
    ]
    return tuple(dict.fromkeys(reason(kind, language, *words) for kind, *words in missing))


def _title_lowered(found: re.Match[str]) -> str:
    """The words between quotation marks, in lower case when all the longer ones have capitals."""
    longer = re.findall(r"[^\W\d_]{4,}", found.group())
    return found.group().lower() if len(longer) > 1 and all(word[0].isupper() for word in longer) else found.group()


def mistranslated(translated: str, original: Citation, language: Language) -> tuple[str, ...]:
    """What `translated` says that the cited sentence does not; its quotations need not be word for word.

    Nor are the capitals of a title between quotation marks those of names: « Nocturne aux trois barques » is “Night at
    the Three Boats”.
    """
    if re.search(r"[«“\"]", original.quote):
        translated = re.sub(r"“[^”]*”|\"[^\"]*\"", _title_lowered, translated)
    unquoted = re.sub(r"[«„“]\s?|\s?»|[”\"‟]", "", translated)
    return unsupported_reasons(unquoted, (original,), language)


def _missing_speakers(claim: str, citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """Those to whom the claim lends what it says, unknown to the cited sentences; names are looked for as names."""
    if any(citation.article.language != language for citation in citations):
        return
    heads = (
        f"{one.quote} {one.article.title} {one.article.source or ''} {one.article.author or ''}" for one in citations
    )
    known = set(content_stems(" ".join(heads), language))
    for found in _ACCORDING.finditer(claim):
        speaker = [] if facts.names(found.group(1), opening=True) else content_stems(found.group(1), language)
        if speaker and known.isdisjoint(speaker) and _OURSELVES.isdisjoint(re.findall(r"\w+", found.group(1).lower())):
            yield found.group(1).strip()


_OWN = 0.5
"""Share of the added words that the cited sentences must hold. Of 130 claims made for development
questions two were below, both from memory: a nationality and a language that no article gives."""

_ROOT = 4
"""Letters that two forms of one word share."""


def _own_words(claim: str, citations: Sequence[Citation], language: Language, question: str) -> Iterator[str]:
    """The words that the claim adds to its question, when it adds nothing else and most are in no cited sentence.

    Where it also adds a number, a date or a name, that is what answers, and has its own check.
    """
    foreign = any(citation.article.language != language for citation in citations)
    asked = facts.name_keys(question)
    named = any(not holds(asked, name) for name in facts.names(claim, proper(cited_articles(citations))))
    if not question or foreign or named or moments(claim) or facts.numbers(claim, language):
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
