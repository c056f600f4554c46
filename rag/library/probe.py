"""Asks whether an embedded Chroma index can be trusted: `python -m rag.library.probe FOLDER`.

Runs in a process of its own, because a damaged index can end the process that opens it. Some vectors from the whole
index are each searched for themselves: a count of rows would say nothing, since it does not read the graph.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rag.errors import IndexFault
from rag.library.chroma import ChromaIndex
from rag.settings import PROJECT

SAMPLE = 32
NEEDED = 0.95
"""Share of the sample that must find itself; the graph is approximate, so a miss may happen in a sound one."""

TIMEOUT_SECONDS = 120.0
SAME = 0.999
"""Cosine from which a vector found in place of the one searched is the same one (two equal passages)."""


def is_sound(folder: Path) -> bool:
    """Whether the index in `folder` answers for itself, asked in a child process."""
    command = [sys.executable, "-m", "rag.library.probe", str(folder.resolve())]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def share_found(index: ChromaIndex) -> float:
    """The share of a sample of vectors that a search finds; 1 for an empty index. Raises IndexFault."""
    ids, vectors = index.sample(SAMPLE)
    best = [(passage_id, index.search(vector, 1)) for passage_id, vector in zip(ids, vectors, strict=True)]
    found = sum(bool(near) and (near[0].passage_id == one or near[0].score > SAME) for one, near in best)
    return found / len(ids) if ids else 1.0


def main(folder: str) -> int:
    """0 when the index is sound, 1 when it is not (or the process dies otherwise)."""
    try:
        return 0 if share_found(ChromaIndex.embedded(Path(folder))) >= NEEDED else 1
    except IndexFault as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
