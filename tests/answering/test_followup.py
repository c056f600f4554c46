"""Which questions need the one before."""

from __future__ import annotations

import pytest

from rag.answering.followup import needs_previous


@pytest.mark.parametrize(
    "question",
    ["Et combien ?", "Et à Harrowmouth ?", "Et pourquoi ?", "Quand a-t-elle été élue ?", "Combien cela coûtera-t-il ?"]
    + ["When was he born?", "And how many were injured?", "What about the second one?", "Where is it?"],
)
def test_these_do(question: str) -> None:
    assert needs_previous(question)


@pytest.mark.parametrize(
    "question",
    [
        "Combien d’habitants sont privés du pont ?",
        "Le maire a-t-il démissionné ?",
        "Pourquoi le préfet a-t-il fermé le pont ?",
        "Quel est le prix du lait ?",
        "Qui est la préfète de Valmorel ?",
        "How much money did the cheese fair raise?",
        "Et quel est le budget que la ville de Saint-Aubray a voté pour ses écoles en octobre ?",
    ],
)
def test_these_stand_on_their_own(question: str) -> None:
    assert not needs_previous(question)
