"""A briefing as an e-mail message, plain text and HTML: a file that any mail program opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from rag.briefing.edition import Briefing
from rag.briefing.export.html import letter
from rag.briefing.export.sheet import Block, Sheet, one_line
from rag.records import Language, content_id


def mail(briefing: Briefing, languages: Sequence[Language]) -> bytes:
    """The message, without sender or recipient: whoever sends it says them."""
    sheets = [Sheet(briefing, language) for language in languages]
    message = EmailMessage(policy=SMTP)
    # A header is one line: whatever a text holds, it cannot begin another.
    message["Subject"] = " ".join(" · ".join(sheet.title for sheet in sheets).split())
    message["Date"] = format_datetime(datetime.fromisoformat(briefing.made_at))
    # Made again it is another message; a subject may hold what an id may not.
    message["Message-ID"] = f"<{content_id(briefing.id, briefing.made_at)}@kiosque.invalid>"
    message["X-Unsent"] = "1"
    message.set_content("\n\n\n".join(plain(sheet) for sheet in sheets))
    message.add_alternative(letter(briefing, languages), subtype="html")
    return message.as_bytes()


def plain(sheet: Sheet) -> str:
    """The briefing of one language as plain text."""
    blocks = [*sheet.head(), *sheet.stories(), *sheet.rest(), *sheet.notes()]
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    text = one_line(block.text) + "".join(f" [{number}]" for number in block.notes)
    marks = {"note": f"[{block.number}] ", "line": "- ", "figures": "- ", "item": "- "}
    if block.kind in ("title", "headline", "section"):
        return f"{text}\n{('=' if block.kind == 'title' else '-') * min(len(text), 72)}"
    return marks.get(block.kind, "") + text
