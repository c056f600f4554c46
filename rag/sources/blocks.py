"""The text of marked-up documents that are all article: Word files, chapters, newsletters. One block, one paragraph."""

from __future__ import annotations

import re
from typing import Any

from rag.markup.bounds import is_parsable
from rag.sources.clean import clean, clean_line

CELL_CHARS = 120
"""Longest cell of a table of data; longer ones hold paragraphs, and the table lays out a page."""

_PARAGRAPHS = {"p", "div", "section", "article", "blockquote", "ul", "ol", "dl", "table", "figure", "header", "footer",
               "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "aside", "main", "nav", "figcaption"}  # fmt: skip
_LINES = {"li", "tr", "br", "dt", "dd", "caption"}
_UNREAD = ("script", "style", "head", "title", "svg", "template", "object", "iframe")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡↑↩])[\])]?\s*")
_WHITE = re.compile(r"[ \t\r\n\f]+")


def parse(page: str) -> Any:
    """The tree of a page or of a piece of one, without what is hidden and boxes; None when there is nothing to read."""
    from lxml import etree, html  # type: ignore[import-untyped]  # 20 ms to import

    from rag.markup.boxes import remove_boxes
    from rag.markup.hidden import remove_hidden

    page = _XML_DECLARATION.sub("", page).replace("\x00", "")
    if not is_parsable(page):
        return None
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(encoding=None, no_network=True))
    except (etree.ParserError, ValueError):  # nothing but comments and spaces
        return None
    remove_hidden(tree)
    remove_boxes(tree)
    return tree


def heading(tree: Any) -> str | None:
    """The first heading with words, else the title of the window."""
    found = [*tree.iter("h1", "h2", "h3"), *tree.iter("title")]
    return next(filter(None, (clean_line(one.text_content()) for one in found)), None)


def paragraphs(tree: Any) -> str:
    """The clean text of `tree`, blocks apart by a blank line, items and rows by a line feed. Changes `tree`."""
    from lxml import etree

    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    _remove_note_marks(tree)
    _unwrap_cells(tree)
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            pieces += [_before(element), _text(element, element.text)]
        else:
            pieces += [_after(element), _text(element.getparent(), element.tail)]
    return clean("".join(pieces))


def _remove_note_marks(tree: Any) -> None:
    """Take out the marks of notes, which answers would take for theirs ("[1]"), and the numbers of printed pages."""
    marks = [a for a in tree.iter("a") if (a.get("href") or "").startswith("#") and _MARK.fullmatch(a.text_content())]
    for element in [*marks, *tree.xpath("//*[@*[name() = 'epub:type' or name() = 'role'][contains(., 'pagebreak')]]")]:
        element.drop_tree()


def _unwrap_cells(tree: Any) -> None:
    """Take the paragraph out of each cell of a table of data, so that a row is one line."""
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) > 1 and all(len(cell.text_content()) <= CELL_CHARS for cell in cells):
            for wrapper in [one for cell in cells for one in cell.iterchildren("p", "div") if len(cell) == 1]:
                wrapper.drop_tag()


def _before(element: Any) -> str:
    if element.tag in ("td", "th"):
        return " | " if element.getprevious() is not None and element.text_content().strip() else ""
    return _after(element) or ("\n" if element.tag in _LINES else "")


def _after(element: Any) -> str:
    return "\n\n" if element.tag in _PARAGRAPHS else ""


def _text(element: Any, text: str | None) -> str:
    return text or "" if element is not None and element.tag == "pre" else _WHITE.sub(" ", text or "")
