"""A briefing of one topic, or of one collection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from editions import FAIR, FLOOD, FLOOD_LATER, MONDAY, RUGBY, TUESDAY, Newsroom

from rag.briefing.brief import day_of
from rag.briefing.subject import Subject
from rag.fetching.feeds import Entry as FeedEntry
from rag.fetching.opml import Feed
from rag.grouping.stories import Days, Story
from rag.records import Article

A_MONDAY, A_TUESDAY = Days(MONDAY, MONDAY), Days(TUESDAY, TUESDAY)


def test_a_topic_is_told_by_itself_and_compared_with_itself(newsroom: Newsroom) -> None:
    newsroom.briefer.brief(A_MONDAY)
    flood = newsroom.briefer.brief(A_MONDAY, subject=Subject("La crue de la Lisse"))
    assert [one.status for one in flood.told] == ["new"]
    newsroom.add(FLOOD_LATER, RUGBY)
    later = newsroom.briefer.brief(A_TUESDAY, subject=Subject("crue Lisse"))
    assert (len(later.told), later.previous, later.id) == (1, None, f"{TUESDAY}--{TUESDAY}--crue Lisse")
    again = newsroom.briefer.brief(A_TUESDAY, subject=Subject("La crue de la Lisse"))
    assert (again.previous, again.told[0].status) == (MONDAY, "developed")
    assert newsroom.briefer.brief(A_MONDAY, subject=Subject("volcan")).told == ()


PASSING = replace(
    RUGBY,
    title="La bibliothèque rouvre",
    text="La bibliothèque rouvre. Elle ferme à six heures. Un prêt dure un mois. La crue de la Lisse l’avait noyée.",
    language="fr",
    published=MONDAY,
)


def test_a_topic_named_in_passing_is_no_topic(newsroom: Newsroom) -> None:
    newsroom.add(PASSING)
    told = newsroom.briefer.brief(A_MONDAY, subject=Subject("crue de la Lisse")).told
    assert [one.headline.fr for one in told] == [FLOOD.title]
    early = replace(PASSING, title="La bibliothèque rouvre après la crue de la Lisse", ref="early")
    assert Subject("crue Lisse").weight(story_of(early)) == 1
    assert Subject("crue Lisse").weight(story_of(PASSING)) == 0
    assert Subject("crue Lisse").weight(story_of(PASSING, replace(PASSING, source="L’Écho"))) == 2
    assert Subject("crue Lisse").weight(story_of(FLOOD, FAIR)) == 0.5


def story_of(*articles: Article) -> Story:
    return Story("s", articles, articles, {one.id: one.id for one in articles}, (articles,), ())


def test_the_story_that_is_most_on_a_topic_comes_first(newsroom: Newsroom) -> None:
    barely = replace(FAIR, title="Kelsby fair: flood relief", source="The Wexholme Observer", ref="fair-2")
    others = [
        replace(FAIR, title=f"Kelsby fair, part {part}", source=f"Weekly {part}", ref=str(part)) for part in "ABC"
    ]
    flood = replace(RUGBY, title="Wexholme flood", text="A flood closed the Wexholme ground.", published=MONDAY)
    newsroom.add(barely, *others, flood)
    told = newsroom.briefer.brief(A_MONDAY, subject=Subject("flood")).told
    assert flood.id in told[0].article_ids


def test_a_topic_of_stop_words_is_not_everything(newsroom: Newsroom) -> None:
    assert newsroom.briefer.brief(A_MONDAY, subject=Subject("chez nous")).told == ()


def test_a_collection_is_told_by_itself(newsroom: Newsroom) -> None:
    feed = newsroom.library.subscribe(Feed("https://gazette.example/rss", collection="Fromages"))
    taken = FeedEntry("1", "https://gazette.example/1", "", FAIR.title, None, MONDAY, "")
    newsroom.library.acknowledge(feed, taken, FAIR.id)
    briefing = newsroom.briefer.brief(A_MONDAY, subject=Subject(collection="fromages"))
    assert [one.article_ids for one in briefing.told] == [(FAIR.id,)]


def test_a_subject_is_told_of_a_week(newsroom: Newsroom) -> None:
    assert day_of(newsroom.library, date(2026, 10, 20), Subject("crue")) == Days("2026-10-06", MONDAY)
