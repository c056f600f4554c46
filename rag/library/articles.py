"""Reading what the library holds of articles: their sentences, their passages, what they replace and repeat."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Collection, Sequence

from rag.errors import UnknownArticle
from rag.fetching.opml import NESTED
from rag.library.database import Database
from rag.records import Article, Filters, Passage, Span

SHORTEST_PREFIX = 4
"""Characters of an id that are enough to name an article, when only one article's id begins with them."""

KEPT = f"""
(:since IS NULL OR substr(published, 1, 10) >= :since) AND (:until IS NULL OR substr(published, 1, 10) <= :until)
AND (:source IS NULL OR source = :source COLLATE NOCASE) AND (:language IS NULL OR language = :language)
AND (:collection IS NULL OR articles.id IN (
  SELECT article_id FROM feed_entries JOIN feeds ON feeds.number = feed_entries.feed
  WHERE collection = :collection COLLATE NOCASE
  OR substr(collection, 1, length(:collection) + {len(NESTED)}) = :collection || '{NESTED}' COLLATE NOCASE))
AND (:articles = '[]' OR articles.id IN (SELECT value FROM json_each(:articles)))"""  # noqa: S608 - constants
"""What `Filters` keep; a collection holds those inside it."""

_SEARCHABLE = f"""
SELECT id FROM passages WHERE searched AND article_id IN (
  SELECT articles.id FROM articles WHERE superseded_by IS NULL AND {KEPT})"""  # noqa: S608

_PASSAGES = """
SELECT articles.*, passages.id AS passage_id, passages.number AS passage_number, start, stop
FROM passages JOIN articles ON articles.id = passages.article_id
WHERE passages.id IN (SELECT value FROM json_each(?))"""

# The words of the title count twice: of the weights tried on the development questions, 2 to 1 was the best.
_LEXICAL = f"""
SELECT passages.id, -bm25(passage_words, 2.0, 1.0, 1.0) AS score
FROM passage_words JOIN passages ON passages.row = passage_words.rowid JOIN articles ON articles.id = article_id
WHERE passage_words MATCH :match AND {KEPT} ORDER BY score DESC, passages.row LIMIT :limit"""  # noqa: S608

OLDER = """
WITH RECURSIVE older (id) AS (
  SELECT id FROM articles WHERE superseded_by = ?
  UNION SELECT articles.id FROM articles JOIN older ON superseded_by = older.id)
SELECT articles.* FROM articles JOIN older USING (id) ORDER BY number DESC"""

_FREQUENCIES = """
SELECT term, doc FROM passage_vocabulary WHERE col = 'stems' AND term IN (SELECT value FROM json_each(?))"""

_REPRINTED = """
SELECT duplicate_of, coalesce(source, origin) FROM articles
WHERE duplicate_of IS NOT NULL AND superseded_by IS NULL ORDER BY number"""


_FIELDS = tuple(one.name for one in dataclasses.fields(Article))
"""Each is a column of the table."""


def bound(filters: Filters) -> dict[str, object]:
    """The values of the named parameters of KEPT."""
    return vars(filters) | {"articles": json.dumps(filters.articles)}


class Articles:
    """The part of the library that reads articles. Older versions stay readable by id but are not listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def article(self, article_id: str) -> Article:
        """The article with exactly this id. Raises UnknownArticle."""
        rows = self._database.rows("SELECT * FROM articles WHERE id = ?", (article_id,))
        if not rows:
            raise UnknownArticle(id=article_id)
        return to_article(rows[0])

    def find(self, key: str) -> Article:
        """The article with this id, else this `ref`, else whose id alone begins so. Raises UnknownArticle."""
        for condition, value in (("id = ?", key), ("ref = ?", key), ("id GLOB ? || '*'", _prefix(key))):
            query = f"SELECT * FROM articles WHERE {condition} AND superseded_by IS NULL ORDER BY number LIMIT 2"  # noqa: S608 - constants
            rows = self._database.rows(query, (value,))
            if len(rows) == 1:
                return to_article(rows[0])
        return self.article(key)

    def searchable(self, filters: Filters) -> set[str]:
        """The ids of the passages that a search within `filters` may find."""
        return {row["id"] for row in self._database.rows(_SEARCHABLE, bound(filters))}

    def arrived(self, after: str) -> set[str]:
        """The ids of the listed articles that came to the library at the ISO moment `after`, in UTC, or later."""
        query = "SELECT id FROM articles WHERE superseded_by IS NULL AND added_at >= ?"
        return {row["id"] for row in self._database.rows(query, (after,))}

    def reprints(self) -> dict[str, str]:
        """For each article that repeats another's text: its id → the id of the one that is searched."""
        query = "SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL AND superseded_by IS NULL"
        return dict(map(tuple, self._database.rows(query)))

    def older_versions(self, article_id: str) -> list[Article]:
        """The versions that the article with this id replaced, the latest first."""
        return list(map(to_article, self._database.rows(OLDER, (article_id,))))

    def reprinted(self) -> dict[str, list[str]]:
        """For each searched article that others repeat: its id → who they are, in order: outlets, else origins."""
        found: dict[str, list[str]] = {}
        for one, name in self._database.rows(_REPRINTED):
            found.setdefault(one, []).append(name)
        return found

    def first_versions(self) -> dict[str, str]:
        """For each article that `articles()` lists, its id → the id of its first version; by the arrival of those."""
        rows = self._database.rows("SELECT id, superseded_by FROM articles ORDER BY number")
        first: dict[str, str] = {}
        for row in rows:
            root = first.setdefault(row["id"], row["id"])
            if row["superseded_by"]:
                first.setdefault(row["superseded_by"], root)
        listed = {row["id"] for row in rows if row["superseded_by"] is None}
        return {one: root for one, root in first.items() if one in listed}

    def sentences(self, article_id: str) -> list[Span]:
        """The sentences of the article, in order. Raises UnknownArticle."""
        text = self.article(article_id).text
        query = "SELECT start, stop FROM sentences WHERE article_id = ? ORDER BY number"
        return [Span(start, stop, text[start:stop]) for start, stop in self._database.rows(query, (article_id,))]

    def passages(self, ids: Sequence[str]) -> list[tuple[Article, Passage]]:
        """The passages with these ids, each with its article, in the order of `ids`; unknown ids are left out."""
        rows = self._database.rows(_PASSAGES, (json.dumps(list(ids)),))
        articles = {row["id"]: to_article(row) for row in rows}
        found = {row["passage_id"]: (articles[row["id"]], _to_passage(row)) for row in rows}
        return [found[one] for one in ids if one in found]

    def passage_count(self) -> int:
        """How many passages a search can find."""
        return int(self._database.value("SELECT count(*) FROM passages WHERE searched"))

    def lexical(self, match: str, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Passage ids with their BM25 score, best (highest) first, for an expression made by `stems.match_query`."""
        if not match:
            return []
        values = bound(filters or Filters()) | {"match": match, "limit": limit}
        return [(row["id"], row["score"]) for row in self._database.rows(_LEXICAL, values)]

    def stem_frequencies(self, stems: Collection[str]) -> dict[str, int]:
        """In how many passages (with their title) each of `stems` occurs; stems that occur nowhere are left out."""
        return dict(map(tuple, self._database.rows(_FREQUENCIES, (json.dumps(sorted(stems)),))))


def to_article(row: sqlite3.Row) -> Article:
    """The article of a row of the table `articles`."""
    return Article(**{name: row[name] for name in _FIELDS})


def _to_passage(row: sqlite3.Row) -> Passage:
    start, stop = row["start"], row["stop"]
    return Passage(row["id"], row["passage_number"], Span(start, stop, row["text"][start:stop]))


def _prefix(key: str) -> str:
    """`key` when it can begin an id, else something that begins none (and never a pattern of GLOB)."""
    return key if len(key) >= SHORTEST_PREFIX and key.isalnum() else "-"
