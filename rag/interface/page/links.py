"""Addresses within the page, of an article, a sentence of it, a story, a briefing; going and linking there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from rag.interface.words import say
from rag.records import Article, Language, Span

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
_NUMBER = re.compile(r"\d{1,9}")
_OPENED = ("article", "at", "c", "q", "story")
"""What an address tells of the article or story that is opened."""


@dataclass(frozen=True)
class Asked:
    """A question of a conversation; its number counts from 0."""

    conversation: str
    number: int


def to_article(article_id: str, language: Language, span: Span | None = None, back: Asked | None = None) -> str:
    """The address of an article, at the characters of `span`; ready for an HTML attribute.

    `back`: the question whose answer leads there, to which the reader may go back.
    """
    place = {"at": f"{span.start}-{span.end}"} if span else {}
    left = {"c": back.conversation, "q": str(back.number)} if back else {}
    return _address("library", article=article_id, **place, **left, lang=language)


def to_question(asked: Asked, language: Language) -> str:
    """The address of a question in its conversation; ready for an HTML attribute."""
    return _address("", c=asked.conversation, q=str(asked.number), lang=language)


def anchor(number: int) -> str:
    """The id of the heading of a question on the page of its conversation."""
    return f"q{number}"


def to_story(ident: str, language: Language) -> str:
    """The address of a story; ready for an HTML attribute."""
    return _address("stories", story=ident, lang=language)


def to_chat(story: str, language: Language) -> str:
    """The address of the chat, kept to a story; ready for an HTML attribute."""
    return _address("", story=story, lang=language)


def to_briefing(ident: str, language: Language) -> str:
    """The address of a briefing; ready for an HTML attribute."""
    return _address("briefing", briefing=ident, lang=language)


def to_file(name: str, label: str, language: Language, **of: str) -> str:
    """The way to a file that is taken away (see files.py); `name` is its address, `of` what it is made from."""
    return f'<a class="k-file" href="{_address(name, **of, lang=language)}" download>{label}</a>'


def to_day(day: str, language: Language) -> str:
    """The address of the articles of an ISO day; ready for an HTML attribute."""
    return _address("library", day=day, lang=language)


def to_library(language: Language) -> str:
    """The address of the library; ready for an HTML attribute."""
    return _address("library", lang=language)


def span_at(place: str, article: Article) -> Span | None:
    """The slice of the article that an address names, "120-245"; None when it names none."""
    found = _PLACE.fullmatch(place)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    return Span(start, end, article.text[start:end]) if start < end <= len(article.text) else None


def question_number(place: str) -> int:
    """The number of the question that an address names; 0, the first one, when it names none."""
    return int(place) if _NUMBER.fullmatch(place) else 0


def _address(page: str, **values: str) -> str:
    return escape(f"/{page}?{urlencode(values)}")


def go(**opened: str) -> None:
    """Opens what is named, nothing else any more; as one change, it is one step for the browser to go back over."""
    kept = {name: value for name, value in st.query_params.items() if name not in _OPENED}
    st.query_params.from_dict({**kept, **opened})


def ask_about(story: str, language: Language) -> str:
    """The way from a story to a question about it."""
    return f'<p class="k-ask"><a href="{to_chat(story, language)}">{say("stories.ask", language)}</a></p>'


def add_first(language: Language) -> str:
    """The way to the library, where there is nothing yet to show."""
    return f'<p class="k-ask"><a href="{to_library(language)}">{say("library.open", language)}</a></p>'
