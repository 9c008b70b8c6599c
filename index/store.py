"""The truth: one SQLite file, written by one process at a time, read by any number.

Reports enter as ``staged``, invisible to every reader, in as many transactions as it takes;
one last transaction makes them current. That last commit is the only commit point.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.model import Document, Figure, Metadata, Report
from index import ledger, migration, schema, soundness
from index.chains import Chains
from index.connections import connect, failure, has_tables, transaction
from index.corrections import FIELDS, Correction
from index.errors import ArchiveError
from index.files import writer_lock
from index.records import ReportRecord, StoredPassage

DATABASE = "archive.sqlite"
ORIGINALS = "reports"
_AT_ONCE = 500  # parameters of one statement
_FIGURE_MARKS = ", ".join("?" for _ in schema.FIGURE_COLUMNS.split(","))


class Store:
    """Connections to the database of one archive; each thread has its own."""

    def __init__(self, directory: Path) -> None:
        """Open the database in `directory`, which must have been created.

        An archive of an older format is brought to the present one. Raises ArchiveError where
        it is damaged, of a newer format, or of an older one while another process writes.
        """
        self.path = directory / DATABASE
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, directory: Path) -> Store:
        """Make the database in `directory` unless it is there already, and open it."""
        path = directory / DATABASE
        try:
            (directory / ORIGINALS).mkdir(parents=True, exist_ok=True)
            connection = connect(path)
            try:
                with transaction(connection):
                    if not has_tables(connection):
                        for statement in filter(str.strip, schema.TABLES.split(";\n")):
                            connection.execute(statement)
                        connection.executemany(
                            "INSERT INTO meta VALUES (?, ?)",
                            [
                                ("format", str(schema.FORMAT_VERSION)),
                                ("archive", migration.new_identity()),
                                ("generation", "0"),
                            ],
                        )
            finally:
                connection.close()
        except OSError as error:
            raise ArchiveError("archive_not_writable", path=directory, reason=error) from error
        except sqlite3.DatabaseError as error:
            raise failure(path, error) from error
        return cls(directory)

    @staticmethod
    def exists(directory: Path) -> bool:
        """Tell whether `directory` holds an archive that was created to the end.

        Raises ArchiveError where the database is gone, cut short or not its own; nothing is
        written then.
        """
        path = directory / DATABASE
        if not soundness.check(path, directory / ORIGINALS):
            return False
        try:
            with contextlib.closing(connect(path)) as connection:
                return has_tables(connection)
        except sqlite3.DatabaseError as error:
            raise failure(path, error) from error

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            self._closed = True
            for connection in self._all:
                connection.close()
            self._all.clear()

    def is_sound(self) -> bool:
        """Tell whether SQLite finds nothing wrong with any page; reads the whole file."""
        return [row[0] for row in self._select("PRAGMA quick_check")] == ["ok"]

    def bring_to_rest(self) -> None:
        """Take the write-ahead log into the database, so that its file alone is all of it.

        Closing does that too, but tells nobody where it fails. Raises ArchiveError.
        """
        ((busy, frames, done),) = self._select("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy or frames != done:
            raise ArchiveError("busy", path=self.path.parent)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a write transaction; commits at the end, else rolls back."""
        connection = self._connection()
        try:
            with transaction(connection):
                yield connection
        except sqlite3.DatabaseError as error:
            raise failure(self.path, error) from error

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Let all reads inside see the one state of the database."""
        connection = self._connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed by another thread
                connection.rollback()

    def meta(self) -> dict[str, str]:
        """Return the facts about the whole archive: format, generation, model, ..."""
        return {row["key"]: row["value"] for row in self._select("SELECT * FROM meta")}

    def reports(self) -> tuple[ReportRecord, ...]:
        """Return all reports but those staged, by id, whatever their state."""
        rows = self._select(
            f"SELECT {schema.REPORT_COLUMNS} FROM reports WHERE state <> 'staged' ORDER BY id"
        )
        return tuple(map(schema.to_report, rows))

    def headers(self, where: str, *values: object) -> list[sqlite3.Row]:
        """Return the reports for which `where` holds, by id: their rows but for the texts."""
        return self._select(
            f"SELECT {schema.HEADER_COLUMNS} FROM reports WHERE {where} ORDER BY id", *values
        )

    def document(self, report_id: int) -> Document:
        """Return the document of a visible report; raises ArchiveError if there is none."""
        rows = self._select("SELECT * FROM reports WHERE id = ? AND state <> 'staged'", report_id)
        if not rows:
            raise ArchiveError("report_unknown", selector=report_id)
        return schema.to_document(rows[0])

    def read_metadata(self, report_id: int) -> Metadata:
        """Return what was read in a visible report; raises ArchiveError if there is none."""
        rows = self.headers("id = ? AND state <> 'staged'", report_id)
        if not rows:
            raise ArchiveError("report_unknown", selector=report_id)
        return schema.to_read_metadata(rows[0])

    def chains(self) -> Chains:
        """Return the links between the versions of all visible reports."""
        return Chains(self._connection())

    def texts(self, report_id: int) -> tuple[str, ...]:
        """Return the search texts of a report's passages."""
        rows = self._select("SELECT text FROM passages WHERE report_id = ?", report_id)
        return tuple(row["text"] for row in rows)

    def corrections(self, sha: str) -> tuple[Correction, ...]:
        """Return what was corrected in the report with the content hash `sha`."""
        rows = self._select("SELECT * FROM corrections WHERE sha256 = ?", sha)
        found = map(schema.to_correction, rows)
        return tuple(sorted(found, key=lambda correction: FIELDS.index(correction.field)))

    def passages(self, ids: Sequence[int]) -> tuple[StoredPassage, ...]:
        """Return the passages with `ids`, in that order; unknown ids are left out."""
        found: dict[int, StoredPassage] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            found.update((p.id, p) for p in self._passages(_among("id", some), some))
        return tuple(found[i] for i in ids if i in found)

    def report_passages(self, report_id: int) -> tuple[StoredPassage, ...]:
        """Return the passages of a report in their order."""
        return tuple(self._passages("report_id = ? ORDER BY ordinal, id", [report_id]))

    def passage_spans(self) -> dict[int, tuple[int, int, int]]:
        """Return the first and last passage of each current report, and how many it has.

        The passages of a report lie together, as they are inserted in one transaction.
        """
        rows = self._select(
            "SELECT r.id, min(p.id), max(p.id), count(*)"
            " FROM reports r JOIN passages p ON p.report_id = r.id"
            " WHERE r.state = 'current' GROUP BY r.id"
        )
        return {report: (first, last, count) for report, first, last, count in rows}

    def index_rows(self, reports: Iterable[int]) -> Iterator[sqlite3.Row]:
        """Yield what search files are made of, for each passage of `reports`, by report id."""
        wanted = sorted(reports)
        try:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                yield from self._connection().execute(
                    "SELECT id, report_id, topic, section, text, words, vector, period"
                    f" FROM passages WHERE {_among('report_id', some)} ORDER BY report_id, id",
                    some,
                )
        except sqlite3.DatabaseError as error:
            raise failure(self.path, error) from error

    def keep_ledger(self) -> None:
        """Write the ledger of the present generation anew where it is missing or damaged."""
        generation = int(self.meta()["generation"])
        ledger.ensure(self._connection(), self.path.parent, generation)

    def erased(self) -> tuple[str, ...]:
        """Return the names of originals that may go."""
        return tuple(row["stored"] for row in self._select("SELECT stored FROM erased"))

    def vectors(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the stored vectors of those `keys` that have one."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows = self._select(
                f"SELECT vector_key, vector FROM passages WHERE {_among('vector_key', some)}",
                *some,
            )
            found.update((row["vector_key"], row["vector"]) for row in rows)
        return found

    def count(self, table: str, where: str = "1") -> int:
        """Return how many rows of `table` there are."""
        return int(self._select(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def _bring_up_to_date(self) -> None:
        if self._is_present_format():
            return
        try:
            self._migrate()
        except OSError as error:
            raise ArchiveError("archive_not_writable", path=self.path, reason=error) from error

    def _migrate(self) -> None:
        with writer_lock(self.path.parent), self._without_foreign_keys(), self.writing() as writer:
            version = self._format()
            if version < schema.FORMAT_VERSION:  # unless another process came first
                migration.migrate(writer, version)
                ledger.write(writer, self.path.parent, int(self.meta()["generation"]))

    def _format(self) -> int:
        return int(self.meta().get("format", "0"))

    def _is_present_format(self) -> bool:
        """Raises ArchiveError ``archive_newer`` where this program is too old."""
        version = self._format()
        if version > schema.FORMAT_VERSION:
            raise ArchiveError(
                "archive_newer",
                path=self.path.parent,
                found=version,
                known=schema.FORMAT_VERSION,
            )
        return version == schema.FORMAT_VERSION

    @contextlib.contextmanager
    def _without_foreign_keys(self) -> Iterator[None]:
        connection = self._connection()
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            connection.execute("PRAGMA foreign_keys = ON")

    def _passages(self, where: str, values: Sequence[object]) -> list[StoredPassage]:
        rows = self._select(f"SELECT {schema.PASSAGE_COLUMNS} FROM passages WHERE {where}", *values)
        figures: dict[int, list[Figure]] = {row["id"]: [] for row in rows}
        ids = list(figures)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            for row in self._select(
                f"SELECT {schema.FIGURE_COLUMNS} FROM figures"
                f" WHERE {_among('passage_id', some)} ORDER BY passage_id, position",
                *some,
            ):
                figures[row["passage_id"]].append(schema.to_figure(row))
        return [
            StoredPassage(
                row["id"], row["report_id"], schema.to_passage(row), tuple(figures[row["id"]])
            )
            for row in rows
        ]

    def _select(self, statement: str, *values: object) -> list[sqlite3.Row]:
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise failure(self.path, error) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if self._closed:
            raise ArchiveError("archive_closed")
        if connection is None:
            try:
                connection = connect(self.path)
            except sqlite3.DatabaseError as error:
                raise failure(self.path, error) from error
            with self._lock:
                self._all.append(connection)
            self._local.connection = connection
        return connection


def set_meta(connection: sqlite3.Connection, values: Mapping[str, object]) -> None:
    """Record facts about the whole archive."""
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [(key, str(value)) for key, value in values.items()],
    )


def insert_report(
    connection: sqlite3.Connection,
    row: Mapping[str, Any],
    passages: Sequence[Mapping[str, Any]],
    report: Report,
) -> int:
    """Add a staged report with its passages and figures; return its id."""
    report_id = _insert(connection, "reports", row)
    for passage_row, figures in zip(passages, _figures(report), strict=True):
        passage_id = _insert(connection, "passages", {"report_id": report_id, **passage_row})
        connection.executemany(
            f"INSERT INTO figures ({schema.FIGURE_COLUMNS}) VALUES ({_FIGURE_MARKS})",
            [schema.figure_row(passage_id, i, figure) for i, figure in enumerate(figures)],
        )
    return report_id


def replace_content(connection: sqlite3.Connection, staged: int, report_id: int) -> None:
    """Give the report `report_id` the content of the one staged; its id and history stay."""
    kept = {"id", "state", "superseded_by", "removed", "removed_by", "origin", "added"}
    columns = connection.execute("PRAGMA table_info(reports)").fetchall()
    chosen = ", ".join(row["name"] for row in columns if row["name"] not in kept)
    connection.execute("DELETE FROM passages WHERE report_id = ?", (report_id,))
    connection.execute(
        f"UPDATE reports SET ({chosen}) = (SELECT {chosen} FROM reports WHERE id = ?) WHERE id = ?",
        (staged, report_id),
    )
    connection.execute("UPDATE passages SET report_id = ? WHERE report_id = ?", (report_id, staged))
    connection.execute("DELETE FROM reports WHERE id = ?", (staged,))


def set_corrections(
    connection: sqlite3.Connection, sha: str, corrections: Iterable[Correction]
) -> None:
    """Record the corrections of the content `sha` in the place of all that there were."""
    connection.execute("DELETE FROM corrections WHERE sha256 = ?", (sha,))
    connection.executemany(
        "INSERT INTO corrections (sha256, field, value, by, at) VALUES (?, ?, ?, ?, ?)",
        [(sha, c.field, c.value, c.by, c.at.isoformat()) for c in corrections],
    )


def _figures(report: Report) -> Iterable[tuple[Figure, ...]]:
    none: tuple[tuple[Figure, ...], ...] = ((),) * len(report.passages)
    return report.figures or none


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )
    return int(cursor.lastrowid or 0)


def _among(column: str, values: Sequence[object]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"
