"""Both languages say everything, with the typography of each."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from rag.errors import KiosqueError
from rag.interface.words import WORDS, counted, say, sized
from rag.typography import NARROW, WIDE, day, days, decimal, grouped, typeset

PAGES = Path(__file__).resolve().parents[2] / "rag" / "interface"
SOURCES = [*(PAGES / "page").glob("*.py"), *(PAGES / "pictures").glob("*.py"), *PAGES.glob("*.py")]
COMPUTED = {"role.", "model.", "language.", "status.", "phase.", "setting.", "origin.", "lacks.", "index."}
"""Beginnings of keys that the code completes: say(f"phase.{phase}")."""

COUNTED = {"stories", "feeds", "articles", "outlets", "passages", "sentences", "requests"}


def variables(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(WORDS["fr"]) == set(WORDS["en"])


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_both_languages_are_filled_with_the_same_values(key: str) -> None:
    assert WORDS["fr"][key].strip() and WORDS["en"][key].strip()
    assert variables(WORDS["fr"][key]) == variables(WORDS["en"][key])


def test_the_pages_use_every_key_and_no_other() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCES)
    used = set(re.findall(r"""say\(\s*["']([\w.]+)["']""", source)) | {f"chat.{one}" for one in ("busy", "input")}
    used |= {f"answer.{one}" for one in ("as_of", "latest")}
    used |= {f"article.{one}" for one in ("reprints", "versions", "similar")}
    used |= {f"library.{one}" for one in ("reprint", "searched", "outlet", "language", "collection", "since", "until")}
    used |= {f"library.all.{one}" for one in ("outlet", "language", "collection")}
    completed = {key for key in WORDS["en"] if key.startswith(tuple(COMPUTED))}
    numbers = {f"{noun}.{form}" for noun in COUNTED for form in ("one", "many")}
    assert used | completed | numbers == set(WORDS["en"])


@pytest.mark.parametrize("key", sorted(WORDS["fr"]))
def test_french_punctuation_is_never_parted_from_its_word(key: str) -> None:
    assert not re.search(r" [;:!?»]|« |[^\s\u202f][;!?»](?!\w)", WORDS["fr"][key]), WORDS["fr"][key]


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_english_has_no_french_punctuation(key: str) -> None:
    assert not re.search(r"[«»\u202f]|\s[;:!?]", WORDS["en"][key])


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Quoi ?", f"Quoi{NARROW}?"),
        ("« Oui »", f"«{NARROW}Oui{NARROW}»"),
        ("Source : ici", f"Source{WIDE}: ici"),
        ("http://x.example", "http://x.example"),
        ("déjà" + NARROW + "!", f"déjà{NARROW}!"),
    ],
    ids=["question", "guillemets", "colon", "address", "already narrow"],
)
def test_typeset(plain: str, expected: str) -> None:
    assert typeset(plain) == expected


@pytest.mark.parametrize(
    ("published", "french", "english"),
    [
        ("2026-10-14", f"14{WIDE}octobre 2026", f"14{WIDE}October 2026"),
        ("2026-08-01T23:30:00-05:00", f"1er{WIDE}août 2026", f"1{WIDE}August 2026"),
        (None, "", ""),
        ("hier", "", ""),
        ("2026-13-45", "", ""),
    ],
    ids=["day", "first of the month, late in its zone", "none", "not a date", "impossible"],
)
def test_days(published: str | None, french: str, english: str) -> None:
    assert (day(published, "fr"), day(published, "en")) == (french, english)


def test_counts_and_numbers() -> None:
    assert [counted("articles", n, "fr") for n in (0, 1, 2)] == ["0 article", "1 article", "2 articles"]
    assert [counted("articles", n, "en") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert (grouped(12345, "fr"), grouped(12345, "en")) == (f"12{NARROW}345", "12,345")
    sizes = (40_000, 340_000, 72_000_000, 1_117_320_768)
    assert [sized(one, "fr") for one in sizes] == ["0,1\u00a0Mo", "0,3\u00a0Mo", "72\u00a0Mo", "1,1\u00a0Go"]
    assert sized(999_000_000, "en") == "999 MB"
    assert (decimal(1.25, "fr"), decimal(9.96, "en")) == ("1,2", "10.0")


def test_an_unknown_key_is_seen() -> None:
    with pytest.raises(KeyError):
        say("no.such.key", "fr")


def test_sentences_of_errors_can_be_typeset() -> None:
    for error in KiosqueError.__subclasses__():
        assert not re.search(r" [;!?»]", typeset(error.french))


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        ("2026-11-25", "2026-11-30", "25 au 30\u00a0novembre 2026", "25 to 30\u00a0November 2026"),
        ("2026-12-01", "2026-12-03T08:00", "1er au 3\u00a0décembre 2026", "1 to 3\u00a0December 2026"),
        (
            "2026-11-25",
            "2026-12-03",
            "25\u00a0novembre au 3\u00a0décembre 2026",
            "25\u00a0November to 3\u00a0December 2026",
        ),
        (
            "2026-12-25",
            "2027-01-03",
            "25\u00a0décembre 2026 au 3\u00a0janvier 2027",
            "25\u00a0December 2026 to 3\u00a0January 2027",
        ),
        ("2026-11-25", "2026-11-25T10:00", "25\u00a0novembre 2026", "25\u00a0November 2026"),
        (None, None, "", ""),
    ],
)
def test_days_say_once_what_they_share(first: str | None, last: str | None, french: str, english: str) -> None:
    assert (days(first, last, "fr"), days(first, last, "en")) == (french, english)
