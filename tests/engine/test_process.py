"""The worker process: what its parent makes of one that ends badly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.engine import process
from rag.errors import ModelUnusable


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(r"""b'{"id": 0, "rea'""", id="inside a line"),
        pytest.param(r"""b'{"id": 0, "failed": "\xc3'""", id="inside a character"),
        pytest.param("b''", id="before a word"),
    ],
)
def test_a_worker_killed_while_it_speaks_is_no_wait_without_end(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import os, sys; sys.stdout.buffer.write({written}); sys.stdout.flush(); os.kill(os.getpid(), 9)"

    def start(*_: object) -> subprocess.Popen[str]:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", code], encoding="utf-8", errors="replace", **pipes)

    monkeypatch.setattr(process, "_start", start)
    with pytest.raises(ModelUnusable, match="signal 9"):
        process.WorkerProcess("tiny", tmp_path, 512, 1)
