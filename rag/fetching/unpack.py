"""Unpacking gzip a little at a time: a small body may unpack to anything."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE_BYTES = 65_536

MOST_MEMBERS = 1_000
"""Parts of one body, each packed by itself, as joined logs and some caches send them. Many tiny ones are an attack."""

_GZIP = b"\x1f\x8b"


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes in pieces of PIECE_BYTES at most; what pads the end is left out.

    Raises zlib.error for what is no gzip, EOFError when the end is missing.
    """
    unpacker, members = _unpacker(), 1
    for chunk in chunks:
        while chunk:
            if unpacker.eof:
                if not _GZIP.startswith(chunk[:2]):
                    return
                unpacker, members = _unpacker(), members + 1
                if members > MOST_MEMBERS:
                    raise zlib.error("too many members")
            yield unpacker.decompress(chunk, PIECE_BYTES)
            chunk = unpacker.unconsumed_tail or unpacker.unused_data
    yield unpacker.flush()
    if not unpacker.eof:
        raise EOFError


def _unpacker() -> zlib._Decompress:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
