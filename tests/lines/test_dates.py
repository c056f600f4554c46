"""Dates of pages and lines, in French and English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.lines.dates import find_date, to_iso

DATES = {
    "13 octobre 2026": "2026-10-13",
    "mardi 13 octobre 2026": "2026-10-13",
    "1er mai 2026": "2026-05-01",
    "14 février 2026 à 8h30": "2026-02-14T08:30",
    "14 août 2026 à 18 h 05": "2026-08-14T18:05",
    "3 déc. 2025": "2025-12-03",
    "October 13, 2026": "2026-10-13",
    "13 October 2026": "2026-10-13",
    "Tuesday, 13 October 2026": "2026-10-13",
    "Oct 3rd, 2026": "2026-10-03",
    "March 4, 2026 at 5:45 pm": "2026-03-04T17:45",
    "Friday, October 16, 2026, 1.05 p.m.": "2026-10-16T13:05",
    "jeudi 15 octobre 2026, 18 h": "2026-10-15T18:00",
    "13/10/2026": "2026-10-13",
    "04/03/2026": "2026-03-04",
    " 2026-10-13 ": "2026-10-13",
    "2026-10-13T08:30:00+02:00": "2026-10-13T08:30:00+02:00",
    "2026-10-13T08:30:00Z": "2026-10-13T08:30:00Z",
    "2026-13-45": None,
    "octobre 2026": None,
    "hier": None,
    "2026": None,
    "": None,
    "pas une date du tout 12": None,
    "9" * 500: None,
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=[key[:40] or "empty" for key in DATES])
def test_to_iso(text: str, expected: str | None) -> None:
    assert to_iso(text) == expected


LINES = {
    "La Gazette de Kervalec — mardi 13 octobre 2026": ("2026-10-13", "mardi 13 octobre 2026"),
    "Publié le 13 octobre 2026 à 8h30, mis à jour le 14 octobre 2026": (
        "2026-10-13T08:30", "13 octobre 2026 à 8h30"),
    "Posted on October 13, 2026 by Ann Moor": ("2026-10-13", "October 13, 2026"),
    "Les 12 travaux 2026 de la mairie": None,
    "Le budget 2026": None,
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES.items(), ids=[line[:30] for line in LINES])
def test_find_date(line: str, expected: tuple[str, str] | None) -> None:
    found = find_date(line)
    assert (found and (found[0], line[slice(*found[1])])) == expected


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/:. TZhéoctbrmai", max_size=30))
def test_no_text_raises(text: str) -> None:
    iso = to_iso(text)
    assert iso is None or iso[4] == "-"
