"""JSON Lines: one article a line, its text stored as it is given, control characters aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rag.errors import BadLine, SourceTooLarge
from rag.lines.dates import to_iso
from rag.records import Article, Failure, Item, Language
from rag.sources.clean import clean_line, make_title, strip_controls
from rag.sources.language import detect, named

_NOT_JSON = {"en": "it is not complete JSON", "fr": "ce n’est pas du JSON complet"}
_NOT_OBJECT = {"en": "it is not an object between braces", "fr": "ce n’est pas un objet entre accolades"}
_NO_TEXT = {"en": "its “text” is missing or blank", "fr": "son champ « text » est absent ou vide"}


def read_lines(origin: str, lines: Iterable[bytes | SourceTooLarge], fallback: Language) -> Iterator[Item]:
    """An article or a failure for each line that is not blank; lines are read one by one, as they are asked for."""
    for number, line in enumerate(lines, start=1):
        if isinstance(line, SourceTooLarge):
            yield Failure(f"{origin}:{number}", line)
        elif line.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            yield _read_line(origin, number, line, fallback)


def _read_line(origin: str, number: int, line: bytes, fallback: Language) -> Item:
    place = f"{origin}:{number}"
    try:
        fields = parse_object(origin, number, _text(line))
    except BadLine as error:
        return Failure(place, error)
    ref = _ref(fields.get("id"))
    text = fields.get("text")
    if not isinstance(text, str) or not clean_line(strip_controls(text)[:10_000]):
        return Failure(place, BadLine(origin=origin, number=number, cause=_NO_TEXT), ref)
    return _article(place, ref, fields, fallback)


def parse_object(origin: str, number: int, line: str) -> dict[str, Any]:
    """The JSON object on line `number` of `origin`. Raises BadLine."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(origin=origin, number=number, cause=_NOT_JSON) from error
    if not isinstance(value, dict):
        raise BadLine(origin=origin, number=number, cause=_NOT_OBJECT)
    return value


def _article(place: str, ref: str | None, fields: dict[str, Any], fallback: Language) -> Article:
    text = strip_controls(fields["text"])
    title = _words(fields, "title") or make_title(text)
    language = named(fields.get("language") or fields.get("lang"))
    return Article(
        title=title,
        text=text,
        language=language or detect(f"{title}\n{text}", fallback),
        published=to_iso(_words(fields, "published") or _words(fields, "date") or ""),
        source=_words(fields, "source"),
        author=_words(fields, "author"),
        url=_words(fields, "url"),
        ref=ref,
        origin=place,
        updated=to_iso(_words(fields, "updated") or ""),
    )


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _ref(value: object) -> str | None:
    """An id as text; numbers are ids too. None for what cannot be one."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return strip_controls(str(value)) or None


def _words(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return clean_line(value) or None if isinstance(value, str) else None
