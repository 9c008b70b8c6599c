"""Vectors and the exact search among them, over any number of segments.

Components are kept in 16 bits, which is how the database stores them: no archive is so large
that an approximate index would pay, as those lose most results under a selective filter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_SPREAD_ABOVE = 100_000  # vectors from which one search is shared among threads
_AT_ONCE = 8_192  # vectors unpacked at a time when segments are merged


class VectorIndex:
    """Unit vectors by row, searched by inner product with a FAISS scalar quantiser."""

    def __init__(self, index: Any) -> None:
        """Wrap a FAISS index whose ids are rows."""
        self._index = index

    @classmethod
    def build(cls, vectors: Floats) -> VectorIndex:
        """Index `vectors`, float32 of shape (rows, dimension), each of length 1."""
        made = cls(_empty(vectors.shape[1]))
        made._index.add(np.ascontiguousarray(vectors, np.float32))
        return made

    @classmethod
    def merge(cls, parts: Iterable[tuple[VectorIndex, Mask | None]]) -> VectorIndex:
        """Return the vectors of all rows of `parts` that their masks keep (None: all)."""
        index: Any = None
        for part, keep in parts:
            index = _empty(part.dimension) if index is None else index
            rows = np.arange(part.size) if keep is None else np.flatnonzero(keep)
            for start in range(0, len(rows), _AT_ONCE):
                index.add(part.vectors(rows[start : start + _AT_ONCE]))
        return cls(_empty(1) if index is None else index)

    @property
    def size(self) -> int:
        """The number of rows."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The number of components of a vector."""
        return int(self._index.d)

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of `rows`, float32 of shape (rows, dimension)."""
        if not len(rows):
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(self._index.reconstruct_batch(rows), np.float32)

    def search(self, query: Floats, count: int, allowed: Mask | None = None) -> tuple[Floats, Rows]:
        """Return scores and rows of the `count` nearest allowed vectors, best first."""
        import faiss

        count = min(count, self.size if allowed is None else int(np.count_nonzero(allowed)))
        if count == 0:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        faiss.omp_set_num_threads(1)  # twice as fast for one query; the setting is per thread
        parameters = bitmap = selector = None
        if allowed is not None:
            # The selector refers to the bitmap: both must outlive the search.
            bitmap = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(allowed), faiss.swig_ptr(bitmap))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, rows = self._index.search(query[None, :], count, params=parameters)
        found = rows[0] >= 0
        return scores[0][found], np.asarray(rows[0][found], np.int64)

    def save(self, path: Path) -> None:
        """Write the index to `path`; raises OSError."""
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:  # which is what FAISS makes of a full disk
            raise OSError(f"{path.name}: {error}") from error

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Map what `save` wrote; raises RuntimeError where it cannot be read."""
        import faiss

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))


class VectorSearch:
    """The vectors of several segments; a row's number counts through all of them."""

    def __init__(self, parts: Sequence[VectorIndex]) -> None:
        """Take the segments in their order."""
        self._parts = tuple(parts)
        self._starts = np.cumsum([0, *(part.size for part in parts)])

    @property
    def size(self) -> int:
        """The number of rows, deleted ones with them."""
        return int(self._starts[-1])

    def search(self, query: Floats, count: int, ids: Rows, allowed: Mask | None = None) -> Rows:
        """Return the rows of the `count` nearest vectors, best first, ties by `ids`."""

        def found(place: int) -> tuple[Floats, Rows]:
            part, start = self._parts[place], self._starts[place]
            mask = None if allowed is None else allowed[start : start + part.size]
            if mask is not None and not mask.any():
                return np.empty(0, np.float32), np.empty(0, np.int64)
            if mask is not None and mask.all():
                mask = None
            scores, rows = part.search(query, count, mask)
            return scores, rows + start

        searched = self.size if allowed is None else int(np.count_nonzero(allowed))
        spread = searched > _SPREAD_ABOVE and len(self._parts) > 1
        places = range(len(self._parts))
        results = list((_pool().map if spread else map)(found, places))
        rows = np.concatenate([np.empty(0, np.int64), *(some for _, some in results)])
        scores = np.concatenate([np.empty(0, np.float32), *(some for some, _ in results)])
        return np.asarray(rows[np.lexsort((ids[rows], -scores))[:count]])

    def scores(self, query: Floats, rows: Rows) -> Floats:
        """Return the inner products of `query` with the vectors of `rows`, which ascend."""
        found = np.empty(len(rows), np.float32)
        bounds = np.searchsorted(rows, self._starts)
        for i, part in enumerate(self._parts):
            some = slice(bounds[i], bounds[i + 1])
            if some.start < some.stop:
                vectors = part.vectors(rows[some] - self._starts[i])
                # Row by row, so that a product does not depend on which others are asked for.
                found[some] = (vectors * query).sum(axis=1)
        return found


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that share the segments of one search; FAISS lets them run at once."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="vectors")


def _empty(dimension: int) -> Any:
    import faiss

    index = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.is_trained = True  # 16-bit floats need no training
    return index
