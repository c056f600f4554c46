"""Adding articles from the page: files dropped or a text pasted, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.markup import plain, shortened
from rag.interface.page.trouble import sentence
from rag.interface.words import say, status_word
from rag.records import Language, Outcome

_PASTED = "paste.txt"


@dataclass(frozen=True)
class Upload:
    """A document handed over by the browser."""

    name: str
    content: bytes


def add_articles(language: Language, opened: bool) -> None:
    """The form; after it was sent, what became of each item."""
    outcomes: list[Outcome] = st.session_state.setdefault("outcomes", [])
    with st.expander(say("library.add", language), expanded=opened or bool(outcomes), icon=":material/add:"):
        uploads = _form(language)
        if uploads is not None:
            _add(uploads, language)
        if outcomes:
            st.html(views.outcomes([(one, _reason(one, language)) for one in outcomes], language))


def _form(language: Language) -> list[Upload] | None:
    """The documents given; None when nothing was sent. It is emptied after each sending."""
    sent = st.session_state.setdefault("sent", 0)
    # Streamlit's own words are in English only: its button says ours instead (see style.css).
    st.html(f"<style>.stApp {{ --k-choose: '{say('library.choose', language)}'; }}</style>")
    with st.form(f"add-{sent}", border=False):
        files = st.file_uploader(say("library.files", language), accept_multiple_files=True, key=f"files-{sent}")
        text = st.text_area(say("library.paste", language), key=f"text-{sent}", height=100)
        if not st.form_submit_button(say("library.submit", language), type="primary"):
            return None
    pasted = [Upload(_PASTED, text.encode("utf-8", "surrogatepass"))] if text.strip() else []
    return [*(Upload(file.name, file.getvalue()) for file in files), *pasted]


def _add(uploads: list[Upload], language: Language) -> None:
    """Adds one after the other. Each outcome is kept at once: a click in between loses none of them."""
    if not uploads:
        st.info(say("library.nothing", language))
        return
    st.session_state.outcomes = []
    progress = st.progress(0.0)
    for number, upload in enumerate(uploads):
        name = say("library.pasted", language) if upload.name == _PASTED else shortened(upload.name, 80)
        progress.progress(number / len(uploads), plain(say("library.adding", language, name=name)))
        st.session_state.outcomes += _outcomes(upload)
    st.session_state.sent += 1
    st.rerun()


def _outcomes(upload: Upload) -> Iterator[Outcome]:
    return shared().kiosque.add_bytes(upload.name, upload.content)


def _reason(outcome: Outcome, language: Language) -> str:
    """What became of it, and why when it was refused."""
    if outcome.error:
        return f"{status_word(outcome.status, language)} — {sentence(outcome.error, language)}"
    return status_word(outcome.status, language)
