"""What a power failure takes away: everything that was not synced, in the reverse order."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path


@dataclass
class _Pending:
    """One change to `path` that is not on the disk until `key`, a file or folder, is synced."""

    path: str
    key: str
    undo: Callable[[str], None]
    source: str = ""  # of a rename


class Journal:
    """Remembers how to undo what was written but not synced, below one folder.

    A file's content lasts once the file is synced; a new name, a rename or a deletion once the
    folder is. `spare` is a folder on the same disk for second names of files that go.
    """

    def __init__(self, root: Path, spare: Path) -> None:
        self._root = str(root)
        self._spare = spare
        self._pending: list[_Pending] = []
        self._spares = 0

    def write(self, path: str, offset: int, length: int) -> None:
        """Remember what stands where something is about to be written."""
        with open(path, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size
            file.seek(offset)
            old = file.read(length)

        def undo(path: str) -> None:
            with open(path, "r+b") as file:  # noqa: PTH123
                file.seek(offset)
                file.write(old)
                file.truncate(size)

        self._pending.append(_Pending(path, path, undo))

    def emptied(self, path: str) -> None:
        """Remember that a file was made or cut to nothing, and has yet to be synced."""
        self._pending.append(_Pending(path, path, lambda path: os.truncate(path, 0)))

    def made(self, path: str) -> None:
        """Remember that a file got its name."""
        self._pending.append(_Pending(path, _folder(path), os.unlink))

    def renamed(self, source: str, target: str) -> None:
        """Remember what a rename is about to replace."""
        spare = self._second_name(target)

        def undo(path: str) -> None:
            os.rename(path, source)  # noqa: PTH104
            if spare:
                os.link(spare, path)

        for pending in self._pending:
            pending.path = target if pending.path == source else pending.path
            pending.key = target if pending.key == source else pending.key
        self._pending.append(_Pending(target, _folder(target), undo, source))

    def deleted(self, path: str) -> None:
        """Remember what is about to be deleted."""
        spare = self._second_name(path)
        if spare:
            undo = partial(os.link, spare)
            self._pending.append(_Pending(path, _folder(path), undo))

    def synced(self, path: str) -> None:
        """Forget what the sync of a file or folder made last."""
        self._pending = [pending for pending in self._pending if pending.key != path]

    def lose(self) -> None:
        """Undo all that was not synced."""
        while self._pending:
            last = self._pending.pop()
            with contextlib.suppress(OSError):
                last.undo(last.path)
            for earlier in self._pending:
                if last.source and earlier.path == last.path:
                    earlier.path = last.source
        for log in Path(self._root).rglob("*-shm"):  # shared memory never lasts
            log.unlink()

    def _second_name(self, path: str) -> str | None:
        if not os.path.isfile(path):  # noqa: PTH113
            return None
        self._spares += 1
        self._spare.mkdir(parents=True, exist_ok=True)
        spare = str(self._spare / str(self._spares))
        os.link(path, spare)
        return spare


def _folder(path: str) -> str:
    return os.path.dirname(path)  # noqa: PTH120
