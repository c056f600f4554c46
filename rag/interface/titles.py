"""Titles as readers see them: in the typography of their own language, and a word where there is none."""

from __future__ import annotations

from rag.grouping.stories import Story
from rag.interface.words import say
from rag.records import Article, Language
from rag.typography import typeset


def title_of(article: Article, language: Language) -> str:
    """The title of an article; a word in `language` when it has none."""
    return (typeset(article.title) if article.language == "fr" else article.title) or say("untitled", language)


def title_of_story(story: Story, language: Language) -> str:
    """The title of the article that names a story."""
    return title_of(naming(story, language), language)


def naming(story: Story, language: Language) -> Article:
    """The most typical article of a story that is written in `language`, else the most typical of all."""
    return next((one for one in story.central if one.language == language), story.central[0])
