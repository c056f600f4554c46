"""What a page says about its article: title, standfirst. Several places say it; they do not always agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rag.sources.clean import clean_line, letters
from rag.sources.structured import articles, headline


def find_title(tree: Any, told: str | None, site: str | None) -> str | None:
    """The title `told` by the page, without the name of the `site`: the heading that begins it says where it ends.

    What is told may be written for social networks (og:title): with no heading for it, the headline of the page's
    records is the title when the page's own title begins with it.
    """
    title = told or ""
    headings = [_shown(heading) for heading in tree.iter("h1")]
    if heading := _beginning(title, headings):
        return heading
    window = next((_shown(element) for element in tree.iter("title")), "")
    headlines = map(headline, articles(tree))
    if not _beginning(window, headings) and (heading := _beginning(window, headlines)):
        return heading
    return re.sub(rf"\s+[|–—·-]\s+{re.escape(site)}\W*$", "", title) or None if site else title or None


def _beginning(title: str, candidates: Iterable[str]) -> str:
    """The longest of `candidates` that `title` begins with; "" when it begins with none."""
    return max((one for one in candidates if one and letters(title).startswith(letters(one))), key=len, default="")


def is_article(tree: Any) -> bool:
    """Whether the page calls itself an article."""
    return bool(tree.xpath("//meta[@property='og:type' and @content='article']")) or bool(articles(tree))


def _shown(element: Any) -> str:
    return clean_line(element.text_content())
