"""The search files of one generation: made from the database, checked, never trusted.

They lie in a folder of their own, ``search/<generation>-<stamp>/``. The database names the
folder that holds; any other is left over from a build that did not get to its commit. A
folder is complete before it is named, and each file's size and checksum stand in its
manifest, so that a damaged one is found on opening and made anew.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import secrets
import shutil
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from sqlite3 import Row
from typing import Any

import numpy as np
import numpy.typing as npt

from index.files import sync
from index.lexical import LexicalIndex
from index.schema import to_period, to_vector
from index.vectors import Floats, VectorIndex
from index.words import accented_syllables, folded_terms, indexed_text

FOLDER = "search"
LAYOUT = 1  # of the files here; another one is made anew from the database
_MANIFEST = "manifest.json"
_LANGUAGE = "language.json"
_VECTORS = "vectors.faiss"

UNKNOWN = -1  # province of a row whose report names none
_NO_DAY = np.iinfo(np.int32).max  # first day of a row without period, after its last
ROW_TYPE = np.dtype(
    [
        ("passage", "<i8"),
        ("report", "<i8"),
        ("first", "<i4"),  # first and last day of the passage's period, proleptic ordinals
        ("last", "<i4"),
        ("province", "<i4"),  # place in the manifest's list of province keys, or UNKNOWN
    ]
)


class Unusable(Exception):
    """The search files are missing, damaged or of another layout."""


@dataclass(frozen=True)
class Generation:
    """Everything that a search reads, of one generation; row i is the same passage in all."""

    rows: npt.NDArray[Any]
    provinces: tuple[str, ...]
    words: LexicalIndex
    syllables: LexicalIndex
    vectors: VectorIndex
    counts: _Counts

    @property
    def size(self) -> int:
        """The number of passages."""
        return len(self.rows)


class _Counts:
    """How often syllables and pairs of them occur; read from disk when first asked for."""

    def __init__(self, path: Path | None, counts: tuple[Counter[str], Counter[str]] | None) -> None:
        self._path = path
        self._counted = counts

    @cached_property
    def syllables(self) -> Mapping[str, int]:
        return self._both[0]

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        split = ((key.split(" "), count) for key, count in self._both[1].items())
        return {(left, right): count for (left, right), count in split}

    @cached_property
    def _both(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        if self._counted is not None:
            return self._counted
        assert self._path is not None
        syllables, pairs = json.loads(self._path.read_text(encoding="utf-8"))
        return syllables, pairs

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self._both, ensure_ascii=False), encoding="utf-8")


def build(passages: Iterable[Row]) -> Generation:
    """Make the search structures of `passages`, rows of `Store.index_rows`."""
    places: dict[str, int] = {}
    rows: list[tuple[int, int, int, int, int]] = []
    vectors: list[Floats] = []
    words: list[list[str]] = []
    terms: list[list[str]] = []
    syllables, pairs = Counter[str](), Counter[str]()
    for row in passages:
        period = to_period(row["period"])
        province = row["province"]
        rows.append(
            (
                row["id"],
                row["report_id"],
                period.first.toordinal() if period else _NO_DAY,
                period.last.toordinal() if period else 0,
                places.setdefault(province, len(places)) if province else UNKNOWN,
            )
        )
        vectors.append(to_vector(row["vector"]))
        words.append(row["words"].split())
        text = indexed_text(json.loads(row["section"]), row["topic"], row["text"])
        terms.append(folded_terms(text))
        accented = accented_syllables(row["text"])
        syllables.update(accented)
        pairs.update(map(" ".join, pairwise(accented)))
    matrix = np.array(vectors, np.float32) if vectors else np.empty((0, 1), np.float32)
    return Generation(
        rows=np.array(rows, ROW_TYPE),
        provinces=tuple(places),
        words=LexicalIndex.build(words),
        syllables=LexicalIndex.build(terms),
        vectors=VectorIndex.build(matrix),
        counts=_Counts(None, (syllables, pairs)),
    )


def write(generation: Generation, directory: Path, number: int) -> str:
    """Write `generation` into a new folder of ``search/``, synced; return the folder's name.

    Until the database names the folder it counts for nothing.
    """
    parent = directory / FOLDER
    name = f"{number}-{secrets.token_hex(4)}"
    folder = parent / name
    folder.mkdir(parents=True)
    np.save(folder / "rows.npy", generation.rows)
    generation.words.save(folder, "words")
    generation.syllables.save(folder, "syllables")
    generation.vectors.save(folder / _VECTORS)
    generation.counts.save(folder / _LANGUAGE)
    manifest = {
        "layout": LAYOUT,
        "generation": number,
        "rows": generation.size,
        "provinces": generation.provinces,
        "files": {path.name: _summary(path) for path in sorted(folder.iterdir())},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    for path in folder.iterdir():
        sync(path)
    for path in (folder, parent, directory):
        sync(path)
    return name


def load(directory: Path, name: str, rows: int) -> Generation:
    """Open the folder `name` after checking every file; raises Unusable where one is wrong."""
    folder = directory / FOLDER / name
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["layout"] != LAYOUT or manifest["rows"] != rows:
            raise Unusable("layout or number of passages")
        for file, summary in manifest["files"].items():
            if _summary(folder / file) != summary:
                raise Unusable(f"checksum of {file}")
        generation = Generation(
            rows=np.load(folder / "rows.npy"),
            provinces=tuple(manifest["provinces"]),
            words=LexicalIndex.load(folder, "words"),
            syllables=LexicalIndex.load(folder, "syllables"),
            vectors=VectorIndex.load(folder / _VECTORS),
            counts=_Counts(folder / _LANGUAGE, None),
        )
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{type(error).__name__}: {error}") from error
    sizes = (len(generation.rows), generation.words.size, generation.syllables.size)
    if {*sizes, generation.vectors.size} != {rows}:
        raise Unusable("number of passages")
    return generation


def discard_others(directory: Path, keep: Collection[str]) -> None:
    """Delete the folders that are not among `keep`; those that cannot be deleted stay."""
    with contextlib.suppress(OSError):
        for folder in (directory / FOLDER).iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)


def _summary(path: Path) -> list[int]:
    size = path.stat().st_size
    checksum = 0
    if size:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for block in _blocks(data):
                checksum = zlib.crc32(block, checksum)
    return [size, checksum]


def _blocks(data: mmap.mmap, size: int = 1 << 20) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
