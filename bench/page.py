"""How quickly the page answers when the library is large: a real server, a real Chromium, made-up articles.

    .venv/bin/python -m bench.page 20000

The articles are those of bench/ingest.py, dated and of 40 outlets, their vectors near 6,000 subjects, so that there are
stories to find. Times are from a click to what it shows. Needs what `make test` installs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from bench.ingest import articles
from rag.assemble import Kiosque
from rag.interface.page.serve import serve
from rag.protocols import TextRole
from rag.records import Matrix
from rag.settings import PROJECT, Settings, load_settings

PORT, TIMES, SUBJECTS = 8798, 5, 6_000
TITLES = ".st-key-rows .stButton button"
PATIENT_MS = 600_000


class Subjects:
    """Each text gets a vector near that of a subject drawn for it."""

    model, dimensions = "subjects", 384

    def __init__(self) -> None:
        self._chance = np.random.default_rng(1)
        self._subjects = self._chance.normal(size=(SUBJECTS, self.dimensions))
        self._subjects /= np.linalg.norm(self._subjects, axis=1, keepdims=True)

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        """Shape (len(texts), 384)."""
        drawn = self._subjects[self._chance.integers(0, SUBJECTS, len(texts))]
        rows = drawn + self._chance.normal(size=drawn.shape) * 0.03
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def opened(settings: Settings) -> Kiosque:
    """A Kiosque with those vectors."""
    kiosque = Kiosque(settings)
    kiosque.__dict__["embedder"] = Subjects()
    return kiosque


def fill(home: Path, count: int) -> None:
    """Store `count` articles."""
    lines = home / "articles.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for number, one in enumerate(articles(count)):
            published = str(date(2026, 6, 1) + timedelta(days=number % 150))
            row = {**one, "published": published, "source": f"Gazette {number % 40}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    with closing(opened(load_settings(home=home))) as kiosque:
        for _outcome in kiosque.add([str(lines)]):
            pass


@contextmanager
def running(command: Sequence[str], variables: Mapping[str, str] | None = None) -> Iterator[None]:
    """A process of the project that serves the page, from its first line on, which tells the address."""
    server = subprocess.Popen(command, cwd=PROJECT, env=variables, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout:
            server.stdout.readline()
        yield
    finally:
        server.terminate()
        server.wait(30)


def clicked(page: Page, name: str, shown: str) -> float:
    """Seconds from a click on a page's name to what it shows."""
    started = time.perf_counter()
    page.get_by_role("link", name=name, exact=True).click()
    page.locator(shown).first.wait_for()
    return time.perf_counter() - started


def measure(page: Page) -> Iterator[tuple[str, list[float]]]:
    """What was done, and the seconds it took each time."""
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/?lang=fr")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield "first visit, until a question can be typed", [time.perf_counter() - started]
    yield "Stories, the first time", [clicked(page, "Histoires", TITLES)]
    for name in ("Bibliothèque", "Histoires"):
        seconds = []
        for _ in range(TIMES):
            clicked(page, "Modèles et réglages", ".k-plain")
            page.wait_for_timeout(1000)
            seconds.append(clicked(page, name, TITLES))
        yield name, seconds
    started = time.perf_counter()
    page.locator(TITLES).first.click()
    page.locator("h1.k-headline").wait_for()
    yield "a story opened", [time.perf_counter() - started]


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(load_settings(home=options.serve, port=PORT, language="fr"), browser=False, opener=opened)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fill(Path(folder), options.articles)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENT_MS)
        with running([sys.executable, "-m", "bench.page", "--serve", folder]):
            for done, seconds in measure(page):
                print(f"{done}: {', '.join(f'{one:.2f}' for one in seconds)} s", flush=True)
        with running([sys.executable, "-m", "bench.page", "--serve", folder]):
            page.goto(f"http://127.0.0.1:{PORT}/models?lang=fr")
            page.locator(".k-plain").first.wait_for()
            print(f"Stories, after a second start: {clicked(page, 'Histoires', TITLES):.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
