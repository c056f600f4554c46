"""PDF: the text of the pages, put together as it reads: columns, paragraphs, words cut at the end of a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from rag.errors import DamagedDocument, LockedDocument, RefusedDocument, ScannedDocument
from rag.lines.header import Header
from rag.lines.layout import Line, headline, join
from rag.records import Article, Language, RawDocument
from rag.sources.clean import clean, clean_line, repair
from rag.sources.pdf_pages import DAMAGED, PASSWORD
from rag.sources.plaintext import compose

MEMORY_BYTES, SECONDS = 2_000_000_000, 60
"""What reading one PDF may take. A daily of 40 pages takes 100 MB and two seconds."""

LEAST_LETTERS = 20
"""With fewer on all its pages, a PDF is pictures of pages."""

_READER = Path(__file__).with_name("pdf_pages.py")
_SLOW = {
    "en": f"reading it takes more than {SECONDS} seconds",
    "fr": f"le lire prend plus de {SECONDS} secondes",
}
_STOPPED = {
    "en": "reading it takes more memory than a document should, or makes the reader fail",
    "fr": "le lire prend plus de mémoire qu’un document ne devrait, ou fait échouer la lecture",
}
_CUT_OFF = {"en": "it is not a complete PDF", "fr": "ce n’est pas un PDF complet"}
_UNTITLED = ("microsoft word", "untitled", "sans titre", "document", "powerpoint")
_SUFFIXES = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf", ".txt", ".pub")


def read_pdf(document: RawDocument, fallback: Language) -> Article:
    """The article of a PDF. Raises DamagedDocument, LockedDocument, ScannedDocument, RefusedDocument."""
    told, *pages = _pages(document)
    text = clean(repair(join(pages)))
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        raise ScannedDocument(origin=document.origin)
    title = headline(pages[0]) or _named(told)
    return compose(document, text, Header(title=clean_line(title or "") or None), fallback)


def _pages(document: RawDocument) -> tuple[str, *tuple[list[Line], ...]]:
    """The title that the file gives itself and the lines of its pages, from the limited process."""
    command = [sys.executable, "-I", str(_READER), str(MEMORY_BYTES), str(SECONDS)]
    try:
        done = subprocess.run(command, input=document.content, capture_output=True, timeout=SECONDS + 10, check=False)
    except subprocess.TimeoutExpired as error:
        raise RefusedDocument(origin=document.origin, cause=_SLOW) from error
    if done.returncode == PASSWORD:
        raise LockedDocument(origin=document.origin)
    if done.returncode == DAMAGED:
        raise DamagedDocument(origin=document.origin, cause=_CUT_OFF)
    if done.returncode:
        raise RefusedDocument(origin=document.origin, cause=_STOPPED)
    title, *pages = map(json.loads, done.stdout.splitlines())
    return title, *([Line(*line) for line in page] for page in pages)


def _named(title: str) -> str | None:
    """The title in the file's properties, unless it is the name of the program or of the file it was made from."""
    plain = title.strip().lower()
    return None if plain.startswith(_UNTITLED) or plain.endswith(_SUFFIXES) or " " not in plain else title
