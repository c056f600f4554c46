"""Writes a briefing to a file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

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


def write(content: bytes, file: Path) -> None:
    """Put `content` in the place of `file`: whoever looks sees the old file or the new one. Raises NotWritten."""
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(file)
    except OSError as error:
        raise NotWritten(file=file, cause=error.strerror) from error
