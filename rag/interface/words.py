"""The words of the page, in French and in English, with the typography of each language."""

from __future__ import annotations

from collections.abc import Mapping

from rag.errors import KiosqueError
from rag.interface.english import ENGLISH
from rag.interface.french import FRENCH
from rag.interface.french_settings import MEANINGS
from rag.records import Language, Status
from rag.settings import Settings
from rag.typography import decimal, grouped, typeset


def _meanings(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"setting.{name}": text for name, text in texts.items()}


_SETTINGS = {name: field.description or "" for name, field in Settings.model_fields.items()}

WORDS: dict[Language, dict[str, str]] = {
    "fr": {key: typeset(text) for key, text in (FRENCH | _meanings(MEANINGS)).items()},
    "en": ENGLISH | _meanings(_SETTINGS),
}
"""For each language: key → template."""


def say(key: str, language: Language, **values: object) -> str:
    """The words of `key`, filled with `values`. Raises KeyError for an unknown key: a test finds those."""
    return WORDS[language][key].format(**values)


def sentence(error: KiosqueError, language: Language) -> str:
    """What happened and what to do about it, in the typography of the language."""
    words = error.sentence(language)
    return typeset(words) if language == "fr" else words


def status_word(status: Status, language: Language) -> str:
    """What became of an item, in a word."""
    return say(f"status.{status}", language)


def counted(noun: str, number: int, language: Language) -> str:
    """“12 passages”: in French zero takes the singular."""
    single = number < 2 if language == "fr" else number == 1
    return say(f"{noun}.{'one' if single else 'many'}", language, n=grouped(number, language))


def sized(size_bytes: int, language: Language) -> str:
    """“1,1 Go”, “72 MB”, “0.3 MB”."""
    if size_bytes < 1_000_000_000:
        megabytes = size_bytes / 1e6
        shown = grouped(round(megabytes), language) if megabytes >= 10 else decimal(max(0.1, megabytes), language)
        return say("megabytes", language, n=shown)
    return say("gigabytes", language, n=decimal(size_bytes / 1e9, language))
