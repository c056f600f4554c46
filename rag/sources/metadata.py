"""What a page says about its article: title, standfirst. Several places say it; they do not always agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rag.lines.prose import letters
from rag.sources.clean import clean_line
from rag.sources.structured import TITLE_LETTERS, articles, headline

_CLOSING = " \u00a0\u202f.…!?»”\"')"
_SEPARATOR = r"\s+(?:[|–—·•»/:-]|::)\s+"
_META_TITLES = "//meta[contains(@property | @name, 'title')]/@content"
_FRONT_PAGE = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?")


def find_title(tree: Any, told: str | None, site: str | None) -> str | None:
    """The title `told` by the page, without the name of the `site`: the heading that begins it says where it ends.

    What is told may be written for social networks (og:title): with no heading for it, the headline of the page's
    records is the title when the page's own title begins with it. It may also be the name of the site, or another
    heading than the one that the page's own title begins with.
    """
    window = next((_shown(element) for element in tree.iter("title")), "")
    logos = [_shown(heading) for heading in tree.iter("h1") if _is_logo(heading)]
    names = {letters(name) for name in (site, *logos) if name}
    headings = [shown for shown in map(_shown, tree.iter("h1")) if letters(shown) not in names]
    title = _told_title(tree, told or "", window, names)
    if heading := _beginning(title, headings):
        return _typeset(heading, title)
    headlines = map(headline, articles(tree))
    if not _beginning(window, headings) and (heading := _beginning(window, headlines)):
        return heading
    return re.sub(rf"{_SEPARATOR}{re.escape(site)}\W*$", "", title) or None if site else title or None


def _told_title(tree: Any, told: str, window: str, names: set[str]) -> str:
    """What is `told`, unless that is the name of the site, or a heading that nothing else on the page knows."""
    if letters(told) in names:
        parts = re.split(f"({_SEPARATOR})", window)
        start, end = (2 if letters(parts[place]) in names else 0 for place in (0, -1))
        return "".join(parts[start : len(parts) - end]) or told
    if any(letters(told) in letters(one) for one in [window, *tree.xpath(_META_TITLES)]):
        return told
    others = (shown for shown in map(_shown, tree.iter("h1", "h2", "h3")) if len(letters(shown)) >= TITLE_LETTERS)
    return _beginning(window, others) or told


def _beginning(title: str, candidates: Iterable[str]) -> str:
    """The longest of `candidates` that `title` begins with; "" when it begins with none."""
    return max((one for one in candidates if one and letters(title).startswith(letters(one))), key=len, default="")


def _is_logo(heading: Any) -> bool:
    """Whether a heading is the name of the site: a link to its front page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(_FRONT_PAGE.fullmatch(link.get("href") or "-") for link in links)


def _typeset(heading: str, title: str) -> str:
    """The heading as it is shown; as in the `title` that it begins when it is in capitals or runs words together."""
    end = next((n for n in range(len(title)) if len(letters(title[:n])) >= len(letters(heading))), len(title))
    told = title.removesuffix(title[end:].lstrip(_CLOSING)).strip()
    better = len(told.split()) > len(heading.split()) or (heading.isupper() and not told.isupper())
    return told if better else heading


def is_article(tree: Any) -> bool:
    """Whether the page calls itself an article."""
    return bool(tree.xpath("//meta[@property='og:type' and @content='article']")) or bool(articles(tree))


def _shown(element: Any) -> str:
    return clean_line(element.text_content())
