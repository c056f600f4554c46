"""Web pages: the article and nothing around it, whatever its encoding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import ftfy.bad_codecs
import pytest

from rag.records import Article, Failure
from rag.sources import read_bytes
from tests.sources.pages import BOXES, LONG, PARAGRAPHS, STANDFIRST, article, page

ftfy.bad_codecs.ok()  # the form of Windows-1252 that has no undefined byte


def test_a_page() -> None:
    read = article(page())
    assert read.title == "La halle rouvrira avant l’été"
    assert read.text == "\n\n".join(PARAGRAPHS)
    assert (read.source, read.author, read.language) == ("L’Écho du Large", "Yann Le Bris", "fr")
    assert (read.published, read.updated) == ("2026-10-13T08:30+02:00", "2026-10-15T10:00+02:00")
    assert read.url == "https://echo.example/mer/halle.html"
    assert read.origin == "page.html"


@pytest.mark.parametrize(("declared", "encoding"), [
    ("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("iso-8859-15", "iso-8859-15"),
    ("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("rot13", "cp1252"), ("utf-8", "utf-16")])  # fmt: skip
def test_charsets(declared: str, encoding: str) -> None:
    html = page().replace('charset="utf-8"', f'charset="{declared}"')
    html = html.replace("’", "'").replace("\u202f", "\u00a0")  # Latin-9 has neither
    assert PARAGRAPHS[0].replace("’", "'") in article(html, encoding).text


MISREAD = {
    "UTF-8 read as Latin-1": lambda text: text.encode().decode("latin-1"),
    "UTF-8 read as Windows-1252": lambda text: text.encode().decode("sloppy-windows-1252"),
    "UTF-8 read twice as Latin-1": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    "Windows-1252 read as Latin-1": lambda text: text.replace("\u202f", " ").encode("cp1252").decode("latin-1"),
}


@pytest.mark.parametrize("misread", MISREAD.values(), ids=list(MISREAD))
def test_an_article_in_another_encoding_than_its_page_is_mended(misread: Callable[[str], str]) -> None:
    html = page()
    for paragraph in PARAGRAPHS:
        html = html.replace(paragraph, misread(paragraph))
    read = article(html)
    assert read.text.replace("\u202f", " ") == "\n\n".join(PARAGRAPHS).replace("\u202f", " ")
    assert read.title == "La halle rouvrira avant l’été"


def test_latin_9_with_letters_that_it_does_not_have_is_windows_1252() -> None:
    html = page("<p>« L’œuvre du cœur », dit-il… – 2\u00a0€ l’entrée.</p>").replace(
        'charset="utf-8"', 'charset="iso-8859-15"'
    )
    assert "« L’œuvre du cœur », dit-il… – 2\u00a0€ l’entrée." in article(html.replace("\u202f", " "), "cp1252").text


AUTHORS = {
    "the outlet's name": ("L’Écho du Large", None),
    "a label": ("Auteur : Yann Le Bris", "Yann Le Bris"),
    "in capitals": ("PAR YANN LE BRIS", "YANN LE BRIS"),
    "an address": ("https://reseau.example/yann", None),
}


@pytest.mark.parametrize(("told", "author"), AUTHORS.values(), ids=list(AUTHORS))
def test_who_wrote_the_article(told: str, author: str | None) -> None:
    assert article(page().replace("Yann Le Bris", told)).author == author


def test_an_author_told_in_two_ways_is_one() -> None:
    assert article(page(head='<meta property="article:author" content="Yann-Le-Bris">')).author == "Yann Le Bris"


def test_furniture_inside_the_article_goes() -> None:
    read = article(page("<p>Lire aussi : Le port en dix dates</p><p>Publicité</p><p>Partager sur Facebook</p>"))
    assert read.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("box", BOXES.values(), ids=list(BOXES))
def test_boxes_of_newsletters_are_no_text(box: str) -> None:
    html = page(box).replace("</article>", f"<p>{STANDFIRST}</p></article>")
    assert article(html).text == "\n\n".join([*PARAGRAPHS, STANDFIRST])


def test_a_note_set_apart_stays() -> None:
    assert STANDFIRST in article(page(f"<div class='kg-card kg-callout-card'><div>{STANDFIRST}</div></div>")).text


POINTERS = {
    "a word of its own": "<p><b>VIDÉO.</b> {}</p>",
    "a label with a colon": "<p>Notre dossier : {}</p>",
    "a known label, without a mark": "<p>À lire aussi{}</p>",
    "a label for subscribers": "<p><span>Article réservé à nos abonnés</span> {}</p>",
}


@pytest.mark.parametrize("pointer", POINTERS.values(), ids=list(POINTERS))
def test_a_label_and_a_link_lead_to_another_article(pointer: str) -> None:
    html = page(pointer.format("<a href='/x'>Les mareyeurs font leurs comptes après la tempête</a>"))
    html = html.replace("</article>", f"<p>{STANDFIRST}</p></article>")
    assert article(html).text == "\n\n".join([*PARAGRAPHS, STANDFIRST])


def test_what_a_page_tells_of_the_author_is_no_text() -> None:
    bio = "<div class='article-bio'><p>Nolwenn Le Roux suit la pêche depuis dix ans pour L’Écho du Large.</p></div>"
    assert article(page(bio)).text == "\n\n".join(PARAGRAPHS)


def test_the_section_over_the_title_is_no_text() -> None:
    html = page().replace("<article>", '<article><p class="surtitre">Mer et littoral</p>')
    assert article(html).text == "\n\n".join(PARAGRAPHS)


def test_a_table_is_read_in_rows() -> None:
    table = "<table><tr><th>Année</th><th>Tonnes</th></tr><tr><td>2025</td><td>1 200</td></tr></table>"
    assert "Année | Tonnes\n2025 | 1 200" in article(page(table)).text


def test_an_address_that_is_not_of_the_web_is_dropped() -> None:
    assert article(page().replace("https://echo.example/mer/halle.html", "javascript:alert(1)")).url is None


def test_prose_in_a_bare_division_is_a_paragraph() -> None:
    lead = "La ville de Kervalec a signé lundi, après un an de négociation, le bail de sa halle aux poissons."
    html = page().replace("<article>", f'<article><div class="faits">{lead}</div>')
    assert article(html).text == "\n\n".join([lead, *PARAGRAPHS])


def test_a_paragraph_that_is_half_a_link_stays() -> None:
    said = 'Elle a trois membres, dont <a href="/qui">son président Loïc Guivarc’h</a>, nommé en 2020 pour cinq ans.'
    body = f"<h2>Qui la dirige ?</h2><div><p>Une commission dirige la halle.</p><p>{said}</p></div>"
    assert "son président Loïc Guivarc’h, nommé en 2020" in article(page(body)).text


def test_a_strict_search_that_misses_nearly_all_is_made_again() -> None:
    first, rest = " ".join(PARAGRAPHS * 2), "".join(f"<p>{paragraph}</p>" for paragraph in LONG)
    body = f"<div class='post-content'><p>{first}</p><div id='suite-hidden'>{rest}</div></div>"
    assert article(f"<html><body><h1>La halle</h1>{body}</body></html>").text == "\n\n".join([first, *LONG])


def test_what_follows_an_empty_element_stays() -> None:
    assert article(page("<p><i class='icon'></i>Le conseil<b> </b>tranchera lundi.</p>")).text.endswith(
        "\nLe conseil tranchera lundi."
    )


def saved(html: str, charset: str = "utf-8") -> bytes:
    """A page as Chromium saves it in one file, with a frame after it."""
    page, frame = MIMEText(html, "html", charset), MIMEText("<p>Un cadre de publicité, à côté.</p>", "html", "utf-8")
    page["Content-Location"] = "https://echo.example/mer/halle-du-port.html"
    message = MIMEMultipart("related", _subparts=[page, frame])
    message["Subject"] = "La halle"
    return message.as_bytes()


@pytest.mark.parametrize("name", ["halle.mhtml", "halle.MHT"])
def test_a_page_saved_as_one_file(name: str) -> None:
    html = page().replace("<link rel", "<link x")
    (read,) = read_bytes(name, saved(html), "en")
    assert isinstance(read, Article)
    assert replace(read, origin="page.html", url=None) == article(html)
    assert read.url == "https://echo.example/mer/halle-du-port.html"
    plain = html.replace("’", "'").replace("\u202f", " ")
    (read,) = read_bytes(name, saved(plain, "iso-8859-1"), "en")
    assert isinstance(read, Article)
    assert read.text == article(plain).text


@pytest.mark.parametrize(
    "content", [b"", b"Bonjour", b"From: <Saved by Blink>\nContent-Type: image/png\n\niVBORw0KGgo="]
)
def test_a_saved_file_without_a_page_is_a_failure(content: bytes) -> None:
    (item,) = read_bytes("halle.mhtml", content, "en")
    assert isinstance(item, Failure)
