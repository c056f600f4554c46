"""A claim may not deny what its source affirms, nor affirm what it denies."""

import unicodedata

import pytest

from rag.checking.polarity import contradiction
from rag.records import Language


@pytest.mark.parametrize(
    ("claim", "source", "language", "contradicts"),
    [
        pytest.param("Le pont n’a pas été fermé.", "Le pont a été fermé mardi.", "fr", True, id="ne … pas added"),
        pytest.param("Le pont a été fermé.", "Le pont n’a pas été fermé mardi.", "fr", True, id="ne … pas left out"),
        pytest.param("Le pont ne ferme jamais.", "Le pont ne ferme plus jamais.", "fr", False, id="both deny"),
        pytest.param("Elle n’est plus là.", "Elle est là.", "fr", True, id="nothing but little words"),
        pytest.param(
            "Il a écrit.", "Il n’est pas venu, mais il a écrit.", "fr", False, id="what is denied is left out"
        ),
        pytest.param("Il ne reste que deux élus.", "Il reste deux élus.", "fr", False, id="ne … que affirms"),
        pytest.param("Il n’est pas ouvert aux piétons.", "Il est fermé aux piétons.", "fr", False, id="an antonym"),
        pytest.param(
            "Les concerts resteront diffusés en clair.",
            "Les concerts ne seront désormais plus diffusés « en clair ».",
            "fr",
            True,
            id="little words between",
        ),
        pytest.param(
            "Il fermera deux nuits.", "Il ne fermera pas trois nuits, mais deux.", "fr", False, id="pas …, mais …"
        ),
        pytest.param(
            "Il fermera trois nuits.", "Il ne fermera pas trois nuits, mais deux.", "fr", True, id="what is corrected"
        ),
        pytest.param("Une personne a été blessée.", "Personne n’a été blessé.", "fr", True, id="nobody left out"),
        pytest.param("Personne n’a été blessé.", "Personne n’a été blessé mardi.", "fr", False, id="nobody, twice"),
        pytest.param("Une personne n’a pas voté.", "Une personne n’a pas voté.", "fr", False, id="one person denied"),
        pytest.param("Rien n’a été décidé.", "Une date a été décidée.", "fr", True, id="nothing added"),
        pytest.param("Elle est coupable.", "Elle a été jugée non coupable.", "fr", True, id="non left out"),
        pytest.param("Elle n’est pas coupable.", "Elle est non coupable.", "fr", False, id="non in other words"),
        pytest.param("Non, le pont est ouvert.", "Le pont est ouvert.", "fr", False, id="non as an answer"),
        pytest.param("Le maire non plus ne viendra pas.", "Le maire ne viendra pas.", "fr", False, id="non plus"),
        pytest.param(
            "L’élection n’a pas été annulée.",
            unicodedata.normalize("NFD", "L’élection n’a pas été annulée."),
            "fr",
            False,
            id="accents apart",
        ),
        pytest.param("The bridge is not open.", "The bridge is open.", "en", True, id="not added"),
        pytest.param("It has been sold.", "It hasn’t been sold.", "en", True, id="n’t left out"),
        pytest.param("It was not only late.", "It was late and dear.", "en", False, id="not only"),
        pytest.param("The council never voted.", "The council voted on Monday.", "en", True, id="never"),
        pytest.param(
            "No member will be dismissed.", "He said no member would be dismissed.", "en", False, id="no, twice"
        ),
    ],
)
def test_in_one_language(claim: str, source: str, language: Language, contradicts: bool) -> None:
    assert (contradiction(claim, language, source, language) is not None) == contradicts


@pytest.mark.parametrize(
    ("claim", "source", "contradicts"),
    [
        pytest.param("Le pont n’est pas ouvert.", "The bridge is open.", True, id="added"),
        pytest.param("Le pont n’est pas ouvert.", "The bridge remains unsafe.", False, id="denied in other words"),
        pytest.param("Le pont est ouvert depuis lundi.", "The bridge has not been open since Monday.", True, id="lost"),
        pytest.param("La banque est ouverte.", "The bank is not open.", True, id="ban is no bank"),
        pytest.param("Les œuvres non éligibles sont exclues.", "Ineligible works are out.", False, id="a prefix"),
        pytest.param(
            "Le pont est ouvert.", "The bridge is open, but the council did not pay.", False, id="a part of it"
        ),
    ],
)
def test_across_languages(claim: str, source: str, contradicts: bool) -> None:
    assert (contradiction(claim, "fr", source, "en") is not None) == contradicts
