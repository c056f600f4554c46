"""Boxes that newsletter systems put among the paragraphs: cards of other articles, forms and calls to subscribe."""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]

BOX_CHARS = 1_500
"""Longest box. Ghost's cards have 400 characters at most; more may be what subscribers read."""

_BOX = re.compile(
    r"kg-(?:bookmark|signup|cta|email-cta|audio|video|file|nft)-card|"  # Ghost
    r"subscri(?:ption|be)-(?:widget|form|box|cta)|embedded-post(?:-wrap)?|digest-post-embed|"  # Substack and others
    r"(?:captioned-)?button-wrap(?:per)?|install-substack|community-chat|"
    r"wp-embedded-content|is-type-wp-embed|jetpack_subscription|jp-relatedposts|"  # WordPress
    r"graf--mixtape|mixtape-?embed|"  # Medium
    r"newsletter-?_*(?:box|form|signup|cta|widget|block)|signup-?_*(?:form|box)|"
    r"(?:link|bookmark)-?_*(?:card|preview)|onebox$|embed-?_*card",
    re.IGNORECASE,
)


def remove_boxes(tree: HtmlElement) -> None:
    """Take out the elements that a class names so, forms with them; never one with the title, or with much text."""
    for element in list(tree.iter("div", "figure", "section", "aside", "table", "blockquote", "form", "p", "a")):
        if element.getparent() is not None and _is_box(element):
            element.drop_tree()


def _is_box(element: HtmlElement) -> bool:
    named = any(map(_BOX.match, (element.get("class") or "").split()))
    return named and len(element.text_content()) <= BOX_CHARS and element.find(".//h1") is None
