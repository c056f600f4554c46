"""The records of schema.org (JSON-LD) in a page: which are articles, and which of them is the page's own."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from typing import Any

from rag.lines.prose import letters
from rag.sources.clean import clean_line

Record = dict[str, Any]

MOST_RECORDS = 1_000
"""Looked through on a page. An outlet's page has a few dozen."""

MOST_NAMES = 20
"""Of one article, each of which may be looked for among all records."""

TITLE_LETTERS = 15
"""Of two titles, one of which begins with the other, the shorter has these at least: "Météo" begins many."""

_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|\w*Report\w*|Review|Recipe)$")
_OPENING = re.compile(r"(?://|/\*)?\s*<!(?:\[CDATA\[|--)(?:\s*\*/)?")
_CLOSING = re.compile(r"(?:(?://|/\*)\s*)?(?:\]\]|--)>(?:\s*\*/)?\Z")
MARK_CHARS = 20
"""Longest mark at the end of a script, spaces included: a search for it in all of a long script would not end."""

_NEEDLESS = re.compile(r",(\s*[}\]])")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where a record holds the article. Not the lists of what else there is to read, which hold articles too."""


def articles(tree: Any) -> list[Record]:
    """The articles among the page's records, in its order."""
    return [record for record in _records(tree) if any(map(_ARTICLE.match, _types(record)))]


def own_article(tree: Any, title: str | None) -> Record:
    """The record of the article called `title`: related articles have theirs too. The first when none is called so."""
    found = articles(tree)
    named = (record for record in found if is_same(headline(record), title))
    return next(named, found[0] if found else {})


def is_its_only(tree: Any, record: Record, title: str | None) -> bool:
    """Whether `record` is surely that of the article called `title`: by its headline, or because there is no other."""
    return is_same(headline(record), title) or len(articles(tree)) == 1


def headline(record: Record) -> str:
    """The title that a record gives; "" when it gives none."""
    return clean_line(str(record.get("headline") or ""))


def written_out(record: Record) -> str:
    """The text of the article in its record, as HTML or with line feeds between its paragraphs; "" when it has none."""
    told = record.get("articleBody")
    return unescape(told) if isinstance(told, str) else ""


def names(tree: Any, record: Record, role: str) -> list[str]:
    """The names of the "author" or the "publisher" of a record; another record may tell them."""
    told = record.get(role)
    found = []
    for one in told[:MOST_NAMES] if isinstance(told, list) else [told]:
        if isinstance(one, dict) and not one.get("name"):
            one = next((other for other in _records(tree) if one.get("@id") and other.get("@id") == one["@id"]), one)
        name = one.get("name") if isinstance(one, dict) else one
        found.append(clean_line(unescape(name)) if isinstance(name, str) else "")
    return list(filter(None, found))


def is_for_subscribers(record: Record) -> bool:
    """Whether a record says that reading the article takes a subscription."""
    return str(record.get("isAccessibleForFree")).lower().rpartition("/")[2] == "false"


def is_same(one: str, other: str | None) -> bool:
    """Whether two titles are one, perhaps cut."""
    first, second = sorted((letters(one), letters(other)), key=len)
    return first == second or (len(first) >= TITLE_LETTERS and second.startswith(first))


def _records(tree: Any) -> Iterator[Record]:
    waiting: deque[Any] = deque(filter(None, map(_parsed, tree.xpath("//script[@type='application/ld+json']"))))
    for _ in range(MOST_RECORDS):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one))
        elif isinstance(one, dict):
            yield one
            waiting.extendleft(one[name] for name in reversed(_WITHIN) if isinstance(one.get(name), list | dict))


def _parsed(script: Any) -> Any:
    """What the script holds; None when it cannot be read, marks of old pages and needless commas aside."""
    text = (script.text or "").strip()
    text = text[opened.end() :] if (opened := _OPENING.match(text)) else text
    text = text[:-MARK_CHARS] + _CLOSING.sub("", text[-MARK_CHARS:])
    for written in (text, _NEEDLESS.sub(r"\1", text)):
        try:
            return json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(record: Record) -> list[str]:
    """The names of the kinds of a record, without their address."""
    told = record.get("@type")
    return [re.split(r"[/:#]", str(one))[-1] for one in (told if isinstance(told, list) else [told])]
