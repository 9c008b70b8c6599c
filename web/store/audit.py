"""The audit log: who changed what, when, from where. It is only ever added to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from web.store.database import Database
from web.store.times import Clock, moment

_LISTED = 1_000
_MAX_OBJECT = 500


class Action(StrEnum):
    """What is written down."""

    UPLOAD = "upload"
    SAMPLE = "sample"
    REBUILD = "rebuild"
    REMOVE = "remove"
    RESTORE = "restore"
    CORRECT = "correct"
    EXPORT_RATINGS = "export_ratings"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    ACCOUNT_ADD = "account_add"
    ACCOUNT_REMOVE = "account_remove"
    ACCOUNT_ROLE = "account_role"
    ACCOUNT_LOCK = "account_lock"
    ACCOUNT_UNLOCK = "account_unlock"
    PASSWORD = "password"
    TOKEN_ADD = "token_add"
    TOKEN_REMOVE = "token_remove"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log; ``account`` is 0 for the person at this machine itself.

    ``object`` is what it was done to: a file name, a report's title, an account's name.
    """

    id: int
    at: datetime
    account: int | None
    who: str
    address: str
    action: Action
    object: str
    detail: Mapping[str, Any]


class Person(Protocol):
    """Whoever did something: their account and where they were."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...


class Audit:
    """The audit log of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def add(
        self,
        action: Action,
        *,
        who: str,
        account: int | None,
        address: str = "",
        object: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one line."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO audit (at, account, who, address, action, object, detail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self._clock(),
                    account,
                    who,
                    address,
                    action.value,
                    object[:_MAX_OBJECT],
                    json.dumps(dict(detail or {}), ensure_ascii=False, default=str),
                ),
            )

    def note(
        self,
        action: Action,
        who: Person,
        *,
        object: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one line on what the signed-in person `who` did."""
        self.add(
            action,
            who=who.name,
            account=who.id,
            address=who.address,
            object=object,
            detail=detail,
        )

    def entries(
        self, *, action: Action | None = None, limit: int = _LISTED
    ) -> tuple[AuditEntry, ...]:
        """Return the newest lines, newest first, of one action or of all."""
        wanted = action.value if action else ""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM audit WHERE ? IN ('', action) ORDER BY id DESC LIMIT ?",
                (wanted, limit),
            ).fetchall()
        return tuple(_entry(row) for row in rows)


def _entry(row: sqlite3.Row) -> AuditEntry:
    return AuditEntry(
        id=row["id"],
        at=moment(row["at"]),
        account=row["account"],
        who=row["who"],
        address=row["address"],
        action=Action(row["action"]),
        object=row["object"],
        detail=json.loads(row["detail"]),
    )
