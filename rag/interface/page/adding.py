"""Adding articles from the page: files dropped, a text or an address pasted, feeds refreshed; what became of each."""

from __future__ import annotations

import streamlit as st

from rag.errors import UnknownArticle
from rag.fetching.web import as_address
from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.markup import plain, shortened
from rag.interface.page.trouble import tell
from rag.interface.words import counted, say, sentence, status_word
from rag.interface.work.arrivals import Given
from rag.records import Language, Outcome
from rag.typography import grouped

_PASTED = "paste.txt"
_POLL_SECONDS = 0.5
_TOLD = 50


def add_articles(language: Language, opened: bool) -> None:
    """The form; how far what was handed over is; in the end, what became of each item."""
    arrivals = shared().arrivals
    if arrivals.busy:  # also when another visit handed it over
        st.session_state.batch = arrivals.batch
    followed = st.session_state.get("batch") == arrivals.batch
    with st.expander(say("library.add", language), expanded=opened or followed, icon=":material/add:"):
        _take(_form(language), language)
        _refresh(language)
        if arrivals.busy:
            _follow(language)
        elif followed:
            _tell_end(language)


def _take(given: list[Given] | None, language: Language) -> None:
    if given:
        st.session_state.batch = shared().arrivals.take(given)
        st.session_state.sent += 1
        st.rerun()
    if given is not None:
        st.info(say("library.nothing", language))


@st.fragment(run_every=_POLL_SECONDS)
def _follow(language: Language) -> None:
    """How far it is. A thread does it: the page can be left, and questions asked."""
    arrivals = shared().arrivals
    if not arrivals.busy:
        st.rerun()
    name = say("library.pasted", language) if arrivals.current == _PASTED else shortened(arrivals.current, 80)
    doing = say("library.adding", language, name=name) if name else say("library.refreshing", language)
    st.progress(arrivals.share, plain(doing))
    _draw_outcomes(language)


def _tell_end(language: Language) -> None:
    arrivals = shared().arrivals
    for error in arrivals.errors:
        tell(error, language)
    if not arrivals.outcomes and not arrivals.errors:
        st.info(say("library.current", language))
    _draw_outcomes(language)


def _draw_outcomes(language: Language) -> None:
    """The last of them, and what was refused: thousands would be sent anew at each look."""
    outcomes = list(shared().arrivals.outcomes)
    if not outcomes:
        return
    late = len(outcomes) - _TOLD
    told = [one for at, one in enumerate(outcomes) if at >= late or one.status == "failed"][-2 * _TOLD :]
    done = sum(one.status != "failed" for one in outcomes)
    counts = {"done": grouped(done, language), "total": grouped(len(outcomes), language)}
    head = say("library.results.last", language, **counts) if late > 0 else say("library.results", language, **counts)
    st.html(views.note(head) + views.outcomes([(one, _reason(one, language)) for one in told]))


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
    # Without content, a name is an address: the files of this machine are not the page's to read, nor is its terminal.
    fetched = [Given(as_address(typed)) for typed in addresses.split()]
    return [*(Given(file.name, file.getvalue()) for file in files), *pasted, *fetched]


def _refresh(language: Language) -> None:
    """A button that brings what the feeds have that is new, when there are feeds."""
    feeds = shared().kiosque.library.feeds()
    label = say("library.refresh", language, feeds=counted("feeds", len(feeds), language))
    if feeds and st.button(label, icon=":material/refresh:"):
        st.session_state.batch = shared().arrivals.refresh(feeds)
        st.rerun()


def _reason(outcome: Outcome, language: Language) -> str:
    """What became of it, and why when it was refused, or what it repeats."""
    word = status_word(outcome.status, language)
    if outcome.error:
        return f"{word} — {sentence(outcome.error, language)}"
    return f"{word} — {told}" if outcome.of and (told := _told(outcome.of)) else word


def _told(article_id: str) -> str:
    """Outlet and title of an article; nothing when it was erased meanwhile."""
    try:
        article = shared().kiosque.library.article(article_id)
    except UnknownArticle:
        return ""
    return " · ".join(filter(None, (article.source, article.title)))
