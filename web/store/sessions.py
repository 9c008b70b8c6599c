"""Sessions of people who have signed in: kept here, never in the browser.

The browser holds a random key; the file holds only its SHA-256, so that a copy of the
file lets nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from web.store.accounts import COLUMNS, Account, account_of
from web.store.database import Database
from web.store.times import Clock, moment

IDLE_SECONDS = 2 * 3600
"""A session that nobody used for so long is over."""

ABSOLUTE_SECONDS = 12 * 3600
"""A session is over after so long however much it was used: one office day."""

_SEEN_STEP = 60.0
"""Seconds by which the time of last use may lag behind: not every request needs a write."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A live session: whose, and the token that its forms and changing requests carry.

    ``id`` is the hexadecimal hash of the browser's key.
    """

    id: str
    account: Account
    csrf: str
    created: datetime


class Sessions:
    """The live sessions of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def start(self, account: int, address: str) -> tuple[str, SignIn]:
        """Begin a session of `account`; return the browser's key, and the session."""
        key, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE seen < ? OR created < ?",
                (now - IDLE_SECONDS, now - ABSOLUTE_SECONDS),
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
                (_hash(key), account, csrf, now, now, address),
            )
            row = _read(connection, key)
        assert row is not None
        return key, _sign_in(row)

    def find(self, key: str) -> SignIn | None:
        """Return the session of the browser's `key`, or None where it is over or unknown."""
        now = self._clock()
        with self._database.reading() as connection:
            row = _read(connection, key)
        if row is None or not _is_live(row, now):
            return None
        if now - row["seen"] >= _SEEN_STEP:
            with self._database.writing() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (now, _hash(key)))
        return _sign_in(row)

    def end(self, key: str) -> None:
        """End the session of the browser's `key`, if it is one."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hash(key),))

    def end_all(self, account: int) -> None:
        """End every session of `account`."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE account = ?", (account,))


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _read(connection: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"SELECT s.hash, s.csrf, s.created AS began, s.seen, {COLUMNS}"
        " FROM sessions s JOIN accounts a ON a.id = s.account"
        " WHERE s.hash = ? AND a.locked IS NULL",
        (_hash(key),),
    ).fetchone()
    return row


def _is_live(row: sqlite3.Row, now: float) -> bool:
    return bool(now - row["seen"] < IDLE_SECONDS and now - row["began"] < ABSOLUTE_SECONDS)


def _sign_in(row: sqlite3.Row) -> SignIn:
    return SignIn(row["hash"].hex(), account_of(row), row["csrf"], moment(row["began"]))
