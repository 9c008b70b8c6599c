"""Archives of older formats, brought to the present one in place and in one transaction.

A crash leaves the archive in the old format or in the new one. Each step says what it changed;
`docs/index-format.md` lists them.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable

from index import schema


def migrate(connection: sqlite3.Connection, found: int) -> None:
    """Bring the tables from format `found` to the present one.

    The caller holds the writer lock, has switched foreign keys off, and opened a transaction.
    """
    for version in range(found, schema.FORMAT_VERSION):
        _STEPS[version](connection)
    connection.execute(
        "UPDATE meta SET value = ? WHERE key = 'format'", (str(schema.FORMAT_VERSION),)
    )


def new_identity() -> str:
    """Return what tells one archive's files from another's."""
    return secrets.token_hex(8)


def _from_1(connection: sqlite3.Connection) -> None:
    """Add removal, corrections, what figures are compared with, and the archive's identity.

    A table's check cannot be altered, so that the reports move to a new table (as
    https://www.sqlite.org/lang_altertable.html prescribes); their ids stay.
    """
    old = [row["name"] for row in connection.execute("PRAGMA table_info(reports)")]
    columns = ", ".join(old)
    highest = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reports'")
    sequence = highest.fetchone()
    connection.execute(schema.REPORTS.format(name="reports_2"))
    connection.execute(f"INSERT INTO reports_2 ({columns}) SELECT {columns} FROM reports")
    connection.execute("DROP TABLE reports")
    connection.execute("ALTER TABLE reports_2 RENAME TO reports")
    connection.execute(schema.REPORTS_INDEX)
    connection.execute(schema.LATER_INDEX)
    if sequence:
        connection.execute(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = 'reports'", (sequence["seq"],)
        )
    present = {row["name"] for row in connection.execute("PRAGMA table_info(figures)")}
    for name, declaration in schema.ADDED_TO_FIGURES.items():
        if name not in present:
            connection.execute(f"ALTER TABLE figures ADD COLUMN {name} {declaration}")
    connection.execute(schema.ERASED)
    connection.execute(schema.CORRECTIONS)
    connection.execute("INSERT INTO meta VALUES ('archive', ?)", (new_identity(),))


_STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _from_1}
