"""What a page says about its article: title, dates, standfirst. Several places say it; they do not always agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rag.sources.clean import clean_line
from rag.sources.structured import articles, headline, letters

_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified']/@content",
    "//time[@itemprop='dateModified']/@datetime",
)


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


def find_published(tree: Any, told: str | None) -> str | None:
    """The day that the page gives. A first of January is checked: a year alone, somewhere in the text, gives it too."""
    if told is None or not told.endswith("-01-01"):
        return told
    from htmldate import find_date  # comes with trafilatura

    return find_date(tree, extensive_search=False, original_date=True)


def find_updated(tree: Any, published: str | None) -> str | None:
    """The day of the last change that the page tells, in ISO; None when it is not later than the publication."""
    told = [str(value) for path in _MODIFIED for value in tree.xpath(path)]
    told += [str(data["dateModified"]) for data in articles(tree) if data.get("dateModified")]
    days = [value[:10] for value in told if re.match(r"(?:19|20)\d\d-[01]\d-[0-3]\d", value)]
    latest = max(days, default="")
    return latest if latest > (published or "9") else None


def is_article(tree: Any) -> bool:
    """Whether the page calls itself an article."""
    return bool(tree.xpath("//meta[@property='og:type' and @content='article']")) or bool(articles(tree))


def _shown(element: Any) -> str:
    return clean_line(element.text_content())
