"""What a page says about its article: title, author. Several places say it; they do not always agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from rag.lines.prose import letters
from rag.sources.clean import clean_line
from rag.sources.structured import TITLE_LETTERS, articles, headline, is_same

PLACE_CHARS, MOST_PLACES, MOST_FRONT_PAGES = 60, 5, 50
"""Longest name of a section or a site, how many follow a title, and how many links to a front page are looked at."""

_CLOSING = " \u00a0\u202f.…!?»”\"')"
_SEPARATOR = r"\s+(?:[|–—·•»/:-]|::)\s+"
_BYLINE = re.compile(r"(?:(?:écrit|rédigé|written) )?(?:par|by|auteure?s?|authors?)\b\s*:?\s*", re.IGNORECASE)
_NO_NAME = re.compile(r"://|@\w|^www\.|^(?:admin|administrat(?:eur|or)|webmaster)$", re.IGNORECASE)
_META_TITLES = "//meta[contains(@property | @name, 'title')]/@content"
_FRONT_PAGE = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?")


def find_title(tree: Any, told: str | None, site: str | None) -> str | None:
    """The title `told` by the page, without the name of the `site`: the heading that begins it says where it ends.

    What is told may be written for social networks (og:title): with no heading for it, the headline of the page's
    records is the title when the page's own title begins with it. It may also be cut, or the name of the site, or
    another heading than the one that the page's own title begins with.
    """
    window = next((_shown(element) for element in tree.iter("title")), "")
    names = {letters(site or ""), *_front_pages(tree)} - {""}
    headings = [shown for shown in map(_shown, tree.iter("h1")) if letters(shown) not in names]
    title = _told_title(tree, told or "", window, names)
    if title.endswith(("…", "...")) and (whole := next((one for one in headings if is_same(title, one)), "")):
        return whole
    if heading := _beginning(title, headings):
        return _typeset(heading, title)
    headlines = map(headline, articles(tree))
    if not _beginning(window, headings) and (heading := _beginning(window, headlines)):
        return heading
    title = re.sub(rf"{_SEPARATOR}{re.escape(site)}\W*$", "", title) if site else title
    return _without_places(title, names | {letters(one.text_content()[:PLACE_CHARS]) for one in tree.iter("a")}) or None


def _told_title(tree: Any, told: str, window: str, names: set[str]) -> str:
    """What is `told`, unless that is the name of the site, or a heading that nothing else on the page knows."""
    shown = [one for one in map(_shown, tree.iter("h1", "h2", "h3")) if len(letters(one)) >= TITLE_LETTERS]
    if letters(told) in names:
        whole = letters(window)
        rest = {whole.removeprefix(letters(told)), whole.removesuffix(letters(told))} - {whole}
        parts = re.split(f"({_SEPARATOR})", window)
        start, end = (2 if letters(parts[place]) in names else 0 for place in (0, -1))
        heading = next((one for one in shown if letters(one) in rest), "")
        return heading or "".join(parts[start : len(parts) - end]) or told
    if any(letters(told) in letters(one) for one in [window, *tree.xpath(_META_TITLES)]):
        return told
    return _beginning(window, shown) or told


def _without_places(title: str, names: set[str]) -> str:
    """`title` without the sections and the site named after it: a link of the page leads to each."""
    for _ in range(MOST_PLACES):
        parts = re.fullmatch(rf"(.+){_SEPARATOR}(.+)", title)
        title = parts[1] if parts and letters(parts[2]) in names else title
    return title


def _front_pages(tree: Any) -> Iterator[str]:
    """The letters of what leads to a front page: the name of the site, perhaps as a heading."""
    links = (link for link in tree.iter("a") if _FRONT_PAGE.fullmatch(link.get("href") or "-"))
    for link in islice(links, MOST_FRONT_PAGES):
        yield from (letters(_shown(one)) for one in (link, *link.iter("h1"), *link.iterancestors("h1")))


def _beginning(title: str, candidates: Iterable[str]) -> str:
    """The longest of `candidates` that `title` begins with; "" when it begins with none."""
    return max((one for one in candidates if one and letters(title).startswith(letters(one))), key=len, default="")


def _typeset(heading: str, title: str) -> str:
    """The heading as it is shown; as in the `title` that it begins when it is in capitals or runs words together."""
    end = next((n for n in range(len(title)) if len(letters(title[:n])) >= len(letters(heading))), len(title))
    told = title.removesuffix(title[end:].lstrip(_CLOSING)).strip()
    better = len(told.split()) > len(heading.split()) or (heading.isupper() and not told.isupper())
    return told if better else heading


def find_author(named: Sequence[str], told: str | None, site: str | None) -> str | None:
    """The authors that the article's record has `named`, or else those `told` by the page: once each, no label.

    The site is no author, nor is an address; `told` has semicolons between the names.
    """
    for names in (named, (told or "").split(";")):
        plain = (_BYLINE.sub("", name.strip()) for name in names)
        people = {letters(name): name for name in reversed(list(plain)) if name and not _NO_NAME.search(name)}
        people.pop(letters(site), None)
        if people:
            return "; ".join(reversed(people.values()))
    return None


def is_article(tree: Any) -> bool:
    """Whether the page calls itself an article."""
    return bool(tree.xpath("//meta[@property='og:type' and @content='article']")) or bool(articles(tree))


def _shown(element: Any) -> str:
    return clean_line(element.text_content())
