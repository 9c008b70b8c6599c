"""A segment: the search structures of some passages, written once and never changed.

Whether a passage still counts is not written here: it follows from the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Row
from typing import Any

import numpy as np
import numpy.typing as npt

from index import arrays
from index.files import sync
from index.language import Span, Usage, UsageBuilder
from index.lexical import Postings, PostingsBuilder
from index.schema import to_period, to_vector
from index.vectors import Floats, VectorIndex
from index.words import accented_syllables, folded_terms, indexed_text

Mask = npt.NDArray[np.bool_]

NO_DAY = np.iinfo(np.int32).max  # first day of a row without period, after its last
_ARRAYS_FILE = "arrays.bin"
_VECTORS_FILE = "vectors.faiss"
_ROWS = ("passage", "report", "first", "last")


@dataclass(frozen=True, slots=True)
class Segment:
    """Row i is the same passage in all of the parts.

    ``first`` and ``last`` are the days (proleptic ordinals) of the period that the passage
    states for itself, `NO_DAY` and 0 where it states none. ``spans`` are the stretches of
    passages of one report, each with its first row and the row after its last.
    """

    passage: npt.NDArray[np.int64]
    report: npt.NDArray[np.int64]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    words: Postings
    syllables: Postings
    usage: Usage
    vectors: VectorIndex
    spans: dict[Span, tuple[int, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the spans."""
        if not len(self.passage):
            object.__setattr__(self, "spans", {})
            return
        starts = np.flatnonzero(np.r_[True, self.report[1:] != self.report[:-1]])
        ends = np.r_[starts[1:], len(self.report)]
        columns = (self.report[starts], self.passage[starts], self.passage[ends - 1], starts, ends)
        spans = {
            (report, low, high): (start, end)
            for report, low, high, start, end in zip(*(c.tolist() for c in columns), strict=True)
        }
        object.__setattr__(self, "spans", spans)

    @property
    def size(self) -> int:
        """The number of rows, deleted ones with them."""
        return len(self.passage)

    @classmethod
    def merge(cls, parts: Sequence[tuple[Segment, Mask | None]]) -> Segment:
        """Return a segment of all rows of `parts` that their masks keep (None: all)."""

        def joined(name: str) -> npt.NDArray[Any]:
            columns = (
                getattr(part, name) if keep is None else getattr(part, name)[keep]
                for part, keep in parts
            )
            return np.concatenate(list(columns))

        passage, report, first, last = map(joined, _ROWS)
        return cls(
            passage,
            report,
            first,
            last,
            words=Postings.merge((part.words, keep) for part, keep in parts),
            syllables=Postings.merge((part.syllables, keep) for part, keep in parts),
            usage=Usage.merge((part.usage, keep) for part, keep in parts),
            vectors=VectorIndex.merge((part.vectors, keep) for part, keep in parts),
        )

    def save(self, folder: Path) -> None:
        """Write the segment into the new `folder`, synced; raises OSError."""
        folder.mkdir(parents=True)
        found = {name: getattr(self, name) for name in _ROWS}
        found |= self.words.arrays("words") | self.syllables.arrays("syllables")
        found |= self.usage.arrays("usage")
        arrays.write(folder / _ARRAYS_FILE, found)
        self.vectors.save(folder / _VECTORS_FILE)
        for name in (_ARRAYS_FILE, _VECTORS_FILE):
            sync(folder / name)
        sync(folder)

    @classmethod
    def load(cls, folder: Path) -> Segment:
        """Map what `save` wrote.

        Raises OSError, RuntimeError, ValueError or KeyError where it cannot be read.
        """
        found = arrays.read(folder / _ARRAYS_FILE)
        passage, report, first, last = (found[name] for name in _ROWS)
        segment = cls(
            passage,
            report,
            first,
            last,
            words=Postings.of(found, "words"),
            syllables=Postings.of(found, "syllables"),
            usage=Usage.of(found, "usage"),
            vectors=VectorIndex.load(folder / _VECTORS_FILE),
        )
        sizes = (len(report), segment.words.size, segment.syllables.size, segment.vectors.size)
        if {*sizes, len(first), len(last), len(segment.usage.lengths)} != {segment.size}:
            raise ValueError("the parts of a segment differ in their numbers of rows")
        return segment


def build(passages: Iterable[Row], most: int) -> Iterator[Segment]:
    """Make segments, of at most `most` rows each, of `passages`, rows of `Store.index_rows`."""
    rows: list[tuple[int, int, int, int]] = []
    vectors: list[Floats] = []
    words, syllables, usage = PostingsBuilder(), PostingsBuilder(), UsageBuilder()

    def made() -> Segment:
        columns = np.array(rows, np.int64).T
        return Segment(
            columns[0].copy(),
            columns[1].copy(),
            columns[2].astype(np.int32),
            columns[3].astype(np.int32),
            words=words.build(),
            syllables=syllables.build(),
            usage=usage.build(),
            vectors=VectorIndex.build(np.array(vectors, np.float32)),
        )

    for row in passages:
        if len(rows) == most:
            yield made()
            rows, vectors = [], []
            words, syllables, usage = PostingsBuilder(), PostingsBuilder(), UsageBuilder()
        period = to_period(row["period"])
        rows.append(
            (
                row["id"],
                row["report_id"],
                period.first.toordinal() if period else NO_DAY,
                period.last.toordinal() if period else 0,
            )
        )
        vectors.append(to_vector(row["vector"]))
        words.add(row["words"].split())
        text = indexed_text(json.loads(row["section"]), row["topic"], row["text"])
        syllables.add(folded_terms(text))
        usage.add(accented_syllables(row["text"]))
    if rows:
        yield made()
