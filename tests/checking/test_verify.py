"""What a claim says that its cited sentence does not: near misses of numbers, times, dates and names."""

import pytest

from rag.checking.verify import unsupported_reasons
from rag.records import Article, Citation, Language, Span


def supported(
    claim: str, source: str, language: Language = "fr", question: str = "", published: str = "2026-10-14"
) -> bool:
    """Whether `claim` stands beside `source`, the first sentence of an article that goes on."""
    rest = " La ville de Valmorel compte 300 commerces." if language == "fr" else " Valmorel has 300 shops."
    article = Article(
        "Ce qui s’est passé" if language == "fr" else "What happened", source + rest, language, published=published
    )
    cited = Citation(1, article, Span(0, len(source), source))
    return not unsupported_reasons(claim, [cited], language, question)


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        pytest.param("L’amende est de 5 euros.", "L’amende est de 5 millions d’euros.", False, id="scale left out"),
        pytest.param("L’amende est de 1 million.", "L’amende est de 5 millions d’euros.", False, id="one of the scale"),
        pytest.param("Elle a coûté 50 euros.", "Elle a coûté 1,5 milliard d’euros.", False, id="figures run together"),
        pytest.param("Elle vaut 5 millions d’euros.", "Elle vaut 5 M€.", True, id="a scale in one letter"),
        pytest.param("Il gagne 5 euros.", "Il gagne 5 k€.", False, id="thousands in one letter"),
        pytest.param("Elle pèse 800 kg.", "Elle pèse 800 g.", False, id="grams are no kilograms"),
        pytest.param("La hausse est de 3 %.", "La hausse est de 3 points.", False, id="points are no per cent"),
        pytest.param("La hausse est de 10 %.", "La hausse est de dix pour cent.", True, id="per cent in words"),
        pytest.param("La hausse est de 100 %.", "La hausse est de 3 pour cent.", False, id="the cent of pour cent"),
        pytest.param("Il a fait −5 degrés.", "Il a fait 5 degrés.", False, id="below zero"),
        pytest.param("Le prix est de 1\u202f500 euros.", "Le prix est de 1.500 euros.", True, id="grouped by a stop"),
        pytest.param(
            "La collision a fait 12 morts.", "La collision a fait 12 blessés.", False, id="injured are not dead"
        ),
        pytest.param("Elle pèse 112 livres sterling.", "Elle compte 112 plongées.", False, id="of another thing"),
        pytest.param("Elle a duré 4 ans.", "Elle a duré les quatre dernières années.", True, id="a word between"),
        pytest.param("Elle date de 1980.", "Elle date des années 1980.", False, id="a decade is no year"),
        pytest.param("Elle date des années 80.", "Elle date des années 1980.", True, id="the same decade"),
        pytest.param("Elle a tué 12 personnes.", "Elle a fait 12 morts.", True, id="the dead in other words"),
        pytest.param("Il y a 12 morts.", "Il y a 12 blessés, et 12 morts à Brisay.", True, id="both are counted"),
        pytest.param(
            "Il y a 12 morts.", "Douze passagers manquent : 12 en tout.", True, id="what is counted is not said"
        ),
    ],
)
def test_numbers(claim: str, source: str, stands: bool) -> None:
    assert supported(claim, source) == stands


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        pytest.param("Elle est née le 5 juin 1957.", "Elle est née le 15 juin 1957.", False, id="half a day"),
        pytest.param("Elle est née le 15 juin.", "Elle est née le 15 juin 1957.", True, id="a part of a date"),
        pytest.param("Elle ouvrira en mai.", "Elle ouvrira en mars.", False, id="a month that is also a word"),
        pytest.param("Elle ouvrira dès mars.", "Elle ouvrira en mars.", True, id="the same month"),
        pytest.param("Il a lieu le 6 octobre.", "Il a lieu mardi prochain.", False, id="next is not last"),
        pytest.param("Il a lieu le 20 octobre.", "Il a lieu mardi prochain.", True, id="next"),
        pytest.param("Il a eu lieu en novembre 2026.", "Il a eu lieu en novembre dernier.", False, id="last November"),
        pytest.param("Il a eu lieu en novembre 2025.", "Il a eu lieu en novembre dernier.", True, id="of last year"),
        pytest.param("En 2026, il a plu.", "L’an dernier, il a plu.", False, id="last year is not this one"),
        pytest.param("En 2025, il a plu.", "L’an dernier, il a plu.", True, id="last year"),
        pytest.param("En 2023, il a plu.", "Il y a trois ans, il a plu.", True, id="three years ago"),
        pytest.param(
            "Il est mort le 14 octobre.", "Il est mort l’an dernier.", False, id="not on the day it was printed"
        ),
        pytest.param("Il a plu le 20 octobre 2026.", "Il a plu le 20/10/2026.", True, id="a date in figures"),
        pytest.param("Le vote est à 18 h 42.", "Le vote est à 18 h 30.", False, id="other minutes"),
        pytest.param("Le vote est à 18 h 30.", "Le vote a lieu à 18h30.", True, id="the same time"),
    ],
)
def test_dates_and_times(claim: str, source: str, stands: bool) -> None:
    assert supported(claim, source) == stands


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "mardi", ""])
def test_an_impossible_day_of_publication_says_nothing(published: str) -> None:
    assert supported("Il a plu hier.", "Il a plu hier.", published=published)


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        pytest.param("Paris accueillera le sommet.", "Londres accueillera le sommet.", False, id="a known city"),
        pytest.param("Velmont a supprimé 300 emplois.", "Orvane a supprimé 300 emplois.", False, id="an invented name"),
        pytest.param("Orvane a supprimé 300 emplois.", "Orvane a supprimé 300 emplois à Lyon.", True, id="the same"),
        pytest.param("Trois cents emplois disparaissent.", "Orvane a supprimé 300 emplois.", True, id="no name at all"),
        pytest.param("Simone Orvane a gagné.", "Simon Orvane a gagné.", False, id="Simone is not Simon"),
        pytest.param("L’Iran a signé.", "L’Irak a signé.", False, id="Iran is not Iraq"),
        pytest.param("Le Niger a signé.", "Le Nigeria a signé.", False, id="Niger is not Nigeria"),
        pytest.param("Les Espagnols ont signé.", "L’Espagne a signé.", True, id="a country and its people"),
        pytest.param("La flotte danoise a signé.", "La flotte belge a signé.", False, id="of another country"),
        pytest.param("La flotte belge a signé.", "La flotte de la Belgique a signé.", True, id="of the same country"),
        pytest.param("La flotte lettone a signé.", "La flotte tchèque a signé.", False, id="of another country again"),
    ],
)
def test_names(claim: str, source: str, stands: bool) -> None:
    assert supported(claim, source) == stands


def test_a_number_of_the_question_stands_elsewhere_only_where_the_sentence_counts_no_other() -> None:
    source, question = "L’usine a supprimé 120 emplois.", "L’usine a-t-elle supprimé 300 emplois ?"
    assert not supported("Oui, l’usine a supprimé 300 emplois.", source, question=question)
    assert supported("L’usine a supprimé des emplois.", source, question=question)
    asked = "Que sait-on de la ville aux 300 commerces ?"
    assert supported("La ville aux 300 commerces a supprimé 120 emplois.", source, question=asked)


def test_across_languages_a_country_is_not_its_neighbour() -> None:
    korea = Article("Tir", "La Corée du Nord a tiré un missile mardi.", "fr", published="2026-10-14")
    cited = Citation(1, korea, Span(0, len(korea.text), korea.text))
    assert not unsupported_reasons("North Korea fired a missile on Tuesday.", [cited], "en")
    assert unsupported_reasons("South Korea fired a missile on Tuesday.", [cited], "en")


@pytest.mark.parametrize(
    ("french", "english", "stands"),
    [
        ("La Lettonie a fermé sa frontière.", "Latvia closed its border.", True),
        ("La Lettonie a fermé sa frontière.", "Lithuania closed its border.", False),
        ("L’armée tchadienne s’est retirée.", "The army of Chad withdrew.", True),
        ("L’armée tchadienne s’est retirée.", "The army of Sudan withdrew.", False),
        ("Des élus islandais sont venus.", "Icelandic councillors came.", True),
        ("Des élus islandais sont venus.", "Irish councillors came.", False),
        ("Le navire a quitté Beyrouth pour Chypre.", "The ship left Beirut for Cyprus.", True),
        ("Les Émirats arabes unis ont payé.", "The United Arab Emirates paid.", True),
        ("Les Émirats arabes unis ont payé.", "Kuwait paid.", False),
        ("La France a signé.", "Canada signed.", False),
        ("L’armée nigérienne s’est retirée.", "The army of Nigeria withdrew.", False),
        ("Le ministère de la transition écologique a signé.", "The Ministry of Ecological Transition signed.", True),
        ("La Convention citoyenne pour le climat vote.", "The Citizens’ Climate Convention votes.", True),
        ("Le ministère de la transition écologique a signé.", "The Ministry of Regional Planning signed.", False),
    ],
)
def test_countries_and_cities_that_are_written_otherwise(french: str, english: str, stands: bool) -> None:
    article = Article("Une brève", french, "fr", published="2026-10-14")
    cited = Citation(1, article, Span(0, len(french), french))
    assert bool(unsupported_reasons(english, [cited], "en")) != stands


def test_a_day_of_the_question_may_be_the_day_of_the_article() -> None:
    source, claim = "Depuis mardi, 180 personnes ont été évacuées.", "180 personnes étaient évacuées le 14 octobre."
    assert supported(claim, source, question="Combien d’évacués le 14 octobre ?")
    assert not supported(claim, source, question="Combien d’évacués ?")
    assert not supported(claim, source, question="Combien d’évacués le 14 octobre ?", published="2026-10-16")


def test_the_outlet_that_the_question_names_is_the_one_of_the_article() -> None:
    flood = Article("Flood", "The map showed 2,400 homes without power.", "en", source="The Kelsby Dispatch")
    cited = Citation(1, flood, Span(0, len(flood.text), flood.text))
    claim, question = "The Kelsby Dispatch tells of 2,400 homes.", "How many homes, according to The Kelsby Dispatch?"
    assert not unsupported_reasons(claim, [cited], "en", question)
