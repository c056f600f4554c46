"""Servers and a browser for the tests of the page."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from driving import Picture, Serve, Served, Visit, Watched
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

HERE = Path(__file__).parent
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HIDDEN = ("KIOSQUE_", "DISPLAY", "WAYLAND_DISPLAY")


@pytest.fixture(scope="module")
def start_server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Starts `python` with these arguments and waits for its first line; in the end, those it started are ended."""
    started: list[Served] = []

    def start(arguments: Sequence[str], port: int, **variables: str) -> Served:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)},
            "KIOSQUE_HOME": str(tmp_path_factory.mktemp("home")),
            "PYTHONPATH": os.pathsep.join([str(project), str(HERE.parent)]),
            # What must not win over our own settings.
            "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true",
            **variables,
        }
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            cwd=tmp_path_factory.mktemp("elsewhere"),
        )
        assert process.stdout
        started.append(Served(port, process, process.stdout.readline()))
        return started[-1]

    yield start
    for one in started:
        one.process.send_signal(signal.SIGINT)
    for one in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            one.process.communicate(timeout=10)
        one.process.kill()


@pytest.fixture(scope="module")
def serve(start_server: Callable[..., Served], free_port: Callable[[], int]) -> Serve:
    """Serves a fake Kiosque with these options (see serve_fake.py)."""

    def start(**options: Any) -> Served:
        port = free_port()
        return start_server([str(HERE / "serve_fake.py"), json.dumps({"port": port, **options})], port)

    return start


@pytest.fixture(scope="module")
def server(serve: Serve) -> Served:
    return serve(reading=1.2, piece=0.06)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browser_path: Path | None) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
    yield launched
    launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a fresh profile and watches it."""
    contexts = []

    def go(address: str, width: int = 1280, height: int = 860, scheme: str = "light") -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.watch()
        watched.page.goto(address)
        return watched

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def picture(project: Path) -> Picture:
    """Keeps what a page looks like, for people to see."""
    folder = project / "artefacts"
    folder.mkdir(exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.wait_for_timeout(500)  # what moves has come to rest
        page.screenshot(path=folder / f"{name}.png")

    return take
