"""What a page hides from its readers goes before the article is searched for: hidden text can carry anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|"
    r"opacity\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent|right|margin-left)\s*:\s*-\d{3,}|"
    r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
_CLASSES = {"sr-only", "visually-hidden", "screen-reader-text", "hidden", "is-hidden", "visuallyhidden"}
_TAGS = {"template", "noscript"}
_KEPT = {"html", "head", "body", "main", "article"}
"""Never taken out, even when hidden: scripts show such pages bit by bit."""

SHEET_CHARS = 200_000
"""How much of a style sheet is read. 31 press pages carry a third of it at most."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"[\w-]*([.#][\w-]+)")


def remove_hidden(tree: HtmlElement) -> None:
    """Take out of `tree` the elements that their attributes, style or the page's simple style rules hide."""
    selectors = set(_hiding_selectors(tree))
    for element in list(tree.iter()):
        if _is_hidden(element, selectors) and element.tag not in _KEPT and element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement, selectors: set[str]) -> bool:
    if not isinstance(element.tag, str):  # a comment or a processing instruction
        return False
    names = set((element.get("class") or "").split())
    return (
        element.tag in _TAGS
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDING.search(element.get("style") or "") is not None
        or bool(names & _CLASSES)
        or f"#{element.get('id')}" in selectors
        or any(f".{name}" in selectors for name in names)
    )


def _hiding_selectors(tree: HtmlElement) -> Iterator[str]:
    """ ".name" and "#name" of the style sheet that are hidden on every screen (rules under @media are left alone)."""
    for style in tree.iter("style"):
        for names, declarations in _rules(style.text or ""):
            if _HIDING.search(declarations):
                simple = (_SELECTOR.fullmatch(name.strip()) for name in names.split(","))
                yield from (match.group(1) for match in simple if match)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that stands under no condition.

    Split at its braces: a search for whole rules starts again at each sign of a sheet made to take for ever.
    """
    opened: list[str] = []
    pieces = re.split(r"([{}])", _COMMENT.sub("", sheet[:SHEET_CHARS]))
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            opened.append(text.rpartition(";")[2])
        elif opened:
            names = opened.pop()
            if not opened and "@" not in names:
                yield names, text
