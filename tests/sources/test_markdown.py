"""Markdown: front matter, heading, byline; and a text without marks."""

from __future__ import annotations

import pytest

from rag.records import Article
from rag.sources import read_bytes

LEAD = "La halle aux poissons de Kervalec rouvrira « avant l’été », a promis mardi la maire, Nolwenn Tanguy."


def article(text: str) -> Article:
    (item,) = read_bytes("note.md", text.encode(), "en")
    assert isinstance(item, Article)
    return item


def test_front_matter() -> None:
    head = 'title: "La halle : avant l’été"\ndate: 13 octobre 2026\nsource: L’Écho\n'
    head += "author: Y. Le Bris\nurl: https://e.example/a\nlang: fr"
    read = article(f"---\n{head}\n---\n\n{LEAD}\n")
    assert (read.title, read.published, read.source) == ("La halle : avant l’été", "2026-10-13", "L’Écho")
    assert (read.author, read.url, read.language, read.text) == ("Y. Le Bris", "https://e.example/a", "fr", LEAD)


def test_heading_and_italic_byline() -> None:
    read = article(
        f"# La halle **rouvre**\n\n*Par Yann Le Bris — L’Écho du Large, mardi 13 octobre 2026*\n\n"
        f"{LEAD}\n\n## Un chantier\n\nFin.\n"
    )
    assert (read.title, read.author, read.published) == ("La halle rouvre", "Yann Le Bris", "2026-10-13")
    assert read.source == "L’Écho du Large"
    assert read.text == f"{LEAD}\n\nUn chantier\n\nFin."


MARKS = {
    "emphasis": ("Un *mot* __fort__ et ~~non~~.", "Un mot fort et ~~non~~."),
    "link": ("Voir [la note](https://e.example \"t\").", "Voir la note."),
    "reference link": ("Voir [la note][1].\n\n[1]: https://e.example", "Voir la note."),
    "image": ("Avant ![ordre caché](https://e.example/x.png) après.", "Avant après."),
    "autolink": ("Voir <https://e.example/a>.", "Voir https://e.example/a."),
    "code": ("Le `mot` dit.", "Le mot dit."),
    "HTML inside a line": ("Un <b>mot</b> <!-- ordre caché --> dit.", "Un mot dit."),
    "HTML block": ("Un.\n\n<div hidden>ordre caché</div>\n\nDeux.", "Un.\n\nDeux."),
    "wrapped lines": ("Une phrase\nsur deux lignes.", "Une phrase sur deux lignes."),
    "list": ("- un\n- deux\n  - trois", "un\n\ndeux\n\ntrois"),
    "quotation": ("> « Non », dit-elle.", "« Non », dit-elle."),
    "table": ("| Année | Tonnes |\n|---|---|\n| 2025 | 1 200 |", "Année | Tonnes\n\n2025 | 1 200"),
    "escaped mark": (r"2 \* 3 et \_a\_", "2 * 3 et _a_"),
    "entity": ("A &amp; B&nbsp;!", "A & B\u00a0!"),
    "code block": ("```\nx = 1\n```", "x = 1"),
}  # fmt: skip


@pytest.mark.parametrize(("marked", "plain"), MARKS.values(), ids=list(MARKS))
def test_marks_go(marked: str, plain: str) -> None:
    assert article(f"# Titre\n\n{LEAD}\n\n{marked}\n").text == f"{LEAD}\n\n{plain}"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert article(f"---\n\n{LEAD}\n").text == LEAD
