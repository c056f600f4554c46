"""Times of day: read in both languages, and told apart from how long something lasts."""

import pytest

from rag.checking.clock import times


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("à 18 h", "at 6 p.m.", True),
        ("à 18 h 30", "at 6:30 p.m.", True),
        ("à 18 h 42", "at 6:30 p.m.", False),
        ("at 6 a.m.", "at 6 p.m.", False),
        ("à 20\u202fh\u202f15", "at 8.15pm", True),
        ("à 8 heures", "at 8 p.m.", True),  # « du soir », perhaps
        ("14h30,", "2:30", True),
        ("à midi", "at noon", True),
        ("à minuit", "0 h 00", True),
        ("dès 7 h", "at 7 o’clock", True),
    ],
)
def test_two_times_of_day(text: str, other: str, same: bool) -> None:
    [one], [two] = times(text), times(other)
    assert one.same(two) == same


@pytest.mark.parametrize(
    "text", ["24 heures après", "huit heures de route", "un score de 3.15", "2:05:13", "12,15 h", "cet après-midi"]
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert times(text) == []


def test_hours_that_may_last_are_found_when_asked_for() -> None:
    assert [one.minutes for one in times("il reste 20 heures", lasting=True)] == [{20 * 60}]


def test_its_place_is_told() -> None:
    text = "Le conseil vote à 20 h 15, mardi."
    assert [text[one.start : one.end] for one in times(text)] == ["20 h 15"]
