"""The sentences that a summary is made of, and the first words of its articles, to be scored beside one another.

    .venv/bin/python -m bench.leads FILE.jsonl CHOSEN.jsonl FIRST.jsonl

Each line of FILE is a French article, {"id", "article"}, and a "title" if it has one; or several to be summarised
together, {"id", "articles": [text…]}, whose first sentences are taken in turn, then their second ones. Both results
hold lines of {"id", "text_fr", "text_en"}, of the same number of words for each line. No model takes part: sentences
are chosen as if every translation stood, and nothing is in English.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest import mock

from bench.ingest import NoEmbedder
from rag.briefing.summarise import Summarising
from rag.library.sentences import split_sentences
from rag.records import Article
from rag.translating.translate import Translator


def pairs(lines: Iterator[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """For each line its id, the sentences chosen, and as many of the first words."""
    summarising = Summarising(cast(Any, SimpleNamespace(model="none")), cast(Any, None), NoEmbedder())
    for line in lines:
        articles = [Article(line.get("title") or "", text, "fr") for text in line.get("articles") or [line["article"]]]
        with mock.patch.object(Translator, "translated", lambda _self, citation: (citation.quote, ())):
            chosen = " ".join(claim.text_fr for claim in summarising.summarise(articles).claims)
        yield line["id"], chosen, " ".join(in_turn(articles).split()[: len(chosen.split())])


def in_turn(articles: Sequence[Article]) -> str:
    """The first sentence of each article, then the second of each."""
    sentences = ([span.text for span in split_sentences(one.text, "fr")] for one in articles)
    return " ".join(text for round in zip_longest(*sentences, fillvalue="") for text in round)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("file", "chosen", "first"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    with (
        options.file.open(encoding="utf-8") as source,
        options.chosen.open("w") as ours,
        options.first.open("w") as lead,
    ):
        for ident, chosen, first in pairs(map(json.loads, source)):
            for file, text in ((ours, chosen), (lead, first)):
                file.write(json.dumps({"id": ident, "text_fr": text, "text_en": ""}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
