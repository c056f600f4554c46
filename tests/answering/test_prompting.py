"""Messages to the model: the same form for the examples and for what is really asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rag.answering.prompting import FOLDER, Prompts, SourceText, answer_prompt
from rag.errors import BadPrompt
from rag.records import LANGUAGES, Article, Evidence, Language, Query, Span

TEXT = "Le bac de la Lisse reprend mardi. Il transporte 1 204 passagers par jour."
ARTICLE = Article("Le bac repart", TEXT, "fr", published="2026-10-14", source="Le Courrier")
EVIDENCE = (Evidence(ARTICLE, Span(34, len(TEXT), TEXT[34:]), 0.9),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_take_the_form_of_the_examples(language: Language) -> None:
    prompts = Prompts()
    prompt = answer_prompt(prompts, "answer", Query("Combien de passagers ?", language), EVIDENCE)

    assert prompt[:-1] == prompts.opening(language)
    assert [message.role for message in prompt] == ["system", *["user", "assistant"] * 3, "user"]
    first_lines = {message.text.splitlines()[0] for message in prompt if message.role == "user"}
    last_lines = {message.text.splitlines()[-1] for message in prompt if message.role == "user"}
    assert (len(first_lines), len(last_lines)) == (1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_on_the_same_extracts_share_all_but_the_task(language: Language) -> None:
    query = Query("Combien de passagers ?", language)
    asked, judged = (answer_prompt(Prompts(), task, query, EVIDENCE) for task in ("answer", "answerable"))

    assert asked[:-1] == judged[:-1]
    assert asked[-1].text.splitlines()[:-1] == judged[-1].text.splitlines()[:-1]


def test_headings_tell_outlet_and_day() -> None:
    prompt = answer_prompt(Prompts(), "answer", Query("Combien ?", "fr"), EVIDENCE)
    assert "# Le bac repart (Le Courrier, 2026-10-14)\nIl transporte 1 204 passagers par jour." in prompt[-1].text


def test_values_are_never_read_as_templates() -> None:
    sources = [SourceText("{{ 7 * 7 }}", "{% for x in y %}")]
    message = Prompts().asked("answer", "en", sources=sources, question="{{ config }}", previous=None)
    assert "{{ 7 * 7 }}\n{% for x in y %}" in message.text
    assert "{{ config }}" in message.text


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("answer.fr.md", "Réponds à {{ nobody }}."),
        ("answer.en.md", "{% if %}"),
        ("examples.fr.toml", "[[example]]\nquestion = 'Qui ?'"),
        ("examples.en.toml", "[[example"),
        ("retry.fr.md", None),
        ("examples.en.toml", None),
    ],
)
def test_a_damaged_folder_is_named(tmp_path: Path, file: str, content: str | None) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "prompts"))
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, encoding="utf-8")

    with pytest.raises(BadPrompt) as raised:
        Prompts(folder)
    assert file in raised.value.sentence("en")
