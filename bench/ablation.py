"""What each signal of the search is worth: the right article first, and among the first five, without each in turn.

    KIOSQUE_HOME=FOLDER .venv/bin/python -m bench.ablation QUESTIONS.jsonl…

The library holds the articles already. A question is {"question" or "query", "doc_id", "answerable"?}: `doc_id` is the
reader's own id of the right article. Prints a Markdown table, one column a file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench import json_lines
from rag.answering.retrieve import Retriever, Weights
from rag.answering.understand import understand
from rag.assemble import Kiosque, open_kiosque
from rag.protocols import Embedder, TextRole
from rag.records import Matrix, Query, Vector
from rag.settings import load_settings

PASSAGES = 60
WHOLE = Weights()
VARIANTS = {
    "all signals": WHOLE,
    "without BM25": replace(WHOLE, words=0.0),
    "without the best sentence": replace(WHOLE, sentence=0.0),
    "without names": replace(WHOLE, names=0.0),
    "without vectors": replace(WHOLE, meaning=0.0),
    "words in full across languages": replace(WHOLE, foreign=1.0),
    "vectors alone": replace(WHOLE, words=0.0, sentence=0.0, names=0.0),
}


@dataclass(frozen=True)
class Question:
    """A question made ready, and the reader's own id of the article that answers it."""

    query: Query
    right: str


class Remembering:
    """An embedder that reads each text once: the variants ask the same questions."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[tuple[str, TextRole], Vector] = {}
        self.model, self.dimensions = embedder.model, embedder.dimensions

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        for text in texts:
            if (text, role) not in self._known:
                self._known[text, role] = self._embedder.embed([text], role)[0]
        return np.stack([self._known[text, role] for text in texts])


def main(files: Sequence[Path]) -> None:
    """Print the table."""
    with closing(open_kiosque(load_settings())) as kiosque:
        suites = [questions(file, kiosque) for file in files]
        print(
            "| |",
            *(f"{file.parent.name}/{file.stem} ({len(suite)}) |" for file, suite in zip(files, suites, strict=True)),
        )
        print("|---" * (len(files) + 1) + "|")
        embedder = Remembering(kiosque.embedder)
        kiosque.library.use_embedder(embedder)
        for name, weights in VARIANTS.items():
            retriever = Retriever(kiosque.library, kiosque.index, embedder, weights)
            print(f"| {name} |", *(f"{shares(retriever, suite)} |" for suite in suites), flush=True)


def questions(file: Path, kiosque: Kiosque) -> list[Question]:
    """The questions of `file` that have a right article, understood as `search` does."""
    return [
        Question(understand(line.get("question") or line["query"], None, kiosque.settings.language), line["doc_id"])
        for line in json_lines(file)
        if line.get("answerable", True) and line.get("doc_id")
    ]


def shares(retriever: Retriever, suite: Sequence[Question]) -> str:
    """How often the right article came first / among the first five."""
    places = [place(retriever, question) for question in suite]
    return " / ".join(f"{sum(one < within for one in places) / len(places):.3f}" for within in (1, 5))


def place(retriever: Retriever, question: Question) -> int:
    """How many other articles came before the right one; PASSAGES when it was not found."""
    found = [hit.article.ref for hit in retriever.search(question.query, PASSAGES)]
    articles = list(dict.fromkeys(found))
    return articles.index(question.right) if question.right in articles else PASSAGES


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
