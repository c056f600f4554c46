"""What is missing and one button for each: the model, the first articles, the search index; with their progress."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rag.engine.catalogue import ModelCard
from rag.interface.page.access import shared
from rag.interface.page.trouble import tell
from rag.interface.words import say, sized
from rag.interface.work.errands import Errand
from rag.protocols import Progress
from rag.records import Language
from rag.settings import PROJECT

_POLL_SECONDS = 0.5
_SAMPLES = PROJECT / "samples"


def offer_pull(card: ModelCard, language: Language) -> None:
    """A button that downloads a model, with its size."""
    label = say("models.pull", language, model=card.id, size=sized(card.size_bytes, language))
    offer(f"pull-{card.id}", label, lambda progress: shared().kiosque.pull(card.id, progress), language)


def offer_samples(language: Language) -> None:
    """A button that adds the sample newsstand, where it is installed."""
    if _SAMPLES.is_dir():
        offer("samples", say("remedy.samples", language), _add_samples, language)


def offer_index(language: Language) -> None:
    """A button that makes every stored passage searchable."""
    offer("index", say("remedy.index", language), lambda progress: shared().kiosque.reindex(progress), language)


def offer(name: str, label: str, work: Callable[[Progress], object], language: Language) -> None:
    """A button that begins an errand; then how far it is; in the end, its error if it failed."""
    errand = shared().errands.known(name)
    if errand and not errand.future.done():
        _follow(errand, label, language)
        return
    error = errand.future.exception() if errand else None
    if error:
        tell(error, language)
    st.button(label, key=f"errand-{name}", on_click=_begin, args=(name, work))


def _begin(name: str, work: Callable[[Progress], object]) -> None:
    shared().errands.begin(name, work)


@st.fragment(run_every=_POLL_SECONDS)
def _follow(errand: Errand, label: str, language: Language) -> None:
    if errand.future.done():
        st.rerun()
    st.progress(errand.share, f"{label} — {say('remedy.share', language, percent=round(100 * errand.share))}")


def _add_samples(progress: Progress) -> None:
    files = sorted(path for path in _SAMPLES.rglob("*") if path.is_file())
    for number, path in enumerate(files):
        progress(number, len(files))
        for _outcome in shared().kiosque.add([str(path)]):
            pass
