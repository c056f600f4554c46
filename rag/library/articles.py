"""Reading what the library holds of articles: their sentences, their passages, what they replace and repeat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from rag.errors import UnknownArticle
from rag.library.database import Database
from rag.records import Article, Filters, Passage, Span

SHORTEST_PREFIX = 4
"""Characters of an id that are enough to name an article, when only one article's id begins with them."""

KEPT = """
(:since IS NULL OR substr(published, 1, 10) >= :since) AND (:until IS NULL OR substr(published, 1, 10) <= :until)
AND (:source IS NULL OR source = :source COLLATE NOCASE) AND (:language IS NULL OR language = :language)
AND (:collection IS NULL OR articles.id IN (
  SELECT article_id FROM feed_entries JOIN feeds ON feeds.number = feed_entries.feed
  WHERE collection = :collection COLLATE NOCASE
  OR substr(collection, 1, length(:collection) + 3) = :collection || ' / ' COLLATE NOCASE))
AND (:articles = '[]' OR articles.id IN (SELECT value FROM json_each(:articles)))"""

_SEARCHABLE = f"""
SELECT id FROM passages WHERE searched AND article_id IN (
  SELECT articles.id FROM articles WHERE superseded_by IS NULL AND {KEPT})"""  # noqa: S608

_PASSAGES = """
SELECT articles.*, passages.id AS passage_id, passages.number AS passage_number, start, stop
FROM passages JOIN articles ON articles.id = passages.article_id
WHERE passages.id IN (SELECT value FROM json_each(?))"""

# Title and stems weigh as the text does: see the measurement in tests of the search quality, where 2 to 1 was best.
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


def bound(filters: Filters) -> dict[str, object]:
    """The values of the named parameters of KEPT."""
    return vars(filters) | {"articles": json.dumps(filters.articles)}


class Articles:
    """The part of the library that reads articles. Older versions stay readable by id but are not listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def article(self, article_id: str) -> Article:
        """The article with exactly this id. Raises UnknownArticle."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise UnknownArticle(id=article_id)
        return to_article(row)

    def find(self, key: str) -> Article:
        """The article with this id, else this `ref`, else whose id alone begins so. Raises UnknownArticle."""
        with self._database.reading() as connection:
            for condition, value in (("id = ?", key), ("ref = ?", key), ("id GLOB ? || '*'", _prefix(key))):
                query = f"SELECT * FROM articles WHERE {condition} AND superseded_by IS NULL ORDER BY number LIMIT 2"  # noqa: S608 - constants
                rows = connection.execute(query, (value,)).fetchall()
                if len(rows) == 1:
                    return to_article(rows[0])
        return self.article(key)

    def searchable(self, filters: Filters) -> set[str]:
        """The ids of the passages that a search within `filters` may find."""
        with self._database.reading() as connection:
            return {passage_id for (passage_id,) in connection.execute(_SEARCHABLE, bound(filters))}

    def arrived(self, after: str) -> set[str]:
        """The ids of the listed articles that came to the library at the ISO moment `after`, in UTC, or later."""
        query = "SELECT id FROM articles WHERE superseded_by IS NULL AND added_at >= ?"
        with self._database.reading() as connection:
            return {row["id"] for row in connection.execute(query, (after,))}

    def reprints(self) -> dict[str, str]:
        """For each article that repeats another's text: its id → the id of the one that is searched."""
        with self._database.reading() as connection:
            query = "SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL AND superseded_by IS NULL"
            return dict(map(tuple, connection.execute(query)))

    def older_versions(self, article_id: str) -> list[Article]:
        """The versions that the article with this id replaced, the latest first."""
        with self._database.reading() as connection:
            return [to_article(row) for row in connection.execute(OLDER, (article_id,))]

    def reprinted(self) -> dict[str, list[str]]:
        """For each searched article that others repeat: its id → who they are, in order: outlets, else origins."""
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for one, name in connection.execute(_REPRINTED):
                found.setdefault(one, []).append(name)
        return found

    def first_versions(self) -> dict[str, str]:
        """For each article that `articles()` lists, its id → the id of its first version; by the arrival of those."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, superseded_by FROM articles ORDER BY number").fetchall()
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
        with self._database.reading() as connection:
            query = "SELECT start, stop FROM sentences WHERE article_id = ? ORDER BY number"
            return [Span(start, stop, text[start:stop]) for start, stop in connection.execute(query, (article_id,))]

    def passages(self, ids: Sequence[str]) -> list[tuple[Article, Passage]]:
        """The passages with these ids, each with its article, in the order of `ids`; unknown ids are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(_PASSAGES, (json.dumps(list(ids)),)).fetchall()
        articles = {row["id"]: to_article(row) for row in rows}
        found = {row["passage_id"]: (articles[row["id"]], _to_passage(row)) for row in rows}
        return [found[one] for one in ids if one in found]

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of one article, in order."""
        with self._database.reading() as connection:
            query = "SELECT id FROM passages WHERE article_id = ? ORDER BY number"
            ids = [passage_id for (passage_id,) in connection.execute(query, (article_id,))]
        return [passage for _, passage in self.passages(ids)]

    def passage_count(self) -> int:
        """How many passages a search can find."""
        return self._number("SELECT count(*) FROM passages WHERE searched")

    def lexical(self, match: str, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Passage ids with their BM25 score, best (highest) first, for an expression made by `stems.match_query`."""
        if not match:
            return []
        values = bound(filters or Filters()) | {"match": match, "limit": limit}
        with self._database.reading() as connection:
            return [(row["id"], row["score"]) for row in connection.execute(_LEXICAL, values)]

    def stem_frequencies(self, stems: Collection[str]) -> dict[str, int]:
        """In how many passages (with their title) each of `stems` occurs; stems that occur nowhere are left out."""
        with self._database.reading() as connection:
            return dict(map(tuple, connection.execute(_FREQUENCIES, (json.dumps(sorted(stems)),))))

    def _number(self, query: str) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(query).fetchone()[0])


def to_article(row: sqlite3.Row) -> Article:
    """The article of a row of the table `articles`."""
    names = ("title", "text", "language", "published", "source", "author", "url", "ref", "origin", "updated")
    return Article(**{name: row[name] for name in names})


def _to_passage(row: sqlite3.Row) -> Passage:
    start, stop = row["start"], row["stop"]
    return Passage(row["id"], row["passage_number"], Span(start, stop, row["text"][start:stop]))


def _prefix(key: str) -> str:
    """`key` when it can begin an id, else something that begins none (and never a pattern of GLOB)."""
    return key if len(key) >= SHORTEST_PREFIX and key.isalnum() else "-"
