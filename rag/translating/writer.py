"""The model as a writer that remembers: what it once wrote for a message, it is not asked to write again."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answering.claims import cleaned
from rag.generation import Prompt
from rag.library.store import Library
from rag.protocols import Generator
from rag.records import content_id


@dataclass(frozen=True)
class Writer:
    """Writes texts with `generator`. With a `memory`, finished texts are kept there under model, message and length."""

    generator: Generator
    memory: Library | None = None

    @property
    def model(self) -> str:
        return self.generator.model

    def write(self, prompt: Prompt, most_tokens: int) -> str:
        """The model's text without its own markers and Markdown. Raises ModelError."""
        messages = (f"{message.role} {message.text}" for message in prompt)
        key = content_id("writing", self.model, str(most_tokens), *messages)
        known = self.memory.writing(key) if self.memory else None
        if known is not None:
            return cleaned(known)
        made = self.generator.generate(prompt, most_tokens).result()
        if self.memory and made.finish in ("stop", "length"):
            self.memory.keep_writing(key, made.text)
        return cleaned(made.text)
