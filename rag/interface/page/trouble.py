"""Errors on the page: a sentence and a number; the server's log has the cause under the same number."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from rag.errors import KiosqueError
from rag.interface.page.access import page_language
from rag.interface.page.markup import plain
from rag.interface.words import say, sentence
from rag.records import Language

P = ParamSpec("P")

_LOG = logging.getLogger("kiosque.page")


def tell(error: BaseException, language: Language) -> None:
    """Shows an error: its own sentence when it is one of ours, else that something unexpected happened."""
    number = secrets.token_hex(3)
    known = isinstance(error, KiosqueError)
    _LOG.error("error %s on the page: %s", number, error if known else type(error), exc_info=None if known else error)
    if isinstance(error, KiosqueError):
        st.error(plain(say("error", language, sentence=sentence(error, language), number=number)))
    else:
        st.error(plain(say("unexpected", language, number=number)))


def telling(act: Callable[P, None]) -> Callable[P, None]:
    """What a click does; where it cannot be done, the page is drawn as it was, and says so (see `tell_refusal`)."""

    @wraps(act)
    def run(*args: P.args, **named: P.kwargs) -> None:
        try:
            act(*args, **named)
        except KiosqueError as error:
            st.session_state["refusal"] = error

    return run


def tell_refusal(language: Language) -> None:
    """Shows why the last click did nothing, once."""
    if error := st.session_state.pop("refusal", None):
        tell(error, language)


def tell_unexpected(error: Exception) -> bool:
    """Shows what no page caught. True: Streamlit adds nothing of its own."""
    tell(error, page_language())
    return True
