"""Markdown: front matter tells title, date, outlet; the marks go, so that what is stored is what is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.lines.dates import to_iso
from rag.lines.header import Header
from rag.records import Article, Language, RawDocument
from rag.sources.clean import clean, clean_line, repair
from rag.sources.decode import decode
from rag.sources.language import named
from rag.sources.plaintext import compose

if TYPE_CHECKING:
    from markdown_it.token import Token

PARSED_CHARS = 200_000
"""A longer text is read as it is, marks included: it is no article, and hostile marks take a time quadratic in it."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELDS = {
    "title": ("title", "titre"),
    "author": ("author", "auteur", "authors", "byline"),
    "published": ("date", "published", "publié", "pubdate"),
    "updated": ("updated", "modified", "lastmod", "modifié"),
    "source": ("source", "outlet", "journal", "site", "publication"),
    "url": ("url", "link", "lien", "canonical"),
    "language": ("language", "lang", "langue"),
}


def read_markdown(document: RawDocument, fallback: Language) -> Article:
    """The article of a Markdown file. Raises NotText, EmptySource."""
    fields, text = _front_matter(clean(repair(decode(document))))
    heading, plain = _plain(text)
    known = Header(
        title=fields.get("title") or heading,
        author=fields.get("author"),
        published=to_iso(fields.get("published", "")),
        source=fields.get("source"),
    )
    article = compose(document, plain, known, fallback)
    language, updated = named(fields.get("language")) or article.language, to_iso(fields.get("updated", ""))
    return replace(article, url=fields.get("url"), language=language, updated=updated)


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The fields of the `key: value` block at the top, under our names, and the text after it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match["lines"].split("\n") if ":" in line)
    told = {key.strip().lower(): clean_line(value).strip("\"'[] ") for key, _, value in pairs}
    fields = {field: next((told[key] for key in keys if told.get(key)), "") for field, keys in _FIELDS.items()}
    return {field: value for field, value in fields.items() if value}, text[match.end() :]


def _plain(text: str) -> tuple[str | None, str]:
    """The first heading when nothing but a line or two precedes it, and the whole text without its marks."""
    if len(text) > PARSED_CHARS:
        return None, text
    from markdown_it import MarkdownIt  # 20 ms to import

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = list(_blocks(tokens))
    heading = next((block for kind, block in blocks[:3] if kind == "heading_open" and block), None)
    return heading, clean("\n\n".join(block for _, block in blocks if block))


def _blocks(tokens: Iterable[Token]) -> Iterable[tuple[str, str]]:
    """(kind, plain text) of each paragraph, heading, line of a list, row of a table or block of code."""
    kind, cells = "", list[str]()
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield token.type, token.content
        elif token.type == "inline" and kind in ("th_open", "td_open"):
            cells.append(_inline(token))
        elif token.type == "inline":
            yield kind, _inline(token)
        elif token.type == "tr_close":
            yield "tr", " | ".join(cells)
            cells = []
        kind = token.type


def _inline(token: Token) -> str:
    """The words of a line: no emphasis, link or image mark, no HTML, no description of an image."""
    words = {"softbreak": " ", "hardbreak": "\n"}
    shown = ("text", "code_inline", "text_special")
    return "".join(
        child.content if child.type in shown else words.get(child.type, "") for child in token.children or ()
    ).strip()
