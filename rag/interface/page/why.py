"""Why an answer is what it is: how sure, from which sentences, asked how, in what time."""

from __future__ import annotations

from rag.interface.page import views
from rag.interface.page.links import Asked
from rag.interface.page.markup import shown
from rag.interface.words import say
from rag.records import Answer, Language
from rag.typography import decimal, grouped


def panel(answer: Answer, language: Language, back: Asked | None = None) -> str:
    """The figures of an answer, the sentences it was made from, and the very messages that the model was sent."""
    rows = "".join(f"<tr><td>{label}</td><td>{shown(value)}</td></tr>" for label, value in _figures(answer, language))
    summary = f'<summary class="k-label">{say("why", language)}</summary>'
    table = f'<table class="k-settings"><tbody>{rows}</tbody></table>'
    read = views.evidence(answer.evidence, language, back) + _prompt(answer, language)
    return f'<details class="k-why">{summary}{table}{read}</details>'


def _figures(answer: Answer, language: Language) -> list[tuple[str, str]]:
    seconds, tokens = answer.seconds, answer.tokens
    figures = [(say("why.model", language), answer.model)]
    if answer.confidence is not None:
        percent = say("remedy.share", language, percent=round(100 * answer.confidence))
        figures.append((say("why.confidence", language), percent))
    for label, value in (
        (say("why.search", language), seconds.search),
        (say("why.first", language), seconds.first_token),
        (say("why.total", language), seconds.total),
    ):
        if value is not None:
            figures.append((label, say("why.seconds", language, n=decimal(value, language))))
    for label, count in ((say("why.read", language), tokens.prompt), (say("why.written", language), tokens.generated)):
        if count is not None:
            figures.append((label, grouped(count, language)))
    return figures


def _prompt(answer: Answer, language: Language) -> str:
    """Message by message: who speaks, and the words."""
    if not answer.prompt:
        return ""
    messages = "".join(
        f"<dt>{say(f'role.{one.role}', language)}</dt><dd>{shown(one.text)}</dd>" for one in answer.prompt
    )
    raw = f"<dt>{shown(answer.model)}</dt><dd>{shown(answer.raw)}</dd>" if answer.raw else ""
    summary = f'<summary class="k-label">{say("why.prompt", language)}</summary>'
    return f'<details>{summary}<dl class="k-prompt">{messages}{raw}</dl></details>'
