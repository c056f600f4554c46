"""Language of a text: French or English, told from its letters; the reader's own language when it cannot be told."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any, cast

from rag.records import LANGUAGES, Language

MARGIN = 5.0
"""Least difference of log-likelihoods. Below it ("Paris", "Budget 2026") the letters say nothing. On 360 press
titles and leads, any margin up to 6 leaves the two errors that there are without one."""

SAMPLE_CHARS = 3000
"""The beginning of an article is enough, and keeps the time constant."""


def detect(text: str, fallback: Language) -> Language:
    """The language of `text`; `fallback` when French and English are about as likely."""
    (first, best), (_, second) = _identifier().rank(text[:SAMPLE_CHARS])[:2]
    return cast(Language, first) if best - second >= MARGIN else fallback


def named(tag: object) -> Language | None:
    """The language of a tag such as "fr", "fr-CA" or "EN_us"; None for any other."""
    if not isinstance(tag, str):
        return None
    start = tag.strip().lower().replace("_", "-").partition("-")[0]
    return next((language for language in LANGUAGES if language == start), None)


def load_identifier() -> None:
    """Loads what `detect` needs, half a second of work that the first question then need not wait for."""
    _identifier()


def _identifier() -> Any:
    with _loading:
        return _loaded()


_loading = Lock()


@cache
def _loaded() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
