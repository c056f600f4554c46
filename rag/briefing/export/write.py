"""Writes a briefing to a file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

from rag.briefing.edition import Briefing, to_json
from rag.briefing.export.atom import atom
from rag.briefing.export.html import html
from rag.briefing.export.mail import mail
from rag.briefing.export.markdown import markdown
from rag.briefing.export.pdf import pdf
from rag.errors import NotWritten
from rag.records import Language

Maker = Callable[[Briefing, Sequence[Language]], bytes]

FORMATS: Mapping[str, Maker] = {
    "html": lambda briefing, languages: html(briefing, languages).encode(),
    "md": lambda briefing, languages: markdown(briefing, languages).encode(),
    "pdf": pdf,
    "eml": mail,
    "atom": atom,
    "json": lambda briefing, _languages: to_json(briefing).encode() + b"\n",
}


def writable(file: Path) -> None:
    """Raises NotWritten when there is no folder for `file`: better before the work than after it."""
    if file.is_dir() or not os.access(file.parent, os.W_OK):
        cause = {"fr": "ce n’est pas un fichier d’un dossier où l’on peut écrire", "en": "no file of a writable folder"}
        raise NotWritten(file=file, cause=cause)


def write(content: bytes, file: Path) -> None:
    """Put `content` in the place of `file`: whoever looks sees the old file or the new one. Raises NotWritten."""
    part = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        # Opened like any new file, so that those may read it whom the person's umask lets.
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotWritten(file=file, cause=error.strerror) from error
