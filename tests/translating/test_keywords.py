"""Translations that turn a sentence of news into another one, though figures and names are right."""

from __future__ import annotations

import pytest

from rag.translating.keywords import lost_keywords


@pytest.mark.parametrize(
    ("french", "english", "lost"),
    [
        ("Le prévenu nie toute intention.", "The accused has not shown any intention.", ["nie"]),
        ("Le prévenu a nié les faits.", "The defendant denied the charges.", []),
        ("Trois ans de prison requis contre le maire.", "Three years of prison for the mayor.", ["requis"]),
        ("Trois ans de prison requis contre le maire.", "Three years of prison sought for the mayor.", []),
        ("Le musée s’offre une toile.", "The museum offers a canvas.", ["s’offre"]),
        ("Le musée s’offre une toile.", "The museum buys a canvas.", []),
        ("Le musée offre une toile.", "The museum gives a canvas.", []),
        ("Un homme est porté disparu.", "A man is missing.", []),
        ("Un homme est porté disparu.", "A man is late for it.", []),
        ("Un homme est porté disparu.", "A man is wanted.", ["disparu"]),
        ("Deux marins blessés, un mort.", "Two sailors injured, one dead.", []),
        ("Deux marins blessés, un mort.", "Two sailors blessed, one dead.", ["blessés"]),
        ("Les négociations sont au point mort.", "Talks have stalled.", []),
        ("Il a payé plus d’un million.", "He paid more than a million dollars.", ["dollars"]),
        ("Il a payé un million d’euros.", "He paid $1 million.", ["euros", "$"]),
        ("Un incendie s’est déclaré rue Basse.", "An incident was declared on Rue Basse.", ["incendie"]),
        ("Les pompiers ont éteint l’incendie.", "Firefighters put out the blaze.", []),
        ("L’attaque a été revendiquée lundi.", "The attack was suspected on Monday.", ["revendiquée"]),
        ("Le préfet est condamné à une amende.", "The prefect was fined.", []),
        ("L’ancien maire est accusé de fraude.", "The mayor is accused of fraud.", ["ancien maire"]),
    ],
)
def test_into_english(french: str, english: str, lost: list[str]) -> None:
    assert list(lost_keywords(french, "fr", english, "en")) == lost


@pytest.mark.parametrize(
    ("english", "french", "lost"),
    [
        ("A man was shot twice.", "Un homme a été tué deux fois.", ["was shot"]),
        ("A man was shot twice.", "Un homme a reçu deux balles.", []),
        ("One man is missing.", "Un homme est manqué.", ["is missing"]),
        ("The alleged thief was seen.", "Le voleur a été vu.", ["alleged"]),
        ("The former mayor denied it.", "L’ancien maire l’a démenti.", []),
        ("The prosecution may appeal.", "La défense peut faire appel.", ["prosecution"]),
        ("She got a suspended sentence.", "Elle a eu une suspension de prison.", ["suspended"]),
        ("She got a suspended sentence.", "Elle a été condamnée avec sursis.", []),
        ("Firefighters came.", "Des hommes en armes sont venus.", ["Firefighters"]),
        ("Firefighters came.", "Les secours sont venus.", []),
        ("It cost £5.", "Cela a coûté 5 livres.", []),
        ("It cost £5.", "Cela a coûté 5 euros.", ["£", "euros"]),
    ],
)
def test_into_french(english: str, french: str, lost: list[str]) -> None:
    assert list(lost_keywords(english, "en", french, "fr")) == lost
