"""The sample newsstand is what its README and its ground truth say it is."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT / "samples"
SUITE = PROJECT / "rag" / "evaluation" / "newsstand"
README = PROJECT / "docs" / "samples.md"
ARTICLES = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/*.*"))
DAYS = [f"2026-10-{day}" for day in range(12, 18)]
TRUTH: dict[str, Any] = tomllib.loads((SUITE / "stories.toml").read_text("utf-8"))
STORIES: list[dict[str, Any]] = TRUTH["stories"]
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (SUITE / "questions.jsonl").read_text("utf-8").splitlines()
]
UNANSWERABLE = {"near_miss", "quotation_trap"}
KINDS = {
    *("fact", "crosslingual", "multi", "date", "dated", "disagreement", "across", "quotation", "follow_up"),
    *UNANSWERABLE,
}
REAL_OUTLETS = (
    r"Le Monde|Le Figaro|Libération|Mediapart|L[’']Équipe|Les Échos|Ouest-France|Sud Ouest|France Info|Le Parisien|"
    r"Reuters|AFP|Agence France|Associated Press|BBC|CNN|The Guardian|The Times|The Economist|Bloomberg|Sky News"
)
UNSEEN_TAGS = {"head", "script", "style", "nav", "aside", "footer", "form", "button", "figcaption"}
VOID_TAGS = {"br", "img", "input", "meta", "link", "hr"}
NO_BREAK = "\u00a0\u202f"


class _Visible(HTMLParser):
    """Collects what a reader sees of a page, without its menus, margins and hidden parts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        unseen = tag in UNSEEN_TAGS or "aria-hidden" in values or "display:none" in (values.get("style") or "")
        if tag not in VOID_TAGS:
            self.open.append((tag, unseen))

    def handle_endtag(self, tag: str) -> None:
        expected, _ = self.open.pop()
        assert tag == expected, f"</{tag}> closes <{expected}> on line {self.getpos()[0]}"

    def handle_data(self, data: str) -> None:
        if not any(unseen for _, unseen in self.open):
            self.pieces.append(data)


def raw(file: str) -> str:
    return (SAMPLES / file).read_text("utf-8")


def visible(file: str) -> str:
    """The text of a page without its hidden parts; of Markdown, what follows the front matter."""
    text = raw(file)
    if file.endswith(".html"):
        parser = _Visible()
        parser.feed(text)
        assert not parser.open, parser.open
        return "".join(parser.pieces)
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


def planted(kind: str, list_name: str) -> list[tuple[str, dict[str, Any]]]:
    """Every (story key, entry) of one kind of plant; `list_name` is the key of its values."""
    return [(story["key"], plant) for story in STORIES for plant in story.get(kind, ()) if plant[list_name]]


def outlet_of(file: str) -> dict[str, Any]:
    (outlet,) = [outlet for outlet in TRUTH["outlets"] if file in outlet["files"]]
    return dict(outlet)


def first_number(text: str) -> float:
    digits = re.sub(rf"(?<=\d)[{NO_BREAK}](?=\d)", "", text)
    found = re.search(r"\d+(?:[.,]\d+)?", digits)
    assert found, text
    return float(found.group().replace(",", "."))


# ----------------------------------------------------------------------------- the whole


def test_formats_and_days_are_as_documented() -> None:
    assert Counter(Path(file).suffix for file in ARTICLES) == {".html": 14, ".txt": 12, ".md": 10}
    assert sorted({file.split("/")[0] for file in ARTICLES}) == DAYS
    assert all(re.fullmatch(r"[a-z0-9-]+\.(html|txt|md)", file.split("/")[1]) for file in ARTICLES)


def test_readme_counts() -> None:
    readme = README.read_text("utf-8")
    languages = Counter(outlet_of(file)["language"] for file in ARTICLES)
    assert f"| {len(ARTICLES)}: {languages['fr']} in French, {languages['en']} in English |" in readme
    assert f"| stories | {len(STORIES)} |" in readme
    assert 0.55 <= languages["fr"] / len(ARTICLES) <= 0.65


def test_ten_outlets_and_an_agency() -> None:
    kinds = Counter(outlet["kind"] == "agency" for outlet in TRUTH["outlets"])
    assert kinds == {False: 10, True: 1}


@pytest.mark.parametrize("holder", ["stories", "outlets"])
def test_every_article_has_exactly_one(holder: str) -> None:
    assert sorted(file for entry in TRUTH[holder] for file in entry["files"]) == ARTICLES


# ----------------------------------------------------------------------------- each article


@pytest.mark.parametrize("file", ARTICLES)
def test_article_is_of_a_plausible_length(file: str) -> None:
    paragraphs = [line for line in visible(file).splitlines() if len(line.split()) > 15]
    assert 150 <= len(" ".join(paragraphs).split()) <= 450


@pytest.mark.parametrize("file", ARTICLES)
def test_article_is_composed_unicode_without_control_characters(file: str) -> None:
    text = raw(file)
    assert unicodedata.is_normalized("NFC", text)
    assert not [char for char in text if unicodedata.category(char) == "Cc" and char != "\n"]


@pytest.mark.parametrize("file", ARTICLES)
def test_guillemets_keep_their_words_with_no_break_spaces(file: str) -> None:
    text = visible(file)
    assert text.count("«") == text.count("»")
    assert not re.findall(rf"«[^{NO_BREAK}]|[^{NO_BREAK}]»", text)


@pytest.mark.parametrize("file", ARTICLES)
def test_article_tells_its_outlet_and_its_day(file: str) -> None:
    text = raw(file).replace("&amp;", "&")
    outlet, day = outlet_of(file), file[8:10]
    assert outlet["name"] in text or outlet["name"].replace("’", "'") in text
    assert re.search(rf"2026-10-{day}|{day}[ {NO_BREAK}]octobre 2026|Oct(?:ober|\.) {day}, 2026", text)


@pytest.mark.parametrize("file", [file for file in ARTICLES if file.endswith(".html")])
def test_page_declares_itself_and_carries_furniture(file: str) -> None:
    text = raw(file)
    assert re.search(rf'<html lang="{outlet_of(file)["language"]}', text)
    assert 'property="og:site_name"' in text
    assert "cookie" in text.lower() or "consent" in text or "alerte" in text
    assert len(visible(file)) < 0.8 * len(text)


@pytest.mark.parametrize(
    "path", [*(SAMPLES / file for file in ARTICLES), *SUITE.iterdir(), README], ids=lambda path: path.name
)
def test_no_real_outlet_is_named(path: Path) -> None:
    assert not re.findall(rf"\b(?:{REAL_OUTLETS})\b", path.read_text("utf-8"))


# ----------------------------------------------------------------------------- what was planted


VALUES = [
    (set(story["files"]), entry["file"], entry["value"])
    for story in STORIES
    for kind, name in [("disagreements", "values"), ("agreements", "values"), ("developments", "steps")]
    for plant in story.get(kind, ())
    for entry in plant[name]
]


@pytest.mark.parametrize("files, file, value", VALUES, ids=[f"{file}:{value}" for _, file, value in VALUES])
def test_planted_value_is_in_a_file_of_its_story(files: set[str], file: str, value: str) -> None:
    assert file in files
    assert value in visible(file)


def test_disagreements_disagree() -> None:
    for key, plant in planted("disagreements", "values"):
        assert len({entry["value"] for entry in plant["values"]}) > 1, key


def test_four_stories_disagree_across_languages() -> None:
    across = {
        key
        for key, plant in planted("disagreements", "values")
        if {outlet_of(entry["file"])["language"] for entry in plant["values"]} == {"fr", "en"}
    }
    assert len(across) >= 4


def test_a_story_develops_over_four_days() -> None:
    (people, _level) = [plant["steps"] for _, plant in planted("developments", "steps")]
    assert len({step["file"].split("/")[0] for step in people}) == 4
    numbers = [first_number(step["value"]) for step in people]
    assert all(before < after for before, after in pairwise(numbers))


def test_two_outlets_reprint_the_dispatch_with_light_edits() -> None:
    ((_, plant),) = planted("reprints", "files")
    dispatch = visible(plant["of"]).split()
    assert outlet_of(plant["of"])["kind"] == "agency"
    assert len({outlet_of(file)["name"] for file in plant["files"]}) == 2
    for file in plant["files"]:
        words = [word.replace("'", "’") for word in visible(file).split()]
        kept = sum(block.size for block in SequenceMatcher(None, dispatch, words, autojunk=False).get_matching_blocks())
        assert 0.8 < kept / len(dispatch) < 1


def test_the_correction_takes_back_what_was_printed() -> None:
    ((_, plant),) = planted("corrections", "right")
    assert "Rectificatif" in visible(plant["file"])
    assert plant["corrects"].split("/")[0] < plant["file"].split("/")[0]
    assert all(value in visible(plant["corrects"]) for value in plant["wrong"])
    assert all(value in visible(plant["file"]) for value in plant["right"])
    assert not any(value in visible(plant["corrects"]) for value in plant["right"])


@pytest.mark.parametrize("trap", TRUTH["traps"], ids=lambda trap: trap["kind"])
def test_trap_is_in_its_file(trap: dict[str, str]) -> None:
    assert trap["text"] in raw(trap["file"])
    assert (trap["text"] in visible(trap["file"])) == (trap["kind"] != "hidden div")


# ----------------------------------------------------------------------------- the questions


def test_questions_are_enough_and_balanced() -> None:
    answerable = [question for question in QUESTIONS if question["answerable"]]
    assert len(QUESTIONS) >= 80
    assert len(answerable) >= 60
    assert len(QUESTIONS) - len(answerable) >= 20
    assert {question["kind"] for question in QUESTIONS} == KINDS
    for group in (answerable, QUESTIONS):
        assert 0.45 <= sum(question["lang"] == "fr" for question in group) / len(group) <= 0.55
    for key in ("id", "question"):
        assert len({question[key] for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_question_is_well_formed(question: dict[str, Any]) -> None:
    assert list(question)[:7] == ["id", "question", "lang", "answers", "file", "answerable", "kind"]
    assert set(list(question)[7:]) <= {"also", "previous"}
    assert (question["kind"] == "follow_up") <= bool(question.get("previous"))
    assert question["lang"] in ("fr", "en")
    assert question["answerable"] == (question["kind"] not in UNANSWERABLE)
    assert question["answerable"] == (question["file"] is not None) == bool(question["answers"])
    assert question["kind"] in ("multi", "across") or len(question["answers"]) <= 1
    assert question["kind"] != "across" or len(question["answers"]) == 2 <= 1 + len(question["also"])


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q["answerable"]], ids=lambda question: question["id"])
def test_answers_are_short_and_in_the_visible_text(question: dict[str, Any]) -> None:
    text = "\n".join(visible(file) for file in [question["file"], *question.get("also", ())])
    assert all(answer in text and len(answer) <= 60 for answer in question["answers"])
    across = outlet_of(question["file"])["language"] != question["lang"]
    assert across or question["kind"] != "crosslingual"


def test_disagreement_questions_ask_about_a_planted_disagreement() -> None:
    files = {entry["file"] for _, plant in planted("disagreements", "values") for entry in plant["values"]}
    assert {question["file"] for question in QUESTIONS if question["kind"] == "disagreement"} <= files
