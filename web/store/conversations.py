"""Conversations, each of one person, kept until that person deletes them.

Every call takes the owner's account id and sees that person's conversations only: a
foreign id is as unknown as one that never was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from corpus.vietnamese import fold, nfc
from web.errors import DeskError
from web.store import answers
from web.store.database import Database
from web.store.times import Clock, moment

if TYPE_CHECKING:
    from assistant import Answer

MAX_TITLE = 120
"""Characters of a title; longer ones are cut at a word."""

_LISTED = 500


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation as it is listed.

    ``filters`` is what its owner limited it to, as plain JSON values; ``turns`` their number.
    """

    id: int
    title: str
    filters: Mapping[str, Any]
    created: datetime
    updated: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question and what came of it; ``answer`` is None where answering failed.

    ``generation`` is the archive's when it was asked.
    """

    id: int
    conversation: int
    asked: datetime
    question: str
    answer: Answer | None
    generation: int


class Conversations:
    """The conversations of everybody on one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def create(
        self, owner: int, title: str, filters: Mapping[str, Any] | None = None
    ) -> Conversation:
        """Begin a conversation; `title` is usually its first question."""
        now = self._clock()
        with self._database.writing() as connection:
            number = connection.execute(
                "INSERT INTO conversations (owner, title, filters, created, updated)"
                " VALUES (?, ?, ?, ?, ?)",
                (owner, short_title(title), _json(filters or {}), now, now),
            ).lastrowid
            assert number is not None
            return _one(connection, owner, number)

    def list(self, owner: int, *, wanted: str = "") -> tuple[Conversation, ...]:
        """Return the conversations of `owner`, the one used last first.

        `wanted` leaves those whose title or one of whose questions holds it, however its
        case and diacritics.
        """
        wanted = fold(nfc(wanted)).strip()
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE c.owner = ? AND (? = '' OR instr(folded(c.title), ?) OR EXISTS"
                " (SELECT 1 FROM turns t WHERE t.conversation = c.id"
                " AND instr(folded(t.question), ?)))"
                " ORDER BY c.updated DESC, c.id DESC LIMIT ?",
                (owner, wanted, wanted, wanted, _LISTED),
            ).fetchall()
        return tuple(_conversation(row) for row in rows)

    def get(self, owner: int, conversation: int) -> Conversation:
        """Return one conversation; raises DeskError ``conversation_unknown``."""
        with self._database.reading() as connection:
            return _one(connection, owner, conversation)

    def rename(self, owner: int, conversation: int, title: str) -> Conversation:
        """Give a conversation another title; a blank one leaves it as it is."""
        with self._database.writing() as connection:
            found = _one(connection, owner, conversation)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?",
                (short_title(title) or found.title, conversation),
            )
            return _one(connection, owner, conversation)

    def set_filters(self, owner: int, conversation: int, filters: Mapping[str, Any]) -> None:
        """Remember what the owner limited the conversation to."""
        with self._database.writing() as connection:
            _one(connection, owner, conversation)
            connection.execute(
                "UPDATE conversations SET filters = ? WHERE id = ?", (_json(filters), conversation)
            )

    def delete(self, owner: int, conversation: int) -> None:
        """Delete a conversation with its turns; ratings of them stay."""
        with self._database.writing() as connection:
            _one(connection, owner, conversation)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))

    def append(
        self, owner: int, conversation: int, question: str, answer: Answer | None, generation: int
    ) -> StoredTurn:
        """Add a turn and return it; raises DeskError ``conversation_unknown``."""
        now = self._clock()
        written = None if answer is None else answers.to_text(answer)
        with self._database.writing() as connection:
            _one(connection, owner, conversation)
            number = connection.execute(
                "INSERT INTO turns (conversation, asked, question, answer, generation)"
                " VALUES (?, ?, ?, ?, ?)",
                (conversation, now, question, written, generation),
            ).lastrowid
            assert number is not None
            connection.execute(
                "UPDATE conversations SET updated = ? WHERE id = ?", (now, conversation)
            )
        return StoredTurn(number, conversation, moment(now), question, answer, generation)

    def turns(
        self, owner: int, conversation: int, *, last: int | None = None
    ) -> tuple[StoredTurn, ...]:
        """Return the turns, oldest first, or only the `last` ones."""
        with self._database.reading() as connection:
            _one(connection, owner, conversation)
            rows = connection.execute(
                "SELECT * FROM turns WHERE conversation = ? ORDER BY id DESC LIMIT ?",
                (conversation, -1 if last is None else last),
            ).fetchall()
        return tuple(_turn(row) for row in reversed(rows))

    def turn(self, owner: int, turn: int) -> StoredTurn:
        """Return one turn of one of the owner's conversations; raises ``turn_unknown``."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT t.* FROM turns t JOIN conversations c ON c.id = t.conversation"
                " WHERE t.id = ? AND c.owner = ?",
                (turn, owner),
            ).fetchone()
        if row is None:
            raise DeskError("turn_unknown")
        return _turn(row)


_SELECT = (
    "SELECT c.*, (SELECT count(*) FROM turns t WHERE t.conversation = c.id) AS turns"
    " FROM conversations c"
)


def short_title(text: str) -> str:
    """Return `text` as one line of at most `MAX_TITLE` characters."""
    line = " ".join(text.split())
    if len(line) <= MAX_TITLE:
        return line
    return line[: MAX_TITLE - 1].rsplit(" ", 1)[0][: MAX_TITLE - 1] + "…"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False)


def _one(connection: sqlite3.Connection, owner: int, conversation: int) -> Conversation:
    row = connection.execute(
        f"{_SELECT} WHERE c.id = ? AND c.owner = ?", (conversation, owner)
    ).fetchone()
    if row is None:
        raise DeskError("conversation_unknown")
    return _conversation(row)


def _conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(
        id=row["id"],
        title=row["title"],
        filters=json.loads(row["filters"]),
        created=moment(row["created"]),
        updated=moment(row["updated"]),
        turns=row["turns"],
    )


def _turn(row: sqlite3.Row) -> StoredTurn:
    return StoredTurn(
        id=row["id"],
        conversation=row["conversation"],
        asked=moment(row["asked"]),
        question=row["question"],
        answer=answers.from_text(row["answer"]),
        generation=row["generation"],
    )
