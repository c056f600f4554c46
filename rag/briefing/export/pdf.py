"""A briefing as pages to print, one language after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence, Set
from functools import cache
from html import escape

from font_source_serif_pro import font_files_ttf
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from rag.briefing.edition import Briefing
from rag.briefing.export.printable import printable
from rag.briefing.export.sheet import Block, Kind, Sheet
from rag.records import Language

_REGULAR, _BOLD = "SourceSerifPro", "SourceSerifProBold"
_PLAIN = ParagraphStyle("plain", fontName=_REGULAR, bulletFontName=_REGULAR, fontSize=10.5, leading=14, spaceAfter=5)
_FAINT = ParagraphStyle("faint", _PLAIN, fontSize=9, leading=12, textColor=HexColor("#555555"))
_ITEM = ParagraphStyle("item", _PLAIN, leftIndent=12, bulletIndent=2)
_STYLES: dict[Kind, ParagraphStyle] = {
    "title": ParagraphStyle("title", _PLAIN, fontName=_BOLD, fontSize=20, leading=24),
    "headline": ParagraphStyle("headline", _PLAIN, fontName=_BOLD, fontSize=13, leading=16, spaceBefore=12,
                               keepWithNext=1),
    "section": ParagraphStyle("section", _PLAIN, fontName=_BOLD, fontSize=12, leading=15, spaceBefore=14,
                              keepWithNext=1),
    "facts": ParagraphStyle("facts", _FAINT, keepWithNext=1),
    "about": _FAINT, "quality": _FAINT, "line": _ITEM, "figures": _ITEM, "item": _ITEM,
    "note": ParagraphStyle("note", _FAINT, leftIndent=18, bulletIndent=0, bulletFontSize=9),
}  # fmt: skip


@cache
def _signs() -> Set[int]:
    """The code points of the signs that both fonts have; they are registered on the way, once."""
    fonts = [TTFont(name, font_files_ttf[name]) for name in (_REGULAR, _BOLD)]
    for font in fonts:
        registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def pdf(briefing: Briefing, languages: Sequence[Language]) -> bytes:
    """The pages, A4; of the fonts they hold the signs that they use."""
    sheets = [Sheet(briefing, language) for language in languages]
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, title=sheets[0].title, author="Kiosque", lang=languages[0], leftMargin=2.2 * cm,
        rightMargin=2.2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
    )  # fmt: skip
    document.build([part for place, sheet in enumerate(sheets) for part in _pages(sheet, first=place == 0)])
    return file.getvalue()


def _pages(sheet: Sheet, *, first: bool) -> Iterator[Flowable]:
    if not first:
        yield PageBreak()
    for block in (*sheet.head(), *sheet.stories(), *sheet.rest(), *sheet.notes()):
        yield _paragraph(block, sheet.language)


def _paragraph(block: Block, language: Language) -> Paragraph:
    marks = "".join(f'<super size="7"><a href="#{language}-{number}">[{number}]</a></super>' for number in block.notes)
    anchor = f'<a name="{language}-{block.number}"/>' if block.kind == "note" else ""
    bullet = f"[{block.number}]" if block.kind == "note" else "•" if _STYLES[block.kind] is _ITEM else None
    return Paragraph(anchor + escape(printable(block.text, _signs())) + marks, _STYLES[block.kind], bulletText=bullet)
