"""The title of a page, among its headings and what it tells of itself."""

from __future__ import annotations

import pytest

from tests.sources.pages import PARAGRAPHS, article, page


def test_a_title_written_for_social_networks_is_not_the_title() -> None:
    head = '<meta property="og:title" content="Cette date que tout Kervalec attendait">'
    record = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "La halle rouvrira avant l’été"}'
    without_heading = page(head=f"{head}{record}</script>").replace("<h1>", "<p>").replace("</h1>", "</p>")
    assert article(without_heading).title == "La halle rouvrira avant l’été"
    alone = page(head=head).replace("<h1>", "<p>").replace("</h1>", "</p>")
    assert article(alone).title == "Cette date que tout Kervalec attendait"


TITLE = "La halle rouvrira avant l’été"
TITLES = {
    "a heading whose words run together": ("<title>x</title>", "<h1><b>La halle</b><b>rouvrira avant l’été</b></h1>"),
    "a heading in capitals": ("<title>x</title>", "<h1>LA HALLE ROUVRIRA AVANT L’ÉTÉ</h1>"),
    "the logo is the first heading": (f"<title>{TITLE} - L’Écho</title>", "<h1><a href='/'>L’Écho</a></h1>"),
    "the outlet's name comes first, then its subject": (
        f"<title>L’Écho | Mer : {TITLE}</title>",
        "<h1><a href='/'>L’Écho</a></h1>",
    ),
    "the outlet's name comes first": (f"<title>L’Écho » {TITLE}</title>", "<h1><a href='/'>L’Écho</a></h1>"),
    "the outlet's name in brackets, and as a heading": (
        f"<title>[L’Écho du Large] {TITLE}</title>",
        f"<a href='/'>L’Écho du Large</a><h1>L’Écho du Large</h1><h2>{TITLE}</h2>",
    ),
    "no heading is the title": (
        f"<title>{TITLE} | La mer | L’Écho</title>",
        "<a href='/'>L’Écho</a><a href='/mer'>La mer</a>",
    ),
    "a label in the heading": (
        f"<title>{TITLE} - L’Écho</title>",
        f"<h1>{TITLE} <span class='badge-abonnes'>Abonnés</span></h1>",
    ),
    "a title that was cut": (
        f"<title>{TITLE[:20]}…</title><meta property='og:title' content='{TITLE[:20]}…'>",
        f"<h1>{TITLE}</h1>",
    ),
    "a heading of something else": (f"<title>{TITLE} - L’Écho</title>", f"<h1>Nos lettres</h1><h2>{TITLE}</h2>"),
}


@pytest.mark.parametrize(("head", "headings"), TITLES.values(), ids=list(TITLES))
def test_the_title_among_headings(head: str, headings: str) -> None:
    told = f'<meta property="og:title" content="{TITLE}">' if "x" in head else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = f"<html><head>{head}{told}</head><body>{headings}<article>{text}</article></body></html>"
    assert article(html).title == ("Mer : " if "Mer" in head else "") + TITLE
