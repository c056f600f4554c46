"""Measurements: each program says in its first lines how it is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def json_lines(file: Path) -> list[Any]:
    """What the lines of a JSON Lines file hold; a text may hold other line separators than the line feed."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
