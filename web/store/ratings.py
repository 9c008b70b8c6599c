"""Ratings of answers, stored with everything that a later look needs.

A rating keeps its own copy of question and answer: it outlives the conversation.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from web.store import answers
from web.store.database import Database
from web.store.times import Clock, moment

if TYPE_CHECKING:
    from assistant import Answer
    from web.store.conversations import StoredTurn

MAX_REMARK = 2_000
"""Characters of a remark; the rest is cut."""

_LISTED = 1_000


class Verdict(StrEnum):
    """What somebody thinks of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rating:
    """One person's rating of one answer; ``who`` is the name at that time.

    ``answer`` is None only where a later version can no longer read the stored one.
    """

    id: int
    turn: int
    account: int
    who: str
    verdict: Verdict
    remark: str
    question: str
    answer: Answer | None
    generation: int
    rated: datetime


class Ratings:
    """All ratings of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def rate(
        self, turn: StoredTurn, account: int, who: str, verdict: Verdict, remark: str = ""
    ) -> Rating | None:
        """Store what `account` thinks of `turn`; a second rating replaces the first.

        Returns None, and stores nothing, for a turn that was not answered.
        """
        if turn.answer is None:
            return None
        with self._database.writing() as connection:
            row = connection.execute(
                "INSERT INTO ratings (turn, account, who, verdict, remark, question, answer,"
                " generation, rated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (turn, account) DO UPDATE SET verdict = excluded.verdict,"
                " remark = excluded.remark, rated = excluded.rated, who = excluded.who"
                " RETURNING *",
                (
                    turn.id,
                    account,
                    who,
                    verdict.value,
                    remark.strip()[:MAX_REMARK],
                    turn.question,
                    answers.to_text(turn.answer),
                    turn.generation,
                    self._clock(),
                ),
            ).fetchone()
            return _rating(row)

    def withdraw(self, turn: int, account: int) -> None:
        """Take back what `account` thought of the turn with the id `turn`."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM ratings WHERE turn = ? AND account = ?", (turn, account)
            )

    def of_turns(self, account: int, turns: Sequence[int]) -> dict[int, Rating]:
        """Return what `account` thinks of these turns, by turn; unrated ones are left out."""
        if not turns:
            return {}
        marks = ", ".join("?" * len(turns))
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM ratings WHERE account = ? AND turn IN ({marks})",
                (account, *turns),
            ).fetchall()
        return {row["turn"]: _rating(row) for row in rows}

    def all(self, *, verdict: Verdict | None = None) -> tuple[Rating, ...]:
        """Return the newest ratings, newest first, of one verdict or of both."""
        wanted = verdict.value if verdict else ""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM ratings WHERE ? IN ('', verdict) ORDER BY rated DESC, id DESC"
                " LIMIT ?",
                (wanted, _LISTED),
            ).fetchall()
        return tuple(_rating(row) for row in rows)

    def chosen(self, ids: Sequence[int]) -> tuple[Rating, ...]:
        """Return the ratings with these ids in that order; unknown ids are left out."""
        with self._database.reading() as connection:
            rows = [
                connection.execute("SELECT * FROM ratings WHERE id = ?", (number,)).fetchone()
                for number in ids
            ]
        return tuple(_rating(row) for row in rows if row is not None)


def _rating(row: sqlite3.Row) -> Rating:
    return Rating(
        id=row["id"],
        turn=row["turn"],
        account=row["account"],
        who=row["who"],
        verdict=Verdict(row["verdict"]),
        remark=row["remark"],
        question=row["question"],
        answer=answers.from_text(row["answer"]),
        generation=row["generation"],
        rated=moment(row["rated"]),
    )
