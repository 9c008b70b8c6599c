"""From files that a browser sent to files that the archive may read.

Names are the sender's and are never trusted: what reaches the archive is a plain file
name in a private folder that is removed after the build.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.readers import SUPPORTED_SUFFIXES, Limits

MAX_FILES = 60
"""Files taken at once."""

MAX_FILE_BYTES = Limits().file_bytes
FILE_TYPES = sorted(SUPPORTED_SUFFIXES)

_MAX_NAME_BYTES = 180
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def limits_text() -> str:
    """Return what may be uploaded, in one sentence for a person."""
    kinds = ", ".join(suffix.removeprefix(".").upper() for suffix in FILE_TYPES)
    size = MAX_FILE_BYTES // 2**20
    return f"Nhận {kinds}; mỗi tệp tối đa {size} MB, mỗi lần tối đa {MAX_FILES} tệp."


def safe_name(name: str) -> str:
    """Return `name` as a plain file name: no folders, no controls, NFC, at most 180 bytes.

    Vietnamese letters and the suffix are kept.
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = _FORBIDDEN.sub("_", base).strip(" .") or "bao-cao"
    if _RESERVED.match(base):
        base = f"_{base}"
    path = Path(base)
    stem, suffix = path.stem, path.suffix[:16]
    room = _MAX_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + suffix


@dataclass(frozen=True, slots=True)
class Staged:
    """Uploaded files under safe names in a folder of their own."""

    folder: Path
    paths: tuple[Path, ...]

    def remove(self) -> None:
        """Delete the folder and what is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def stage(uploaded: Sequence[Path]) -> Staged:
    """Move the `uploaded` files into a private folder, each in its own place there."""
    folder = Path(tempfile.mkdtemp(prefix="hoibaocao-"))
    paths = []
    for position, source in enumerate(uploaded):
        target = folder / str(position) / safe_name(source.name)
        target.parent.mkdir()
        shutil.move(source, target)
        paths.append(target)
    return Staged(folder, tuple(paths))
