"""The conversations that were had: which one is open, found again, named, taken away, erased."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import streamlit as st

from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.links import Asked, question_number, to_file
from rag.interface.page.markup import plain, shortened
from rag.interface.page.trouble import telling
from rag.interface.words import say
from rag.interface.work import saved
from rag.library.store import Conversation
from rag.records import Language

_LISTED = 30
"""Most conversations listed; the older ones are behind an expander."""

_SEARCHED = 6
"""From this many conversations on, there is a place to search them."""

_LONGEST_NAME = 120


def current(language: Language) -> str:
    """The name of the conversation in the address, else of the last one of this visit, else of a new one.

    One that is not here is told; a new one takes its place, as it does for a story.
    """
    named = st.query_params.get("c", "")
    if named and not _is_here(named):
        st.info(say("chat.gone", language))
        st.session_state.conversation = _unasked()  # the address stays, and these words with it, until one asks
    elif named:
        st.session_state.conversation = named
    else:
        last = "" if "story" in st.query_params else st.session_state.get("conversation")
        show(last or _unasked())
    return str(st.session_state.conversation)


def left() -> Asked | None:
    """The question whose answer led to an article, as its address tells; the page of questions will open it there."""
    name = st.query_params.get("c", "")
    if not _is_here(name):
        return None
    st.session_state.conversation = name
    return Asked(name, question_number(st.query_params.get("q", "")))


def show(name: str) -> None:
    """Opens a conversation; its name is in the address once something was asked, so that a reload finds it again."""
    st.session_state.conversation = name
    kept = {key: value for key, value in st.query_params.items() if key not in ("c", "q")}
    address = {**kept, "c": name} if _is_here(name) else kept
    if address != st.query_params.to_dict():
        st.query_params.from_dict(address)


def _unasked() -> str:
    """The conversation of this visit when nothing was asked in it, else a new one."""
    last: str = st.session_state.get("conversation", "")
    return last if last and not _is_here(last) else secrets.token_hex(8)


def _is_here(name: str) -> bool:
    """Whether something was asked in it: it may still be on its way."""
    return shared().jobs.answer(name) is not None or bool(shared().kiosque.library.turns(name))


def draw(opened: str, language: Language) -> None:
    """The sidebar: a new conversation, those there are, what can be done with the one that is open."""
    known = shared().kiosque.library.conversations()
    with st.sidebar:
        st.button(
            say("chat.new", language),
            icon=":material/add:",
            width="stretch",
            key="new",
            on_click=show,
            args=(secrets.token_hex(8),),
        )
        if known:
            st.html(f'<p class="k-label">{say("chat.history", language)}</p>')
        found = _found(known, language)
        for one in found[:_LISTED]:
            _draw_button(one, opened)
        if found[_LISTED:]:
            with st.expander(say("chat.older", language)):
                for one in found[_LISTED:]:
                    _draw_button(one, opened)
        for one in known:
            if one.id == opened:
                with st.container(gap="xxsmall", key="opened"):
                    _offer(one, language)
        st.html(views.note(say("private", language)))


def _found(known: Sequence[Conversation], language: Language) -> Sequence[Conversation]:
    """The conversations that hold the words of the reader; all of them without words."""
    if len(known) < _SEARCHED:
        return known
    label = say("chat.search", language)
    words = st.text_input(label, key="conversation-words", icon=":material/search:", placeholder=label)
    found = saved.holding(shared().kiosque.library, known, words)
    if not found:
        st.html(views.note(say("chat.none", language)))
    return found


def _draw_button(one: Conversation, opened: str) -> None:
    st.button(
        plain(shortened(one.title, 60)) or "…",
        key=f"conversation-{one.id}",
        type="secondary" if one.id == opened else "tertiary",
        width="stretch",
        on_click=show,
        args=(one.id,),
    )


def _offer(one: Conversation, language: Language) -> None:
    """What can be done with the conversation that is open."""
    with st.popover(say("chat.rename", language), icon=":material/edit:", type="tertiary"):
        key = f"name-{one.id}"
        st.text_input(
            say("chat.name", language),
            one.title[:_LONGEST_NAME],
            key=key,
            max_chars=_LONGEST_NAME,
            on_change=_rename,
            args=(one.id, key),
        )
    st.html(to_file("conversation.md", say("chat.export", language), language, c=one.id))
    with st.popover(say("chat.remove", language), icon=":material/delete:", type="tertiary"):
        st.write(say("chat.remove.sure", language))
        st.button(say("yes", language), on_click=_remove, args=(one.id,), type="primary")


@telling
def _rename(name: str, key: str) -> None:
    shared().kiosque.library.rename_conversation(name, str(st.session_state[key]).strip())


@telling
def _remove(name: str) -> None:
    shared().kiosque.library.remove_conversation(name)
    shared().jobs.forget(name)
    show(secrets.token_hex(8))
