"""Answers as text to take elsewhere, each with the sentences it cites: plain to paste, Markdown to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.answering.claims import marked
from rag.briefing.export.markdown import escaped
from rag.interface.notes import cautions
from rag.interface.page.markup import shown
from rag.interface.page.views import credits_line
from rag.interface.words import say
from rag.records import Answer, Citation, Language


def text(answer: Answer, language: Language) -> str:
    """The answer with its markers, its doubtful claims marked as on the page, then its sources."""
    return "\n\n".join(_parts(answer, language))


def carried(answer: Answer, number: int, language: Language) -> str:
    """HTML that shows nothing and holds this text, for the button that copies the answer of this number."""
    return f'<span class="k-carried" data-number="{number}" hidden>{shown(text(answer, language))}</span>'


def conversation(title: str, answers: Sequence[Answer], language: Language) -> str:
    """A conversation as Markdown. The words of articles, of the model and of the reader are escaped: only words."""
    parts = [f"# {escaped(title)}"]
    for answer in answers:
        parts += [f"## {escaped(answer.question)}", *map(escaped, _parts(answer, language))]
    return "\n\n".join(parts) + "\n"


def _parts(answer: Answer, language: Language) -> list[str]:
    """The answer, what to beware of, and a paragraph for each of its sources."""
    cited = _numbered(one for claim in answer.claims for one in claim.citations)
    return [_body(answer), *cautions(answer, language), *(_source(one, language) for one in cited)]


def _body(answer: Answer) -> str:
    claims = [("" if one.supported else "⚠\u00a0") + marked(one.text, one.citations) for one in answer.claims]
    return " ".join(claims) or answer.text


def _numbered(citations: Iterable[Citation]) -> list[Citation]:
    """Each source once, by its number."""
    known = {one.number: one for one in citations}
    return [known[number] for number in sorted(known)]


def _source(citation: Citation, language: Language) -> str:
    article = citation.article
    address = f" {article.url}" if article.url else ""
    credits = credits_line(article, language)
    return say("takeaway.source", language, number=citation.number, title=article.title, credits=credits) + (
        f"\n{say('takeaway.quote', language, quote=citation.span.text)}{address}"
    )
