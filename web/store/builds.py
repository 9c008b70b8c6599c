"""The queue of builds with the outcome of every file, kept over reloads and restarts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from index import FileOutcome, FileStatus
from web.store.database import Database
from web.store.times import Clock, moment, moment_or_none


@dataclass(frozen=True, slots=True)
class StoredBuild:
    """One order and what became of it.

    ``kind`` names the work, ``arguments`` what it is done with, as plain JSON values;
    ``folder`` holds uploaded files that go when it is over. ``phase`` is ``waiting``,
    ``running``, ``done`` or ``failed``; ``error`` is the reason in Vietnamese and English.
    Paths of ``outcomes`` are file names only.
    """

    number: int
    kind: str
    title: str
    arguments: Mapping[str, Any]
    folder: Path | None
    account: int
    who: str
    files: int
    bytes: int
    phase: str
    error: tuple[str, str]
    ordered: datetime
    started: datetime | None
    finished: datetime | None
    outcomes: tuple[FileOutcome, ...]


class Builds:
    """All builds of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def add(
        self,
        kind: str,
        title: str,
        arguments: Mapping[str, Any],
        *,
        account: int,
        who: str,
        folder: Path | None = None,
        files: int = 0,
        bytes: int = 0,
    ) -> StoredBuild:
        """Write down an order, waiting; `files` and `bytes` count as uploaded by `account`."""
        with self._database.writing() as connection:
            number = connection.execute(
                "INSERT INTO builds (kind, title, arguments, folder, account, who, files, bytes,"
                " phase, ordered) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
                (
                    kind,
                    title,
                    json.dumps(dict(arguments), ensure_ascii=False),
                    str(folder) if folder else None,
                    account,
                    who,
                    files,
                    bytes,
                    self._clock(),
                ),
            ).lastrowid
            assert number is not None
            return _read(connection, number)

    def start(self, number: int) -> None:
        """Write down that work on it began."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE builds SET phase = 'running', started = ? WHERE number = ?",
                (self._clock(), number),
            )

    def finish(
        self,
        number: int,
        *,
        outcomes: Sequence[FileOutcome] = (),
        error: tuple[str, str] | None = None,
    ) -> StoredBuild:
        """Write down how it ended: with an outcome for each file, or an `error` as a whole."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE builds SET phase = ?, error = ?, error_en = ?, finished = ?"
                " WHERE number = ?",
                (
                    "failed" if error else "done",
                    *(error or ("", "")),
                    self._clock(),
                    number,
                ),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (number, at, o.path.name, o.status.value, o.report_id, *o.why)
                    for at, o in enumerate(outcomes)
                ],
            )
            return _read(connection, number)

    def unfinished(self) -> tuple[StoredBuild, ...]:
        """Return the orders that are not over, oldest first: those a stop left behind."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM builds WHERE phase IN ('waiting', 'running') ORDER BY number"
            ).fetchall()
            return tuple(_build(connection, row) for row in rows)

    def last(self, count: int) -> tuple[StoredBuild, ...]:
        """Return the newest `count` builds, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM builds ORDER BY number DESC LIMIT ?", (count,)
            ).fetchall()
            return tuple(_build(connection, row) for row in rows)

    def find(self, number: int) -> StoredBuild | None:
        """Return build `number`, or None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM builds WHERE number = ?", (number,)).fetchone()
            return _build(connection, row) if row else None

    def uploaded(self, account: int, seconds: float) -> tuple[int, int]:
        """Return how many files and bytes `account` sent in the last `seconds`."""
        with self._database.reading() as connection:
            files, size = connection.execute(
                "SELECT coalesce(sum(files), 0), coalesce(sum(bytes), 0) FROM builds"
                " WHERE account = ? AND ordered > ?",
                (account, self._clock() - seconds),
            ).fetchone()
        return int(files), int(size)


def _read(connection: sqlite3.Connection, number: int) -> StoredBuild:
    row = connection.execute("SELECT * FROM builds WHERE number = ?", (number,)).fetchone()
    return _build(connection, row)


def _build(connection: sqlite3.Connection, row: sqlite3.Row) -> StoredBuild:
    outcomes = connection.execute(
        "SELECT * FROM outcomes WHERE build = ? ORDER BY position", (row["number"],)
    ).fetchall()
    return StoredBuild(
        number=row["number"],
        kind=row["kind"],
        title=row["title"],
        arguments=json.loads(row["arguments"]),
        folder=Path(row["folder"]) if row["folder"] else None,
        account=row["account"],
        who=row["who"],
        files=row["files"],
        bytes=row["bytes"],
        phase=row["phase"],
        error=(row["error"], row["error_en"]),
        ordered=moment(row["ordered"]),
        started=moment_or_none(row["started"]),
        finished=moment_or_none(row["finished"]),
        outcomes=tuple(
            FileOutcome(
                Path(outcome["name"]),
                FileStatus(outcome["status"]),
                outcome["report"],
                (outcome["why"], outcome["why_en"]),
            )
            for outcome in outcomes
        ),
    )
