"""The briefing: French and English side by side, made on demand, kept, taken away as a file."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial

import streamlit as st

from rag.briefing.edition import Briefing, from_json
from rag.briefing.export.html import body
from rag.briefing.export.sheet import Block
from rag.briefing.export.write import FORMATS
from rag.interface.page import links
from rag.interface.page.access import shared
from rag.interface.page.almanac import calendar, readable
from rag.interface.page.files import side_by_side
from rag.interface.page.links import to_article, to_story
from rag.interface.page.trouble import tell
from rag.interface.words import say
from rag.records import Language, Span
from rag.typography import days

_POLL_SECONDS = 0.5


def draw(language: Language) -> None:
    """The briefing that was chosen, the latest one else, and what is done with it."""
    st.html(f'<div class="k-head"><h1>{say("page.briefing", language)}</h1></div>')
    empty = not shared().kiosque.library.count()
    if not empty:
        _draw_making(language)
    kept = [one for one in shared().kiosque.library.briefings() if readable(one[0])]
    if not kept:
        st.info(say("briefing.none", language))
        if empty:
            st.html(links.add_first(language))
        return
    chosen = _chosen([ident for ident, _ in kept], language)
    if len(kept) > 1:
        with st.expander(say("briefing.calendar", language), icon=":material/calendar_month:"):
            st.html(calendar(kept, chosen, language))
    _draw_kept(chosen, language)


def _draw_kept(ident: str, language: Language) -> None:
    """The briefing with its files; a word instead when another version of Kiosque wrote it in another form."""
    stored = shared().kiosque.library.briefing(ident)
    if stored is None:
        return
    try:
        briefing = from_json(stored)
    except ValueError:
        st.warning(say("briefing.unreadable", language))
        return
    _draw_files(ident, language)
    content = body(briefing, _shown_in(language), partial(_address, briefing), partial(_ask_about, briefing))
    st.html(f'<div class="k-briefing">{content}</div>')


def _chosen(idents: Sequence[str], language: Language) -> str:
    """The briefing that the address names, else the latest; the choice is put in the address."""
    asked = st.query_params.get("briefing")
    if asked in idents and asked != st.session_state.get("briefing-told"):  # a link, or the browser's Back
        st.session_state.briefing = asked
    elif asked and asked not in idents:
        st.info(say("briefing.gone", language))
    label = say("briefing.choose", language)
    chosen: str = st.selectbox(label, idents, format_func=lambda ident: _days(ident, language), key="briefing")
    st.query_params["briefing"] = st.session_state["briefing-told"] = chosen
    return chosen


def _address(briefing: Briefing, block: Block, language: Language) -> str | None:
    """A headline leads to its story, a note to the sentence in its article."""
    if block.kind == "note":
        note = briefing.notes[block.number - 1]
        return to_article(note.article_id, language, Span(note.start, note.end, note.quote))
    return to_story(briefing.entries[block.entry].story_id, language) if block.kind == "headline" else None


def _ask_about(briefing: Briefing, block: Block, language: Language) -> str:
    """Below what is said of a story in numbers, the way to a question about it."""
    return links.ask_about(briefing.entries[block.entry].story_id, language) if block.kind == "facts" else ""


def _draw_making(language: Language) -> None:
    making = shared().jobs.briefing
    if making and not making.done():
        _follow(making, language)
        return
    error = making.exception() if making else None
    if error:
        tell(error, language)
    st.button(say("briefing.make", language), icon=":material/today:", type="primary", on_click=_make)


def _make() -> None:
    st.session_state.pop("briefing", None)
    st.query_params.pop("briefing", None)
    shared().jobs.brief()


@st.fragment(run_every=_POLL_SECONDS)
def _follow(making: Future[Briefing], language: Language) -> None:
    if making.done():
        st.rerun()
    st.html(f'<p class="k-phase" role="status">{say("briefing.making", language)}</p>')


def _draw_files(ident: str, language: Language) -> None:
    """A link for each format."""
    ways = (links.to_file(f"briefing.{form}", form, language, briefing=ident) for form in FORMATS)
    st.html(f'<p class="k-files">{" ".join(ways)}</p>')


def _shown_in(language: Language) -> list[Language]:
    """The languages that the reader wants to see: both, or one."""
    both = "both"
    chosen = st.segmented_control(
        say("language", language),
        [both, *side_by_side(language)],
        default=both,
        required=True,
        format_func=lambda one: say(f"language.{one}", language),
        key="briefing-language",
        label_visibility="collapsed",
    )
    return [one for one in side_by_side(language) if chosen in (both, one)]


def _days(ident: str, language: Language) -> str:
    first, last, *subject = ident.split("--", 2)
    return " · ".join((days(first, last, language), *subject))
