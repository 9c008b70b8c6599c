"""The archive: reports on disk, to be built, searched and looked at."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.model import Document
from corpus.periods import Period
from index import search
from index.build import Builder, Reader
from index.embedding import Encoder, fingerprint, load_encoder
from index.errors import ArchiveError
from index.files import writer_lock
from index.generation import Generation
from index.passage_cache import PassageCache
from index.publishing import load, publishing, repair, sweep
from index.records import (
    FileOutcome,
    Hit,
    ProgressCallback,
    ReportRecord,
    SearchRequest,
    State,
    Status,
    StoredPassage,
)
from index.report_table import ReportTable
from index.schema import FORMAT_VERSION
from index.settings import Settings
from index.store import ORIGINALS, Store, delete_report
from index.words import folded_syllables

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """One generation, loaded. ``key`` is what the database says when it is the present one."""

    key: tuple[str, str]
    number: int
    model: str | None
    reports: Mapping[int, ReportRecord]
    search: Generation
    passages: PassageCache
    table: ReportTable


class Archive:
    """The reports in one folder. Safe to use from several threads and processes at once.

    Readers see the last generation that was committed, whole; a later one is noticed at the
    next search. At most one process writes.
    """

    def __init__(
        self, directory: Path, store: Store, settings: Settings, encoder: Encoder | None
    ) -> None:
        """Use `Archive.open`."""
        self.directory = directory
        self.settings = settings
        self._store = store
        self._encoder = encoder
        self._loading = threading.Lock()
        self._switching = threading.Lock()
        self._snapshot = self._load()

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        settings: Settings | None = None,
        create: bool = False,
        encoder: Encoder | None = None,
    ) -> Archive:
        """Open the archive in `directory`; with `create` an empty one is made where none is.

        `settings` are by default those of `Settings.load`; `encoder` stands in for the one
        that they name. Search files that are missing or damaged are made anew, with a line
        in the log. Raises ArchiveError where there is no archive, or it is damaged, or of a
        newer format, or the settings are not valid.
        """
        settings = settings or Settings.load(directory)
        if Store.exists(directory):
            store = Store(directory)
        elif create:
            store = Store.create(directory)
        else:
            raise ArchiveError("archive_missing", path=directory)
        try:
            return cls(directory, store, settings, encoder)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Give the connections back; the archive cannot be used after."""
        self._store.close()

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the archive."""
        self.close()

    # What there is

    @property
    def generation(self) -> int:
        """The number of the state that is read; it grows by one with every change."""
        return self.refresh().number

    @property
    def passage_count(self) -> int:
        """The number of passages that can be found."""
        return self.refresh().search.size

    def reports(self, include_superseded: bool = False) -> tuple[ReportRecord, ...]:
        """Return the reports by id; those superseded only on demand."""
        snapshot = self.refresh()
        return tuple(snapshot.reports.values()) if include_superseded else snapshot.table.reports

    def reports_about(
        self, provinces: Collection[str] = (), periods: Sequence[Period] = ()
    ) -> tuple[ReportRecord, ...]:
        """Return the current reports that may be about `provinces` (keys) and `periods`, by id.

        A report that names no province, or has no period, may be about any; the period of
        another overlaps one of those asked for. Takes time by what is found, not by the
        size of the archive.
        """
        return self.refresh().table.matching(provinces, periods)

    def report(self, report_id: int) -> ReportRecord:
        """Return a report; raises ArchiveError where there is none with this id."""
        try:
            return self.refresh().reports[report_id]
        except KeyError:
            raise ArchiveError("report_unknown", selector=report_id) from None

    def document(self, report_id: int) -> Document:
        """Return a report's document with its verbatim text, pages and marked stretches."""
        return self._store.document(report_id)

    def text(self, report_id: int) -> str:
        """Return a report's verbatim text."""
        return self.document(report_id).text

    def original(self, report_id: int) -> Path:
        """Return the file that the report was read from, as the archive keeps it."""
        record = self.report(report_id)
        stored = self._store.headers("id = ?", report_id)[0]["stored"]
        path = self.directory / ORIGINALS / str(stored)
        if not path.is_file():
            raise ArchiveError("original_missing", source=record.source, path=path)
        return path

    def passages(self, ids: Sequence[int]) -> tuple[StoredPassage, ...]:
        """Return the passages with `ids` in that order; unknown ids are left out."""
        return self.refresh().passages.get(ids)

    def report_passages(self, report_id: int) -> tuple[StoredPassage, ...]:
        """Return the passages of a report in their order."""
        return self._store.report_passages(report_id)

    def document_frequency(self, term: str) -> int:
        """Return how many passages hold a folded syllable, or two neighbours ``a_b``."""
        normal = "_".join(part for side in term.split("_") for part in folded_syllables(side))
        return self.refresh().search.syllables.document_frequency(normal)

    def vocabulary(self) -> Mapping[str, int]:
        """Return how often each accented syllable (lower case) occurs."""
        return self.refresh().search.language.syllables

    def bigrams(self) -> Mapping[tuple[str, str], int]:
        """Return how often two accented syllables (lower case) stand side by side."""
        return self.refresh().search.language.pairs

    def status(self) -> Status:
        """Return the archive in numbers."""
        snapshot = self.refresh()
        current = [r for r in snapshot.reports.values() if r.state is State.CURRENT]
        periods = sorted(
            (r.metadata.period for r in current if r.metadata.period),
            key=lambda period: (period.last, period.first),
        )
        sizes = (p.stat().st_size for p in self.directory.rglob("*") if p.is_file())
        return Status(
            directory=self.directory,
            format_version=FORMAT_VERSION,
            generation=snapshot.number,
            model=snapshot.model or self._fingerprint,
            model_matches=snapshot.model in (None, self._fingerprint),
            reports=len(current),
            superseded=len(snapshot.reports) - len(current),
            passages=snapshot.search.size,
            figures=self._store.count(
                "figures",
                "passage_id IN (SELECT p.id FROM passages p JOIN reports r"
                " ON r.id = p.report_id WHERE r.state = 'current')",
            ),
            provinces=len({r.metadata.province for r in current if r.metadata.province}),
            first_period=periods[0].code if periods else None,
            last_period=periods[-1].code if periods else None,
            bytes_on_disk=sum(sizes),
        )

    # Searching

    def search(self, request: SearchRequest) -> tuple[Hit, ...]:
        """Return the best passages for `request`, best first, with what their scores are made of.

        Reports that a newer version supersedes are not found. Raises ArchiveError where the
        archive was made with another model than the settings name.
        """
        snapshot = self.refresh()
        if not snapshot.search.size:
            return ()
        self.check_model(snapshot.model)
        ranked = search.search(snapshot.search, self.encoder, self.settings, request)
        found = {p.id: p for p in snapshot.passages.get([hit.passage for hit in ranked])}
        return tuple(
            Hit(
                passage=found[hit.passage],
                report=snapshot.reports[found[hit.passage].report_id],
                score=hit.score,
                scores=hit.scores,
            )
            for hit in ranked
            if hit.passage in found
        )

    @property
    def encoder(self) -> Encoder:
        """The embedding model, loaded when first asked for."""
        if self._encoder is None:
            with self._loading:
                if self._encoder is None:
                    self._encoder = load_encoder(self.settings)
        return self._encoder

    def refresh(self) -> _Snapshot:
        """Take up a generation that another thread or process has committed; cheap if none."""
        snapshot = self._snapshot
        if self._key() == snapshot.key:
            return snapshot
        with self._switching:
            if self._key() != self._snapshot.key:
                self._snapshot = self._load(self._snapshot.search)
            return self._snapshot

    # Changing

    def build(
        self,
        paths: Iterable[Path],
        *,
        progress: ProgressCallback | None = None,
        reader: Reader | None = None,
    ) -> tuple[FileOutcome, ...]:
        """Add or refresh the reports in the files at `paths`, folders included.

        One outcome a file comes back, in the order of the files; a file that cannot be read
        does not stop the others. `reader` is by default `corpus.read_report`. Raises
        ArchiveError where a path is missing or holds no files, where another process is
        writing, where the archive was made with another model, or the disk is full; the
        archive is then as before.
        """
        with writer_lock(self.directory):
            self.check_model(self._store.meta().get("model") if self._any_report() else None)
            outcomes = self._builder(progress, reader).build([Path(path) for path in paths])
        self.refresh()
        return outcomes

    def rebuild(
        self, *, progress: ProgressCallback | None = None, reader: Reader | None = None
    ) -> None:
        """Read all kept originals again and embed them with the model that the settings name.

        Raises ArchiveError as `build` does, and where an original is gone or unreadable.
        """
        with writer_lock(self.directory):
            self._builder(progress, reader).rebuild()
        self.refresh()

    def remove(self, selectors: Iterable[str]) -> tuple[ReportRecord, ...]:
        """Remove the reports with these ids, file names or numbers; return what was removed.

        A version that a removed one had superseded answers again. Raises ArchiveError for a
        selector that fits no report; nothing is removed then.
        """
        with writer_lock(self.directory):
            reports = self._store.reports(superseded=True)
            chosen: dict[int, ReportRecord] = {}
            for selector in selectors:
                fitting = [r for r in reports if _fits(r, selector)]
                if not fitting:
                    raise ArchiveError("report_unknown", selector=selector)
                chosen.update((r.id, r) for r in fitting)
            model = self._store.meta().get("model", self._fingerprint)
            with publishing(self._store, self.directory, model) as connection:
                for report_id in chosen:
                    delete_report(connection, report_id)
            sweep(self._store, self.directory)
        self.refresh()
        return tuple(chosen.values())

    def check_model(self, found: str | None) -> None:
        """Raise ArchiveError where vectors of the model `found` are not of the one set."""
        if found is not None and found != self._fingerprint:
            raise ArchiveError(
                "model_mismatch", found=found, wanted=self._fingerprint, path=self.directory
            )

    @property
    def _fingerprint(self) -> str:
        return self._encoder.fingerprint if self._encoder else fingerprint(self.settings)

    def _any_report(self) -> bool:
        return bool(self._store.count("reports", "state <> 'staged'"))

    def _builder(self, progress: ProgressCallback | None, reader: Reader | None) -> Builder:
        return Builder(
            self._store, self.directory, lambda: self.encoder, self._fingerprint, reader, progress
        )

    def _key(self) -> tuple[str, str]:
        meta = self._store.meta()
        return meta["generation"], meta.get("search", "")

    def _load(self, before: Generation | None = None) -> _Snapshot:
        in_memory = False
        while True:
            with self._store.reading():
                meta = self._store.meta()
                key = (meta["generation"], meta.get("search", ""))
                reports = {r.id: r for r in self._store.reports(superseded=True)}
                found, damage = load(
                    self._store, self.directory, key[1], reports, before, in_memory=in_memory
                )
            if found is not None:
                passages = PassageCache(self._store.passages)
                table = ReportTable(r for r in reports.values() if r.state is State.CURRENT)
                return _Snapshot(
                    key, int(key[0]), meta.get("model"), reports, found, passages, table
                )
            if self._key() != key:
                continue  # not damaged: replaced by a later generation while being opened
            _log.warning(
                "Tệp tìm kiếm không dùng được (%s); đang tạo lại từ cơ sở dữ liệu.", damage
            )
            in_memory = not repair(self._store, self.directory, key[1])


def _fits(report: ReportRecord, selector: str) -> bool:
    names = {str(report.id), report.source, report.metadata.number}
    return selector.strip() in names
