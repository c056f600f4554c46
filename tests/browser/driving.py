"""Driving the page: a server of our own, a Chromium that notes what must not happen."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PATIENT_MS = 20_000
expect.set_options(timeout=PATIENT_MS)


@dataclass
class Served:
    """A server under test, and the first line it printed."""

    port: int
    process: subprocess.Popen[str]
    first_line: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Watched:
    """A page, and what must not happen on it: requests that leave this machine, errors, dialogs."""

    page: Page
    remote: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.set_default_timeout(PATIENT_MS)
        self.page.on("request", lambda sent: self._note_remote(sent.url))
        self.page.on("console", lambda said: self._note_error(said.type, said.text, said.location["url"]))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))

    def assert_quiet(self) -> None:
        assert self.remote == []
        assert self.errors == []

    def _note_remote(self, address: str) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1:\d+/|data:|blob:", address):
            self.remote.append(address)

    def _note_error(self, kind: str, text: str, address: str) -> None:
        # Streamlit looks for its own addresses below the page first; they are not there when the page is a second one.
        if kind == "error" and not re.search(r"/[a-z]+/_stcore/(health|host-config)$", address):
            self.errors.append(f"{text} {address}")


Serve = Callable[..., Served]
Visit = Callable[..., Watched]
Picture = Callable[[Page, str], None]


def settle(page: Page) -> None:
    """Waits until nothing is drawn anew: what is there before may be gone, or closed, a moment later."""
    at_rest = '[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
    expect(page.locator(at_rest)).to_be_attached()


def click(one: Locator) -> None:
    """As a reader does who sees the page at rest."""
    settle(one.page)
    one.click()


def question_field(page: Page) -> Locator:
    """The field for questions, once the one of the run before is gone: for a moment there are two."""
    settle(page)
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_have_count(1)
    return box


def ask(page: Page, question: str) -> None:
    box = question_field(page)
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")


STOPWATCH = """
() => { const stop = [...document.querySelectorAll('button')].find(one => one.innerText.includes('Arrêter'));
  window.stopped = new Promise(done => {
    stop.addEventListener('click', () => { window.clicked = performance.now(); });
    new MutationObserver(() => document.querySelector('.k-partial') && done(performance.now() - window.clicked))
      .observe(document.body, { childList: true, subtree: true }); });
  stop.click(); return window.stopped; }
"""
"""Presses Stop and gives the milliseconds until the stopped answer is on the page, by the page's own clock."""


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('.stMainBlockContainer *')].every("
        " one => one.closest('details:not([open])') || getComputedStyle(one).position === 'absolute'"
        " || one.getBoundingClientRect().right <= window.innerWidth + 1)"
    )
