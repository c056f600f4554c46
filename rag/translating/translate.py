"""A sentence in the other language, saying the same, or the reasons why it cannot be had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.answering.prompting import Prompts
from rag.answering.wording import quoted
from rag.generation import Message
from rag.records import OTHER, Citation, Language
from rag.translating.counted import as_counted, as_vague, with_day
from rag.translating.english import english
from rag.translating.faithful import figures, rendering_faults
from rag.translating.french import french
from rag.translating.named import kept_names, mended, respelled
from rag.translating.speakers import speaker_first
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

        A translation with faults is asked for again: with the figures and names named, then word for word. Raises
        ModelError.
        """
        into = OTHER[source.article.language]
        tried = list[tuple[str, tuple[str, ...]]]()
        for text in self._attempts(source, into):
            tried.append((text, rendering_faults(source, text, into)))
            if not tried[-1][1]:
                return tried[-1]
        return tried[0]

    def _attempts(self, source: Citation, into: Language) -> Iterator[str]:
        said = speaker_first(source.quote, source.article.language)
        kept = dict.fromkeys((*figures(source.quote).elements(), *kept_names(source)))
        yield self._asked("translation", source, sentence=said)
        if kept:
            yield self._asked("translation_again", source, sentence=said, kept=", ".join(kept))
        yield self._asked("translation_closely", source, sentence=said)

    def _asked(self, name: str, source: Citation, **values: str) -> str:
        """What the model writes for the prompt `name`, mended where there is one way only."""
        into, sentence = OTHER[source.article.language], source.quote
        prompt = (
            Message("system", self.prompts.text("translation_system", into)),
            Message("user", self.prompts.text(name, into, **values)),
        )
        text = re.sub(r"[ \t\r\n]+", " ", self.writer.write(prompt, _TOKENS))  # one line, no-break spaces kept
        text = _marks(text[:1].upper() + text[1:], sentence, into)
        text = _ended(mended(text, sentence, into), sentence)
        text = as_counted(with_day(text, sentence, into), sentence, into)
        text = french(text, sentence) if into == "fr" else english(as_vague(text, sentence), sentence)
        return respelled(text, source)


def _ended(text: str, sentence: str) -> str:
    """`text` with a full stop where `sentence` has one, and without one where it has none: a title."""
    if not re.search(r"[.!?…]\W*$", sentence):
        return re.sub(r"(?<=\w\w)\.(?=\W*$)", "", text)
    return text if re.search(r"[.!?…]\W*$", text) else f"{text}."


def _marks(text: str, sentence: str, language: Language) -> str:
    """The apostrophes and quotation marks of print in place of a keyboard's, and the figures of the language.

    Where `sentence` begins with a quotation, or is one, so does its translation: the model leaves out the first mark.
    """
    text = re.sub(r"(?<=\w)'(?=\w)", "’", with_figures(text, language))
    if re.match(r"[\"«“]", sentence) and text.count('"') % 2 == 1 and text[:1] != '"':
        text = f'"{text}'
    text = re.sub(r'(?<![\w.,!?…])"([^"]+)"(?!\w)', lambda found: quoted(found.group(1).strip(), language), text)
    whole = re.fullmatch(r"[\"«“][^\"«»“”]+[\"»”][.!?…]?", sentence)
    return quoted(text, language) if whole and not re.search(r"[\"«»“”]", text) else text
