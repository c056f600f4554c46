"""Web pages: the article without the page, by trafilatura, and what the page says about it.

Tuned for precision (comments out, tables in), which loses a standfirst set apart from the text: it is put back.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from rag.errors import EmptySource, NoArticle
from rag.markup.bounds import is_parsable, is_tangled
from rag.records import Article, Language, RawDocument
from rag.sources.clean import clean, clean_line, letters, repair, squeeze
from rag.sources.decode import decode, mended
from rag.sources.furniture import without_furniture
from rag.sources.header import Header
from rag.sources.metadata import find_title
from rag.sources.noarticle import PAYWALL, TANGLED, Cause, is_stub, not_an_article, why_no_article, without_teasers
from rag.sources.pagedates import find_published, find_updated
from rag.sources.plaintext import compose
from rag.sources.prepare import prepare, restored
from rag.sources.standfirst import find_standfirst
from rag.sources.structured import Record, own_article

BODY_CHARS = 40
"""A page with less text than a short sentence is a list, a paywall notice or a page that a script fills."""


_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(document: RawDocument, fallback: Language) -> Article:
    """The article of a web page. Raises NotText, EmptySource, NoArticle."""
    page = mended(_XML_DECLARATION.sub("", decode(document).replace("\x00", "")))
    if not page.strip():
        raise EmptySource(origin=document.origin)
    tree = _tree(page)
    if tree is None:
        raise NoArticle(origin=document.origin, cause=TANGLED)
    found = _extract(tree)
    title = _line(find_title(tree, _line(found.title), _line(found.sitename))) if found else None
    text = clean(_mended(_laid_out(found.text or ""))) if found else ""
    record = own_article(tree, title)
    if cause := _why_not(tree, text, title, record):
        raise NoArticle(origin=document.origin, cause=cause)
    text = squeeze(without_teasers(tree, text.split("\n")))
    published = find_published(tree, record, text)
    if standfirst := next(find_standfirst(tree, (found.description, str(record.get("description") or "")), text), ""):
        text = f"{standfirst}\n\n{_without_title(text, title)}"
    known = Header(title=title, author=_line(found.author), published=published, source=_line(found.sitename))
    article = compose(document, text, known, fallback, url=_address(found.url))
    return replace(article, published=published, updated=find_updated(tree, record, published))


def _tree(page: str) -> Any:
    """The elements of the page, without its hidden parts; None when they are too many, too deep or too long."""
    from rag.markup.hidden import remove_hidden

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they have to say is reported as NoArticle
    tree = page_tree(page)
    if tree is None or is_tangled(tree):
        return None
    remove_hidden(tree)
    prepare(tree)
    return tree


def page_tree(page: str | bytes) -> Any:
    """The parsed page, an lxml element; None when there is nothing to parse, or nothing that can be."""
    import trafilatura  # 0.2 s to import

    return trafilatura.load_html(page) if is_parsable(page) else None


def _extract(tree: Any) -> Any:
    """What trafilatura finds; None when that is nothing."""
    import trafilatura

    return trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},  # its own search is not used
    )


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


def _why_not(tree: Any, text: str, title: str | None, record: Record) -> Cause | None:
    """Why `text` is not the article of the page; None when it is."""
    chars = _body_chars(text, title)
    if chars < BODY_CHARS:
        return why_no_article(tree)
    return not_an_article(tree, text.split("\n")) or (PAYWALL if is_stub(tree, record, chars) else None)


def _body_chars(text: str, title: str | None) -> int:
    return sum(len(line) for line in without_furniture(text.split("\n")) if letters(line) != letters(title or ""))


def _without_title(text: str, title: str | None) -> str:
    """The title that begins a text is told from it only while nothing stands before it."""
    first, _, rest = text.partition("\n")
    return rest.strip() if letters(first) == letters(title) else text


def _mended(text: str) -> str:
    return repair(restored(text))


def _line(value: str | None) -> str | None:
    return clean_line(_mended(value or "")) or None


def _address(value: str | None) -> str | None:
    address = _line(value)
    return address if address and re.match(r"https?://\S+$", address) else None
