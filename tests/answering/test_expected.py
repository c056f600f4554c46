"""The kind of answer that a question asks for, and whether a text gives it."""

from __future__ import annotations

import pytest

from rag.answering.expected import Kind, asks_of_words, asks_yes_or_no, expected, gives, holds
from rag.records import Article, Evidence, Language, Span


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien d’habitants sont privés de passage ?", "quantity"),
        ("How many people cannot cross?", "quantity"),
        ("How much will the works cost?", "price"),
        ("Quel est le montant des travaux ?", "price"),
        ("Quel prix paiera la ville ?", "price"),
        ("Combien coûtera le billet ?", "price"),
        ("How old is the mayor?", "age"),
        ("À quel âge a-t-elle été élue ?", "age"),
        ("À quelle altitude se trouve le col ?", "quantity"),
        ("Quelle est la longueur du pont ?", "quantity"),
        ("Quelle population le pont sert-il ?", None),
        ("What is the height of the tower?", "quantity"),
        ("Quand le pont a-t-il fermé ?", "time"),
        ("When did the bridge close?", "time"),
        ("En quelle année le pont fut-il bâti ?", "time"),
        ("Quelle est la date de la réouverture ?", "time"),
        ("Which year was it built?", "time"),
        ("Qui a fermé le pont ?", None),
        ("Que se passe-t-il quand le pont ferme ?", None),
        ("Qui était maire quand le pont a fermé ?", None),
        ("Depuis quand le pont est-il fermé ?", "time"),
        ("Le pont rouvre quand ?", "time"),
        ("Quel prix littéraire a-t-elle reçu ?", None),
        ("Quel prix Hautecombe a-t-elle remporté ?", None),
        ("What happens when the bridge closes?", None),
        ("How was the bridge built?", None),
        ("Quel est le nom du maire ?", "name"),
        ("Comment s’appelle le commandant ?", "name"),
        ("What is the name of the ship?", "name"),
        ("What is it called when people rebel?", None),
        ("Dans quel pays le navire a-t-il été construit ?", "country"),
        ("Which countries signed the treaty?", "country"),
        ("Dans quelle région le pays a-t-il investi ?", None),
        ("Où le ferry a-t-il accosté ?", "place"),
        ("D’où vient le ferry ?", "place"),
        ("Where did the ferry dock?", "place"),
        ("Qui gère le port où le ferry accoste ?", None),
    ],
)
def test_the_words_of_a_question_tell_what_it_wants(question: str, kind: str | None) -> None:
    assert expected(question) == kind


@pytest.mark.parametrize(
    ("text", "language", "quantity", "time"),
    [
        ("12\u202f500 habitants sont privés de passage.", "fr", True, True),
        ("Trois maisons ont brûlé.", "fr", True, True),
        ("Plusieurs maisons ont brûlé.", "fr", True, False),
        ("Un homme est mort.", "fr", True, False),
        ("One man died.", "en", True, False),
        ("Il ouvrira l’an prochain.", "fr", False, True),
        ("Il ouvrira en mars.", "fr", False, True),
        ("It opens at noon.", "en", False, True),
        ("Aucune maison n’a brûlé.", "fr", True, False),
        ("Dozens of houses burned.", "en", True, False),
        ("Le pont a fermé mardi.", "fr", False, True),
        ("Le pont a fermé après la crue.", "fr", False, True),
        ("The bridge closed on Tuesday.", "en", False, True),
        ("La préfète a fermé le pont.", "fr", False, False),
        ("The prefect closed the bridge.", "en", False, False),
    ],
)
def test_what_a_text_gives(text: str, language: Language, quantity: bool, time: bool) -> None:
    assert (gives(text, "quantity", language), gives(text, "time", language)) == (quantity, time)
    assert gives(text, None, language)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Qui a dit « C’est une victoire » ?", True),
        ("Which councillor said “We shall wait”?", True),
        ("Qui a peint « Nocturne aux trois barques » ?", False),
        ("Who won the “World of Dance”?", False),
    ],
)
def test_words_of_somebody_and_names_of_works(question: str, said: bool) -> None:
    assert asks_of_words(question) == said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Le maire s’appelle Ferréol Quintrec.", True),
        ("La langue officielle est le mandarin.", True),
        ("Le maire de Saint-Aubray a été entendu mardi.", False),
        ("Le commandant a été entendu à bord.", False),
    ],
)
def test_a_name_is_not_one_of_the_question(text: str, named: bool) -> None:
    assert gives(text, "name", "fr", "Comment s’appelle le maire de Saint-Aubray ?") == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Le Pérou doit 3 millions au Chili.", True),
        ("Une banque ouzbèke a prêté la somme.", True),
        ("Le Pérou a suspendu le paiement de sa dette.", False),
        ("Le gouvernement péruvien doit 3 millions à ses voisins.", False),
        ("Il les doit à un créancier ukrainien.", True),
    ],
)
def test_a_country_is_not_one_of_the_question(text: str, named: bool) -> None:
    assert gives(text, "country", "fr", "Envers quel pays le Pérou a-t-il une dette ?") == named


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("Le Grand Pavois se trouve à Saint-Aubray.", True),
        ("Le Grand Pavois domine Harrowmouth.", True),
        ("Le Grand Pavois est fabriqué avec de la farine et du sel.", False),
        ("Le Grand Pavois est une tour.", False),
    ],
)
def test_a_place_is_said_with_a_name_or_a_preposition(text: str, placed: bool) -> None:
    assert gives(text, "place", "fr", "Où se trouve le Grand Pavois ?") == placed


@pytest.mark.parametrize(
    ("sentence", "kind", "held"),
    [
        ("Elle a marqué à la 88e minute devant 4 812 spectateurs.", "age", False),
        ("Priya Ellacott, 34 ans, a marqué.", "age", True),
        ("Kelsby led 2–0 after half an hour.", "age", False),
        ("Le ferry a heurté le quai lundi 12 octobre.", "price", False),
        ("Les réparations coûteront 3 millions d’euros.", "price", True),
        ("Les réparations coûteront des millions.", "price", False),
        ("Il a été entendu à bord.", "name", True),
        ("Le navire bat pavillon danois.", "country", True),
        ("Le navire a quitté le port de Saint-Aubray.", "country", False),
    ],
)
def test_a_sentence_to_quote_has_what_is_asked_for(sentence: str, kind: Kind, held: bool) -> None:
    item = Evidence(Article("Ferry", sentence, "fr"), Span(0, len(sentence), sentence), 1.0)
    assert holds(item, kind) == held


@pytest.mark.parametrize(
    ("question", "closed"),
    [
        ("Le pont est-il fermé ?", True),
        ("Est-ce que le pont est fermé ?", True),
        ("La préfète a-t-elle fermé le pont ?", True),
        ("Is the bridge closed?", True),
        ("Quand le pont sera-t-il fermé ?", False),
        ("Où est-ce ?", False),
        ("When was the bridge closed?", False),
        ("Le pont de Valmorel", False),
    ],
)
def test_what_may_be_answered_by_yes_or_no(question: str, closed: bool) -> None:
    assert asks_yes_or_no(question) is closed
