"""What surrounds every page: its name, its style, the language and the choice of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from rag.errors import KiosqueError
from rag.interface.page import briefing, chat, models, newsstand, stories, titles
from rag.interface.page.access import page_language, shared
from rag.interface.page.markup import shown
from rag.interface.page.paging import keep_choices
from rag.interface.page.trouble import tell, tell_refusal
from rag.interface.words import say
from rag.records import LANGUAGES, Language

_HERE = Path(__file__).parent


def draw() -> None:
    """One run of the script: the frame, then the page that was chosen."""
    language = page_language()
    keep_choices()
    st.set_page_config(page_icon=_HERE / "icon.svg")
    st.html(_HERE / "style.css")
    page = st.navigation(
        [
            st.Page(
                _safely(chat.draw, language), title=say("page.chat", language), icon=":material/forum:", default=True
            ),
            st.Page(
                _safely(briefing.draw, language),
                title=say("page.briefing", language),
                icon=":material/today:",
                url_path="briefing",
            ),
            st.Page(
                _safely(stories.draw, language),
                title=say("page.stories", language),
                icon=":material/stacks:",
                url_path="stories",
            ),
            st.Page(
                _safely(newsstand.draw, language),
                title=say("page.library", language),
                icon=":material/newspaper:",
                url_path="library",
            ),
            st.Page(
                _safely(models.draw, language),
                title=say("page.models", language),
                icon=":material/tune:",
                url_path="models",
            ),
        ]
    )
    _tell_scripts(language)
    _choose_language(language)
    if "nowhere" in st.query_params:  # see localise.py
        st.info(say("page.none", language))
    titles.show(page.title, language)
    tell_refusal(language)
    page.run()


def _tell_scripts(language: Language) -> None:
    """What our scripts in the browser cannot know: the language of the settings, and words they say."""
    words = {"ready": say("chat.ready", language), "copied": say("answer.copied", language)}
    words["refused"] = say("answer.refused", language)
    data = " ".join(f'data-{name}="{shown(told)}"' for name, told in words.items())
    st.sidebar.html(f'<span class="k-language" lang="{shared().kiosque.settings.language}" {data}></span>')


def _choose_language(language: Language) -> None:
    st.session_state.language = language
    st.sidebar.segmented_control(
        say("language", language),
        LANGUAGES,
        required=True,
        format_func=lambda one: say(f"language.{one}", one),
        key="language",
        label_visibility="collapsed",
    )
    if language == shared().kiosque.settings.language:
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = language


def _safely(page: Callable[[Language], None], language: Language) -> Callable[[], None]:
    """A page that tells the errors we know; those nobody foresaw reach `tell_unexpected`."""

    def run() -> None:
        try:
            page(language)
        except KiosqueError as error:
            tell(error, language)

    run.__name__ = page.__module__.rpartition(".")[2]
    return run
