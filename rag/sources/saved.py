"""Web pages that a browser saved as one file (MHTML): a message whose first HTML part is the page."""

from __future__ import annotations

from dataclasses import replace

from rag.errors import EmptySource
from rag.records import Article, Language, RawDocument
from rag.sources.html import read_html
from rag.sources.newsletter import read_message


def read_saved(document: RawDocument, fallback: Language) -> Article:
    """The article of the page, at the address it was saved from. Raises DamagedDocument, NotText, NoArticle…"""
    message, kinds = read_message(document)
    page = kinds.get("text/html")
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise EmptySource(origin=document.origin)
    article = read_html(RawDocument(document.origin, content, page.get_content_charset()), fallback)
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    return replace(article, url=article.url or (address if address.startswith(("http://", "https://")) else None))
