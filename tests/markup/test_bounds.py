"""Pages made to take for ever: each is refused, or read, in a moment."""

from __future__ import annotations

import json
import time

import pytest

from rag.errors import NoArticle
from rag.markup.bounds import LONGEST_RUN_CHARS, MOST_ATTRIBUTES, is_parsable
from rag.records import Article, Failure, Item
from rag.sources import read_bytes
from rag.sources.blocks import parse
from tests.sources.pages import PARAGRAPHS, page

MANY = " ".join(f"a{number}=x" for number in range(100_000))
PROMPT_SECONDS = 20
"""Ample on a busy machine: what these pages took before was counted in minutes."""


def read(html: str) -> Item:
    started = time.process_time()
    (item,) = read_bytes("page.html", html.encode(), "en")
    assert time.process_time() - started < PROMPT_SECONDS
    return item


def test_many_selectors_for_many_elements_take_no_time() -> None:
    sheet = "".join(f".a .b{number} .x{{display:none}}" for number in range(3_000))
    body = "<div class='a'>" * 100 + "<p class='x'>La mer monte.</p>" * 10_000
    started = time.process_time()
    assert parse(page(body, f"<style>{sheet}</style>")) is not None
    assert time.process_time() - started < PROMPT_SECONDS


def test_many_standfirsts_take_no_time() -> None:
    body = "".join(
        f"<p class='chapo'>La mer monte sur le quai numéro {number} de la halle.</p>" for number in range(5_000)
    )
    assert isinstance(read(page().replace("<article>", f"<div>{body}</div><article>")), Article)


def test_a_paragraph_of_many_links_takes_no_time() -> None:
    links = " ".join(f"<a href='/{number}'>mer</a> et quai numéro {number} de la halle." for number in range(20_000))
    item = read(page(f"<p>{links}</p>"))
    assert isinstance(item, Article)
    assert "mer et quai numéro 19999 de la halle." in item.text


def test_a_record_of_blanks_takes_no_time() -> None:
    script = f"<script type='application/ld+json'>{' ' * 300_000}{'//' * 100_000}</script>"
    assert isinstance(read(page(head=script)), Article)


SHEETS = {
    "rules that never open": "@a " * 50_000,
    "comments that never close": "/*" * 100_000,
    "blocks that never close": "@media {" * 20_000,
    "nested blocks": "@a{" + "{}" * 50_000,
    "no brace at all": "a" * 190_000,
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_a_hostile_style_sheet_takes_no_time(sheet: str) -> None:
    item = read(page(head=f"<style>{sheet}</style>"))
    assert isinstance(item, Article)
    assert item.text == "\n\n".join(PARAGRAPHS)


TANGLED = {
    "attributes without end": f"<p {MANY}>La halle rouvrira.</p>",
    "attributes without end nor values": "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">",
    "attributes after a quoted sign": f'<p title="l’été > l’hiver" {MANY}>',
    "attributes that hold the sign": "<p " + " ".join(f"a{number}='>'" for number in range(100_000)) + ">",
    "attributes of a script": f"<script {MANY}>1</script>",
    "attributes after a comment of one sign": f"<!--><p {MANY}>-->",
    "elements inside one another": "<div>" * 400 + "<p>La halle rouvrira.</p>",
    "one long text": f"<p>{'la mer monte ' * (LONGEST_RUN_CHARS // 12)}</p>",
}


@pytest.mark.parametrize("body", TANGLED.values(), ids=list(TANGLED))
def test_a_tangled_page_says_so(body: str) -> None:
    item = read(page(body))
    assert isinstance(item, Failure)
    assert isinstance(item.error, NoArticle)
    assert "too many" in item.error.sentence("en")


PARSABLE = {
    "a script is no tag": f"<script>if (a<b && c) {{ {MANY} }}</script>",
    "a comment is no tag": f"<!-- <p {MANY}> -->",
    "an unclosed tag ends at the next": "<p <p <p " * 100_000,
    "an open quote": "<a '" * 100_000,
    "a few hundred attributes": "<p " + " ".join(f"a{number}=x" for number in range(MOST_ATTRIBUTES - 100)) + ">",
    "signs in the values": '<p title="' + "a > b " * 2_000 + '">',
}


@pytest.mark.parametrize("html", PARSABLE.values(), ids=list(PARSABLE))
def test_what_only_looks_tangled_is_read(html: str) -> None:
    started = time.process_time()
    is_parsable(html)
    assert time.process_time() - started < PROMPT_SECONDS
    assert is_parsable(html) or html.startswith(("<p <p", "<a '"))


def test_a_letter_or_a_chapter_is_refused_before_parsing_too() -> None:
    assert parse(f"<p {MANY}>La halle rouvrira.</p>") is None


CROWDED_SECONDS = 8
"""Of the processor; what is quadratic in the page takes minutes."""

MANY_AUTHORS = json.dumps({"@type": "NewsArticle", "author": [{"@id": f"#{number}"} for number in range(20_000)]})
CROWDED = {
    "labels in a title": f"<h1>{'<b>La halle</b><span class=badge>x</span>' * 9_000}</h1>",
    "front pages in a title": f"<h1>{'<a href=/>La halle</a> ' * 20_000}</h1>",
    "dates of one item": "<div itemscope>"
    + "<b itemprop=headline>La halle</b><time itemprop=datePublished datetime=2>x</time>" * 9_000
    + "</div>",
    "authors of one record": f"<script type='application/ld+json'>{MANY_AUTHORS}</script>",
}


@pytest.mark.parametrize("body", CROWDED.values(), ids=list(CROWDED))
def test_a_crowded_page_takes_no_time(body: str) -> None:
    started = time.process_time()
    assert list(read_bytes("page.html", page(body).encode(), "en"))
    assert time.process_time() - started < CROWDED_SECONDS
