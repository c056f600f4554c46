"""Two sites on this machine that feeds and pages are fetched from, and a Kiosque that may fetch from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from fakes import FakeEmbedder
from web_server import Site, serving

from rag import assemble
from rag.assemble import Kiosque, open_kiosque
from rag.fetching.fetch import Fetcher, Limits
from rag.settings import load_settings

QUICK = Limits(seconds=10.0, silence_seconds=5.0, size_bytes=1_000_000, redirects=3, pause_seconds=0, busy_seconds=0.05)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def settings(site: Site, elsewhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kiosque may fetch from the two sites, without pauses, and has a fake embedder."""
    monkeypatch.setattr(assemble, "make_embedder", lambda settings: FakeEmbedder())
    monkeypatch.setattr(assemble, "Fetcher", lambda hosts, offline: Fetcher(hosts, offline, QUICK))
    monkeypatch.setenv("KIOSQUE_PRIVATE_HOSTS", json.dumps([site.host, elsewhere.host]))
    monkeypatch.setenv("KIOSQUE_LANGUAGE", "fr")


@pytest.fixture
def start(settings: None) -> Iterator[Callable[[], Kiosque]]:
    """Each call is a new start of the program on the same library."""
    made: list[Kiosque] = []

    def make() -> Kiosque:
        made.append(open_kiosque(load_settings()))
        return made[-1]

    yield make
    for kiosque in made:
        kiosque.close()


@pytest.fixture
def kiosque(start: Callable[[], Kiosque]) -> Kiosque:
    return start()
