"""Files into reports of the archive.

What is new is read, embedded and staged, a few hundred passages at a time; staged reports
are invisible. One last transaction makes them current, retires the versions that they
replace, writes the search files and names them: before it the archive is as it was, after it
as it shall be. Vectors staged by a build that was cut short are found again by their text.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import corpus
from corpus.errors import ReadError, ReadErrorCode
from corpus.model import Metadata, Report
from corpus.vietnamese import nfc
from index import files, schema
from index import words as terms
from index.chains import Chains
from index.corrections import Correction, apply, changes_passages
from index.embedding import Encoder, Floats
from index.errors import ArchiveError
from index.matching import Version, Versions, discover
from index.publishing import publishing, sweep
from index.records import FileOutcome, FileStatus, Progress, ProgressCallback, Stage
from index.store import (
    ORIGINALS,
    Store,
    insert_report,
    replace_content,
    set_corrections,
)

Reader = Callable[[Path], Report]

_log = logging.getLogger(__name__)
_PASSAGES_AT_ONCE = 512
_CUSTOM = "custom"  # version of a reader that was passed in
_READING = 0.2  # share of the time that reading takes of reading and embedding, about
_BEFORE_WRITING = 0.95


@dataclass(frozen=True, slots=True)
class _Task:
    """One file to be read; ``refreshes`` is the report whose content it is again, if any.

    ``reader`` is the version of the code that reads it.
    """

    path: Path
    source: str
    sha: str
    refreshes: int | None = None
    reader: str = ""


class Builder:
    """One build: made for it, dropped after it. The caller holds the writer lock."""

    def __init__(
        self,
        store: Store,
        directory: Path,
        encoder: Callable[[], Encoder],
        fingerprint: str,
        reader: Reader | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Prepare to write into `store`; `encoder` is called when there is text to embed."""
        self._store = store
        self._directory = directory
        self._encoder = encoder
        self._fingerprint = fingerprint
        self._reader = reader or corpus.read_report
        self._reader_version = _CUSTOM if reader else reader_version()
        self._progress = progress
        self._outcomes: dict[Path, FileOutcome] = {}
        self._staged: dict[str, tuple[int, _Task]] = {}  # by hash
        self._waiting: list[tuple[_Task, Report]] = []
        self._seen: set[int] = set()  # reports whose content was met among the files
        self._present: frozenset[str] = frozenset()  # hashes of all files of the build
        self._revived: list[tuple[int, int]] = []  # report, the later version that it replaces
        self._corrected: dict[str, Sequence[Correction]] = {}  # by hash, to be recorded
        self._finished = 0
        self._total = 0

    def build(self, paths: Iterable[Path]) -> tuple[FileOutcome, ...]:
        """Bring the files at `paths` into the archive; one outcome a file, in their order."""
        found = discover(paths)
        self._total = len(found)
        hashes = {path: self._hash(path) for path in found}
        self._present = frozenset(filter(None, hashes.values()))
        for done, (path, sha) in enumerate(hashes.items(), 1):
            if sha:
                self._decide(path, sha)
            self._flush(at_least=_PASSAGES_AT_ONCE)
            self._finished = done - len(self._waiting)
        self._flush()
        self._commit()
        return tuple(self._outcomes[path] for path in found)

    def rebuild(self) -> None:
        """Read every original again and embed it with the present model.

        Raises ArchiveError where an original is gone or cannot be read; nothing has changed
        then.
        """
        rows = self._store.headers("state <> 'staged'")
        self._total = len(rows)
        for done, row in enumerate(rows, 1):
            path = self._directory / ORIGINALS / row["stored"]
            if not path.is_file():
                raise ArchiveError("original_missing", source=row["source"], path=path)
            self._read(_Task(path, row["source"], row["sha256"], row["id"]))
            if path in self._outcomes:
                reason = self._outcomes[path].message()
                raise ArchiveError("original_unreadable", source=row["source"], reason=reason)
            self._flush(at_least=_PASSAGES_AT_ONCE)
            self._finished = done - len(self._waiting)
        self._flush()
        self._commit()

    def correct(self, report_id: int, corrections: Sequence[Correction]) -> None:
        """Lay `corrections` over what was read in a report, in the place of earlier ones."""
        row = self._store.headers("id = ?", report_id)[0]
        self._corrected[row["sha256"]] = corrections
        path = self._directory / ORIGINALS / row["stored"]
        self._total = 1
        stored = self._store.report_passages(report_id)
        report = Report(
            self._store.document(report_id),
            self._store.read_metadata(report_id),
            tuple(passage.passage for passage in stored),
            tuple(passage.figures for passage in stored),
        )
        task = _Task(path, row["source"], row["sha256"], report_id, row["reader"])
        before = schema.to_metadata(row)
        self._waiting.append((task, self._as_corrected(task, report, before)))
        self._flush()
        self._commit()

    def _hash(self, path: Path) -> str:
        try:
            return files.sha256(path)
        except OSError as error:
            reason = error.strerror or str(error)
            self._settle(path, FileStatus.FAILED, why=(reason, reason))
            return ""

    def _decide(self, path: Path, sha: str) -> None:
        """Settle the file's outcome, or read it."""
        source = nfc(path.name)
        waiting = [task for task, _ in self._waiting if task.sha == sha]
        if waiting or sha in self._staged:
            first = waiting[0] if waiting else self._staged[sha][1]
            self._duplicate(path, first.source, None)
            return
        rows = self._store.headers("sha256 = ? AND state <> 'staged'", sha)
        if rows and rows[0]["removed"]:
            number = rows[0]["id"]
            why = (
                f"muốn dùng lại: python -m index restore {number}",
                f"to have it back: python -m index restore {number}",
            )
            self._settle(path, FileStatus.REMOVED, number, why)
            return
        same = [row for row in rows if row["source"] == source]
        if not rows:
            self._read(_Task(path, source, sha))
        elif not same or same[0]["id"] in self._seen:
            first_row = (same or rows)[0]
            self._duplicate(path, first_row["source"], first_row["id"])
        elif same[0]["reader"] != self._reader_version:
            self._seen.add(same[0]["id"])
            self._read(_Task(path, source, sha, same[0]["id"]))
        else:
            self._seen.add(same[0]["id"])
            self._unchanged(path, same[0])

    def _unchanged(self, path: Path, row: sqlite3.Row) -> None:
        """Settle a file that is in the archive already, perhaps as an older version."""
        newer = self._store.headers("id = ?", row["superseded_by"])
        if row["state"] == "current" or not newer:
            self._settle(path, FileStatus.UNCHANGED, row["id"])
            return
        name = newer[0]["source"]
        if name == row["source"] and newer[0]["sha256"] not in self._present:
            # The file was edited and is now as it was before.
            self._revived.append((row["id"], newer[0]["id"]))
            why = ("trở lại bản trước", "back to the earlier version")
            self._settle(path, FileStatus.REPLACED, row["id"], why)
            return
        why = (f"đã có bản thay thế là {name}", f"superseded by {name}")
        self._settle(path, FileStatus.UNCHANGED, row["id"], why)

    def _duplicate(self, path: Path, of: str, report_id: int | None) -> None:
        why = (f"cùng nội dung với {of}", f"same content as {of}")
        self._settle(path, FileStatus.DUPLICATE, report_id, why)

    def _read(self, task: _Task) -> None:
        """Read the file and put it among those waiting, or settle its failure."""
        self._tell(Stage.READ, self._finished + len(self._waiting), self._total, task.source)
        try:
            report = self._report(task)
        except ReadError as error:
            unsupported = error.code is ReadErrorCode.UNSUPPORTED
            status = FileStatus.UNSUPPORTED if unsupported else FileStatus.FAILED
            why = (error.message("vi"), error.message("en"))
            self._settle(task.path, status, why=why)
        except Exception as error:  # whatever one file sets off must not stop the others
            _log.debug("reading %s", task.path, exc_info=True)
            reason = f"{type(error).__name__}: {error}"
            self._settle(task.path, FileStatus.FAILED, why=(reason, reason))
        else:
            self._waiting.append((task, self._as_corrected(task, report, report.metadata)))

    def _as_corrected(self, task: _Task, report: Report, used: Metadata) -> Report:
        """Return the report with the passages that its corrected metadata gives.

        Those that it has were made with the metadata `used`. Its own metadata stay as they
        were read. A reader that was passed in knows of no corrections.
        """
        metadata = apply(report.metadata, self._corrections(task.sha))
        custom = (task.reader or self._reader_version) == _CUSTOM
        if custom or not changes_passages(used, metadata):
            return report
        return replace(corpus.parse(report.document, metadata), metadata=report.metadata)

    def _corrections(self, sha: str) -> Sequence[Correction]:
        known = self._corrected.get(sha)
        return self._store.corrections(sha) if known is None else known

    def _report(self, task: _Task) -> Report:
        """Read the file under the name that it came with, from which a title may follow."""
        if task.path.name == task.source:
            return self._reader(task.path)
        with tempfile.TemporaryDirectory() as folder:
            named = Path(folder) / task.source
            named.symlink_to(task.path.resolve())
            return self._reader(named)

    def _flush(self, at_least: int = 0) -> None:
        """Embed and stage what is waiting, once it has `at_least` so many passages."""
        if not self._waiting or sum(len(r.passages) for _, r in self._waiting) < at_least:
            return
        waiting = [(task, report) for task, report in self._waiting if self._keep(task)]
        texts = [
            terms.indexed_text(passage.section, passage.topic, passage.search.text)
            for _, report in waiting
            for passage in report.passages
        ]
        vectors = self._vectors(texts)
        rows = iter(zip(texts, vectors, strict=True))
        with self._store.writing() as connection:
            for task, report in waiting:
                passages = [
                    schema.passage_row(passage, terms.words(text), self._key(text), vector)
                    for passage, (text, vector) in zip(report.passages, rows, strict=False)
                ]
                number = insert_report(connection, self._row(task, report), passages, report)
                self._staged[task.sha] = (number, task)
        self._waiting = []

    def _keep(self, task: _Task) -> bool:
        """Copy the original into the archive; settle the failure where that cannot be done."""
        folder = self._directory / ORIGINALS
        stored = files.stored_name(task.source, task.sha)
        try:
            files.keep_original(task.path, folder, stored, task.sha)
        except OSError as error:
            self._settle(task.path, FileStatus.FAILED, why=(str(error), str(error)))
            return False
        return True

    def _row(self, task: _Task, report: Report) -> dict[str, object]:
        return schema.report_row(
            replace(report.document, source=task.source, sha256=task.sha),
            report.metadata,
            self._corrections(task.sha),
            origin=str(task.path.resolve()),
            stored=files.stored_name(task.source, task.sha),
            reader=task.reader or self._reader_version,
            added=datetime.now(UTC).replace(microsecond=0),
            passages=len(report.passages),
        )

    def _vectors(self, texts: Sequence[str]) -> list[Floats]:
        """Return a vector for each text; those stored already are not computed again."""
        keys = [self._key(text) for text in texts]
        known = {key: schema.to_vector(v) for key, v in self._store.vectors(set(keys)).items()}
        missing = {k: text for k, text in zip(keys, texts, strict=True) if k not in known}
        if missing:

            def progress(done: int) -> None:
                self._tell(Stage.EMBED, done, len(missing))

            progress(0)
            computed = self._encoder().encode_passages(list(missing.values()), progress)
            known.update(zip(missing, computed, strict=True))
        return [known[key] for key in keys]

    def _key(self, text: str) -> bytes:
        identity = f"{self._fingerprint}\0{text}".encode()
        return hashlib.blake2b(identity, digest_size=16).digest()

    def _commit(self) -> None:
        """Make what was staged current: the one commit point."""
        if self._staged or self._revived:
            self._tell(Stage.WRITE, 0, 0)
            with publishing(self._store, self._directory, self._fingerprint) as connection:
                chains = Chains(connection)
                versions = Versions(map(Version.of, self._store.headers("state = 'current'")))
                for sha, corrections in self._corrected.items():
                    set_corrections(connection, sha, corrections)
                for number, task in self._staged.values():
                    if task.refreshes is None:
                        self._make_current(chains, versions, number, task)
                    else:
                        replace_content(connection, number, task.refreshes)
                        why = ("đã đọc lại", "read again")
                        self._settle(task.path, FileStatus.UNCHANGED, task.refreshes, why)
                for number, newer in self._revived:
                    chains.supersede(newer, number)
                chains.save(connection)
                connection.execute("DELETE FROM reports WHERE state = 'staged'")
        elif self._store.count("reports", "state = 'staged'"):
            with self._store.writing() as connection:
                connection.execute("DELETE FROM reports WHERE state = 'staged'")
        sweep(self._store, self._directory)
        self._tell(Stage.WRITE, 1, 1)

    def _make_current(self, chains: Chains, versions: Versions, number: int, task: _Task) -> None:
        new = Version.of(self._store.headers("id = ?", number)[0])
        old = versions.replaced_by(new, self._present)
        chains.add(number)
        versions.add(new)
        if old is None:
            self._settle(task.path, FileStatus.ADDED, number)
            return
        chains.supersede(old.id, number)
        versions.remove(old.id)
        why = ("", "") if old.source == new.source else (old.source, old.source)
        self._settle(task.path, FileStatus.REPLACED, number, why)

    def _settle(
        self,
        path: Path,
        status: FileStatus,
        report_id: int | None = None,
        why: tuple[str, str] = ("", ""),
    ) -> None:
        self._outcomes[path] = FileOutcome(path, status, report_id, why)

    def _tell(self, stage: Stage, done: int, total: int, item: str = "") -> None:
        if not self._progress:
            return
        share = _READING
        if stage is Stage.EMBED:
            share += (1 - _READING) * done / total
        files_done = self._finished + share * len(self._waiting)
        fraction = _BEFORE_WRITING * files_done / max(1, self._total)
        if stage is Stage.WRITE:
            fraction = 1.0 if done else _BEFORE_WRITING
        self._progress(Progress(stage, done, total, fraction, item))


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Return what tells one version of the reading of reports from another.

    It follows from the code and data that read, so that after an upgrade that reads
    differently the next build reads the reports again.
    """
    summary = hashlib.blake2b(digest_size=8)
    sources = (path for folder in corpus.__path__ for path in Path(folder).rglob("*"))
    read = [path for path in sources if path.suffix in {".py", ".json"}]
    for path in sorted([*read, Path(terms.__file__)]):
        summary.update(path.name.encode())
        summary.update(path.read_bytes())
    return summary.hexdigest()
