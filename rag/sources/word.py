"""Word documents (DOCX), made HTML by mammoth. Comments, deleted text and hidden text stay out."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from rag.errors import DamagedDocument, EmptySource, RefusedDocument
from rag.lines.header import Header
from rag.records import Article, Language, RawDocument
from rag.sources.archive import read_archive
from rag.sources.blocks import heading, paragraphs, parse
from rag.sources.plaintext import compose

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_TITLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Titre 1'] => h1:fresh
p[style-name='Titre 2'] => h2:fresh
"""
_NOT_WORD = {"en": "its Word text is missing or not complete", "fr": "son texte Word manque ou n’est pas complet"}
_ENTITIES = {
    "en": "it defines entities, which Word never does",
    "fr": "il définit des entités, ce que Word ne fait jamais",
}


def read_word(document: RawDocument, fallback: Language) -> Article:
    """The article of a DOCX. Raises DamagedDocument, LockedDocument, RefusedDocument, EmptySource."""
    import mammoth  # type: ignore[import-untyped]  # 0.1 s to import

    parts = read_archive(document, (".xml", ".rels"))
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise RefusedDocument(origin=document.origin, cause=_ENTITIES)
    try:
        parts[_MAIN] = _shown(parts[_MAIN])
        page = mammoth.convert_to_html(_packed(parts), style_map=_TITLES, convert_image=_no_image).value
    except (KeyError, ValueError, OSError, BadZipFile, SyntaxError, ExpatError, RecursionError) as error:
        raise DamagedDocument(origin=document.origin, cause=_NOT_WORD) from error
    tree = parse(page)
    if tree is None:
        raise EmptySource(origin=document.origin)
    return compose(document, paragraphs(tree), Header(title=heading(tree)), fallback)


def _shown(part: bytes) -> bytes:
    """The text of the document without the runs that are marked as hidden."""
    from lxml import etree  # type: ignore[import-untyped]

    tree = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for mark in list(tree.iter(f"{_WORD}vanish")):
        properties = mark.getparent()
        run = properties.getparent()
        if run.tag == f"{_WORD}r" and mark.get(f"{_WORD}val") not in ("0", "false"):
            run.clear()
    return bytes(etree.tostring(tree))


def _packed(parts: dict[str, bytes]) -> BytesIO:
    """The parts that were checked, as an archive again: mammoth sees nothing else."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed


def _no_image(_image: Any) -> list[Any]:
    return []
