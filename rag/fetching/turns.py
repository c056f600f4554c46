"""Whose turn it is at each host: one request at a time, a pause after it, none while its server says it is busy."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

from httpx2 import URL

from rag.errors import KiosqueError, NotFetched, in_both
from rag.fetching.addresses import port_of
from rag.sources.clean import printable

LONGEST_SECONDS = 3_600.0
"""What a server may ask for: one that says "in a year" must not silence a page that stays open for weeks."""

_BUSY = {
    "en": "its server is busy and asks to wait {seconds:,} s",
    "fr": "son serveur, débordé, demande d’attendre {seconds} s",
}


def is_busy(error: KiosqueError) -> bool:
    """Whether nothing is wrong but the moment: the server asks to wait, and will be asked again."""
    return "busy_seconds" in error.values


@dataclass
class _Turn:
    """One host. Times are those of the monotonic clock; `free_at` is when the server wants to be asked again."""

    lock: Lock = field(default_factory=Lock)
    next_at: float = 0.0
    free_at: float = 0.0


class Turns:
    """The turns at all hosts, for any number of threads."""

    def __init__(self, pause_seconds: float, busy_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._busy_seconds = busy_seconds
        self._turns: dict[str, _Turn] = {}
        self._lock = Lock()

    @contextmanager
    def hold(self, target: URL) -> Iterator[None]:
        """Holds the host for one request, after the pause that the last one left. Raises NotFetched."""
        turn = self._of(target)
        with turn.lock:
            if (left := turn.free_at - time.monotonic()) > 0:
                raise _busy(target, left)
            time.sleep(max(turn.next_at - time.monotonic(), 0))
            try:
                yield
            finally:
                turn.next_at = time.monotonic() + self._pause_seconds

    def put_off(self, target: URL, retry_after: str | None) -> NotFetched:
        """Ask nothing more of the host for as long as it wants; the error that says so."""
        seconds = min(_seconds(retry_after) or self._busy_seconds, LONGEST_SECONDS)
        self._of(target).free_at = time.monotonic() + seconds
        return _busy(target, seconds)

    def _of(self, target: URL) -> _Turn:
        with self._lock:
            return self._turns.setdefault(f"{target.host}:{port_of(target)}", _Turn())


def _busy(target: URL, seconds: float) -> NotFetched:
    whole = math.ceil(seconds)
    return NotFetched(origin=printable(str(target)), cause=in_both(_BUSY, seconds=whole), busy_seconds=whole)


def _seconds(retry_after: str | None) -> float | None:
    """A Retry-After, in seconds or as a date (RFC 9110); None when it says nothing that is still ahead."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9]) or None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    left = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    return left if left > 0 else None
