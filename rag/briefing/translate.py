"""A line in the other language, with the same figures, or the reason why it cannot be had."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rag.answering import facts
from rag.answering.prompting import Prompts
from rag.answering.wording import reason
from rag.briefing.writer import Writer
from rag.generation import Message
from rag.records import Language

_TOKENS = 160
_LONGEST, _FREE_WORDS = 1.8, 2
"""How many times longer one rendering may be, some words aside: beyond, something was left out or added."""


_FIGURES = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f,.]\d{3}(?!\d))+|\d+")
"""A number in figures: groups of three, or figures in a row."""

_DECIMALS = re.compile(r"[.,](\d+)")


@dataclass(frozen=True)
class Translator:
    """Translates lines that were checked in one language."""

    writer: Writer
    prompts: Prompts

    def translated(self, text: str, into: Language) -> tuple[str, tuple[str, ...]]:
        """`text` in the language `into`, and what differs between both, as sentences; empty when nothing does.

        A translation that changes a figure is asked for once more, with the figures named. Raises ModelError.
        """
        written: Language = "en" if into == "fr" else "fr"
        first = self._ask("translation", into, sentence=text)
        faults = translation_faults(text, written, first, into)
        if not faults or not figures(text):
            return first, faults
        again = self._ask("translation_figures", into, sentence=text, figures=", ".join(figures(text).elements()))
        faults_again = translation_faults(text, written, again, into)
        return (first, faults) if faults_again else (again, ())

    def _ask(self, name: str, into: Language, **values: str) -> str:
        prompt = (
            Message("system", self.prompts.text("translation_system", into)),
            Message("user", self.prompts.text(name, into, **values)),
        )
        return re.sub(r"[ \t\r\n]+", " ", self.writer.write(prompt, _TOKENS))  # one line, no-break spaces kept


def translation_faults(text: str, language: Language, translated: str, other: Language) -> tuple[str, ...]:
    """Numbers that one of the two renderings has and the other has not, as reasons in `language`.

    Numbers must have the same values, and those in figures must be in figures, as often, in both: "12" is not "twelve".
    The lengths must be of one size.
    """
    sizes = sorted((len(text.split()), len(translated.split())))
    if sizes[0] * _LONGEST < sizes[1] - _FREE_WORDS or not translated:
        return (reason("translation", language, text),)
    first, second = facts.numbers(text, language), facts.numbers(translated, other)
    lost = [number.text for number in first if not any(number.values & one.values for one in second)]
    added = [number.text for number in second if not any(number.values & one.values for one in first)]
    ours, theirs = figures(text), figures(translated)
    differing: Iterable[str] = [*lost, *added] or [*(ours - theirs), *(theirs - ours)]
    return tuple(reason("translation", language, value) for value in dict.fromkeys(differing))


def figures(text: str) -> Counter[str]:
    """The numbers of `text` in figures, in one form for both languages: "1 234,50" and "1,234.5" are "1234.5"."""
    found: Counter[str] = Counter()
    at = 0
    while match := _FIGURES.search(text, at):
        decimals = _DECIMALS.match(text, match.end())
        at = decimals.end() if decimals else match.end()
        whole = str(int(re.sub(r"\D", "", match.group())))
        fraction = decimals.group(1).rstrip("0") if decimals else ""
        found[f"{whole}.{fraction}" if fraction else whole] += 1
    return found
