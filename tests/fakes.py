"""Readable stand-ins for the models: what they do can be worked out by hand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from rag.protocols import TextRole
from rag.records import Matrix


class FakeEmbedder:
    """Counts words: each word adds 1 at the place its checksum gives, then the row is scaled to unit length.

    Texts that share words are near each other; a text is nearest to itself. `calls` records what was embedded.
    """

    def __init__(self, model: str = "fake-words", dimensions: int = 256) -> None:
        self.model = model
        self.dimensions = dimensions
        self.calls: list[tuple[TextRole, tuple[str, ...]]] = []

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        self.calls.append((role, tuple(texts)))
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[zlib.crc32(word.encode()) % self.dimensions] += 1
            row /= np.linalg.norm(row)
        return rows
