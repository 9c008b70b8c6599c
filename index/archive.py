"""The archive: reports on disk, to be built, searched and looked at."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from corpus.model import Document, Metadata
from corpus.periods import Period
from index import changes, overview, recovery, search
from index.build import Builder
from index.corrections import Correction, Values
from index.embedding import Encoder, fingerprint, load_encoder
from index.errors import ArchiveError
from index.files import writer_lock
from index.records import (
    FileOutcome,
    Hit,
    ProgressCallback,
    Recovery,
    ReportRecord,
    SearchRequest,
    State,
    Status,
    StoredPassage,
)
from index.settings import Settings
from index.snapshots import Snapshot, Snapshots
from index.staging import Reader, Staging
from index.store import ORIGINALS, Store
from index.words import folded_syllables


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
        self._snapshots = Snapshots(store, directory)
        store.keep_ledger()

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

    def reports(
        self, include_superseded: bool = False, include_removed: bool = False
    ) -> tuple[ReportRecord, ...]:
        """Return the reports by id; those superseded or removed only on demand."""
        snapshot = self.refresh()
        if not include_superseded and not include_removed:
            return snapshot.table.reports
        left_out = set[State]()
        if not include_superseded:
            left_out.add(State.SUPERSEDED)
        if not include_removed:
            left_out.add(State.REMOVED)
        return tuple(r for r in snapshot.reports.values() if r.state not in left_out)

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

    def history(self, report_id: int) -> tuple[ReportRecord, ...]:
        """Return all versions of a report, the newest first, those removed among them.

        Text, original and passages of each can be looked at by its id.
        """
        reports = self.refresh().reports
        self.report(report_id)
        with self._store.reading():
            return tuple(
                reports[i] for i in self._store.chains().versions(report_id) if i in reports
            )

    def read_metadata(self, report_id: int) -> Metadata:
        """Return what was read in a report, before any correction."""
        return self._store.read_metadata(report_id)

    def corrections(self, report_id: int) -> tuple[Correction, ...]:
        """Return what was corrected in a report: field, value, by whom and when."""
        return self._store.corrections(self.report(report_id).sha256)

    def find(self, selectors: Iterable[str | int]) -> tuple[ReportRecord, ...]:
        """Return the reports with these ids, file names or numbers, whatever their state.

        Raises ArchiveError for a selector that fits no report.
        """
        return changes.find(self.refresh().reports.values(), selectors)

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

    def reports_saying(self, pairs: Iterable[str], unless: Iterable[str]) -> frozenset[int]:
        """Return the reports with a passage that holds one of `pairs` ``a_b``, none of `unless`."""
        return self.refresh().search.reports_saying(pairs, unless)

    def vocabulary(self) -> Mapping[str, int]:
        """Return how often each accented syllable (lower case) occurs."""
        return self.refresh().search.language.syllables

    def bigrams(self) -> Mapping[tuple[str, str], int]:
        """Return how often two accented syllables (lower case) stand side by side."""
        return self.refresh().search.language.pairs

    def status(self) -> Status:
        """Return the archive in numbers."""
        return overview.status(self.refresh(), self._store, self.directory, self._fingerprint)

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

    def refresh(self) -> Snapshot:
        """Take up a generation that another thread or process has committed; cheap if none.

        While another thread is at it, the generation before goes on.
        """
        return self._snapshots.current()

    def pinned(self) -> AbstractContextManager[None]:
        """Let this thread see one generation inside ``with``: for all that a question asks.

        Whatever is committed meanwhile, also what is read from the database stays as it was.
        Nothing can be changed inside.
        """
        return self._snapshots.held()

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
        self._snapshots.catch_up()
        return outcomes

    def rebuild(
        self, *, progress: ProgressCallback | None = None, reader: Reader | None = None
    ) -> None:
        """Read all kept originals again and embed them with the model that the settings name.

        Raises ArchiveError as `build` does, and where an original is gone or unreadable.
        """
        with writer_lock(self.directory):
            self._builder(progress, reader).rebuild()
        self._snapshots.catch_up()

    @classmethod
    def recover(
        cls,
        directory: Path,
        *,
        settings: Settings | None = None,
        encoder: Encoder | None = None,
        progress: ProgressCallback | None = None,
        reader: Reader | None = None,
    ) -> Recovery:
        """Make the archive in `directory` anew from its kept originals and their ledger.

        For a database that is damaged or gone; it is kept in a folder beside, whatever its
        state. An original that is gone, altered or unreadable is left out and named. Raises
        ArchiveError where there are no originals, or where another program writes to the
        archive or has it open; nothing has changed then.
        """
        settings = settings or Settings.load(directory)
        with contextlib.suppress(ArchiveError):
            cls.open(directory, settings=settings, encoder=encoder).close()  # sees to the ledger
        return recovery.recover(
            directory,
            lambda: encoder or load_encoder(settings),
            encoder.fingerprint if encoder else fingerprint(settings),
            reader,
            progress,
        )

    def remove(
        self, selectors: Iterable[str | int], *, erase: bool = False, by: str = ""
    ) -> tuple[ReportRecord, ...]:
        """Take the reports with these ids, file names or numbers out; return them as they were.

        They answer no longer and no build brings them back; `restore` does. A version that a
        removed one had superseded answers again. With `erase` they are deleted for good, their
        originals and corrections too. `by` names who did it. Raises ArchiveError for a selector
        that fits no report; nothing is removed then.
        """
        with writer_lock(self.directory):
            chosen = changes.find(self._snapshots.catch_up().reports.values(), selectors)
            changes.remove(self._store, self.directory, self._model(), chosen, erase=erase, by=by)
        self._snapshots.catch_up()
        return chosen

    def restore(self, *report_ids: int) -> tuple[ReportRecord, ...]:
        """Bring removed reports back to their place; return them as they are now.

        Where a later version is in the archive they are superseded by it. Raises ArchiveError
        for an id that no report has, or one that is not removed; nothing is restored then.
        """
        with writer_lock(self.directory):
            chosen = changes.find(self._snapshots.catch_up().reports.values(), report_ids)
            changes.restore(self._store, self.directory, self._model(), chosen)
        reports = self._snapshots.catch_up().reports
        return tuple(reports[report_id] for report_id in report_ids)

    def correct(
        self, report_id: int, *, reset: bool = False, by: str = "", **values: Unpack[Values]
    ) -> ReportRecord:
        """Put right what was read wrong (see `Values`); return the report as it is now.

        A field that is not given stays as it is. What equals the reading again is no
        correction any longer; with `reset` all earlier ones are dropped first. Searches,
        filters and answers follow; `read_metadata` gives what was read. `by` names who did
        it. Raises ArchiveError for a value that cannot be, with a line that says how to write
        it, and ``correction_empty`` where nothing is given.
        """
        with writer_lock(self.directory):
            self.check_model(self._store.meta().get("model"))
            wanted = changes.corrections(self._store, report_id, values, reset=reset, by=by)
            if wanted is not None:
                self._builder(None, None).correct(report_id, wanted)
        return self._snapshots.catch_up().reports[report_id]

    def check_model(self, found: str | None) -> None:
        """Raise ArchiveError where vectors of the model `found` are not of the one set."""
        if found is not None and found != self._fingerprint:
            raise ArchiveError(
                "model_mismatch", found=found, wanted=self._fingerprint, path=self.directory
            )

    @property
    def _fingerprint(self) -> str:
        return self._encoder.fingerprint if self._encoder else fingerprint(self.settings)

    def _model(self) -> str:
        return self._store.meta().get("model", self._fingerprint)

    def _any_report(self) -> bool:
        return bool(self._store.count("reports", "state <> 'staged'"))

    def _builder(self, progress: ProgressCallback | None, reader: Reader | None) -> Builder:
        def encoder() -> Encoder:
            return self.encoder

        return Builder(
            Staging(self._store, self.directory, encoder, self._fingerprint, reader, progress)
        )
