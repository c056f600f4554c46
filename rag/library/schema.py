"""The tables of the library, one list of statements for each format: the n-th brings format n-1 to format n."""

from __future__ import annotations

FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # `place` is the address or the file that may hold a later version; `digest` is equal for reprints. An article
    # is searched when it neither repeats another (duplicate_of) nor was replaced by a version (superseded_by).
    """CREATE TABLE articles (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
        language TEXT NOT NULL, published TEXT, source TEXT, author TEXT, url TEXT, ref TEXT, origin TEXT NOT NULL,
        place TEXT, digest TEXT NOT NULL, added_at TEXT NOT NULL, duplicate_of TEXT, superseded_by TEXT) STRICT""",
    "CREATE INDEX articles_by_place ON articles (place) WHERE place IS NOT NULL",
    "CREATE INDEX articles_by_digest ON articles (digest)",
    "CREATE INDEX articles_by_ref ON articles (ref) WHERE ref IS NOT NULL",
    """CREATE TABLE sentences (
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (article_id, number)) STRICT, WITHOUT ROWID""",
    # `searched` follows the article's; `vector` holds little-endian float32 of unit length, NULL until embedded.
    """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, searched INTEGER NOT NULL, vector BLOB) STRICT""",
    "CREATE INDEX passages_by_article ON passages (article_id)",
    "CREATE INDEX passages_pending ON passages (row) WHERE searched AND vector IS NULL",
    """CREATE VIRTUAL TABLE passage_words USING fts5 (
        title, text, stems, tokenize = 'unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_words, 'col')",
    # Changes that the vector index has not seen yet, in order; written in the transaction of the change.
    """CREATE TABLE index_queue (
        number INTEGER PRIMARY KEY AUTOINCREMENT, passage_id TEXT NOT NULL,
        operation TEXT NOT NULL CHECK (operation IN ('upsert', 'delete'))) STRICT""",
    """CREATE TABLE turns (
        conversation TEXT NOT NULL, number INTEGER NOT NULL, saved_at TEXT NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (conversation, number)) STRICT, WITHOUT ROWID""",
    "INSERT INTO meta VALUES ('id', lower(hex(randomblob(8)))), ('revision', '0')",
)

FEEDS = (
    """CREATE TABLE feeds (
        number INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL UNIQUE, title TEXT, collection TEXT,
        etag TEXT, modified TEXT, checked_at TEXT, trouble TEXT) STRICT""",
    # What was taken of each feed. Keys and links are hashes: an article that was erased leaves no word here, and does
    # not come back either. `tries` counts failures.
    """CREATE TABLE feed_entries (
        feed INTEGER NOT NULL REFERENCES feeds (number) ON DELETE CASCADE, key TEXT NOT NULL, link TEXT NOT NULL,
        stamp TEXT NOT NULL, article_id TEXT, tries INTEGER NOT NULL, PRIMARY KEY (feed, key)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX feed_entries_by_link ON feed_entries (link)",
    "CREATE INDEX feed_entries_by_article ON feed_entries (article_id) WHERE article_id IS NOT NULL",
    """CREATE TRIGGER feed_entries_follow AFTER UPDATE OF superseded_by ON articles WHEN new.superseded_by IS NOT NULL
        BEGIN UPDATE feed_entries SET article_id = new.superseded_by WHERE article_id = old.id; END""",
)

UPDATED = ("ALTER TABLE articles ADD COLUMN updated TEXT",)

# What alike texts share, for articles that are searched; see `likeness`.
LIKENESS = (
    """CREATE TABLE likeness (
        key INTEGER NOT NULL, number INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        PRIMARY KEY (key, number)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX likeness_by_article ON likeness (number)",
)

BRIEFINGS = (
    # What the model wrote, by the hash of its name and of what it was asked.
    "CREATE TABLE writings (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # `until` is the last day told; `body` is the briefing as JSON.
    """CREATE TABLE briefings (
        id TEXT PRIMARY KEY, until TEXT NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX briefings_by_day ON briefings (until)",
)

CONVERSATIONS = (
    "CREATE TABLE conversation_names (conversation TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # What a reader thought of an answer, with the answer as it was saved: it may be asked again and replaced.
    """CREATE TABLE ratings (
        conversation TEXT NOT NULL, answer TEXT NOT NULL, good INTEGER NOT NULL CHECK (good IN (0, 1)),
        rated_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX ratings_by_conversation ON ratings (conversation)",
)

# All that lists of articles are filtered and sorted by: the texts, which come before in the rows, stay unread.
LISTING = (
    """CREATE INDEX articles_listed ON articles (
        coalesce(published, added_at), number, id, source, language, published, added_at, duplicate_of, superseded_by)
        WHERE superseded_by IS NULL""",
)

# All that tells which passages a search may find: the vectors in their rows, 30 MB for 20,000, stay unread.
SEARCHED = (
    "DROP INDEX passages_by_article",
    "CREATE INDEX passages_by_article ON passages (article_id, searched, id)",
)

MIGRATIONS = (FIRST, FEEDS, UPDATED, LIKENESS, BRIEFINGS, CONVERSATIONS, LISTING, SEARCHED)

FORMAT = len(MIGRATIONS)
"""The format written by this version, kept in SQLite's `user_version`."""
