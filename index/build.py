"""Files into reports of the archive.

What is new is staged (`index.staging`). One last transaction makes it current, retires the
versions that it replaces, writes the search files and names them: before it the archive is
as it was, after it as it shall be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.model import Report
from corpus.vietnamese import nfc
from index import files, schema
from index.chains import Chains
from index.corrections import Correction
from index.errors import ArchiveError
from index.ledger import Entry
from index.matching import Version, Versions, discover
from index.originals import let_go, sweep
from index.publishing import publishing
from index.records import FileOutcome, FileStatus, Stage
from index.staging import Staging, Task
from index.store import ORIGINALS, replace_content, set_corrections


class Builder:
    """One build: made for it, dropped after it. The caller holds the writer lock."""

    def __init__(self, staging: Staging) -> None:
        """Prepare to bring what `staging` reads into its archive."""
        self._staging = staging
        self._store = staging.store
        self._seen: set[int] = set()  # reports whose content was met among the files
        self._present: frozenset[str] = frozenset()  # hashes of all files of the build
        self._revived: list[tuple[int, int]] = []  # report, the later version that it replaces

    def build(self, paths: Iterable[Path]) -> tuple[FileOutcome, ...]:
        """Bring the files at `paths` into the archive; one outcome a file, in their order."""
        found = discover(paths)
        self._staging.total = len(found)
        hashes = {path: self._hash(path) for path in found}
        self._present = frozenset(filter(None, hashes.values()))
        for done, (path, sha) in enumerate(hashes.items(), 1):
            if sha:
                self._decide(path, sha)
            self._staging.flush(done)
        self._staging.flush()
        self._commit()
        return tuple(self._staging.outcomes[path] for path in found)

    def rebuild(self) -> None:
        """Read every original again and embed it with the present model.

        Raises ArchiveError where an original is gone, altered or cannot be read; nothing has
        changed then.
        """
        rows = self._store.headers("state <> 'staged'")
        self._staging.total = len(rows)
        for done, row in enumerate(rows, 1):
            path = self._original(row)
            columns = {"stored": row["stored"]}
            self._staging.read(Task(path, row["source"], row["sha256"], row["id"], "", columns))
            if path in self._staging.outcomes:
                reason = self._staging.outcomes[path].message()
                raise ArchiveError("original_unreadable", source=row["source"], reason=reason)
            self._staging.flush(done)
        self._staging.flush()
        self._commit()

    def correct(self, report_id: int, corrections: Sequence[Correction]) -> None:
        """Lay `corrections` over what was read in a report, in the place of earlier ones."""
        row = self._store.headers("id = ?", report_id)[0]
        stored = self._store.report_passages(report_id)
        report = Report(
            self._store.document(report_id),
            self._store.read_metadata(report_id),
            tuple(passage.passage for passage in stored),
            tuple(passage.figures for passage in stored),
        )
        path = self._staging.directory / ORIGINALS / row["stored"]
        columns = {"stored": row["stored"]}
        self._staging.total = 1
        self._staging.corrected[row["sha256"]] = corrections
        self._staging.wait(
            Task(path, row["source"], row["sha256"], report_id, row["reader"], columns),
            report,
            schema.to_metadata(row),
        )
        self._staging.flush()
        self._commit()

    def recover(self, entries: Sequence[Entry] | None) -> None:
        """Commit what was staged of an archive's originals, linked and marked as in `entries`.

        Without entries what replaces what is decided as by a build.
        """
        if entries is None:
            self._commit()
            return
        staging = self._staging
        staged = {number for number, _ in staging.staged.values()}
        with publishing(self._store, staging.directory, staging.fingerprint) as connection:
            chains = Chains(connection)
            for entry in entries:
                if entry.id in staged:
                    connection.execute(
                        "UPDATE reports SET removed = ?, removed_by = ? WHERE id = ?",
                        (entry.removed, entry.removed_by, entry.id),
                    )
                chains.add(entry.id, entry.superseded_by, removed=entry.removed is not None)
            for entry in entries:
                if entry.id not in staged:
                    chains.erase(entry.id)
            chains.save(connection)
        for number, task in staging.staged.values():
            staging.settle(task.path, FileStatus.ADDED, number)

    def _original(self, row: sqlite3.Row) -> Path:
        path = self._staging.directory / ORIGINALS / str(row["stored"])
        if not path.is_file():
            raise ArchiveError("original_missing", source=row["source"], path=path)
        if files.sha256(path) != row["sha256"]:
            raise ArchiveError("original_altered", source=row["source"], path=path)
        return path

    def _hash(self, path: Path) -> str:
        try:
            return files.sha256(path)
        except OSError as error:
            reason = error.strerror or str(error)
            self._staging.settle(path, FileStatus.FAILED, why=(reason, reason))
            return ""

    def _decide(self, path: Path, sha: str) -> None:
        """Settle the file's outcome, or read it."""
        source = nfc(path.name)
        first = self._staging.task_of(sha)
        if first:
            self._duplicate(path, first.source, None)
            return
        rows = self._store.headers("sha256 = ? AND state <> 'staged'", sha)
        same = [row for row in rows if row["source"] == source]
        if not rows:
            self._staging.read(Task(path, source, sha))
        elif rows[0]["removed"]:
            self._left_out(path, rows[0]["id"])
        elif not same or same[0]["id"] in self._seen:
            first_row = (same or rows)[0]
            self._duplicate(path, first_row["source"], first_row["id"])
        elif same[0]["reader"] != self._staging.reader_version:
            self._seen.add(same[0]["id"])
            self._staging.read(Task(path, source, sha, same[0]["id"]))
        else:
            self._seen.add(same[0]["id"])
            self._unchanged(path, same[0])

    def _left_out(self, path: Path, report_id: int) -> None:
        why = (
            f"muốn dùng lại: python -m index restore {report_id}",
            f"to have it back: python -m index restore {report_id}",
        )
        self._staging.settle(path, FileStatus.REMOVED, report_id, why)

    def _unchanged(self, path: Path, row: sqlite3.Row) -> None:
        """Settle a file that is in the archive already, perhaps as an older version."""
        newer = self._store.headers("id = ?", row["superseded_by"])
        if row["state"] == "current" or not newer:
            self._staging.settle(path, FileStatus.UNCHANGED, row["id"])
            return
        name = newer[0]["source"]
        if name == row["source"] and newer[0]["sha256"] not in self._present:
            # The file was edited and is now as it was before.
            self._revived.append((row["id"], newer[0]["id"]))
            why = ("trở lại bản trước", "back to the earlier version")
            self._staging.settle(path, FileStatus.REPLACED, row["id"], why)
            return
        why = (f"đã có bản thay thế là {name}", f"superseded by {name}")
        self._staging.settle(path, FileStatus.UNCHANGED, row["id"], why)

    def _duplicate(self, path: Path, of: str, report_id: int | None) -> None:
        why = (f"cùng nội dung với {of}", f"same content as {of}")
        self._staging.settle(path, FileStatus.DUPLICATE, report_id, why)

    def _commit(self) -> None:
        """Make what was staged current: the one commit point."""
        store, staging = self._store, self._staging
        if staging.staged or self._revived:
            staging.tell(Stage.WRITE, 0, 0)
            with publishing(store, staging.directory, staging.fingerprint) as connection:
                chains = Chains(connection)
                versions = Versions(map(Version.of, store.headers("state = 'current'")))
                for sha, corrections in staging.corrected.items():
                    set_corrections(connection, sha, corrections)
                for number, task in staging.staged.values():
                    if task.refreshes is None:
                        self._make_current(chains, versions, number, task)
                    else:
                        replace_content(connection, number, task.refreshes)
                        why = ("đã đọc lại", "read again")
                        staging.settle(task.path, FileStatus.UNCHANGED, task.refreshes, why)
                for number, newer in self._revived:
                    chains.supersede(newer, number)
                chains.save(connection)
                let_go(connection, "state = 'staged'")
        elif store.count("reports", "state = 'staged'"):
            with store.writing() as connection:
                let_go(connection, "state = 'staged'")
        sweep(store, staging.directory)
        staging.tell(Stage.WRITE, 1, 1)

    def _make_current(self, chains: Chains, versions: Versions, number: int, task: Task) -> None:
        new = Version.of(self._store.headers("id = ?", number)[0])
        old = versions.replaced_by(new, self._present)
        chains.add(number)
        versions.add(new)
        if old is None:
            self._staging.settle(task.path, FileStatus.ADDED, number)
            return
        chains.supersede(old.id, number)
        versions.remove(old.id)
        why = ("", "") if old.source == new.source else (old.source, old.source)
        self._staging.settle(task.path, FileStatus.REPLACED, number, why)
