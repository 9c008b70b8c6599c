"""``rebuild --from-reports``: the archive made anew from its originals and their ledger.

The new database is made in a folder of its own, while the old one lies untouched, and takes
its place by one rename. The old one, damaged or not, is kept beside it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from index import files, ledger, library, soundness
from index.build import Builder
from index.embedding import Encoder
from index.errors import ArchiveError
from index.ledger import Entry, Ledger
from index.records import FileStatus, ProgressCallback, Recovery
from index.staging import Reader, Staging, Task
from index.store import DATABASE, ORIGINALS, Store, set_corrections, set_meta

STAGING: Final = "recovery"
_LOGS: Final = ("-wal", "-shm", "-journal")
_STORED: Final = re.compile(r"[0-9a-f]{16}-(?P<source>.+)")
# SQLite's locks: every open connection holds a shared lock on one of these bytes of the
# database file (https://www.sqlite.org/src/file/src/os.h, "SHARED_FIRST").
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510


def recover(
    directory: Path,
    encoder: Callable[[], Encoder],
    fingerprint: str,
    reader: Reader | None,
    progress: ProgressCallback | None,
) -> Recovery:
    """Make the archive in `directory` anew; nothing has changed where that fails.

    With a ledger, each report gets its id, name, versions, removal and corrections back.
    Without, what replaces what is decided as by a build, in the order in which the originals
    came. Raises ArchiveError as `Archive.recover` says; this process must not have the archive
    open itself.
    """
    if not (directory / ORIGINALS).is_dir():
        raise ArchiveError("nothing_to_recover", path=directory / ORIGINALS)
    try:
        with files.writer_lock(directory):
            _bring_to_rest(directory)
            with _alone(directory):
                return _recover(directory, encoder, fingerprint, reader, progress)
    except OSError as error:
        raise ArchiveError("archive_not_writable", path=directory, reason=error) from error


def _recover(
    directory: Path,
    encoder: Callable[[], Encoder],
    fingerprint: str,
    reader: Reader | None,
    progress: ProgressCallback | None,
) -> Recovery:
    known = ledger.read(directory)
    entries = known.entries if known else _guessed(directory / ORIGINALS)
    if not entries and not known:
        raise ArchiveError("nothing_to_recover", path=directory / ORIGINALS)
    fresh = directory / STAGING
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        store = _new_store(fresh, known, directory / library.FOLDER)
        try:
            staging = Staging(store, fresh, encoder, fingerprint, reader, progress)
            _read_all(staging, directory / ORIGINALS, entries, known)
            store.bring_to_rest()
        finally:
            store.close()
        kept = _take_place(directory, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Recovery(tuple(staging.outcomes.values()), kept, known is not None)


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Hold the database so that no other process has it open, nor opens it meanwhile.

    A process that still had the replaced file open would, on closing it, delete the log of the
    new one. Raises ArchiveError ``archive_in_use``.
    """
    try:
        descriptor = os.open(directory / DATABASE, os.O_RDWR)
    except FileNotFoundError:
        yield
        return
    except OSError as error:
        raise ArchiveError("archive_not_writable", path=directory, reason=error) from error
    try:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError as error:
            raise ArchiveError("archive_in_use", path=directory) from error
        yield
    finally:
        os.close(descriptor)


def _bring_to_rest(directory: Path) -> None:
    """Take the log of a sound database into it, so that the file alone is all of it."""
    database = directory / DATABASE
    with contextlib.suppress(ArchiveError):
        if soundness.check(database, directory / ORIGINALS):
            with contextlib.closing(Store(directory)) as store:
                if store.is_sound():
                    store.bring_to_rest()


def _new_store(fresh: Path, known: Ledger | None, search: Path) -> Store:
    """Return an empty archive; its generations go on after those of the old one.

    Else one number would stand for two states. Ids are not given again either.
    """
    store = Store.create(fresh)
    latest = max([known.generation if known else 0, *map(int, _numbers(search))])
    with store.writing() as connection:
        set_meta(connection, {"generation": latest})
        if known and known.highest:
            connection.execute(
                "INSERT INTO sqlite_sequence VALUES ('reports', ?)", (known.highest,)
            )
    return store


def _read_all(
    staging: Staging, originals: Path, entries: Sequence[Entry], known: Ledger | None
) -> None:
    """Read the originals into the new archive and commit."""
    staging.total = len(entries)
    with staging.store.writing() as connection:
        for entry in entries:
            set_corrections(connection, entry.sha256, entry.corrections)
    for done, entry in enumerate(entries, 1):
        _read(staging, originals / entry.stored, entry, known)
        staging.flush(done)
    staging.flush()
    Builder(staging).recover(entries if known else None)


def _take_place(directory: Path, fresh: Path) -> Path | None:
    """Put the new archive in the place of the old one; return the folder that keeps the old.

    The old database's log must not be played into the new one and goes first. The rename of
    the database is the commit point.
    """
    database = directory / DATABASE
    files.sync(fresh / DATABASE)
    kept = _keep_old(directory, [path for path in _with_logs(database) if path.exists()])
    _move_all(fresh / library.FOLDER, directory / library.FOLDER)
    logs = [path for path in _with_logs(database)[1:] if path.exists()]
    try:
        for path in logs:
            path.unlink()
        (fresh / DATABASE).replace(database)
    except OSError:
        for path in logs:
            with contextlib.suppress(OSError):
                _keep(kept / path.name, path)  # type: ignore[operator]
        raise
    files.sync(directory)
    with contextlib.suppress(OSError):  # else the next start writes it
        _move_all(fresh / ORIGINALS, directory / ORIGINALS)
    return kept


def _move_all(folder: Path, target: Path) -> None:
    if not folder.is_dir():
        return
    target.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.replace(target / path.name)
    files.sync(target)


def _numbers(folder: Path) -> list[str]:
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return [found[1] for name in names if (found := re.match(r"(\d+)-", name))]


def _guessed(folder: Path) -> tuple[Entry, ...]:
    """Return what the names of the originals say, the oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        named = _STORED.fullmatch(path.name)
        if named and path.is_file() and not path.name.endswith(files.PARTIAL):
            kept = path.stat().st_mtime
            when = datetime.fromtimestamp(kept, UTC).replace(microsecond=0).isoformat()
            entry = Entry(0, path.name, named["source"], str(path), "", when, None, None, None, ())
            found.append((kept, path.name, entry))
    return tuple(entry for *_, entry in sorted(found, key=lambda item: item[:2]))


def _read(staging: Staging, path: Path, entry: Entry, known: Ledger | None) -> None:
    """Read one original, unless it is gone or no longer what it was."""
    try:
        sha = files.sha256(path)
    except OSError:
        why = ("không còn bản gốc", "the original is gone")
        staging.settle(path, FileStatus.FAILED, why=why)
        return
    if not sha.startswith(entry.stored[:16]) or (entry.sha256 and sha != entry.sha256):
        why = ("bản gốc đã bị thay đổi hoặc hỏng", "the original was altered or is damaged")
        staging.settle(path, FileStatus.FAILED, why=why)
        return
    columns = {"stored": entry.stored, "origin": entry.origin, "added": entry.added}
    if known:
        columns["id"] = entry.id  # type: ignore[assignment]
    staging.read(Task(path, entry.source, sha, columns=columns))


def _with_logs(database: Path) -> list[Path]:
    return [database, *(database.with_name(f"{database.name}{end}") for end in _LOGS)]


def _keep_old(directory: Path, old: Sequence[Path]) -> Path | None:
    """Keep the database that is replaced, with its logs and ledgers, in a folder of its own."""
    if not old:
        return None
    kept = _new_folder(directory)
    for path in [*old, *(directory / ORIGINALS).glob("ledger-*.json")]:
        _keep(path, kept / path.name)
    files.sync(kept)
    files.sync(directory)
    return kept


def _new_folder(directory: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in range(1, 1000):
        folder = directory / f"damaged-{stamp}{f'-{number}' if number > 1 else ''}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise FileExistsError(stamp)


def _keep(path: Path, target: Path) -> None:
    """Give the file a second name; copy it where the disk knows only one."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
        files.sync(target)
