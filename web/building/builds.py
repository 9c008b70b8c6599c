"""Changes of the archive in the background, one after another, that every page can watch.

A build belongs to the server, not to the page that asked for it: the page may be reloaded
or closed, and others go on asking meanwhile. Orders and outcomes are written to the store
before anything is done, so that a stopped or killed server goes on with what was left:
the archive's own commit point makes doing the same build twice harmless.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from index import ArchiveError
from web.accounts.identity import LOCAL_USER, User

if TYPE_CHECKING:
    from index import Archive, FileOutcome, Progress
    from web.store.builds import Builds, StoredBuild

logger = logging.getLogger(__name__)

KEPT_BUILDS = 30
"""Builds that stay on view; older ones are in the store only."""

BUSY_SECONDS = 2.0

_BUSY = (
    "Đợi một tiến trình khác ghi xong vào kho",
    "Waiting for another process to finish writing",
)
_UNEXPECTED = (
    "Dừng giữa chừng vì lỗi trong máy; kho vẫn như trước.",
    "Stopped by an error in the machine; the archive is as before.",
)


class Phase(StrEnum):
    """Where a build stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Kind(StrEnum):
    """What is done to the archive."""

    BUILD = "build"
    REBUILD = "rebuild"


@dataclass(frozen=True, slots=True)
class Build:
    """One build as seen from outside; `fraction` is between 0 and 1 and never falls.

    ``outcomes`` are there once it is done (their paths are file names), ``error`` once it
    has failed as a whole. ``who`` ordered it, ``files`` is how many files were sent.
    """

    number: int
    title: str
    phase: Phase = Phase.WAITING
    fraction: float = 0.0
    doing: str = ""
    outcomes: tuple[FileOutcome, ...] = ()
    error: str = ""
    finished: datetime | None = None
    kind: Kind = Kind.BUILD
    who: str = ""
    files: int = 0
    ordered: datetime | None = None
    doing_en: str = ""
    error_en: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.phase in (Phase.DONE, Phase.FAILED)


class BuildDesk:
    """Takes orders to change `archive` and works them off in one thread of its own."""

    def __init__(
        self,
        archive: Archive,
        kept: Builds,
        *,
        on_change: Callable[[Build], None] | None = None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        """Go on with what `kept` says is unfinished.

        `on_change` is told every change, in the build's thread. `busy_seconds` is how long
        to wait before trying again where another process writes to the archive.
        """
        self._archive = archive
        self._kept = kept
        self._on_change = on_change
        self._busy_seconds = busy_seconds
        self._orders: SimpleQueue[StoredBuild] = SimpleQueue()
        self._changed = threading.Condition()
        self._builds = {stored.number: _seen(stored) for stored in kept.last(KEPT_BUILDS)}
        for stored in kept.unfinished():
            self._builds[stored.number] = replace(_seen(stored), phase=Phase.WAITING)
            self._orders.put(stored)
        # A daemon: stopping the server leaves the archive as it was before the open build.
        threading.Thread(target=self._work, name="build-desk", daemon=True).start()

    def submit(
        self,
        paths: Sequence[Path],
        *,
        title: str,
        user: User = LOCAL_USER,
        folder: Path | None = None,
        files: int = 0,
        bytes: int = 0,
    ) -> Build:
        """Order a build of the files and folders `paths`, and return it, waiting.

        `folder` is deleted after the build, whatever became of it. `files` and `bytes` say
        what `user` sent for it.
        """
        return self._order(
            Kind.BUILD,
            title,
            {"paths": [str(path.absolute()) for path in paths]},
            user=user,
            folder=folder,
            files=files,
            bytes=bytes,
        )

    def submit_rebuild(self, user: User = LOCAL_USER) -> Build:
        """Order that every kept original is read and embedded again."""
        return self._order(Kind.REBUILD, "Dựng lại toàn bộ kho", {}, user=user)

    def builds(self) -> tuple[Build, ...]:
        """Return the builds on view, the newest first."""
        with self._changed:
            return tuple(self._builds[number] for number in sorted(self._builds, reverse=True))

    def find(self, number: int) -> Build | None:
        """Return build `number`, however old, or None where there is none."""
        with self._changed:
            if number in self._builds:
                return self._builds[number]
        stored = self._kept.find(number)
        return _seen(stored) if stored else None

    def current(self) -> Build | None:
        """Return the build that runs or is the next to run, or None when idle."""
        return next((build for build in reversed(self.builds()) if not build.is_over), None)

    def wait(self, number: int, timeout: float | None = None) -> Build:
        """Return build `number` once it is over.

        Raises TimeoutError after `timeout` seconds, KeyError for an unknown number.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._builds[number].is_over, timeout):
                raise TimeoutError(number)
            return self._builds[number]

    def _order(
        self,
        kind: Kind,
        title: str,
        arguments: Mapping[str, Any],
        *,
        user: User,
        folder: Path | None = None,
        files: int = 0,
        bytes: int = 0,
    ) -> Build:
        stored = self._kept.add(
            kind.value,
            title,
            arguments,
            account=user.id,
            who=user.name,
            folder=folder,
            files=files,
            bytes=bytes,
        )
        build = _seen(stored)
        with self._changed:
            self._builds[build.number] = build
        self._orders.put(stored)
        return build

    def _work(self) -> None:
        while True:
            order = self._orders.get()
            try:
                self._work_off(order)
            except Exception:
                # The desk outlives any one order: a full disk must not end the thread.
                logger.exception("build %d could not be written down", order.number)
                self._change(
                    order.number,
                    phase=Phase.FAILED,
                    error=_UNEXPECTED[0],
                    error_en=_UNEXPECTED[1],
                )

    def _work_off(self, order: StoredBuild) -> None:
        self._kept.start(order.number)
        self._change(order.number, phase=Phase.RUNNING)
        outcomes: Sequence[FileOutcome] = ()
        error: tuple[str, str] | None = None
        try:
            outcomes = self._done_in_turn(order)
        except ArchiveError as failure:
            error = failure.message("vi"), failure.message("en")
        except Exception:
            logger.exception("build %d failed", order.number)
            error = _UNEXPECTED
        finished = self._kept.finish(order.number, outcomes=outcomes, error=error)
        if order.folder is not None:
            shutil.rmtree(order.folder, ignore_errors=True)
        end = _seen(finished)
        with self._changed:
            reached = self._builds[order.number].fraction
        self._change(
            order.number,
            phase=end.phase,
            fraction=1.0 if error is None else reached,
            doing="",
            doing_en="",
            outcomes=end.outcomes,
            error=end.error,
            error_en=end.error_en,
            finished=end.finished,
        )

    def _done_in_turn(self, order: StoredBuild) -> Sequence[FileOutcome]:
        """Do what is ordered as soon as no other process writes: nothing sent is lost."""
        while True:
            try:
                return self._do(order)
            except ArchiveError as failure:
                if failure.code != "busy":
                    raise
                self._change(order.number, doing=_BUSY[0], doing_en=_BUSY[1])
                time.sleep(self._busy_seconds)

    def _do(self, order: StoredBuild) -> Sequence[FileOutcome]:
        """Change the archive as ordered; return the outcome of each file of a build."""

        def report(progress: Progress) -> None:
            self._change(
                order.number,
                fraction=progress.fraction,
                doing=progress.message("vi"),
                doing_en=progress.message("en"),
            )

        if Kind(order.kind) is Kind.BUILD:
            paths = [Path(path) for path in order.arguments["paths"]]
            return self._archive.build(paths, progress=report)
        self._archive.rebuild(progress=report)
        return ()

    def _change(self, number: int, **changes: object) -> None:
        with self._changed:
            build = replace(self._builds[number], **changes)  # type: ignore[arg-type]
            self._builds[number] = build
            over = sorted(key for key, value in self._builds.items() if value.is_over)
            for old in over[:-KEPT_BUILDS]:
                del self._builds[old]
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change(build)


def _seen(stored: StoredBuild) -> Build:
    """Return a stored build as it is seen from outside."""
    phase = Phase(stored.phase)
    return Build(
        number=stored.number,
        title=stored.title,
        phase=phase,
        fraction=1.0 if phase is Phase.DONE else 0.0,
        outcomes=stored.outcomes,
        error=stored.error[0],
        error_en=stored.error[1],
        finished=stored.finished,
        kind=Kind(stored.kind),
        who=stored.who,
        files=stored.files,
        ordered=stored.ordered,
    )
