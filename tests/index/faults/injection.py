"""Counts every change that a process makes to an archive, and lets one of them go wrong."""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import signal
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

import faiss

from tests.index.faults.journal import Journal
from tests.index.faults.sqlite_files import FAILURES, watch_sqlite


class Fault(StrEnum):
    """What goes wrong."""

    KILL = "SIGKILL"  # the process ends; a write that was under way is half done
    POWER = "power"  # the same, and nothing stays that was not synced
    FULL = "ENOSPC"  # this write fails, and all after it
    BROKEN = "EIO"  # this operation fails, the ones after it do not


class Injector:
    """Lets the step number `target` of this process go wrong; 0 only counts.

    A step is a file made, written to, synced, cut, renamed, linked or deleted, or a folder made
    or deleted, below `root`, by Python, by SQLite or by FAISS. `steps` names them all.
    """

    def __init__(self, root: Path, target: int, fault: Fault, spare: Path) -> None:
        self.steps: list[str] = []
        self.hit = ""
        self.is_sqlite_watched = False
        self._root = str(root)
        self._target = target
        self._fault = fault
        self._journal = Journal(root, spare)
        self._on = True
        self._full = False

    def install(self) -> None:
        """Watch from now on, for the rest of the process's life."""
        self.is_sqlite_watched = watch_sqlite(self._sqlite)
        self._watch_open()
        self._watch_folders()
        self._watch_syncs()
        self._watch_vectors()

    def stop(self) -> None:
        """Let nothing go wrong any more."""
        self._on = False

    # What happens at a step

    def _step(self, what: str, path: str) -> bool:
        """Count a step; return whether it has to fail."""
        if not self._on or not path.startswith(self._root):
            return False
        if self._full and what in ("create", "write", "rename", "make", "link"):
            return True
        self.steps.append(f"{what} {_plain(path[len(self._root) :])}")
        if len(self.steps) != self._target:
            return False
        self.hit = self.steps[-1]
        self._full = self._fault is Fault.FULL
        return True

    @property
    def _ends(self) -> bool:
        return self._fault in (Fault.KILL, Fault.POWER)

    def _die(self) -> NoReturn:
        if self._fault is Fault.POWER:
            self._on = False
            self._journal.lose()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("killed")

    def _failed(self, path: str) -> OSError:
        code = errno.ENOSPC if self._fault is Fault.FULL else errno.EIO
        return OSError(code, os.strerror(code), path)

    def _check(self, what: str, path: str) -> None:
        """Count a step; die or raise if it is the one."""
        if self._step(what, path):
            if self._ends:
                self._die()
            raise self._failed(path)

    # SQLite

    def _sqlite(self, what: str, path: str, offset: int, length: int) -> int:
        if what == "torn":
            self._die()
        if what == "synced":
            self._journal.synced(path)
            self._journal.synced(str(Path(path).parent))  # SQLite syncs the folder of a new log
            return 0
        if path.endswith("-shm"):
            return 0
        fails = self._step(what, path)
        if self._on and path.startswith(self._root) and not (fails and not self._ends):
            if what in ("write", "truncate"):
                self._journal.write(path, offset, length)
            elif what == "delete":
                self._journal.deleted(path)
            elif what == "create":
                self._journal.made(path)
        if not fails:
            return 0
        if self._ends:
            if what == "write":
                return -1  # half of it first
            self._die()
        return FAILURES[what][self._fault is Fault.BROKEN]

    # Python

    def _watch_open(self) -> None:
        plain = io.open
        injector = self

        class Raw(io.FileIO):
            """A file each write to which is a step."""

            def write(self, data: Any) -> int:
                path = str(self.name)
                if injector._step("write", path):
                    super().write(memoryview(data)[: len(data) // 2])
                    if injector._ends:
                        injector._die()
                    raise injector._failed(path)
                return super().write(data)

        def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            path = os.fspath(file) if isinstance(file, str | os.PathLike) else ""
            if not set("wax") & set(mode) or not path.startswith(injector._root):
                return plain(file, mode, *rest, **named)
            new = not os.path.exists(path)  # noqa: PTH110
            injector._check("create", path)
            raw = Raw(path, mode.replace("b", "").replace("t", ""))
            if new:
                injector._journal.made(path)
            injector._journal.emptied(path)
            buffered = io.BufferedWriter(raw)
            if "b" in mode:
                return buffered
            return io.TextIOWrapper(buffered, encoding=named.get("encoding") or "utf-8")

        io.open = builtins.open = opened

    def _watch_folders(self) -> None:
        journal = self._journal

        def watched(name: str, what: str, note: Callable[..., None] | None = None) -> None:
            function = getattr(os, name)

            def wrapper(path: Any, *rest: Any, **named: Any) -> Any:
                full = _full_path(path, named.get("dir_fd"))
                target = os.fspath(rest[0]) if rest and what in ("rename", "link") else full
                self._check(what, target)
                if note and self._on and target.startswith(self._root):
                    note(full, target)
                return function(path, *rest, **named)

            setattr(os, name, wrapper)

        watched("mkdir", "make")
        watched("rmdir", "delete")
        watched("unlink", "delete", lambda path, _: journal.deleted(path))
        watched("link", "link", lambda _, target: journal.made(target))
        watched("rename", "rename", lambda path, target: journal.renamed(path, target))
        watched("replace", "rename", lambda path, target: journal.renamed(path, target))

    def _watch_syncs(self) -> None:
        function = os.fsync

        def wrapper(descriptor: int) -> None:
            path = os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115
            self._check("sync", path)
            function(descriptor)
            self._journal.synced(path)

        os.fsync = wrapper

    def _watch_vectors(self) -> None:
        function = faiss.write_index

        def wrapper(index: Any, path: str) -> None:
            fails = self._step("write", path)
            function(index, path)
            self._journal.made(path)
            self._journal.emptied(path)
            if fails:
                os.truncate(path, os.path.getsize(path) // 2)  # noqa: PTH202
                if self._ends:
                    self._die()
                raise RuntimeError(f"write error in {path}")

        faiss.write_index = wrapper


def _full_path(path: Any, folder: int | None) -> str:
    name = os.fspath(path)
    if folder is None:
        return str(name)
    return os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)  # noqa: PTH115, PTH118


def _plain(path: str) -> str:
    """Return a path without what differs from run to run."""
    path = re.sub(r"segment-[0-9a-f]+", "segment", path)
    path = re.sub(r"/\d+-[0-9a-f]{8}\.json", "/manifest.json", path)
    path = re.sub(r"ledger-\d+", "ledger", path)
    path = re.sub(r"damaged-\w+", "damaged", path)
    return re.sub(r"/[0-9a-f]{16}-", "/", path).lstrip("/") or "."
