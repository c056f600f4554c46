"""Records as HTML. Every character of an article or of the model goes through `shown`: it can hold no markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby

from rag.answering.claims import marked
from rag.interface.notes import cautions
from rag.interface.page.links import Asked, anchor, to_article
from rag.interface.page.markup import shortened, shown
from rag.interface.titles import title_of
from rag.interface.words import say
from rag.records import Answer, Article, Citation, Claim, Evidence, Hit, Language, Outcome, Span, Summary, SummaryClaim
from rag.typography import day, decimal, typeset

_CONTEXT = 320
"""Most characters shown on each side of a cited sentence."""

_SNIPPET = 280
"""Most characters shown of a passage near the question."""

_LONG = 400
"""A question of more characters is set smaller, and shown in part: whole where it can be changed."""

_Marker = Callable[[Citation], str]
"""Makes the HTML of a citation's number."""


def question(text: str, number: int) -> str:
    """The reader's question, as the heading of its answer; a rule parts it from the answer before.

    `number`: from 0, in its conversation.
    """
    form = (" k-next" if number else "") + (" k-long" if len(text) > _LONG else "")
    return f'<h2 class="k-question{form}" id="{anchor(number)}">{shown(typeset(text))}</h2>'


def draft(text: str, language: Language) -> str:
    """The model's words while it writes."""
    label = say("draft", language)
    return f'<div class="k-draft"><p class="k-label">{label}</p><p class="k-words">{shown(text)}</p></div>'


def answer(record: Answer, language: Language, key: str, back: Asked | None = None) -> str:
    """A finished answer, its doubts and its sources; `key` makes the ids of its sources unique on the page.

    `back`, here and below: the question that is gone back to from the articles.
    """
    marker = partial(_marker, language=language, key=key, back=back)
    parts = [_claims(record, marker) if record.claims else f'<p class="k-refusal">{shown(_words(record))}</p>']
    parts += [f'<p class="k-partial">{line}</p>' for line in cautions(record, language)]
    parts.append(_doubts(record.claims, language, record.language))
    parts.append(sources([one for claim in record.claims for one in claim.citations], language, key, back))
    return f'<div class="k-answer">{"".join(parts)}</div>'


def _words(record: Answer) -> str:
    return typeset(record.text) if record.language == "fr" and not record.answered else record.text


def _claims(record: Answer, marker: _Marker) -> str:
    claims = " ".join(_claim(one.text, one.supported, one.citations, marker) for one in record.claims)
    return f'<p class="k-claims" lang="{record.language}">{claims}</p>'


def _claim(text: str, supported: bool, citations: Sequence[Citation], marker: _Marker) -> str:
    plain_markers = "".join(f" [{one.number}]" for one in citations)
    markers = "".join(map(marker, citations))
    before, _, after = marked(text, citations).rpartition(plain_markers) if citations else (text, "", "")
    body = f"{shown(before)}\u00a0{markers}{shown(after)}" if citations else shown(before)
    return body if supported else f'<span class="k-doubtful">⚠\u00a0{body}</span>'


def _marker(citation: Citation, language: Language, key: str, back: Asked | None) -> str:
    """The number of a citation, a link to its sentence in the article; once that is gone, to what is kept of it."""
    article, number = citation.article, citation.number
    address = f"#{key}-{number}"
    if _stands(article, citation.span):
        address = to_article(article.id, language, citation.span, back)
    named = {"title": title_of(article, language), "credits": credits_line(article, language)}
    label = shown(say("takeaway.source", language, number=number, **named))
    told = f'lang="{article.language}" aria-label="{label}" title="{label}"'
    return f'<a class="k-marker" href="{address}" {told}>[{number}]</a>'


def _stands(article: Article, span: Span) -> bool:
    """Whether the slice is where it was cited: not, once its article was removed."""
    return article.text[span.start : span.end] == span.text


def _doubts(claims: Iterable[Claim | SummaryClaim], language: Language, spoken: Language) -> str:
    reasons = dict.fromkeys(reason for one in claims if not one.supported for reason in one.reasons)
    if not reasons:
        return ""
    items = "; ".join(shown(typeset(one) if spoken == "fr" else one) for one in reasons)
    return (
        f'<p class="k-doubts"><b>⚠ {say("answer.unsupported", language)}</b> <span lang="{spoken}">{items}.</span></p>'
    )


def sources(citations: Iterable[Citation], language: Language, key: str, back: Asked | None = None) -> str:
    """The sources of an answer, once each, in the order of their numbers, each with its sentence in its paragraph."""
    numbered = {one.number: one for one in citations}
    if not numbered:
        return ""
    items = "".join(_source(numbered[number], language, key, back) for number in sorted(numbered))
    return f'<h3 class="k-label">{say("answer.sources", language)}</h3><ol class="k-sources">{items}</ol>'


def _source(citation: Citation, language: Language, key: str, back: Asked | None) -> str:
    number = f'<span class="k-number">[{citation.number}]</span>'
    summary = f"<summary>{number} {heading(citation.article, language)}</summary>"
    quote = quoted(citation.article, citation.span, language)
    if _stands(citation.article, citation.span):
        address = to_article(citation.article.id, language, citation.span, back)
        quote += f'<a class="k-open" href="{address}">{say("answer.open", language)}</a>'
    return f'<li id="{key}-{citation.number}"><details open>{summary}{quote}</details></li>'


def heading(article: Article, language: Language) -> str:
    """Title, outlet and date of an article."""
    title = f'<span class="k-title" lang="{article.language}">{titled(article, language)}</span>'
    return f'{title} <span class="k-meta">{credited(article, language)}</span>'


def titled(article: Article, language: Language) -> str:
    """The title in the typography of its language; what is written from right to left keeps to itself."""
    return f"<bdi>{shown(title_of(article, language))}</bdi>"


def credited(article: Article, language: Language) -> str:
    """Outlet and date, as far as they are known."""
    outlet = shown(article.source or say("library.unnamed", language))
    return f"<bdi>{outlet}</bdi>, {day(article.published, language) or say('library.undated', language)}"


def credits_line(article: Article, language: Language) -> str:
    """The same as plain text."""
    outlet = article.source or say("library.unnamed", language)
    return ", ".join((outlet, day(article.published, language) or say("library.undated", language)))


def quoted(article: Article, span: Span, language: Language) -> str:
    """The cited slice inside its paragraph, marked; alone when its article was removed."""
    if not _stands(article, span):
        gone = say("answer.gone", language)
        return f'<blockquote><mark>{shown(span.text)}</mark></blockquote><p class="k-note">{gone}</p>'
    before, after = around(article.text, span)
    body = f"{shown(before)}<mark>{shown(span.text)}</mark>{shown(after)}"
    return f'<blockquote lang="{article.language}">{body}</blockquote>'


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after the span in its paragraph, at most _CONTEXT characters on each side."""
    start = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : len(text) if stop < 0 else stop]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "…"
    return before, after


def evidence(records: Sequence[Evidence], language: Language, back: Asked | None = None) -> str:
    """The sentences that the model reads, each with its weight, under the article it comes from; each leads there."""
    if not records:
        return ""
    ordered = groupby(records, key=lambda one: one.article.id)
    items = "".join(_evidence_of(list(group), language, back) for _, group in ordered)
    summary = f'<summary class="k-label">{say("answer.evidence", language)}</summary>'
    return f'<details class="k-evidence" open>{summary}<ul class="k-plain">{items}</ul></details>'


def _evidence_of(records: Sequence[Evidence], language: Language, back: Asked | None) -> str:
    article = records[0].article
    sentences = "".join(
        f"<p>{_leading(one.span.text, article, one.span, language, back)}"
        f' <span class="k-weight">{_weight(one.score, language)}</span></p>'
        for one in records
    )
    return f'<li><div>{heading(article, language)}</div><div lang="{article.language}">{sentences}</div></li>'


def _leading(text: str, article: Article, span: Span, language: Language, back: Asked | None) -> str:
    """`text` as a link to a place in its article; only words when the article was removed."""
    if not _stands(article, span):
        return shown(text)
    return f'<a class="k-there" href="{to_article(article.id, language, span, back)}">{shown(text)}</a>'


def _weight(score: float, language: Language) -> str:
    """What the search gave a sentence."""
    return say("evidence.weight", language, n=decimal(score, language, places=2))


def nearest(hits: Sequence[Hit], language: Language, back: Asked | None = None) -> str:
    """The passages nearest to a question that was not answered; each leads to its article."""
    if not hits:
        return ""
    items = "".join(
        f"<li><div>{heading(hit.article, language)}</div>"
        f'<p lang="{hit.article.language}">{_passage(hit, language, back)}</p></li>'
        for hit in hits
    )
    return f'<h3 class="k-label">{say("answer.nearest", language)}</h3><ul class="k-plain">{items}</ul>'


def _passage(hit: Hit, language: Language, back: Asked | None) -> str:
    return _leading(shortened(hit.passage.span.text, _SNIPPET), hit.article, hit.passage.span, language, back)


def note(text: str) -> str:
    """A quiet line."""
    return f'<p class="k-note">{shown(text)}</p>'


def reprinted(names: Sequence[str], language: Language) -> str:
    """Who repeats an article."""
    return say("library.reprinted", language, count=len(names), names=", ".join(names))


def summary(record: Summary, language: Language, key: str, back: Asked | None = None) -> str:
    """Both languages side by side, line by line, over their common sources."""
    marker = partial(_marker, language=language, key=key, back=back)
    lines = "".join(
        f'<p lang="fr">{_claim(one.text_fr, one.supported, one.citations, marker)}</p>'
        f'<p lang="en">{_claim(one.text_en, one.supported, one.citations, marker)}</p>'
        for one in record.claims
    )
    heads = "".join(f'<p class="k-label" lang="{one}">{say(f"language.{one}", one)}</p>' for one in ("fr", "en"))
    found = sources([one for claim in record.claims for one in claim.citations], language, key, back)
    doubts = _doubts(record.claims, language, language)
    return f'<div class="k-answer"><div class="k-pair">{heads}{lines}</div>{doubts}{found}</div>'


def row(article: Article, status: str, language: Language) -> str:
    """The line under a title in the list of articles."""
    spoken = say(f"language.{article.language}", language)
    return f'<p class="k-row">{credited(article, language)} · {shown(spoken)} · {shown(status)}</p>'


def outcomes(records: Sequence[tuple[Outcome, str]]) -> str:
    """What became of each item added: its title or name, and the words that say it."""
    items = "".join(
        f'<li class="k-{outcome.status}"><span class="k-title">{shown(_name(outcome))}</span> '
        f'<span class="k-meta">{shown(words)}</span></li>'
        for outcome, words in records
    )
    return f'<ul class="k-plain">{items}</ul>'


def _name(outcome: Outcome) -> str:
    file = outcome.origin if "://" in outcome.origin else outcome.origin.rpartition("/")[2]
    return outcome.article.title if outcome.article else file
