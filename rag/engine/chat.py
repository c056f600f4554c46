"""Messages → tokens, so that nothing in a message can pass for a turn of the conversation.

The chat template of the model is rendered with placeholders where the texts belong. The scaffolding around them is
tokenised with special tokens on; the texts themselves with special tokens off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rag.generation import Message

# Characters of the private use area: a template does not contain them, and trimming leaves them alone.
_OPEN, _CLOSE = "\ue0fa", "\ue0fb"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
)
"""For a model that comes without a template."""

Tokenize = Callable[[str, bool], list[int]]
"""(text, special) → tokens."""


class BadTemplate(ValueError):
    """The chat template of a model cannot be used."""


class ChatFormat:
    """Lays a prompt out as the model was trained to read it. Raises BadTemplate."""

    def __init__(self, template: str | None, bos: str, eos: str) -> None:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
        environment.filters["tojson"] = _to_json
        environment.globals.update(raise_exception=_refuse, strftime_now=_now)
        try:
            self._template = environment.from_string(template or CHATML)
        except TemplateError as error:
            raise BadTemplate(f"chat template: {error}") from error
        self._variables: dict[str, Any] = {
            "bos_token": bos,
            "eos_token": eos,
            "add_generation_prompt": True,
            "enable_thinking": False,
        }

    def tokens(self, messages: Sequence[Message], tokenize: Tokenize) -> list[int]:
        """The tokens of a whole request, up to where the model's reply begins."""
        scaffold, texts = self.scaffold(messages)
        found: list[int] = []
        for position, part in enumerate(_PLACE.split(scaffold)):  # scaffold, number, scaffold, number, …, scaffold
            if position % 2:
                found += tokenize(texts[int(part)], False)
            elif part:
                found += tokenize(part, True)
        return found

    def scaffold(self, messages: Sequence[Message]) -> tuple[str, list[str]]:
        """The rendered template with numbered placeholders, and the texts that belong there."""
        try:
            return self._render(messages), [message.text for message in messages]
        except TemplateError:  # some templates refuse system messages: theirs then opens the user's turn
            merged = _without_system(messages)
        try:
            return self._render(merged), [message.text for message in merged]
        except TemplateError as error:
            raise BadTemplate(f"chat template: {error}") from error

    def _render(self, messages: Sequence[Message]) -> str:
        turns = [{"role": m.role, "content": f"{_OPEN}{n}{_CLOSE}"} for n, m in enumerate(messages)]
        try:
            return self._template.render(messages=turns, **self._variables)
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:  # a template is a program of others
            raise TemplateError(str(error)) from error


def _without_system(messages: Sequence[Message]) -> list[Message]:
    system = "\n\n".join(m.text for m in messages if m.role == "system")
    turns = [m for m in messages if m.role != "system"]
    if not system or not turns:
        return turns
    return [Message(turns[0].role, f"{system}\n\n{turns[0].text}"), *turns[1:]]


def _to_json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(pattern: str) -> str:
    return datetime.now(UTC).strftime(pattern)
