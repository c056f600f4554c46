"""When an article was published and last changed, among all the other dates of its page."""

from __future__ import annotations

import json

import pytest

from rag.records import Article
from tests.sources.pages import STANDFIRST, article, page

PUBLISHED = "2026-10-13T08:12+02:00"
OWN = {
    "@type": ["NewsArticle", "Article"],
    "headline": "La halle rouvrira avant l’été",
    "datePublished": "2026-10-13T08:12:00+02:00",
    "dateModified": "2026-10-14T10:00:00+02:00",
}
RELATED = {
    "@type": "NewsArticle",
    "headline": "La criée ferme",
    "datePublished": "2019-05-06",
    "dateModified": "2026-11-01",
}
SITE = {"@type": "WebSite", "name": "L’Écho du Large", "datePublished": "2011-01-02"}


def undated(head: str = "", over: str = "", under: str = "") -> str:
    """A page whose metadata tell no date; `over` is printed over the article and `under` below it."""
    html = page(head="HEAD").replace("article:published_time", "x").replace("article:modified_time", "y")
    html = html.replace("2026", "MMXXVI").replace("le 20 octobre", "bientôt").replace("HEAD", head)
    return html.replace("<article>", f"<article>{over}").replace("</article>", f"</article>{under}")


def record(*data: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in data)


RECORDS = {
    "alone": record(OWN),
    "after the site's": record({"@graph": [SITE, OWN]}),
    "in its page's": record({"@type": "WebPage", "datePublished": "2020-02-03", "mainEntity": OWN}),
    "after a related article's": record([RELATED, OWN]),
    "of its kind's address": record({**OWN, "@type": "https://schema.org/NewsArticle"}),
    "with a needless comma": record(OWN).replace('"}', '",}'),
    "among marks of old pages": record(OWN).replace("{", "//<![CDATA[\n{", 1).replace("}<", "}\n//]]><"),
    "after a broken one": '<script type="application/ld+json">{"@type": </script>' + record(OWN),
}


@pytest.mark.parametrize("head", RECORDS.values(), ids=list(RECORDS))
def test_the_record_of_the_article_tells(head: str) -> None:
    read = article(undated(head))
    assert (read.published, read.updated) == (PUBLISHED, "2026-10-14T10:00+02:00")


UNTOLD = {
    "the site's": record(SITE),
    "to come": record({**OWN, "datePublished": "2099-10-13", "dateModified": "2099-10-14"}),
    "no day": record({**OWN, "datePublished": "2026-19-39", "dateModified": "2026-19-39T08:12:00Z"}),
    "zero": record({**OWN, "datePublished": "1970-01-01T00:00:00Z", "dateModified": 0}),
    "no date": record({**OWN, "datePublished": ["hier"], "dateModified": {"@value": "hier"}}),
}


@pytest.mark.parametrize("head", UNTOLD.values(), ids=list(UNTOLD))
def test_a_date_that_cannot_be_the_article_s_is_not_told(head: str) -> None:
    read = article(undated(head))
    assert (read.published, read.updated) == (None, None)
    shown = article(undated(head, "<p>Publié le 13 octobre 2026</p>"))
    assert (shown.published, shown.updated) == ("2026-10-13", None)


CHANGES = {
    "later that day": ("2026-10-13T19:40:00+02:00", "2026-10-13T19:40+02:00"),
    "elsewhere on earth": ("2026-10-13T07:12:00Z", "2026-10-13T07:12+00:00"),
    "in the same minute": ("2026-10-13T08:12:40+02:00", None),
    "earlier, by another clock": ("2026-10-13T07:00:00+02:00", None),
    "that day, without its time": ("2026-10-13", None),
    "the day after, without its time": ("2026-10-14", "2026-10-14"),
    "without its zone": ("2026-10-13T19:40:00", "2026-10-13T19:40"),
}


@pytest.mark.parametrize(("modified", "updated"), CHANGES.values(), ids=list(CHANGES))
def test_a_change_is_told_when_it_is_later(modified: str, updated: str | None) -> None:
    assert article(undated(record({**OWN, "dateModified": modified}))).updated == updated


TIMES = (
    '<time class="updated" datetime="2026-10-15T09:00">15 octobre 2026</time> '
    '<time class="published" datetime="2026-10-13T09:00">13 octobre 2026</time>'
)
SHOWN = {
    "called published and changed": ("", '<b class="published updated" title="2026-10-13T10:00:00Z">mardi</b>', ""),
    "over the article": ("", "<p>Publié le 13 octobre 2026 à 8 h 12</p>", ""),
    "although its change is in the metadata":
        ('<meta property="article:modified_time" content="2026-10-14T08:00Z">', "<p>Publié le 13 octobre 2026</p>", ""),
    "beside its change": ("", f"<p>{TIMES}</p>", ""),
    "after the day of the page": ("", "<div>14 octobre 2026</div><p>Par Yann Le Bris, 13 octobre 2026</p>", ""),
    "after its change": ("", "<p>Modifié le 14 octobre 2026 Publié le 13 octobre 2026</p>", ""),
    "in an edition": ("", "<p>Paru le 13 octobre 2026 dans l’édition de Kervalec</p>", ""),
    "in English, its time first":
        ("", "<p>Updated 8:04 AM EST, Wed October 14, 2026 | Published 11:22 PM EST, Tue October 13, 2026</p>", ""),
    "under a standfirst":
        ("", f"<p>{STANDFIRST}</p><ul><li class='item'>Mer</li><li class='item'>13.10.2026</li></ul>", ""),
    "as a heading": ("", "<h2 class='date-header'><span>Tuesday, October 13, 2026</span></h2>", ""),
    "as a computer counts": ('<meta name="article:published_time" content="1791871920">', "", ""),
    "under the article, named": ("", "", "<ul><li><b>Mise en ligne</b></li><li>13 octobre 2026</li></ul>"),
    "before a related article's": ("", "<p>13 octobre 2026</p>", "<div><time datetime='2021-03-04'>mars</time></div>"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "over", "under"), SHOWN.values(), ids=list(SHOWN))
def test_the_date_that_readers_see(head: str, over: str, under: str) -> None:
    assert article(undated(head, over, under)).day == "2026-10-13"


ELSEWHERE = {
    "of a comment": ("", "<div class='avis'><b>Loïc29</b> le 14 octobre 2026<p>Bravo aux ouvriers !</p></div>"),
    "of a related article": ("", "<div><a href='/x'>La criée</a> <time datetime='2021-03-04'>4 mars 2021</time></div>"),
    "of several articles": ("", "<p>Publié le 4 mars 2021</p><p>Publié le 5 mars 2021</p>"),
    "of a picture": ("<img src='https://echo.example/uploads/2019/06/halle.jpg'>", ""),
    "of a month": ('<a href="https://echo.example/2026/10/halle.html">Lien permanent</a>', ""),
    "of an event in a heading": ("<h2>La tempête du 13 novembre 2015</h2>", ""),
    "of an event in a standfirst":
        ("<p>La halle avait souffert de la tempête du 13 novembre 2015, qui avait emporté son toit de zinc.</p>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("over", "under"), ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_the_dates_of_something_else_are_not_the_article_s(over: str, under: str) -> None:
    assert article(undated(over=over, under=under)).published is None


def test_a_page_that_only_tells_its_change_has_that_date() -> None:
    read = article(undated('<meta property="article:modified_time" content="2026-10-14T08:12:00Z">'))
    assert (read.published, read.updated) == ("2026-10-14T08:12+00:00", None)


def test_a_year_in_the_text_is_not_a_date() -> None:
    undated = page("<p>En 1998, la halle avait déjà fermé une première fois pour des travaux.</p>")
    undated = (
        undated.replace("article:published_time", "x").replace("article:modified_time", "y").replace("2026", "MMXXVI")
    )
    assert article(undated).published is None


def test_the_dates_of_comments_are_not_the_article_s() -> None:
    """The page prints its date without saying which it is; the first comment says it in machine form."""
    undated = page().replace("article:published_time", "x").replace("article:modified_time", "y").replace("2026-1", "")
    comment = '<div class="comment-meta"><abbr class="date" title="2025-03-09T10:57:27Z">Le 9 mars 2025</abbr></div>'
    undated = undated.replace('<section id="comments">', f'<div class="forum">{comment}</div><section id="comments">')
    read = article(undated.replace("<article>", "<article><span>Par Yann Le Bris | 30 septembre 2024</span>"))
    assert read.published == "2024-09-30"


def told(moment: str, over: str, changed: str = "") -> Article:
    """A page that tells machines a moment and prints `over` between its title and its text."""
    change = f'<meta property="article:modified_time" content="{changed}">'
    return article(undated(f'<meta property="article:published_time" content="{moment}">{change}', over))


CITED = {
    "the day after": ("2026-10-12T22:30:00Z", "<p>13 octobre 2026</p>", "2026-10-13"),
    "the day after, with its clock":
        ("2026-10-12T22:30:20Z", "<p>Publié le 13 octobre 2026 à 0h30</p>", "2026-10-13T00:30+02:00"),
    "the day before": ("2026-10-14T03:30:00Z", "<p>October 13, 2026, 11:30 p.m.</p>", "2026-10-13T23:30-04:00"),
    "a clock of no time zone": ("2026-10-12T22:30:00Z", "<p>13 octobre 2026 à 7h41</p>", "2026-10-13T07:41"),
    "from another continent": ("2026-10-12T23:30:00-05:00", "<p>Mardi 13 octobre 2026</p>", "2026-10-13"),
    "a day without its time": ("2026-10-12", "<p>Publié le 13 octobre 2026</p>", "2026-10-13"),
    "its letters in pieces": ("2026-10-12T22:30:00Z", "<p><b>13</b> <i>octobre</i> <b>2026</b></p>", "2026-10-13"),
    "the publication, long before": ("2026-10-12T10:00:00Z", "<p>Publié le 23 mai 2011</p>", "2011-05-23"),
    "long before, after the outlet": ("2026-10-12T10:00:00Z", "<p>L’Écho | Publié le 23 mai 2011</p>", "2011-05-23"),
    "and the same day": ("2026-10-13T08:12:00+02:00", "<p>Publié le 13 octobre 2026</p>", "2026-10-13T08:12+02:00"),
    "of both, the publication": ("2026-10-12T22:30:00Z",
        "<p>Publié le 13 octobre 2026, modifié le 14 octobre 2026 à 9h</p>", "2026-10-13"),
}  # fmt: skip


@pytest.mark.parametrize(("moment", "over", "published"), CITED.values(), ids=list(CITED))
def test_the_day_that_is_printed_is_the_article_s(moment: str, over: str, published: str) -> None:
    assert told(moment, over).published == published


UNCITED = {
    "a change": "<p>Mis à jour le 13 octobre 2026</p>",
    "an event": "<p>Kervalec, 9 octobre 2026</p>",
    "an event in a sentence": f"<p>{STANDFIRST} Elle en dira plus le 13 octobre 2026, dans la salle des fêtes.</p>",
    "a report's": "<p>Le rapport, publié le 23 mai 2011, était resté sans suite</p>",
    "a picture's": "<figure><figcaption>Publié le 23 mai 2011 par la ville</figcaption></figure>",
    "two days": "<p>Du 11 octobre 2026 au 13 octobre 2026</p>",
    "another article's": "<aside>Publié le 13 octobre 2026</aside>",
}


@pytest.mark.parametrize("over", UNCITED.values(), ids=list(UNCITED))
def test_other_days_that_are_printed_are_not(over: str) -> None:
    assert told("2026-10-12T10:30:00+02:00", over).published == "2026-10-12T10:30+02:00"


def test_a_bare_day_that_is_the_change_s_is_not_either() -> None:
    read = told("2026-10-12T10:30:00+02:00", "<p>13 octobre 2026</p>", "2026-10-13T09:00:00+02:00")
    assert (read.published, read.updated) == ("2026-10-12T10:30+02:00", "2026-10-13T09:00+02:00")


FIGURES = {
    "an American page": ('lang="en-US"', "<p>Posted 10/08/2026</p>", "2026-10-08"),
    "with a short year": ('lang="en-US"', "<p>10/8/26</p>", "2026-10-08"),
    "by the locale": ('lang="en"><meta property="og:locale" content="en_US"', "<p>10/08/2026</p>", "2026-10-08"),
    "by its clock": ('lang="en"', "<p>Published 10/08/2026 5:45 PM EST</p>", "2026-10-08"),
    "to machines": ('lang="en-US"><meta name="pubdate" content="10/08/2026 5:45:10 PM"', "", "2026-10-08"),
    "a British page": ('lang="en-GB"', "<p>Posted 08/10/2026</p>", "2026-10-08"),
    "a French page": ('lang="fr-FR"', "<p>Publié le 08/10/2026</p>", "2026-10-08"),
    "a page that counts days first": ('lang="en-US"', "<p>08/10/2026</p><p>Updated 23/10/2026</p>", "2026-10-08"),
}


@pytest.mark.parametrize(("language", "over", "day"), FIGURES.values(), ids=list(FIGURES))
def test_the_region_of_a_page_tells_days_from_months(language: str, over: str, day: str) -> None:
    read = article(undated(over=over).replace('lang="fr"', language))
    assert (read.published or "")[:10] == day


def test_the_items_of_other_articles_tell_nothing() -> None:
    item = '<div itemscope><h3 itemprop="headline">{}</h3><time itemprop="datePublished" datetime="{}"></time></div>'
    other, own = item.format("La criée ferme", "2021-03-04"), item.format("La halle rouvrira", "2026-10-13T09:00")
    html = undated(over=own.replace("h3", "p")).replace("<nav>", f"<div>{other}</div><nav>")
    assert article(html).published == "2026-10-13T09:00"
