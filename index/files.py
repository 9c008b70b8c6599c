"""Files on disk: synced, copied whole or not at all, under names that cannot escape."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from index.errors import ArchiveError

_LOCK = "archive.lock"
PARTIAL = ".part"  # ends the name of a file that is not whole yet
_PREFIX = 16  # hexadecimal digits of the content's hash that open a stored name
_LONGEST = 120  # bytes of the original name that a stored name keeps


def sync(path: Path) -> None:
    """Have the disk hold what was written to the file or folder `path`."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of the file at `path`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored_name(name: str, sha: str) -> str:
    """Return the name under which the original `name` with hash `sha` is kept.

    It opens with the hash, so that names never collide, and has no separator, control
    character or leading dot, so that it never leaves its folder.
    """
    safe = re.sub(r"[^\w.\- ()+,]", "_", name).lstrip(".") or "_"
    suffix = Path(safe).suffix[:10]
    stem = safe[: len(safe) - len(suffix)] if suffix else safe
    kept = stem.encode()[:_LONGEST].decode(errors="ignore")
    return f"{sha[:_PREFIX]}-{kept}{suffix}"


def keep_original(path: Path, folder: Path, stored: str, sha: str) -> None:
    """Copy the file at `path` to ``folder/stored``, synced, unless it is there already.

    Raises OSError where that fails, and where the content's hash is no longer `sha`.
    """
    target = folder / stored
    if target.exists() and sha256(target) == sha:
        return
    partial = folder / f"{stored}{PARTIAL}"
    summary = hashlib.sha256()
    with path.open("rb") as source, partial.open("wb") as copy:
        while block := source.read(1 << 20):
            summary.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    if summary.hexdigest() != sha:
        partial.unlink()
        raise OSError(f"{path.name} changed while it was read")
    partial.replace(target)
    sync(folder)


@contextlib.contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Hold the archive for writing; raises ArchiveError ``busy`` where another holds it.

    The lock goes with the process, so that nothing has to be cleaned up after a crash.
    """
    path = directory / _LOCK
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError("archive_not_writable", path=path, reason=error.strerror) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveError("busy", path=directory) from error
        yield
    finally:
        os.close(descriptor)
