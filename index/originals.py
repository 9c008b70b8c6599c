"""Kept originals that are to go: those of erased reports and of builds that were cut short.

Which they are is recorded in the database, by the commit that lets them go. No file is ever
deleted only because no report refers to it: after an older database was put back from a
backup, it may be the one copy of a report.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from index import schema
from index.errors import ArchiveError
from index.files import PARTIAL, sync
from index.store import ORIGINALS, Store


def let_go(connection: sqlite3.Connection, where: str, *values: object) -> None:
    """Delete the reports for which `where` holds, and record that their originals may go."""
    connection.execute(
        f"INSERT OR IGNORE INTO erased SELECT stored FROM reports WHERE {where}", values
    )
    connection.execute(schema.LATER_INDEX)
    connection.execute(f"DELETE FROM reports WHERE {where}", values)


def sweep(store: Store, directory: Path) -> None:
    """Delete what may go and no report refers to; what cannot be deleted is tried again."""
    folder = directory / ORIGINALS
    with contextlib.suppress(OSError, ArchiveError):
        for path in folder.glob(f"*{PARTIAL}"):
            path.unlink()
        going = store.erased()
        if not going:
            return
        kept = {row["stored"] for row in store.headers("1")}
        for stored in going:
            if stored not in kept:
                (folder / stored).unlink(missing_ok=True)
        sync(folder)
        with store.writing() as connection:
            connection.execute("DELETE FROM erased")
