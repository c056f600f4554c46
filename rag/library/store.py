"""The library: what is stored, in one SQLite file under its home folder. Nothing here can be lost and found again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from sqlite3 import Connection, Row
from types import TracebackType
from typing import Self

from rag.errors import LibraryDamaged, UnknownArticle
from rag.library import versions
from rag.library.articles import Articles, to_article
from rag.library.briefings import Briefings
from rag.library.conversations import Conversation, Conversations
from rag.library.database import Database, check_copy, put_aside
from rag.library.embeddings import TOUCH, Embeddings, Pending, QueuedChange
from rag.library.feeds import Feeds
from rag.library.likeness import is_fuller
from rag.library.listing import Listing
from rag.library.places import read_there
from rag.records import Article, Outcome, Passage, Span, Status

__all__ = ["Conversation", "Library", "Pending", "QueuedChange"]


class Library(Articles, Listing, Embeddings, Conversations, Feeds, Briefings):
    """Articles with their passages, sentences and vectors; conversations; feeds; briefings.

    Any thread and any process may use it.

    Every change is one transaction that is on disk on return. All methods raise LibraryReadOnly, LibraryFull,
    LibraryDamaged or LibraryBusy when the file or the disk does not let them work; opening also LibraryTooNew.
    """

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        super().__init__(Database(self.home))

    @property
    def size_bytes(self) -> int:
        """What the file takes on the disk."""
        return self._database.path.stat().st_size

    def add(self, article: Article, passages: Sequence[Passage], sentences: Sequence[Span]) -> Outcome:
        """Store an article. The outcome is

        - unchanged when an article with its id is there, also as an older version, or when its place has the same text
          or a whole one of which it is the beginning,
        - duplicate when its text repeats another's: stored and listed, but only one is searched, the first one or a
          much fuller one,
        - updated when its address or file had another text, that older version leaves the search; also when it is an
          older version that was read there again,
        - added otherwise.
        """
        with self._database.transaction() as change:
            old = versions.previous_version(change, article)
            if (known := _known(change, article, old)) is not None:
                return known
            same = versions.original(change, article, old["id"] if old else None)
            fuller = same is not None and is_fuller(article, to_article(same))
            searched = same is None or fuller
            versions.insert(change, article, same["id"] if same and not fuller else None)
            versions.insert_spans(change, article.id, list(passages), list(sentences), searched=searched)
            if same is not None and fuller:
                versions.stand_in(change, same["id"], article)
                change.execute(TOUCH)
            if old is not None:
                versions.supersede(change, old, article)
                change.execute(TOUCH)
        if same is not None:
            return _outcome("duplicate", article, same["id"], same["ref"])
        return _outcome("updated" if old else "added", article)

    def remove(self, *article_ids: str) -> None:
        """Erase the articles and their older versions, down to the bytes of the file. Raises UnknownArticle.

        All or none of them. A reprint of one stays, and is searched from now on.
        """
        with self._database.transaction() as change:
            for article_id in article_ids:  # all before the first is erased: one may be an older version of another
                if not change.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone():
                    raise UnknownArticle(id=article_id)
            for article_id in article_ids:
                versions.erase(change, article_id)
            change.execute("DELETE FROM writings")
            # Words of deleted rows stay in older segments of the search table until these are merged.
            change.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
            change.execute(TOUCH)
        self._database.erase_traces()

    def backup(self, path: Path) -> None:
        """Write a complete copy of the library to the file `path`, also while it is in use. Raises NotWritten."""
        self._database.copy_to(path)

    def become(self, copy: Path) -> None:
        """Put the content of a sound copy in the place of this library's, also while others use it; see `restore`."""
        self._database.copy_from(copy, self.follow)

    def damage(self) -> str | None:
        """What is wrong with the file, by SQLite's own check of all its pages; None when it is sound."""
        return self._database.damage()

    def close(self) -> None:
        """Close the file. Safe any number of times; a later call of another method opens it again."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def restore(home: Path, copy: Path) -> None:
    """Put the content of a copy made by `backup` in the place of the library of `home`, at once or not at all.

    A library that is itself damaged is put aside, under another name. Raises LibraryDamaged or LibraryTooNew, before
    anything is changed, when `copy` is no usable copy.
    """
    check_copy(copy)
    try:
        with Library(home) as library:
            library.become(copy)
    except LibraryDamaged:
        put_aside(home)
        with Library(home) as library:
            library.become(copy)


def _known(change: Connection, article: Article, old: Row | None) -> Outcome | None:
    """What becomes of an article that is there already, or that brings nothing to its place; None for a new one."""
    current = to_article(old) if old else None
    if current and versions.is_stub(article, current):
        return Outcome("unchanged", article.origin, article.ref, current)
    known = change.execute("SELECT superseded_by FROM articles WHERE id = ?", (article.id,)).fetchone()
    if known is not None and known["superseded_by"] and old and read_there(article):
        versions.bring_back(change, old, article)
        change.execute(TOUCH)
        return _outcome("updated", article)
    if known is not None:
        return _outcome("unchanged", article)
    same = current if current and versions.is_same(article, current) else versions.stored_otherwise(change, article)
    return Outcome("unchanged", article.origin, article.ref, same) if same else None


def _outcome(status: Status, article: Article, of: str | None = None, of_ref: str | None = None) -> Outcome:
    return Outcome(status, article.origin, article.ref, article, of=of, of_ref=of_ref)
