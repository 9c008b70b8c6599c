"""Connections to SQLite, transactions on them, and what their failures mean to a person."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.errors import ArchiveError
from index.soundness import damaged


def connect(path: Path) -> sqlite3.Connection:
    """Open the database at `path`: readers never wait, and a commit is on the disk."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done inside, or, where that or the commit fails, nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.commit()
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # the first error is the one to tell
            connection.rollback()
        raise


def has_tables(connection: sqlite3.Connection) -> bool:
    """Tell whether the database was created to the end."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
    return bool(found.fetchone()[0])


def failure(path: Path, error: sqlite3.DatabaseError) -> ArchiveError:
    """Return what a failure of SQLite means to a person."""
    # The error's low byte is the primary code: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, error)
    return ArchiveError("archive_not_writable", path=path, reason=error)
