"""A claim may not say what excludes the words of its source: rose for fell, a third for a quarter, north for south."""

import pytest

from rag.checking.contraries import contraries
from rag.checking.verify import unsupported_reasons
from rag.records import Article, Citation, Language, Span


def cited(source: str, language: Language, title: str = "") -> list[Citation]:
    return [Citation(1, Article(title, source, language), Span(0, len(source), source))]


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        pytest.param(
            "Les ventes ont augmenté.", "Les ventes ont baissé.", [("augmenté", "baissé")], id="rose for fell"
        ),
        pytest.param("Les ventes progressent.", "Les ventes ont augmenté.", [], id="rose for grew"),
        pytest.param("Le pont est ouvert.", "Le pont a été fermé mardi.", [("ouvert", "fermé")], id="open for closed"),
        pytest.param("Le pont est ouvert.", "La ferme du pont a brûlé.", [], id="a farm is not closed"),
        pytest.param("Les ouvriers ont voté.", "La fermeture a été votée.", [], id="workers do not open"),
        pytest.param("Le pont n’est pas fermé.", "Le pont est ouvert.", [], id="what is denied"),
        pytest.param("L’usine restera ouverte.", "L’accord évite la fermeture de l’usine.", [], id="what is avoided"),
        pytest.param("Un tiers des élus.", "Un quart des élus.", [("Un tiers", "Un quart")], id="another fraction"),
        pytest.param("Une demi-heure.", "Un quart d’heure.", [], id="no fraction"),
        pytest.param("Plus d’un mois.", "Moins d’un mois.", [("Plus d", "Moins d")], id="more for less"),
        pytest.param("Il vit au nord.", "Il vit au sud-ouest.", [("nord", "sud")], id="another quarter of the wind"),
        pytest.param("La rue est au nord.", "La rue est à l’est.", [("nord", "est")], id="est the wind, not the verb"),
        pytest.param("Sa première visite.", "Sa troisième visite.", [("première", "troisième")], id="an ordinal"),
        pytest.param("Le Premier ministre.", "Le deuxième mandat du ministre.", [], id="a title"),
        pytest.param("Il a gagné.", "Son rival a perdu.", [], id="two sides of one event"),
        pytest.param("Le prix a baissé.", "Le prix, qui avait augmenté, a baissé.", [], id="both are said"),
        pytest.param(
            "Le prix, qui avait baissé, a augmenté de 3 %.",
            "Le prix, qui avait augmenté, a augmenté de 3 % puis a baissé.",
            [("baissé", "augmenté")],
            id="both are said, one in the other's place",
        ),
    ],
)
def test_in_french(claim: str, source: str, found: list[tuple[str, str]]) -> None:
    assert contraries(claim, "fr", cited(source, "fr")) == found


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        pytest.param("After March 31.", "Until March 31.", [("After", "Until")], id="after for until"),
        pytest.param("After the war.", "Until March 31.", [], id="after a thing"),
        pytest.param("It cuts 90 jobs.", "It is creating 90 jobs.", [("cuts", "creating")], id="jobs cut"),
        pytest.param("He was acquitted.", "He was found guilty.", [("acquitted", "guilty")], id="acquitted"),
        pytest.param("He was close to tears.", "The shop was open.", [], id="close is not closed"),
        pytest.param("He did not rise.", "Prices fell.", [], id="what is denied"),
        pytest.param("She came first.", "She came second.", [("first", "second")], id="an ordinal"),
        pytest.param("Over the bridge.", "Under the bridge.", [], id="over a thing is not over a number"),
        pytest.param("Over 200 came.", "Fewer than 200 came.", [("Over", "Fewer than")], id="over a number"),
    ],
)
def test_in_english(claim: str, source: str, found: list[tuple[str, str]]) -> None:
    assert contraries(claim, "en", cited(source, "en")) == found


def test_across_languages() -> None:
    assert contraries("Prices rose.", "en", cited("Les prix ont reculé.", "fr")) == [("rose", "reculé")]
    assert not contraries("Prices fell.", "en", cited("Les prix ont reculé.", "fr"))


def test_the_title_lends_its_words() -> None:
    assert not contraries("Le pont a ouvert.", "fr", cited("Il fermait avant.", "fr", "Le pont est ouvert"))


def test_the_reader_is_told_both_words() -> None:
    source = "The Harrowmouth plant is creating 90 jobs."
    assert unsupported_reasons("The plant will cut 90 jobs.", cited(source, "en"), "en", "How many jobs go?") == (
        "“cut”: the cited sentence says “creating”",
    )
