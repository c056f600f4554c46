"""Long lists come in pages, and are found again as they were left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")

_CHOICES = ("filter-", "page-of-", "shown-")
"""What the keys of a list's choices begin with."""


def keep_choices() -> None:
    """Keeps what the lists were kept to: Streamlit forgets the state of what it does not draw.

    For each run of the script, so that who opens an article or looks at another page finds the list again. Under a name
    of our own: a run that is cut short by the next one, as on a busy machine, loses what was kept under theirs.
    """
    kept = st.session_state.setdefault("kept", {})
    kept |= {key: st.session_state[key] for key in st.session_state if str(key).startswith(_CHOICES)}
    for key, chosen in kept.items():
        st.session_state[key] = chosen


def on_page(name: str, found: Sequence[T], per_page: int) -> Sequence[T]:
    """The part of `found` on the page that the reader chose; a choice is drawn when there are several."""
    first = first_on_page(name, len(found), per_page)
    return found[first : first + per_page]


def first_on_page(name: str, total: int, per_page: int) -> int:
    """How many come before the page that the reader chose, of `total`; a choice is drawn when there are several.

    `name`: of the list.
    """
    pages = -(-total // per_page)
    if pages < 2:
        return 0
    with st.container(horizontal_alignment="center", key="pages"):
        number = st.pagination(pages, key=f"page-of-{pages}-{name}")
    return int((number - 1) * per_page)
