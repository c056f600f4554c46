"""Plain text, typed or pasted from a page: its title, date and outlet where it tells them, without site furniture."""

from __future__ import annotations

from rag.errors import EmptySource
from rag.lines.furniture import without_furniture
from rag.lines.header import Header, read_header
from rag.lines.wrapped import unwrap
from rag.records import Article, Language, RawDocument
from rag.sources.clean import clean, clean_line, make_title, repair, squeeze
from rag.sources.decode import decode
from rag.sources.language import detect


def read_text(document: RawDocument, fallback: Language) -> Article:
    """The article of a text file. Raises NotText, EmptySource."""
    text = clean(unwrap(repair(decode(document))))
    return compose(document, text, Header(), fallback)


def compose(document: RawDocument, text: str, known: Header, fallback: Language, url: str | None = None) -> Article:
    """The article of a clean `text`; what is `known` already wins over what its first lines say. Raises EmptySource."""
    header = read_header(text.split("\n"), known.title)
    body = squeeze(without_furniture(header.body)) or clean(header.title or "")
    if not body:
        raise EmptySource(origin=document.origin)
    title = clean_line(header.title or "") or make_title(body)
    return Article(
        title=title,
        text=body,
        language=detect(f"{title}\n{body}", fallback),
        published=known.published or header.published,
        source=known.source or header.source,
        author=known.author or header.author,
        url=url,
        origin=document.origin,
    )
