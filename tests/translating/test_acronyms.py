"""What acronyms stand for, where an article says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import FLOOD

from rag.translating.acronyms import expansions


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("l’Office national de l’eau (ONE) l’a dit", "Office national de l’eau"),
        ("The BBC (British Broadcasting Corporation) said", "British Broadcasting Corporation"),
        ("Hier, la Compagnie des eaux (CDE) a coupé l’eau", "Compagnie des eaux"),
        ("la CDE (Compagnie des eaux) a coupé l’eau", "Compagnie des eaux"),
        ("avec Électricité de France (EDF) à Valmorel", "Électricité de France"),
        (
            "Selon la Société nationale des chemins de fer français (SNCF), rien ne roule",
            "Société nationale des chemins de fer français",
        ),
        ("the Department of the Environment (DOE) said", "Department of the Environment"),
        ("le grand dépôt de Valmorel (GRV)", None),
        ("une école (IUT) de la ville", None),
        ("les eaux (CDE) de la ville", None),
        ("the HPU (Northern Union of Ports) said", None),
        ("l’État (ET)", None),
    ],
)
def test_long_forms_are_those_whose_words_begin_so(text: str, long: str | None) -> None:
    found = [one.quote for one in expansions([replace(FLOOD, text=text)]).values()]
    assert found == ([long] if long else [])
