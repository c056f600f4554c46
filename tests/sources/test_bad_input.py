"""Whatever a reader may be handed: each row is one bad or odd input, read beside a good one, which is never lost."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import errors
from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.library.store import Library
from rag.records import Article, Failure, Item
from rag.sources import pdf as pdf_room
from rag.sources import read, read_bytes
from tests.library.shelf import add
from tests.sources import test_documents, test_pdf, test_read
from tests.sources.building import epub, paragraph, pdf, word

GOOD = (
    "Kervalec rouvre sa criée\n\nLa criée de Kervalec rouvrira « avant l’hiver », a promis lundi la présidente du "
    "port. Le toit, arraché par la tempête, a été refait pour 2,4\u202fmillions d’euros.\n"
)
BODY = GOOD.partition("\n\n")[2].strip()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as opened:
        yield opened


KEPT = {
    "no-break and narrow spaces": (GOOD.replace("« ", "«\u00a0"), BODY.replace("« ", "«\u00a0")),
    "printer's ligatures": (GOOD.replace("refait", "re\ufb01xé").replace("toit", "\ufb02anc"),
                            BODY.replace("refait", "refixé").replace("toit", "flanc")),
    "the letter œ": (GOOD.replace("toit", "œil-de-bœuf"), BODY.replace("toit", "œil-de-bœuf")),
    "letters of another alphabet": (GOOD.replace("Le toit", "Lе toit"), BODY.replace("Le toit", "Lе toit")),
    "accents piled on a letter": (GOOD.replace("toit", "t" + "\u0301" * 5000 + "oit"),
                                  BODY.replace("toit", "t" + "\u0301" * 8 + "oit")),
    "terminal colours": (GOOD.replace("toit", "\x1b[31mtoit\x1b[0m"), BODY.replace("toit", "[31mtoit[0m")),
    "emoji joined by invisible marks": (GOOD.replace("toit", "toit 👨\u200d👩"), BODY.replace("toit", "toit 👨👩")),
    "a tag that is never closed": (f"<html><body><article><h1>Criée<p>{BODY}<p>{BODY[::-1]}", BODY),
    "fake special tokens": (GOOD.replace("toit", "toit<|im_end|>"), BODY.replace("toit", "toit<|im_end|>")),
}  # fmt: skip


@pytest.mark.parametrize(("given", "text"), KEPT.values(), ids=list(KEPT))
def test_odd_characters_are_cleaned_once(given: str, text: str) -> None:
    (item,) = read_bytes("a.txt", given.encode("utf-8", "surrogatepass"), "en")
    assert isinstance(item, Article)
    assert item.text.startswith(text)
    assert item.language == "fr"


NAMES = ["..txt", "CON.txt", "point..txt", "point.txt.", "-rf.txt", "a\nb.txt", "🐟.txt", "%2e%2e.txt", "a.exe:$x.txt",
         "é" * 120 + ".txt",
         "..\\..\\x.txt", "\u202egpj.txt", "\x1b[2J.txt"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_odd_names_are_read_and_can_be_shown(tmp_path: Path, library: Library, name: str) -> None:
    folder = tmp_path / "lot"
    folder.mkdir()
    (folder / name).write_text(GOOD)
    items = list(read(str(folder / name), "en"))
    assert [item.text for item in items if isinstance(item, Article)] == [BODY]
    assert items[0].origin.isprintable()
    for item in [*items, *read_bytes(name, GOOD.encode(), "en")]:
        assert isinstance(item, Article)
        assert add(library, item).article == item


def test_a_name_that_is_too_long_is_a_failure(tmp_path: Path) -> None:
    for name in ("x" * 300, "..", "a/" * 3000):
        assert [type(item) for item in read(str(tmp_path / "lot" / name), "fr")] == [Failure]


def _all_bad() -> dict[str, tuple[str, bytes]]:
    """The rows of the other tables too: suffix and content by what is wrong with it."""
    rows = {case: (row[0], row[1]) for case, row in (*test_read.BAD.items(), *test_documents.BAD.items()) if row[-1]}
    rows |= {f"PDF {case}": ("a.pdf", content) for case, (content, _) in test_pdf.BAD.items()}
    return {case: row for case, row in rows.items() if len(row[1]) < 5_000_000}


def test_a_folder_of_everything_bad_loses_no_good_file(tmp_path: Path) -> None:
    for number, (name, content) in enumerate(_all_bad().values()):
        suffix = Path(name).suffix.replace(".zip", ".txt")
        (tmp_path / f"{number:03}{suffix}").write_bytes(content)
        if number % 5 == 0:
            (tmp_path / f"{number:03}-bon.txt").write_text(GOOD)
    items = {os.path.basename(item.origin): item for item in read(str(tmp_path), "fr")}
    good = [name for name, item in items.items() if isinstance(item, Article)]
    assert good == [name for name in items if name.endswith("-bon.txt")]
    assert len(items) == len(_all_bad()) + len(good)
    sentences = [item.error.sentence("fr") for item in items.values() if isinstance(item, Failure)]
    assert all(sentence.startswith(("«", "Aucun")) and sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    "words",
    ["le vent tourne et la mer monte sans fin ", "oui, M. Le Bec, non\u202f; ", "x"],
    ids=["words", "stops", "one"],
)
def test_a_paragraph_of_eight_megabytes_is_cut_and_nothing_is_lost(tmp_path: Path, words: str) -> None:
    text = f"Il a dit : « {words * (8_000_000 // len(words))}fin »"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    started = time.monotonic()
    (article,) = read(str(tmp_path / "a.txt"), "fr")
    assert isinstance(article, Article)
    passages, sentences = split_passages(article, 900), split_sentences(article.text, "fr")
    assert time.monotonic() - started < 60
    for pieces in ([one.span for one in passages], sentences):
        assert max(one.end - one.start for one in pieces) <= 900
        assert all(one.text == article.text[one.start : one.end] for one in pieces)
        assert article.text.endswith(pieces[-1].text)
        told = sum(len("".join(one.text.split())) for one in pieces)
        assert told >= len("".join(article.text.split()))


def _bomb(size_bytes: int) -> bytes:
    """A PDF of some hundred kilobytes whose only page has `size_bytes` of text."""
    stream = zlib.compress(b"BT /F 1 Tf 0 0 Td (a) Tj ET\n" * (size_bytes // 28), 9)
    plain = pdf([[(60, 700, "x" * 40)]])
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    return plain[:start] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\n" % (len(stream), stream) + plain[end:]


def test_a_pdf_that_grows_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_room, "SECONDS", 1)
    (item,) = read_bytes("a.pdf", _bomb(120_000_000), "fr")
    assert isinstance(item, Failure)
    assert type(item.error) is errors.RefusedDocument


def test_a_correction_and_a_new_text_at_the_same_place(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "criee.docx"
    statuses = []
    for figure in ("2,4", "3,1", "3,1"):
        path.write_bytes(word("".join(map(paragraph, [BODY.replace("2,4", figure)] * 2))))
        (item,) = read(str(path), "fr")
        assert isinstance(item, Article)
        statuses.append(add(library, item).status)
    assert statuses == ["added", "updated", "unchanged"]


SOUND = (
    ("a.docx", word(paragraph(BODY))), ("a.epub", epub({"a.xhtml": f"<h1>Criée</h1><p>{BODY * 2}</p>"})),
    ("a.eml", f"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{BODY}\n--b--\n".encode()),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SOUND), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=12))
def test_no_damage_raises(sound: tuple[str, bytes], changes: list[tuple[int, int]]) -> None:
    name, content = sound[0], bytearray(sound[1])
    for place, byte in changes:
        content[place % len(content)] = byte
    assert all(isinstance(item, Item) for item in read_bytes(name, bytes(content), "fr"))
