"""One SQLite file shared by threads and processes: connections, transactions, migrations."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from corpus.vietnamese import fold
from web.errors import DeskError
from web.store.schema import MIGRATIONS

_BUSY_SECONDS = 15.0
"""How long a change waits for another one to finish."""


class Database:
    """Hands out connections, one for each piece of work, and keeps idle ones for the next."""

    def __init__(self, path: Path) -> None:
        """Open `path`, create it where it is missing, bring it to the present version.

        Raises DeskError ``store_unusable`` or ``store_newer``.
        """
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        with self._failures():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                # Names, password hashes and questions are nobody else's business.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            self._migrate()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read with; what it reads is committed."""
        with self._failures(), self._connection() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction: committed at the end, undone on an error."""
        with self._failures(), self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        """Close every idle connection; those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect()
        try:
            yield connection
        finally:
            with self._lock:
                keep = not self._closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.create_function("folded", 1, fold, deterministic=True)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _migrate(self) -> None:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                found = int(connection.execute("PRAGMA user_version").fetchone()[0])
                if found > len(MIGRATIONS):
                    raise DeskError(
                        "store_newer", path=self.path, found=found, known=len(MIGRATIONS)
                    )
                for statements in MIGRATIONS[found:]:
                    for statement in statements:
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Tell of a file that cannot be opened, read or written in a person's words."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise DeskError("store_unusable", path=self.path, reason=reason) from error
