"""What a page hides from its readers goes before the article is searched for: hidden text can carry anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import islice

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from rag.markup.styles import Compound, background, colour, declarations, hides, hiding_selectors

MOST_SELECTORS = 300
"""Hiding selectors that are looked at, from the first. Of 31 press pages, none has over 51."""

_CLASSES = {
    "sr-only", "visually-hidden", "visually-hidden-focusable", "screen-reader-text", "hidden", "is-hidden", "u-hidden",
    "visuallyhidden", "element-invisible", "d-none", "hide", "offscreen", "off-screen",
}  # fmt: skip
_TAGS = {
    "template", "noscript", "textarea", "select", "datalist", "svg", "canvas", "object", "iframe", "video", "audio",
}  # fmt: skip
"""What they hold is shown to nobody, or where something fails. Not <details>: its readers open it."""

_KEPT = {"html", "head", "body", "main", "article"}
"""Never taken out, even when hidden: scripts show such pages bit by bit."""

MOST_STEPS = 2_000_000
"""From elements to those around them, for all selectors together: more would take seconds."""


def remove_hidden(tree: HtmlElement) -> None:
    """Take out of `tree` the elements that their tag, attributes, style or the page's simple style rules hide."""
    page = _Page(tree)
    _remove(tree, lambda element: page.hides(element) or _is_unseen(element))


def remove_unseen(tree: HtmlElement) -> None:
    """Take out the elements that their tag or their class hides, whatever the styles say, which scripts may change."""
    _remove(tree, _is_unseen)


def _remove(tree: HtmlElement, is_hidden: Callable[[HtmlElement], bool]) -> None:
    for element in list(tree.iter()):
        if is_hidden(element) and element.tag not in _KEPT and element.getparent() is not None:
            element.drop_tree()


class _Page:
    """What is known of the elements seen so far, each of which comes after those around it."""

    def __init__(self, tree: HtmlElement) -> None:
        self._selectors: dict[str, list[tuple[Compound, ...]]] = defaultdict(list)
        sheets = tree.xpath("//style[not(ancestor::noscript or ancestor::template)]")
        every = (selector for style in sheets for selector in hiding_selectors(style.text or ""))
        for selector in islice(every, MOST_SELECTORS):
            if selector[-1]:  # not "*"
                self._selectors[min(selector[-1], key=str.isalpha)].append(selector)
        self._names: dict[HtmlElement, Compound] = {}
        self._grounds: dict[HtmlElement, str | None] = {}
        self._steps_left = MOST_STEPS

    def hides(self, element: HtmlElement) -> bool:
        if not isinstance(element.tag, str):  # a comment or a processing instruction
            return False
        told = declarations(element.get("style") or "")
        names = _names(element)
        ground = background(told) or colour(element.get("bgcolor") or "") or self._grounds.get(element.getparent())
        self._names[element], self._grounds[element] = names, ground
        own = colour(told.get("color", ""))
        on_its_own_ground = own is not None and own == ground
        told_so = element.get("hidden") is not None or hides(told)
        return told_so or on_its_own_ground or self._is_selected(element, names)

    def _is_selected(self, element: HtmlElement, names: Compound) -> bool:
        return any(
            selector[-1] <= names and self._is_within(element, selector[:-1])
            for name in names & self._selectors.keys()
            for selector in self._selectors[name]
        )

    def _is_within(self, element: HtmlElement, wanted: tuple[Compound, ...]) -> bool:
        """Whether the elements around `element` have what is wanted of them, the last nearest."""
        rest = list(wanted)
        around = element.getparent()
        while rest and around is not None and self._steps_left > 0:
            if rest[-1] <= self._names.get(around, frozenset()):
                rest.pop()
            around = around.getparent()
            self._steps_left -= 1
        return not rest


def _is_unseen(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and (
        element.tag in _TAGS
        or (element.tag == "dialog" and element.get("open") is None)
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or not _CLASSES.isdisjoint((element.get("class") or "").lower().split())
    )


def _names(element: HtmlElement) -> Compound:
    """How a style sheet may call an element."""
    classes = (element.get("class") or "").split()
    return frozenset((element.tag, f"#{element.get('id')}", *(f".{name}" for name in classes)))
