"""The messages given to the model: a file for each message and language in prompts/, its variables checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, ValidationError

from rag.answering.evidence import by_article
from rag.errors import BadPrompt
from rag.generation import Message, Prompt
from rag.records import LANGUAGES, Article, Evidence, Language, Query

FOLDER = Path(__file__).resolve().parent.parent.parent / "prompts"

VARIABLES: Mapping[str, frozenset[str]] = {
    "answer_system": frozenset(),
    "answer_sources": frozenset({"sources", "question", "previous"}),
    "answerable": frozenset(),
    "answer": frozenset(),
    "retry": frozenset({"reasons"}),
    "translate": frozenset({"sentence"}),
    "translation_system": frozenset(),
    "translation": frozenset({"sentence"}),
    "translation_again": frozenset({"sentence", "kept"}),
    "translation_closely": frozenset({"sentence"}),
}
"""Every message and what it must use: nothing more, nothing less."""


@dataclass(frozen=True)
class SourceText:
    """The sentences of one article as a message shows them."""

    heading: str
    text: str


class Example(BaseModel):
    """A question about invented articles with the answer wanted to it: it shows the model the form."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    question: str
    answer: str
    sources: tuple[SourceText, ...]


class _Examples(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    example: tuple[Example, ...]


class Prompts:
    """The messages of a folder, ready to be filled. Raises BadPrompt when a file or a variable is missing."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._environment = SandboxedEnvironment(
            undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
        )
        self._templates = {
            (name, language): self._environment.from_string(self._checked(folder / f"{name}.{language}.md", needed))
            for name, needed in VARIABLES.items()
            for language in LANGUAGES
        }
        self._opening = {
            language: self._opened(language, _examples(folder / f"examples.{language}.toml")) for language in LANGUAGES
        }

    def opening(self, language: Language) -> Prompt:
        """What every request about extracts begins with: the rules, then the examples in the form of real questions."""
        return self._opening[language]

    def asked(self, task: str, language: Language, **values: object) -> Message:
        """Sources and question, then `task`: messages that differ in the task share all that is before it."""
        return Message("user", f"{self.text('answer_sources', language, **values)}\n{self.text(task, language)}")

    def text(self, name: str, language: Language, **values: object) -> str:
        """One message filled with `values`, which are never read as a template."""
        return self._templates[name, language].render(**values)

    def _opened(self, language: Language, examples: Sequence[Example]) -> Prompt:
        messages = [Message("system", self.text("answer_system", language))]
        for one in examples:
            asked = self.asked("answer", language, sources=one.sources, question=one.question, previous=None)
            messages += [asked, Message("assistant", one.answer)]
        return tuple(messages)

    def _checked(self, path: Path, needed: frozenset[str]) -> str:
        try:
            source = path.read_text(encoding="utf-8").rstrip("\n")
            found = meta.find_undeclared_variables(self._environment.parse(source))
        except (OSError, UnicodeDecodeError, TemplateSyntaxError) as error:
            raise BadPrompt(file=path.name, cause=error) from error
        if found != needed:
            wrong = ", ".join(sorted(found ^ needed))
            raise BadPrompt(file=path.name, cause=f"variables: {wrong}")
        return source


def _examples(path: Path) -> tuple[Example, ...]:
    try:
        return _Examples.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).example
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadPrompt(file=path.name, cause=error) from error


def answer_prompt(prompts: Prompts, task: str, query: Query, evidence: Sequence[Evidence]) -> Prompt:
    """The opening, then the sources and the question with `task`."""
    sources = source_texts(evidence)
    asked = prompts.asked(task, query.language, sources=sources, question=query.text, previous=query.previous)
    return (*prompts.opening(query.language), asked)


def with_correction(prompt: Prompt, written: str, correction: str) -> Prompt:
    """`prompt`, what the model wrote to it, and what was wrong with that: it shares all it has read."""
    return (*prompt, Message("assistant", written), Message("user", correction))


def source_texts(evidence: Sequence[Evidence]) -> list[SourceText]:
    """The evidence, one text for each article, under a heading with its title, outlet and day."""
    return [
        SourceText(heading(group[0].article), " ".join(item.span.text for item in group))
        for group in by_article(evidence)
    ]


def heading(article: Article) -> str:
    """Title, then outlet and day where they are known."""
    known = ", ".join(filter(None, (article.source, article.day)))
    return f"{article.title} ({known})" if known else article.title
