"""Addresses within the page, of an article, a sentence of it, a story, a briefing, and links that lead somewhere."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode

from rag.interface.words import say
from rag.records import Article, Language, Span

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


def to_article(article_id: str, language: Language, span: Span | None = None, back: str = "") -> str:
    """The address of an article, at the characters of `span`; ready for an HTML attribute.

    `back`: the conversation that leads there, to which the reader may go back.
    """
    place = {"at": f"{span.start}-{span.end}"} if span else {}
    return _address("library", article=article_id, **place, **({"c": back} if back else {}), lang=language)


def to_conversation(name: str, language: Language) -> str:
    """The address of a conversation; ready for an HTML attribute."""
    return _address("", c=name, lang=language)


def to_story(ident: str, language: Language) -> str:
    """The address of a story; ready for an HTML attribute."""
    return _address("stories", story=ident, lang=language)


def to_chat(story: str, language: Language) -> str:
    """The address of the chat, kept to a story; ready for an HTML attribute."""
    return _address("", story=story, lang=language)


def to_briefing(ident: str, language: Language) -> str:
    """The address of a briefing; ready for an HTML attribute."""
    return _address("briefing", briefing=ident, lang=language)


def to_library(language: Language) -> str:
    """The address of the library; ready for an HTML attribute."""
    return _address("library", lang=language)


def span_at(place: str, article: Article) -> Span | None:
    """The slice of the article that an address names, "120-245"; None when it names none."""
    found = _PLACE.fullmatch(place)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    return Span(start, end, article.text[start:end]) if start < end <= len(article.text) else None


def _address(page: str, **values: str) -> str:
    return escape(f"/{page}?{urlencode(values)}")


def ask_about(story: str, language: Language) -> str:
    """The way from a story to a question about it."""
    return f'<p class="k-ask"><a href="{to_chat(story, language)}">{say("stories.ask", language)}</a></p>'


def add_first(language: Language) -> str:
    """The way to the library, where there is nothing yet to show."""
    return f'<p class="k-ask"><a href="{to_library(language)}">{say("library.open", language)}</a></p>'
