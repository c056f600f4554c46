"""The words of the page, in French and in English, with the typography of each language."""

from __future__ import annotations

from rag.interface.english import ENGLISH
from rag.interface.french import FRENCH
from rag.records import Language, Status
from rag.typography import grouped, typeset

WORDS: dict[Language, dict[str, str]] = {
    "fr": {key: typeset(text) for key, text in FRENCH.items()},
    "en": ENGLISH,
}
"""For each language: key → template."""


def say(key: str, language: Language, **values: object) -> str:
    """The words of `key`, filled with `values`. Raises KeyError for an unknown key: a test finds those."""
    return WORDS[language][key].format(**values)


def status_word(status: Status, language: Language) -> str:
    """What became of an item, in a word."""
    return say(f"status.{status}", language)


def counted(noun: str, number: int, language: Language) -> str:
    """“12 passages”: in French zero takes the singular."""
    single = number < 2 if language == "fr" else number == 1
    return say(f"{noun}.{'one' if single else 'many'}", language, n=grouped(number, language))
