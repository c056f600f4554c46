"""Bytes of a model's reply → text that may be shown: whole characters, no thinking, nothing past a stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

THINKING = {"<think>": "</think>", "[THINK]": "[/THINK]"}
"""How reasoning models open and close their thinking."""

_BLOCK, _TIMES, _LONGEST_LOOP = 20, 3, 60


class ReplyText:
    """Feed it bytes as the model writes them; it gives back the text that is certain by now.

    `opened`: the prompt itself ended by opening a thinking block. Thinking that never closes never comes out.
    """

    def __init__(self, stop: Sequence[str] = (), opened: str | None = None) -> None:
        self.stopped = False
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._stop = tuple(text for text in stop if text)
        self._closing = THINKING.get(opened or "")
        self._trim = False
        self._unread = ""
        self._held = ""

    def feed(self, data: bytes) -> str:
        """The text that is safe to show after `data`; empty once a stop string was met."""
        if self.stopped:
            return ""
        self._unread += self._decoder.decode(data)
        self._held += self._without_thinking()
        return self._before_stop()

    def finish(self) -> str:
        """What was held back because it might have become a tag or a stop string. Half a character is dropped."""
        if self.stopped:
            return ""
        rest = self._held + ("" if self._closing else self._unread)
        self._held = self._unread = ""
        return rest

    def _without_thinking(self) -> str:
        shown = ""
        while True:
            if self._closing:
                _, closed, rest = self._unread.partition(self._closing)
                if not closed:
                    return shown
                self._unread, self._closing, self._trim = rest, None, True
            opening = _first(self._unread, THINKING)
            if not opening:
                break
            before, _, self._unread = self._unread.partition(opening)
            shown += self._trimmed(before)
            self._closing = THINKING[opening]
        kept = _overlap(self._unread, THINKING)
        ready = self._unread[: len(self._unread) - kept]
        self._unread = self._unread[len(ready) :]
        return shown + self._trimmed(ready)

    def _trimmed(self, text: str) -> str:
        """Blank lines between the thinking and the answer belong to neither."""
        if self._trim:
            text = text.lstrip()
            self._trim = not text
        return text

    def _before_stop(self) -> str:
        if met := _first(self._held, self._stop):
            self.stopped = True
            return self._held.partition(met)[0]
        kept = _overlap(self._held, self._stop)
        ready = self._held[: len(self._held) - kept]
        self._held = self._held[len(ready) :]
        return ready


def _first(text: str, wanted: Sequence[str] | dict[str, str]) -> str | None:
    found = [word for word in wanted if word in text]
    return min(found, key=text.index) if found else None


def _overlap(text: str, wanted: Sequence[str] | dict[str, str]) -> int:
    """Length of the longest end of `text` that is the beginning of one of `wanted`."""
    longest = max(map(len, wanted), default=1) - 1
    ends = range(min(longest, len(text)), 0, -1)
    return next((n for n in ends if any(word.startswith(text[-n:]) for word in wanted)), 0)


def loops(tokens: Sequence[int]) -> bool:
    """Whether a reply has begun to turn round: the same 20 tokens (or a shorter or longer period) three times."""
    for period in range(1, _LONGEST_LOOP + 1):
        length = _TIMES * max(period, _BLOCK)
        tail = tokens[-length:]
        if len(tail) == length and tail[period:] == tail[:-period]:
            return True
    return False
