"""A briefing as Markdown, the text of articles escaped: it can neither make links nor images nor headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.briefing.edition import Briefing
from rag.briefing.export.sheet import Block, Sheet, one_line
from rag.records import Language

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@]|!(?=\[)|&(?=#?\w+;)|^[-+=]|:(?=\S)|(?<!\d)\.(?=\S)|\.(?=[^\W\d]{2}))")
"""Signs that Markdown reads, some only where they begin a list, an image, an address or the name of an emoji."""

_LIST_NUMBER = re.compile(r"^(\d+)([.)])")


def markdown(briefing: Briefing, languages: Sequence[Language]) -> str:
    """The whole briefing in each of `languages`, one after the other."""
    parts = [_sheet(Sheet(briefing, language)) for language in languages]
    return "\n\n---\n\n".join(parts) + "\n"


def _sheet(sheet: Sheet) -> str:
    blocks = [*sheet.head(), *sheet.stories(), *sheet.rest(), *sheet.notes()]
    return "\n\n".join(_block(block, sheet.language) for block in blocks)


def _block(block: Block, language: Language) -> str:
    text = escaped(block.text) + "".join(f" [^{number}-{language}]" for number in block.notes)
    if block.kind == "note":
        return f"[^{block.number}-{language}]: {text}"
    marks = {"title": "# ", "headline": "## ", "section": "## ", "line": "- ", "figures": "- ", "item": "- "}
    if block.kind in ("facts", "quality"):
        return f"*{text}*"
    return marks.get(block.kind, "") + text


def escaped(text: str) -> str:
    """`text` on one line, every sign that Markdown reads after a backslash; the rest stays legible in a terminal."""
    return _LIST_NUMBER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))
