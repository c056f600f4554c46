"""From the model's words to checked claims: cut into sentences, attributed, verified, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.answering.attribute import Attributor
from rag.answering.disagreement import Other
from rag.answering.expected import asks_yes_or_no
from rag.answering.wording import another, quoted
from rag.checking.facts import numbers
from rag.checking.verify import unsupported_reasons
from rag.generation import Generated
from rag.library.sentences import split_sentences
from rag.library.stems import content_stems, folded
from rag.records import Citation, Claim, Evidence, Language

_OWN_MARKERS = re.compile(
    r"\s*(?:\(\s*(?:voir|cf\.|see)\s*)?(?:[\[【]\s*\d+(?:\s*[,;]\s*\d+)*\s*[\]】]\s?\)?)+(?=\s|[.,;:!?]|$)"
    r"|\s*\(\s*\d(?:\s*[,;]\s*\d)*\s*\)(?=\s|[.,;:!?]|$)"
)
"""Markers that the model wrote by itself: they point nowhere. In round brackets one figure only: "(1957)" is a year."""

_MARKUP = re.compile(r"\*\*|__|^#+\s*|^[-*•]\s+|`", re.MULTILINE)
_EXTRACTS = r"\b(?:extraits?|articles?|textes?|sources?|documents?|passages?|informations?|extracts?|excerpts?|text)\b"
_GIVE = r"(?:donn|mentionn|pr[ée]cis|conten|conti|fourni|di[st]|indiqu|permet|parl|r[ée]pond)"
_GIVEN = r"(?:pr[ée]cis[ée]|mentionn[ée]|indiqu[ée]|fourni|donn[ée])e?s?\b"
_REFUSAL = re.compile(
    r"^(?:je ne sais pas|i (?:do not|don[’']t) know)\b"
    rf"|{_EXTRACTS}[^.«“\"]{{0,40}}?\bn(?:e |[’'])[^.«“\"]{{0,12}}?{_GIVE}\w* ?(?:pas|rien|aucun)"
    rf"|{_EXTRACTS}[^.“\"]{{0,40}}?\b(?:do|does|did)(?: not|n[’']t) (?:\w+ )?"
    r"(?:give|mention|specify|contain|provide|say|state|tell|answer|indicate)"
    rf"|\bn(?:[’']est|e sont|[’'](?:a|ont) pas été|[’']est pas encore|[’']était) (?:pas )?{_GIVEN}"
    rf"|\bn[’']est pas dans (?:les|l[’']|ces|cet)\s?{_EXTRACTS}"
    r"|\b(?:aucune|pas d[’'])\s?information[^.«“\"]{0,60}(?:extrait|article|texte|disponible|fourni|donn[ée])"
    r"|(?:\bnot|n[’']t) (?:mentioned|specified|stated|provided|given|found) in"
    rf"[^.]{{0,20}}{_EXTRACTS}"
    r"|^(?:there is |there[’']s )?no information (?:is |was )?(?:given|about|on|in|available|provided)\b"
    r"|^(?:il n[’']y a )?(?:aucune|pas d[’'])\s?information(?: sur| à| concernant|\.)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"(?:oui|non|si|yes|no)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\s»”\"’)]*$")
_END = re.compile(r"[\s.!?…]*$")


def cleaned(raw: str) -> str:
    """The model's text without its own citation markers and Markdown, its white space folded."""
    text = _MARKUP.sub("", _OWN_MARKERS.sub("", raw))
    return re.sub(r"[ \t]+", " ", text).strip()


def told(writing: Generated, language: Language) -> tuple[str, ...]:
    """The sentences that the model wrote, cleaned: each once, without one that the limit of its tokens cut off."""
    sentences = [span.text for span in split_sentences(cleaned(writing.text), language)]
    while writing.finish == "length" and sentences and not _ENDED.search(sentences[-1]):
        sentences.pop()  # a long one is split in several
    once: dict[str, str] = {}
    for one in sentences:  # a model that loops writes the same for ever
        once.setdefault(folded(one), one)
    return tuple(once.values())


def says_nothing(text: str, question: str, language: Language) -> bool:
    """Whether the text only gives the words of the question back: to a question of yes or no, that is an answer."""
    added = set(content_stems(text, language)) - set(content_stems(question, language))
    asked = numbers(question, language)
    counted = any(not any(one.same(other) for other in asked) for one in numbers(text, language))
    return not (added or counted or _YES_OR_NO.match(text) or asks_yes_or_no(question))


def is_refusal(sentence: str) -> bool:
    """Whether the model says, in its own words, that the extracts do not hold the answer."""
    return bool(_REFUSAL.search(sentence))


def check_claims(text: str, question: str, language: Language, attributor: Attributor) -> tuple[Claim, ...]:
    """Each sentence of `text` with its citations, numbered from 1 in order of appearance, and its check."""
    spans = split_sentences(text, language)
    sources = [attributor.sources(span.text, language) for span in spans]
    numbered = number_sources(sources)
    return tuple(
        _claim(span.text, citations, question, language) for span, citations in zip(spans, numbered, strict=True)
    )


def _claim(text: str, citations: tuple[Citation, ...], question: str, language: Language) -> Claim:
    reasons = unsupported_reasons(text, citations, language, question)
    return Claim(text, not reasons, reasons, citations)


_FOOTNOTE = re.compile(r"\s?\[\d+\]")
"""A marker of the article's own: beside ours it would seem to point to a source."""


def otherwise(other: Other, number: int, language: Language) -> Claim:
    """A claim that quotes, word for word, the sentence of an article that answers otherwise."""
    item = other.item
    source, quote = item.article.source or item.article.title, _FOOTNOTE.sub("", item.span.text)
    said = another(source, other.sort, quote, language)
    return Claim(said, True, (), (Citation(number, item.article, item.span),))


def quotation(item: Evidence, number: int, language: Language) -> Claim:
    """A claim that is a sentence of an article, word for word, and nothing else."""
    return Claim(
        quoted(_FOOTNOTE.sub("", item.span.text), language), True, (), (Citation(number, item.article, item.span),)
    )


def number_sources(sources: Iterable[Sequence[Evidence]]) -> list[tuple[Citation, ...]]:
    """Citations for each group of sentences; the same sentence keeps its number wherever it is cited."""
    numbers: dict[tuple[str, int, int], int] = {}

    def citation(item: Evidence) -> Citation:
        key = (item.article.id, item.span.start, item.span.end)
        return Citation(numbers.setdefault(key, len(numbers) + 1), item.article, item.span)

    groups = [tuple(citation(item) for item in group) for group in sources]
    return [tuple(sorted(group, key=lambda one: one.number)) for group in groups]


def with_markers(claims: Iterable[Claim]) -> str:
    """The shown text: each claim followed by its markers, before its final stop."""
    return " ".join(marked(claim.text, claim.citations) for claim in claims)


def marked(text: str, citations: Sequence[Citation]) -> str:
    """`text` with " [1] [2]" before its final punctuation."""
    if not citations:
        return text
    end = _END.search(text)
    cut = end.start() if end else len(text)
    return text[:cut] + "".join(f" [{one.number}]" for one in citations) + text[cut:].lstrip()
