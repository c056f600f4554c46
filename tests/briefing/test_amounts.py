"""Figures of articles in the reader's language: the same number of the same thing, or the words as they were."""

from __future__ import annotations

import pytest

from rag.briefing.export.amounts import in_language
from rag.records import Language


@pytest.mark.parametrize(
    ("text", "written", "said"),
    [
        ("94 millions d’euros", "fr", "€94 million"),
        ("23\u202f750 euros", "fr", "€23,750"),
        ("€1.4 million", "en", "1,4 million d’euros"),
        ("$2.5 billion", "en", "2,5 milliards de dollars"),
        ("£23,750", "en", "23\u202f750 livres"),
        ("trois nuits", "fr", "3 nights"),
        ("14 passagers ont été blessés", "fr", "14 injured"),
        ("injuring 14", "en", "14 blessés"),
        ("3,85 mètres", "fr", "3.85 metres"),
        ("5 %", "fr", "5%"),
        ("12.5%", "en", "12,5\u202f%"),
        ("38\u202f000 passages", "fr", "38,000 passages"),
        ("1 blessé", "fr", "1 blessé"),
    ],
)
def test_a_figure_is_said_in_the_other_language(text: str, written: Language, said: str) -> None:
    into: Language = "en" if written == "fr" else "fr"
    assert in_language(text, written, into).replace("\u00a0", " ") == said
    assert written == "en" and text[-1].isdigit() or in_language(text, written, written) == text


def test_a_figure_comes_before_what_it_counts() -> None:
    assert in_language("injured at 14", "en", "en").replace("\u00a0", " ") == "14 injured"
    assert in_language("bilan de 14", "fr", "fr") == "bilan de 14"
