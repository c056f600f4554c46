"""Batches: one JSON object for each line in, one for each line out, in order; a bad line does not stop the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rag.errors import BadLine, KiosqueError, SourceMissing, SourceUnreadable
from rag.interface.commands.frame import ExitCode, language, out_json

Json = dict[str, Any]


def run_batch(file: Path, one: Callable[[Json], Json]) -> ExitCode:
    """Print what `one` makes of each line, under the id of the line; PARTIAL when some failed."""
    failed = False
    for number, line in _lines(file):
        ident = None
        try:
            request = _object(line, number, file)
            ident = request.get("id")
            out_json({"id": ident} | one(request))
        except KiosqueError as error:
            failed = True
            out_json({"id": ident, "error": error.sentence(language())})
    return ExitCode.PARTIAL if failed else ExitCode.OK


def wanted_text(request: Json, key: str) -> str:
    """The text under `key`. Raises BadLine when it is missing or not a text."""
    value = request.get(key)
    if not isinstance(value, str):
        raise BadLine(number="?", origin=request.get("id"), cause=f"“{key}”")
    return value


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_text(file).split("\n"), start=1):
        if line.strip():
            yield number, line


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    try:
        return file.read_bytes().decode("utf-8-sig", "replace")
    except FileNotFoundError as error:
        raise SourceMissing(origin=file) from error
    except OSError as error:
        raise SourceUnreadable(origin=file, cause=error.strerror) from error


def _object(line: str, number: int, file: Path) -> Json:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(number=number, origin=file, cause=error) from error
    if not isinstance(value, dict):
        raise BadLine(number=number, origin=file, cause=type(value).__name__)
    return value
