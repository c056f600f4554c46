"""The briefing: told once, new since the last one, honest about silence, quick the second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from editions import FAIR, FLOOD, FLOOD_LATER, MONDAY, RUGBY, TUESDAY, Echo, Newsroom, echoed, printed

from rag.briefing.brief import day_of, going_on
from rag.briefing.edition import Briefing, Entry, Line, from_json, to_json
from rag.briefing.subject import Subject
from rag.engine.line import Turn
from rag.errors import LibraryEmpty
from rag.generation import Message, Prompt
from rag.grouping.stories import ALWAYS, Days, Story
from rag.library.store import Library
from rag.protocols import Seat
from rag.translating.writer import Writer


class Deaf(Echo):
    """Does not know how to translate one title."""

    def generate(self, prompt: Prompt, max_tokens: int, stop: Sequence[str] = (), seat: Seat | None = None) -> Turn:
        known = (prompt[0], Message("user", "Rien.")) if FLOOD.title in prompt[1].text else prompt
        return super().generate(known, max_tokens, stop, seat)


A_MONDAY, A_TUESDAY = Days(MONDAY, MONDAY), Days(TUESDAY, TUESDAY)


def titled(entries: tuple[Entry, ...], word: str) -> Entry:
    (found,) = [one for one in entries if word in one.headline.fr + one.headline.en]
    return found


def test_each_story_has_a_headline_and_cited_lines_in_both_languages(newsroom: Newsroom) -> None:
    briefing = newsroom.briefer.brief(A_MONDAY)
    assert (briefing.since, briefing.until, briefing.previous) == (MONDAY, MONDAY, None)
    assert {one.status for one in briefing.entries} == {"new"}
    texts = {one.id: one.text for one in (FLOOD, FAIR)}
    notes = {note.number: note for note in briefing.notes}
    for entry in briefing.entries:
        assert entry.headline.fr != entry.headline.en
        assert 2 <= len(entry.lines) <= 5
        for line in entry.lines:
            spoken = line.fr.startswith("«") or line.en.startswith("“")  # who says it stands first in the other one
            assert spoken or line.en == printed(line.fr, "en") or line.fr == printed(line.en, "fr")
            for number in line.notes:
                note = notes[number]
                assert texts[note.article_id][note.start : note.end] == note.quote
    assert briefing.checked >= sum(len(one.lines) for one in briefing.entries)


def test_a_headline_that_cannot_be_translated_gives_way_to_one_that_can(newsroom: Newsroom) -> None:
    english = replace(FAIR, title="Flood shuts Valmorel bridge", published=MONDAY)
    briefer = replace(newsroom.briefer, writer=Writer(Deaf()))
    told = Story("s", (FLOOD, english), (FLOOD, english), {one.id: one.id for one in (FLOOD, english)}, (), ())
    entry = titled(newsroom.briefer.brief(A_MONDAY).entries, "pont")
    assert briefer._headline(told, entry) == Line(echoed(english.title), english.title, ())
    alone = replace(told, articles=(FLOOD,), central=(FLOOD,))
    assert briefer._headline(alone, entry) == entry.headline


def test_a_second_briefing_tells_what_is_new_and_names_what_is_silent(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    newsroom.add(FLOOD_LATER, RUGBY)
    briefing = newsroom.briefer.brief(A_TUESDAY)
    assert briefing.previous == MONDAY
    assert titled(briefing.entries, "Crue").status == "developed"
    assert titled(briefing.entries, "Wexholme").status == "new"
    silent = titled(briefing.unchanged, "cheese")
    assert (silent.status, silent.lines) == ("unchanged", ())
    told = {note.article_id for note in briefing.notes}
    assert {FLOOD_LATER.id, RUGBY.id} <= told and FAIR.id not in told


def test_a_story_began_when_the_library_first_had_it(newsroom: Newsroom) -> None:
    newsroom.add(FLOOD_LATER)
    entry = titled(newsroom.briefer.brief(A_TUESDAY).entries, "Crue")
    assert (entry.first, entry.last, entry.begun) == (TUESDAY, TUESDAY, MONDAY)


FLOOD_SAME = replace(FLOOD_LATER, source=FLOOD.source, ref="flood-same")


def test_a_figure_that_changed_in_one_outlet_is_told_with_both_sentences(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    newsroom.add(FLOOD_SAME)
    briefing = newsroom.briefer.brief(A_TUESDAY)
    (changed,) = titled(briefing.entries, "Crue").figures
    assert changed.kind == "change"
    assert [one.figure for one in changed.readings] == ["1,2 million d’euros", "1,5 million d’euros"]
    notes = {note.number: note for note in briefing.notes}
    assert [notes[one.note].article_id for one in changed.readings] == [FLOOD.id, FLOOD_SAME.id]


def test_another_outlet_with_another_figure_has_changed_nothing(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    newsroom.add(FLOOD_LATER)
    (differing,) = titled(newsroom.briefer.brief(A_TUESDAY).entries, "Crue").figures
    assert differing.kind == "differ"


def test_a_figure_has_changed_though_nothing_was_told_before(newsroom: Newsroom) -> None:
    newsroom.add(FLOOD_SAME)
    entry = titled(newsroom.briefer.brief(A_TUESDAY).entries, "Crue")
    assert (entry.status, [one.kind for one in entry.figures]) == ("new", ["change"])


def told_lines(entry: Entry) -> list[str]:
    return [line.fr for line in entry.lines]


def test_a_briefing_of_another_version_stops_none(newsroom: Newsroom) -> None:
    newsroom.library.save_briefing(f"{MONDAY}--{MONDAY}", MONDAY, '{"since": "another form"}')
    assert newsroom.briefer.brief(A_TUESDAY).previous is None
    today = date(2026, 10, 14)
    days, subject = going_on(newsroom.library, today)
    assert (days, subject.after) == (day_of(newsroom.library, today), None)


def test_a_reprint_the_next_day_is_no_news(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    newsroom.add(
        replace(FLOOD, published=TUESDAY, source="Le Relais", text=f"{FLOOD.text}\n\n(Avec agence)", ref="copy")
    )
    briefing = newsroom.briefer.brief(A_TUESDAY)
    assert briefing.told == ()
    assert titled(briefing.unchanged, "pont").last == MONDAY
    third = replace(FLOOD, published="2026-10-14", source="L’Écho", ref="copy-again")
    newsroom.add(third)
    assert newsroom.briefer.brief(Days("2026-10-14", "2026-10-14")).told == ()


def test_of_a_text_that_goes_on_only_what_is_new_is_told(newsroom: Newsroom) -> None:
    monday = titled(newsroom.briefer.brief(A_MONDAY).entries, "pont")
    more = "La déviation par Kersaliou sera prête quand les pluies cesseront."
    newsroom.add(replace(FLOOD, published=TUESDAY, source="Le Relais", text=f"{FLOOD.text} {more}", ref="more"))
    tuesday = titled(newsroom.briefer.brief(A_TUESDAY).entries, "pont")
    (line,) = told_lines(tuesday)
    assert (tuesday.status, more in line) == ("developed", True)
    assert more not in told_lines(monday)


def test_of_a_new_version_only_what_is_new_is_told(newsroom: Newsroom) -> None:
    page = replace(FLOOD, url="https://deux-rives.example/2026/pont", ref="page")
    newsroom.library.remove(FLOOD.id)
    newsroom.add(page)
    newsroom.briefer.brief(A_MONDAY)
    more = "Des élus étaient absents."
    newsroom.add(replace(page, text=f"{page.text} {more}"))
    since_monday = Subject(after=f"{MONDAY}T06:00:00+00:00")
    (entry,) = newsroom.briefer.brief(Days(None, TUESDAY), subject=since_monday).entries
    assert told_lines(entry) == [more]


def test_what_was_only_named_is_told_when_it_is_printed_again(newsroom: Newsroom) -> None:
    (listed,) = newsroom.briefer.brief(A_MONDAY, minutes=1e-9).listed
    named = FLOOD if FLOOD.id in listed.article_ids else FAIR
    newsroom.add(replace(named, published=TUESDAY, source="Le Relais", ref="copy"))
    (entry,) = newsroom.briefer.brief(A_TUESDAY).entries
    assert len(entry.lines) >= 2


def test_a_day_without_articles_is_silent(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    briefing = newsroom.briefer.brief(Days("2026-10-14", "2026-10-14"))
    assert briefing.told == ()
    assert len(briefing.unchanged) == 2
    later = newsroom.briefer.brief(Days("2026-10-25", "2026-10-25"))
    assert later.unchanged == ()


def test_silence_is_said_only_where_no_day_was_left_out(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    assert newsroom.briefer.brief(A_TUESDAY).silent_since == MONDAY
    newsroom.add(RUGBY)  # of Tuesday, which the next one leaves out
    skipping = newsroom.briefer.brief(Days("2026-10-14", "2026-10-14"))
    assert (skipping.previous, skipping.silent_since) == (MONDAY, None)
    going = going_on(newsroom.library, date(2026, 11, 30))
    newsroom.library.remove(RUGBY.id)
    assert newsroom.briefer.brief(going[0], subject=going[1]).silent_since == MONDAY


def test_made_again_nothing_is_written_again(newsroom: Newsroom) -> None:
    first = newsroom.briefer.brief(A_MONDAY)
    asked = len(newsroom.model.prompts)
    again = newsroom.briefer.brief(A_MONDAY)
    assert len(newsroom.model.prompts) == asked > 0
    assert (again.entries, again.notes) == (first.entries, first.notes)


def test_interrupted_it_goes_on_where_it_was(newsroom: Newsroom) -> None:
    def stop_at_the_second(place: int, _total: int) -> None:
        if place == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        newsroom.briefer.brief(A_MONDAY, told=stop_at_the_second)
    asked = len(newsroom.model.prompts)
    newsroom.briefer.brief(A_MONDAY)
    whole = len(newsroom.model.prompts)
    newsroom.library.remove(FAIR.id)  # forgets what was written
    newsroom.add(FAIR)
    newsroom.briefer.brief(A_MONDAY)
    assert 0 < asked < whole == len(newsroom.model.prompts) - whole


def test_without_time_one_story_is_told_and_the_others_are_named(newsroom: Newsroom) -> None:
    briefing = newsroom.briefer.brief(A_MONDAY, minutes=1e-9)
    assert (len(briefing.entries), len(briefing.listed)) == (1, 1)
    assert len(newsroom.briefer.brief(A_MONDAY, minutes=60).entries) == 2


def test_no_story_is_begun_that_would_not_fit(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.add(replace(RUGBY, published=MONDAY))
    clock = iter(range(0, 10_000, 25))  # seconds: each look at the clock, and so each story, takes 25
    monkeypatch.setattr("rag.briefing.brief.time", SimpleNamespace(monotonic=lambda: next(clock)))
    briefing = newsroom.briefer.brief(A_MONDAY, minutes=2)
    assert (len(briefing.entries), len(briefing.listed)) == (1, 2)
    assert len(newsroom.briefer.brief(A_MONDAY, minutes=10).entries) == 3


def test_the_newest_day_is_told_when_none_is_asked(newsroom: Newsroom) -> None:
    newsroom.add(RUGBY)
    assert day_of(newsroom.library, date(2026, 10, 20)) == A_TUESDAY
    assert day_of(newsroom.library, date(2026, 10, 12)) == A_MONDAY
    assert day_of(newsroom.library, date(2020, 1, 1)) == ALWAYS


def test_what_came_late_or_without_a_date_is_told_the_next_day(newsroom: Newsroom) -> None:
    first = newsroom.briefer.brief(A_MONDAY)
    late, undated = (
        replace(RUGBY, published=MONDAY),
        replace(FAIR, title="Le cidre", text="Un cidre doux.", published=""),
    )
    old = replace(RUGBY, title="Rugby in May", text="Kelsby won in May.", published="2020-05-02", ref="old")
    newsroom.add(late, undated, old, FLOOD_LATER)
    days, subject = going_on(newsroom.library, date.fromisoformat(TUESDAY))
    assert (days, subject) == (Days(None, TUESDAY), Subject(after=first.made_at, told_until=MONDAY))
    briefing = newsroom.briefer.brief(days, subject=Subject(after=f"{MONDAY}T06:00:00+00:00"))
    assert (briefing.since, briefing.until, briefing.previous, briefing.subject) == (MONDAY, TUESDAY, MONDAY, "")
    told = {one.headline.fr: one.status for one in briefing.told}
    assert told == {echoed("Le cidre"): "new", echoed(RUGBY.title): "new", FLOOD_LATER.title: "developed"}


def test_what_was_dated_ahead_is_told_when_its_day_comes(newsroom: Newsroom) -> None:
    today, tomorrow = date.today(), date.today() + timedelta(days=1)
    newsroom.add(replace(RUGBY, published=tomorrow.isoformat()))
    newsroom.add(replace(FAIR, title="Le cidre", text="Un cidre doux.", published=today.isoformat()))
    first = newsroom.briefer.brief(Days(today.isoformat(), today.isoformat()))
    later = (datetime.fromisoformat(first.made_at) + timedelta(minutes=1)).isoformat()
    days, subject = going_on(newsroom.library, tomorrow)
    told = newsroom.briefer.brief(days, subject=replace(subject, after=later)).told
    assert [one.headline.en for one in told] == [RUGBY.title]


def test_what_was_there_before_is_not_told_again(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    briefing = newsroom.briefer.brief(Days(None, TUESDAY), subject=Subject(after="2999-01-01T00:00:00+00:00"))
    assert (briefing.since, briefing.until, briefing.told) == (TUESDAY, TUESDAY, ())
    assert {one.status for one in briefing.unchanged} == {"unchanged"}


def test_the_first_briefing_is_of_the_newest_day(newsroom: Newsroom) -> None:
    assert going_on(newsroom.library, date(2026, 10, 20)) == (A_MONDAY, Subject())


def test_of_briefings_that_end_together_the_first_counts(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(Days("2026-10-01", MONDAY))
    newsroom.briefer.brief(A_MONDAY)
    whole, monday = (from_json(one) for one in newsroom.library.briefings_before(TUESDAY))
    assert (whole.since, monday.since) == ("2026-10-01", MONDAY)


def test_who_published_how_much_is_told_day_by_day(newsroom: Newsroom) -> None:
    newsroom.add(FLOOD_LATER)
    picture = newsroom.briefer.brief(Days(MONDAY, TUESDAY)).picture
    shares = {(FLOOD.source, MONDAY, 1), (FAIR.source, MONDAY, 1), (FLOOD_LATER.source, TUESDAY, 1)}
    assert {(one.outlet, one.day, one.articles) for one in picture} == shares
    assert [one.day for one in picture] == [MONDAY, MONDAY, TUESDAY]


def test_an_acronym_that_is_met_is_explained_by_the_article(newsroom: Newsroom) -> None:
    text = "La Compagnie des eaux de Valmorel (CEV) coupera l’eau lundi. La CEV s’en excuse, et l’ONV aussi."
    newsroom.add(replace(FLOOD, title="L’eau coupée", text=text, ref="water"))
    briefing = newsroom.briefer.brief(A_MONDAY)
    (only,) = briefing.acronyms
    assert (only.short, only.long) == ("CEV", "Compagnie des eaux de Valmorel")
    assert briefing.notes[only.note - 1].quote == only.long


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, FLOOD)
    room.library.remove(FLOOD.id)
    with pytest.raises(LibraryEmpty):
        room.briefer.brief(ALWAYS)
    room.close()


def test_briefings_are_kept_and_read_back(newsroom: Newsroom) -> None:
    briefing: Briefing = newsroom.briefer.brief(A_MONDAY)
    assert from_json(to_json(briefing)) == briefing
    with Library(newsroom.library.home) as reopened:
        assert reopened.briefings() == [(briefing.id, MONDAY)]
        assert [from_json(one) for one in reopened.briefings_before(TUESDAY)] == [briefing]
        assert reopened.briefings_before(MONDAY) == []
