"""Reading: every bad input becomes a failure with its reason, and the rest goes on."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag import errors
from rag.records import Article, Failure, Item
from rag.sources import read, read_bytes

PROJECT = Path(__file__).parents[2]
TEXT = (
    "Kervalec veut 1 200 logements d’ici 2030\n\n"
    "La mairie de Kervalec a annoncé « 1 200 logements » d’ici 2030. L’opposition s’en étonne.\n"
)
SPA = """<!doctype html><html><head><title>Kiosque</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript><script>start()</script></body></html>"""
PAYWALL = """<!doctype html><html><head><title>Le port</title></head><body><article><h1>Le port</h1>
<p>Cet article est réservé aux abonnés.</p><p>Déjà abonné ? Se connecter</p></article></body></html>"""
CONTROLS = "".join(map(chr, [*range(1, 9), *range(14, 32)])) * 50


def only(items: Iterable[Item]) -> Item:
    (item,) = items
    return item


BAD = {
    "empty file": ("a.txt", b"", errors.EmptySource),
    "white space": ("a.txt", b" \r\n\t \n", errors.EmptySource),
    "invisible characters only": ("a.txt", "\u200b\ufeff\u200b \u00ad".encode(), errors.EmptySource),
    "empty page": ("a.html", b"", errors.EmptySource),
    "empty Markdown": ("a.md", b"---\ntitle: Rien\n---\n", None),
    "no line of JSON": ("a.jsonl", b"\n\n", errors.EmptySource),
    "binary renamed .txt": ("a.txt", bytes(range(256)) * 40, errors.NotText),
    "control characters": ("a.txt", CONTROLS.encode(), errors.NotText),
    "damaged PDF renamed .html": ("a.html", b"%PDF-1.7\n1 0 obj", errors.DamagedDocument),
    "PDF renamed .jsonl": ("a.jsonl", b"%PDF-1.7\n1 0 obj", errors.NotText),
    "PNG renamed .md": ("a.md", b"\x89PNG\r\n\x1a\n", errors.NotText),
    "page made by a script": ("a.html", SPA.encode(), errors.NoArticle),
    "paywall notice": ("a.html", PAYWALL.encode(), errors.NoArticle),
    "60,000 nested blocks": ("a.html", b"<html><body>" + b"<div>" * 60_000 + b"fond", errors.NoArticle),
    "60,000 paragraphs of nothing": ("a.html", b"<html><body>" + b"<p>a</p>" * 60_000, errors.NoArticle),
    "more than 20 MB": ("a.txt", b"mot " * 5_100_000, errors.SourceTooLarge),
    "one JSON document": ("a.json", b'{"text": "Un texte."}', errors.UnknownFormat),
}


@pytest.mark.parametrize(("name", "content", "error"), [row for row in BAD.values() if row[2]],
                         ids=[key for key, row in BAD.items() if row[2]])  # fmt: skip
def test_bad_input_is_a_failure_with_its_reason(name: str, content: bytes, error: type[errors.SourceError]) -> None:
    item = only(read_bytes(name, content, "fr"))
    assert isinstance(item, Failure)
    assert type(item.error) is error
    assert item.origin == name
    assert name in item.error.sentence("fr")
    assert name in item.error.sentence("en")


def test_a_title_alone_is_a_short_article() -> None:
    item = only(read_bytes("a.md", b"---\ntitle: Rien\n---\n", "fr"))
    assert isinstance(item, Article)
    assert item.title == item.text == "Rien"


ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with its mark": TEXT.encode("utf-8-sig"),
    "cp1252 without charset": TEXT.encode("cp1252"),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-16 little-endian without mark": TEXT.encode("utf-16-le"),
    "UTF-16 big-endian without mark": TEXT.encode("utf-16-be"),
    "UTF-32 with its mark": TEXT.encode("utf-32"),
    "Windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "accents apart (NFD)": TEXT.replace("é", "e\u0301").encode(),
    "NUL and controls": TEXT.replace("Kervalec", "Ker\x00va\x07lec").encode(),
    "invisible tags and soft hyphens": TEXT.replace("logements", "loge\u00adme\u200bnts\U000e0041").encode(),
    "right-to-left override in the title": TEXT.replace("veut", "\u202eveut\u202c", 1).encode(),
    "mojibake": TEXT.encode().decode("cp1252").encode(),
    "two encodings": TEXT.encode().replace("opposition s’".encode(), "opposition s’".encode("cp1252")),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=list(ENCODED))
def test_the_same_text_in_any_encoding(content: bytes) -> None:
    item = only(read_bytes("a.txt", content, "en"))
    assert isinstance(item, Article)
    assert item.title == "Kervalec veut 1 200 logements d’ici 2030"
    assert item.text == "La mairie de Kervalec a annoncé « 1 200 logements » d’ici 2030. L’opposition s’en étonne."
    assert item.language == "fr"


def test_a_line_of_20_megabytes_takes_seconds() -> None:
    sentence = "La mairie de Kervalec a annoncé « 1 200 logements » d’ici 2030. "
    content = (sentence * 310_000).encode()[:20_000_000]
    start = time.monotonic()
    item = only(read_bytes("a.txt", content, "fr"))
    assert isinstance(item, Article)
    assert len(item.text) > 15_000_000
    assert time.monotonic() - start < 30


def test_text_whose_first_bytes_are_a_page_is_read_as_a_page() -> None:
    body = "<p>La halle aux poissons rouvrira lundi, a promis la maire devant les mareyeurs réunis.</p>" * 3
    item = only(read_bytes("a.txt", f"<!DOCTYPE html><html><body><h1>La halle</h1>{body}</body></html>".encode(), "fr"))
    assert isinstance(item, Article)
    assert "<p>" not in item.text


# ----------------------------------------------------------------------------- files and folders


def test_a_missing_path(tmp_path: Path) -> None:
    for path in (str(tmp_path / "rien.txt"), "un\x00nom", "x" * 5000):
        item = only(read(path, "fr"))
        assert isinstance(item, Failure)
        assert isinstance(item.error, (errors.SourceMissing, errors.SourceUnreadable))


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    item = only(read(str(path), "fr"))
    assert isinstance(item, Failure)
    assert "l’accès est refusé" in item.error.sentence("fr")
    assert "access is denied" in item.error.sentence("en")


def test_a_refusal_of_the_system_is_translated() -> None:
    """Linux refuses to read the memory of a process from its start: a real error of the system, also for root."""
    if not os.path.exists("/proc/self/mem"):
        pytest.skip("no /proc here")
    item = only(read("/proc/self/mem", "fr"))
    assert isinstance(item, Failure)
    assert type(item.error) is errors.SourceUnreadable


def test_a_folder_with_one_bad_file_among_fifty(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number:02}.txt").write_text(
            f"Titre {number}\n\nLe conseil a voté la dépense {number}, dit-on.\n"
        )
    (tmp_path / "17.txt").write_bytes(b"%PDF-1.4")
    items = list(read(str(tmp_path), "fr"))
    assert [type(item) for item in items].count(Article) == 49
    assert [Path(item.origin).name for item in items] == [f"{number:02}.txt" for number in range(50)]
    assert isinstance(items[17], Failure)


def test_a_folder_is_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".cache.txt", "sous/c.txt", ".git/d.txt", "page_files/e.txt", "photo.xyz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{TEXT * 3}</p></article></body></html>")
    os.mkfifo(tmp_path / "tube.txt")
    (tmp_path / "perdu.txt").symlink_to(tmp_path / "absent.txt")
    items = {os.path.relpath(item.origin, tmp_path): item for item in read(str(tmp_path), "fr")}
    assert list(items) == ["a.md", "b.txt", "page.html", "perdu.txt", "photo.xyz", "tube.txt", "sous/c.txt"]
    reasons = {name: type(item.error) for name, item in items.items() if isinstance(item, Failure)}
    assert reasons == {
        "perdu.txt": errors.SourceMissing,
        "photo.xyz": errors.UnknownFormat,
        "tube.txt": errors.SourceUnreadable,
    }


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    item = only(read(str(tmp_path), "fr"))
    assert isinstance(item, Failure)
    assert type(item.error) is errors.EmptySource


def test_a_file_name_that_is_not_unicode_can_be_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.txt"
    with open(path, "wb") as file:
        file.write(TEXT.encode())
    item = only(read(str(tmp_path), "fr"))
    assert isinstance(item, Article)
    assert item.origin.encode().decode().endswith("caf\ufffd\ufffd[2J.txt")


STANDARD_INPUT = {
    "text": (TEXT, ["Kervalec veut 1 200 logements d’ici 2030"]),
    "JSON Lines": ('{"title": "Un", "text": "Le un."}\n{"title": "Deux", "text": "Le deux."}\n', ["Un", "Deux"]),
    "a page": (f"<html><head><title>La criée</title></head><body><p>{TEXT * 3}</p></body></html>", ["La criée"]),
}


@pytest.mark.parametrize(("sent", "titles"), STANDARD_INPUT.values(), ids=list(STANDARD_INPUT))
def test_standard_input(sent: str, titles: list[str]) -> None:
    program = "from rag.sources import read\nfor item in read('-', 'fr'): print(item.title)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, input=sent.encode(), capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines() == titles


# ----------------------------------------------------------------------------- whatever comes


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a", "a.bin", "a.docx", "a.epub", "a.eml"]),
    st.binary(max_size=400),
)
def test_no_bytes_raise(name: str, content: bytes) -> None:
    for item in read_bytes(name, content, "fr"):
        assert isinstance(item, (Article, Failure))


MARKUP = st.sampled_from(["<p>", "</p>", "<div hidden>", "<h1>", "<table><tr><td>", "<!--", "-->", "<meta charset='x'>",
                          "<style>.a{display:none", "}</style>",
                          "<time datetime='2026-99-99'>", "&#xD800;", "&#0;"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(MARKUP, st.text(max_size=60)), max_size=30))
def test_no_markup_raises(pieces: list[str]) -> None:
    content = f"<html><body><article>{''.join(pieces)}".encode("utf-8", "surrogatepass")
    for name in ("a.html", "a.md"):
        item = only(read_bytes(name, content, "fr"))
        assert isinstance(item, (Article, Failure))
        if isinstance(item, Article):
            assert item.text.strip() and item.title.strip()
            item.text.encode()


def test_reading_is_lazy() -> None:
    lines = io.BytesIO(b'{"text": "Le premier."}\n' + b"{" * 1000)
    first = next(read_bytes("a.jsonl", lines.getvalue(), "fr"))
    assert isinstance(first, Article)


def test_importing_does_not_load_the_heavy_libraries() -> None:
    heavy = {"trafilatura", "dateparser", "ftfy", "py3langid", "markdown_it", "lxml", "pypdfium2", "mammoth"}
    program = f"import sys, rag.sources; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_sample_tells_its_outlet_and_its_day() -> None:
    found = [item for item in read(str(PROJECT / "samples"), "fr") if isinstance(item, Article)]
    assert [one.title for one in found if not (one.source and one.published)] == []
    assert len(found) == 36
