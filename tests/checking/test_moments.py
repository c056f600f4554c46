"""Dates are read in both languages, and compared as far as they are said."""

from datetime import date

import pytest

from rag.checking.moments import agrees, dated, moments

WEDNESDAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mardi 13 octobre 2026", [(13, 10, 2026, 1)]),
        ("on Tuesday, Oct. 13, 2026,", [(13, 10, 2026, 1)]),
        ("du 12 au 14 octobre", [(12, 10, None, None), (14, 10, None, None)]),
        ("October 12-14", [(12, 10, None, None), (14, 10, None, None)]),
        ("le 1er mai", [(1, 5, None, None)]),
        ("shown from March, in May", [(None, 3, None, None), (None, 5, None, None)]),
        ("en mars 2019", [(None, 3, 2019, None)]),
        ("mardi 13 et jeudi", [(13, None, None, 1), (None, None, None, 3)]),
        ("She may leave for Mars, sept fois", []),
    ],
)
def test_dates_are_read(text: str, expected: list[tuple[int | None, ...]]) -> None:
    found = sorted(((one.day, one.month, one.year, one.weekday) for one in moments(text)), key=str)
    assert found == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        pytest.param("le 13 octobre 2026", "mardi", True, id="a weekday of the article's week"),
        pytest.param("le 15 octobre", "mardi", False, id="another day"),
        pytest.param("mercredi", "le 14 octobre", True, id="the weekday of a date"),
        pytest.param("jeudi", "le 14 octobre", False, id="another weekday"),
        pytest.param("on October 13", "hier", True, id="yesterday"),
        pytest.param("hier", "demain", False, id="not tomorrow"),
        pytest.param("en octobre", "October 3", True, id="less is said"),
        pytest.param("le 3 octobre", "en octobre", False, id="more is said"),
        pytest.param("en octobre 2025", "le 3 octobre 2024", False, id="another year"),
    ],
)
def test_what_is_said_must_be_held(claim: str, source: str, same: bool) -> None:
    [said] = moments(claim)
    assert any(agrees(said, known) for known in dated(moments(source), WEDNESDAY)) == same
