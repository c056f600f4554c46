"""The library: articles to add, to find, to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Literal, TypeVar

import streamlit as st

from rag.errors import UnknownArticle
from rag.interface.page import links, reader, views
from rag.interface.page.access import shared
from rag.interface.page.adding import add_articles
from rag.interface.page.markup import plain, shortened, spoken
from rag.interface.page.paging import first_on_page
from rag.interface.page.trouble import telling
from rag.interface.titles import title_of
from rag.interface.words import counted, say
from rag.library.listing import Wanted
from rag.library.stems import folded
from rag.library.store import Library
from rag.records import LANGUAGES, Article, Filters, Language
from rag.typography import grouped

_PER_PAGE = 20

_PICKED = "picked-"
"""What the keys of ticks begin with; the id of the article follows."""

_DAYS: dict[Language, Literal["DD/MM/YYYY", "YYYY-MM-DD"]] = {"fr": "DD/MM/YYYY", "en": "YYYY-MM-DD"}

Choice = TypeVar("Choice", bound=str)


def draw(language: Language) -> None:
    """One article when the address names one, else the list."""
    opened = st.query_params.get("article")
    if opened:
        try:
            article = shared().kiosque.library.article(opened)
        except UnknownArticle:
            st.info(say("article.gone", language))
            reader.offer_return(language)
        else:
            reader.draw(article, language)
            return
    _draw_list(language)


def open_article(article_id: str) -> None:
    """Shows this article from the next run on."""
    links.go(article=article_id)


def _draw_list(language: Language) -> None:
    library = shared().kiosque.library
    every = library.count()
    outlets = sorted(library.outlets(), key=folded)
    counts = (counted("articles", every, language), counted("outlets", len(outlets), language))
    st.html(
        f'<div class="k-head"><h1>{say("page.library", language)}</h1>'
        f"{views.note(say('library.counts', language, articles=counts[0], outlets=counts[1]))}</div>"
    )
    add_articles(language, opened=not every)
    if not every:
        return
    _keep_to_day(language)
    wanted = _wanted(outlets, language)
    found = library.count(wanted)
    if found < every:
        total = grouped(every, language)
        st.html(views.note(say("library.shown", language, shown=grouped(found, language), total=total)))
    if not found:
        st.info(say("library.none", language))
    listed = library.listed(wanted, _PER_PAGE, first_on_page("articles", found, _PER_PAGE))
    bar = st.container(horizontal=True, key="picked")
    _draw_rows(listed, library, language)
    with bar:
        _offer_removal(wanted, found, language)


def _keep_to_day(language: Language) -> None:
    """Keeps the list to the day that the address names; it leaves the address, since the filters now tell it."""
    named = st.query_params.get("day")
    if named is None:
        return
    try:
        chosen = date.fromisoformat(named)
    except ValueError:
        st.info(say("library.day", language))
        return
    for key in [one for one in st.session_state if str(one).startswith("filter-")]:
        del st.session_state[key]
    st.session_state["filter-since"] = st.session_state["filter-until"] = chosen
    st.query_params.pop("day")


def _wanted(outlets: Sequence[str], language: Language) -> Wanted:
    """What the reader keeps the list to."""
    filters = st.container(key="filters")
    wide, outlet_place, language_place = filters.columns([2, 1.4, 1.1], vertical_alignment="bottom")
    words = wide.text_input(say("library.text", language), key="filter-text", icon=":material/search:")
    with outlet_place:
        outlet = _choice("outlet", outlets, language)
    with language_place:
        spoken = _choice("language", LANGUAGES, language, lambda one: say(f"language.{one}", language))
    collections = sorted({one.collection for one in shared().kiosque.library.feeds() if one.collection}, key=folded)
    places = filters.columns([1, 1, 1.4], vertical_alignment="bottom")
    since, until = (
        place.date_input(say(f"library.{name}", language), None, key=f"filter-{name}", format=_DAYS[language])
        for name, place in zip(("since", "until"), places, strict=False)
    )
    with places[2]:
        collection = _choice("collection", collections, language) if collections else None
    first, last = (one.isoformat() if isinstance(one, date) else None for one in (since, until))
    return Wanted(Filters(first, last, outlet, spoken, collection), words)


def _choice(
    name: str, values: Sequence[Choice], language: Language, words: Callable[[Choice], str] = str
) -> Choice | None:
    """One of `values`, or all of them."""
    everything = say(f"library.all.{name}", language)
    label = say(f"library.{name}", language)
    shown_as = partial(_words_of, words=words, everything=everything)
    # Not None: kept from one run to the next, Streamlit would take it for a choice still to be made.
    chosen: Choice | Literal[""] = st.selectbox(label, ["", *values], format_func=shown_as, key=f"filter-{name}")
    return chosen or None


def _words_of(value: Choice | Literal[""], words: Callable[[Choice], str], everything: str) -> str:
    return words(value) if value else everything


def _draw_rows(articles: Sequence[Article], library: Library, language: Language) -> None:
    reprints, reprinted = library.reprints(), library.reprinted()
    with st.container(key="rows", gap="xxsmall"):
        for one in articles:
            title = shortened(title_of(one, language), 160)
            heard, label = (told(title) or say("untitled", language) for told in (spoken, plain))
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                _draw_tick(one.id, say("library.pick", language, title=heard))
                st.button(label, key=f"open-{one.id}", type="tertiary", on_click=open_article, args=(one.id,))
            status = say("library.reprint" if one.id in reprints else "library.searched", language)
            if one.id in reprinted:
                status = f"{status} · {views.reprinted(reprinted[one.id], language)}"
            st.html(views.row(one, status, language))


def _draw_tick(article_id: str, label: str) -> None:
    key = f"{_PICKED}{article_id}"
    st.session_state[key] = article_id in _picked()
    st.checkbox(label, key=key, label_visibility="collapsed", on_change=_pick, args=(article_id,))


def _offer_removal(wanted: Wanted, found: int, language: Language) -> None:
    """Remove the articles that are ticked, on whatever page of the list; tick all that were found, or none."""
    picked = _picked()
    if not picked:
        return
    articles = counted("articles", len(picked), language)
    with st.popover(say("library.remove", language, articles=articles), icon=":material/delete:"):
        st.write(say("library.remove.sure", language, articles=articles))
        st.button(say("yes", language), type="primary", on_click=_remove, args=(sorted(picked),))
    if len(picked) < found:
        label = say("library.pick.all", language, articles=grouped(found, language))
        st.button(label, type="tertiary", key="pick-all", on_click=_pick_all, args=(wanted, found))
    st.button(say("library.pick.none", language), type="tertiary", key="pick-none", on_click=_pick_none)


def _picked() -> set[str]:
    """The ids of the articles that are ticked; they outlive the page of the list on which they stand."""
    picked: set[str] = st.session_state.setdefault("picked", set())
    return picked


def _pick(article_id: str) -> None:
    (_picked().add if st.session_state[f"{_PICKED}{article_id}"] else _picked().discard)(article_id)


def _pick_all(wanted: Wanted, found: int) -> None:
    _picked().update(one.id for one in shared().kiosque.library.listed(wanted, found, 0))


def _pick_none() -> None:
    _picked().clear()


@telling
def _remove(picked: Sequence[str]) -> None:
    here = [one for one in picked if _is_here(one)]  # another visit, or its own page, may have removed some
    if here:
        shared().kiosque.remove(here)
    _pick_none()


def _is_here(article_id: str) -> bool:
    try:
        shared().kiosque.library.article(article_id)
    except UnknownArticle:
        return False
    return True
