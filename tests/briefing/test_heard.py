"""What was heard before: the same text, or a cut one; not what a word, a figure or a denial changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import EDITION, FAIR, FLOOD
from fakes import FakeEmbedder

from rag.briefing.edition import Entry, Line
from rag.briefing.heard import NOTHING, heard
from rag.records import Article, Evidence, Span

SAID = "La préfète, Maëlle Kerouédan, a fermé mardi le pont de Valmorel : « 12\u202f500 habitants » en sont privés."
TOLD = replace(FLOOD, text=SAID)


def entry(*lines: Line) -> Entry:
    return replace(EDITION.entries[0], lines=lines)


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        pytest.param(SAID, False, id="word for word"),
        pytest.param(f"{SAID} (Avec agence)", False, id="with a credit"),
        pytest.param("La préfète a fermé le pont de Valmorel.", False, id="cut"),
        pytest.param(SAID.replace("fermé", "rouvert"), True, id="another word"),
        pytest.param(SAID.replace("12\u202f500", "14\u202f500"), True, id="another figure"),
        pytest.param(SAID.replace("a fermé", "n’a pas fermé"), True, id="denied"),
        pytest.param(f"{SAID} L’école rouvrira jeudi.", True, id="a sentence more"),
    ],
)
def test_a_sentence_is_news_by_one_word_figure_or_denial(text: str, adds: bool) -> None:
    known = heard([TOLD], [])
    assert known.adds(replace(FLOOD, text=text)) == adds
    assert NOTHING.adds(TOLD)


def test_what_is_left_is_what_is_new() -> None:
    again = replace(FLOOD, text=f"{SAID} L’école rouvrira jeudi.")
    assert [span.text for span in heard([TOLD], []).left(again)] == ["L’école rouvrira jeudi."]
    assert len(NOTHING.left(again)) == 2


def test_what_was_told_is_known_in_both_languages() -> None:
    lines = entry(Line(SAID, "The prefect closed the bridge of Valmorel on Tuesday.", (1,)))
    known = heard([], [lines])
    assert not known.adds(TOLD)
    assert not known.adds(Article("The bridge", "The prefect closed the bridge on Tuesday.", "en"))
    assert known.adds(FAIR)


def test_a_sentence_that_could_be_the_translation_of_a_line_is_told_already() -> None:
    class Alike(FakeEmbedder):
        """Finds any two texts the same."""

        def embed(self, texts, role):  # type: ignore[no-untyped-def]
            return super().embed(["pont" for _ in texts], role)

    line = entry(Line("Le pont de Valmorel fermera 12 jours.", "Valmorel’s crossing will shut for 12 days.", (1,)))
    sentences = [
        Evidence(Article("", text, "en"), Span(0, len(text), text), 0.0)
        for text in ("Valmorel bridge will close 12 days.", "Valmorel bridge will close 15 days.")
    ]
    assert heard([], [line]).translated(sentences, Alike()) == {0}
    assert NOTHING.translated(sentences, Alike()) == set()
