"""An opened article as HTML: its head, its text with the cited sentence marked, what its versions changed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from rag.interface.page import views
from rag.interface.page.markup import shown
from rag.interface.words import say
from rag.library.changes import Change
from rag.records import Article, Language, Span
from rag.sources.standfirst import STANDFIRST_CHARS

_LED = 2
"""Paragraphs that follow a standfirst, at least: before fewer, it would be half of the text."""


def article_head(record: Article, language: Language) -> str:
    """Title, outlet, date, author and address of an opened article."""
    author = f", {say('article.by', language, author=record.author)}" if record.author else ""
    line = views.credited(record, language) + shown(author)
    link = _link(record.url, language) if record.url else ""
    return (
        f'<h1 class="k-headline" lang="{record.language}">{views.titled(record, language)}</h1>'
        f'<p class="k-meta">{line}{link}</p>'
    )


def changed(records: Sequence[Change], language: Language) -> str:
    """The sentences that went and came with each version of an article."""
    parts = [
        "".join(f"<p><del>{shown(line)}</del></p>" for line in one.removed)
        + "".join(f"<p><ins>{shown(line)}</ins></p>" for line in one.added)
        for one in records
    ]
    head = f'<summary class="k-label">{say("article.changed", language)}</summary>'
    return f'<details>{head}<div lang="{records[0].before.language}">{"<hr>".join(parts)}</div></details>'


def _link(url: str, language: Language) -> str:
    """The address where the article was published: followed only by the reader's own click."""
    try:
        web = urlsplit(url).scheme in ("http", "https")
    except ValueError:  # "https://[": nothing that can be followed
        web = False
    if not web:
        return ""
    label = f"{say('article.address', language)} ({shown(_host(url))})"
    return f'<br><a href="{shown(url)}" target="_blank" rel="noopener noreferrer nofollow">{label}\u00a0↗</a>'


def _host(url: str) -> str:
    """The machine that an address leads to, as its network name: a Cyrillic "а" in "аpple.example" is "xn--…" there."""
    name = urlsplit(url).hostname or ""
    try:
        return name.encode("idna").decode()
    except UnicodeError:  # no name that a network has: it is shown escaped, so that nothing looks like another
        return ascii(name)[1:-1]


def article_text(record: Article, cited: Span | None = None) -> str:
    """The whole text of an article, paragraph by paragraph, with the cited slice marked."""
    paragraphs, start = [], 0
    for line in record.text.split("\n"):
        if line.strip():
            paragraphs.append(f"<p>{_marked_line(line, start, cited)}</p>")
        start += len(line) + 1
    led = " k-led" if _begins_with_standfirst(record.text) else ""
    return f'<div class="k-text{led}" lang="{record.language}">{"".join(paragraphs)}</div>'


def _begins_with_standfirst(text: str) -> bool:
    """Whether the first paragraph may be one, by its length: the stored text does not tell it from the others."""
    first, *others = [line for line in text.split("\n") if line.strip()]
    least, most = STANDFIRST_CHARS
    return least <= len(first) <= most and len(others) >= _LED


def _marked_line(line: str, start: int, cited: Span | None) -> str:
    """The part of `cited` that falls into this line, which begins at `start`, marked."""
    first = max(0, cited.start - start) if cited else 0
    last = min(len(line), cited.end - start) if cited else 0
    if first >= last:
        return shown(line)
    return f"{shown(line[:first])}<mark>{shown(line[first:last])}</mark>{shown(line[last:])}"
