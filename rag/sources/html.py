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
from rag.lines.furniture import without_furniture
from rag.lines.header import Header
from rag.lines.prose import letters
from rag.markup.bounds import is_parsable, is_tangled
from rag.records import Article, Language, RawDocument
from rag.sources.blocks import paragraphs, parse
from rag.sources.clean import clean, clean_line, repair, squeeze
from rag.sources.decode import decode, mended
from rag.sources.metadata import find_author, find_title
from rag.sources.noarticle import (
    LIST,
    PAYWALL,
    TANGLED,
    Cause,
    is_stub,
    not_an_article,
    why_no_article,
    without_teasers,
)
from rag.sources.pagedates import find_published, find_updated
from rag.sources.plaintext import compose
from rag.sources.prepare import prepare, restored
from rag.sources.standfirst import find_standfirst
from rag.sources.structured import Record, articles, is_for_subscribers, is_its_only, names, own_article, written_out

NEARLY_ALL = 4
"""What leaves a quarter of an article has mistaken it for something else. Of 172 pages of the press, styles hid the
article of six and a strict search missed that of two, by a factor of 6 or more; a wide search takes three times as much
where comments or other articles follow."""

ARTICLE_CHARS, STRICT_CHARS = 300, 2_500
"""The shortest article that a page may hide, and the longest text that a strict search is doubted for."""

BODY_CHARS = 40
"""A page with less text than a short sentence is a list, a paywall notice or a page that a script fills."""


_MARKUP = re.compile(r"<(?:p|br|div|h\d|ul|a|b|strong|em|i|figure|img)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(document: RawDocument, fallback: Language) -> Article:
    """The article of a web page. Raises NotText, EmptySource, NoArticle."""
    page = mended(_XML_DECLARATION.sub("", decode(document).replace("\x00", "")))
    if not page.strip():
        raise EmptySource(origin=document.origin)
    tree, found = _read_page(document.origin, page)
    title = _line(find_title(tree, _line(found.title), _line(found.sitename)))
    record = own_article(tree, title)
    text = _text(document.origin, tree, found, title, record)
    published = find_published(tree, record, title, text)
    if standfirst := next(find_standfirst(tree, (found.description, str(record.get("description") or "")), text), ""):
        text = f"{standfirst}\n\n{_without_title(text, title)}"
    site = _line(found.sitename) or next(iter(names(tree, record, "publisher")), None)
    author = find_author(names(tree, record, "author"), _line(found.author), site)
    known = Header(title=title, author=author, published=published, source=site)
    article = compose(document, text, known, fallback, url=_address(found.url))
    return replace(article, published=published, updated=find_updated(tree, record, title, published))


def _text(origin: str, tree: Any, found: Any, title: str | None, record: Record) -> str:
    """The clean text of the article. Raises NoArticle."""
    text = clean(_mended(_laid_out(found.text or "")))
    cause = _why_not(tree, text, title, record)
    if is_its_only(tree, record, title) and (unseen := _unseen(record, text, cause)):
        return unseen
    if cause:
        raise NoArticle(origin=origin, cause=cause)
    return squeeze(without_teasers(tree, text.split("\n")))


def _read_page(origin: str, page: str) -> tuple[Any, Any]:
    """The elements of the page, without its hidden parts, and what trafilatura finds in them. Raises NoArticle.

    Scripts show some pages bit by bit: styles that leave no article to see are not believed, unless it is for
    subscribers.
    """
    from rag.markup.hidden import remove_hidden, remove_unseen

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they have to say is reported as NoArticle
    tree = page_tree(page)
    if tree is None or is_tangled(tree):
        raise NoArticle(origin=origin, cause=TANGLED)
    before = _paragraph_chars(tree)
    remove_hidden(tree)
    hidden = before - _paragraph_chars(tree)
    found = _prepared(tree)
    bare = _chars(found) < ARTICLE_CHARS and hidden > NEARLY_ALL * ARTICLE_CHARS
    if bare and not any(map(is_for_subscribers, articles(tree))):
        whole = page_tree(page)
        remove_unseen(whole)
        shown = _prepared(whole)
        if _chars(shown) > NEARLY_ALL * _chars(found):
            return whole, shown
    return tree, found


def _prepared(tree: Any) -> Any:
    """What trafilatura finds in `tree` once it is made ready; only what the page says of itself without a text."""
    from trafilatura.metadata import extract_metadata

    prepare(tree)
    return _extract(tree) or extract_metadata(tree)


def page_tree(page: str | bytes) -> Any:
    """The parsed page, an lxml element; None when there is nothing to parse, or nothing that can be."""
    import trafilatura  # 0.2 s to import

    return trafilatura.load_html(page) if is_parsable(page) else None


def _extract(tree: Any) -> Any:
    """What trafilatura finds; None when that is nothing. A strict search that finds next to nothing is made again."""
    found = _searched(tree, favor_precision=True)
    if _chars(found) < STRICT_CHARS and _paragraph_chars(tree) > NEARLY_ALL * _chars(found):
        more = _searched(tree, favor_precision=False)
        return more if _chars(more) > NEARLY_ALL * _chars(found) else found
    return found


def _searched(tree: Any, favor_precision: bool) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        tree,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},  # its own search is not used
    )


def _chars(found: Any) -> int:
    return len(found.text or "") if found else 0


def _paragraph_chars(tree: Any) -> int:
    return sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))


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


def _unseen(record: Record, text: str, cause: Cause | None) -> str:
    """The article that the page's record holds, for a script to show; "" where the page shows one, or wants it paid."""
    chars = 0 if cause else len(text)
    if chars >= ARTICLE_CHARS or cause in (PAYWALL, LIST) or is_for_subscribers(record):
        return ""
    told = written_out(record)
    tree = parse(told) if _MARKUP.search(told) else None
    whole = clean(_mended(paragraphs(tree) if tree is not None else "\n\n".join(told.split("\n"))))
    return whole if len(whole) > NEARLY_ALL * max(chars, BODY_CHARS) else ""


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
