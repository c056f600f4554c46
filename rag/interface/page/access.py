"""What all visitors of the page share: one Kiosque, and the work it has under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import streamlit as st

from rag.errors import ModelError
from rag.interface.work.arrivals import Arrivals
from rag.interface.work.errands import Errands
from rag.interface.work.groups import Groups
from rag.interface.work.jobs import Jobs
from rag.records import LANGUAGES, Language

if TYPE_CHECKING:
    from rag.assemble import Kiosque

Opener = Callable[[], "Kiosque"]


@dataclass(frozen=True)
class Shared:
    """One for the whole server."""

    kiosque: Kiosque
    jobs: Jobs
    groups: Groups
    errands: Errands
    arrivals: Arrivals


_openers: list[Opener] = []
_opened: list[Shared] = []


def provide(opener: Opener) -> None:
    """Says how the Kiosque is opened, at the first visit; the last call counts."""
    _openers[:] = [opener]


@st.cache_resource(show_spinner=False)
def shared() -> Shared:
    """The Kiosque and its jobs; opened once, whoever asks."""
    kiosque = _openers[0]()
    _opened.append(Shared(kiosque, Jobs(kiosque), Groups(kiosque), Errands(), Arrivals(kiosque)))
    return _opened[-1]


@st.cache_resource(show_spinner=False, ttl=5)
def model_error() -> ModelError | None:
    """Why the model cannot answer, or None after it began to load. Asked again every 5 s, so that a remedy shows."""
    try:
        shared().kiosque.warm()
    except ModelError as error:
        return error
    return None


def page_language() -> Language:
    """The language of the page: as switched, else as in the address, else as in the settings."""
    chosen = st.session_state.get("language") or st.query_params.get("lang")
    return cast(Language, chosen) if chosen in LANGUAGES else shared().kiosque.settings.language


def close() -> None:
    """Stops the work under way and closes the Kiosque, if it was ever opened."""
    while _opened:
        last = _opened.pop()
        last.jobs.close()
        last.groups.close()
        last.errands.close()
        last.arrivals.close()
        last.kiosque.close()
    shared.clear()
    model_error.clear()
