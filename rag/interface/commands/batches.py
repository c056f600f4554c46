"""Batches: one JSON object for each line in, one for each line out, in order; a bad line does not stop the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import BadLine, KiosqueError, SourceMissing, SourceUnreadable
from rag.interface.commands.frame import ExitCode, language, out_json

Json = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """One line of a batch, with its place."""

    file: Path
    number: int
    values: Json

    def text(self, key: str) -> str:
        """The text under `key`. Raises BadLine when it is missing or not a text."""
        value = self.values.get(key)
        if not isinstance(value, str):
            raise self._lacks(key, "un texte", "text")
        return value

    def texts(self, key: str) -> list[str]:
        """The texts under `key`, one at least. Raises BadLine."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self._lacks(key, "une liste de textes", "list of texts")
        return value

    def _lacks(self, key: str, french: str, english: str) -> BadLine:
        cause = {"fr": f"« {key} » n’y est pas {french}", "en": f"“{key}” is no {english} there"}
        return BadLine(number=self.number, origin=self.file, cause=cause)


def run_batch(file: Path, one: Callable[[Request], Json]) -> ExitCode:
    """Print what `one` makes of each line, under the id of the line; PARTIAL when some failed."""
    failed = False
    for number, line in _lines(file):
        ident = None
        try:
            request = Request(file, number, _object(line, number, file))
            ident = request.values.get("id")
            out_json({"id": ident} | one(request))
        except KiosqueError as error:
            failed = True
            out_json({"id": ident, "error": error.sentence(language())})
    return ExitCode.PARTIAL if failed else ExitCode.OK


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
        cause = {"fr": f"ce n’est pas du JSON ({error})", "en": f"it is not JSON ({error})"}
        raise BadLine(number=number, origin=file, cause=cause) from error
    if not isinstance(value, dict):
        raise BadLine(number=number, origin=file, cause={"fr": "autre chose y est écrit", "en": "it is something else"})
    return value
