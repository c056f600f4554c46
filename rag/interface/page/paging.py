"""Long lists come in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def on_page(found: Sequence[T], per_page: int) -> Sequence[T]:
    """The part of `found` on the page that the reader chose; a choice is drawn when there are several."""
    pages = -(-len(found) // per_page)
    if pages < 2:
        return found
    with st.container(horizontal_alignment="center", key="pages"):
        number = st.pagination(pages, key=f"page-of-{pages}")
    return found[(number - 1) * per_page : number * per_page]
