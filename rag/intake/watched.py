"""Watched folders: files that are new or have changed are read; the articles of a file that goes away stay."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rag.errors import RefusedDocument, SourceMissing
from rag.fetching.feeds import Entry
from rag.fetching.opml import Feed
from rag.intake.refresh import FeedReport, Store, Tally
from rag.library.store import Library
from rag.records import Failure, Item, Language, Outcome
from rag.sources.clean import printable
from rag.sources.read import files, read_found

_LINK = {
    "en": "it is a link to another folder; “feeds add” watches that one",
    "fr": "c’est un lien vers un autre dossier ; « feeds add » surveille celui-là",
}


def rescan(folder: Feed, library: Library, store: Store, language: Language) -> Iterator[Outcome | FeedReport]:
    """What became of each article of each file to read, when it is on disk; then of the folder.

    Whoever stops early loses nothing: a file is done when its last article is stored. Raises LibraryError, ModelError.
    """
    if not Path(folder.address).is_dir():
        error = SourceMissing(origin=printable(folder.address))
        library.checked(folder, error.sentence(language))
        yield FeedReport(folder, "failed", {}, error=error)
        return
    tally = Tally()
    walk = _Walk(folder, library, language)
    for outcome in store(walk.items()):
        walk.acknowledge(outcome)
        tally.note(outcome)
        yield outcome
    library.checked(folder)
    yield FeedReport(folder, "read" if tally.counts else "unchanged", tally.counts, tuple(tally.failures))


class _Walk:
    """One look through a folder. `items` goes on to the next article when the one before was acknowledged."""

    def __init__(self, folder: Feed, library: Library, language: Language) -> None:
        self._folder = folder
        self._library = library
        self._language = language
        self._last: str | None = None

    def items(self) -> Iterator[Item]:
        """The articles of the files that were not read as they are now."""
        path = Path(self._folder.address)
        found = {_state(one): one for one in (*files(path), *_links(path))}
        for entry in self._library.new_entries(self._folder, map(_entry, found)):
            self._last = None
            yield from read_found(found[entry.key], self._language)
            self._library.acknowledge(self._folder, entry, self._last)

    def acknowledge(self, outcome: Outcome) -> None:
        """Note what became of the item that was given last: its article is of the folder's collection."""
        if outcome.article:
            self._last = outcome.article.id
            self._library.acknowledge(self._folder, _entry(self._last), self._last)


def _links(folder: Path) -> Iterator[Failure]:
    """The links to folders, which are named instead of followed: one that leads back up would never end."""
    for parent, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (os.path.join(parent, name) for name in folders):
            if os.path.islink(path):
                yield Failure(printable(path), RefusedDocument(origin=printable(path), cause=_LINK))


def _state(found: Path | Failure) -> str:
    """What names a file as it is now: one that is changed is another, and is read again."""
    if isinstance(found, Failure):
        return found.origin
    try:
        status = found.stat()
    except OSError:
        return str(found)
    return f"{found}\0{status.st_mtime_ns}\0{status.st_size}"


def _entry(key: str) -> Entry:
    return Entry(key, link=None, stamp="", title="", author=None, published=None, content="")
