"""What a question is asked of: the whole library, or the articles of the story that the address names."""

from __future__ import annotations

import streamlit as st

from rag.grouping.stories import Story
from rag.interface.page import views
from rag.interface.page.access import shared
from rag.interface.page.links import to_story
from rag.interface.page.markup import shortened, shown
from rag.interface.titles import title_of_story
from rag.interface.words import counted, say
from rag.records import Filters, Language

_POLL_SECONDS = 0.5
_LONGEST_TITLE = 160


def story() -> Story | None:
    """The story that the address names, once the stories are known."""
    grouped, _ = shared().groups.look()
    return grouped.story(st.query_params.get("story", ""))


def filters() -> Filters:
    """What the next question is kept to."""
    chosen = story()
    return Filters(articles=tuple(one.id for one in chosen.articles)) if chosen else Filters()


def pending() -> bool:
    """Whether the address names a story and the stories are still looked for: a question would go to all articles."""
    return "story" in st.query_params and story() is None and shared().groups.look()[1]


def draw(language: Language) -> None:
    """Says what the next question is kept to, and offers to ask everything."""
    if pending():
        _follow(language)
    elif "story" in st.query_params:
        chosen = story()
        st.html(_named(chosen, language) if chosen else views.note(say("scope.gone", language)))
        label = say("scope.everything", language)
        st.button(label, icon=":material/close:", type="tertiary", on_click=_ask_everything, key="scope")


def _named(chosen: Story, language: Language) -> str:
    title = shortened(title_of_story(chosen, language), _LONGEST_TITLE)
    articles = counted("articles", len(chosen.articles), language)
    link = f'<a href="{to_story(chosen.id, language)}">{shown(title)}</a>'
    return f'<p class="k-meta">{shown(say("scope.story", language, articles=articles))} {link}</p>'


def _ask_everything() -> None:
    st.query_params.pop("story", None)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(language: Language) -> None:
    if not pending():
        st.rerun()
    st.html(f'<p class="k-phase" role="status">{say("stories.searching", language)}</p>')
