"""Lines of a fixed width: paragraphs put together again, and what must stay in lines."""

from __future__ import annotations

import textwrap

import pytest

from rag.lines.wrapped import unflow, unwrap
from rag.records import Article
from rag.sources import read_bytes

PARAGRAPHS = [
    "La criée de Kervalec rouvrira « avant l’hiver », a promis lundi la présidente du port, Nolwenn Tanguy, devant une "
    "centaine de marins.",
    "Le toit, arraché par la tempête, a été refait pour 2,4\u202fmillions d’euros. Les mareyeurs, qui vendaient depuis "
    "six semaines à Port-Tudal, parlent peut-être trop vite d’un chantier « mené à la hussarde ». Rien n’est signé.",
    "The harbour chair, Ann Moor, said that boats would be back at Kelsby quay by the 3rd of November at the latest.",
]
TEXT = "\n\n".join(PARAGRAPHS)


def wrapped(width: int, hyphens: bool = False) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(one, width, break_on_hyphens=hyphens)) for one in PARAGRAPHS)


@pytest.mark.parametrize("width", [56, 60, 66, 72, 78, 80])
@pytest.mark.parametrize("hyphens", [False, True])
def test_paragraphs_cut_at_any_usual_width(width: int, hyphens: bool) -> None:
    assert unwrap(f"La criée rouvre\n\n{wrapped(width, hyphens)}") == f"La criée rouvre\n\n{TEXT}"


def test_line_ends_of_mail_and_paragraphs_told_by_an_indent() -> None:
    indented = "\n".join(textwrap.fill(one, 66, initial_indent="   ") for one in PARAGRAPHS)
    assert [line.strip() for line in unwrap(indented.replace("\n", "\r\n")).split("\n")] == PARAGRAPHS


STAYING = {
    "poem": "La mer monte et le vent tourne sur le quai désert\nLes filets sèchent\nEt nous aussi, sans bruit,\n"
    "la nuit venue",
    "address": "Le Ponant libre\n12, quai des Brumes\n29000 Kervalec",
    "list": "- un toit neuf en zinc, posé avant les grandes marées d’automne\n- deux chambres froides et trois quais",
    "numbered": "1. un toit neuf en zinc, posé avant les grandes marées\n2. trois quais de déchargement neufs",
    "chronology": "1931 : naissance de Jean Morvan à Kervalec, au-dessus de la halle\n1952 : premier embarquement",
    "list without marks": "un toit neuf en zinc, posé avant les grandes marées ;\ntrois quais de déchargement",
    "table": "Port de pêche                 Tonnes vendues en 2026       tendance\n"
    "Kervalec                      1 240                        plus forte\n"
    "Port-Tudal                    980                          en baisse",
    "title, byline, date": "La criée de Kervalec rouvrira avant l’hiver, promet le port\nPar Yann Le Bris\n"
    "13 octobre 2026",
    "paragraphs on a line each": f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n« Rien n’est signé », a dit le maire.",
    "sentences on a line each": "La criée de Kervalec rouvrira avant l’hiver.\nLe toit a été refait à neuf.\n"
    "« Rien n’est signé », a dit le maire.",
}  # fmt: skip


@pytest.mark.parametrize("block", STAYING.values(), ids=list(STAYING))
def test_what_is_written_in_lines_stays(block: str) -> None:
    for text in (block, f"{block}\n\n{wrapped(66)}", f"{wrapped(66)}\n\n{block}"):
        assert block in unwrap(text)


def test_a_long_item_of_a_list_is_one_line() -> None:
    items = [f"- {PARAGRAPHS[0]}", "- trois quais", f"2) {PARAGRAPHS[2]}"]
    lines = "\n".join(textwrap.fill(item, 66, subsequent_indent="  ") for item in items)
    assert unwrap(lines).split("\n") == items


def test_flowed_mail() -> None:
    sent = "La criée \nrouvre.\n \n From Kervalec, \nce soir.\n-- \nLe port"
    assert unflow(sent, delete_space=False) == "La criée rouvre.\n\nFrom Kervalec, ce soir.\n-- \nLe port"
    assert unflow("La cri \née\nrouvre", delete_space=True) == "La criée\nrouvre"


@pytest.mark.parametrize("kind", ["format=flowed", "delsp=no"])
def test_mail_in_text_is_read_by_paragraphs(kind: str) -> None:
    soft = " \r\n" if "flowed" in kind else "\r\n"
    body = wrapped(66).replace("\n", soft).replace(f"{soft}{soft}", "\r\n\r\n")
    head = f"Subject: La criée rouvre\r\nContent-Type: text/plain; charset=utf-8; {kind}\r\n\r\n"
    (item,) = read_bytes("lettre.eml", (head + body).encode(), "fr")
    assert isinstance(item, Article)
    assert item.text == TEXT


def test_a_wrapped_file_is_read_by_paragraphs() -> None:
    (item,) = read_bytes("depeche.txt", f"La criée rouvre\n\n{wrapped(66)}".encode(), "fr")
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("La criée rouvre", TEXT)
