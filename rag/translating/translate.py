"""A sentence in the other language, saying the same, or the reasons why it cannot be had."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answering.prompting import Prompts
from rag.answering.wording import quoted
from rag.generation import Message
from rag.records import OTHER, Citation, Language
from rag.translating.counted import as_counted, with_day
from rag.translating.english import english
from rag.translating.faithful import figures, rendering_faults
from rag.translating.french import french
from rag.translating.named import kept_names, mended, respelled
from rag.translating.writer import Writer
from rag.typography import with_figures

_TOKENS = 160


@dataclass(frozen=True)
class Translator:
    """Translates sentences of articles."""

    writer: Writer
    prompts: Prompts

    def translated(self, source: Citation) -> tuple[str, tuple[str, ...]]:
        """The cited sentence in the other language, and what it says otherwise there; empty when nothing.

        A translation with faults is asked for once more, with the figures and names named. Raises ModelError.
        """
        into = OTHER[source.article.language]
        first = respelled(self._ask("translation", into, sentence=source.quote), source)
        faults = rendering_faults(source, first, into)
        kept = dict.fromkeys((*figures(source.quote).elements(), *kept_names(source)))
        if not faults or not kept:
            return first, faults
        again = respelled(self._ask("translation_again", into, sentence=source.quote, kept=", ".join(kept)), source)
        return (first, faults) if rendering_faults(source, again, into) else (again, ())

    def _ask(self, name: str, into: Language, **values: str) -> str:
        prompt = (
            Message("system", self.prompts.text("translation_system", into)),
            Message("user", self.prompts.text(name, into, **values)),
        )
        text = re.sub(r"[ \t\r\n]+", " ", self.writer.write(prompt, _TOKENS))  # one line, no-break spaces kept
        if not re.search(r"[.!?…]\W*$", values["sentence"]):
            text = re.sub(r"(?<=\w\w)\.(?=\W*$)", "", text)  # a title
        text = mended(_marks(text[:1].upper() + text[1:], into), values["sentence"], into)
        text = as_counted(with_day(text, values["sentence"], into), values["sentence"], into)
        return (french if into == "fr" else english)(text, values["sentence"])


def _marks(text: str, language: Language) -> str:
    """The apostrophes and quotation marks of print in place of a keyboard's, and the figures of the language."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", with_figures(text, language))
    return re.sub(r'"([^"]+)"', lambda found: quoted(found.group(1).strip(), language), text)
