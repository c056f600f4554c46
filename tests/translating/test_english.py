"""English that a small model wrote: a day has its preposition, and what is not certain stays so."""

from __future__ import annotations

import pytest

from rag.translating.english import english


@pytest.mark.parametrize(
    ("source", "written", "mended"),
    [
        pytest.param(
            "Les élus ont voté lundi soir le tracé.",
            "Councillors voted the Monday evening the route.",
            "Councillors voted on Monday evening the route.",
            id="day",
        ),
        pytest.param("Il rouvre mardi.", "It reopens the Tuesday.", "It reopens on Tuesday.", id="day at the end"),
        pytest.param("Il ferme le lundi.", "It closes the Monday.", "It closes the Monday.", id="each Monday"),
        pytest.param(
            "Le train de lundi soir est plein.",
            "All of the Monday evening train is full.",
            "All of the Monday evening train is full.",
            id="a train",
        ),
        pytest.param(
            "Les travaux commenceraient en mai.", "Work will begin in May.", "Work would begin in May.", id="perhaps"
        ),
        pytest.param(
            "Elle viendrait, mais lui restera.", "She will come, but he will stay.", "She will come, but he will stay.",
            id="future beside",
        ),
        pytest.param("9,6 kilomètres", "9.6 kilometers", "9.6 kilometres", id="measure"),
        pytest.param("Le compteur tourne.", "The meter runs.", "The meter runs.", id="no measure"),
        pytest.param(
            "Trois ans de prison requis contre lui", "Three years of prison required", "Three years of prison sought",
            id="sought",
        ),
        pytest.param("Un incendie est éteint.", "An incident is out.", "A fire is out.", id="fire"),
        pytest.param("Crue de la Lisse", "Crude of the Lisse", "Flood of the Lisse", id="flood"),
        pytest.param("Le prix du brut en crue", "The price of crude", "The price of crude", id="oil"),
        pytest.param(
            "Le tableau volé revient au musée.", "The stolen table is back.", "The stolen painting is back.",
            id="painting",
        ),
        pytest.param("Un tableau montre les prix.", "A table shows them.", "A table shows them.", id="table"),
        pytest.param("Elle générait du bruit.", "She will be loud.", "She will be loud.", id="imperfect"),
    ],
)  # fmt: skip
def test_what_has_one_right_form_is_mended(source: str, written: str, mended: str) -> None:
    assert english(written, source) == mended
