"""What a page hides never enters; what it shows stays."""

from __future__ import annotations

import pytest

from rag.records import Failure
from rag.sources import read_bytes
from tests.sources.pages import HIDDEN, LONG, PARAGRAPHS, STANDFIRST, article, page

HIDING = {
    "display": '<p style="display: none">{}</p>',
    "visibility": '<div style="visibility:hidden"><p>{}</p></div>',
    "tiny letters": '<p style="font-size:0px">{}</p>',
    "transparent": '<p style="opacity:0.0">{}</p>',
    "off the screen": '<p style="position:absolute;left:-9999px">{}</p>',
    "attribute": "<p hidden>{}</p>",
    "aria": '<p aria-hidden="true">{}</p>',
    "for screen readers": '<p class="sr-only">{}</p>',
    "a rule of the style sheet": '<style>/* x */ .piege, p.y {{ display:none }}</style><p class="piege">{}</p>',
    "a rule for an id": '<style>#piege {{ visibility: hidden }}</style><p id="piege">{}</p>',
    "a rule for those inside": '<style>article .piege {{ display:none }}</style><p class="piege">{}</p>',
    "a rule for two names": '<style>.piege.x {{ display:none }}</style><p class="x piege">{}</p>',
    "a rule for screens": '<style>@media screen {{ .piege {{ display:none }} }}</style><p class="piege">{}</p>',
    "an escape": '<p style="d\\69splay: none">{}</p>',
    "a comment in the style": '<p style="display:/* no */none !important">{}</p>',
    "aria in capitals": '<p aria-hidden="TRUE">{}</p>',
    "white on white": '<p style="color:#fff; background: white">{}</p>',
    "white on the white around": '<div bgcolor="#ffffff"><p style="color:rgb(255, 255, 255)">{}</p></div>',
    "no colour": '<p style="color:transparent">{}</p>',
    "a colour without strength": '<p style="color:rgba(0, 0, 0, 0)">{}</p>',
    "letters of a pixel": '<p style="font-size:1px">{}</p>',
    "letters of less than a pixel": '<p style="font-size:0.1px">{}</p>',
    "nearly transparent": '<p style="opacity:.01">{}</p>',
    "far left in letters": '<p style="position:absolute; left:-99em">{}</p>',
    "beside the screen": '<p style="position:absolute; left:100vw">{}</p>',
    "moved away": '<p style="transform:translateX(-9999px)">{}</p>',
    "shrunk": '<p style="transform:rotate(3deg) scale(0)">{}</p>',
    "no height": '<p style="max-height:0; overflow:hidden">{}</p>',
    "one pixel": '<p style="position:absolute; width:1px; height:1px; overflow:hidden">{}</p>',
    "not for Outlook": '<p style="mso-hide:all">{}</p>',
    "a class of many sites": '<p class="d-none">{}</p>',
    "a class for off the screen": '<p class="Offscreen">{}</p>',
    "a closed dialogue": "<dialog><p>{}</p></dialog>",
    "a field to write in": "<textarea>{}</textarea>",
    "a choice": "<select><option>{}</option></select>",
    "a drawing": "<svg><text>{}</text></svg>",
    "what shows where a frame fails": "<iframe src='/x'><p>{}</p></iframe>",
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript><p>{}</p></noscript>",
    "comment": "<!-- <p>{}</p> -->",
    "image description": '<img src="x.png" alt="{}">',
}


@pytest.mark.parametrize("hiding", HIDING.values(), ids=list(HIDING))
def test_hidden_text_never_enters(hiding: str) -> None:
    assert article(page(hiding.format(HIDDEN))).text == "\n\n".join(PARAGRAPHS)


SHOWN = {
    "small letters": '<p style="font-size:0.9em">{}</p>',
    "half transparent": '<p style="opacity:0.5">{}</p>',
    "hidden in print only": "<style>@media print {{ .x {{ display:none }} }}</style><p class='x'>{}</p>",
    "an item of a list of sources": "<ul><li>Écho du Large : <a href='/x'>{}</a></li></ul>",
    "words of somebody, in a link": "<p>Le maire l’a dit : <a href='/x'>« {} »</a></p>",
    "a link without words": "<p>{}<a href='/x'></a></p>",
    "yellow": '<p style="color:rgb(255, 255, 0)">{}</p>',
    "white on black": '<div style="background:#000"><p style="color:#fff">{}</p></div>',
    "a variable colour": '<p style="color:var(--texte)">{}</p>',
    "a closed fold, which readers open": "<details><summary>Suite</summary><p>{}</p></details>",
    "hidden as a child of another only": "<style>nav > .x {{ display:none }}</style><p class='x'>{}</p>",
    "hidden inside another only": "<style>nav .y .x {{ display:none }}</style><p class='x'>{}</p>",
    "hidden where no script runs only": "<noscript><style>p {{ display:none }}</style></noscript><p>{}</p>",
    "hidden under a parent only": "<style>.menu .x {{ display:none }}</style><p class='x'>{}</p>",
}


@pytest.mark.parametrize("showing", SHOWN.values(), ids=list(SHOWN))
def test_shown_text_stays(showing: str) -> None:
    assert (
        "conseil municipal tranchera lundi."
        in article(page(showing.format("Le conseil municipal tranchera lundi."))).text
    )


REVEALED = "<style>.corps {{ opacity:0 }}</style><div class='corps'>{}</div>".format(
    "".join(f"<p>{p}</p>" for p in LONG)
)


def unread(body: str, head: str = "") -> str:
    """A page of one sentence and a `body`."""
    shown = f"<body><h1>La halle</h1><p>{STANDFIRST}</p>{body}</body>"
    return f"<html><head><title>La halle</title>{head}</head>{shown}</html>"


def test_an_article_that_a_script_shows_is_read() -> None:
    assert article(unread(REVEALED)).text == "\n\n".join([STANDFIRST, *LONG])
    record = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    (item,) = read_bytes("page.html", unread(REVEALED, head=record).encode(), "en")
    assert isinstance(item, Failure)


def test_beside_an_article_that_is_seen_nothing_hidden_is_read() -> None:
    seen = [f"Le syndicat mixte attend encore {count} réponses de ses communes membres." for count in range(6)]
    assert article(unread("".join(f"<p>{one}</p>" for one in seen) + REVEALED)).text == "\n\n".join([STANDFIRST, *seen])
