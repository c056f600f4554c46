"""Names that English and French print otherwise: "OTAN" left in English is mended into "NATO", and the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rag.briefing.acronyms import spelled_out
from rag.checking import facts
from rag.checking.aliases import ACRONYMS, CITIES
from rag.records import Language

_JOINED = {("de", "le "): "du ", ("à", "le "): "au "}
"""French prepositions that melt into the article."""

_FRENCH_BEFORE = r"(?:\b(de |d’|à )?(l’|la |le |L’|La |Le )|\b(du |au |de |d’|à ))?\b"


class _Name(NamedTuple):
    """A name as it stands in the other language and in this one; in French an acronym has an article."""

    left: str
    right: str
    article: str


def mended(translated: str, source: str, into: Language) -> str:
    """`translated` with the names of `source` that it left as they were, now as the language `into` prints them."""
    for name in _names(into):
        if _stands(name.left, source):
            translated = _put(name, translated)
    return translated


def lost_acronyms(source: str, translated: str, into: Language) -> list[str]:
    """The acronyms of `source` that `translated` neither prints in its own language nor spells out."""
    keys = {facts.name_key(name) for name in facts.names(translated)}
    known = (name for name in _names(into) if name.left.isupper() and _stands(name.left, source))
    return [
        name.left
        for name in known
        if not (_stands(name.right, translated) or facts.name_key(name.left) in keys)
        and not spelled_out(translated, name.right)
    ]


def _names(into: Language) -> Iterator[_Name]:
    pairs = [(english, *re.split(r"(?<=’)|(?<= )", french)) for english, french in ACRONYMS.items()]
    pairs += [(english, "", french) for english, french in CITIES.items()]
    for english, article, french in pairs:
        yield _Name(french, english, "") if into == "en" else _Name(english, french, article)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


def _put(name: _Name, text: str) -> str:
    if not name.article:
        return re.sub(rf"\b{name.left}\b", name.right, text)
    return re.sub(_FRENCH_BEFORE + rf"{name.left}\b", lambda found: _with_article(name, found), text)


def _with_article(name: _Name, found: re.Match[str]) -> str:
    """The French name after the preposition that stands before it, its article fitting: "du NATO" is "de l’OTAN"."""
    before, article, both = (group or "" for group in found.groups())
    to = {"d": "de", "a": "à", "à": "à"}.get((before or both)[:1].lower(), "")
    if not (to or article):
        return name.right
    joined = _JOINED.get((to, name.article)) or f"{to} {name.article}".lstrip()
    return (joined[:1].upper() + joined[1:] if article[:1].isupper() and not to else joined) + name.right
