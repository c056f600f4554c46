"""Small numbers and days of a translation are those of its sentence, in words or in figures as there."""

from __future__ import annotations

import pytest

from rag.records import Language
from rag.translating.counted import as_counted, as_vague, with_day


@pytest.mark.parametrize(
    ("source", "written", "into", "mended"),
    [
        ("Trois ans, dont dix-huit mois.", "Three years, including 18 months.", "en", "eighteen months."),
        ("Un enfant de dix ans.", "A 10-year-old child.", "en", "A ten-year-old child."),
        ("6 agents blessés", "Six officers hurt", "en", "6 officers hurt"),
        ("Voted by seven to five.", "A voté par 7 à 5.", "fr", "A voté par sept à cinq."),
        ("A ten-year-old won.", "Un enfant de 10 ans a gagné.", "fr", "dix ans a gagné."),
    ],
)
def test_a_number_is_in_words_where_the_sentence_has_words(
    source: str, written: str, into: Language, mended: str
) -> None:
    assert as_counted(written, source, into).endswith(mended)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Il vient à dix heures.", "He comes at 10 a.m."),
        ("Le 2 octobre, deux morts.", "On 2 October, two dead."),
        ("Deux cents élèves, deux mille euros.", "200 pupils, €2,000."),
        ("Vingt et un élus, vingt-deux votes.", "21 councillors, 22 votes."),
        ("Deux sur dix.", "2.5 of two, 10% and ten."),
        ("Les deux rives.", "Both banks."),
    ],
)
def test_what_is_another_number_stays(source: str, written: str) -> None:
    assert as_counted(written, source, "en") == written


@pytest.mark.parametrize(
    ("source", "written", "into", "mended"),
    [
        ("Requise mercredi 14 octobre.", "Sought on Thursday 14 October.", "en", "Sought on Wednesday 14 October."),
        ("It closed on Monday.", "Il a fermé vendredi.", "fr", "Il a fermé lundi."),
        ("Fermé dimanche, dit-il lundi.", "Closed on Tuesday.", "en", "Closed on Tuesday."),
        ("Fermé hier.", "Closed on Tuesday.", "en", "Closed on Tuesday."),
    ],
)
def test_the_only_day_is_that_of_the_sentence(source: str, written: str, into: Language, mended: str) -> None:
    assert with_day(written, source, into) == mended


@pytest.mark.parametrize(
    ("source", "written", "mended"),
    [
        ("Une vingtaine de cars ont défilé.", "A group of 20 coaches paraded.", "About twenty coaches paraded."),
        ("On compte une centaine d’élus.", "There are 100 councillors.", "There are about a hundred councillors."),
        ("Une vingtaine de cars ont défilé.", "Some 20 coaches paraded.", "Some 20 coaches paraded."),
        ("Une dizaine d’élus le 10 mai.", "Ten councillors on 10 May.", "Ten councillors on 10 May."),
        ("Vingt cars ont défilé.", "Twenty coaches paraded.", "Twenty coaches paraded."),
    ],
)
def test_a_round_number_stays_round(source: str, written: str, mended: str) -> None:
    assert as_vague(written, source) == mended


@pytest.mark.parametrize(
    ("source", "written", "into", "mended"),
    [
        ("Il vote ce mardi 11 février.", "He votes this mardi 11 février.", "en", "He votes this Tuesday 11 February."),
        ("It opens on Friday.", "Il ouvre Friday.", "fr", "Il ouvre vendredi."),
        ("La sonde va vers mars.", "The probe goes to mars.", "en", "The probe goes to mars."),
    ],
)
def test_days_and_months_are_in_their_language(source: str, written: str, into: Language, mended: str) -> None:
    assert with_day(written, source, into) == mended
