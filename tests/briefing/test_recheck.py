"""An exported briefing, checked again: what was forged or removed is named, what was made stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from editions import FAIR, FLOOD, FLOOD_LATER, MONDAY, RUGBY, TUESDAY, Newsroom

from rag.answering.wording import quoted
from rag.briefing.edition import Acronym, Briefing, Line, from_json, to_json
from rag.briefing.recheck import recheck
from rag.grouping.stories import Days

NIGHT = replace(
    RUGBY,
    title="Hadley Mill : « deux nuits » sans courant",
    text="Deux maisons de l’Aubraie sont restées deux nuits sans courant. La préfecture (PDA) n’a pas répondu.",
    language="fr",
    ref="night",
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path, FLOOD, FAIR, FLOOD_LATER, RUGBY, NIGHT)
    yield room
    room.close()


@pytest.fixture
def made(room: Newsroom) -> Briefing:
    return room.briefer.brief(Days(MONDAY, TUESDAY))


def forged(briefing: Briefing, before: str, after: str) -> Briefing:
    text = to_json(briefing)
    assert before in text
    return from_json(text.replace(before, after))


def faults(briefing: Briefing, room: Newsroom) -> set[str]:
    return {one.fault for one in recheck(briefing, room.library)}


def test_a_briefing_that_was_just_made_stands(made: Briefing, room: Newsroom) -> None:
    assert made.entries and recheck(made, room.library) == []


def test_a_briefing_that_names_what_is_silent_stands(made: Briefing, room: Newsroom) -> None:
    room.add(replace(FAIR, text="The fair was the last one of Kelsby, alas.", published="2026-10-14", ref="last"))
    later = room.briefer.brief(Days("2026-10-14", "2026-10-14"))
    assert later.unchanged and recheck(later, room.library) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        pytest.param('"start":65', '"start":66', "altered", id="another place"),
        pytest.param('"quote":"Les travaux coûteront 1,2', '"quote":"Les travaux coûteront 1,3', "altered", id="quote"),
        pytest.param('"source":"L’Arpenteur du soir"', '"source":"Le Phare"', "mislabelled", id="outlet of a note"),
        pytest.param('"published":"2026-10-13"', '"published":"2026-10-12"', "mislabelled", id="date of a note"),
        pytest.param('"title":"Wexholme lose', '"title":"Wexholme win', "mislabelled", id="title of a note"),
        pytest.param("(PDA) n’a pas répondu", "(PDA) a répondu", "altered", id="negation"),
        pytest.param(
            '"en":"«\u202fLa préfecture (PDA) n’a pas', '"en":"«\u202fLa préfecture (PDA) a', "unequal", id="not"
        ),
        pytest.param('"en":"The fair returns in May', '"en":"The fair returns in June', "unsupported", id="own words"),
        pytest.param("returnsx in May", "returnsx in June", "unequal", id="month of one language"),
        pytest.param("12 to 31 againstx", "12 to 13 againstx", "unequal", id="number of one language"),
        pytest.param("Dr. Ida Thornbury saidx", "Dr. Zoé Quillfeather saidx", "unequal", id="name of one language"),
        pytest.param('"fr":"Wexholme losex', '"fr":"Harrowmouth losex', "unequal", id="name of one headline"),
        pytest.param("Wexholme lose", "Wexholme win", "unsupported", id="both headlines"),
        pytest.param('"figure":"1,2 million', '"figure":"1,3 million', "unsupported", id="figure"),
        pytest.param(
            '"figure":"1,2 million d’euros"', '"figure":"2 million d’euros"', "unsupported", id="half a figure"
        ),
        pytest.param('"articles":2,', '"articles":20,', "miscounted", id="articles of a story"),
        pytest.param('"articles":2,', '"articles":1,', "miscounted", id="fewer articles of a story"),
        pytest.param('"outlets":["The Kelsby', '"outlets":["The Hadley', "miscounted", id="outlets of a story"),
        pytest.param('"last":"2026-10-13"', '"last":"2026-10-14"', "miscounted", id="last day of a story"),
        pytest.param('"begun":"2026-10-12"', '"begun":"2026-10-11"', "miscounted", id="first day of a story"),
        pytest.param('"dropped":0', '"dropped":3', "miscounted", id="lines dropped"),
        pytest.param('"since":"2026-10-12"', '"since":"2026-10-13"', "miscounted", id="days"),
        pytest.param('"day":"2026-10-13","articles":1', '"day":"2026-10-13","articles":9', "miscounted", id="picture"),
    ],
)
def test_what_was_forged_is_named(made: Briefing, room: Newsroom, before: str, after: str, fault: str) -> None:
    assert fault in faults(forged(made, before, after), room)


def test_a_line_without_notes_or_taken_away_is_named(made: Briefing, room: Newsroom) -> None:
    entry = made.entries[0]
    bare = replace(entry, lines=(replace(entry.lines[0], notes=()), *entry.lines[1:]))
    assert faults(replace(made, entries=(bare, *made.entries[1:])), room) == {"unsupported"}
    fewer = replace(entry, lines=entry.lines[1:])
    assert faults(replace(made, entries=(fewer, *made.entries[1:])), room) == {"miscounted"}


def test_a_note_may_not_stand_twice(made: Briefing, room: Newsroom) -> None:
    twice = (*made.notes, replace(made.notes[1], number=1))
    assert faults(replace(made, notes=twice), room) == {"altered"}


def test_a_sentence_that_stands_as_it_is_has_no_rendering(made: Briefing, room: Newsroom) -> None:
    """« Deux maisons… deux nuits » read as English counts nothing: it is no translation, so nothing is compared."""
    place, entry = next((place, one) for place, one in enumerate(made.entries) if NIGHT.id in one.article_ids)
    note = next(one for one in made.notes if one.quote.startswith("Deux maisons"))
    same = quoted(note.quote, "fr")
    for said, wrong in ((same, set[str]()), (same.replace("deux nuits", "dix nuits"), {"unsupported"})):
        lines = (Line(said, said, (note.number,)), *entry.lines[1:])
        others = [one if at != place else replace(entry, lines=lines) for at, one in enumerate(made.entries)]
        assert faults(replace(made, entries=tuple(others)), room) == wrong


def test_an_acronym_is_what_its_note_says(made: Briefing, room: Newsroom) -> None:
    note = next(one for one in made.notes if "préfète" in one.quote)
    initials = "SLPMKHSPP"  # of its words, "la" with them, "habitants" and what follows too, "de" left out
    right = Acronym(initials, note.quote, note.number)
    assert faults(replace(made, acronyms=(right,)), room) == set()
    for wrong in (replace(right, short="XYZ"), replace(right, long="Préfecture du mont Kervern")):
        assert faults(replace(made, acronyms=(wrong,)), room) == {"unsupported"}


def test_a_story_cannot_name_articles_that_never_were(made: Briefing, room: Newsroom) -> None:
    entry = replace(made.entries[0], article_ids=(*made.entries[0].article_ids, "0" * 16), articles=3)
    assert faults(replace(made, entries=(entry, *made.entries[1:]), picture=()), room) == {"gone"}


def test_what_is_gone_is_named_once(made: Briefing, room: Newsroom) -> None:
    room.library.remove(FAIR.id)
    found = recheck(made, room.library)
    assert {one.fault for one in found} == {"gone"}
    assert len(found) == len({one.text for one in found}) == 4  # three notes and the headline
