"""Figures of the same thing, and answers to one question, that differ from one article to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from newsstand import stocked

from rag.answering.disagreement import Other, other_answers, other_figures
from rag.answering.terms import TermWeights
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article, Citation, Claim, Evidence, Exchange, Language, Query, Span


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    shelf, index, _ = stocked(tmp_path)
    yield shelf
    index.close()
    shelf.close()


def evidence(text: str, language: Language, source: str) -> Evidence:
    return Evidence(Article(source, text, language, source=source), Span(0, len(text), text), 1.0)


def claim(text: str, item: Evidence) -> Claim:
    return Claim(text, True, (), (Citation(1, item.article, item.span),))


COST = evidence("Le tramway coûtera 94\u202fmillions d’euros, selon la mairie.", "fr", "L’Arpenteur du soir")
ASKED = "Combien coûtera le tramway ?"
SAID = "Le tramway coûtera 94 millions d’euros."


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        pytest.param("L’opposition dit que le tramway coûtera 118 millions d’euros.", "fr", True, id="another cost"),
        pytest.param(
            "The tramway will cost €118 million, “coûtera”, says the left.", "en", True, id="across languages"
        ),
        pytest.param("Le tramway coûtera 94 millions d’euros.", "fr", False, id="the same cost"),
        pytest.param("Le tramway coûtera 94 000 000 euros.", "fr", False, id="the same, in figures"),
        pytest.param("Le tramway coûtera un ticket à 2 euros.", "fr", False, id="of another order"),
        pytest.param("Le tramway coûtera du temps : 118 arrêts.", "fr", False, id="another unit"),
        pytest.param("Le tramway coûtera 90 millions d’euros, ou 94 millions d’euros.", "fr", False, id="both"),
        pytest.param("Le tramway coûtera cher pendant 96 jours.", "fr", False, id="days"),
        pytest.param("La piscine a rapporté 118 millions d’euros.", "fr", False, id="not about it"),
    ],
)
def test_other_figures(library: Library, text: str, language: Language, found: bool) -> None:
    other = evidence(text, language, "La Voix de l’Ostrelle")
    weights = TermWeights.of(ASKED, library)
    assert other_figures(claim(SAID, COST), [COST, other], weights) == ([other] if found else [])


def test_the_cited_article_does_not_contradict_itself(library: Library) -> None:
    again = Evidence(COST.article, Span(0, 40, "Le tramway coûtera 99 millions d’euros."), 1.0)
    assert other_figures(claim(SAID, COST), [COST, again], TermWeights.of(ASKED, library)) == []


def answers(question: str, text: str, *others: Evidence, library: Library) -> list[Other]:
    """What other sentences answer instead, where `text` is the answer and the sentence it cites."""
    language: Language = "en" if question.startswith(("Who", "In ")) else "fr"
    item = evidence(text, language, "L’Arpenteur du soir")
    query = Query(question, language)
    return other_answers(query, [claim(text, item)], [item, *others], TermWeights.asked(query, library))


@pytest.mark.parametrize(
    ("question", "said", "other", "sort"),
    [
        pytest.param(
            "Qui dirige le musée Marescot ?",
            "Le musée Marescot est dirigé par Loïc Prigent.",
            "Le musée Marescot, que dirige Solène d’Arcambel depuis mai, rouvrira.",
            "name",
            id="another person",
        ),
        pytest.param(
            "Who runs the Marescot museum?",
            "The Marescot museum is run by Loïc Prigent.",
            "The Marescot museum, which Ida Thornbury runs, will open again.",
            "name",
            id="another person, in English",
        ),
        pytest.param(
            "Où aura lieu la foire aux cidres ?",
            "La foire aux cidres aura lieu à Valmorel.",
            "La foire aux cidres aura lieu samedi à Brévannes.",
            "place",
            id="another place",
        ),
        pytest.param(
            "In which county is the village of Harrowmouth?",
            "The village of Harrowmouth is in Kelsby County.",
            "The village of Harrowmouth lies at the edge of Wexholme County.",
            "name",
            id="another county",
        ),
        pytest.param(
            "Quand rouvrira le pont de Valmorel ?",
            "Le pont de Valmorel rouvrira le 12\u00a0octobre 2026.",
            "Le pont de Valmorel rouvrira le 19 octobre 2026, dit la préfète.",
            "date",
            id="another day",
        ),
        pytest.param(
            "Quand rouvrira le pont de Valmorel ?",
            "Le pont de Valmorel rouvrira le 12 octobre 2026.",
            "Le pont de Valmorel rouvrira en novembre.",
            "date",
            id="another month",
        ),
        pytest.param(
            "En quelle année le phare de Brévannes a-t-il été construit ?",
            "Le phare de Brévannes a été construit en 1887.",
            "Le phare de Brévannes a été construit par l’État en 1912.",
            "date",
            id="another year",
        ),
        pytest.param(
            "Quelle est la date de naissance de Maëlle Kerouédan ?",
            "La naissance de Maëlle Kerouédan est du 3 mai 1967.",
            "Maëlle Kerouédan, dont la naissance date de 1971, est préfète.",
            "date",
            id="another year than that of a day",
        ),
        pytest.param(
            "Quelle préfète a fermé le pont de Valmorel ?",
            "Maëlle Kerouédan a fermé le pont de Valmorel.",
            "Le pont de Valmorel a été fermé par Solène d’Arcambel.",
            "name",
            id="which prefect",
        ),
        pytest.param(
            "Combien de bateaux compte le port de Brévannes ?",
            "Le port de Brévannes compte 70 bateaux.",
            "Le port de Brévannes compte au moins 160 bateaux de pêche.",
            "figure",
            id="a number far from it",
        ),
        pytest.param(
            "Combien coûte l’entrée du musée Marescot ?",
            "L’entrée du musée Marescot coûte 6 €.",
            "L’entrée du musée Marescot coûte 12 euros.",
            "figure",
            id="another price",
        ),
        pytest.param(
            "Quel âge a Maëlle Kerouédan ?",
            "Maëlle Kerouédan a 45 ans.",
            "Maëlle Kerouédan, âgée de 59 ans, n’a pas commenté son âge.",
            "figure",
            id="another age",
        ),
    ],
)
def test_another_answer(library: Library, question: str, said: str, other: str, sort: str) -> None:
    item = evidence(other, "en" if other.startswith("The ") else "fr", "Le Fanal d’Ostrelle")
    assert answers(question, said, item, library=library) == [Other(item, sort)]


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        pytest.param(
            "Qui dirige le musée Marescot ?",
            "Le musée Marescot est dirigé par Loïc Prigent.",
            "Le musée Marescot, que dirige M. Prigent, accueille Ida Thornbury.",
            id="the same person",
        ),
        pytest.param(
            "Qui dirige le musée Marescot ?",
            "Le musée Marescot est dirigé par Loïc Prigent.",
            "Le musée Marescot rouvrira, a annoncé Solène d’Arcambel.",
            id="who only speaks of it",
        ),
        pytest.param(
            "Qui dirige le musée Marescot ?",
            "Le musée Marescot est dirigé par Loïc Prigent.",
            "Le musée d’Ostrelle est dirigé par Ida Thornbury.",
            id="of something else",
        ),
        pytest.param(
            "Où aura lieu la foire aux cidres ?",
            "La foire aux cidres aura lieu à Londres.",
            "The cider fair (« la foire aux cidres ») aura lieu in London.",
            id="the same place in the other language",
        ),
        pytest.param(
            "Où est née la préfète Maëlle Kerouédan ?",
            "La préfète Maëlle Kerouédan est née à Brévannes.",
            "La préfète Maëlle Kerouédan est née en Belgique.",
            id="a town and a country",
        ),
        pytest.param(
            "Quand rouvrira le pont de Valmorel ?",
            "Le pont de Valmorel rouvrira le 12 octobre 2026.",
            "Le pont de Valmorel rouvrira le lundi 12 octobre.",
            id="the same day",
        ),
        pytest.param(
            "Quand rouvrira le pont de Valmorel ?",
            "Le pont de Valmorel rouvrira le 12 octobre 2026.",
            "Le pont de Valmorel rouvrira en octobre.",
            id="a day and a month",
        ),
        pytest.param(
            "Quand rouvrira le pont de Valmorel ?",
            "Le pont de Valmorel rouvrira le 12 octobre 2026.",
            "Le pont de Valmorel rouvrira en 2026.",
            id="a day and its year",
        ),
        pytest.param(
            "Combien de bateaux compte le port de Brévannes ?",
            "Le port de Brévannes compte 152 bateaux.",
            "Le port de Brévannes compte environ 160 bateaux.",
            id="about as many",
        ),
        pytest.param(
            "Combien de bateaux compte le port de Brévannes ?",
            "Le port de Brévannes compte 70 bateaux.",
            "Le port de Brévannes compte 160 bateaux, dont 70 à voile.",
            id="both numbers",
        ),
        pytest.param(
            "Combien de bateaux compte le port de Brévannes ?",
            "Le port de Brévannes compte 70 bateaux.",
            "Le port de Brévannes, ses bateaux et ses 160 marins attendent.",
            id="what else is counted",
        ),
        pytest.param(
            "Qui sont les peintres du musée Marescot ?",
            "Le musée Marescot montre les peintres Loïc Prigent.",
            "Le musée Marescot montre les peintres Ida Thornbury.",
            id="one of several",
        ),
        pytest.param(
            "Pourquoi le musée Marescot ferme-t-il ?",
            "Le musée Marescot ferme à Valmorel.",
            "Le musée Marescot ferme à Brévannes.",
            id="a question for none of these",
        ),
    ],
)
def test_no_other_answer(library: Library, question: str, said: str, other: str) -> None:
    assert answers(question, said, evidence(other, "fr", "Le Fanal d’Ostrelle"), library=library) == []


def test_one_other_answer_is_told_once(library: Library) -> None:
    question, said = "Où aura lieu la foire aux cidres ?", "La foire aux cidres aura lieu à Valmorel."
    outlets = ("Le Fanal", "Le Phare", "Le Jour")
    places = ("Brévannes", "Brévannes", "Kelsby")
    others = [
        evidence(f"La foire aux cidres aura lieu à {place}.", "fr", outlet)
        for place, outlet in zip(places, outlets, strict=True)
    ]
    assert [one.item for one in answers(question, said, *others, library=library)] == [others[0], others[2]]


def test_the_sentence_before_says_whom_it_means(library: Library) -> None:
    question = "Où la chanteuse Ida Thornbury est-elle née ?"
    said = "La chanteuse Ida Thornbury est née à Kelsby."
    text = "Ida Thornbury, la chanteuse, prépare un disque. Elle est née à Wexholme."
    article = Article("Un disque", text, "fr", source="Le Fanal")
    parts = [Evidence(article, span, 1.0) for span in split_sentences(text, "fr")]
    assert answers(question, said, *parts, library=library) == [Other(parts[1], "place")]
    assert answers(question, said, parts[1], library=library) == []


def test_a_follow_up_is_not_compared(library: Library) -> None:
    item, other = (evidence(f"La foire aura lieu à {place}.", "fr", place) for place in ("Valmorel", "Kelsby"))
    query = Query("Où aura lieu la foire ?", "fr")
    weights = TermWeights.asked(query, library)
    assert other_answers(query, [claim(item.span.text, item)], [item, other], weights)
    followed = replace(query, previous=Exchange("Quelle foire ?", "Celle des cidres."))
    assert not other_answers(followed, [claim(item.span.text, item)], [item, other], weights)
