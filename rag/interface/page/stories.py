"""The stories: which are told most, and for each one when, by whom, and what its articles are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rag.grouping.stories import Story
from rag.interface.page import coverage, links, titles, views
from rag.interface.page.access import shared
from rag.interface.page.links import to_article
from rag.interface.page.markup import plain, shortened, shown
from rag.interface.page.paging import on_page
from rag.interface.pictures import charts
from rag.interface.titles import naming, title_of, title_of_story
from rag.interface.words import counted, say
from rag.interface.work.groups import Grouped
from rag.library.stems import folded
from rag.records import Article, Language
from rag.typography import days

_POLL_SECONDS = 0.5
_PER_PAGE = 15
_PICTURED = 6
"""Stories in the picture of the days: more colours cannot be told apart."""


def draw(language: Language) -> None:
    """One story when the address names one, else the list."""
    grouped, searching = shared().groups.look()
    opened = grouped.story(st.query_params.get("story", ""))
    if opened:
        _draw_story(opened, language)
        return
    _draw_list(grouped, searching, language)


def open_story(ident: str) -> None:
    """Shows this story from the next run on."""
    links.go(story=ident)


# ----------------------------------------------------------------------------- the list


def _draw_list(grouped: Grouped, searching: bool, language: Language) -> None:
    st.html(f'<div class="k-head"><h1>{say("page.stories", language)}</h1></div>')
    if searching:
        _follow(language)
    elif "story" in st.query_params:
        st.info(say("stories.gone", language))
    if not grouped.stories:
        if not searching:
            st.info(say("stories.none", language))
            st.html(links.add_first(language))
        return
    _draw_days(grouped.stories, language)
    words = st.text_input(say("stories.text", language), key="filter-stories", icon=":material/search:")
    found = _matching(grouped.stories, words)
    st.html(views.note(counted("stories", len(found), language)))
    listed = on_page("stories", found, _PER_PAGE)
    with st.container(key="rows", gap="xxsmall"):
        for one in listed:
            st.button(
                plain(shortened(title_of_story(one, language), 160)) or say("untitled", language),
                key=f"story-{one.id}",
                type="tertiary",
                on_click=open_story,
                args=(one.id,),
            )
            st.html(f'<p class="k-row">{shown(_line(one, language))}</p>')


def _draw_days(stories: Sequence[Story], language: Language) -> None:
    """The articles by day: those of the most told stories, then all of them in a calendar."""
    told = charts.coverage(_most_told(stories), stories, language)
    if not told:
        return
    label = say("stories.coverage", language)
    pictures = st.expander(label, key="shown-days", icon=":material/bar_chart:", on_change="rerun")
    if pictures.open:
        with pictures:
            st.altair_chart(told)
            every = (article for story in stories for article in story.articles)
            coverage.draw(every, lambda one: links.to_day(one, language), language)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(language: Language) -> None:
    _, searching = shared().groups.look()
    if not searching:
        st.rerun()
    st.html(f'<p class="k-phase" role="status">{say("stories.searching", language)}</p>')


def _most_told(stories: Sequence[Story]) -> list[Story]:
    return [one for one in stories[: 2 * _PICTURED] if len(one.articles) > 1][:_PICTURED]


def _matching(stories: Sequence[Story], words: str) -> Sequence[Story]:
    """The stories with an article whose title holds all `words`, whatever case and accents."""
    wanted = folded(words).split()
    if not wanted:
        return stories
    return [one for one in stories if any(_holds(article, wanted) for article in one.articles)]


def _holds(article: Article, wanted: Sequence[str]) -> bool:
    title = folded(article.title)
    return all(word in title for word in wanted)


def _line(story: Story, language: Language) -> str:
    counts = (counted("articles", len(story.articles), language), counted("outlets", len(story.outlets), language))
    return " · ".join(filter(None, (", ".join(counts), days(story.first, story.last, language))))


# ----------------------------------------------------------------------------- one story


def _draw_story(story: Story, language: Language) -> None:
    st.button(say("stories.back", language), icon=":material/arrow_back:", type="tertiary", on_click=links.go)
    named_by = naming(story, language)
    titles.show(title_of(named_by, language), language)
    st.html(
        f'<h1 class="k-headline" lang="{named_by.language}">{views.titled(named_by, language)}</h1>'
        f'<p class="k-meta">{shown(_line(story, language))}</p>{links.ask_about(story.id, language)}'
    )
    _draw_pictures(story, language)
    for number, episode in enumerate(story.episodes, 1):
        if len(story.episodes) > 1:
            st.html(f'<h2 class="k-label">{shown(say("stories.episode", language, number=number))}</h2>')
        st.html(_articles(sorted(episode, key=lambda one: one.published or ""), story, language))


def _draw_pictures(story: Story, language: Language) -> None:
    if len(story.articles) < 2:
        return
    pictures = {"stories.timeline": charts.timeline(story, language), "stories.mix": charts.mix(story, language)}
    for key, chart in pictures.items():
        if chart:
            st.html(f'<h2 class="k-label">{say(key, language)}</h2>')
            st.altair_chart(chart)
    first = {one.day: one.id for one in reversed(story.articles)}
    if story.first != story.last:
        coverage.draw(story.articles, lambda day: f"#{first[day]}", language)


def _articles(articles: Sequence[Article], story: Story, language: Language) -> str:
    items = "".join(f'<li id="{one.id}">{_item(one, story, language)}</li>' for one in articles)
    return f'<ul class="k-plain">{items}</ul>'


def _item(article: Article, story: Story, language: Language) -> str:
    title = views.titled(article, language)
    status = "" if story.original[article.id] == article.id else f" · {say('stories.reprint', language)}"
    return (
        f'<a class="k-title" lang="{article.language}" href="{to_article(article.id, language)}">{title}</a>'
        f'<span class="k-meta">{views.credited(article, language)}{status}</span>'
    )
