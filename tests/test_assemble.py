"""The working object: what it opens when, and what it notices of other processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import assemble
from rag.assemble import Kiosque, open_kiosque
from rag.engine import process
from rag.engine.local import LlamaGenerator
from rag.errors import EmbedderChanged, IndexFault, UnknownArticle
from rag.generation import Message
from rag.library.store import Library
from rag.settings import Settings
from tests.fakes import FakeEmbedder
from tests.newsstand import BRIDGE, stocked


@pytest.fixture
def kiosque(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosque]:
    """An invented newsstand, searched by words, with a model that takes a minute to load."""
    library, index, embedder = stocked(tmp_path / "home")
    index.close()
    library.close()
    path = tmp_path / "slow.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setattr(assemble, "make_embedder", lambda _: embedder)
    monkeypatch.setattr(assemble, "make_generator", lambda _: LlamaGenerator("slow", path))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(process, "_start", lambda *_: subprocess.Popen(command, **pipes))
    opened = open_kiosque(Settings(home=tmp_path / "home"))
    yield opened
    opened.close()


def test_an_open_kiosque_notices_that_another_process_indexed_the_library_anew(kiosque: Kiosque) -> None:
    assert kiosque.search("pont de Valmorel", 1)[0].article == BRIDGE
    with Library(kiosque.settings.home) as elsewhere:
        elsewhere.forget_vectors()
        elsewhere.use_embedder(FakeEmbedder("another"))
    with pytest.raises(EmbedderChanged):
        kiosque.search("pont de Valmorel", 1)


def test_an_article_goes_though_the_files_of_the_index_stay(kiosque: Kiosque, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(folder: Path) -> None:
        raise PermissionError(13, "held by another program", str(folder))

    kiosque.index.refresh()
    monkeypatch.setattr("rag.library.generations.shutil.rmtree", held)
    with pytest.raises(IndexFault):
        kiosque.remove([BRIDGE.id])
    assert [one.ref for one in kiosque.library.articles()] == ["cheese"]
    with pytest.raises(UnknownArticle):
        kiosque.remove([BRIDGE.id])


def test_the_model_loads_while_the_search_runs(kiosque: Kiosque) -> None:
    stream = kiosque.ask("Quand le pont de Valmorel a-t-il été fermé ?")
    assert stream.evidence and isinstance(kiosque.generator, LlamaGenerator)
    deadline = time.monotonic() + 20
    while kiosque.generator.pid is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert kiosque.generator.pid is not None  # though not a word was asked for yet
    assert kiosque.generator.generate((Message("user", "Où ?"),), 1).place == 0


def test_what_no_command_of_the_library_needs_is_not_loaded(project: Path) -> None:
    """Half a second of each command: clients of servers, of the hub and of Chroma."""
    code = "import sys, rag.assemble; print({'openai', 'huggingface_hub', 'chromadb', 'streamlit'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
