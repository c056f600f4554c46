"""JSON Lines: the text as it is given, and a reason for each line that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import BadLine, SourceTooLarge
from rag.records import Article, Failure, Item
from rag.sources import read, read_bytes
from rag.sources.read import LIMIT_BYTES

TEXT = "La criée  rouvre :\r\n« 1\u202f200 caisses »…mort.Les prix\u00ad montent.\tFin\u200b "


def lines(*rows: object) -> list[Item]:
    content = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return list(read_bytes("a.jsonl", content.encode("utf-8", "surrogatepass"), "fr"))


def test_every_field() -> None:
    (item,) = lines({"id": "k-1", "title": " La\ncriée ", "text": "Elle rouvre.", "published": "2026-10-13",
                     "author": "Y. Le Bris",
                     "source": "L’Écho", "url": "https://e.example/a", "language": "en"})  # fmt: skip
    assert item == Article(
        "La criée",
        "Elle rouvre.",
        "en",
        "2026-10-13",
        "L’Écho",
        "Y. Le Bris",
        "https://e.example/a",
        "k-1",
        "a.jsonl:1",
    )


def test_other_names_of_fields() -> None:
    (item,) = lines({"id": 7, "text": "Elle rouvre lundi.", "date": "13 octobre 2026", "lang": "fr-FR"})
    assert isinstance(item, Article)
    assert (item.ref, item.published, item.language, item.title) == ("7", "2026-10-13", "fr", "Elle rouvre lundi.")


def test_the_text_is_kept_as_it_is_but_for_controls() -> None:
    (item,) = lines({"text": TEXT.replace("prix", "p\x00r\x1bi\x85x")})
    assert isinstance(item, Article)
    assert item.text == TEXT.replace("\r", "")


def test_values_of_the_wrong_kind_are_as_if_absent() -> None:
    (item,) = lines(
        {"id": [1], "title": 3, "text": "Elle rouvre lundi.", "published": 20261013, "source": {}, "language": "de"}
    )
    assert isinstance(item, Article)
    assert (item.ref, item.published, item.source, item.language) == (None, None, None, "fr")


BAD = {
    "not JSON": ("pas du JSON", None),
    "cut": ('{"id": "k", "text": "Elle', None),
    "a list": ("[1, 2]", None),
    "a number": ("12", None),
    "no text": ({"id": "k", "title": "Seul"}, "k"),
    "blank text": ({"id": "k", "text": " \n\u200b"}, "k"),
    "text that is no text": ({"id": 5, "text": ["a"]}, "5"),
    "text of controls": ({"id": "k", "text": "\x00\x01"}, "k"),
    "deeply nested": ("[" * 100_000, None),
    "a number without end": ('{"text": ' + "1" * 10_000 + "}", None),
}


@pytest.mark.parametrize(("row", "ref"), BAD.values(), ids=list(BAD))
def test_a_bad_line_does_not_stop_the_rest(row: object, ref: str | None) -> None:
    before, item, after = lines({"text": "Avant."}, row, {"text": "Après."})
    assert isinstance(before, Article) and isinstance(after, Article)
    assert isinstance(item, Failure)
    assert isinstance(item.error, BadLine)
    assert (item.origin, item.ref) == ("a.jsonl:2", ref)
    assert item.error.sentence("fr") != item.error.sentence("en")
    assert "{" not in item.error.sentence("fr")


def test_blank_lines_count_but_say_nothing() -> None:
    assert [item.origin for item in lines("", {"text": "Un."}, "  ", {"text": "Deux."})] == ["a.jsonl:2", "a.jsonl:4"]


def test_lone_surrogates_go_and_pairs_stay() -> None:
    (item,) = lines(r'{"text": "Un \ud800 poisson \ud83d\udc1f"}')
    assert isinstance(item, Article)
    assert item.text == "Un  poisson 🐟"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = '{"text": "L’été à Kervalec."}\n{"text": "Né à Brest."}\n'.encode(encoding)
    texts = [item.text for item in read_bytes("a.jsonl", content, "fr") if isinstance(item, Article)]
    assert texts == ["L’été à Kervalec.", "Né à Brest."]


def test_a_line_over_the_limit_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "Avant."}\n{"text": "' + b"a" * LIMIT_BYTES + b'"}\n{"text": "Apr\xc3\xa8s."}\n')
    before, item, after = read(str(path), "fr")
    assert isinstance(before, Article) and isinstance(after, Article)
    assert isinstance(item, Failure)
    assert isinstance(item.error, SourceTooLarge)
    assert after.origin == f"{path}:3"
