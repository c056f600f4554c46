"""Conversations: the answers that were given, turn by turn, as the JSON that was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rag.library.database import Database

_LIST = """
SELECT conversation, count(*) AS turns, max(saved_at) AS saved_at,
       coalesce(name, max(CASE WHEN number = 0 THEN json_extract(answer, '$.question') END), '') AS title
FROM turns LEFT JOIN conversation_names USING (conversation)
GROUP BY conversation ORDER BY saved_at DESC, conversation"""

_SAVE = """
INSERT INTO turns SELECT :conversation, count(*), :saved_at, :answer FROM turns WHERE conversation = :conversation"""

_DROP_LAST = """
DELETE FROM turns WHERE conversation = :conversation
AND number = (SELECT max(number) FROM turns WHERE conversation = :conversation)"""

_RATED = """
SELECT turns.number, ratings.good FROM turns JOIN ratings USING (conversation, answer) WHERE conversation = ?"""

_TABLES = ("turns", "conversation_names", "ratings")


@dataclass(frozen=True)
class Conversation:
    """One conversation in a list; `title` is the name it was given, else its first question.

    `turns` is their number, `saved_at` the UTC time (ISO) of the last one.
    """

    id: str
    title: str
    turns: int
    saved_at: str


@dataclass(frozen=True)
class Rating:
    """What a reader thought of an answer; `answer` is its JSON as it was saved, with the prompt and the evidence."""

    conversation: str
    good: bool
    rated_at: str
    answer: str


class Conversations:
    """The part of the library that keeps conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_turn(self, conversation: str, answer_json: str, replacing: bool = False) -> None:
        """Add an answer (a JSON object with "question") to the end of the conversation; it is on disk on return.

        `replacing`: it takes the place of the last one.
        """
        values = {"conversation": conversation, "saved_at": _now(), "answer": answer_json}
        with self._database.transaction() as change:
            if replacing:
                change.execute(_DROP_LAST, values)
            change.execute(_SAVE, values)

    def turns(self, conversation: str) -> list[str]:
        """The answers of the conversation, as they were saved, oldest first."""
        query = "SELECT answer FROM turns WHERE conversation = ? ORDER BY number"
        return [row["answer"] for row in self._database.rows(query, (conversation,))]

    def conversations(self) -> list[Conversation]:
        """All conversations, the latest first."""
        rows = self._database.rows(_LIST)
        return [Conversation(row["conversation"], row["title"], row["turns"], row["saved_at"]) for row in rows]

    def rename_conversation(self, conversation: str, name: str) -> None:
        """Give the conversation a name; without one it goes by its first question again."""
        with self._database.transaction() as change:
            change.execute("DELETE FROM conversation_names WHERE conversation = ?", (conversation,))
            if name:
                change.execute("INSERT INTO conversation_names VALUES (?, ?)", (conversation, name))

    def rate(self, conversation: str, number: int, good: bool | None) -> None:
        """Keep what the reader thinks of the answer `number` (from 0), with that answer; None takes it back."""
        with self._database.transaction() as change:
            query = "SELECT answer FROM turns WHERE conversation = ? AND number = ?"
            turn = change.execute(query, (conversation, number)).fetchone()
            if turn is None:
                return
            change.execute("DELETE FROM ratings WHERE conversation = ? AND answer = ?", (conversation, turn["answer"]))
            if good is not None:
                change.execute(
                    "INSERT INTO ratings VALUES (?, ?, ?, ?)", (conversation, turn["answer"], int(good), _now())
                )

    def rated(self, conversation: str) -> dict[int, bool]:
        """Whether each rated answer of the conversation was found good, by its number."""
        return {row["number"]: bool(row["good"]) for row in self._database.rows(_RATED, (conversation,))}

    def ratings(self) -> list[Rating]:
        """Every rating, oldest first, also of answers that were replaced since."""
        rows = self._database.rows("SELECT * FROM ratings ORDER BY rated_at")
        return [Rating(row["conversation"], bool(row["good"]), row["rated_at"], row["answer"]) for row in rows]

    def remove_conversation(self, conversation: str) -> None:
        """Erase the conversation, its name and its ratings; unknown names are ignored."""
        with self._database.transaction() as change:
            for table in _TABLES:
                change.execute(f"DELETE FROM {table} WHERE conversation = ?", (conversation,))  # noqa: S608 - our own names
        self._database.erase_traces()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
