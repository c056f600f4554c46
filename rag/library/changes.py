"""What a new version of an article changed, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rag.library.articles import Articles
from rag.library.sentences import split_sentences
from rag.records import Article


@dataclass(frozen=True)
class Change:
    """A version that was replaced; `removed` and `added` are titles and sentences, in the order of their texts."""

    before: Article
    removed: tuple[str, ...]
    added: tuple[str, ...]


def history(library: Articles, article: Article) -> list[Change]:
    """What each version changed, the latest change first; empty for an article that never changed."""
    versions = [article, *library.older_versions(article.id)]
    return [_change(before, after) for after, before in pairwise(versions)]


def _change(before: Article, after: Article) -> Change:
    old, new = _lines(before), _lines(after)
    removed: list[str] = []
    added: list[str] = []
    for kind, start, stop, new_start, new_stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += old[start:stop]
            added += new[new_start:new_stop]
    return Change(before, tuple(removed), tuple(added))


def _lines(article: Article) -> list[str]:
    """The title and the sentences, each on one line."""
    spans = split_sentences(article.text, article.language)
    return [article.title, *(" ".join(span.text.split()) for span in spans)]
