"""The pictures of the README: the page over the samples, in a real Chromium, with the default model.

    .venv/bin/python -m bench.pictures

They are written to docs/images, 1280 points wide and light. Look at each one before it is kept: the words are the
model's. Needs what `make test` installs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from bench.page import running
from rag.settings import PROJECT

PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
PATIENT_MS = 600_000

QUESTIONS = {
    "fr": "Combien d’emplois Pélivane prévoit-elle de créer à Port-Évrain ?",
    "en": "How many people were injured in the ferry accident?",
}
STORY = "La Lourbe"


@contextmanager
def served() -> Iterator[None]:
    """The page over a library of the samples."""
    with tempfile.TemporaryDirectory() as home:
        variables = os.environ | {"KIOSQUE_HOME": home, "KIOSQUE_LANGUAGE": "fr", "KIOSQUE_PORT": str(PORT)}
        program = [sys.executable, "-m", "rag"]
        subprocess.run([*program, "add", "samples"], cwd=PROJECT, env=variables, check=True, capture_output=True)
        with running([*program, "serve"], variables):
            yield


def answer(page: Page, language: str) -> None:
    """A question, its answer and the sentence cited."""
    page.goto(f"{ADDRESS}/?lang={language}")
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(QUESTIONS[language])
    field.press("Enter")
    page.locator(".k-sources").wait_for()


def library(page: Page) -> None:
    """The list of articles, in English."""
    page.goto(f"{ADDRESS}/library?lang=en")
    page.locator(".st-key-rows button").last.wait_for()


def story(page: Page) -> None:
    """A story that several outlets told: who, and when."""
    page.goto(f"{ADDRESS}/stories?lang=fr")
    page.locator(".st-key-rows button").filter(has_text=STORY).first.click()
    page.locator("h1.k-headline").wait_for()


PICTURES: dict[str, Callable[[Page], None]] = {
    "answer-fr": lambda page: answer(page, "fr"),
    "answer-en": lambda page: answer(page, "en"),
    "library": library,
    "story": story,
}


def main() -> None:
    """Take each picture."""
    with served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 820}, color_scheme="light")
        page.set_default_timeout(PATIENT_MS)
        for name, bring in PICTURES.items():
            bring(page)
            page.wait_for_timeout(3000)  # what is drawn after it, and what moves, has come to rest
            page.evaluate("document.activeElement.blur()")
            file = PROJECT / "docs" / "images" / f"{name}.png"
            page.screenshot(path=file)
            print(f"{file}: {file.stat().st_size / 1000:.0f} kB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
