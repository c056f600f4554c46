"""Cuts an article into the passages that are embedded and searched."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from rag.library.sentences import split_sentences
from rag.records import Article, Passage, Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SENTENCE_END = "\x1e"
"""Stands for the white space after a sentence while splitting: one character for one, so that offsets hold.

The control character "record separator" counts as white space in Python and does not occur in cleaned text."""

SEPARATORS = ("\n\n", "\n", SENTENCE_END, " ; ", "; ", ", ", " ", "")
"""Best place to cut first: paragraph, line, sentence, French and English semicolon, comma, word, anywhere."""

TRACING = ("LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING", "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2")
"""Variables that would make LangChain send what it does to a server."""


def split_passages(article: Article, longest_chars: int) -> list[Passage]:
    """Passages of at most `longest_chars` characters, exact slices of the text, cut at paragraph and sentence ends.

    They do not overlap: evidence is chosen by sentence, so a sentence in two passages would only count twice, and
    the title that goes with every passage already gives its context.
    """
    chunks = _splitter(longest_chars).create_documents([_marked(article)])
    passages = []
    for number, chunk in enumerate(chunks):
        start = chunk.metadata["start_index"]
        end = start + len(chunk.page_content)
        passages.append(Passage(article.id, number, Span(start, end, article.text[start:end])))
    return passages


@cache
def _splitter(longest_chars: int) -> RecursiveCharacterTextSplitter:
    for variable in TRACING:
        os.environ.pop(variable, None)
    # Imported here because it takes half a second, which commands that only search need not pay.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS), chunk_size=longest_chars, chunk_overlap=0, keep_separator="end",
        add_start_index=True,
    )  # fmt: skip


def _marked(article: Article) -> str:
    """The text, with SENTENCE_END in place of the first white space after each sentence that ends inside a line."""
    pieces, at = [], 0
    for sentence in split_sentences(article.text, article.language):
        pieces.append(article.text[at : sentence.end])
        gap = article.text[sentence.end : sentence.end + 1]
        pieces.append(SENTENCE_END if gap.isspace() and gap not in "\r\n" else gap)
        at = sentence.end + len(gap)
    return "".join(pieces) + article.text[at:]
