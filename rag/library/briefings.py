"""Briefings as they were made, and what the model wrote for them, so that nothing is written twice."""

from __future__ import annotations

from datetime import UTC, datetime

from rag.library.database import Database

_SAVE = "INSERT OR REPLACE INTO briefings VALUES (:id, :until, :saved_at, :body)"

_BEFORE = """
SELECT body FROM briefings WHERE substr(id, 1 + :days) = :subject AND until = (
  SELECT max(until) FROM briefings WHERE until < :day AND substr(id, 1 + :days) = :subject)
ORDER BY saved_at"""

_DAYS = len("2026-10-12--2026-10-13")
"""What an id begins with; the subject follows."""


class Briefings:
    """The part of the library that keeps briefings and the model's writings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def writing(self, key: str) -> str | None:
        """What the model once wrote under `key`."""
        text: str | None = self._database.value("SELECT text FROM writings WHERE key = ?", (key,))
        return text

    def keep_writing(self, key: str, text: str) -> None:
        """Keep what the model wrote; it is on disk on return. Removing an article forgets all writings."""
        with self._database.transaction() as change:
            change.execute("INSERT OR REPLACE INTO writings VALUES (?, ?)", (key, text))

    def save_briefing(self, ident: str, until: str, body: str) -> None:
        """Keep a briefing (JSON) that tells the days to `until`; one with the same id is replaced."""
        saved_at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.transaction() as change:
            change.execute(_SAVE, {"id": ident, "until": until, "saved_at": saved_at, "body": body})

    def briefing(self, ident: str) -> str | None:
        """The briefing (JSON) with this id."""
        body: str | None = self._database.value("SELECT body FROM briefings WHERE id = ?", (ident,))
        return body

    def briefings_before(self, day: str, subject: str = "") -> list[str]:
        """Of the briefings (JSON) on `subject` ("" is everything) whose days all end before `day`, ISO, those that end
        last, in the order they were made.
        """
        values = {"day": day, "days": _DAYS, "subject": f"--{subject}" if subject else ""}
        return [row["body"] for row in self._database.rows(_BEFORE, values)]

    def briefings(self) -> list[tuple[str, str]]:
        """The id of each briefing kept and the last day that it tells, the latest first."""
        query = "SELECT id, until FROM briefings ORDER BY until DESC, saved_at DESC"
        return [(row["id"], row["until"]) for row in self._database.rows(query)]
