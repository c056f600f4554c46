"""Zip archives (EPUB, DOCX) read in memory, never unpacked: what is bounded, named as it should, and not locked."""

from __future__ import annotations

import stat
import struct
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from rag.errors import DamagedDocument, LockedDocument, RefusedDocument
from rag.records import RawDocument

MOST_ENTRIES = 10_000
MOST_BYTES = 200_000_000
"""Limits of a whole archive, unpacked. A daily in EPUB has some hundred entries and 30 MB, nearly all pictures."""

MOST_TEXT_BYTES = 50_000_000
"""Limit of what is read of it: its texts."""

MOST_RATIO, RATIO_BYTES = 200, 1_000_000
"""Largest ratio of unpacked to packed size, for entries of some size. Text packs to a fifth; zeros to a thousandth."""

_ENTRIES = {"en": f"it has more than {MOST_ENTRIES} entries", "fr": f"il a plus de {MOST_ENTRIES} éléments"}
_SIZE = {
    "en": f"once unpacked it would take more than {MOST_BYTES // 1_000_000} MB",
    "fr": f"une fois décompressé, il prendrait plus de {MOST_BYTES // 1_000_000} Mo",
}
_DENSE = {
    "en": f"an entry unpacks to more than {MOST_RATIO} times its size",
    "fr": f"un élément prend, décompressé, plus de {MOST_RATIO} fois sa taille",
}
_NAME = {"en": "an entry is named to be put elsewhere", "fr": "un élément porte un nom qui le placerait ailleurs"}
_LINK = {"en": "an entry is a link to another file", "fr": "un élément est un lien vers un autre fichier"}
_BROKEN = {"en": "its archive is not complete", "fr": "son archive n’est pas complète"}


def read_archive(document: RawDocument, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """The entries whose names end with `suffixes`, by name. Raises DamagedDocument, LockedDocument, RefusedDocument.

    Archives inside the archive are not opened.
    """
    try:
        with ZipFile(BytesIO(document.content)) as archive:
            texts = _checked(document.origin, archive.infolist(), suffixes)
            return {one.filename: archive.read(one) for one in texts}
    except (BadZipFile, EOFError, OSError, NotImplementedError, ValueError, struct.error, zlib.error) as error:
        raise DamagedDocument(origin=document.origin, cause=_BROKEN) from error


def _checked(origin: str, entries: list[ZipInfo], suffixes: tuple[str, ...]) -> list[ZipInfo]:
    """The entries to read. zipfile never gives more of one than its announced size, which is what is checked."""
    texts = [one for one in entries if one.filename.lower().endswith(suffixes)]
    if len(entries) > MOST_ENTRIES:
        raise RefusedDocument(origin=origin, cause=_ENTRIES)
    if any(one.file_size > max(RATIO_BYTES, MOST_RATIO * one.compress_size) for one in entries):
        raise RefusedDocument(origin=origin, cause=_DENSE)
    if sum(one.file_size for one in entries) > MOST_BYTES or sum(one.file_size for one in texts) > MOST_TEXT_BYTES:
        raise RefusedDocument(origin=origin, cause=_SIZE)
    if not all(_stays_inside(one.filename) for one in entries):
        raise RefusedDocument(origin=origin, cause=_NAME)
    if any(stat.S_ISLNK(one.external_attr >> 16) for one in entries):
        raise RefusedDocument(origin=origin, cause=_LINK)
    if any(one.flag_bits & 1 for one in texts):
        raise LockedDocument(origin=origin)
    return texts


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in (path.parts or ("",))[0]
