from __future__ import annotations

import pytest

from rag.library.stems import content_stems, content_words, folded, match_query, stems, words
from rag.records import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("L’économie d'aujourd’hui", ["économie", "aujourd", "hui"], id="elisions"),
        pytest.param("jusqu’à ce qu’il parte", ["à", "ce", "il", "parte"], id="long elisions"),
        pytest.param("the mayor’s budget-2026", ["the", "mayor", "budget", "2026"], id="possessive"),
        pytest.param("E\u0301tat", ["état"], id="decomposed accent"),
        pytest.param("🙂 «\u202f!\u202f»", [], id="no word"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        pytest.param("fr", "élections", "élection", id="plural"),
        pytest.param("fr", "économiques", "ÉCONOMIE", id="family"),
        pytest.param("fr", "mangées", "mangé", id="participle"),
        pytest.param("en", "elections", "election", id="english plural"),
        pytest.param("en", "resigned", "resigning", id="english verb"),
    ],
)
def test_forms_of_a_word_share_their_stem(language: Language, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)


def test_folded_drops_accents_and_ligatures() -> None:
    assert folded("Œuvre d’État À Noël") == "oeuvre d’etat a noel"


def test_stop_words_are_left_out_unless_nothing_else_is_there() -> None:
    assert content_words("Qui est le maire de Kerloc ?") == ["maire", "kerloc"]
    assert content_words("Qui est-ce ?") == ["qui", "est", "ce"]
    assert content_stems("les maires sont partis", "fr") == ["mair", "part"]


def test_match_query_quotes_everything() -> None:
    assert match_query('grève AND "NEAR(') == (
        '({title text} : ("grève" OR "near")) OR (stems : ("grev" OR "near" OR "greve"))'
    )


def test_a_pasted_page_is_a_bounded_query() -> None:
    assert match_query(" ".join(f"mot{number}" for number in range(100_000))).count(" OR ") < 1500
