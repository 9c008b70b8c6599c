"""The search files of one archive: which there are, whether they are whole, the next ones.

They lie in ``search/``: folders of segments, which are written once and never changed, and
for each generation a manifest that names its segments with the size and checksum of every
file. The database names the manifest that holds. Which rows of a segment still count is read
from the database, so that no file can contradict it; what the segments lack is made anew.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import secrets
import shutil
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row
from typing import Any

import numpy as np

from index import segment as segments
from index.files import sync
from index.generation import Live
from index.lexical import MOST_ROWS, Mask
from index.merging import plan
from index.segment import Segment

FOLDER = "search"
LAYOUT = 2  # of the files here; those of another one are made anew from the database
_SEGMENT = "segment-"

Passages = Mapping[int, tuple[int, int, int]]  # by live report: first, last, how many
Rows = Callable[[Collection[int]], Iterable[Row]]  # those of the passages of some reports


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment as the manifest names it: its folder, and size and CRC-32 of its files."""

    name: str
    files: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The usable segments of one generation; ``missing`` are the reports that they lack."""

    entries: tuple[Entry, ...]
    live: tuple[Live, ...]
    missing: frozenset[int]
    damage: str | None  # what is wrong with the files, if anything is


class Library:
    """The segments of one archive, each opened and checked once. Safe to use from threads."""

    def __init__(self, directory: Path) -> None:
        """Look after the search files of the archive in `directory`."""
        self._directory = directory
        self._folder = directory / FOLDER
        self._known: dict[str, Segment] = {}
        self._lock = threading.Lock()

    def open(self, name: str, passages: Passages) -> Opened:
        """Open what the manifest `name` names, checked against it and against `passages`."""
        with self._lock:
            entries, damage = self._manifest(name)
            usable: list[tuple[Entry, Segment]] = []
            for entry in entries:
                try:
                    usable.append((entry, self._segment(entry)))
                except _UNREADABLE as error:
                    damage = damage or f"{entry.name}: {error}"
            named = {entry.name for entry in entries}
            self._known = {name: known for name, known in self._known.items() if name in named}
        incomplete = _incomplete([segment for _, segment in usable], passages)
        live = [(s, _alive(s, passages, incomplete)) for _, s in usable]
        return Opened(tuple(entry for entry, _ in usable), tuple(live), incomplete, damage)

    def advance(self, opened: Opened, number: int, rows: Rows, made: list[Path]) -> str:
        """Write the search files of generation `number`, synced; return its manifest's name.

        Segments of `opened` are kept, merged, or written anew without what was deleted; what
        is missing comes from `rows`. Until the database names the manifest it counts for
        nothing. Every path that is created is put into `made` first.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        parts = [
            (entry, (segment, alive))
            for entry, (segment, alive) in zip(opened.entries, opened.live, strict=True)
            if alive is None or alive.any()
        ]
        missing = rows(opened.missing) if opened.missing else ()
        for segment in segments.build(missing, MOST_ROWS):
            entry, mapped = self._write(segment, made)
            parts.append((entry, (mapped, None)))
        sizes = [(s.size, s.size if a is None else int(a.sum())) for _, (s, a) in parts]
        groups = plan(sizes, MOST_ROWS)
        merged = {place for group in groups for place in group}
        entries = [entry for i, (entry, _) in enumerate(parts) if i not in merged]
        for group in groups:
            segment = Segment.merge([parts[place][1] for place in group])
            entries.append(self._write(segment, made)[0])
        name = f"{number}-{secrets.token_hex(4)}.json"
        manifest = {
            "layout": LAYOUT,
            "generation": number,
            "segments": [{"name": e.name, "files": e.files} for e in entries],
        }
        path = self._folder / name
        made.append(path)
        path.write_text(json.dumps(manifest), encoding="utf-8")
        for written in (path, self._folder, self._directory):
            sync(written)
        return name

    def discard(self, made: Iterable[Path]) -> None:
        """Delete the paths of an advance that came to nothing."""
        for path in made:
            with self._lock:
                self._known.pop(path.name, None)
            _delete(path)

    def discard_others(self, keep: Collection[str]) -> None:
        """Delete all but the manifests `keep` and their segments; what cannot be stays."""
        kept = set(keep)
        for name in keep:
            kept.update(entry.name for entry in self._manifest(name)[0])
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in kept:
                    _delete(path)

    def _manifest(self, name: str) -> tuple[tuple[Entry, ...], str | None]:
        if not name:
            return (), None
        try:
            if not name.endswith(".json"):
                raise ValueError("layout 1")
            found = json.loads((self._folder / name).read_text(encoding="utf-8"))
            if found["layout"] != LAYOUT:
                raise ValueError(f"layout {found['layout']}")
            entries = [_entry(item) for item in found["segments"]]
        except _UNREADABLE as error:
            return (), f"{name}: {error}"
        return tuple(entries), None

    def _segment(self, entry: Entry) -> Segment:
        if entry.name not in self._known:
            folder = self._folder / entry.name
            for file, summary in entry.files.items():
                if _summary(folder / file) != summary:
                    raise ValueError(f"checksum of {file}")
            self._known[entry.name] = Segment.load(folder)
        return self._known[entry.name]

    def _write(self, segment: Segment, made: list[Path]) -> tuple[Entry, Segment]:
        """Write `segment`, synced; return how the manifest names it, and the segment mapped."""
        name = f"{_SEGMENT}{secrets.token_hex(6)}"
        folder = self._folder / name
        made.append(folder)
        segment.save(folder)
        files = {path.name: _summary(path) for path in sorted(folder.iterdir())}
        mapped = Segment.load(folder)
        with self._lock:
            self._known[name] = mapped
        return Entry(name, files), mapped


_UNREADABLE = (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)


def _entry(item: Mapping[str, Any]) -> Entry:
    files = item["files"].items()
    name = Path(str(item["name"])).name  # never outside the folder
    return Entry(name, {str(file): (int(size), int(crc)) for file, (size, crc) in files})


def _incomplete(usable: Iterable[Segment], passages: Passages) -> frozenset[int]:
    """Return the live reports whose passages are not each in the segments exactly once."""
    held = Counter[int]()
    for segment in usable:
        for (report, low, high), (start, end) in segment.spans.items():
            if (known := passages.get(report)) and known[0] <= low <= high <= known[1]:
                held[report] += end - start
    return frozenset(r for r, (_, _, count) in passages.items() if held[r] != count)


def _alive(segment: Segment, passages: Passages, incomplete: Collection[int]) -> Mask | None:
    dead = []
    for (report, low, high), rows in segment.spans.items():
        known = passages.get(report)
        if not known or report in incomplete or not known[0] <= low <= high <= known[1]:
            dead.append(rows)
    if not dead:
        return None
    alive = np.ones(segment.size, bool)
    for start, end in dead:
        alive[start:end] = False
    return alive


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _summary(path: Path) -> tuple[int, int]:
    size = path.stat().st_size
    checksum = 0
    if size:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for block in _blocks(data):
                checksum = zlib.crc32(block, checksum)
    return size, checksum


def _blocks(data: mmap.mmap, size: int = 1 << 20) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
