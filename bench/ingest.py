"""What adding articles costs beside embedding them, and whether memory grows with their number.

    .venv/bin/python -m bench.ingest 1000                     with the real embedder, in a library of its own
    .venv/bin/python -m bench.ingest 20000 --no-embedding     for the search of near-duplicates, which needs no vector

One article in ten is a reprint of another with a sentence cut. The texts are made up of syllables, from a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from rag.assemble import Kiosque
from rag.library import versions
from rag.library.likeness import keys
from rag.protocols import Embedder, TextRole
from rag.records import Matrix
from rag.settings import load_settings

SENTENCES = 8
MARKS = (250, 500, 1_000, 5_000, 10_000, 20_000)
SMALL_WORDS = ("le", "la", "de", "du", "et", "dans", "pour", "avec", "sur", "une", "des", "qui", "que", "est")


class Timed:
    """A function that counts the seconds spent in it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.seconds = 0.0

    def __call__(self, *args: Any) -> Any:
        started = time.perf_counter()
        try:
            return self.function(*args)
        finally:
            self.seconds += time.perf_counter() - started


class NoEmbedder:
    """Vectors at random, at no cost."""

    model = "none"
    dimensions = 8

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        """Shape (len(texts), 8)."""
        rows = np.random.default_rng(0).normal(size=(len(texts), 8)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def articles(count: int) -> Iterator[dict[str, str]]:
    """Made-up articles of some 700 characters, as lines of the import format."""
    random_ = random.Random(1)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "é", "i", "o", "ou", "an", "er")]
    words = ["".join(random_.choices(syllables, k=random_.randint(2, 4))) for _ in range(8_000)]

    def sentence() -> str:
        pairs = (part for word in random_.choices(words, k=7) for part in (random_.choice(SMALL_WORDS), word))
        return " ".join(pairs).capitalize() + "."

    earlier: list[list[str]] = []
    for number in range(count):
        reprint = number % 10 == 9
        text = random_.choice(earlier)[:-1] if reprint else [sentence() for _ in range(SENTENCES)]
        if not reprint:
            earlier.append(text)
        title = " ".join(random_.choices(words, k=6)).capitalize()
        yield {"id": str(number), "title": title, "text": " ".join(text), "source": f"Gazette {number % 7}"}


def memory_mb(kind: str = "VmRSS", process: int | str = "self") -> int:
    """Memory of a process in RAM (Linux): now, or at its highest so far ("VmHWM")."""
    found = re.search(rf"{kind}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found.group(1)) // 1_000 if found else 0


def main() -> None:
    """Prints one line at each mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--no-embedding", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "articles.jsonl")
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in articles(options.articles))
        kiosque = Kiosque(load_settings(home=Path(folder, "home")))
        if options.no_embedding:
            kiosque.__dict__["embedder"] = NoEmbedder()
        with closing(kiosque):
            measure(kiosque, kiosque.embedder, lines, options.articles)


def measure(kiosque: Kiosque, embedder: Embedder, lines: Path, count: int) -> None:
    """Add `lines` and tell the time of each part so far; looking for near-duplicates is an upper bound."""
    embedding = Timed(embedder.embed)
    likeness = [Timed(versions.original), Timed(keys)]
    setattr(embedder, "embed", embedding)  # noqa: B010 - a method, for mypy
    setattr(versions, "original", likeness[0])  # noqa: B010
    setattr(versions, "keys", likeness[1])  # noqa: B010
    started = time.perf_counter()

    def tell(number: int) -> None:
        total = time.perf_counter() - started
        parts = f"embedding {embedding.seconds:.1f} s, near-duplicates {sum(one.seconds for one in likeness):.1f} s"
        print(f"{number} articles: {total:.1f} s, {parts}, all but embedding "
              f"{1 - embedding.seconds / total:.1%}, {memory_mb()} MB", flush=True)  # fmt: skip

    counts: Counter[str] = Counter()
    for outcome in kiosque.add([str(lines)]):
        counts[outcome.status] += 1
        if counts.total() in MARKS and counts.total() < count:
            tell(counts.total())
    tell(count)
    print(dict(counts))


if __name__ == "__main__":
    main()
