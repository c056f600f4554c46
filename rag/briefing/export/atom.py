"""A briefing as an Atom feed with an entry for each language: what a feed reader takes from a folder or a server."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from rag.briefing.edition import Briefing
from rag.briefing.export.html import body
from rag.briefing.export.sheet import Sheet
from rag.records import Language

_SPACE = "http://www.w3.org/2005/Atom"


def atom(briefing: Briefing, languages: Sequence[Language]) -> bytes:
    """The feed. Made again, a briefing keeps its id and is newer: a reader shows it in the place of the former one."""
    feed = ElementTree.Element("feed", {"xmlns": _SPACE, "xml:lang": languages[0]})
    _add(feed, "id", "tag:kiosque.invalid,2026:briefings")
    _add(feed, "title", "Kiosque")
    _add(feed, "updated", briefing.made_at)
    _add(ElementTree.SubElement(feed, "author"), "name", "Kiosque")
    for language in languages:
        entry = ElementTree.SubElement(feed, "entry", {"xml:lang": language})
        _add(entry, "id", f"tag:kiosque.invalid,2026:{quote(briefing.id)}/{language}")
        _add(entry, "title", Sheet(briefing, language).title)
        _add(entry, "updated", briefing.made_at)
        _add(entry, "content", body(briefing, [language])).set("type", "html")
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = "".join(sign for sign in text if sign == "\n" or sign.isprintable() or sign.isspace() and sign > " ")
    return child
