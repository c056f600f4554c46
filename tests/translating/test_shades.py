"""What a translation may not lose: a reserve, a day, quotation marks; and words that it left as they were."""

from __future__ import annotations

import pytest

from rag.records import Language
from rag.translating.shades import lost_shades, words_left


@pytest.mark.parametrize(
    ("french", "english", "lost_in_english", "lost_in_french"),
    [
        pytest.param("Environ 300 foyers.", "About 300 homes.", False, False, id="about"),
        pytest.param("Environ 300 foyers.", "300 homes.", True, True, id="about, left out"),
        pytest.param("Il a perdu 300 euros.", "He lost about 300 euros.", True, True, id="about, added"),
        pytest.param("Une trentaine de foyers.", "Some 30 homes.", False, False, id="some thirty"),
        pytest.param("Plus de 1\u202f500 foyers.", "More than 1,500 homes.", False, False, id="more than"),
        pytest.param("Plus de 1\u202f500 foyers.", "1,500 homes.", True, True, id="more than, left out"),
        pytest.param("Au moins deux blessés.", "At least two injured.", False, False, id="at least"),
        pytest.param("Au moins deux blessés.", "Two injured.", True, True, id="at least, left out"),
        pytest.param(
            "Il n’a presque jamais quitté l’île.", "He has hardly ever left the island.", False, False, id="hardly"
        ),
        pytest.param("Il n’a presque jamais quitté l’île.", "He has never left the island.", True, True, id="never"),
        pytest.param("Le pont pourrait rouvrir.", "The bridge could reopen.", False, False, id="could"),
        pytest.param("Le pont pourrait rouvrir.", "The bridge will reopen.", True, True, id="will"),
        pytest.param("Inconnu depuis plus de cent ans.", "Unknown for a century.", True, True, id="more than, added"),
        pytest.param("Il coûterait dix euros.", "It would cost ten euros.", False, False, id="would"),
        pytest.param("Il coûterait dix euros.", "It costs ten euros.", True, True, id="costs"),
        pytest.param("Il générait du bruit.", "It was noisy.", False, False, id="imperfect"),
        pytest.param("Il rouvre lundi.", "It reopens on Monday.", False, False, id="the day"),
        pytest.param("Il rouvre lundi.", "It reopens.", True, False, id="the day, left out"),
        pytest.param(
            "« C’était une boîte ouverte », dit-elle.", "“It was an open box,” she says.", False, False, id="quoted"
        ),
        pytest.param(
            "« C’était une boîte ouverte », dit-elle.", "It was an open box.", True, False, id="no more quoted"
        ),
    ],
)
def test_what_one_of_two_renderings_lost(
    french: str, english: str, lost_in_english: bool, lost_in_french: bool
) -> None:
    assert bool(list(lost_shades(french, "fr", english, "en"))) == lost_in_english
    assert bool(list(lost_shades(english, "en", french, "fr"))) == lost_in_french


@pytest.mark.parametrize(
    ("text", "translated", "into", "left"),
    [
        pytest.param(
            "Le conseil approuve le tramway de la gare maritime au campus.",
            "The council approves the tramway from the maritime station to the campus.",
            "en",
            [],
            id="spelled alike in news",
        ),
        pytest.param(
            "On a fermé les Champs-Élysées.", "They closed the Champs-Élysées.", "en", [], id="part of a name"
        ),
        pytest.param("Elle lit « La Mer pour tous ».", "She reads “La Mer pour tous”.", "en", [], id="a title"),
        pytest.param(
            "Ils crient « Nous allons aux urnes ».", "They shout “Nous allons aux urnes”.", "en", ["aux "], id="a cry"
        ),
        pytest.param("The lighthouse fell.", "La lighthouse est tombée.", "fr", ["lighthouse"], id="a cluster"),
        pytest.param("The mud is memory.", "Le mud est mémoire.", "fr", ["mud"], id="a short word"),
        pytest.param(
            "He sailed with ten others on board.", "Il navigue avec dix autres sur board.", "fr", ["board"], id="board"
        ),
        pytest.param(
            "La ville de Sarvane vote un budget de 48 millions d’euros.",
            "The city of Sarvane votes a budget of 48 million euros.",
            "en",
            [],
            id="spelled alike",
        ),
        pytest.param(
            "L’association de la direction juge l’accusation de l’opposition.",
            "The association of the management judges the accusation of the opposition.",
            "en",
            [],
            id="endings that both have",
        ),
        pytest.param(
            "The heating failed.", "Le heating est tombé en panne.", "fr", ["heating"], id="an English ending"
        ),
        pytest.param("La récolte est bonne.", "The récolte is good.", "en", ["récolte"], id="a French accent"),
        pytest.param("Le prix des poires.", "The price des pears.", "en", ["des "], id="a little word"),
        pytest.param("Le lac des Rousses.", "The lac des Rousses.", "en", [], id="a little word of a name"),
        pytest.param(
            "Le chien dort sous le toit.", "The chien dort under the roof.", "en", ["chien", "dort"], id="many"
        ),
    ],
)
def test_words_that_were_left(text: str, translated: str, into: Language, left: list[str]) -> None:
    assert words_left(text, translated, into) == left
