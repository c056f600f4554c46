"""What a briefing is: plain records that are stored, exported and read back as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import TypeAdapter

from rag.records import Citation, Language

Status = Literal["new", "developed", "unchanged"]
FiguresKind = Literal["differ", "change"]


@dataclass(frozen=True)
class Note:
    """A footnote: the exact sentence, `article.text[start:end] == quote`, of a dated article of an outlet."""

    number: int
    article_id: str
    title: str
    source: str | None
    published: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Line:
    """One claim in both languages, resting on the same notes."""

    fr: str
    en: str
    notes: tuple[int, ...]

    def text(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Reading:
    """A figure as one article gives it."""

    figure: str
    note: int


@dataclass(frozen=True)
class Figures:
    """Figures for one thing given differently, the earliest first. "change": by one outlet, before and now."""

    kind: FiguresKind
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Entry:
    """A story in a briefing. `article_ids` are all that the library had of it by then; `lines` may be empty.

    `first` and `last` are the days of the articles told, `begun` that of the first article of the whole story.
    """

    story_id: str
    status: Status
    headline: Line
    article_ids: tuple[str, ...]
    articles: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    lines: tuple[Line, ...] = ()
    figures: tuple[Figures, ...] = ()
    checked: int = 0
    dropped: int = 0
    begun: str | None = None


@dataclass(frozen=True)
class Acronym:
    """What an acronym stands for, word for word as the note has it."""

    short: str
    long: str
    note: int


@dataclass(frozen=True)
class Share:
    """How many articles an outlet ("" when unnamed) published on a day, None when undated."""

    outlet: str
    day: str | None
    articles: int


@dataclass(frozen=True)
class Briefing:
    """What the articles of some days tell. Days are ISO, both included; `previous` is the last day told before; the
    library was read at `made_at`, ISO in UTC.

    `entries` are the stories told, the best ranked first; `listed` those that are only named; `unchanged` those of
    the briefing before that no article of these days takes up. `subject` is what it is kept to, "" for everything.
    `after` is the moment after which all that came to the library is told, whatever its day; None when days were asked.
    """

    since: str
    until: str
    made_at: str
    model: str
    previous: str | None
    entries: tuple[Entry, ...]
    listed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    notes: tuple[Note, ...]
    seconds: float
    subject: str = ""
    acronyms: tuple[Acronym, ...] = ()
    picture: tuple[Share, ...] = ()
    after: str | None = None

    @property
    def id(self) -> str:
        return "--".join(part for part in (self.since, self.until, self.subject) if part)

    @property
    def told(self) -> tuple[Entry, ...]:
        """Every entry that stands on articles of these days."""
        return self.entries + self.listed

    @property
    def silent_since(self) -> str | None:
        """The last day told before, when it is sure that nothing came since: no day lies between."""
        if self.told or self.previous is None:
            return None
        next_day = date.fromisoformat(self.previous) + timedelta(days=1)
        return self.previous if self.after or self.since <= next_day.isoformat() else None

    @property
    def checked(self) -> int:
        """Claims that were checked."""
        return sum(entry.checked for entry in self.entries)

    @property
    def dropped(self) -> int:
        """Claims that were not shown because the check failed."""
        return sum(entry.dropped for entry in self.entries)

    @property
    def sources(self) -> int:
        """Outlets whose articles were read."""
        return len({outlet for entry in self.told for outlet in entry.outlets})

    def minutes(self, language: Language) -> int:
        """Reading time in one language, one minute at least."""
        lines = [line for entry in self.told for line in (entry.headline, *entry.lines)]
        words = sum(len(line.text(language).split()) for line in lines)
        return max(1, round(words / _WORDS_A_MINUTE))


_WORDS_A_MINUTE = 200

_SHAPE = TypeAdapter(Briefing)


def to_json(briefing: Briefing) -> str:
    """The briefing as one JSON object."""
    return _SHAPE.dump_json(briefing).decode()


def from_json(text: str) -> Briefing:
    """The briefing that `to_json` wrote. Raises ValueError when `text` is something else."""
    return _SHAPE.validate_json(text)


def cited(briefing: Briefing) -> set[int]:
    """The numbers of the notes that its lines, figures and acronyms rest on."""
    lines = {number for entry in briefing.entries for line in entry.lines for number in line.notes}
    figures = {one.note for entry in briefing.entries for group in entry.figures for one in group.readings}
    return lines | figures | {one.note for one in briefing.acronyms}


class Notebook:
    """Numbers the notes of a briefing: one sentence has one number wherever it is cited."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, int, int], Note] = {}

    def number(self, citation: Citation) -> int:
        """The number of the note for what `citation` points to."""
        one, span = citation.article, citation.span
        key = (one.id, span.start, span.end)
        if key not in self._notes:
            self._notes[key] = Note(
                len(self._notes) + 1, one.id, one.title, one.source, one.published, span.start, span.end, span.text
            )
        return self._notes[key].number

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.values())
