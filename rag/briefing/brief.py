"""The third walk: the articles of some days become a briefing in two languages, checked, and new since the last one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from rag.answering.prompting import Prompts
from rag.briefing.compare import REMEMBERED_BRIEFINGS, earlier_entry, silent, status, told_before
from rag.briefing.edition import (
    Acronym,
    Briefing,
    Entry,
    Figures,
    Line,
    Notebook,
    Reading,
    Share,
    from_json,
    to_json,
)
from rag.briefing.figures import Difference, differing
from rag.briefing.heard import NOTHING, Heard, heard
from rag.briefing.subject import EVERYTHING, Subject
from rag.briefing.summarise import Summarising
from rag.briefing.twins import renders, twins
from rag.errors import LibraryEmpty
from rag.grouping.stories import ALWAYS, Days, Story, stories
from rag.library.store import Library
from rag.protocols import Embedder
from rag.records import LANGUAGES, Article, Citation, Evidence, Span, Summary
from rag.translating.acronyms import expansions, met
from rag.translating.translate import Translator
from rag.translating.writer import Writer

MOST_STORIES = 7
"""Stories told when no time is given; the others are named."""

_MOST_ARTICLES = 8
"""Articles read for one story, the most typical ones: more would each bring half a sentence."""

_MOST_EARLIER = 20
"""Earlier articles, the last ones, with which the figures of a story are compared."""

Told = Callable[[int, int], None]
"""Called before each story with its place, from 1, and how many there are to tell."""


def quiet(_place: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class _Telling:
    """A story, its entry without lines, and what the reader knows of it."""

    story: Story
    entry: Entry
    known: Heard


@dataclass(frozen=True)
class Briefer:
    """Makes briefings of the articles of a library."""

    library: Library
    embedder: Embedder
    writer: Writer
    prompts: Prompts

    def brief(
        self, days: Days, minutes: float | None = None, told: Told = quiet, subject: Subject = EVERYTHING
    ) -> Briefing:
        """The briefing of `days` on `subject`, in at most about `minutes`, kept when it tells something.

        What came after a moment is told whatever day it bears. What the model wrote is kept as it comes: interrupted,
        the same call goes on where it was. Raises LibraryEmpty, ModelError.
        """
        if not self.library.count():
            raise LibraryEmpty
        started, made_at = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
        among = subject.articles(self.library)
        every = stories(self.library, self.embedder, ALWAYS if subject.after else days, among)
        weights = {one.id: subject.weight(one) for one in every}
        found = sorted((one for one in every if weights[one.id]), key=lambda one: -weights[one.id])
        since, until = _bounds(days, found)
        past = self._past(until if subject.after else since, subject)
        previous = past[-1] if past else None
        named = [self._named(story, past) for story in found]
        moved = [one for one in named if one.entry.status != "unchanged"]
        book = Notebook()
        entries = self._entries(moved, book, told, started + minutes * 60 if minutes is not None else None)
        still = tuple(one.entry for one in named if one.entry.status == "unchanged")
        briefing = Briefing(
            since=since, until=until, made_at=made_at,
            model=self.writer.model, previous=previous.until if previous else None,
            entries=entries, listed=tuple(one.entry for one in moved[len(entries) :]),
            unchanged=still + silent(previous, [one.entry for one in named], since),
            acronyms=_acronyms(entries, found, book), picture=_picture(found), notes=book.notes,
            seconds=round(time.monotonic() - started, 1), subject=subject.name, after=subject.after,
        )  # fmt: skip
        if briefing.told:  # one that tells nothing would take the place of one that does
            self.library.save_briefing(briefing.id, until, to_json(briefing))
        return briefing

    def _entries(self, moved: Sequence[_Telling], book: Notebook, told: Told, end: float | None) -> tuple[Entry, ...]:
        """The stories told, the first one always; none is begun that would last beyond `end` if it took the mean time.

        `end` is a moment of the monotonic clock, in seconds.
        """
        began, entries = time.monotonic(), list[Entry]()
        most = len(moved) if end is not None else min(MOST_STORIES, len(moved))
        for one in moved[:most]:
            now = time.monotonic()
            if end is not None and entries and now + (now - began) / len(entries) > end:
                break
            told(len(entries) + 1, most)
            entries.append(self._told(one, book))
        return tuple(entries)

    def _past(self, day: str, subject: Subject) -> list[Briefing]:
        """The last briefings on `subject` whose days all end before `day`, the latest last."""
        past = list[Briefing]()
        while len(past) < REMEMBERED_BRIEFINGS:
            ended_together = _readable(self.library.briefings_before(past[0].until if past else day, subject.name))
            if not ended_together:
                break
            past = [*ended_together, *past]
        return past

    def _named(self, story: Story, past: Sequence[Briefing]) -> _Telling:
        """The entry without anything written for it, and what the briefings before have told of it."""
        earlier = earlier_entry(story, story.whole, past[-1]) if past else None
        known = self._known(story, told_before(story, past)) if earlier else NOTHING
        now = status(story, earlier, known)
        title = Line(story.title_in("fr") or story.title, story.title_in("en") or story.title, ())
        entry = Entry(
            story_id=story.id, status=now, headline=title,
            article_ids=story.whole, articles=len(story.articles), outlets=story.outlets,
            first=story.first, last=earlier.last if earlier and now == "unchanged" else story.last,
            begun=self._begun(story),
        )  # fmt: skip
        return _Telling(story, entry, known)

    def _known(self, story: Story, entries: Sequence[Entry]) -> Heard:
        """What the articles of `entries`, versions since replaced included, and their lines say; nothing if untold."""
        if not any(one.lines for one in entries):
            return NOTHING
        ids, now = {ident for one in entries for ident in one.article_ids}, {one.id for one in story.articles}
        earlier = [self.library.article(one) for one in story.whole if one in ids - now]
        replaced = [old for one in now for old in self.library.older_versions(one) if old.id in ids]
        return heard((*earlier, *replaced), entries)

    def _told(self, telling: _Telling, book: Notebook) -> Entry:
        """The entry with its headline and its lines in both languages, and the figures that differ."""
        story, entry = telling.story, telling.entry
        summarising = Summarising(self.writer, self.prompts, self.embedder)
        adding = [one for one in story.independent if telling.known.adds(one)]
        summary = summarising.summarise(adding[:_MOST_ARTICLES], telling.known)
        dropped = sum(not claim.supported for claim in summary.claims)
        return Entry(**vars(entry) | {
            "headline": self._headline(story, entry), "lines": _lines(summary, book),
            "figures": self._figures(story, book),
            "checked": len(summary.claims), "dropped": dropped,
        })  # fmt: skip

    def _figures(self, story: Story, book: Notebook) -> tuple[Figures, ...]:
        """Where the articles of these days differ from one another, or from the last ones before, told or not."""
        now = story.independent
        earlier = self._before(story)[-_MOST_EARLIER:]
        groups = differing([*earlier, *now], self.library, self.embedder, {one.id for one in earlier})
        return tuple(_group(one, book) for one in groups)

    def _before(self, story: Story) -> list[Article]:
        """The articles of the story that the library has besides those of these days, in the order of their days."""
        now = {one.id for one in story.articles}
        before = [self.library.article(one) for one in story.whole if one not in now]
        return sorted(before, key=lambda one: one.published or "")

    def _begun(self, story: Story) -> str | None:
        """The day of the first dated article that the library has of the story."""
        whole = (*self._before(story), *story.articles)
        return min((one.day for one in whole if one.day), default=None)

    def _headline(self, story: Story, entry: Entry) -> Line:
        """The title of the most typical French article and one that says the same in English, else translated.

        A small model puts French into English far better than the other way. Where the translation says something else,
        the first English title and its translation; where that does as well, each language has a title of its own.
        """
        titles = [Evidence(one, Span(0, len(one.title), one.title), 0.0) for one in story.central[:_MOST_ARTICLES]]
        same = twins(titles, self.embedder)
        languages = [one.article.language for one in titles]
        for at in (languages.index(one) for one in LANGUAGES if one in languages):
            source = titles[at]
            twin = next((titles[place].span.text for place in same[at] if renders(source, titles[place])), None)
            other, faults = (twin, ()) if twin else self._translated(source)
            if not faults:
                own = source.span.text
                return Line(own, other, ()) if source.article.language == "fr" else Line(other, own, ())
        return entry.headline

    def _translated(self, source: Evidence) -> tuple[str, tuple[str, ...]]:
        return Translator(self.writer, self.prompts).translated(Citation(0, source.article, source.span))


def _readable(stored: Sequence[str]) -> list[Briefing]:
    """Those of the stored briefings that are of this version's form: one of another is as if it had not been made."""
    found = list[Briefing]()
    for text in stored:
        with suppress(ValueError):
            found.append(from_json(text))
    return found


def _bounds(days: Days, found: Sequence[Story]) -> tuple[str, str]:
    """First and last day told: those asked for, else those of the articles."""
    today = date.today().isoformat()
    until = days.until or max((one.last for one in found if one.last), default=today)
    first = min((one.first for one in found if one.first), default=until)
    return days.since or min(first, until), until


def _lines(summary: Summary, book: Notebook) -> tuple[Line, ...]:
    return tuple(
        Line(claim.text_fr, claim.text_en, tuple(book.number(one) for one in claim.citations))
        for claim in summary.claims
        if claim.supported
    )


def _acronyms(entries: Sequence[Entry], found: Sequence[Story], book: Notebook) -> tuple[Acronym, ...]:
    """The acronyms of what is told, with the long form that an article gives."""
    texts = (text for entry in entries for line in (entry.headline, *entry.lines) for text in (line.fr, line.en))
    known = expansions(article for story in found for article in story.articles)
    return tuple(Acronym(one, known[one].quote, book.number(known[one])) for one in met(texts) if one in known)


def _picture(found: Sequence[Story]) -> tuple[Share, ...]:
    """How many articles each outlet published on each day, by day, the most first."""
    counts = Counter((one.day, one.source or "") for story in found for one in story.articles)
    shares = (Share(outlet, day or None, number) for (day, outlet), number in counts.items())
    return tuple(sorted(shares, key=lambda one: (one.day or "", -one.articles, one.outlet)))


def _group(difference: Difference, book: Notebook) -> Figures:
    readings = (Reading(one.text, book.number(one.citation)) for one in difference.mentions)
    return Figures(difference.kind, tuple(readings))


def day_of(library: Library, today: date, subject: Subject = EVERYTHING) -> Days:
    """The newest day until today that has articles: what a briefing tells when no day is given; else all the days.

    A subject has not something new each day: the week that ends on that day is told.
    """
    day = library.newest_day(today.isoformat())
    if day is None or subject == EVERYTHING:
        return Days(day, day)
    return Days((date.fromisoformat(day) - timedelta(days=6)).isoformat(), day)


def going_on(library: Library, today: date, subject: Subject = EVERYTHING) -> tuple[Days, Subject]:
    """What to tell so that nothing is missed since the last briefing: what came after it, else the newest day.

    So is what was there before and bears a later day than the last one told: a feed may be ahead of this clock. Of
    several briefings that end on the same day the first one counts: the others may tell less.
    """
    before = _readable(library.briefings_before(today.isoformat(), subject.name))
    if not before:
        return day_of(library, today, subject), subject
    return Days(None, today.isoformat()), replace(subject, after=before[0].made_at, told_until=before[0].until)
