"""French or English, also from a few words."""

from __future__ import annotations

import pytest

from rag.records import Language
from rag.sources.language import detect, named

FRENCH = [
    "La mairie de Kervalec vote le budget", "Grève des dockers : le port à l’arrêt", "L’Assemblée adopte la loi",
    "Pourquoi le prix du blé remonte", "Qui a signé l’accord ?", "Inondations : trois communes évacuées",
    "Le maire démissionne", "Nouvelle hausse des loyers",
]  # fmt: skip
ENGLISH = [
    "Harbour strike enters its third week", "Why wheat prices are rising again", "Who signed the agreement?",
    "The mayor resigns", "Floods: three villages evacuated", "Council votes on new housing plan",
    "Government to review the ferry contract", "Rents rise again",
]  # fmt: skip


@pytest.mark.parametrize("title", FRENCH)
def test_short_french_titles(title: str) -> None:
    assert detect(title, "en") == "fr"


@pytest.mark.parametrize("title", ENGLISH)
def test_short_english_titles(title: str) -> None:
    assert detect(title, "fr") == "en"


@pytest.mark.parametrize("text", ["", "2026", "Paris", "?!", "12,5 %", "東京"])
@pytest.mark.parametrize("fallback", ["fr", "en"])
def test_what_does_not_tell_its_language_has_the_reader_s(text: str, fallback: Language) -> None:
    assert detect(text, fallback) == fallback


TAGS = {"fr": "fr", "FR": "fr", "fr-CA": "fr", "en_US": "en", " en ": "en", "de": None, "": None, "french": None}


@pytest.mark.parametrize(("tag", "expected"), TAGS.items())
def test_tags(tag: str, expected: str | None) -> None:
    assert named(tag) == expected


def test_a_tag_that_is_no_text() -> None:
    assert named(12) is None
