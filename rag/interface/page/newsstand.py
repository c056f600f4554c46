"""The library: articles to add, to find, to open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from rag.errors import UnknownArticle
from rag.interface.page import reader, views
from rag.interface.page.access import shared
from rag.interface.page.adding import add_articles
from rag.interface.page.markup import folded, plain, shortened
from rag.interface.page.paging import on_page
from rag.interface.words import counted, say
from rag.library.store import Library
from rag.records import LANGUAGES, Article, Filters, Language
from rag.typography import grouped

_PER_PAGE = 20


def draw(language: Language) -> None:
    """One article when the address names one, else the list."""
    opened = st.query_params.get("article")
    if opened:
        try:
            article = shared().kiosque.library.article(opened)
        except UnknownArticle:
            close_article()
        else:
            reader.draw(article, close_article, language)
            return
    _draw_list(language)


def open_article(article_id: str) -> None:
    """Shows this article from the next run on."""
    st.query_params["article"] = article_id


def close_article() -> None:
    """Back to the list."""
    st.query_params.pop("article", None)
    st.query_params.pop("at", None)


def _draw_list(language: Language) -> None:
    library = shared().kiosque.library
    listed = library.articles()
    outlets = sorted({one.source for one in listed if one.source}, key=folded)
    counts = (counted("articles", len(listed), language), counted("outlets", len(outlets), language))
    st.html(
        f'<div class="k-head"><h1>{say("page.library", language)}</h1>'
        f"{views.note(say('library.counts', language, articles=counts[0], outlets=counts[1]))}</div>"
    )
    add_articles(language, opened=not listed)
    if not listed:
        return
    found = _filtered(listed, outlets, language)
    if len(found) < len(listed):
        total = grouped(len(listed), language)
        st.html(views.note(say("library.shown", language, shown=grouped(len(found), language), total=total)))
    if not found:
        st.info(say("library.none", language))
    _draw_rows(on_page(found, _PER_PAGE), library, language)


def _filtered(listed: Sequence[Article], outlets: Sequence[str], language: Language) -> list[Article]:
    everything = say("library.all", language)
    wide, outlet_place, language_place = st.columns([2, 1.4, 1.1], vertical_alignment="bottom")
    words = wide.text_input(say("library.text", language), key="filter-text", icon=":material/search:")
    outlet = outlet_place.selectbox(
        say("library.outlet", language),
        [None, *outlets],
        format_func=lambda one: one or everything,
        key="filter-outlet",
    )
    spoken = language_place.selectbox(
        say("library.language", language),
        [None, *LANGUAGES],
        format_func=lambda one: say(f"language.{one}", language) if one else everything,
        key="filter-language",
    )
    return matching(listed, words, Filters(source=outlet, language=spoken))


def matching(listed: Iterable[Article], words: str, filters: Filters) -> list[Article]:
    """Articles of this outlet and language whose title or text holds all `words`, whatever case and accents."""
    wanted = folded(words).split()
    return [
        one
        for one in listed
        if filters.source in (None, one.source)
        and filters.language in (None, one.language)
        and (not wanted or _holds(one, wanted))
    ]


def _holds(article: Article, wanted: Sequence[str]) -> bool:
    title = folded(article.title)
    missing = [word for word in wanted if word not in title]
    if not missing:
        return True
    text = folded(article.text)
    return all(word in text for word in missing)


def _draw_rows(articles: Sequence[Article], library: Library, language: Language) -> None:
    reprints, reprinted = library.reprints(), library.reprinted()
    with st.container(key="rows", gap="xxsmall"):
        for one in articles:
            st.button(
                plain(shortened(one.title, 160)) or say("untitled", language),
                key=f"open-{one.id}",
                type="tertiary",
                on_click=open_article,
                args=(one.id,),
            )
            status = say("library.reprint" if one.id in reprints else "library.searched", language)
            if one.id in reprinted:
                status = f"{status} · {views.reprinted(reprinted[one.id], language)}"
            spoken = say(f"language.{one.language}", language)
            st.html(views.row(views.credits_line(one, language), spoken, status))
