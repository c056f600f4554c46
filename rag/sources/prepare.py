"""A page's tree made ready for extraction: what is not the article goes, what would be mistaken is named."""

from __future__ import annotations

import re
from typing import Any

from rag.lines.furniture import is_furniture, is_related
from rag.lines.prose import ends_sentence, is_prose, letters
from rag.sources.clean import clean_line

KICKER_CHARS = 40
BIOGRAPHY_CHARS = 800
LABEL_CHARS, TITLE_WORDS, POINTER_CHARS = 40, 3, 1_000
"""Longest label before a link to another article, fewest words of its title, and longest of both, spaces included."""

_KICKERS = {"surtitre", "kicker", "eyebrow", "overline", "rubrique"}
_LABEL = re.compile(r"badge|label|premium|abonn|subscri|kicker|surtitre")
_COMMENTS = re.compile(r"(?:comments?|commentaires?)(?:$|[_-](?!open|closed))|commentlist|disqus|forum-|respond$")
_BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "figure",
    "blockquote",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
}
_BIOGRAPHY = re.compile(
    r"(?:^|[\s_-])(?:bio|biograph(?:y|ie)|(?:author|auteur)[_-]*(?:box|card|info|bio|desc\w*)|about[_-](?:the[_-])?author)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_OFFER = re.compile(r"abonn|inscri|conne(?:ct|x)|newsletter|infolettre|subscri|sign-?up|log-?in|account", re.IGNORECASE)

# No-break spaces that trafilatura would make plain, and the signs (␣ ⍽) that stand for them meanwhile. Not those of
# "13 octobre": the search for dates does not know the stand-ins.
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_STAND_INS = {_NARROW: "\u2423", _NO_BREAK: "\u237d"}
_TYPOGRAPHIC = re.compile(
    rf"(?<=\S){_NARROW}(?=\S)|(?<=«){_NO_BREAK}|{_NO_BREAK}(?=[!?;:»%€$£])|(?<=\d){_NO_BREAK}(?=\d{{3}})"
)


def prepare(tree: Any) -> None:
    """Change `tree` in place: no comments, no section name over the title; prose in paragraphs, its links in the text.

    Text taken from the tree afterwards holds stand-ins for some spaces, which `restored` takes back.
    """
    from rag.markup.boxes import remove_boxes

    remove_boxes(tree)
    _remove_comments(tree)
    _remove_kickers(tree)
    _remove_empty(tree)
    _remove_biographies(tree)
    _remove_pointers(tree)
    _name_paragraphs(tree)
    _unlink_prose(tree)
    for element in tree.iter():
        element.text = _stand_in(element.text)
        element.tail = _stand_in(element.tail)


def restored(text: str) -> str:
    """`text` with its spaces in the place of the stand-ins."""
    for space, stand_in in _STAND_INS.items():
        text = text.replace(stand_in, space)
    return text


def _remove_comments(tree: Any) -> None:
    """Take out what readers wrote under the article: their dates would be taken for the article's."""
    for element in list(tree.iter("div", "section", "ol", "ul", "aside")):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
        if any(map(_COMMENTS.match, names)) and element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()


def _remove_kickers(tree: Any) -> None:
    """Take out the section over a title, which would begin the article, and the label in it, which would end it."""
    called = [one for one in tree.iter("p", "div", "span") if not _KICKERS.isdisjoint(_names(one).split())]
    for title in tree.iter("h1"):
        most = len(title.text_content()) / 2
        labels = (one for one in title.iter("span", "a", "em", "small", "div") if _LABEL.search(_names(one)))
        called += [one for one in labels if len(one.text_content()) < most]
    for element in called:
        if len(element.text_content()) <= KICKER_CHARS and element.getparent() is not None:
            element.drop_tree()


def _names(element: Any) -> str:
    return (element.get("class") or "").lower()


def _remove_empty(tree: Any) -> None:
    """Take out elements without content, such as icons: a strict extraction drops the words around them too."""
    from lxml import etree  # type: ignore[import-untyped]

    for element in tree.iter("a", "i", "b", "em", "strong", "span"):
        if not len(element) and not (element.text or "").strip():
            element.tag = "empty"
    etree.strip_tags(tree, "empty")


def _remove_biographies(tree: Any) -> None:
    """Take out what a page tells of the author, by its class."""
    for element in list(tree.iter("div", "section", "aside", "p", "footer")):
        told = _BIOGRAPHY.search(element.get("class") or "") and element.find(".//h1") is None
        if told and len(element.text_content()) <= BIOGRAPHY_CHARS and element.getparent() is not None:
            element.drop_tree()


def _remove_pointers(tree: Any) -> None:
    """Take out paragraphs that are a label and a link: they lead to another article. Items may be a list of sources."""
    for element in list(tree.iter("p", "div")):
        links = list(element.iter("a"))
        if len(links) == 1 and element.getparent() is not None and _is_pointer(element, links[0]):
            element.drop_tree()


def _is_pointer(element: Any, link: Any) -> bool:
    text, title = element.text_content(), clean_line(link.text_content())
    if len(text) > POINTER_CHARS or len(title.split()) < TITLE_WORDS:
        return False
    label, _, rest = clean_line(text).partition(title)
    label = label.strip()
    if not letters(label) or len(label) > LABEL_CHARS or letters(rest):
        return False
    if is_furniture(label) or is_related(label):
        return True
    said = title.startswith(("«", "“", '"')) or ends_sentence(title, ".")
    return label.isupper() or (not said and label.endswith((":", "|", ">", "→", "–", "—", "]")))


def _name_paragraphs(tree: Any) -> None:
    """A block of prose that the page calls a mere division becomes a paragraph: else it counts for nothing."""
    for block in tree.iter("div"):
        if not any(child.tag in _BLOCKS for child in block) and is_prose(block.text_content()):
            block.tag = "p"


def _unlink_prose(tree: Any) -> None:
    """Keep only the words of links in sentences: what has many links is taken for a menu. Not those to sign up."""
    from lxml import etree

    for paragraph in list(tree.iter("p")):
        text, links = paragraph.text_content(), list(paragraph.iter("a"))
        offer = any(_OFFER.search(f"{link.get('href')} {link.text_content()}") for link in links)
        if not offer and is_prose(text) and sum(len(link.text_content()) for link in links) < len(text) / 2:
            etree.strip_tags(paragraph, "a")  # one by one they would take a time quadratic in them


def _stand_in(text: str | None) -> str | None:
    return _TYPOGRAPHIC.sub(lambda match: _STAND_INS[match.group()], text) if text else text
