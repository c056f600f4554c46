"""Figures and sums of money as each language writes them."""

import pytest

from rag.typography import with_figures


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Elle a réuni £23 750 mardi.", "Elle a réuni 23\u202f750\u00a0£ mardi."),
        ("2,400 foyers", "2\u202f400 foyers"),
        ("€1.4 million", "1,4 million d’euros"),
        ("$3,5 milliards de dettes", "$3,5 milliards de dettes"),
        ("7.5 mètres, le 12.10.2026 à 2.30pm", "7,5 mètres, le 12.10.2026 à 2.30pm"),
        ("12 500,5 euros en 2024", "12\u202f500,5 euros en 2024"),
        ("1,234,567 votes", "1\u202f234\u202f567 votes"),
        ("83% et 4 %", "83\u202f% et 4\u202f%"),
    ],
)
def test_in_french(text: str, french: str) -> None:
    assert with_figures(text, "fr") == french


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("2\u202f400 homes", "2,400 homes"),
        ("7,5 metres", "7.5 metres"),
        ("It cost 94\u00a0€ and 1\u202f500,50 £.", "It cost €94 and £1,500.50."),
        ("in 2024, 300 jobs", "in 2024, 300 jobs"),
        ("83\u202f% and 4 %", "83% and 4%"),
        ("on 12, 14 and 15 May", "on 12, 14 and 15 May"),
    ],
)
def test_in_english(text: str, english: str) -> None:
    assert with_figures(text, "en") == english
