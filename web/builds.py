"""Builds in the background, one after another, that every page can watch.

A build belongs to the server, not to the page that asked for it: the page may be reloaded
or closed, and others go on asking meanwhile. `BuildDesk` keeps the last builds with their
outcome for each file.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from index import ArchiveError

if TYPE_CHECKING:
    from index import Archive, FileOutcome, Progress

logger = logging.getLogger(__name__)

KEPT_BUILDS = 8
"""Finished builds that stay on view."""

_UNEXPECTED = "Dựng chỉ mục dừng giữa chừng vì lỗi trong máy; kho vẫn như trước khi dựng."


class Phase(StrEnum):
    """Where a build stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Build:
    """One build as seen from outside; `fraction` is between 0 and 1 and never falls.

    ``outcomes`` are there once it is done, ``error`` once it has failed as a whole.
    """

    number: int
    title: str
    phase: Phase = Phase.WAITING
    fraction: float = 0.0
    doing: str = ""
    outcomes: tuple[FileOutcome, ...] = ()
    error: str = ""
    finished: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.phase in (Phase.DONE, Phase.FAILED)


@dataclass(frozen=True, slots=True)
class _Order:
    number: int
    paths: tuple[Path, ...]
    clean_up: Callable[[], None] | None


class BuildDesk:
    """Takes orders for builds of `archive` and works them off in one thread of its own."""

    def __init__(
        self, archive: Archive, *, on_change: Callable[[Build], None] | None = None
    ) -> None:
        """Start with nothing to do; `on_change` is told every change, in the build's thread."""
        self._archive = archive
        self._on_change = on_change
        self._orders: SimpleQueue[_Order] = SimpleQueue()
        self._builds: dict[int, Build] = {}
        self._changed = threading.Condition()
        self._last_number = 0
        # A daemon: stopping the server leaves the archive as it was before the open build.
        threading.Thread(target=self._work, name="build-desk", daemon=True).start()

    def submit(
        self,
        paths: Sequence[Path],
        *,
        title: str,
        clean_up: Callable[[], None] | None = None,
    ) -> Build:
        """Order a build of the files and folders `paths`, and return it, waiting.

        `clean_up` runs after the build, whatever became of it.
        """
        with self._changed:
            self._last_number += 1
            build = Build(self._last_number, title)
            self._builds[build.number] = build
        self._orders.put(_Order(build.number, tuple(paths), clean_up))
        return build

    def builds(self) -> tuple[Build, ...]:
        """Return the builds on view, the newest first."""
        with self._changed:
            return tuple(self._builds[number] for number in sorted(self._builds, reverse=True))

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

    def _work(self) -> None:
        while True:
            order = self._orders.get()
            self._change(order.number, phase=Phase.RUNNING)
            end = self._build(order)
            if order.clean_up is not None:
                order.clean_up()
            self._change(order.number, doing="", finished=datetime.now(UTC), **end)

    def _build(self, order: _Order) -> dict[str, object]:
        """Build, and return how it ended."""

        def report(progress: Progress) -> None:
            self._change(order.number, fraction=progress.fraction, doing=progress.message("vi"))

        try:
            outcomes = self._archive.build(order.paths, progress=report)
        except ArchiveError as error:
            return {"phase": Phase.FAILED, "error": error.message("vi")}
        except Exception:
            # The desk outlives any one build: a defect must not end the thread.
            logger.exception("build %d failed", order.number)
            return {"phase": Phase.FAILED, "error": _UNEXPECTED}
        return {"phase": Phase.DONE, "fraction": 1.0, "outcomes": tuple(outcomes)}

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
