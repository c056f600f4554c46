"""A fact that both languages report: told once, in each one's own words, and with both sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from editions import MONDAY, Newsroom
from fakes import FakeEmbedder
from fakes_engine import FakeGenerator
from newsstand import BRIDGE

from rag.answering.prompting import Prompts
from rag.briefing.summarise import Summarising
from rag.grouping.stories import Days
from rag.protocols import TextRole
from rag.records import Matrix
from rag.translating.writer import Writer

FRENCH = "Le pont de Valmorel a été fermé mardi, et 12\u202f500 habitants attendent."
ENGLISH = "The Valmorel bridge was closed on Tuesday, and 12,500 people are waiting."
OTHER_FIGURE = "The Valmorel bridge was closed on Tuesday, and 14,000 people are waiting."
POINTING = "It was closed on Tuesday in Valmorel, and 12,500 people are waiting."


class Bilingual(FakeEmbedder):
    """Takes a known English sentence for the French one."""

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        known = {ENGLISH: FRENCH, OTHER_FIGURE: FRENCH, POINTING: FRENCH, "The bridge is closed": "Le pont est fermé"}
        return super().embed([known.get(text, text) for text in texts], role)


TOLD = replace(BRIDGE, title="Le pont est fermé", text=f"{FRENCH} La mairie ouvrira un bac.", published=MONDAY)


def told_in_english(sentence: str) -> tuple[list[str], list[int], list[str]]:
    """The French lines told, how many notes each has, and what the model was asked."""
    english = replace(TOLD, title="The bridge is closed", text=sentence, language="en", ref="en")
    model = FakeGenerator("The town hall will open a ferry.")
    summary = Summarising(Writer(model), Prompts(), Bilingual()).summarise([TOLD, english])
    shown = [claim for claim in summary.claims if claim.supported]
    asked = [prompt[1].text for prompt in model.prompts]
    return [claim.text_en for claim in shown], [len(claim.citations) for claim in shown], asked


def test_each_language_speaks_its_own_words() -> None:
    english, notes, asked = told_in_english(ENGLISH)
    assert english == [ENGLISH, "The town hall will open a ferry."]
    assert notes == [2, 1]
    assert not any(FRENCH in one for one in asked)


@pytest.mark.parametrize("sentence", [OTHER_FIGURE, POINTING], ids=["another figure", "a word that points back"])
def test_a_sentence_that_cannot_stand_for_the_other_is_no_rendering(sentence: str) -> None:
    english, _, asked = told_in_english(sentence)
    assert any(FRENCH in one for one in asked)
    assert all(one != sentence or FRENCH not in english for one in english)


def test_what_was_translated_is_not_told_again_from_the_other_language() -> None:
    english = replace(TOLD, title="The bridge is closed", text=OTHER_FIGURE, language="en", ref="en")
    model = FakeGenerator(ENGLISH, "The town hall will open a ferry.")
    summary = Summarising(Writer(model), Prompts(), Bilingual()).summarise([TOLD, english])
    assert [claim.text_en for claim in summary.claims if claim.supported] == [
        ENGLISH,
        "The town hall will open a ferry.",
    ]


def test_the_headlines_of_both_languages_are_printed_as_they_are(tmp_path: Path) -> None:
    known_words = "Valmorel, pont de Valmorel: fermé mardi, et 12\u202f500 habitants attendent, the prefect said."
    english = replace(
        TOLD, title="The bridge is closed", text=known_words, language="en", source="The Ledger", ref="en"
    )
    room = Newsroom(tmp_path, TOLD, english)
    briefer = replace(room.briefer, embedder=Bilingual())
    headlines = {one.headline for one in briefer.brief(Days(MONDAY, MONDAY)).entries}
    assert {(one.fr, one.en) for one in headlines} == {("Le pont est fermé", "The bridge is closed")}
    room.close()
