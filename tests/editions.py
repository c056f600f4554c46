"""A newsroom for tests: articles of two days, a model that copies and echoes, and an edition made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fakes_engine import FakeGenerator
from newsstand import BRIDGE, CHEESE, stocked

from rag.answering.prompting import Prompts
from rag.briefing.brief import Briefer
from rag.briefing.edition import Briefing, Entry, Figures, Line, Note, Reading
from rag.checking.facts import dates
from rag.engine.line import Turn
from rag.generation import Prompt
from rag.intake.ingest import ingest
from rag.protocols import Seat
from rag.records import Article, Language
from rag.settings import Settings
from rag.translating.counted import with_day
from rag.translating.writer import Writer
from rag.typography import with_figures

MONDAY, TUESDAY = "2026-10-12", "2026-10-13"
FLOOD = replace(BRIDGE, published=MONDAY, ref="flood")
FAIR = replace(CHEESE, published=MONDAY, ref="fair")
FLOOD_LATER = replace(
    FLOOD,
    title="Crue de la Lisse : le pont de Valmorel encore fermé",
    text="Le pont de Valmorel, fermé après la crue de la Lisse, le reste. Les travaux coûteront 1,5 million d’euros.",
    published=TUESDAY,
    source="L’Arpenteur du soir",
    ref="flood-later",
)
RUGBY = Article(
    title="Wexholme lose at home",
    text="Wexholme lost 12 to 31 against Harrowmouth in front of 900 spectators.",
    language="en",
    published=TUESDAY,
    source="The Kelsby Dispatch",
    ref="rugby",
)


_KEPT = frozenset({"million", "noon", "avant"})
"""Words that a right translation could not lose."""


def echoed(text: str) -> str:
    """`text` in the language of the fake model: its longer words grow by a letter; names, numbers and times stay."""
    return re.sub(r"\b(?:of|[^\W\d_A-Z]{4,})\b", lambda word: _grown(word.group()), text)


def printed(text: str, into: Language) -> str:
    """What is shown of it: figures, days and months in the other language, `into`."""
    return with_figures(with_day(echoed(text), text, into), into)


def _grown(word: str) -> str:
    return word if word in _KEPT or dates(word) else f"{word}x"


class Echo(FakeGenerator):
    """Translates every sentence with `echoed`."""

    def generate(self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None) -> Turn:
        self._replies = [echoed(prompt[1].text.split("\n")[0])]
        return super().generate(prompt, max_tokens, stop, seat)


class Newsroom:
    """A library that gets articles, and a briefer over it."""

    def __init__(self, home: Path, *articles: Article) -> None:
        self.library, self.index, self.embedder = stocked(home, *articles)
        self.model = Echo()
        self.settings = Settings(home=home)

    def add(self, *articles: Article) -> None:
        list(ingest(articles, self.library, self.embedder, self.index, self.settings))

    @property
    def briefer(self) -> Briefer:
        return Briefer(self.library, self.embedder, Writer(self.model, self.library), Prompts())

    def close(self) -> None:
        self.index.close()
        self.library.close()


EDITION = Briefing(
    since=MONDAY,
    until=TUESDAY,
    made_at="2026-10-13T06:00:00+00:00",
    model="fake-1b",
    previous="2026-10-11",
    entries=(
        Entry(
            story_id="s1",
            status="new",
            headline=Line("L’œuvre d’art : « Été » à 1\u202f200\u202f€", "“Summer” for €1,200", ()),
            article_ids=("a1", "a2"),
            articles=2,
            outlets=("Le Phare", "The Ledger"),
            first=MONDAY,
            last=TUESDAY,
            lines=(Line("Le musée l’achète 1\u202f200\u202f€.", "The museum buys it for €1,200.", (1,)),),
            figures=(Figures("differ", (Reading("1\u202f200\u202f€", 1), Reading("€1,400", 2))),),
            checked=2,
            dropped=1,
        ),
    ),
    listed=(Entry("s2", "developed", Line("Le cidre", "Cider", ()), ("a3",), 1, ("Le Phare",), MONDAY, MONDAY),),
    unchanged=(Entry("s3", "unchanged", Line("Le tramway", "The tram", ()), ("a4",), 1, ("Le Phare",), None, None),),
    notes=(
        Note(1, "a1", "L’œuvre d’art", "Le Phare", MONDAY, 0, 24, "Le musée l’a payée 1\u202f200\u202f€."),
        Note(2, "a2", "A <b>summer</b>", "The Ledger", TUESDAY, 5, 30, "It went for €1,400 | [x](http://evil.example)."),
    ),
    seconds=3.5,
)  # fmt: skip
