"""Titles as the page shows them; what the browser's window is named after: the page, or what is read on it."""

from __future__ import annotations

import streamlit as st

from rag.grouping.stories import Story
from rag.interface.page.markup import clean, shortened
from rag.interface.words import say
from rag.records import Article, Language
from rag.typography import typeset

_LONGEST = 80


def of(article: Article, language: Language) -> str:
    """The title of an article in the typography of its own language; a word in `language` when it has none."""
    return (typeset(article.title) if article.language == "fr" else article.title) or say("untitled", language)


def of_story(story: Story, language: Language) -> str:
    """The title of the article that names a story."""
    return of(naming(story, language), language)


def naming(story: Story, language: Language) -> Article:
    """The most typical article of a story that is written in `language`, else the most typical of all."""
    return next((one for one in story.central if one.language == language), story.central[0])


def show(title: str, language: Language) -> None:
    """Names the window; the last call of a run counts."""
    words = clean(shortened(title, _LONGEST)) or say("untitled", language)
    st.set_page_config(f"{words} · {say('name', language)}")
