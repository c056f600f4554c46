"""What a sentence counts, in figures and in words, whatever the words put it in."""

from __future__ import annotations

import pytest

from rag.checking.figures import differ, figures
from rag.records import Language


@pytest.mark.parametrize(
    ("sentence", "language", "counted"),
    [
        pytest.param("Le quai a fait 12\u202fblessés.", "fr", [("injured", 12, "12\u202fblessés")], id="noun"),
        pytest.param(
            "The ferry hit the quay, injuring at least 14 people.", "en",
            [("injured", 14, "injuring at least 14 people")], id="verb before",
        ),
        pytest.param(
            "The blast killed 3 people and injured 12, they said.", "en",
            [("dead", 3, "killed 3 people"), ("injured", 12, "injured 12")], id="two verbs",
        ),
        pytest.param("They put the injured at 14.", "en", [("injured", 14, "injured at 14")], id="injured at"),
        pytest.param(
            "Trois ouvriers ont été blessés, selon l’Élysée.", "fr",
            [("injured", 3, "Trois ouvriers ont été blessés")], id="passive, in words",
        ),
        pytest.param("Two people died.", "en", [("dead", 2, "Two people died")], id="died"),
        pytest.param(
            "Vingt-trois élèves, deux cents foyers.", "fr",
            [("pupil", 23, "Vingt-trois élèves"), ("home", 200, "deux cents foyers")],
            id="numbers of several words",
        ),
        pytest.param(
            "Il a fait évacuer 240 habitants et 21 foyers.", "fr",
            [("evacuated", 240, "évacuer 240 habitants"), ("home", 21, "21 foyers")], id="infinitive",
        ),
        pytest.param("The town evacuated 12 houses.", "en", [("en hous", 12, "12 houses")], id="houses are no people"),
        pytest.param("La troisième victime, un mort, trois raisons, dix pour cent.", "fr", [], id="nothing counted"),
        pytest.param("Ils ont perdu trois millions d’euros.", "fr", [], id="measures in words"),
    ],
)  # fmt: skip
def test_what_is_counted(sentence: str, language: Language, counted: list[tuple[str, float, str]]) -> None:
    found = [(one.unit, max(one.values), sentence[one.start : one.end]) for one in figures(sentence, language)]
    assert found == counted


@pytest.mark.parametrize(
    ("french", "english", "apart", "apart_without_limit"),
    [
        ("3 morts", "5 people died", False, True),
        ("4 morts", "5 people died", True, True),
        ("3 morts", "three people died", False, False),
        ("3 morts", "5 people were hurt", False, False),
        ("1\u202f234 manifestants", "1,200 marchers", False, False),
    ],
)
def test_figures_differ_by_at_most_so_much(french: str, english: str, apart: bool, apart_without_limit: bool) -> None:
    (one,), (other,) = figures(french, "fr"), figures(english, "en")
    assert differ(one, other) == apart
    assert differ(one, other, float("inf")) == apart_without_limit
