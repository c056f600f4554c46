"""Which articles there are: all of them, or a page of the list that a reader turns over, at once whatever the size."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.library.articles import KEPT, bound, to_article
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

    filters: Filters = Filters()
    words: str = ""


EVERY_ARTICLE = Wanted()


class Listing:
    """The part of the library that lists articles. Older versions are not listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def articles(self, filters: Filters | None = None, limit: int = -1) -> list[Article]:
        """The articles, newest first, reprints included; -1 is no limit."""
        return self.listed(Wanted(filters or Filters()), limit)

    def listed(self, wanted: Wanted, limit: int, offset: int = 0) -> list[Article]:
        """At most `limit` of these articles after the first `offset`, newest first, by publication, else by arrival."""
        numbers = f"SELECT number {_query(wanted)} ORDER BY {_NEWEST} LIMIT :limit OFFSET :offset"
        query = f"SELECT * FROM articles WHERE number IN ({numbers}) ORDER BY {_NEWEST}"  # noqa: S608 - constants
        return list(map(to_article, self._database.rows(query, _values(wanted) | {"limit": limit, "offset": offset})))

    def count(self, wanted: Wanted = EVERY_ARTICLE) -> int:
        """How many of these articles there are."""
        return int(self._database.value(f"SELECT count(*) {_query(wanted)}", _values(wanted)))

    def outlets(self) -> list[str]:
        """Those named by the articles that are listed, in no order."""
        query = "SELECT DISTINCT source FROM articles WHERE superseded_by IS NULL AND source IS NOT NULL"
        return [row["source"] for row in self._database.rows(query)]

    def days(self, until: str = "9999") -> tuple[str, str] | None:
        """The first and the last ISO day, `until` at most, that listed articles were published on; None without any."""
        query = "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles"
        kept = "superseded_by IS NULL AND published <> '' AND substr(published, 1, 10) <= ?"
        ((first, last),) = self._database.rows(f"{query} WHERE {kept}", (until,))
        return (first, last) if first else None

    def newest_day(self, until: str = "9999") -> str | None:
        """The last of `days`."""
        return (self.days(until) or (None, None))[1]


def _query(wanted: Wanted) -> str:
    return _LISTED + "".join(_HOLDS.format(number=number) for number in range(len(_matches(wanted.words))))


def _values(wanted: Wanted) -> dict[str, object]:
    return bound(wanted.filters) | {f"word{number}": match for number, match in enumerate(_matches(wanted.words))}


def _matches(words: str) -> list[str]:
    """An FTS5 expression for each word."""
    found = re.findall(r"[^\W_]+", words)[:_MOST_WORDS]
    return [f'{{title text}} : "{word}"* OR {match_query(word)}' for word in found]
