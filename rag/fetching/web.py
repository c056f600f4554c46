"""Web pages: what was fetched becomes articles, under the address that may later hold a new version of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from rag.errors import AddressRefused
from rag.fetching.addresses import web_address
from rag.fetching.fetch import Fetched
from rag.records import Article, Item, Language
from rag.sources.read import read_bytes

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://|(?:data|javascript|mailto):", re.IGNORECASE)
_RENDITION = re.compile(r"(?:amp|amphtml|print|imprimer)(?:\.html?)?", re.IGNORECASE)
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "message/rfc822": ".eml",
}


def is_address(origin: str) -> bool:
    """Whether `origin` is meant as an address rather than as a path; it may still be refused."""
    return _ADDRESS.match(origin) is not None


def as_address(typed: str) -> str:
    """What someone typed where an address is wanted, never a path: https when it does not say how."""
    return typed if is_address(typed) else f"https://{typed}"


def read_page(origin: str, fetched: Fetched, fallback: Language) -> Iterator[Item]:
    """The articles of what was fetched for `origin`. Never raises for bad input."""
    suffix = _SUFFIXES.get(fetched.media_type) or PurePosixPath(urlsplit(fetched.address).path).suffix.lower()
    for item in read_bytes(origin, fetched.content, fallback, suffix, fetched.charset):
        if isinstance(item, Article) and item.origin == origin:  # not one line of many, each with its own address
            item = replace(item, url=_own_address(item, fetched.address))
        yield item


def _own_address(article: Article, fetched: str) -> str:
    """The address that a page gives as its own, if it is of the same site: else it could replace another's article.

    Nor may it be the section that the page stands in: all the articles of that section could say so.
    """
    try:
        own = web_address(article.url or "")
    except AddressRefused:
        return fetched
    asked = urlsplit(fetched)
    same_site = _site(own.host) == _site(asked.hostname or "")
    return str(own) if same_site and not _is_above(urlsplit(str(own)).path, asked.path) else fetched


def _is_above(path: str, fetched: str) -> bool:
    """Whether `fetched` stands below `path`, other than as one more way to show what is there."""
    left = fetched.removeprefix(path.rstrip("/") + "/")
    return left != fetched and left.strip("/") != "" and not _RENDITION.fullmatch(left.strip("/"))


def _site(host: str) -> str:
    return re.sub(r"^(?:www|m|amp)\.", "", host.lower())
