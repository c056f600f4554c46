"""The list that a reader turns over: a page of it at a time, so that a library of any size opens at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.library.articles import KEPT, to_article
from rag.library.database import Database
from rag.library.stems import match_query
from rag.records import Article, Filters

_LISTED = f"FROM articles WHERE superseded_by IS NULL AND {KEPT}"

_NEWEST = "coalesce(published, added_at) DESC, number DESC"

_HOLDS = """
AND coalesce(duplicate_of, id) IN (
  SELECT article_id FROM passages JOIN passage_words ON passages.row = passage_words.rowid
  WHERE passage_words MATCH :word{number})"""

_MOST_WORDS = 12


@dataclass(frozen=True)
class Wanted:
    """Which articles are listed: those within `filters` whose title and text hold all `words`, or their beginnings.

    Case, accents and endings do not matter. A reprint has the words of what it repeats.
    """

    filters: Filters = field(default_factory=Filters)
    words: str = ""

    @property
    def matches(self) -> list[str]:
        """An FTS5 expression for each word."""
        found = re.findall(r"[^\W_]+", self.words)[:_MOST_WORDS]
        return [f'{{title text}} : "{word}"* OR {match_query(word)}' for word in found]


class Listing:
    """The part of the library that lists articles page by page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, wanted: Wanted, limit: int, offset: int = 0) -> list[Article]:
        """At most `limit` of these articles after the first `offset`, newest first, by publication, else by arrival."""
        numbers = f"SELECT number {_query(wanted)} ORDER BY {_NEWEST} LIMIT :limit OFFSET :offset"
        query = f"SELECT * FROM articles WHERE number IN ({numbers}) ORDER BY {_NEWEST}"  # noqa: S608 - constants
        with self._database.reading() as connection:
            rows = connection.execute(query, _values(wanted) | {"limit": limit, "offset": offset})
            return [to_article(row) for row in rows]

    def listed_count(self, wanted: Wanted) -> int:
        """How many of these articles there are."""
        with self._database.reading() as connection:
            return int(connection.execute(f"SELECT count(*) {_query(wanted)}", _values(wanted)).fetchone()[0])

    def outlets(self) -> list[str]:
        """Those named by the articles that are listed, in no order."""
        query = "SELECT DISTINCT source FROM articles WHERE superseded_by IS NULL AND source IS NOT NULL"
        with self._database.reading() as connection:
            return [row["source"] for row in connection.execute(query)]

    def days(self) -> tuple[str, str] | None:
        """The first and the last ISO day that listed articles were published on; None when none has a date."""
        query = """SELECT min(substr(published, 1, 10)) AS first, max(substr(published, 1, 10)) AS last FROM articles
            WHERE superseded_by IS NULL AND published <> ''"""
        with self._database.reading() as connection:
            row = connection.execute(query).fetchone()
        return (row["first"], row["last"]) if row["first"] else None


def _query(wanted: Wanted) -> str:
    return _LISTED + "".join(_HOLDS.format(number=number) for number in range(len(wanted.matches)))


def _values(wanted: Wanted) -> dict[str, object]:
    words = {f"word{number}": match for number, match in enumerate(wanted.matches)}
    return vars(wanted.filters) | words
