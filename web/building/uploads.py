"""From files that a person sent to files that the archive may read.

Names are the sender's and are never trusted: what reaches the archive is a plain file
name in a private folder beside it. The folder lasts until its build is over, over a
restart if need be.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.readers import SUPPORTED_SUFFIXES
from corpus.readers import Limits as ReadLimits
from web.errors import DeskError
from web.limits import HOUR, Limits
from web.store import Action

if TYPE_CHECKING:
    from fastapi import UploadFile

    from web.accounts.identity import User
    from web.building.builds import Build, BuildDesk
    from web.store import Store

MAX_FILES = 60
"""Files taken at once."""

MAX_FILE_BYTES = ReadLimits().file_bytes
FILE_TYPES = sorted(SUPPORTED_SUFFIXES)

_FOLDER = "uploads"
_MEGABYTE = 2**20
_MAX_NAME_BYTES = 180
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def limits_text() -> str:
    """Return what may be uploaded, in one sentence for a person."""
    size = MAX_FILE_BYTES // _MEGABYTE
    return f"Nhận {_types()}; mỗi tệp tối đa {size} MB, mỗi lần tối đa {MAX_FILES} tệp."


def safe_name(name: str) -> str:
    """Return `name` as a plain file name: no folders, no controls, NFC, at most 180 bytes.

    Vietnamese letters and the suffix are kept.
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = _FORBIDDEN.sub("_", base).strip().strip(" .").strip() or "bao-cao"
    if _RESERVED.match(base):
        base = f"_{base}"
    path = Path(base)
    stem, suffix = path.stem, path.suffix[:16]
    room = _MAX_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + suffix


def kept(files: Iterable[UploadFile], folder: Path) -> list[Path]:
    """Write what was sent to `folder` under safe names, and return the paths in order."""
    received = []
    for position, file in enumerate(files):
        if not file.filename:
            continue  # what a browser sends for an empty field
        path = Path(folder, str(position), safe_name(file.filename))
        path.parent.mkdir()
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target)
        received.append(path)
    return received


class Uploads:
    """Takes files from administrators and orders the build that brings them in."""

    def __init__(self, data: Path, builds: BuildDesk, store: Store, limits: Limits) -> None:
        """Keep files in ``uploads/`` of `data`; what no open build needs there is deleted."""
        self._root = data / _FOLDER
        self._builds = builds
        self._store = store
        self._limits = limits
        self._lock = threading.Lock()
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        needed = {stored.folder for stored in store.builds.unfinished()}
        for folder in self._root.iterdir():
            if folder not in needed:
                shutil.rmtree(folder, ignore_errors=True)

    def receive(self, user: User, files: Sequence[Path]) -> Build:
        """Move `files` to the archive's side and order their build; return it, waiting.

        The files are known by their names; files of types that are not read are taken and
        get their outcome in the build. Raises DeskError ``not_allowed``, ``no_files``,
        ``too_many_files``, ``file_too_large``, ``too_many_uploads``, ``too_much_uploaded``;
        nothing is taken then.
        """
        user.require_administrator()
        if not files:
            raise DeskError("no_files")
        if len(files) > MAX_FILES:
            raise DeskError("too_many_files", limit=MAX_FILES)
        sizes = [file.stat().st_size for file in files]
        for file, size in zip(files, sizes, strict=True):
            if size > MAX_FILE_BYTES:
                limit = MAX_FILE_BYTES // _MEGABYTE
                raise DeskError("file_too_large", name=safe_name(file.name), limit=limit)
        with self._lock:
            self._check_hour(user, len(files), sum(sizes))
            folder, paths = self._stage(files)
            build = self._builds.submit(
                paths,
                title=f"Thêm {len(paths)} tệp",
                user=user,
                folder=folder,
                files=len(paths),
                bytes=sum(sizes),
            )
        self._store.audit.note(
            Action.UPLOAD,
            user,
            object=", ".join(path.name for path in paths),
            detail={"build": build.number, "files": len(paths), "bytes": sum(sizes)},
        )
        return build

    def _check_hour(self, user: User, count: int, size: int) -> None:
        if user.is_local:
            return
        files, already = self._store.builds.uploaded(user.id, HOUR)
        if files + count > self._limits.files_per_hour:
            raise DeskError("too_many_uploads", limit=self._limits.files_per_hour)
        if already + size > self._limits.megabytes_per_hour * _MEGABYTE:
            raise DeskError("too_much_uploaded", limit=self._limits.megabytes_per_hour)

    def _stage(self, files: Sequence[Path]) -> tuple[Path, tuple[Path, ...]]:
        """Move `files` into a folder of their own, each in its own place there."""
        folder = Path(tempfile.mkdtemp(dir=self._root))
        paths = []
        try:
            for position, source in enumerate(files):
                target = folder / str(position) / safe_name(source.name)
                target.parent.mkdir()
                shutil.move(source, target)
                paths.append(target)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder, tuple(paths)


def _types() -> str:
    return ", ".join(suffix.removeprefix(".").upper() for suffix in FILE_TYPES)
