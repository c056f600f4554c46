"""Feeds of invented news, and the pages they point to."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from web_server import Reply, Site

PLACES = ("Kervalec", "Port-Évrain", "Harrowmouth", "Kelsby", "Wexholme", "Courtevoye", "Lourbe", "Pélivane")


def story_page(number: int) -> str:
    """The page of the `number`-th story: a title, two paragraphs with words of its own, a date."""
    place = PLACES[number % len(PLACES)]
    return (
        f"<!doctype html><html lang='fr'><head><title>L’aide n{number} de {place}</title>"
        f"<meta property='article:published_time' content='2026-10-{number % 28 + 1:02d}T08:00:00+02:00'></head>"
        f"<body><nav>Accueil</nav><article><h1>L’aide n{number} de {place}</h1>"
        f"<p>Le conseil de {place} a voté « l’aide n{number} » : {number} 400 € par foyer, selon Mme Le Bec, qui "
        f"promet un premier versement avant l’hiver aux familles du quartier n{number}.</p>"
        f"<p>L’opposition s’y refuse ; elle l’a dit mardi. On n’en saura pas plus avant l’été dans la rue n{number}, "
        f"assure-t-on à la mairie de {place}, où personne n’a voulu commenter.</p></article></body></html>"
    )


def item(link: str, title: str = "Une aide", guid: str | None = None, more: str = "") -> str:
    return f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid>{guid or link}</guid>{more}</item>"


def rss(items: Iterable[str], title: str = "Le Phare de l’Ouest") -> str:
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{''.join(items)}</channel></rss>"


def publish(site: Site, path: str, numbers: Iterable[int], title: str = "Le Phare de l’Ouest", more: str = "") -> str:
    """A feed of stories and their pages; its address."""
    links = []
    for number in numbers:
        site.replies[f"/story/{number}"] = Reply(story_page(number), headers={"Content-Type": "text/html"})
        links.append(item(site.url(f"/story/{number}")))
    site.replies[path] = Reply(rss([*links, more], title), headers={"Content-Type": "application/rss+xml"})
    return site.url(path)
