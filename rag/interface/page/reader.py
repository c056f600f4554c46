"""One article of the library: read, at the sentence that was cited; what it belongs with; summarised, removed."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

import streamlit as st

from rag.interface.page import conversations, titles, views
from rag.interface.page.access import shared
from rag.interface.page.article import article_head, article_text, changed
from rag.interface.page.links import go, span_at, to_article, to_question, to_story
from rag.interface.page.markup import shortened, shown
from rag.interface.page.trouble import tell, telling
from rag.interface.titles import title_of, title_of_story
from rag.interface.words import say
from rag.library.changes import history
from rag.records import Article, Language, Summary

_POLL_SECONDS = 0.5
_SIMILAR = 5
_LONGEST_QUESTION = 300


def draw(article: Article, language: Language) -> None:
    """The article, its summary when one was asked for, and its text."""
    with st.container(horizontal=True, vertical_alignment="center", key="ways"):
        st.button(say("article.back", language), icon=":material/arrow_back:", type="tertiary", on_click=go)
        offer_return(language)
    titles.show(title_of(article, language), language)
    st.html(article_head(article, language))
    library = shared().kiosque.library
    if names := library.reprinted().get(article.id):
        st.html(views.note(views.reprinted(names, language)))
    _draw_summary(article, language)
    place = st.query_params.get("at", "")
    cited = span_at(place, article)
    if place and not cited:
        st.info(say("article.nowhere", language))
    st.html(article_text(article, cited))
    if changes := history(library, article):
        st.html(changed(changes, language))
    _draw_relatives(article, language)
    _offer_removal(article, language)


def offer_return(language: Language) -> None:
    """The way back to the answer that led to the article."""
    if left := conversations.left():
        address = to_question(left, language)
        st.html(f'<a class="k-open" href="{address}">{say("article.answer", language)}</a>', width="content")


def _draw_summary(article: Article, language: Language) -> None:
    summary = shared().jobs.summary(article.id)
    if summary and not summary.done():
        _follow(summary, language)
        return
    error = summary.exception() if summary else None
    if error:
        tell(error, language)
    if summary and not error:
        st.html(f'<h3 class="k-label">{say("article.summary", language)}</h3>')
        st.html(views.summary(summary.result(), language, "summary", conversations.left()))
    else:
        st.button(
            say("article.summarise", language),
            icon=":material/notes:",
            on_click=_summarise,
            args=(article.id,),
        )


def _draw_relatives(article: Article, language: Language) -> None:
    """Its story, the same text elsewhere, its earlier versions, and what is alike without being of the same story."""
    library = shared().kiosque.library
    grouped, _ = shared().groups.look()
    story = grouped.of_article.get(article.id)
    if story and len(story.articles) > 1:
        title = shown(title_of_story(story, language))
        link = f'<a class="k-title" href="{to_story(story.id, language)}">{title}</a>'
        st.html(f'<h2 class="k-label">{say("article.story", language)}</h2><p>{link}</p>')
    reprints = library.reprints()
    first = reprints.get(article.id, article.id)
    same = [first, *(one for one, of in reprints.items() if of == first)]
    _draw_links("article.reprints", (library.article(one) for one in same if one != article.id), language)
    _draw_links("article.versions", library.older_versions(article.id), language)
    own = {*same, *(one.id for one in story.articles)} if story else set(same)
    hits = shared().kiosque.search(shortened(article.title, _LONGEST_QUESTION) or "…", 4 * _SIMILAR)
    alike = {hit.article.id: hit.article for hit in hits if hit.article.id not in own}
    _draw_links("article.similar", list(alike.values())[:_SIMILAR], language)


def _draw_links(key: str, articles: Iterable[Article], language: Language) -> None:
    items = "".join(
        f'<li><a class="k-title" lang="{one.language}" href="{to_article(one.id, language)}">'
        f"{views.titled(one, language)}</a>"
        f'<span class="k-meta">{views.credited(one, language)}</span></li>'
        for one in articles
    )
    if items:
        st.html(f'<h2 class="k-label">{say(key, language)}</h2><ul class="k-plain">{items}</ul>')


def _summarise(article_id: str) -> None:
    shared().jobs.summarise(article_id)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(summary: Future[Summary], language: Language) -> None:
    if summary.done():
        st.rerun()
    st.html(f'<p class="k-phase" role="status">{say("article.summarising", language)}</p>')


def _offer_removal(article: Article, language: Language) -> None:
    with st.popover(say("article.remove", language), type="tertiary", icon=":material/delete:"):
        st.write(say("article.remove.sure", language))
        st.button(say("yes", language), type="primary", on_click=_remove, args=(article,))


@telling
def _remove(article: Article) -> None:
    shared().kiosque.remove([article.id])
    go()
