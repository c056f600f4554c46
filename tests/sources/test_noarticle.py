"""Pages without an article say what they show instead; short articles stay."""

from __future__ import annotations

import json
from html import escape

import pytest

from rag.errors import NoArticle
from rag.records import Article, Failure, Item
from rag.sources import read_bytes
from tests.sources.pages import PARAGRAPHS, article, page

TEASER = '<article><h2><a href="/{0}">La halle de Kervalec, épisode {0}</a></h2><p>Le maire et les mareyeurs se sont\
 revus mardi pour parler de la date numéro {0}, sans conclure encore.</p></article>'
TEASERS = "".join(TEASER.format(number) for number in range(9))
ITEM = """<li><a href="/{0}">La halle de Kervalec, épisode {0}</a> <p>Le maire et les mareyeurs se sont revus mardi\
 pour parler de la date numéro {0}, sans conclure encore.</p></li>"""
TO_READ_ON = """<div><h2>La halle, épisode {0}</h2><p>Le maire et les mareyeurs se sont revus mardi pour parler de la\
 date numéro {0}, sans conclure encore. <a href="/{0}">Lire la suite</a></p></div>"""
CONSENT = """<p>Nous et nos 812 partenaires utilisons des cookies et des traceurs pour mesurer l’audience du site.</p>
<p>Avec votre consentement, vos données sont partagées avec nos partenaires ; vous pouvez retirer ce choix.</p>
<button>Continuer sans accepter</button><button>Tout accepter</button>"""
EMPTY = {
    "paywall": ("<h1>Le port</h1><p>Cet article est réservé aux abonnés.</p><p>Déjà abonné ?</p>", "s’abonner"),
    "English paywall": ("<h1>The port</h1><p>Subscribe to continue reading.</p>", "s’abonner"),
    "cookies": (CONSENT, "cookies"),
    "script": ('<div id="root"></div><script>start()</script>', "script"),
    "list of links": ("<ul>" + "<li><a href='/a'>Le port de Kervalec attend encore</a></li>" * 9 + "</ul>", "liste"),
    "list with teasers": (TEASERS, "liste"),
    "list of items": ("<ul>" + "".join(map(ITEM.format, range(8))) + "</ul>", "liste"),
    "list of divisions": ("".join(map(ITEM.replace("li>", "div>").format, range(8))), "liste"),
    "list to read on": ("".join(map(TO_READ_ON.format, range(8))), "liste"),
    "cookies with other buttons": (CONSENT.replace("button", "span"), "cookies"),
    "a page that is gone": ("<h1>404</h1><p>La page que vous cherchez n’existe pas, ou a été déplacée.</p>", "adresse"),
    "a page that is gone, in English": (
        "<p>Sorry, the page you asked for could not be found on our site.</p>",
        "adresse",
    ),
    "a check for robots": ("<p>Please verify you are a human by completing the action below.</p>", "robot"),
    "a form to log in": (
        "<form><input><input type='password'></form><p>En vous connectant, vous acceptez nos conditions d’usage.</p>",
        "connecter",
    ),
    "nothing": ("<h1>Le port</h1><p>À venir.</p>", "phrase"),
}


@pytest.mark.parametrize(("body", "word"), EMPTY.values(), ids=list(EMPTY))
def test_a_page_without_article_says_what_it_shows(body: str, word: str) -> None:
    html = f"<!DOCTYPE html><html><head><title>Le port</title></head><body>{body}</body></html>"
    (item,) = read_bytes("page.html", html.encode(), "fr")
    assert isinstance(item, Failure)
    assert isinstance(item.error, NoArticle)
    assert word in item.error.sentence("fr")
    assert item.error.sentence("en") != item.error.sentence("fr")


def test_a_list_of_links_inside_an_article_stays() -> None:
    items = "".join(
        f"<li><a href='/{n}'>Le rapport de l’année 200{n}</a> dit ce qu’il en est du port.</li>" for n in range(7)
    )
    assert "Le rapport de l’année 2003" in article(page(f"<ul>{items}</ul>")).text


def test_a_short_article_about_what_is_gone_stays() -> None:
    said = "La page est tournée : le café du port n’existe plus depuis mardi. Son robot serveur n’a pas été trouvé."
    html = shortened(f"<p>{said}</p>").replace(f"<p>{PARAGRAPHS[0]}</p>", "")
    assert article(html).text == said


def only(html: str) -> Item:
    (item,) = read_bytes("page.html", html.encode(), "fr")
    return item


def shortened(body: str = "", head: str = "") -> str:
    """A page with the first paragraph only, then `body`."""
    html = page(body, head)
    for paragraph in PARAGRAPHS[1:]:
        html = html.replace(f"<p>{paragraph}</p>", "")
    return html


RECORD = (
    '<script type="application/ld+json">{{"@type": ["Article", "NewsArticle"], "isAccessibleForFree": {}}}</script>'
)
STUBS = {
    "what is left": shortened(
        "<p>Il vous reste 84\u202f% de cet article à lire. La suite est réservée aux abonnés.</p>"
    ),
    "apart": shortened("<aside><p>Pour lire la suite, abonnez-vous dès 1\u202f€ par mois.</p></aside>"),
    "English": shortened("<div>This article is for subscribers. Log in to continue reading.</div>"),
    "in its record only": shortened(head=RECORD.format("false")),
    "as a word": shortened(head=RECORD.format('"http://schema.org/False"')),
}


@pytest.mark.parametrize("html", STUBS.values(), ids=list(STUBS))
def test_the_beginning_of_an_article_for_subscribers_is_no_article(html: str) -> None:
    item = only(html)
    assert isinstance(item, Failure)
    assert "s’abonner" in item.error.sentence("fr")


BRIEFS = {
    "free": shortened(head=RECORD.format("true")),
    "beside a button to subscribe": shortened("<aside><a href='/abo'>Déjà abonné ? Abonnez-vous</a></aside>"),
    "beside an article for subscribers": shortened("<aside><a href='/a'>Réservé aux abonnés : le port</a></aside>"),
    "under a menu for subscribers": shortened().replace("<nav>", "<nav><p>Abonnez-vous pour lire sans publicité</p>"),
}


@pytest.mark.parametrize("html", BRIEFS.values(), ids=list(BRIEFS))
def test_a_brief_stays_an_article(html: str) -> None:
    item = only(html)
    assert isinstance(item, Article)
    assert item.text.startswith(PARAGRAPHS[0])


def test_a_long_article_may_end_at_the_paywall() -> None:
    more = "".join(
        f"<p>Le quai numéro {number} du port attend aussi ses mareyeurs, dit la ville.</p>" for number in range(4)
    )
    assert "quai numéro 3" in article(page(more, RECORD.format("false"))).text


def test_an_article_about_cookies_or_beside_teasers_stays_one() -> None:
    about = "<p>Les cookies et les traceurs des partenaires du port ont été retirés du site, dit la maire.</p>" * 2
    assert "traceurs" in article(page(about + "<button>Tout accepter</button>")).text
    assert article(page().replace("<footer>", f"<section>{TEASERS}</section><footer>")).text == "\n\n".join(PARAGRAPHS)


SHELL = """<html lang='fr'><head><title>{0}</title>{1}</head>
<body><div id='root'>{2}</div><script>start()</script></body></html>"""
TITLE = "La halle rouvrira avant l’été"
WRITTEN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-10-13",
    "author": [{"@type": "Person", "name": "Yann Le Bris"}, {"@id": "#maud"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "L’Écho du Large"},
    "articleBody": "\n".join(PARAGRAPHS),
}
MAUD = {"@type": "Person", "@id": "#maud", "name": "Maud Kerjean"}


def scripted(shown: str = "", **changed: object) -> Item:
    """What is read of a page whose text only its record holds."""
    data = json.dumps({"@graph": [{**WRITTEN, **changed}, MAUD]})
    return only(SHELL.format(TITLE, f'<script type="application/ld+json">{data}</script>', shown))


def test_an_article_that_only_its_record_holds_is_read() -> None:
    read = scripted()
    assert isinstance(read, Article)
    assert (read.title, read.text) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert (read.author, read.source) == ("Yann Le Bris; Maud Kerjean", "L’Écho du Large")
    assert read.published == "2026-10-13"


BODIES = {
    "as HTML": "".join(f"<p>{paragraph}</p><p style='display:none'>Caché.</p>" for paragraph in PARAGRAPHS),
    "as HTML, twice written": escape("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)),
    "with signs in words": "\r\n\r\n".join(PARAGRAPHS).replace("’", "&rsquo;"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_the_text_of_a_record_is_written_in_many_ways(body: str) -> None:
    for shown in (
        "",
        CONSENT,
        "<p>L’article se charge, cela peut prendre quelques instants.</p>",
    ):
        read = scripted(shown, articleBody=body)
        assert isinstance(read, Article)
        assert read.text == "\n\n".join(PARAGRAPHS)


def test_what_a_page_wants_paid_is_not_read_from_its_record() -> None:
    for read in (scripted(isAccessibleForFree=False), scripted("<p>Cet article est réservé aux abonnés.</p>")):
        assert isinstance(read, Failure)


def test_beside_an_article_that_is_shown_its_record_is_not_read() -> None:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    read = scripted(shown, articleBody="Un tout autre texte que celui que l’on voit ici. " * 90)
    assert isinstance(read, Article)
    assert read.text == "\n\n".join(PARAGRAPHS)


def test_the_records_of_several_articles_are_of_none() -> None:
    records = json.dumps([{**WRITTEN, "headline": f"Le quai numéro {number} attend"} for number in range(3)])
    html = SHELL.format("L’actualité du port", f'<script type="application/ld+json">{records}</script>', "")
    assert isinstance(only(html), Failure)
