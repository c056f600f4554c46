"""An exported briefing, checked again: what was forged or removed is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from editions import EDITION, FLOOD, Newsroom

from rag.briefing.edition import Briefing, Line, Note
from rag.briefing.recheck import recheck
from rag.library.sentences import split_sentences
from rag.library.store import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    room = Newsroom(tmp_path, FLOOD)
    yield room.library
    room.close()


def briefing(fr: str, en: str, note: Note) -> Briefing:
    entry = replace(EDITION.entries[0], lines=(Line(fr, en, (1,)),))
    return replace(EDITION, entries=(entry,), notes=(note,))


WORKS = split_sentences(FLOOD.text, "fr")[-1]
NOTE = Note(1, FLOOD.id, FLOOD.title, FLOOD.source, FLOOD.published, WORKS.start, WORKS.end, WORKS.text)
FRENCH, ENGLISH = "Les travaux coûteront 1,2 million d’euros.", "The works will cost €1.2 million."
FORGED = (FRENCH.replace("1,2", "1,3"), ENGLISH.replace("1.2", "1.3"))


@pytest.mark.parametrize(
    ("edition", "faults"),
    [
        pytest.param(briefing(FRENCH, ENGLISH, NOTE), [], id="sound"),
        pytest.param(briefing(FRENCH, ENGLISH, replace(NOTE, article_id="0" * 16)), ["gone"], id="another article"),
        pytest.param(briefing(FRENCH, ENGLISH, replace(NOTE, start=NOTE.start - 1)), ["altered"], id="another place"),
        pytest.param(
            briefing(FRENCH.replace("1,2", "1,3"), ENGLISH.replace("1.2", "1.3"), NOTE),
            ["unsupported"],
            id="another sum",
        ),
        pytest.param(briefing(FRENCH, ENGLISH.replace("1.2", "1.3"), NOTE), ["unequal"], id="another translation"),
    ],
)
def test_what_no_longer_holds(library: Library, edition: Briefing, faults: list[str]) -> None:
    assert [one.fault for one in recheck(edition, library)] == faults
