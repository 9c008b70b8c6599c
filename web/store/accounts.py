"""Accounts: who may sign in, and as what."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from web.errors import DeskError
from web.store.database import Database
from web.store.schema import LOCAL_ACCOUNT
from web.store.times import Clock, moment

_NAME = re.compile(r"[\w][\w.\-@]{0,63}")


class Role(StrEnum):
    """What a person may do: staff ask and rate, administrators also change the archive."""

    ADMINISTRATOR = "administrator"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``name`` is as it was given, in NFC. Names differ by more than case."""

    id: int
    name: str
    role: Role
    created: datetime


def name_key(name: str) -> str:
    """Return what two spellings of the same name have in common."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


class Accounts:
    """The accounts of one server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def add(self, name: str, role: Role, password: str) -> Account:
        """Add an account; `password` is its argon2 hash, never the password itself.

        Raises DeskError ``name_invalid`` or ``name_taken``.
        """
        shown = unicodedata.normalize("NFC", name.strip())
        if not _NAME.fullmatch(shown):
            raise DeskError("name_invalid")
        now = self._clock()
        try:
            with self._database.writing() as connection:
                row = connection.execute(
                    "INSERT INTO accounts (key, name, role, password, created, password_changed)"
                    " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
                    (name_key(shown), shown, role.value, password, now, now),
                ).fetchone()
                return _account(row)
        except sqlite3.IntegrityError:
            raise DeskError("name_taken", name=shown) from None

    def find(self, name: str) -> Account | None:
        """Return the account called `name`, however its case, or None."""
        row = self._row(name)
        return _account(row) if row else None

    def get(self, name: str) -> Account:
        """Return the account called `name`; raises DeskError ``account_unknown``."""
        found = self.find(name)
        if found is None:
            raise DeskError("account_unknown", name=name)
        return found

    def by_id(self, account: int) -> Account | None:
        """Return an account by its id, or None where it was removed."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM accounts WHERE id = ?", (account,)).fetchone()
        return _account(row) if row else None

    def all(self) -> tuple[Account, ...]:
        """Return all accounts by name; the person at this machine itself is not one."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM accounts WHERE id <> ? ORDER BY key", (LOCAL_ACCOUNT,)
            ).fetchall()
        return tuple(_account(row) for row in rows)

    def password(self, account: int) -> str | None:
        """Return the argon2 hash of an account, or None where it has none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT password FROM accounts WHERE id = ?", (account,)
            ).fetchone()
        return row["password"] if row else None

    def set_password(self, name: str, password: str, *, keep_session: str | None = None) -> None:
        """Set the argon2 hash of an account and end its sessions but `keep_session`.

        `keep_session` is the hexadecimal hash of a session (`SignIn.id`). Raises DeskError
        ``account_unknown``.
        """
        with self._database.writing() as connection:
            account = _existing(connection, name)
            connection.execute(
                "UPDATE accounts SET password = ?, password_changed = ? WHERE id = ?",
                (password, self._clock(), account.id),
            )
            connection.execute(
                "DELETE FROM sessions WHERE account = ? AND lower(hex(hash)) <> ?",
                (account.id, keep_session or ""),
            )

    def refresh_password(self, account: int, password: str) -> None:
        """Store a stronger hash of the same password; sessions go on."""
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET password = ? WHERE id = ?", (password, account))

    def set_role(self, name: str, role: Role) -> Account:
        """Give an account another role; it has to sign in again.

        Raises DeskError ``account_unknown`` or ``last_administrator``.
        """
        with self._database.writing() as connection:
            account = _existing(connection, name)
            if role is not Role.ADMINISTRATOR:
                _keep_an_administrator(connection, account)
            connection.execute(
                "UPDATE accounts SET role = ? WHERE id = ?", (role.value, account.id)
            )
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            row = connection.execute(
                "SELECT * FROM accounts WHERE id = ?", (account.id,)
            ).fetchone()
            return _account(row)

    def remove(self, name: str) -> Account:
        """Remove an account with its sessions, tokens and conversations; return what it was.

        Its ratings and what it did (audit log) stay. Raises DeskError ``account_unknown``
        or ``last_administrator``.
        """
        with self._database.writing() as connection:
            account = _existing(connection, name)
            _keep_an_administrator(connection, account)
            connection.execute("DELETE FROM accounts WHERE id = ?", (account.id,))
            return account

    def _row(self, name: str) -> sqlite3.Row | None:
        with self._database.reading() as connection:
            row: sqlite3.Row | None = connection.execute(
                "SELECT * FROM accounts WHERE key = ? AND id <> ?", (name_key(name), LOCAL_ACCOUNT)
            ).fetchone()
        return row


def _existing(connection: sqlite3.Connection, name: str) -> Account:
    row = connection.execute(
        "SELECT * FROM accounts WHERE key = ? AND id <> ?", (name_key(name), LOCAL_ACCOUNT)
    ).fetchone()
    if row is None:
        raise DeskError("account_unknown", name=name)
    return _account(row)


def _keep_an_administrator(connection: sqlite3.Connection, account: Account) -> None:
    """Refuse to leave staff without anybody who could manage accounts and reports."""
    if account.role is not Role.ADMINISTRATOR:
        return
    others, administrators = connection.execute(
        "SELECT count(*), coalesce(sum(role = 'administrator'), 0) FROM accounts"
        " WHERE id NOT IN (?, ?)",
        (LOCAL_ACCOUNT, account.id),
    ).fetchone()
    if others and not administrators:
        raise DeskError("last_administrator", name=account.name)


def _account(row: sqlite3.Row) -> Account:
    return Account(row["id"], row["name"], Role(row["role"]), moment(row["created"]))
