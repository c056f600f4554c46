"""Where an article has its place: at which address, or in which file, a later version of it would be found."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from rag.lines.prose import letters
from rag.records import Article

_LINES = {".jsonl", ".ndjson"}
_WEB = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"^(?:www|m|amp)\.")
_DEFAULT_PORTS = {80, 443, None}
# What newsletters, feeds and social networks add to an address to know where a reader came from.
_TRACKING = re.compile(r"(?:utm|at|mtm|mc)_\w+|(?:fb|g|d)clid|msclkid|igshid|xtor|cmpid", re.IGNORECASE)


def place_of(article: Article) -> str | None:
    """The place of the article; None where many articles stand: a front page, a line of a file, standard input."""
    if article.url:
        return _place_at(article.url)
    path = Path(article.origin or "-")
    is_own_file = "\0" not in article.origin and path.suffix.lower() not in _LINES and path.is_file()
    return str(path.resolve()) if is_own_file else None


def read_there(article: Article) -> bool:
    """Whether the article is what its place holds now: fetched, or read in its own file; not a line of a collection."""
    return _WEB.match(article.origin) is not None or (not article.url and place_of(article) is not None)


def may_replace(article: Article, old: Article) -> bool:
    """Whether `article`, which has the place of `old`, is it. Pages may wrongly name one address for all as theirs.

    Such a page must have the title of what it replaces, or have been fetched where that was.
    """
    if _WEB.match(article.origin) is None:
        return True
    fetched_at = _place_at(article.origin)
    return fetched_at in (place_of(article), _place_at(old.origin)) or letters(article.title) == letters(old.title)


def _place_at(address: str) -> str | None:
    """One name for the ways to write an address: with or without www, a slash at the end, a fragment, tracking."""
    try:
        parts = urlsplit(address)
        host, port = _HOST.sub("", parts.hostname or ""), parts.port
    except ValueError:  # "https://[", as a document may say: nothing is found there again
        return None
    if not host:
        return address
    path = unquote(parts.path).rstrip("/")
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    if not path and not kept:
        return None
    return f"//{host}{'' if port in _DEFAULT_PORTS else f':{port}'}{path}{'?' if kept else ''}{urlencode(kept)}"
