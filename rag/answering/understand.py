"""A question made ready: checked, cleaned of what is not text, and its language known."""

from __future__ import annotations

import re

from rag.errors import BadQuestion
from rag.records import Language, Query
from rag.sources.language import detect

LONGEST_QUESTION = 8_000
"""Characters: about 4 pages. A longer question is a document, and belongs in the library."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\U000e0000-\U000e007f]")


def understand(question: str, language: Language | None, fallback: Language) -> Query:
    """The query for `question`; its language is detected where it is not given.

    `fallback` is the language of an answer when the question's is neither French nor English, or cannot be told.
    Raises BadQuestion when nothing but white space is left, or when it is longer than LONGEST_QUESTION.
    """
    text = " ".join(_CONTROLS.sub(" ", question).split())
    if not text or len(text) > LONGEST_QUESTION:
        raise BadQuestion(limit=LONGEST_QUESTION, size=len(text))
    return Query(text, language or detect(text, fallback))
