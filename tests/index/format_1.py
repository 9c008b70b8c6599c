"""An archive as the first format had it: its table of reports, and no corrections."""

from __future__ import annotations

import sqlite3
from pathlib import Path

REPORTS = """
CREATE TABLE reports_1 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('staged', 'current', 'superseded')),
    superseded_by INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    stored TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    reader TEXT NOT NULL,
    added TEXT NOT NULL,
    text TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    spans TEXT NOT NULL,
    document_title TEXT,
    document_published TEXT,
    title TEXT NOT NULL,
    number TEXT,
    issuer TEXT,
    province TEXT,
    province_name TEXT,
    period TEXT,
    issued TEXT,
    published TEXT,
    signer TEXT,
    signer_position TEXT,
    author TEXT,
    passage_count INTEGER NOT NULL
)
"""


def take_back(directory: Path) -> None:
    """Turn the closed archive in `directory` into one of format 1."""
    connection = sqlite3.connect(directory / "archive.sqlite", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    connection.execute(REPORTS)
    columns = ", ".join(r["name"] for r in connection.execute("PRAGMA table_info(reports_1)"))
    (highest,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reports'")
    connection.execute(f"INSERT INTO reports_1 ({columns}) SELECT {columns} FROM reports")
    connection.execute("DROP TABLE reports")
    connection.execute("ALTER TABLE reports_1 RENAME TO reports")
    connection.execute("CREATE INDEX reports_by_sha256 ON reports (sha256)")
    connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'reports'", tuple(highest))
    connection.execute("DROP TABLE corrections")
    connection.execute("DROP TABLE erased")
    connection.execute("DELETE FROM meta WHERE key = 'archive'")
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    connection.execute("COMMIT")
    connection.close()
    for ledger in (directory / "reports").glob("ledger-*"):
        ledger.unlink()
