"""PDF: what a reader reads, in the order a reader reads it."""

from __future__ import annotations

import importlib
from itertools import chain, zip_longest
from textwrap import wrap

import pytest

from rag import errors
from rag.records import Article, Failure
from rag.sources import pdf as pdf_room
from rag.sources import read_bytes
from tests.sources.building import column, pdf

LEFT = """
La criée de Kervalec rouvrira avant l’hiver, a pro-
mis lundi la présidente du port. Le toit, arraché
par la tempête, a été re\ufb01xé pour 2,4 millions
d’euros, et les mareyeurs retrouveront leur place.
"""
RIGHT = """
Les marins saluent une décision attendue. Celle-
ci ne règle pas tout : peut-être faudra-t-il revoir
les quais, où deux grues sur cinq sont à l’arrêt
depuis le printemps, d’après le syndicat.
"""
READ = [
    "La criée de Kervalec rouvrira avant l’hiver, a promis lundi la présidente du port. Le toit, arraché par la "
    "tempête, a été refixé pour 2,4 millions d’euros, et les mareyeurs retrouveront leur place.",
    "Les marins saluent une décision attendue. Celle-ci ne règle pas tout : peut-être faudra-t-il revoir les quais, "
    "où deux grues sur cinq sont à l’arrêt depuis le printemps, d’après le syndicat.",
]


def article(content: bytes) -> Article:
    (item,) = read_bytes("journal.pdf", content, "en")
    assert isinstance(item, Article), item
    return item


def test_two_columns_ligatures_and_cut_words() -> None:
    read = article(pdf([[(60, 740, "# La criée rouvre"), *column(LEFT), *column(RIGHT, left=320)]]))
    assert read.title == "La criée rouvre"
    assert read.text == "\n\n".join(READ)
    assert (read.language, read.origin) == ("fr", "journal.pdf")


def test_a_title_of_two_lines_and_a_byline() -> None:
    body = column(LEFT)
    first = (70, *body[0][1:])
    page = [(60, 780, "# La criée de Kervalec"), (60, 753, "# rouvrira avant l’hiver"),
            (60, 713, "Par Yann Le Bris — Publié le 12 octobre 2026"), first, *body[1:]]  # fmt: skip
    read = article(pdf([page]))
    assert read.title == "La criée de Kervalec rouvrira avant l’hiver"
    assert (read.author, read.published, read.text) == ("Yann Le Bris", "2026-10-12", READ[0])


def test_columns_written_line_by_line() -> None:
    crossed = [line for pair in zip(column(LEFT), column(RIGHT, left=320), strict=True) for line in pair]
    assert article(pdf([[(60, 740, "# La criée rouvre"), *crossed]])).text == "\n\n".join(READ)


def test_columns_that_are_close_to_each_other() -> None:
    """Some 14 points apart, as in a newspaper: little more than a wide space."""
    crossed = [line for pair in zip(column(LEFT), column(RIGHT, left=292), strict=True) for line in pair]
    assert article(pdf([crossed])).text == "\n\n".join(READ)


MIDDLE = """
Le département paiera un tiers des travaux et la
région un quart. Le reste sera emprunté sur vingt
ans, ont décidé les élus par 21 voix contre 8, au
terme de trois heures d’un débat parfois houleux.
"""
THREE = [column("\n".join(wrap(" ".join(words.split()), 24)), left) for words, left in
         ((LEFT.replace("-\n", ""), 40), (MIDDLE, 220), (RIGHT.replace("-\n", ""), 400))]  # fmt: skip


@pytest.mark.parametrize("crossed", [False, True], ids=["column by column", "line by line"])
def test_three_columns(crossed: bool) -> None:
    lines = chain(*zip_longest(*THREE)) if crossed else chain(*THREE)
    text = article(pdf([[(40, 740, "# La criée rouvre"), *filter(None, lines)]])).text
    assert " ".join(text.split()) == " ".join([READ[0], *MIDDLE.split(), READ[1].replace("Celle-ci", "Celleci")])


def test_a_note_that_is_drawn_first_stands_last() -> None:
    note = "1. La tempête du 3 janvier avait arraché un tiers du toit."
    text = article(pdf([[(60, 740, "# La criée rouvre"), (60, 60, f"~ {note}"), *column(LEFT)]])).text
    assert text == f"{READ[0]}\n\n{note}"


def test_a_wide_space_is_no_column() -> None:
    apart = [(60, 700, "Le vote a été reporté à jeudi."), (240, 700, "Le maire l’a dit"), (60, 687, "mardi aux élus.")]
    assert article(pdf([apart])).text == "Le vote a été reporté à jeudi. Le maire l’a dit mardi aux élus."


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        [(60, 800, f"L’Écho du Large — n° 4{number}"), *column(words), (290, 30, f"- {number} -")]
        for number, words in enumerate(
            (LEFT, RIGHT, LEFT.replace("criée", "halle"), RIGHT.replace("marins", "pêcheurs"))
        )
    ]
    text = article(pdf(pages)).text
    assert "Écho du Large" not in text
    assert "- 2 -" not in text
    assert text.count("\n\n") == 3


def test_the_last_figures_of_a_table_are_no_page_numbers() -> None:
    rows = [("Port", "Tonnes"), ("Kervalec", "1 240"), ("Port-Tudal", "980"), ("Lannevor", "455"), ("Brume", "470")]
    cells = [(60 + 200 * n, 600 - 13 * row, cell) for row, pair in enumerate(rows) for n, cell in enumerate(pair)]
    for pages in ([[*column(LEFT), *cells]], [[*column(LEFT), *cells], [*column(RIGHT), *cells]]):
        text = article(pdf(pages)).text
        assert all(text.count(figure) == len(pages) for _, figure in rows[1:])


@pytest.mark.parametrize("foot", [30, 643], ids=["away from the text", "close to it, page after page"])
def test_bare_page_numbers_go(foot: float) -> None:
    pages = [[*column(words), (290, foot, str(number))] for number, words in enumerate((LEFT, RIGHT), 41)]
    assert article(pdf(pages)).text == "\n\n".join(READ)


def test_the_running_head_of_a_single_page_is_not_of_the_first_sentence() -> None:
    heads = [(60, 810, "~ LE PONANT LIBRE — Mardi 13 octobre 2026"), (500, 810, "~ Page 1"), (60, 30, "~ Mer")]
    read = article(pdf([[*heads, *column(LEFT)]]))
    assert read.text.endswith(READ[0])
    assert (read.source, read.published) == ("LE PONANT LIBRE", "2026-10-13")
    in_order = article(pdf([[heads[0], *column(LEFT, top=770)]]))
    assert (in_order.text, in_order.source) == (READ[0], "LE PONANT LIBRE")


INITIALS = {
    "first letter of a word": ("# L", "a criée de Kervalec", "La criée de Kervalec"),
    "in a quotation": ("# «\u00a0C", "’est prêt », dit le port", "« C’est prêt », dit le port"),
    "elided": ("# L’", "été revient au port", "L’été revient au port"),
    "a word by itself": ("# À", "marée basse", "À marée basse"),
}


@pytest.mark.parametrize(("initial", "line", "begins"), INITIALS.values(), ids=list(INITIALS))
def test_a_large_first_letter_begins_its_word(initial: str, line: str, begins: str) -> None:
    rest = "rouvrira avant l’hiver, a promis lundi la présidente.\nLe toit a été refait et la marée peut monter."
    beside = [(110, 700, line), *column(rest, left=110, top=687)]
    read = article(pdf([[(60, 687, initial), *beside, *column(RIGHT, top=640)]]))
    assert read.text.replace("\u00a0", " ").startswith(f"{begins} rouvrira avant l’hiver, a promis")
    assert read.title.replace("\u00a0", " ").startswith(begins)
    assert READ[1] in read.text


def test_a_sentence_goes_on_over_the_page() -> None:
    first, rest = LEFT.strip().rsplit("\n", 1)
    assert article(pdf([column(first), column(rest)])).text == READ[0]


def test_paragraphs_are_told_by_distance_indent_and_short_lines() -> None:
    above = column(LEFT)
    below = column(RIGHT, top=above[-1][1] - 26)
    indented = column(
        "Une réunion publique se tiendra mardi soir à la salle\ndes fêtes de Kervalec.", top=below[-1][1] - 13
    )
    indented[0] = (75, *indented[0][1:])
    text = article(pdf([[*above, *below, *indented]])).text
    assert text.split("\n\n") == [*READ, "Une réunion publique se tiendra mardi soir à la salle des fêtes de Kervalec."]


def test_the_title_in_the_properties_serves_unless_it_is_a_file_name() -> None:
    assert article(pdf([column(LEFT)], title="Le port de Kervalec")).title == "Le port de Kervalec"
    assert article(pdf([column(LEFT)], title="Microsoft Word - port.docx")).title.startswith("La criée de Kervalec")


LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'o' * 32}) /U ({'u' * 32}) /P -4 >> /ID [<00><00>]"
BAD = {
    "scanned": (pdf([[]]), errors.ScannedDocument),
    "scanned, with page numbers": (pdf([[(290, 30, "1")], [(290, 30, "2")]]), errors.ScannedDocument),
    "encrypted": (pdf([column(LEFT)], extra=LOCKED), errors.LockedDocument),
    "cut off": (pdf([column(LEFT)])[:60], errors.DamagedDocument),
    "empty": (b"", errors.EmptySource),
    "its first bytes only": (b"%PDF-1.7\n1 0 obj", errors.DamagedDocument),
    "something else": (b"Bonjour", errors.DamagedDocument),
}


@pytest.mark.parametrize(("content", "error"), BAD.values(), ids=list(BAD))
def test_bad_files_say_what_is_wrong(content: bytes, error: type[errors.SourceError]) -> None:
    (item,) = read_bytes("journal.pdf", content, "fr")
    assert isinstance(item, Failure)
    assert type(item.error) is error


def test_time_and_memory_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf([[*column(LEFT)] * 40] * 200)
    monkeypatch.setattr(pdf_room, "MEMORY_BYTES", 30_000_000)
    (item,) = read_bytes("journal.pdf", content, "fr")
    assert isinstance(item, Failure)
    assert type(item.error) is errors.RefusedDocument
    assert "mémoire" in item.error.sentence("fr")


def test_a_pdf_under_another_name_is_read() -> None:
    (item,) = read_bytes("page.html", pdf([column(LEFT)]), "fr")
    assert isinstance(item, Article)


def test_a_pdf_may_be_larger_than_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = importlib.import_module("rag.sources.read")  # the package gives its name to the function
    monkeypatch.setattr(reading, "LIMIT_BYTES", 500)
    content = pdf([column(LEFT)])
    assert article(content).text == READ[0]
    monkeypatch.setattr(reading, "DOCUMENT_BYTES", 500)
    (item,) = read_bytes("journal.pdf", content, "fr")
    assert isinstance(item, Failure)
    assert type(item.error) is errors.SourceTooLarge
