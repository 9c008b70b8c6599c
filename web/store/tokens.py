"""Access tokens for programs: shown once when made, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from web.errors import DeskError
from web.store.accounts import COLUMNS, Account, account_of
from web.store.database import Database
from web.store.times import Clock, moment, moment_or_none

PREFIX = "hbc_"
"""How every token begins, so that one that leaked into a file is recognised."""

DAYS = 365
"""How long a token is valid unless asked otherwise."""

_USED_STEP = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """One token as it is listed; the token itself cannot be shown again."""

    id: int
    account: Account
    label: str
    created: datetime
    expires: datetime
    used: datetime | None


class Tokens:
    """The access tokens of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def add(self, account: int, label: str, days: int = DAYS) -> tuple[str, Token]:
        """Make a token of `account` for `days`; return its text, shown only now, and itself."""
        text = PREFIX + secrets.token_urlsafe(32)
        now = self._clock()
        with self._database.writing() as connection:
            number = connection.execute(
                "INSERT INTO tokens (account, label, hash, created, expires)"
                " VALUES (?, ?, ?, ?, ?)",
                (account, label[:100], _hash(text), now, now + days * 86_400),
            ).lastrowid
            row = connection.execute(f"{_SELECT} WHERE t.id = ?", (number,)).fetchone()
        return text, _token(row)

    def find(self, text: str) -> Token | None:
        """Return the token whose text is `text`, or None where it is unknown, over or locked."""
        now = self._clock()
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE t.hash = ?", (_hash(text),)).fetchone()
        if row is None or row["expires"] <= now or row["locked"] is not None:
            return None
        if now - (row["used"] or 0.0) >= _USED_STEP:
            with self._database.writing() as connection:
                connection.execute("UPDATE tokens SET used = ? WHERE id = ?", (now, row["token"]))
        return _token(row)

    def all(self) -> tuple[Token, ...]:
        """Return all tokens in the order in which they were made."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_SELECT} ORDER BY t.id").fetchall()
        return tuple(_token(row) for row in rows)

    def remove(self, number: int) -> Token:
        """Remove a token by its id; raises DeskError ``token_unknown``."""
        with self._database.writing() as connection:
            row = connection.execute(f"{_SELECT} WHERE t.id = ?", (number,)).fetchone()
            if row is None:
                raise DeskError("token_unknown", name=number)
            connection.execute("DELETE FROM tokens WHERE id = ?", (number,))
            return _token(row)


_SELECT = (
    "SELECT t.id AS token, t.label, t.created AS made, t.expires, t.used,"
    f" {COLUMNS} FROM tokens t JOIN accounts a ON a.id = t.account"
)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _token(row: sqlite3.Row) -> Token:
    return Token(
        id=row["token"],
        account=account_of(row),
        label=row["label"],
        created=moment(row["made"]),
        expires=moment(row["expires"]),
        used=moment_or_none(row["used"]),
    )
