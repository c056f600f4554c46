"""Conversations: the answers that were given, turn by turn, as the JSON that was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rag.library.database import Database

_LIST = """
SELECT conversation, count(*) AS turns, max(saved_at) AS saved_at,
       coalesce(max(CASE WHEN number = 0 THEN json_extract(answer, '$.question') END), '') AS title
FROM turns GROUP BY conversation ORDER BY saved_at DESC, conversation"""

_SAVE = """
INSERT INTO turns SELECT :conversation, count(*), :saved_at, :answer FROM turns WHERE conversation = :conversation"""


@dataclass(frozen=True)
class Conversation:
    """One conversation in a list: its name, its first question, its number of turns and its last UTC time (ISO)."""

    id: str
    title: str
    turns: int
    saved_at: str


class Conversations:
    """The part of the library that keeps conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_turn(self, conversation: str, answer_json: str) -> None:
        """Add an answer (a JSON object with "question") to the end of the conversation; it is on disk on return."""
        saved_at = datetime.now(UTC).isoformat(timespec="microseconds")
        with self._database.transaction() as change:
            values = {"conversation": conversation, "saved_at": saved_at, "answer": answer_json}
            change.execute(_SAVE, values)

    def turns(self, conversation: str) -> list[str]:
        """The answers of the conversation, as they were saved, oldest first."""
        with self._database.reading() as connection:
            query = "SELECT answer FROM turns WHERE conversation = ? ORDER BY number"
            return [str(answer) for (answer,) in connection.execute(query, (conversation,))]

    def conversations(self) -> list[Conversation]:
        """All conversations, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_LIST).fetchall()
        return [Conversation(row["conversation"], row["title"], row["turns"], row["saved_at"]) for row in rows]

    def remove_conversation(self, conversation: str) -> None:
        """Erase the conversation; unknown names are ignored."""
        with self._database.transaction() as change:
            change.execute("DELETE FROM turns WHERE conversation = ?", (conversation,))
        self._database.erase_traces()
