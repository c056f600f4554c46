"""Suites: articles, and questions whose answers are known.

A folder holds `documents.jsonl` (as `add` reads it) and `questions.jsonl`: {"id"?, "question", "lang"?, "answers",
"answerable"?, "doc_id"?, "other_doc_ids_matching"?, "previous"?} a line. The shipped suite asks about the samples; it
names the files of its articles instead ("file", "also").
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import BadLine, EmptySource, SourceMissing
from rag.records import Article, Language
from rag.settings import PROJECT
from rag.sources.jsonl import parse_object
from rag.sources.language import detect, named

_NO_QUESTION = {"fr": "« question » y manque", "en": "“question” is missing"}

SHIPPED = Path(__file__).parent / "newsstand"


@dataclass(frozen=True)
class Asked:
    """A question and what a good answer is.

    `answers` are texts of the articles: one of them is enough, unless `together`. `gold` is the key of the article that
    holds the answer, `lenient` those of others that may be cited as well; `previous` are the questions before it.
    """

    id: str
    question: str
    language: Language
    answerable: bool
    answers: tuple[str, ...] = ()
    together: bool = False
    gold: str | None = None
    lenient: frozenset[str] = frozenset()
    previous: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The question as it can be understood by itself: after those that came before it."""
        return " ".join((*self.previous, self.question))


@dataclass(frozen=True)
class Suite:
    """`documents` is a path that `add` reads; `digest` changes with any byte of the documents or questions."""

    name: str
    documents: Path
    questions: tuple[Asked, ...]
    digest: str

    def key(self, article: Article) -> str:
        """What `gold` and `lenient` name: the reader's own id of an article, else its file under `documents`."""
        if article.ref is not None:
            return article.ref
        return Path(article.origin).relative_to(self.documents).as_posix()


def load_suite(folder: Path | None) -> Suite:
    """The suite in `folder`; the shipped one for None. Raises SourceMissing, BadLine, EmptySource."""
    questions = (folder or SHIPPED) / "questions.jsonl"
    documents = folder / "documents.jsonl" if folder else PROJECT / "samples"
    for needed in (questions, documents):
        if not needed.exists():
            raise SourceMissing(origin=needed)
    lines = enumerate(questions.read_text("utf-8-sig", "replace").split("\n"), start=1)
    asked = tuple(_asked(line, number, questions) for number, line in lines if line.strip())
    if not asked:
        raise EmptySource(origin=questions)
    files = [questions, *sorted(path for path in documents.rglob("*") if path.is_file())] if folder is None else None
    name = folder.resolve().name if folder else "newsstand"
    return Suite(name, documents, asked, _digest(files or [questions, documents]))


def _asked(line: str, number: int, file: Path) -> Asked:
    fields = parse_object(str(file), number, line)
    question = fields.get("question")
    if not isinstance(question, str) or not question.strip():
        raise BadLine(number=number, origin=file, cause=_NO_QUESTION)
    answers, previous = _texts(fields, "answers", number, file), _texts(fields, "previous", number, file)
    gold = fields.get("doc_id") or fields.get("file")
    return Asked(
        id=str(fields.get("id") or number),
        question=question,
        language=named(fields.get("lang") or fields.get("language")) or detect(question, "en"),
        answerable=bool(fields.get("answerable", bool(answers))),
        answers=answers,
        together="file" in fields,
        gold=None if gold is None else str(gold),
        lenient=frozenset(
            (*_texts(fields, "other_doc_ids_matching", number, file), *_texts(fields, "also", number, file))
        ),
        previous=previous,
    )


def _texts(fields: dict[str, Any], key: str, number: int, file: Path) -> tuple[str, ...]:
    values = fields.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        cause = {"fr": f"« {key} » n’y est pas une liste de textes", "en": f"“{key}” is no list of texts there"}
        raise BadLine(number=number, origin=file, cause=cause)
    return tuple(values)


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]
