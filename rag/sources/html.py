"""Web pages: the article without the page, by trafilatura, and what the page says about it.

Tuned for precision (comments out, tables in), which loses a standfirst set apart from the text: it is put back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from rag.errors import EmptySource, NoArticle
from rag.records import Article, Language, RawDocument
from rag.sources.clean import clean, clean_line, repair
from rag.sources.decode import decode
from rag.sources.furniture import without_furniture
from rag.sources.header import Header
from rag.sources.plaintext import compose

BODY_CHARS = 40
"""A page with less text than a short sentence is a list, a paywall notice or a page that a script fills."""

STANDFIRST_CHARS = (40, 600)
"""Shortest and longest standfirst: less is a label, more is the article itself."""

MOST_ELEMENTS = 50_000
"""A page with more is no article (the largest of a press corpus has some thousands), and takes half a minute."""

KICKER_CHARS = 40
_KICKERS = {"surtitre", "kicker", "eyebrow", "overline", "rubrique"}

_BLOCKS = ("p", "h2", "h3", "h4", "div", "span", "strong", "section", "header")
# No-break spaces that trafilatura would make plain, and the signs (␣ ⍽) that stand for them meanwhile. Not those of
# "13 octobre": the search for dates does not know the stand-ins.
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_STAND_INS = {_NARROW: "\u2423", _NO_BREAK: "\u237d"}
_TYPOGRAPHIC = re.compile(
    rf"(?<=\S){_NARROW}(?=\S)|(?<=«){_NO_BREAK}|{_NO_BREAK}(?=[!?;:»%€$£])|(?<=\d){_NO_BREAK}(?=\d{{3}})"
)

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(document: RawDocument, fallback: Language) -> Article:
    """The article of a web page. Raises NotText, EmptySource, NoArticle."""
    page = _XML_DECLARATION.sub("", decode(document).replace("\x00", ""))
    if not page.strip():
        raise EmptySource(origin=document.origin)
    tree, found = _extract(page)
    if found is None:
        raise NoArticle(origin=document.origin)
    title = _title(tree, found)
    text = clean(_restored(_laid_out(found.text or "")))
    if _body_chars(text, title) < BODY_CHARS:
        raise NoArticle(origin=document.origin)
    text = "\n\n".join([*_standfirst(tree, found.description, text), text])
    known = Header(title=title, author=_line(found.author), published=_date(tree, found), source=_line(found.sitename))
    return compose(document, text, known, fallback, url=_address(found.url))


def _extract(page: str) -> tuple[Any, Any]:
    """The tree of the page without its hidden parts, and trafilatura's record of it; None where there is none."""
    import trafilatura  # 0.2 s to import

    from rag.sources.hidden import remove_hidden

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they have to say is reported as NoArticle
    tree = trafilatura.load_html(page)
    if tree is None:
        return None, None
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS)) == MOST_ELEMENTS:
        return None, None
    remove_hidden(tree)
    _remove_kickers(tree)
    _protect_spaces(tree)
    dates = {"original_date": True, "extensive_search": True}
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dates,
    )
    return tree, found


def _remove_kickers(tree: Any) -> None:
    """Take out the name of the section that is printed over a title: read as text, it would begin the article."""
    for element in list(tree.iter("p", "div", "span")):
        names = set((element.get("class") or "").lower().split())
        if names & _KICKERS and len(element.text_content()) <= KICKER_CHARS and element.getparent() is not None:
            element.drop_tree()


def _protect_spaces(tree: Any) -> None:
    for element in tree.iter():
        element.text = _stand_in(element.text)
        element.tail = _stand_in(element.tail)


def _stand_in(text: str | None) -> str | None:
    return _TYPOGRAPHIC.sub(lambda match: _STAND_INS[match.group()], text) if text else text


def _restored(text: str) -> str:
    for space, stand_in in _STAND_INS.items():
        text = text.replace(stand_in, space)
    return repair(text)


def _laid_out(text: str) -> str:
    """Paragraphs apart by a blank line, items of a list and rows of a table by a line feed; no table marks."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not re.fullmatch(r"[|\s:-]+", line)]
    out = ""
    for before, line in pairwise(["", *lines]):
        together = _is_row(before) and _is_row(line)
        out += ("\n" if together else "\n\n") + line.strip("| ")
    return out


def _is_row(line: str) -> bool:
    return line.startswith(("- ", "|"))


def _body_chars(text: str, title: str | None) -> int:
    return sum(len(line) for line in without_furniture(text.split("\n")) if _letters(line) != _letters(title or ""))


def _title(tree: Any, found: Any) -> str | None:
    """The page's title without the name of the site: the heading that begins it says where it ends."""
    title = _line(found.title) or ""
    headings = (clean_line(_restored(heading.text_content())) for heading in tree.iter("h1"))
    starts = (heading for heading in headings if heading and _letters(title).startswith(_letters(heading)))
    if heading := max(starts, key=len, default=""):
        return heading
    site = re.escape(_line(found.sitename) or "")
    return re.sub(rf"\s+[|–—·-]\s+{site}\W*$", "", title) or None if site else title or None


def _date(tree: Any, found: Any) -> str | None:
    """The day that the page gives. A first of January is checked: a year alone, somewhere in the text, gives it too."""
    day = _line(found.date)
    if day is None or not day.endswith("-01-01"):
        return day
    from htmldate import find_date  # comes with trafilatura

    return find_date(tree, extensive_search=False, original_date=True)


def _standfirst(tree: Any, description: str | None, text: str) -> Iterator[str]:
    """The visible paragraph that the page also gives as its description, when `text` does not have it."""
    start = _letters((description or "").rstrip(" .…"))
    least, most = STANDFIRST_CHARS
    if len(start) < least or len(start) > most or start[:least] in _letters(text):
        return
    blocks = (clean(_restored(block.text_content())) for block in tree.iter(*_BLOCKS) if len(block) < 10)
    fitting = (block for block in blocks if least <= len(block) <= most and _letters(block).startswith(start))
    if block := min(fitting, key=len, default=""):
        yield clean_line(block)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _line(value: str | None) -> str | None:
    return clean_line(_restored(value or "")) or None


def _address(value: str | None) -> str | None:
    address = _line(value)
    return address if address and re.match(r"https?://\S+$", address) else None
