"""What the source only supposes, the claim may not state."""

import pytest

from rag.checking.reserves import unreserved
from rag.checking.verify import unsupported_reasons
from rag.records import Article, Citation, Language, Span


def cited(source: str, language: Language, title: str = "") -> list[Citation]:
    return [Citation(1, Article(title, source, language), Span(0, len(source), source))]


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        pytest.param("Il a fui en Italie.", "Il aurait fui en Italie.", ["aurait fui"], id="the press conditional"),
        pytest.param("Il aurait fui en Italie.", "Il aurait fui en Italie.", [], id="kept"),
        pytest.param("Selon la police, il a fui.", "Il aurait fui en Italie.", [], id="somebody's word"),
        pytest.param("Il va fuir.", "Il pourrait bientôt fuir.", ["pourrait bientôt fuir"], id="a word between"),
        pytest.param("Il vit en Italie.", "Il vit en Italie, d’où il aurait appelé.", [], id="the rest is certain"),
        pytest.param("Il a fui.", "Il a fui ; il aurait fui par le toit.", [], id="certain elsewhere"),
        pytest.param("Il reste au lit.", "Il devrait avoir fui.", [], id="nothing in common"),
    ],
)
def test_in_french(claim: str, source: str, found: list[str]) -> None:
    assert list(unreserved(claim, "fr", cited(source, "fr"))) == found


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        pytest.param("The mill will close.", "The mill might close.", ["might close"], id="might"),
        pytest.param("The mill may close.", "The mill might close.", [], id="may for might"),
        pytest.param("He stole it.", "He reportedly stole it.", ["reportedly stole"], id="reportedly"),
        pytest.param("It closed in May.", "It closed on 3 May when it rained.", [], id="the month"),
        pytest.param("It may rain.", "It may rain.", [], id="kept"),
    ],
)
def test_in_english(claim: str, source: str, found: list[str]) -> None:
    assert list(unreserved(claim, "en", cited(source, "en"))) == found


def test_the_title_may_be_sure() -> None:
    assert not list(unreserved("Il a fui.", "fr", cited("Il aurait fui.", "fr", "Le notaire a fui")))


def test_the_reader_is_told() -> None:
    assert unsupported_reasons("Le notaire a fui.", cited("Le notaire aurait fui.", "fr"), "fr") == (
        "« aurait fui » : la phrase citée n’en est pas sûre",
    )
