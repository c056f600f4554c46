"""What the browser's window and its history are named after: the page, or what is read on it."""

from __future__ import annotations

import streamlit as st

from rag.interface.page.markup import clean, shortened
from rag.interface.words import say
from rag.records import Language

_LONGEST = 80


def show(title: str, language: Language) -> None:
    """Names the window; the last call of a run counts."""
    words = clean(shortened(title, _LONGEST)) or say("untitled", language)
    st.set_page_config(f"{words} · {say('name', language)}")
