"""Days named by a question, counted from the newest article."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answering.period import period_of

SATURDAY, NEWEST = date(2026, 10, 24), "2026-10-17"
"""A week after the newest article, itself of a Saturday."""


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        pytest.param("Que s’est-il passé hier à Saint-Aubray ?", "2026-10-16", "2026-10-17", id="hier"),
        pytest.param("Qui a parlé hier soir ?", "2026-10-16", "2026-10-17", id="hier soir"),
        pytest.param("What happened yesterday?", "2026-10-16", "2026-10-17", id="yesterday"),
        pytest.param("Et avant-hier ?", "2026-10-15", "2026-10-16", id="avant-hier is not hier"),
        pytest.param("What was decided this week?", "2026-10-12", "2026-10-17", id="this week"),
        pytest.param("Qu’a-t-on voté la semaine dernière ?", "2026-10-05", "2026-10-11", id="last week"),
        pytest.param("Combien de crues le mois dernier ?", "2026-09-01", "2026-09-30", id="last month"),
        pytest.param("Les dernières nouvelles du ferry ?", "2026-10-15", "2026-10-17", id="latest, fr"),
        pytest.param("What is the latest news of the flood?", "2026-10-15", "2026-10-17", id="latest, en"),
    ],
)
def test_words_become_days(question: str, since: str, until: str) -> None:
    period = period_of(question, NEWEST, SATURDAY)
    assert period is not None
    assert (period.since.isoformat(), period.until.isoformat()) == (since, until)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Quel est aujourd’hui le nom de la ville ?", id="nowadays"),
        pytest.param("Qui a écrit « Hier encore » ?", id="a title in quotation marks"),
        pytest.param("Who sang “Yesterday”?", id="a title, en"),
        pytest.param("Où mène le cahier ?", id="part of a word"),
        pytest.param("Qui a gagné le 14 octobre ?", id="a date of its own"),
    ],
)
def test_other_words_do_not(question: str) -> None:
    assert period_of(question, NEWEST, SATURDAY) is None


def test_an_article_dated_in_the_future_does_not_move_today() -> None:
    period = period_of("yesterday?", "2031-01-01", SATURDAY)
    assert period is not None and period.until == SATURDAY


def test_without_dated_articles_there_is_no_yesterday() -> None:
    assert period_of("Que s’est-il passé hier ?", None, SATURDAY) is None
