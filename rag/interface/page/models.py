"""The models of this machine, the health of Kiosque, the settings in effect."""

from __future__ import annotations

import shutil
from contextlib import suppress

import streamlit as st

from rag.engine import catalogue, download
from rag.engine.catalogue import Catalogue, ModelCard
from rag.engine.local import free_memory_bytes
from rag.errors import ModelError
from rag.interface.health import examined, told
from rag.interface.page import remedies, views
from rag.interface.page.access import shared
from rag.interface.page.markup import plain, shown
from rag.interface.page.trouble import telling
from rag.interface.words import say, sized
from rag.protocols import Progress
from rag.records import Language
from rag.settings import Settings, load_settings, origin, remember


def draw(language: Language) -> None:
    """Models, health, settings."""
    st.html(f'<div class="k-head"><h1>{say("page.models", language)}</h1></div>')
    settings = shared().kiosque.settings
    known = catalogue.load(settings.models)
    used = _used(known, settings)
    if settings.answering_server:
        st.html(views.note(say("models.server", language, address=settings.answering_server)))
    for card in used:
        _draw_model(card, True, language)
    _tell_next(settings, language)
    _draw_health(language)
    _draw_settings(settings, language)
    _draw_others([card for card in known.models if card not in used], settings, language)


# ----------------------------------------------------------------------------- models


def _used(known: Catalogue, settings: Settings) -> list[ModelCard]:
    """Those that work on this machine, not on a server. One that is not known or not there: `told` says so."""
    answering = None if settings.answering_server else settings.answering_model or known.default("answering").id
    embedding = None if settings.embedding_server else settings.embedder or known.default("embedding").id
    found = []
    for name in filter(None, (answering, embedding)):
        with suppress(ModelError):
            found.append(known.model(name))
    return found


def _draw_others(cards: list[ModelCard], settings: Settings, language: Language) -> None:
    """What each would need, under what there is."""
    st.html(f'<h2 class="k-label">{say("models.others", language)}</h2>')
    memory, disk = free_memory_bytes(), shutil.disk_usage(settings.models).free
    if memory:
        free = {"memory": sized(memory, language), "disk": sized(disk, language)}
        st.html(views.note(say("models.free", language, **free)))
    for card in cards:
        lacks = "memory" if memory and card.memory_bytes > memory else "disk" if card.size_bytes > disk else ""
        _draw_model(card, False, language, say(f"lacks.{lacks}", language) if lacks else "")


def _draw_model(card: ModelCard, used: bool, language: Language, lacks: str = "") -> None:
    present = download.present(card, shared().kiosque.settings.models)
    loaded = used and card.role == "answering" and shared().kiosque.ready
    state = "absent" if not present else "loaded" if loaded else "used" if used else "here"
    needs = {"file": sized(card.size_bytes, language), "memory": sized(card.memory_bytes, language)}
    words = (say(f"role.{card.role}", language), say("models.needs", language, **needs), card.licence)
    line = " · ".join((*words, say(f"model.{state}", language)))
    with st.container(key=f"model-{card.id.replace('.', '-')}", border=True):
        told = views.note(lacks) if lacks else ""
        st.html(f'<h2 class="k-title">{shown(card.id)}</h2><p class="k-meta">{shown(line)}</p>{told}')
        if present:
            _offer_use(card, used, language)
        else:
            remedies.offer_pull(card, language)


def _offer_use(card: ModelCard, used: bool, language: Language) -> None:
    with st.container(horizontal=True, gap="small"):
        if not used and card.role == "answering":
            st.button(say("models.use", language, model=card.id), key=f"use-{card.id}", on_click=_use, args=(card.id,))
        label = say("models.verify", language, model=card.id)
        remedies.offer(f"verify-{card.id}", label, lambda progress: _verify(card, progress), language)
    checked = shared().errands.known(f"verify-{card.id}")
    if checked and checked.future.done() and not checked.future.exception():
        st.html(views.note(say("models.sound", language)))


@telling
def _use(name: str) -> None:
    remember(shared().kiosque.settings.home, "answering_model", name)


def _verify(card: ModelCard, progress: Progress) -> None:
    download.verify(card, shared().kiosque.settings.models, progress)


def _tell_next(settings: Settings, language: Language) -> None:
    """The model that was chosen meanwhile."""
    chosen = load_settings().answering_model
    if chosen != settings.answering_model:
        st.info(plain(say("models.next_start", language, model=chosen)))


# ----------------------------------------------------------------------------- health, settings


def _draw_health(language: Language) -> None:
    health = examined(shared().kiosque)
    items = "".join(f"<li>{'✓' if well else '⚠'} {shown(words)}</li>" for well, words in told(health, language))
    st.html(f'<h2 class="k-label">{say("health", language)}</h2><ul class="k-plain k-checks">{items}</ul>')
    if health.passages_waiting or health.embedder_fault:
        remedies.offer_index(language)
    st.html(views.note(say("health.backup", language)))


def _draw_settings(settings: Settings, language: Language) -> None:
    rows = "".join(_row(name, settings, language) for name in type(settings).model_fields)
    with st.expander(say("settings", language)):
        how = views.note(say("settings.how", language))
        st.html(f'{how}<table class="k-settings k-meanings"><tbody>{rows}</tbody></table>')


def _row(name: str, settings: Settings, language: Language) -> str:
    """Its name over what it means; its value over where that comes from."""
    pairs = (
        (name, say(f"setting.{name}", language)),
        (_value(getattr(settings, name)), say(f"origin.{origin(settings, name)}", language)),
    )
    cells = "".join(f'<td><code>{shown(code)}</code><p class="k-meta">{shown(words)}</p></td>' for code, words in pairs)
    return f"<tr>{cells}</tr>"


def _value(setting: object) -> str:
    """As it is written in settings.toml, without quotes."""
    if setting in (None, frozenset()):
        return "—"
    return str(setting).lower() if isinstance(setting, bool) else str(setting)
