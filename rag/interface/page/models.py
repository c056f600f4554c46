"""The models of this machine and the settings in effect; the health of the library."""

from __future__ import annotations

import streamlit as st

from rag.engine import catalogue, download
from rag.engine.catalogue import ModelCard
from rag.engine.local import free_memory_bytes
from rag.interface.page import remedies, views
from rag.interface.page.access import shared
from rag.interface.page.markup import shown
from rag.interface.page.remedies import gigabytes
from rag.interface.words import counted, say
from rag.interface.work.errands import Progress
from rag.records import Language
from rag.settings import remember


def draw(language: Language) -> None:
    """Models, health, settings."""
    st.html(f'<div class="k-head"><h1>{say("page.models", language)}</h1></div>')
    settings = shared().kiosque.settings
    known = catalogue.load(settings.models)
    used = {
        st.session_state.get("model") or settings.answering_model or known.default("answering").id,
        settings.embedder or known.default("embedding").id,
    }
    free = free_memory_bytes()
    if free:
        st.html(views.note(say("models.free", language, size=gigabytes(free, language))))
    for card in known.models:
        with st.container(key=f"model-{card.id.replace('.', '-')}", border=True):
            _draw_model(card, card.id in used, free, language)
    if "model" in st.session_state:
        st.info(say("models.next_start", language))
    _draw_health(language)
    _draw_settings(language)


def _draw_model(card: ModelCard, used: bool, free: int | None, language: Language) -> None:
    present = download.present(card, shared().kiosque.settings.models)
    state = "used" if used and present else "here" if present else "absent"
    needs = say("models.needs", language, size=gigabytes(card.memory_bytes, language))
    line = " · ".join((say(f"role.{card.role}", language), needs, card.licence, say(f"model.{state}", language)))
    st.html(f'<h2 class="k-title">{shown(card.id)}</h2><p class="k-meta">{shown(line)}</p>')
    if not used and free and card.memory_bytes > free:
        st.html(views.note(say("models.too_large", language)))
    if not present:
        remedies.offer_pull(card, language)
        return
    with st.container(horizontal=True, gap="small"):
        if not used and card.role == "answering":
            st.button(say("models.use", language, model=card.id), key=f"use-{card.id}", on_click=_use, args=(card.id,))
        label = say("models.verify", language, model=card.id)
        remedies.offer(f"verify-{card.id}", label, lambda progress: _verify(card, progress), language)
    checked = shared().errands.known(f"verify-{card.id}")
    if checked and checked.future.done() and not checked.future.exception():
        st.html(views.note(say("models.sound", language)))


def _use(name: str) -> None:
    remember(shared().kiosque.settings.home, "answering_model", name)
    st.session_state.model = name


def _verify(card: ModelCard, progress: Progress) -> None:
    download.verify(card, shared().kiosque.settings.models, progress)


def _draw_health(language: Language) -> None:
    library = shared().kiosque.library
    waiting = library.pending_count()
    lines = [
        f"{counted('articles', library.count(), language)}, {counted('passages', library.passage_count(), language)}",
        say("health.size", language, size=gigabytes(library.size_bytes, language)),
        say("health.waiting", language, passages=counted("passages", waiting, language))
        if waiting
        else say("health.well", language),
    ]
    items = "".join(f"<li>{shown(one)}</li>" for one in lines)
    st.html(f'<h2 class="k-label">{say("health", language)}</h2><ul class="k-plain">{items}</ul>')
    if waiting:
        remedies.offer_index(language)


def _draw_settings(language: Language) -> None:
    settings = shared().kiosque.settings
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    rows = "".join(f"<tr><td><code>{name}</code></td><td>{_value(one)}</td></tr>" for name, one in values.items())
    with st.expander(say("settings", language)):
        st.html(f'<table class="k-settings"><tbody>{rows}</tbody></table>')


def _value(setting: object) -> str:
    return "—" if setting in (None, frozenset()) else shown(str(setting))
