"""Reading a source: a file, a folder, standard input or an upload becomes articles and failures, one by one."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from rag.errors import (
    DamagedDocument,
    EmptySource,
    NotText,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
    UnknownFormat,
)
from rag.records import Article, Failure, Item, Language, RawDocument
from rag.sources.clean import printable
from rag.sources.decode import decode, magic
from rag.sources.epub import read_epub
from rag.sources.html import read_html
from rag.sources.jsonl import read_lines
from rag.sources.markdown import read_markdown
from rag.sources.newsletter import read_newsletter
from rag.sources.pdf import read_pdf
from rag.sources.plaintext import read_text
from rag.sources.saved import read_saved
from rag.sources.word import read_word

LIMIT_BYTES = 20_000_000
"""Largest document, and largest line of a JSON Lines file, which itself may have any size."""

DOCUMENT_BYTES = 100_000_000
"""The same for PDF, Word and EPUB, which are mostly pictures."""

_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_LINES = (".jsonl", ".ndjson")
_TEXT = (".txt", ".text", "")
_MAIL = (".eml",)
_SAVED = (".mhtml", ".mht")
_DOCUMENTS = {"PDF": read_pdf, "DOCX": read_word}
"""Readers of what is told by its first bytes, whatever its name."""

KNOWN = ".txt, .md, .html, .mhtml, .pdf, .docx, .epub, .eml, .jsonl"
_WITH_PICTURES = (".pdf", ".docx", ".epub")
_READ = (*_HTML, *_MARKDOWN, *_LINES, *_TEXT, *_MAIL, *_SAVED, *_WITH_PICTURES)

_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|article|div|p|h\d|meta|title|section|span|script|a|table|br|!--)\b|<!--", re.I
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
_OBJECT = re.compile(rb'\s*\{\s*(?:"|$)')
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

_CAUSES: dict[type[OSError], dict[str, str]] = {
    PermissionError: {"en": "access is denied", "fr": "l’accès est refusé"},
    IsADirectoryError: {"en": "it is a folder", "fr": "c’est un dossier"},
}
_OTHER_START = {
    "en": "its first bytes are not those of its format",
    "fr": "ses premiers octets ne sont pas de son format",
}
_NOT_A_FILE = {"en": "it is not a regular file", "fr": "ce n’est pas un fichier ordinaire"}


def read(origin: str, fallback: Language) -> Iterator[Item]:
    """The articles of `origin`: a path, or "-" for standard input. Never raises for bad input.

    `fallback` is the language of a text that does not tell its own.
    """
    if origin == "-":
        yield from _read_stream(origin, io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False)), fallback)
    elif os.path.isdir(origin):
        yield from _read_folder(Path(origin), fallback)
    else:
        yield from _read_file(origin, fallback)


def read_bytes(
    origin: str, content: bytes, fallback: Language, suffix: str | None = None, charset: str | None = None
) -> Iterator[Item]:
    """The articles of an upload or a download named `origin`. Never raises for bad input.

    `suffix` (".html") is given when its name does not tell its format, `charset` when a server told it.
    """
    yield from _read_stream(origin, io.BufferedReader(io.BytesIO(content)), fallback, suffix, charset)


# ----------------------------------------------------------------------------- folders and files


def _read_folder(folder: Path, fallback: Language) -> Iterator[Item]:
    """Files by name, then subfolders by name; hidden ones are skipped, unknown formats reported."""
    paths = list(files(folder))
    if not paths:
        yield Failure(printable(str(folder)), EmptySource(origin=printable(str(folder))))
    for path in paths:
        yield from read_found(path, fallback)


def read_found(path: Path | Failure, fallback: Language) -> Iterator[Item]:
    """The articles of what `files` found. Never raises for bad input."""
    if isinstance(path, Failure):
        yield path
    elif path.suffix.lower() in _READ:
        yield from _read_file(str(path), fallback, regular=True)
    else:
        name = printable(str(path))
        yield Failure(name, UnknownFormat(origin=name, kind=printable(path.suffix), known=KNOWN))


def files(folder: Path) -> Iterator[Path | Failure]:
    """The files of a folder and of its subfolders, hidden ones left out; a Failure for each that cannot be listed."""
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_companion(name, names))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))
    yield from (_unreadable(str(error.filename), error) for error in refused)


def _is_companion(folder: str, names: list[str]) -> bool:
    """Whether a browser made `folder` beside a saved page: "page.html" and "page_files"."""
    page = re.sub(r"_(?:files|fichiers)$", "", folder)
    return page != folder and any(page + suffix in names for suffix in _HTML)


def _read_file(path: str, fallback: Language, regular: bool = False) -> Iterator[Item]:
    """The articles of a file; only a `regular` one when the reader has not named it: a pipe could wait for ever."""
    name = printable(path)
    if "\x00" in path or not os.path.lexists(path):
        yield Failure(name, SourceMissing(origin=name))
        return
    if regular and os.path.exists(path) and not os.path.isfile(path):
        yield Failure(name, SourceUnreadable(origin=name, cause=_NOT_A_FILE))
        return
    try:
        with open(path, "rb") as stream:
            yield from _read_stream(name, stream, fallback)
    except OSError as error:
        yield _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Failure:
    name = printable(path)
    if isinstance(error, FileNotFoundError):
        return Failure(name, SourceMissing(origin=name))
    cause = _CAUSES.get(type(error)) or error.strerror or str(error)
    return Failure(name, SourceUnreadable(origin=name, cause=cause))


# ----------------------------------------------------------------------------- content


def _read_stream(
    name: str, stream: io.BufferedReader, fallback: Language, suffix: str | None = None, charset: str | None = None
) -> Iterator[Item]:
    """One article, or one for each line of JSON Lines, which are read as they come."""
    head = stream.peek(4096)[:4096]
    suffix = Path(name).suffix.lower() if suffix is None else suffix
    try:
        if (suffix in _LINES or _is_object(head)) and suffix != ".json":
            yield from _read_json_lines(name, _narrowed(name, stream), fallback)
            return
        limit = DOCUMENT_BYTES if suffix in _WITH_PICTURES else LIMIT_BYTES
        document = RawDocument(name, _read_whole(name, stream, limit), charset)
        yield from _articles(suffix, document, fallback)
    except SourceError as error:
        yield Failure(name, error)


def _narrowed(name: str, stream: io.BufferedReader) -> io.BufferedReader:
    """JSON Lines in UTF-16, as PowerShell writes them, in UTF-8; others as they are. Raises SourceTooLarge."""
    if not stream.peek(4096).startswith(_WIDE_MARKS):
        return stream
    text = decode(RawDocument(name, _read_whole(name, stream)))
    return io.BufferedReader(io.BytesIO(text.encode("utf-8", "replace")))


def _read_json_lines(name: str, stream: io.BufferedReader, fallback: Language) -> Iterator[Item]:
    if kind := magic(stream.peek(4096)):
        raise NotText(origin=name, kind=kind)
    empty = True
    for item in read_lines(name, _bounded_lines(name, stream), fallback):
        empty = False
        yield item
    if empty:
        yield Failure(name, EmptySource(origin=name))


def _bounded_lines(name: str, stream: BinaryIO) -> Iterator[bytes | SourceTooLarge]:
    """The lines of `stream`; in place of one over the limit, its error, without holding it in memory."""
    while line := stream.readline(LIMIT_BYTES + 1):
        if len(line) <= LIMIT_BYTES:
            yield line
            continue
        size = len(line)
        while not line.endswith(b"\n") and (line := stream.readline(LIMIT_BYTES)):
            size += len(line)
        yield _too_large(name, size)


def _read_whole(name: str, stream: BinaryIO, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The content of `stream`. Raises SourceTooLarge, EmptySource."""
    content = stream.read(limit_bytes + 1)
    if len(content) > limit_bytes:
        size = max(stream.seek(0, os.SEEK_END) if stream.seekable() else 0, len(content))
        raise _too_large(name, size, limit_bytes)
    if not content.strip():
        raise EmptySource(origin=name)
    return content


def _too_large(name: str, size_bytes: int, limit_bytes: int = LIMIT_BYTES) -> SourceTooLarge:
    return SourceTooLarge(origin=name, size_mb=-(-size_bytes // 1_000_000), limit_mb=limit_bytes // 1_000_000)


def _articles(suffix: str, document: RawDocument, fallback: Language) -> Iterator[Item]:
    """The articles of one document: several for an EPUB. Raises SourceError."""
    kind = magic(document.content)
    if kind == "EPUB" or (kind == "ZIP" and suffix == ".epub"):
        yield from read_epub(document, fallback)
    else:
        reader = _DOCUMENTS.get("DOCX" if kind == "ZIP" and suffix == ".docx" else kind or "")
        yield (reader or _reader(suffix, document))(document, fallback)


def _reader(suffix: str, document: RawDocument) -> Callable[[RawDocument, Language], Article]:
    """How to read a text: as its name says, unless its first bytes say otherwise. Raises SourceError."""
    if suffix in _WITH_PICTURES:
        raise DamagedDocument(origin=document.origin, cause=_OTHER_START)
    if suffix in _MAIL:
        return read_newsletter
    if suffix in _SAVED:
        return read_saved
    head = document.content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if suffix == ".json":
        raise UnknownFormat(origin=document.origin, kind=suffix, known=KNOWN)
    if suffix in _MARKDOWN:
        return read_markdown
    if _PAGE.match(head) or (suffix in _HTML and _TAG.search(head)):
        return read_html
    return read_text


def _is_object(head: bytes) -> bool:
    return _OBJECT.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
