"""What all tests share: an environment that says nothing, a network that is only this machine, an order."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.library.store import Library

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
STAGES = ("server", "model", "browser")  # after the unit tests, from the quickest to the slowest
TRACING = ("LANGSMITH_", "LANGCHAIN_")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# ----------------------------------------------------------------------------- order: what fails fast runs first


def stage(item: pytest.Item) -> int:
    """0 for a unit test, else the place of its slowest mark in STAGES, from 1."""
    return max((place for place, mark in enumerate(STAGES, 1) if item.get_closest_marker(mark)), default=0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=stage)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    result = yield
    if nextitem and item.session.testsfailed and stage(nextitem) > stage(item):
        item.session.shouldfail = f"failures: the {STAGES[stage(nextitem) - 1]} tests and what follows were not run"
    return result


# ----------------------------------------------------------------------------- isolation: no settings, no network


@pytest.fixture(autouse=True)
def silent_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting and no tracing of whoever runs the tests; an empty library of their own for each."""
    for name in [name for name in os.environ if name.startswith(("KIOSQUE_", *TRACING))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KIOSQUE_HOME", str(tmp_path_factory.mktemp("home")))


def stays_here(address: Any) -> bool:
    """Whether a socket address, (host, port…) or a file's path, is on this machine."""
    host = str(address[0]) if isinstance(address, tuple) else ""
    return host in ("", "None", "localhost", "::1") or host.startswith("127.")


def guarded(real: Callable[..., Any], address_of: Callable[..., Any]) -> Callable[..., Any]:
    """`real`, failing the test before an address beyond this machine; not an Exception, so nothing catches it."""

    def call(*arguments: Any, **options: Any) -> Any:
        address = address_of(*arguments, **options)
        if not stays_here(address):
            pytest.fail(f"the network was touched: {address!r}")
        return real(*arguments, **options)

    return call


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections and name look-ups beyond this machine fail the test."""
    for name in ("connect", "connect_ex"):
        real = getattr(socket.socket, name)
        monkeypatch.setattr(socket.socket, name, guarded(real, lambda _socket, address: address))
    monkeypatch.setattr(socket, "getaddrinfo", guarded(socket.getaddrinfo, lambda host, *_rest, **_more: (host,)))


# ----------------------------------------------------------------------------- what tests ask for


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A call gives a port of 127.0.0.1 that nothing listens on."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def default_model_path() -> Path:
    """The weights of the default model: absent, the test is skipped here and fails in continuous integration."""
    return _needed(PROJECT / "models" / DEFAULT_MODEL, "the default model", "python -m rag models pull")


@pytest.fixture(scope="session")
def browser_path() -> Path | None:
    """An installed browser, or None when Playwright's own download is there; else as for the default model."""
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    if installed:
        return Path(installed)
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    _needed(next(downloads.glob("chromium*"), downloads / "chromium"), "a browser", ".ci/browser")
    return None


@pytest.fixture(scope="session")
def axe_path() -> Path:
    """axe-core, which judges the accessibility of a page; else as for the default model."""
    return _needed(PROJECT / ".venv" / "axe.min.js", "axe-core", ".ci/axe")


def _needed(path: Path, what: str, how: str) -> Path:
    if not path.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not on this machine; get it with: {how}")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of its own for each test."""
    with Library(tmp_path / "home") as opened:
        yield opened
