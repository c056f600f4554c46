"""Commands as the tests run them, on two articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Result = Any
"""What CliRunner gives: exit_code, stdout, stderr, exception."""

Run = Callable[..., Result]

LINES = (
    {"id": "pont", "title": "Le pont fermé", "text": "Le pont de Valmorel est fermé depuis mardi.", "language": "fr",
     "published": "2026-10-14", "source": "Le Courrier des Deux-Rives"},
    {"id": "fair", "title": "The cheese fair", "text": "The Kelsby cheese fair drew 8,400 visitors.", "language": "en",
     "published": "2026-10-12", "source": "The Kelsby Dispatch"},
)  # fmt: skip


def printed(result: Result) -> Any:
    """The one JSON object on standard output."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)
