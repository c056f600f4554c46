"""Names of several words, each whole and in its place."""

from __future__ import annotations

import pytest

from rag.checking.runs import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Le château est à Butler d’Ormonde.", ["Butler d’Ormonde"], id="a particle elided"),
        pytest.param(
            "Hier, Jean de La Fontaine-Roux et Ida Thornbury", ["Jean de La Fontaine-Roux", "Ida Thornbury"], id="two"
        ),
        pytest.param("It is at the Harbour of the Three Boats.", ["Harbour of the Three Boats"], id="in English"),
        pytest.param("The answer is: Wexholme.", ["Wexholme"], id="after a colon"),
        pytest.param("Kelsby, Wexholme and Kelsby again", ["Kelsby", "Wexholme", "Kelsby"], id="one twice"),
        pytest.param("Personne n’est venu.", [], id="none"),
    ],
)
def test_names_in(text: str, expected: list[str]) -> None:
    found = names_in(text, {"Kelsby"})
    assert [text[one.start : one.end] for one in found] == expected


def test_particles_are_no_words_of_a_name() -> None:
    assert names_in("Le château de Butler d’Ormonde", set())[0].words == ("Butler", "Ormonde")
