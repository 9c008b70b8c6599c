"""Files read, embedded and staged, a few hundred passages at a time, invisible to readers.

Vectors staged by a build that was cut short are found again by their text.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import corpus
from corpus.errors import ReadError, ReadErrorCode
from corpus.model import Metadata, Report
from index import files, schema
from index import words as terms
from index.corrections import Correction, apply, changes_passages
from index.embedding import Encoder, Floats
from index.records import FileOutcome, FileStatus, Progress, ProgressCallback, Stage
from index.store import ORIGINALS, Store, insert_report

Reader = Callable[[Path], Report]

CUSTOM: Final = "custom"  # version of a reader that was passed in
_PASSAGES_AT_ONCE: Final = 512
_READING: Final = 0.2  # share of the time that reading takes of reading and embedding, about
_BEFORE_WRITING: Final = 0.95

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read. ``refreshes`` is the report whose content it is again, if any.

    ``reader`` is the version of the code that reads it; ``columns`` of the report's row are
    as given there.
    """

    path: Path
    source: str
    sha: str
    refreshes: int | None = None
    reader: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)


class Staging:
    """The work of one build up to its commit: what was read and staged, and each outcome."""

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
        self.store = store
        self.directory = directory
        self.fingerprint = fingerprint
        self.reader_version = CUSTOM if reader else reader_version()
        self.outcomes: dict[Path, FileOutcome] = {}
        self.staged: dict[str, tuple[int, Task]] = {}  # id and task by hash
        self.corrected: dict[str, Sequence[Correction]] = {}  # by hash, to be recorded
        self.total = 0
        self._encoder = encoder
        self._reader = reader or corpus.read_report
        self._progress = progress
        self._waiting: list[tuple[Task, Report]] = []
        self._finished = 0

    def task_of(self, sha: str) -> Task | None:
        """Return what was read of the content `sha` in this build."""
        if sha in self.staged:
            return self.staged[sha][1]
        return next((task for task, _ in self._waiting if task.sha == sha), None)

    def settle(
        self,
        path: Path,
        status: FileStatus,
        report_id: int | None = None,
        why: tuple[str, str] = ("", ""),
    ) -> None:
        """Say what became of the file at `path`."""
        self.outcomes[path] = FileOutcome(path, status, report_id, why)

    def read(self, task: Task) -> None:
        """Read the file and put it among those waiting, or settle its failure."""
        self.tell(Stage.READ, self._finished + len(self._waiting), self.total, task.source)
        try:
            report = self._report(task)
        except ReadError as error:
            unsupported = error.code is ReadErrorCode.UNSUPPORTED
            status = FileStatus.UNSUPPORTED if unsupported else FileStatus.FAILED
            self.settle(task.path, status, why=(error.message("vi"), error.message("en")))
        except Exception as error:  # whatever one file sets off must not stop the others
            _log.debug("reading %s", task.path, exc_info=True)
            reason = f"{type(error).__name__}: {error}"
            self.settle(task.path, FileStatus.FAILED, why=(reason, reason))
        else:
            self.wait(task, report, report.metadata)

    def wait(self, task: Task, report: Report, used: Metadata) -> None:
        """Put a report among those waiting, with the passages that its corrections give.

        Those that it has were made with the metadata `used`. Its own metadata stay as they
        were read. A reader that was passed in knows of no corrections.
        """
        metadata = apply(report.metadata, self._corrections(task.sha))
        custom = (task.reader or self.reader_version) == CUSTOM
        if not custom and changes_passages(used, metadata):
            again = corpus.parse(report.document, metadata)
            report = replace(again, metadata=report.metadata)
        self._waiting.append((task, report))

    def flush(self, done: int | None = None) -> None:
        """Embed and stage what is waiting; with `done` files behind, only once it is enough."""
        enough = sum(len(report.passages) for _, report in self._waiting) >= _PASSAGES_AT_ONCE
        if self._waiting and (done is None or enough):
            self._stage([(task, report) for task, report in self._waiting if self._keep(task)])
            self._waiting = []
        if done is not None:
            self._finished = done - len(self._waiting)

    def tell(self, stage: Stage, done: int, total: int, item: str = "") -> None:
        """Report the progress."""
        if not self._progress:
            return
        share = _READING
        if stage is Stage.EMBED:
            share += (1 - _READING) * done / total
        files_done = self._finished + share * len(self._waiting)
        fraction = _BEFORE_WRITING * files_done / max(1, self.total)
        if stage is Stage.WRITE:
            fraction = 1.0 if done else _BEFORE_WRITING
        self._progress(Progress(stage, done, total, fraction, item))

    def _report(self, task: Task) -> Report:
        """Read the file under the name that it came with, from which a title may follow."""
        if task.path.name == task.source:
            return self._reader(task.path)
        with tempfile.TemporaryDirectory() as folder:
            named = Path(folder) / task.source
            named.symlink_to(task.path.resolve())
            return self._reader(named)

    def _corrections(self, sha: str) -> Sequence[Correction]:
        known = self.corrected.get(sha)
        return self.store.corrections(sha) if known is None else known

    def _stage(self, waiting: Sequence[tuple[Task, Report]]) -> None:
        texts = [
            terms.indexed_text(passage.section, passage.topic, passage.search.text)
            for _, report in waiting
            for passage in report.passages
        ]
        rows = iter(zip(texts, self._vectors(texts), strict=True))
        with self.store.writing() as connection:
            for task, report in waiting:
                passages = [
                    schema.passage_row(passage, terms.words(text), self._key(text), vector)
                    for passage, (text, vector) in zip(report.passages, rows, strict=False)
                ]
                number = insert_report(connection, self._row(task, report), passages, report)
                self.staged[task.sha] = (number, task)

    def _keep(self, task: Task) -> bool:
        """Copy the original into the archive; settle the failure where that cannot be done."""
        folder = self.directory / ORIGINALS
        stored = files.stored_name(task.source, task.sha)
        if "stored" in task.columns:  # it is one that is kept already
            return True
        try:
            files.keep_original(task.path, folder, stored, task.sha)
        except OSError as error:
            self.settle(task.path, FileStatus.FAILED, why=(str(error), str(error)))
            return False
        return True

    def _row(self, task: Task, report: Report) -> dict[str, object]:
        row = schema.report_row(
            replace(report.document, source=task.source, sha256=task.sha),
            report.metadata,
            self._corrections(task.sha),
            origin=str(task.path.resolve()),
            stored=files.stored_name(task.source, task.sha),
            reader=task.reader or self.reader_version,
            added=datetime.now(UTC).replace(microsecond=0),
            passages=len(report.passages),
        )
        return row | dict(task.columns)

    def _vectors(self, texts: Sequence[str]) -> list[Floats]:
        """Return a vector for each text; those stored already are not computed again."""
        keys = [self._key(text) for text in texts]
        known = {key: schema.to_vector(v) for key, v in self.store.vectors(set(keys)).items()}
        missing = {k: text for k, text in zip(keys, texts, strict=True) if k not in known}
        if missing:

            def progress(done: int) -> None:
                self.tell(Stage.EMBED, done, len(missing))

            progress(0)
            computed = self._encoder().encode_passages(list(missing.values()), progress)
            known.update(zip(missing, computed, strict=True))
        return [known[key] for key in keys]

    def _key(self, text: str) -> bytes:
        identity = f"{self.fingerprint}\0{text}".encode()
        return hashlib.blake2b(identity, digest_size=16).digest()


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
