"""Adding articles from the page: files dropped, a text or an address pasted, feeds refreshed; what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.markup import plain, shortened
from rag.interface.page.trouble import sentence
from rag.interface.words import counted, say, status_word
from rag.records import Language, Outcome

_PASTED = "paste.txt"


@dataclass(frozen=True)
class Given:
    """A document handed over by the browser or, without content, an address to fetch."""

    name: str
    content: bytes | None = None


def add_articles(language: Language, opened: bool) -> None:
    """The form; after it was sent, what became of each item."""
    outcomes: list[Outcome] = st.session_state.setdefault("outcomes", [])
    with st.expander(say("library.add", language), expanded=opened or bool(outcomes), icon=":material/add:"):
        given = _form(language)
        if given is not None:
            _add(given, language)
        _refresh(language)
        if outcomes:
            st.html(views.outcomes([(one, _reason(one, language)) for one in outcomes], language))


def _form(language: Language) -> list[Given] | None:
    """What was given; None when nothing was sent. It is emptied after each sending."""
    sent = st.session_state.setdefault("sent", 0)
    # Streamlit's own words are in English only: its button says ours instead (see style.css).
    st.html(f"<style>.stApp {{ --k-choose: '{say('library.choose', language)}'; }}</style>")
    with st.form(f"add-{sent}", border=False):
        files = st.file_uploader(say("library.files", language), accept_multiple_files=True, key=f"files-{sent}")
        text = st.text_area(say("library.paste", language), key=f"text-{sent}", height=100)
        addresses = st.text_input(say("library.address", language), key=f"address-{sent}", placeholder="https://…")
        if not st.form_submit_button(say("library.submit", language), type="primary"):
            return None
    pasted = [Given(_PASTED, text.encode("utf-8", "surrogatepass"))] if text.strip() else []
    return [*(Given(file.name, file.getvalue()) for file in files), *pasted, *map(Given, addresses.split())]


def _add(given: list[Given], language: Language) -> None:
    """Adds one after the other. Each outcome is kept at once: a click in between loses none of them."""
    if not given:
        st.info(say("library.nothing", language))
        return
    st.session_state.outcomes = []
    progress = st.progress(0.0)
    for number, one in enumerate(given):
        name = say("library.pasted", language) if one.name == _PASTED else shortened(one.name, 80)
        progress.progress(number / len(given), plain(say("library.adding", language, name=name)))
        st.session_state.outcomes += _outcomes(one)
    st.session_state.sent += 1
    st.rerun()


def _outcomes(given: Given) -> Iterator[Outcome]:
    kiosque = shared().kiosque
    return kiosque.add([given.name]) if given.content is None else kiosque.add_bytes(given.name, given.content)


def _refresh(language: Language) -> None:
    """A button that brings what the feeds have that is new, when there are feeds."""
    feeds = shared().kiosque.library.feeds()
    label = say("library.refresh", language, feeds=counted("feeds", len(feeds), language))
    if not feeds or not st.button(label, icon=":material/refresh:"):
        return
    st.session_state.outcomes = []
    with st.spinner(say("library.refreshing", language)):
        for event in shared().kiosque.refresh(feeds):
            if isinstance(event, Outcome):
                st.session_state.outcomes.append(event)
            elif event.error:
                st.session_state.outcomes.append(Outcome("failed", event.feed.address, error=event.error))
    if not st.session_state.outcomes:
        st.info(say("library.current", language))
        return
    st.rerun()


def _reason(outcome: Outcome, language: Language) -> str:
    """What became of it, and why when it was refused."""
    if outcome.error:
        return f"{status_word(outcome.status, language)} — {sentence(outcome.error, language)}"
    return status_word(outcome.status, language)
