"""EPUB: newspapers and magazines, one article for each file of their reading order; books, one for each chapter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from rag.errors import DamagedDocument, EmptySource, LockedDocument, NoArticle, SourceError
from rag.lines.dates import to_iso
from rag.lines.header import Header
from rag.lines.prose import is_prose
from rag.records import Failure, Item, Language, RawDocument
from rag.sources.archive import read_archive
from rag.sources.blocks import heading, paragraphs, parse
from rag.sources.clean import clean_line, printable
from rag.sources.decode import decode
from rag.sources.language import named
from rag.sources.plaintext import compose

CHAPTER_CHARS = 200
"""A shorter file of the reading order is a brief when it has a heading and a sentence, else a cover or a title page."""

_CONTAINER, _RIGHTS = "META-INF/container.xml", "META-INF/encryption.xml"
_TEXTS = (".xhtml", ".html", ".htm", ".xml", ".opf")
_NO_HEADING = {
    "en": "its text is shorter than an article and has no heading",
    "fr": "son texte est plus court qu’un article et n’a pas de titre",
}
_NO_INDEX = {
    "en": "its table of files is missing or not complete",
    "fr": "sa table des fichiers manque ou est incomplète",
}
_METHOD = re.compile(rb"EncryptionMethod[^>]*Algorithm=[\"']([^\"']+)")
_FONT_METHODS = {b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC"}
_ISSUE = re.compile(r"\s*\[[^\]]*\]$")
_MAKERS = {"calibre", "unknown", "inconnu"}


@dataclass(frozen=True)
class _Package:
    """What an EPUB says of itself, and its chapters in reading order."""

    title: str | None
    author: str | None
    published: str | None
    language: Language | None
    chapters: tuple[str, ...]


def read_epub(document: RawDocument, fallback: Language) -> Iterator[Item]:
    """The articles of an EPUB; a chapter that cannot be read is a failure.

    Raises DamagedDocument, LockedDocument, RefusedDocument, EmptySource.
    """
    parts = read_archive(document, _TEXTS)
    package = _package(document.origin, parts)
    if any(method not in _FONT_METHODS for method in _METHOD.findall(parts.get(_RIGHTS, b""))):
        raise LockedDocument(origin=document.origin)
    empty = True
    for name in package.chapters:
        for item in _chapter(document.origin, name, parts[name], package, fallback):
            empty = False
            yield item
    if empty:
        raise EmptySource(origin=document.origin)


def _chapter(origin: str, name: str, content: bytes, package: _Package, fallback: Language) -> Iterator[Item]:
    place = f"{origin}#{printable(name)}"
    document = RawDocument(place, content)
    try:
        tree = parse(decode(document))
        if tree is None:
            return
        headed = any(one.text_content().strip() for one in tree.iter("h1", "h2", "h3"))
        title, text = heading(tree), paragraphs(tree)
        if len(text) < CHAPTER_CHARS and not any(map(is_prose, text.split("\n"))):
            return
        if len(text) < CHAPTER_CHARS and not headed:
            raise NoArticle(origin=place, cause=_NO_HEADING)
        article = compose(document, text, Header(title=title), package.language or fallback)
    except SourceError as error:
        yield Failure(place, error)
        return
    yield replace(
        article,
        published=article.published or package.published,
        author=article.author or package.author,
        source=article.source or package.title,
    )


def _package(origin: str, parts: dict[str, bytes]) -> _Package:
    """Raises DamagedDocument."""
    try:
        (root,) = _xml(parts[_CONTAINER]).xpath("//*[local-name()='rootfile']/@full-path")[:1]
        tree = _xml(parts[str(root)])
    except (KeyError, ValueError, SyntaxError) as error:
        raise DamagedDocument(origin=origin, cause=_NO_INDEX) from error
    creators = [one for one in _told(tree, "creator") if one.lower() not in _MAKERS]
    titles, dates, languages = _told(tree, "title"), _told(tree, "date"), _told(tree, "language")
    return _Package(
        title=_ISSUE.sub("", titles[0]) if titles else None,
        author=", ".join(creators) or None,
        published=to_iso(dates[0][:10]) if dates else None,
        language=named(languages[0]) if languages else None,
        chapters=tuple(name for name in _spine(tree, posixpath.dirname(str(root))) if name in parts),
    )


def _told(tree: Any, name: str) -> list[str]:
    values = tree.xpath(f"//*[local-name()='metadata']/*[local-name()='{name}']/text()")
    return [line for line in (clean_line(str(value)) for value in values) if line]


def _spine(tree: Any, folder: str) -> Iterator[str]:
    """The names of the files of the reading order, the table of contents aside."""
    files = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in tree.xpath("//*[local-name()='manifest']/*[local-name()='item']")
        if "nav" not in (item.get("properties") or "").split()
    }
    for one in tree.xpath("//*[local-name()='spine']/*[local-name()='itemref'][not(@linear='no')]"):
        if one.get("idref") in files:
            yield files[one.get("idref")]


def _xml(part: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
