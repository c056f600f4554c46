"""Names that the two languages print otherwise: mended where they were left, missed where they were lost."""

from __future__ import annotations

import pytest

from rag.checking.aliases import ACRONYMS, CITIES, COUNTRIES
from rag.checking.facts import name_key, name_keys
from rag.records import Article, Citation, Span
from rag.translating.named import kept_names, lost_acronyms, lost_names, mended, respelled


def test_both_forms_are_known_to_be_one_name() -> None:
    for english, french in {**ACRONYMS, **CITIES}.items():
        assert name_key(english) == name_key(french.split("’")[-1].split(" ")[-1]), english
    for english, french in COUNTRIES.items():
        assert name_keys(english) & name_keys(french), english


@pytest.mark.parametrize(
    ("source", "left", "english"),
    [
        ("L’OTAN se réunit à Londres.", "OTAN meets in Londres.", "NATO meets in London."),
        ("Le FMI et l’ONU", "FMI and the ONU", "IMF and the UN"),
        ("Le maire parle.", "The OTAN speaks.", "The OTAN speaks."),
        ("La Corée du Nord et le pays de Galles", "Corée du Nord and pays de Galles", "North Korea and Wales"),
    ],
)
def test_english_lines_have_english_names(source: str, left: str, english: str) -> None:
    assert mended(left, source, "en") == english


@pytest.mark.parametrize(
    ("left", "french"),
    [
        ("NATO a voté.", "OTAN a voté."),
        ("La NATO a voté.", "L’OTAN a voté."),
        ("le chef de la NATO, du NATO et de NATO", "le chef de l’OTAN, de l’OTAN et de l’OTAN"),
        ("fidèle au NATO et à la NATO", "fidèle à l’OTAN et à l’OTAN"),
        ("le prêt de l’IMF à l’IMF, selon l’IMF", "le prêt du FMI au FMI, selon le FMI"),
        ("Le ECB et d’ECB", "La BCE et de la BCE"),
        ("un sommet NATO à London", "un sommet OTAN à Londres"),
        ("NATOnia", "NATOnia"),
        ("le chef de Scotland, en Scotland, au Wales", "le chef de l’Écosse, en Écosse, au pays de Galles"),
        ("la frontière du Northern Ireland", "la frontière de l’Irlande du Nord"),
        ("London Bridge, selon Scotland Yard et la Bank of Scotland", None),
    ],
)
def test_french_lines_have_french_names_and_their_articles(left: str, french: str | None) -> None:
    told = "NATO, the IMF, the ECB and the Bank of Scotland met in London, Northern Ireland, Wales and Scotland."
    assert mended(left, told, "fr") == (french or left)


@pytest.mark.parametrize(
    ("source", "translated", "lost"),
    [
        ("L’OTAN a voté.", "NATO voted.", []),
        ("L’OTAN a voté.", "The WHO voted.", ["OTAN"]),
        ("L’OMS l’a dit.", "The man who said so left.", ["OMS"]),
        ("L’OMS l’a dit.", "The World Health Organization said so.", []),
        ("L’ONU l’a dit.", "The United Nations said so.", []),
        ("L’ONV l’a dit.", "The ONV said so.", []),
        ("L’OMC l’a dit.", "The World Bank of Trade said so.", ["OMC"]),
    ],
)
def test_an_acronym_is_kept_or_spelled_out(source: str, translated: str, lost: list[str]) -> None:
    assert lost_acronyms(source, translated, "en") == lost


def cited(quote: str, before: str = "") -> Citation:
    """`quote` as a sentence of an article that also says what stands `before` it."""
    return Citation(0, Article("", before + quote, "fr"), Span(len(before), len(before + quote), quote))


@pytest.mark.parametrize(
    ("source", "translated", "lost"),
    [
        ("Odilon Varède et Maëlle Kerouédan ont signé.", "Odilon Varède signed.", ["Maëlle Kerouédan"]),
        ("Odilon Varède a signé à Valmorel, à Brezhan et à Kersal.", "Varède signed in Valmorel, Kersal.", ["Brezhan"]),
        ("Le maire de Valmorel, Odilon Varède, signe.", "The mayor of Valmorel, Mr Varède, signs.", []),
        ("Une usine Pélivane ouvre à Londres.", "A Pelivane plant opens in London.", []),
        ("Le Conseil général et la CDE ont signé avec Brezhan.", "The council and the water board met Brezhan.", []),
        ("La filiale Brezhan-Europe a fermé.", "The European branch of Brezhan closed.", []),
        ("Des Allemands sont venus.", "People from Germany came.", []),
        ("Mayor Signs Deal With Brezhan Plant Over Jobs", "Le maire signe avec Brezhan pour les emplois", []),
        ("Mayor Backs Deal With Brezhan Plant Over Jobs", "Un accord pour les emplois", ["Mayor Backs Deal"]),
    ],
)
def test_a_name_is_lost_when_no_word_of_it_is_left(source: str, translated: str, lost: list[str]) -> None:
    found = lost_names(cited(source), translated)
    assert len(found) == len(lost)
    assert all(name.startswith(start) for name, start in zip(found, lost, strict=True))


def test_a_name_that_opens_the_sentence_is_told_by_its_article() -> None:
    assert lost_names(cited("Varède a signé.", before="Le maire Varède a parlé. "), "The mayor signed.") == ["Varède"]
    assert lost_names(cited("Travaux finis.", before="Les travaux durent. "), "The works are over.") == []


def test_only_names_that_both_languages_print_alike_are_to_be_kept() -> None:
    source = cited("Le ministère des Affaires étrangères, Odilon Varède et l’OTAN quittent Londres pour Kersal.")
    assert kept_names(source) == ["Odilon Varède", "Kersal"]


@pytest.mark.parametrize(
    ("source", "written", "mended_to"),
    [
        ("Le maire, Odilon Varède, signe.", "The mayor, Odillon Varède, signs.", "The mayor, Odilon Varède, signs."),
        ("Maëlle Kerouédan part.", "Maëlle Kerouedan leaves.", "Maëlle Kerouédan leaves."),
        ("Maëlle Kerouédan part.", "Maelle Kerouedan’s day", "Maëlle Kerouédan’s day"),
        ("Le pont de Port-Évrain ouvre.", "The Port-Evrain bridge… opens.", "The Port-Évrain bridge… opens."),
        ("Le tramway de Québec ouvre.", "Quebec’s tramway opens.", None),
        ("A Saint-Etienne bridge opens.", "Un pont de Saint-Étienne ouvre.", None),
        ("Maëlle Kerouédan part.", "Maëlle Kerouédant leaves.", None),
        ("Maëlle Kerouédan part.", "Maëlle Kerduédan leaves.", "Maëlle Kerouédan leaves."),
        ("L’équipe de Kersaliou part.", "The team of Kersalieu leaves.", None),
        ("Anne Varède part.", "Anna Varède leaves.", None),
        ("Admiral Varède spoke.", "L’amiral Varède a parlé.", None),
        ("Princess Maëlle spoke.", "Princesse Maëlle a parlé.", None),
    ],
)
def test_a_person_is_spelled_as_in_the_article(source: str, written: str, mended_to: str | None) -> None:
    assert respelled(written, cited(source)) == (mended_to or written)


def test_a_surname_is_spelled_as_beside_its_first_name() -> None:
    title = cited("Le procès de Courtevoye s’ouvre.", before="Anselme Courtevoye a nié. ")
    assert respelled("Courtvoye’s trial begins.", title) == "Courtevoye’s trial begins."
    place = cited("La ville de Hambourg vote.", before="Selon Hambourg, rien ne change. ")
    assert respelled("The city of Hamburg votes.", place) == "The city of Hamburg votes."
