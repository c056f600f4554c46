"""Forwarded mail: the lines that mail programs put over it, in French and English, and what they tell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime

from rag.lines.dates import find_date, to_iso
from rag.lines.header import Header

NOTE_CHARS = 500
"""Longest note of who forwards, over what is forwarded: a longer one may be what the mail is for."""

START_LINES = 30
"""Where the lines are looked for. Further down stands a conversation."""

FIELD_CHARS = 300
"""Longest subject or name."""

MOST_TIMES = 5
"""How often a mail is forwarded."""

_MARK = re.compile(
    r"[-_>*\s]*(?:(?:début du )?message (?:transféré|réexpédié|d['’]origine|initial)|begin forwarded message|"
    r"(?:forwarded|original) message)[-_*\s:]*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[>*\s]*(?:(?P<source>de|from|expéditeur)|(?P<published>date|envoyée?(?: le)?|sent)|"
    r"(?P<title>objet|sujet|subject)|à|to|pour|destinataires?|cci?|bcc|copie|"
    r"(?:répondre à|reply-to)|importance|pièces? jointes?|attachments?)"
    r"\*?\s?:\*?[\s|]*(?P<value>.*)",
    re.IGNORECASE,
)
_REST = re.compile(r"[>\s]*(?:[-_=*]{3,}|[<\[(]?[^\s@<>]+@[^\s@<>]+[>\])]?[;,]?)?\s*")
"""Between and after the fields: nothing, a rule, one more address."""

_FORWARDED = re.compile(r"^(?:\s*(?:fwd?|tr|wg|re|réf)\s?:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


def plain_subject(subject: str) -> str:
    """`subject` without "Fwd:", "TR :" and the like."""
    return _FORWARDED.sub("", subject)


def read_forwarded(text: str) -> tuple[Header, str]:
    """What the fields over a forwarded mail tell (its subject, its date, its sender), and its text; else all of it."""
    told = Header()
    for _ in range(MOST_TIMES):
        lines = text.split("\n")
        start, end = _fields(lines)
        if start == end:
            break
        told = _told(lines[start:end])
        note = "\n".join(lines[:start]).strip()
        rest = "\n".join(lines[end:])
        rest = _QUOTED.sub("", rest) if _is_quoted(lines[end:]) else rest
        text = rest if len(note) <= NOTE_CHARS and rest.strip() else f"{note}\n\n{rest}"
    return told, text


def _fields(lines: Sequence[str]) -> tuple[int, int]:
    """The lines from the mark to the last field, as a range; an empty one without a sender and a subject."""
    for start, line in enumerate(lines[:START_LINES]):
        if not _MARK.fullmatch(line) and not _FIELD.fullmatch(line):
            continue
        end, seen = start + 1, set[str]()
        for number in range(start, min(len(lines), start + START_LINES)):
            if field := _FIELD.fullmatch(lines[number]):
                seen |= {name for name in ("source", "title", "published") if field[name]}
                end = number + 1
            elif not _REST.fullmatch(lines[number]) and not (number == start and _MARK.fullmatch(line)):
                break
        if {"source", "title"} <= seen or (_MARK.fullmatch(line) and "source" in seen):
            return start, end
    return 0, 0


def _told(lines: Sequence[str]) -> Header:
    told = Header()
    for field in filter(None, map(_FIELD.fullmatch, lines)):
        value = field["value"][:FIELD_CHARS].strip(" *\t")
        if field["title"]:
            told = replace(told, title=plain_subject(value) or None)
        elif field["source"]:
            told = replace(told, source=re.sub(r"\s*[<\[(].*", "", value).strip("\"' *") or value.strip("<>") or None)
        elif field["published"]:
            told = replace(told, published=_moment(value))
    return told


def _moment(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).isoformat(timespec="minutes")
    except (TypeError, ValueError, OverflowError):
        return to_iso(value) or (find_date(value) or (None,))[0]


def _is_quoted(lines: Sequence[str]) -> bool:
    """Whether most lines that are not blank begin with the sign of a quotation."""
    full = [line for line in lines if line.strip()]
    return sum(line.startswith(">") for line in full) * 2 > len(full) > 0
