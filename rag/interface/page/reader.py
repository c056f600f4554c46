"""One article of the library: read, summarised, removed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import streamlit as st

from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.trouble import tell
from rag.interface.words import say
from rag.records import Article, Language, Summary

_POLL_SECONDS = 0.5


def draw(article: Article, close: Callable[[], None], language: Language) -> None:
    """The article, its summary when one was asked for, and its text; `close` leads back to the list."""
    st.button(say("article.back", language), icon=":material/arrow_back:", type="tertiary", on_click=close)
    st.html(views.article_head(article, language))
    _draw_summary(article, language)
    st.html(views.article_text(article))
    _offer_removal(article, close, language)


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
        st.html(views.summary(summary.result(), language, "summary"))
    else:
        st.button(
            say("article.summarise", language),
            icon=":material/notes:",
            on_click=_summarise,
            args=(article.id,),
        )


def _summarise(article_id: str) -> None:
    shared().jobs.summarise(article_id)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(summary: Future[Summary], language: Language) -> None:
    if summary.done():
        st.rerun()
    st.html(f'<p class="k-phase" role="status">{say("article.summarising", language)}</p>')


def _offer_removal(article: Article, close: Callable[[], None], language: Language) -> None:
    with st.popover(say("article.remove", language), type="tertiary", icon=":material/delete:"):
        st.write(say("article.remove.sure", language))
        st.button(say("yes", language), type="primary", on_click=_remove, args=(article, close))


def _remove(article: Article, close: Callable[[], None]) -> None:
    shared().kiosque.library.remove(article.id)
    close()
