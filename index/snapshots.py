"""The generation that is read: taken up after each commit, held for as long as a question lasts."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArchiveError
from index.generation import Generation
from index.passage_cache import PassageCache
from index.publishing import load, repair
from index.records import ReportRecord, State
from index.report_table import ReportTable
from index.store import Store

_ATTEMPTS = 100  # to take up a generation before the next one is committed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, loaded. ``key`` is what the database says when it is the present one."""

    key: tuple[str, str]
    number: int
    model: str | None
    reports: Mapping[int, ReportRecord]
    search: Generation
    passages: PassageCache
    table: ReportTable


class Snapshots:
    """The generations of one archive as its readers see them. Safe to use from threads."""

    def __init__(self, store: Store, directory: Path) -> None:
        """Load the present generation; raises ArchiveError where the database is damaged."""
        self._store = store
        self._directory = directory
        self._switching = threading.Lock()
        self._held = threading.local()
        self._latest = self._load()

    def current(self) -> Snapshot:
        """Return the generation that this thread holds, else the latest.

        While another thread loads a later one, the one before goes on: nobody waits.
        """
        held: Snapshot | None = getattr(self._held, "snapshot", None)
        if held is not None:
            return held
        latest = self._latest
        if self._key() == latest.key or not self._switching.acquire(blocking=False):
            return latest
        try:
            return self._taken_up()
        finally:
            self._switching.release()

    def catch_up(self) -> Snapshot:
        """Return the latest generation, even if it has to be waited for."""
        with self._switching:
            return self._taken_up()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let this thread see one generation inside, whatever is committed meanwhile.

        Its reads of the database see the state of that generation too.
        """
        if getattr(self._held, "snapshot", None) is not None:
            yield
            return
        for _ in range(_ATTEMPTS):
            with self._store.reading():
                latest = self._latest
                if self._key() == latest.key:
                    self._held.snapshot = latest
                    try:
                        yield
                    finally:
                        self._held.snapshot = None
                    return
            self.catch_up()
        raise ArchiveError("busy", path=self._directory)  # commits without a pause

    def _taken_up(self) -> Snapshot:
        """The caller holds the lock."""
        if self._key() != self._latest.key:
            self._latest = self._load(self._latest.search)
        return self._latest

    def _key(self) -> tuple[str, str]:
        meta = self._store.meta()
        return meta["generation"], meta.get("search", "")

    def _load(self, before: Generation | None = None) -> Snapshot:
        in_memory = False
        while True:
            with self._store.reading():
                meta = self._store.meta()
                key = (meta["generation"], meta.get("search", ""))
                reports = {r.id: r for r in self._store.reports()}
                found, damage = load(
                    self._store, self._directory, key[1], reports, before, in_memory=in_memory
                )
            if found is not None:
                passages = PassageCache(self._store.passages)
                table = ReportTable(r for r in reports.values() if r.state is State.CURRENT)
                return Snapshot(
                    key, int(key[0]), meta.get("model"), reports, found, passages, table
                )
            if self._key() != key:
                continue  # not damaged: replaced by a later generation while being opened
            _log.warning(
                "Tệp tìm kiếm không dùng được (%s); đang tạo lại từ cơ sở dữ liệu.", damage
            )
            in_memory = not repair(self._store, self._directory, key[1])
