"""E-mail newsletters (.eml): the HTML or the text of the message, its subject, its date and its sender."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from rag.errors import DamagedDocument, EmptySource
from rag.lines.forwarded import plain_subject, read_forwarded
from rag.lines.header import Header
from rag.lines.wrapped import unflow, unwrap
from rag.records import Article, Language, RawDocument
from rag.sources.blocks import paragraphs, parse
from rag.sources.clean import clean, clean_line, repair
from rag.sources.decode import decode
from rag.sources.plaintext import compose

_NO_MESSAGE = {"en": "it is no e-mail message", "fr": "ce n’est pas un message électronique"}


_SIGNATURE = re.compile(r"\n-- \r?\n(?:.*\n?){0,8}\Z")
"""A few lines at the end, after the mark that mail programs put before them."""


def read_newsletter(document: RawDocument, fallback: Language) -> Article:
    """The article of an e-mail. Attached files are not read. Raises DamagedDocument, EmptySource, NotText."""
    message, kinds = read_message(document)
    tree = parse(_words(document.origin, kinds.get("text/html")))
    told, text = read_forwarded(paragraphs(tree) if tree is not None else "")
    if not text:
        told, written = read_forwarded(repair(_flowed(document.origin, kinds.get("text/plain"))))
        text = clean(unwrap(written))
    if not text:
        raise EmptySource(origin=document.origin)
    sender, address = parseaddr(_header(message, "From"))
    known = Header(
        title=told.title or plain_subject(_header(message, "Subject")) or None,
        published=told.published or _date(message),
        source=told.source or sender or address or None,
    )
    return compose(document, text, known, fallback)


def read_message(document: RawDocument) -> tuple[Message, dict[str, Message]]:
    """A message, and its first part of each kind, what is attached aside. Raises DamagedDocument."""
    try:
        message = _original(message_from_bytes(document.content))
        parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    except (MessageError, ValueError, RecursionError) as error:
        raise DamagedDocument(origin=document.origin, cause=_NO_MESSAGE) from error
    if not message.keys():
        raise DamagedDocument(origin=document.origin, cause=_NO_MESSAGE)
    return message, {part.get_content_type(): part for part in reversed(parts)}


def _original(message: Message) -> Message:
    """The message that another one, by its subject, only forwards as a file; else itself."""
    subject = _header(message, "Subject")
    inside = (part for part in message.walk() if part.get_content_type() == "message/rfc822" and part.is_multipart())
    original = next(inside, None) if plain_subject(subject) != subject else None
    return cast(Message, original.get_payload(0)) if original is not None else message


def _words(origin: str, part: Message | None) -> str:
    """The text of a part in the charset it names, unless it is not written in it. Raises NotText."""
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or part.get_content_maintype() != "text" or not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # no such charset, one of Python's own ("undefined"), a null in its name
        return decode(RawDocument(origin, content))


def _flowed(origin: str, part: Message | None) -> str:
    """The text of a part, the lines that the sender's program cut put together where it says so. Raises NotText."""
    words = _SIGNATURE.sub("", _words(origin, part))
    if part is None or str(part.get_param("format", "")).lower() != "flowed":
        return words
    return unflow(words, delete_space=str(part.get_param("delsp", "")).lower() == "yes")


def _header(message: Message, name: str) -> str:
    value = str(message.get(name) or "")
    try:
        return clean_line(str(make_header(decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return clean_line(value)


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat(timespec="minutes")
    except (TypeError, ValueError, OverflowError):
        return None
