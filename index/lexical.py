"""BM25 over terms, in plain arrays that open in milliseconds and stay on disk.

The postings keep term frequencies, not finished scores: whatever changes with the size of
the archive (document frequencies, the average length) is worked in when a question comes.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_K1 = 1.5
_B = 0.75
_ARRAYS = ("keys", "starts", "rows", "frequencies", "lengths")
_MOST_OFTEN = 255  # a term frequency is kept in one byte


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings of every term: ``rows[starts[i]:starts[i + 1]]`` for the term of ``keys[i]``.

    ``keys`` are 64-bit hashes of the terms, sorted; ``lengths`` are the numbers of terms in
    each row.
    """

    keys: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    frequencies: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]
    _norms: npt.NDArray[np.float32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out how much the length of each row weighs, once for all questions."""
        lengths = self.lengths.astype(np.float32)
        average = (float(lengths.mean()) if len(lengths) else 0.0) or 1.0
        norms = np.asarray(_K1 * (1 - _B + _B * lengths / average), np.float32)
        object.__setattr__(self, "_norms", norms)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """Index `documents`, each the terms of one row."""
        numbers: dict[str, int] = {}
        terms, rows, lengths = array("q"), array("q"), array("i")
        for row, document in enumerate(documents):
            terms.extend(numbers.setdefault(term, len(numbers)) for term in document)
            rows.extend([row] * len(document))
            lengths.append(len(document))
        hashes = np.fromiter((term_key(term) for term in numbers), np.uint64, len(numbers))
        order = np.argsort(hashes)
        rank = np.empty(len(numbers), np.int64)
        rank[order] = np.arange(len(numbers))
        count = max(1, len(lengths))
        pairs = rank[np.frombuffer(terms, np.int64)] if terms else np.empty(0, np.int64)
        pairs = pairs * count + (np.frombuffer(rows, np.int64) if rows else 0)
        unique, frequencies = np.unique(pairs, return_counts=True)
        starts = np.searchsorted(unique, np.arange(len(numbers) + 1) * count)
        return cls(
            keys=hashes[order],
            starts=starts.astype(np.int64),
            rows=(unique % count).astype(np.int32),
            frequencies=np.minimum(frequencies, _MOST_OFTEN).astype(np.uint8),
            lengths=np.array(lengths, np.int32),
        )

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.lengths)

    def scores(self, terms: Iterable[str]) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every row for the distinct `terms`; 0 where none occurs."""
        scores = np.zeros(self.size, np.float32)
        if not self.size:
            return scores
        for key in {term_key(term) for term in terms}:
            start, end = self._span(key)
            if start == end:
                continue
            found = self.rows[start:end]
            often = self.frequencies[start:end].astype(np.float32)
            weight = np.float32(inverse_frequency(self.size, end - start) * (_K1 + 1))
            scores[found] += weight * often / (often + self._norms[found])
        return scores

    def document_frequency(self, term: str) -> int:
        """Return in how many rows `term` occurs."""
        start, end = self._span(term_key(term))
        return end - start

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays by name, as they are written to disk."""
        return {name: getattr(self, name) for name in _ARRAYS}

    def save(self, folder: Path, prefix: str) -> None:
        """Write each array to ``folder/prefix-name.npy``."""
        for name, values in self.arrays().items():
            np.save(folder / f"{prefix}-{name}.npy", values)

    @classmethod
    def load(cls, folder: Path, prefix: str) -> LexicalIndex:
        """Map what `save` wrote; raises OSError or ValueError where it cannot be read."""
        return cls(*(np.load(folder / f"{prefix}-{name}.npy", mmap_mode="r") for name in _ARRAYS))

    def _span(self, key: int) -> tuple[int, int]:
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at == len(self.keys) or int(self.keys[at]) != key:
            return 0, 0
        return int(self.starts[at]), int(self.starts[at + 1])


def inverse_frequency(rows: int, containing: int) -> float:
    """Return the weight of a term that `containing` of `rows` rows hold (Lucene's form)."""
    return float(np.log1p((rows - containing + 0.5) / (containing + 0.5)))


def term_key(term: str) -> int:
    """Return the 64-bit key of `term`, the same in every process and version."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def best(scores: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.int64]:
    """Return the rows of the `count` highest scores above 0, best first, ties by row."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > count:
        kept = np.argpartition(-scores[rows], count - 1)[:count]
        # Rows that tie with the last one kept go by row, so that the outcome is determined.
        lowest = scores[rows[kept]].min()
        above = rows[scores[rows] > lowest]
        ties = rows[scores[rows] == lowest][: count - len(above)]
        rows = np.concatenate([above, ties])
    return rows[np.lexsort((rows, -scores[rows]))]
