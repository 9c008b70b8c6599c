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
from web.store.times import Clock, moment, moment_or_none

_NAME = re.compile(r"[\w][\w.\-@]{0,63}")


class Role(StrEnum):
    """What a person may do: staff ask and rate, administrators also change the archive."""

    ADMINISTRATOR = "administrator"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``name`` is as it was given, in NFC. Names differ by more than case.

    A ``locked`` account lets nobody in, not even its programs; ``signed_in`` is when
    somebody last did with the password.
    """

    id: int
    name: str
    role: Role
    created: datetime
    locked: datetime | None = None
    signed_in: datetime | None = None


COLUMNS = "a.id, a.name, a.role, a.created, a.locked, a.signed_in"
"""What `account_of` reads, for a query in which the accounts are called ``a``."""


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
                return account_of(row)
        except sqlite3.IntegrityError:
            raise DeskError("name_taken", name=shown) from None

    def find(self, name: str) -> Account | None:
        """Return the account called `name`, however its case, or None."""
        row = self._row(name)
        return account_of(row) if row else None

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
        return account_of(row) if row else None

    def all(self) -> tuple[Account, ...]:
        """Return all accounts by name; the person at this machine itself is not one."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM accounts WHERE id <> ? ORDER BY key", (LOCAL_ACCOUNT,)
            ).fetchall()
        return tuple(account_of(row) for row in rows)

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
            return account_of(row)

    def lock(self, name: str) -> Account:
        """Shut an account: its sessions end, and nobody gets in with it until `unlock`.

        Raises DeskError ``account_unknown`` or ``last_administrator``.
        """
        with self._database.writing() as connection:
            account = _existing(connection, name)
            _keep_an_administrator(connection, account, even_alone=True)
            connection.execute(
                "UPDATE accounts SET locked = ? WHERE id = ?", (self._clock(), account.id)
            )
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            return _existing(connection, account.name)

    def unlock(self, name: str) -> Account:
        """Open an account again; raises DeskError ``account_unknown``."""
        with self._database.writing() as connection:
            account = _existing(connection, name)
            connection.execute("UPDATE accounts SET locked = NULL WHERE id = ?", (account.id,))
            return _existing(connection, account.name)

    def note_sign_in(self, account: int) -> None:
        """Remember that somebody signed in just now."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET signed_in = ? WHERE id = ?", (self._clock(), account)
            )

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
    return account_of(row)


def _keep_an_administrator(
    connection: sqlite3.Connection, account: Account, *, even_alone: bool = False
) -> None:
    """Refuse to leave staff without anybody who could manage accounts and reports.

    With `even_alone` the last account of all is not given up either.
    """
    if account.role is not Role.ADMINISTRATOR:
        return
    others, administrators = connection.execute(
        "SELECT count(*), coalesce(sum(role = 'administrator' AND locked IS NULL), 0)"
        " FROM accounts"
        " WHERE id NOT IN (?, ?)",
        (LOCAL_ACCOUNT, account.id),
    ).fetchone()
    if (others or even_alone) and not administrators:
        raise DeskError("last_administrator", name=account.name)


def account_of(row: sqlite3.Row) -> Account:
    """Return the account in a row that has the `COLUMNS`."""
    return Account(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        created=moment(row["created"]),
        locked=moment_or_none(row["locked"]),
        signed_in=moment_or_none(row["signed_in"]),
    )
