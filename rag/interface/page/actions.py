"""What a reader does with an answer: judge it, copy it, ask again in the same words or in others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from rag.interface.page.access import shared
from rag.interface.page.trouble import telling
from rag.interface.words import say
from rag.records import Answer, Filters, Language

LONGEST_QUESTION = 8000
"""Characters that fit in the boxes in which a question is written."""


@dataclass(frozen=True)
class Place:
    """Where an answer stands: its number (from 0) in its conversation, and whether nothing follows it."""

    conversation: str
    number: int
    last: bool


def draw(answer: Answer, place: Place, rated: bool | None, language: Language) -> None:
    """The row under an answer, and what was opened from it; `rated` is what the reader thought of the answer."""
    opened = st.session_state.get("opened-action")
    liked, disliked = rated is True, rated is False
    again = ("again", place)
    buttons = [
        _Button("thumb_up", say("answer.good", language), liked, _rate, (place, None if liked else True)),
        _Button("thumb_down", say("answer.bad", language), disliked, _rate, (place, None if disliked else False)),
        _Button("content_copy", say("answer.copy", language)),  # place.js copies what `takeaway.carried` holds
    ]
    if place.last:
        buttons.append(_Button("edit", say("answer.again", language), False, _open, again))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{place.number}"):
        for one in buttons:
            one.draw(place.number)
    if opened == again and place.last:
        _draw_again(answer, place, language)


@dataclass(frozen=True)
class _Button:
    icon: str
    label: str
    chosen: bool = False
    act: Callable[..., None] | None = None
    arguments: tuple[object, ...] = ()

    def draw(self, number: int) -> None:
        """Its key and its kind stay when its state changes, so that the keyboard's place is not lost (see place.js)."""
        st.button(
            self.label,
            key=f"{self.icon}-{number}",
            icon=f":material/{'check' if self.chosen else self.icon}:",
            type="tertiary",
            on_click=self.act,
            args=self.arguments,
        )


@telling
def _rate(place: Place, good: bool | None) -> None:
    shared().kiosque.library.rate(place.conversation, place.number, good)


def _open(action: str, place: Place) -> None:
    """Opens it, or closes it when it is open."""
    chosen = (action, place)
    st.session_state["opened-action"] = None if st.session_state.get("opened-action") == chosen else chosen


def _draw_again(answer: Answer, place: Place, language: Language) -> None:
    """The question, to be changed or not; the new answer takes the place of this one, and is kept to its articles."""
    key = f"again-{place.conversation}-{place.number}"
    st.text_area(say("answer.question", language), answer.question, key=key, max_chars=LONGEST_QUESTION, height=80)
    kept = Filters(articles=answer.query.filters.articles) if answer.query else Filters()
    asked = (place, key, kept)
    st.button(say("chat.again", language), type="primary", key="ask-again", on_click=_ask_again, args=asked)


def _ask_again(place: Place, key: str, kept: Filters) -> None:
    question = str(st.session_state[key]).strip()
    if question:
        st.session_state["opened-action"] = None
        shared().jobs.ask(place.conversation, question, kept, instead=True)
