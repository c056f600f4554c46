"""Changes to the shelf, inside a transaction of the caller: insert, withdraw from search, replace, bring back."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from rag.library.articles import OLDER, to_article
from rag.library.likeness import keys, repeats
from rag.library.places import may_replace, place_of
from rag.library.stems import folded, stems
from rag.lines.prose import letters
from rag.records import Article, Passage, Span, content_id

MOST_COMPARED = 20
"""Articles compared with a new one, those that share most with it first: some share a title only, such as columns."""

_ALIKE = """
SELECT articles.* FROM articles JOIN (
    SELECT number, count(*) AS shared FROM likeness WHERE key IN (SELECT value FROM json_each(?))
    GROUP BY number ORDER BY shared DESC, number DESC LIMIT ?
) USING (number) ORDER BY shared DESC, number"""

STUB_SHARE = 0.4
"""A text under this share of the version it would replace, and the beginning of it, is what a paywall leaves."""


def text_digest(article: Article) -> str:
    """Equal for texts that differ only by case, accents, white space and punctuation; unique without words."""
    found = letters(folded(article.text))
    return content_id(found) if found else article.id


def insert(change: sqlite3.Connection, article: Article, duplicate_of: str | None) -> None:
    """Store the article itself."""
    values = (
        article.id, article.title, article.text, article.language, article.published, article.source, article.author,
        article.url, article.ref, article.origin, place_of(article), text_digest(article),
        datetime.now(UTC).isoformat(timespec="seconds"), duplicate_of,
        article.updated,
    )  # fmt: skip
    columns = "id, title, text, language, published, source, author, url, ref, origin, place, digest, added_at"
    marks = ", ".join("?" * len(values))
    change.execute(f"INSERT INTO articles ({columns}, duplicate_of, updated) VALUES ({marks})", values)  # noqa: S608 - constants


def insert_spans(
    change: sqlite3.Connection, article_id: str, passages: list[Passage], sentences: list[Span], *, searched: bool
) -> None:
    """Store where passages and sentences are; passages are found by searches when `searched`."""
    change.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?)",
        [(article_id, number, span.start, span.end) for number, span in enumerate(sentences)],
    )
    change.executemany(
        "INSERT INTO passages (id, article_id, number, start, stop, searched) VALUES (?, ?, ?, ?, ?, 0)",
        [(passage.id, article_id, passage.number, passage.span.start, passage.span.end) for passage in passages],
    )
    if searched:
        put_in_search(change, article_id)


def put_in_search(change: sqlite3.Connection, article_id: str) -> None:
    """Let searches find the passages of the article: by words from now on, by vectors once embedded."""
    article = to_article(change.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone())
    rows = change.execute("SELECT row, start, stop FROM passages WHERE article_id = ?", (article_id,)).fetchall()
    for row, start, stop in rows:
        text = article.text[start:stop]
        stemmed = stems(f"{article.title}\n{text}", article.language)
        change.execute(
            "INSERT INTO passage_words (rowid, title, text, stems) VALUES (?, ?, ?, ?)",
            (row, article.title, text, stemmed),
        )
    change.execute("UPDATE passages SET searched = 1 WHERE article_id = ?", (article_id,))
    query = "INSERT OR IGNORE INTO likeness SELECT ?, number FROM articles WHERE id = ?"
    change.executemany(query, [(key, article_id) for key in keys(article)])


def withdraw(change: sqlite3.Connection, article_id: str) -> None:
    """Let no search find the article any more; the vector index hears of it through its queue."""
    own = "SELECT row FROM passages WHERE article_id = ?"
    change.execute(f"DELETE FROM passage_words WHERE rowid IN ({own})", (article_id,))  # noqa: S608 - constants
    change.execute(
        "INSERT INTO index_queue (passage_id, operation) SELECT id, 'delete' FROM passages "
        "WHERE article_id = ? AND vector IS NOT NULL",
        (article_id,),
    )
    change.execute("UPDATE passages SET searched = 0, vector = NULL WHERE article_id = ?", (article_id,))
    change.execute("DELETE FROM likeness WHERE number = (SELECT number FROM articles WHERE id = ?)", (article_id,))


def previous_version(change: sqlite3.Connection, article: Article) -> sqlite3.Row | None:
    """The stored article that `article` replaces, if any."""
    # Libraries of before kept the address as it was written.
    query = "SELECT * FROM articles WHERE place IN (?, ?) AND superseded_by IS NULL AND id <> ? ORDER BY number DESC"
    rows = change.execute(query, (place_of(article), article.url, article.id))
    return next((row for row in rows if may_replace(article, to_article(row))), None)


def is_stub(article: Article, old: Article) -> bool:
    """Whether `article` is only the beginning of `old`, followed by next to nothing of its own."""
    ours, theirs = letters(folded(article.text)), letters(folded(old.text))
    return len(ours) < STUB_SHARE * len(theirs) and theirs.startswith(ours[: len(ours) * 4 // 5])


def is_same(article: Article, old: Article) -> bool:
    """Whether they differ at most by how their address is written and how exactly they are dated, within a day."""
    return all(getattr(article, name) == getattr(old, name) for name in ("day", "title", "text", "source"))


def stored_otherwise(change: sqlite3.Connection, article: Article) -> Article | None:
    """The stored article that has no place either, and is `article` but for the exactness of its date, if any."""
    query = "SELECT * FROM articles WHERE digest = ? AND ref IS ? AND url IS ? AND place IS NULL AND place IS ?"
    rows = change.execute(query, (text_digest(article), article.ref, article.url, place_of(article)))
    return next((old for old in map(to_article, rows) if is_same(article, old)), None)


def original(change: sqlite3.Connection, article: Article, not_id: str | None) -> sqlite3.Row | None:
    """The searched article with the same text, if any, other than the version about to be replaced.

    Also one with nearly the same text, unless there is a version to replace: a correction is nearly the same.
    """
    query = "SELECT * FROM articles WHERE digest = ? AND duplicate_of IS NULL AND superseded_by IS NULL AND id IS NOT ?"
    row: sqlite3.Row | None = change.execute(query, (text_digest(article), not_id)).fetchone()
    if row is None and not_id is None:
        candidates = change.execute(_ALIKE, (json.dumps(keys(article)), MOST_COMPARED))
        row = next((one for one in candidates if repeats(article, to_article(one))), None)
    return row


def supersede(change: sqlite3.Connection, old: sqlite3.Row, new: Article) -> None:
    """Put `new` in the place of `old`, which stays readable by its id."""
    withdraw(change, old["id"])
    change.execute("UPDATE articles SET superseded_by = ? WHERE id = ?", (new.id, old["id"]))
    if old["digest"] == text_digest(new):
        change.execute("UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (new.id, old["id"]))
    else:
        promote_reprint(change, old["id"])


def bring_back(change: sqlite3.Connection, current: sqlite3.Row, article: Article) -> None:
    """Put `article`, an older version that its place holds again, in the place of `current`."""
    same = original(change, article, current["id"])
    query = "UPDATE articles SET superseded_by = NULL, duplicate_of = ? WHERE id = ?"
    change.execute(query, (same["id"] if same else None, article.id))
    if same is None:
        put_in_search(change, article.id)
    supersede(change, current, article)


def stand_in(change: sqlite3.Connection, original_id: str, article: Article) -> None:
    """`article`, which is fuller, takes the part in searches of the one it repeats and that others repeat."""
    withdraw(change, original_id)
    query = "UPDATE articles SET duplicate_of = :new WHERE id = :old OR duplicate_of = :old"
    change.execute(query, {"new": article.id, "old": original_id})


def promote_reprint(change: sqlite3.Connection, article_id: str) -> None:
    """The longest article that repeats `article_id` takes its part in searches; others now repeat that one."""
    query = "SELECT id FROM articles WHERE duplicate_of = ? AND superseded_by IS NULL"
    row = change.execute(f"{query} ORDER BY length(text) DESC, number LIMIT 1", (article_id,)).fetchone()
    if row is not None:
        change.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (row["id"],))
        change.execute("UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (row["id"], article_id))
        put_in_search(change, row["id"])


def erase(change: sqlite3.Connection, article_id: str) -> None:
    """Delete the article and the older versions it replaced: text, passages, sentences, words and vectors."""
    ids = [article_id, *(row["id"] for row in change.execute(OLDER, (article_id,)).fetchall())]
    for one in reversed(ids):  # the oldest first
        withdraw(change, one)
        promote_reprint(change, one)
        change.execute("DELETE FROM articles WHERE id = ?", (one,))
