"""What the originals themselves do not say, written beside them: ``reports/ledger-<n>.json``.

Names, places, versions, removals and corrections of generation n. It follows from the
database, is written and synced before the commit that makes generation n, and is what
``rebuild --from-reports`` goes by when the database is lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from index.corrections import FIELDS, Correction
from index.errors import ArchiveError
from index.files import sync, writer_lock

FOLDER: Final = "reports"
_LAYOUT: Final = 1
_NAME: Final = re.compile(r"ledger-(\d+)\.json")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: ``stored`` names its original, ``superseded_by`` the id of a later version."""

    id: int
    stored: str
    source: str
    origin: str
    sha256: str
    added: str
    superseded_by: int | None
    removed: str | None
    removed_by: str | None
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The reports of one generation; ``highest`` is the highest id that was ever given."""

    generation: int
    highest: int
    entries: tuple[Entry, ...]


def write(connection: sqlite3.Connection, directory: Path, generation: int) -> None:
    """Write what the database holds as the ledger of `generation`, synced."""
    corrections: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute("SELECT sha256, field, value, by, at FROM corrections"):
        values = dict(row)
        corrections.setdefault(values.pop("sha256"), []).append(values)
    rows = connection.execute(
        "SELECT id, stored, source, origin, sha256, added, superseded_by, removed, removed_by"
        " FROM reports WHERE state <> 'staged' ORDER BY id"
    )
    sequence = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reports'")
    highest = sequence.fetchone()
    content = {
        "layout": _LAYOUT,
        "generation": generation,
        "highest": highest[0] if highest else 0,
        "reports": [
            dict(row) | {"corrections": corrections.get(row["sha256"], [])} for row in rows
        ],
    }
    text = json.dumps({"content": content, "checksum": _checksum(content)}, ensure_ascii=False)
    folder = directory / FOLDER
    target = folder / f"ledger-{generation}.json"
    partial = target.with_name(f"{target.name}.part")
    partial.write_text(text, encoding="utf-8")
    sync(partial)
    partial.replace(target)
    sync(folder)


def read(directory: Path) -> Ledger | None:
    """Return the ledger of the latest generation that has a sound one, or None."""
    for path in reversed(_all(directory)):
        ledger = _read(path)
        if ledger:
            return ledger
    return None


def ensure(connection: sqlite3.Connection, directory: Path, generation: int) -> None:
    """Write the ledger of the present `generation` anew where it is missing or damaged.

    Nothing happens where another process is writing, or the disk cannot be written: the next
    change writes the next ledger.
    """
    path = directory / FOLDER / f"ledger-{generation}.json"
    if generation == 0 or _read(path):
        return
    with contextlib.suppress(ArchiveError, OSError), writer_lock(directory):
        (present,) = connection.execute("SELECT value FROM meta WHERE key = 'generation'")
        if int(present["value"]) == generation:
            _log.warning("Tệp %s thiếu hoặc hỏng; đang tạo lại từ cơ sở dữ liệu.", path.name)
            write(connection, directory, generation)


def discard_others(directory: Path, generation: int) -> None:
    """Delete the ledgers of all generations but this one; those that cannot be stay."""
    for path in _all(directory):
        if path.name != f"ledger-{generation}.json":
            with contextlib.suppress(OSError):
                path.unlink()


def _all(directory: Path) -> list[Path]:
    """Return the ledgers that there are, the latest generation last."""
    numbered: list[tuple[int, str]] = []
    with contextlib.suppress(OSError):
        for path in (directory / FOLDER).iterdir():
            found = _NAME.fullmatch(path.name)
            if found:
                numbered.append((int(found[1]), path.name))
    return [directory / FOLDER / name for _, name in sorted(numbered)]


def _read(path: Path) -> Ledger | None:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        content = whole["content"]
        if whole["checksum"] != _checksum(content) or content["layout"] != _LAYOUT:
            return None
        entries = tuple(
            Entry(**{**row, "corrections": tuple(_corrections(row["corrections"]))})
            for row in content["reports"]
        )
        return Ledger(content["generation"], content["highest"], entries)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _corrections(rows: Iterable[dict[str, str]]) -> list[Correction]:
    found = [Correction(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]  # type: ignore[arg-type]
    return sorted(found, key=lambda correction: FIELDS.index(correction.field))


def _checksum(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
