"""BM25 over terms, in plain arrays that open in milliseconds and stay on disk.

The postings keep term frequencies, not finished scores: whatever changes with the size of
the archive (document frequencies, the average length) is worked in when a question comes, so
that a score over many segments, some of their rows deleted, is the score over one.
"""

from __future__ import annotations

import hashlib
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_K1 = 1.5
_B = 0.75
_ARRAYS = ("keys", "starts", "rows", "frequencies", "lengths")
_MOST_OFTEN = 255  # a term frequency is kept in one byte
MOST_ROWS = 1 << 16  # a row is kept in two bytes

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings of every term: ``rows[starts[i]:starts[i + 1]]`` for the term of ``keys[i]``.

    ``keys`` are 64-bit hashes of the terms, sorted; ``lengths`` are the numbers of terms in
    each row, of which there are at most `MOST_ROWS`.
    """

    keys: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.uint16]
    frequencies: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]

    @classmethod
    def merge(cls, parts: Iterable[tuple[Postings, Mask | None]]) -> Postings:
        """Return the postings of all rows of `parts` that their masks keep (None: all)."""
        keys, rows, frequencies, lengths = [], [], [], []
        offset = 0
        for part, keep in parts:
            starts = part.starts.astype(np.int64)
            counts = starts[1:] - starts[:-1]
            term = np.repeat(part.keys, counts)
            row = part.rows.astype(np.int64)
            often = np.asarray(part.frequencies)
            length = np.asarray(part.lengths)
            if keep is not None:
                places = np.cumsum(keep) - 1
                kept = keep[row]
                term, row, often, length = term[kept], places[row[kept]], often[kept], length[keep]
            keys.append(term)
            rows.append(row + offset)
            frequencies.append(often)
            lengths.append(length)
            offset += len(length)
        if not keys:
            return PostingsBuilder().build()
        term = np.concatenate(keys)
        # Rows ascend from part to part, so that a stable sort by term keeps them in order.
        order = np.argsort(term, kind="stable")
        return cls._grouped(
            term[order],
            np.concatenate(rows)[order],
            np.concatenate(frequencies)[order],
            np.concatenate(lengths),
        )

    @classmethod
    def _grouped(
        cls,
        terms: npt.NDArray[np.uint64],
        rows: npt.NDArray[np.int64],
        frequencies: npt.NDArray[np.uint8],
        lengths: npt.NDArray[np.int32],
    ) -> Postings:
        """Make postings of parallel arrays that are sorted by term and row."""
        if len(lengths) > MOST_ROWS:
            raise ValueError(f"{len(lengths)} rows are more than postings can hold")
        first = np.flatnonzero(np.r_[True, terms[1:] != terms[:-1]]) if len(terms) else terms
        return cls(
            keys=terms[first.astype(np.int64)],
            starts=np.append(first, len(terms)).astype(np.uint32),
            rows=rows.astype(np.uint16),
            frequencies=frequencies.astype(np.uint8),
            lengths=lengths.astype(np.int32),
        )

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.lengths)

    def spans(self, keys: npt.NDArray[np.uint64]) -> tuple[Rows, Rows]:
        """Return where the postings of each of `keys` start and end; equal where it has none."""
        if not len(self.keys):
            nothing = np.zeros(len(keys), np.int64)
            return nothing, nothing
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        starts = self.starts[at].astype(np.int64)
        return starts, np.where(known, self.starts[at + 1].astype(np.int64), starts)

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays by name, as they are written to disk."""
        return {f"{prefix}-{name}": getattr(self, name) for name in _ARRAYS}

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> Postings:
        """Return the postings of what `arrays` gave; raises KeyError where one is missing."""
        return cls(*(arrays[f"{prefix}-{name}"] for name in _ARRAYS))


class PostingsBuilder:
    """Takes the terms of one row after the other, then makes postings of them."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._lengths = array("i")

    def add(self, terms: Sequence[str]) -> None:
        """Add a row that holds `terms`, in any order, repeated ones as often as they occur."""
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._lengths.append(len(terms))

    def build(self) -> Postings:
        """Return the postings of the rows added; raises ValueError above `MOST_ROWS`."""
        count = len(self._numbers)
        hashes = np.fromiter((term_key(term) for term in self._numbers), np.uint64, count)
        order = np.argsort(hashes)
        rank = np.empty(count, np.int64)
        rank[order] = np.arange(count)
        lengths = np.array(self._lengths, np.int32)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        pairs = rank[np.array(self._terms, np.int64)] * max(1, len(lengths)) + rows
        unique, frequencies = np.unique(pairs, return_counts=True)
        term, row = np.divmod(unique, max(1, len(lengths)))
        return Postings._grouped(
            hashes[order][term], row, np.minimum(frequencies, _MOST_OFTEN), lengths
        )


class Bm25:
    """BM25 over the live rows of several segments; a row's number counts through all of them."""

    def __init__(self, parts: Sequence[tuple[Postings, Mask | None]]) -> None:
        """Take the segments in their order, each with the mask of its live rows (None: all)."""
        self._parts = tuple(parts)
        lengths = [np.asarray(postings.lengths) for postings, _ in parts]
        live = [
            values if alive is None else values[alive]
            for values, (_, alive) in zip(lengths, parts, strict=True)
        ]
        self.size = sum(map(len, lengths))
        self.live = sum(map(len, live))
        terms = sum(int(values.sum(dtype=np.int64)) for values in live)
        average = (terms / self.live if self.live else 0.0) or 1.0
        self._norms = [
            np.asarray(_K1 * (1 - _B + _B * values.astype(np.float32) / average), np.float32)
            for values in lengths
        ]
        self._known: dict[str, int] = {}
        self._lock = threading.Lock()

    def scores(self, terms: Iterable[str], among: Rows | None = None) -> Floats:
        """Return the BM25 score of every row for the distinct `terms`.

        It is 0 where none of them occurs, and for rows that are not live. With `among`, rows in
        ascending order, only theirs are worked out, and those of others are 0: the same as
        without, in a fraction of the time where they are few.
        """
        scores = np.zeros(self.size, np.float32)
        by_key = {term_key(term): term for term in terms}
        if not by_key or not self.live:
            return scores
        keys = np.array(sorted(by_key), np.uint64)
        often = [self.document_frequency(by_key[int(key)]) for key in keys]
        weights = np.array([inverse_frequency(self.live, n) * (_K1 + 1) for n in often], np.float32)
        offset = 0
        for (postings, alive), norms in zip(self._parts, self._norms, strict=True):
            end = offset + postings.size
            part = scores[offset:end]
            if among is None:
                _add(part, postings, postings.spans(keys), weights, norms)
            else:
                first, last = np.searchsorted(among, (offset, end))
                if first < last:
                    wanted = among[first:last] - offset
                    _add_among(part, postings, postings.spans(keys), weights, norms, wanted)
            offset = end
            if alive is not None:
                part *= alive
        return scores

    def document_frequency(self, term: str) -> int:
        """Return in how many live rows `term` occurs."""
        if (known := self._known.get(term)) is not None:
            return known
        keys = np.array([term_key(term)], np.uint64)
        count = sum(
            int(_live_counts(postings, alive, *postings.spans(keys))[0])
            for postings, alive in self._parts
        )
        with self._lock:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[term] = count
        return count

    def rows_holding(self, term: str) -> Rows:
        """Return the live rows in which `term` occurs, ascending."""
        keys, found, offset = np.array([term_key(term)], np.uint64), [np.empty(0, np.int64)], 0
        for postings, alive in self._parts:
            (start,), (end,) = postings.spans(keys)
            rows = postings.rows[start:end].astype(np.int64)
            found.append((rows if alive is None else rows[alive[rows]]) + offset)
            offset += postings.size
        return np.concatenate(found)


def _add(
    scores: Floats,
    postings: Postings,
    spans: tuple[Rows, Rows],
    weights: Floats,
    norms: Floats,
) -> None:
    """Add to `scores` what each term, given by its span and its weight, earns each row."""
    for start, end, weight in zip(*spans, weights, strict=True):
        if start == end:
            continue
        found = postings.rows[start:end].astype(np.intp)
        often = postings.frequencies[start:end].astype(np.float32)
        norm = norms[found]
        norm += often
        often *= weight
        often /= norm
        scores[found] += often


def _add_among(
    scores: Floats,
    postings: Postings,
    spans: tuple[Rows, Rows],
    weights: Floats,
    norms: Floats,
    wanted: Rows,
) -> None:
    """Add the same to the ascending rows `wanted`, those of all terms worked out at once.

    Reports are whole runs of rows, so few bounds need to be looked up in the postings.
    """
    breaks = np.flatnonzero(np.diff(wanted) != 1)
    firsts = wanted[np.append(0, breaks + 1)].astype(np.uint16)
    lasts = wanted[np.append(breaks, len(wanted) - 1)].astype(np.uint16)
    lows, highs = [], []
    for start, end in zip(*spans, strict=True):
        rows = postings.rows[start:end]
        lows.append(rows.searchsorted(firsts) + start)
        highs.append(rows.searchsorted(lasts, "right") + start)
    counts = [int((high - low).sum()) for low, high in zip(lows, highs, strict=True)]
    at = ranges(np.concatenate(lows), np.concatenate(highs))
    found = postings.rows[at].astype(np.intp)
    often = postings.frequencies[at].astype(np.float32)
    norm = norms[found]
    norm += often
    often *= np.repeat(weights, counts)
    often /= norm
    done = 0
    for count in counts:  # one term after the other: within one no row comes twice
        some = slice(done, done + count)
        scores[found[some]] += often[some]
        done += count


def ranges(starts: Rows, ends: Rows) -> Rows:
    """Return the numbers from each of `starts` to before its end, one range after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.repeat(starts - before, lengths) + np.arange(int(lengths.sum())))


_KNOWN = 50_000  # terms whose document frequency is kept


def _live_counts(postings: Postings, alive: Mask | None, starts: Rows, ends: Rows) -> Rows:
    """Return how many live rows each span of postings has."""
    if alive is None:
        return ends - starts
    return np.array(
        [
            np.count_nonzero(alive[postings.rows[start:end]])
            for start, end in zip(starts, ends, strict=True)
        ],
        np.int64,
    )


def inverse_frequency(rows: int, containing: int) -> float:
    """Return the weight of a term that `containing` of `rows` rows hold (Lucene's form)."""
    return float(np.log1p((rows - containing + 0.5) / (containing + 0.5)))


def term_key(term: str) -> int:
    """Return the 64-bit key of `term`, the same in every process and version."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


_BLOCK = 256


def best(scores: Floats, count: int, ids: Rows, among: Rows | None = None) -> Rows:
    """Return the rows of the `count` highest scores above 0, best first, ties by `ids`.

    Only the rows `among` those given count, where they are given.
    """
    rows = np.flatnonzero(scores >= _floor(scores, count)) if among is None else among
    found = scores[rows]
    rows, found = rows[found > 0], found[found > 0]
    if len(rows) > count:
        lowest = np.partition(found, len(found) - count)[len(found) - count]
        above = rows[found > lowest]
        ties = rows[found == lowest]
        ties = ties[np.argsort(ids[ties], kind="stable")][: count - len(above)]
        rows = np.concatenate([above, ties])
    return rows[np.lexsort((ids[rows], -scores[rows]))]


def _floor(scores: Floats, count: int) -> float:
    """Return a value above 0 that at least `count` scores reach, if so many are above 0.

    The best of each block of rows are `count` scores or more, so the lowest of the `count`
    best of them is such a value; finding it reads the scores once.
    """
    least = float(np.finfo(np.float32).tiny)
    whole = len(scores) // _BLOCK
    if whole < count:
        return least
    tops = scores[: whole * _BLOCK].reshape(whole, _BLOCK).max(axis=1)
    return max(least, float(np.partition(tops, whole - count)[whole - count]))
