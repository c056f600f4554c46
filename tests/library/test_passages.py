from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.library.passages import split_passages
from rag.library.sentences import split_sentences
from rag.records import Article

PIECES = st.sampled_from(
    [
        "Le préfet recule. ",
        "« Non ! » dit-elle. ",
        "\n\n",
        "\n",
        "\r\n",
        "🙂",
        "1 234,5 € ; ",
        "mot",
        " ",
        "\x1e",
        "\u202f",
    ]
)


def _article(text: str) -> Article:
    return Article(title="Titre", text=text, language="fr")


@given(st.lists(PIECES, max_size=120).map("".join) | st.text(max_size=300), st.sampled_from([200, 350]))
def test_passages_are_exact_ordered_short_and_cover_every_word(text: str, longest: int) -> None:
    spans = [passage.span for passage in split_passages(_article(text), longest)]

    assert all(span.text == text[span.start : span.end] and span.end - span.start <= longest for span in spans)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))
    assert "".join("".join(span.text for span in spans).split()) == "".join(text.split())


def test_passages_end_where_sentences_or_paragraphs_do() -> None:
    text = "\n\n".join(
        "M. Roux est venu à 3.5 km. Mme Le Bec, elle, hésite encore ! Et puis plus rien. " * 4 for _ in range(9)
    )
    ends = {span.end for span in split_sentences(text, "fr")}

    passages = split_passages(_article(text), 200)

    assert len(passages) > 5
    assert {passage.span.end for passage in passages} <= ends


def test_passages_are_numbered_and_named_after_their_article() -> None:
    article = _article("Une phrase assez longue pour compter. " * 20)

    passages = split_passages(article, 200)

    assert [passage.id for passage in passages] == [f"{article.id}-{number}" for number in range(len(passages))]


def test_white_space_has_no_passage() -> None:
    assert split_passages(_article(" \n\n\t "), 200) == []


def test_tracing_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")

    split_passages(_article("Un mot."), 201)  # a size that no other test has made a splitter for

    assert "LANGSMITH_TRACING" not in os.environ
