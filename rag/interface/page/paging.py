"""Long lists come in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def on_page(found: Sequence[T], per_page: int) -> Sequence[T]:
    """The part of `found` on the page that the reader chose; a choice is drawn when there are several."""
    first = first_on_page(len(found), per_page)
    return found[first : first + per_page]


def first_on_page(total: int, per_page: int) -> int:
    """How many come before the page that the reader chose, of `total`; a choice is drawn when there are several."""
    pages = -(-total // per_page)
    if pages < 2:
        return 0
    with st.container(horizontal_alignment="center", key="pages"):
        number = st.pagination(pages, key=f"page-of-{pages}")
    return int((number - 1) * per_page)
