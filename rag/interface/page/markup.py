"""Untrusted text made safe to show: titles, articles, file names and model output are characters, never markup."""

from __future__ import annotations

import html
import re

JOINER = "\u2060"
"""Word joiner: no width, no break. It parts what Streamlit would still recognise once escapes are resolved."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_RECOGNISED = re.compile(r"(:|@|www)(?=\S)|(?<=[<>=~-])(?=[<>=-])", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""All but the no-break spaces, which hold a mark to its word."""

_UNSPOKEN = re.compile(r"[^\w\s'’,;?«»“”€£%-]|_")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` on one line, for a place that Streamlit reads as Markdown: the reader sees the characters themselves.

    Escaping is enough for CommonMark and LaTeX. Directives (:red[…]), icons (:material/…:), emoji codes, bare
    addresses and arrows are found by Streamlit after escapes are resolved, so a word joiner parts them.
    """
    line = clean(text)
    return _PUNCTUATION.sub(r"\\\1", _RECOGNISED.sub(lambda found: f"{found[0]}{JOINER}", line))


def spoken(text: str) -> str:
    """`text` for a label that is heard and not seen: its words, without what Streamlit could read as markup."""
    return clean(_UNSPOKEN.sub(" ", text))


def clean(text: str) -> str:
    """`text` on one line, without the characters that nobody sees."""
    return _BLANKS.sub(" ", _CONTROLS.sub("", text)).strip()


def shown(text: str) -> str:
    """`text` as the content of an HTML element."""
    return html.escape(_CONTROLS.sub("", text))


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, cut after a word."""
    if len(text) <= limit:
        return text
    cut = re.search(r"\s\S*$", text[: limit + 1])
    return text[: cut.start() if cut else limit].rstrip(" ,;:.—-") + "…"
