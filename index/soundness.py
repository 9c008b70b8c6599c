"""Is the database the one that was left here? Asked before SQLite opens it and may write.

SQLite finds damage only in the pages that it reads, takes a file cut to nothing for a new
database, and plays back whatever lies in the ``-wal`` file. None of these may happen to an
archive. The layout of both files is in https://www.sqlite.org/fileformat.html.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote

from index.errors import ArchiveError

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100  # bytes
_WAL_HEADER, _FRAME_HEADER = 32, 24
_ATTEMPTS, _PAUSE = 4, 0.05  # seconds
_ORIGINAL: Final = re.compile(r"[0-9a-f]{16}-|ledger-\d+\.json$")


@dataclass(slots=True)
class _Wal:
    """The committed frames of a write-ahead log: where each page's last image starts."""

    pages: int = 0  # of the database after the last commit
    images: dict[int, int] = field(default_factory=dict)


def check(database: Path, originals: Path) -> bool:
    """Tell whether there is a database; raises ArchiveError where it is not whole.

    ``archive_lost``: it is gone or empty while there are originals; ``archive_damaged``: it is
    no database or was cut short; ``wal_foreign``: the log beside it is of another database.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return _check(database, originals, summed=attempt > 0)
        except ArchiveError as error:
            found = error
        time.sleep(_PAUSE)  # another process may have been moving pages between the files
    raise found


def damaged(database: Path, reason: object) -> ArchiveError:
    """Return the error that names the damaged `database` and the way out."""
    return ArchiveError("archive_damaged", path=database, reason=reason, data=database.parent)


def identity(database: Path) -> str | None:
    """Return the name that the database file itself gives its archive, whatever its log says."""
    row = _without_log(database, "SELECT value FROM meta WHERE key = 'archive'")
    return str(row) if row is not None else None


def _check(database: Path, originals: Path, *, summed: bool) -> bool:
    """Check once; with `summed` only by frames of the log whose checksums are right.

    A frame that was torn by a crash counts for nothing. To sum them takes time, and is needed
    only to confirm a finding.
    """
    try:
        if not database.is_file() or database.stat().st_size == 0:
            if _any_original(originals):
                raise ArchiveError("archive_lost", path=database, data=database.parent)
            return False
        journal = database.with_name(f"{database.name}-journal")
        if journal.is_file() and journal.stat().st_size:
            # There is one only while the first page is written, which SQLite then undoes.
            if _any_original(originals):
                raise ArchiveError("wal_foreign", path=database, wal=journal)
            return True
        with database.open("rb") as file:
            header = file.read(_HEADER)
        if len(header) < _HEADER or not header.startswith(_MAGIC):
            raise damaged(database, "file is not a database")
        page_size = int.from_bytes(header[16:18], "big")
        page_size = 65536 if page_size == 1 else page_size
        wal = _read_wal(database.with_name(f"{database.name}-wal"), page_size, summed)
        size = database.stat().st_size
    except OSError as error:
        raise ArchiveError("archive_unreadable", path=database, reason=error) from error
    pages = wal.pages
    if not pages and header[24:28] == header[92:96]:  # else the header's count is not kept
        pages = int.from_bytes(header[28:32], "big")
    stored = size // page_size
    if any(page not in wal.images for page in range(stored + 1, pages + 1)):
        raise damaged(database, f"{size} of {pages * page_size} bytes")
    if wal.images:
        _check_owner(database, wal, page_size)
    return True


def _any_original(folder: Path) -> bool:
    return folder.is_dir() and any(_ORIGINAL.match(path.name) for path in folder.iterdir())


def _check_owner(database: Path, wal: _Wal, page_size: int) -> None:
    """Raise ArchiveError where the log changes the archive's name: it is of another one."""
    name = identity(database)
    root = _without_log(database, "SELECT rootpage FROM sqlite_master WHERE name = 'meta'")
    start = wal.images.get(int(root)) if root is not None else None
    if name is None or start is None:
        return
    log = database.with_name(f"{database.name}-wal")
    with contextlib.suppress(OSError), log.open("rb") as file:
        file.seek(start)
        if name.encode() not in file.read(page_size):
            raise ArchiveError("wal_foreign", path=database, wal=log)


def _without_log(database: Path, query: str) -> str | int | None:
    uri = f"file:{quote(str(database.resolve()))}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            row = connection.execute(query).fetchone()
    except sqlite3.Error:  # what SQLite makes of the file is told when it opens it
        return None
    value: str | int | None = row[0] if row else None
    return value


def _read_wal(path: Path, page_size: int, summed: bool) -> _Wal:
    found = _Wal()
    with contextlib.suppress(OSError), path.open("rb") as file:
        header = file.read(_WAL_HEADER)
        if len(header) == _WAL_HEADER and int.from_bytes(header[8:12], "big") == page_size:
            _read_frames(file, header, page_size, found, summed)
    return found


def _read_frames(file: BinaryIO, header: bytes, page_size: int, found: _Wal, summed: bool) -> None:
    """Read the frames up to the last commit; one of an earlier round has another salt."""
    since: dict[int, int] = {}
    order = ">" if header[3] & 1 else "<"
    sums = _sum(header[:24], order, (0, 0)) if summed else (0, 0)
    while len(head := file.read(_FRAME_HEADER)) == _FRAME_HEADER and head[8:16] == header[16:24]:
        page, pages = struct.unpack(">II", head[:8])
        start = file.tell()
        if summed:
            content = file.read(page_size)
            sums = _sum(content, order, _sum(head[:8], order, sums))
            if len(content) < page_size or sums != struct.unpack(">II", head[16:24]):
                return
        file.seek(start + page_size)
        since[page] = start
        if pages:
            found.pages = pages
            found.images |= since
            since = {}


def _sum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Return the checksum of the log's format, continued over `data`."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 8 * 2}I", data[: len(data) // 8 * 8])
    for left, right in zip(words[::2], words[1::2], strict=True):
        first = (first + left + second) & 0xFFFFFFFF
        second = (second + right + first) & 0xFFFFFFFF
    return first, second
