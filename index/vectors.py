"""Vectors and the search among them, exact while the archive is small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_EXACT_UP_TO = 50_000  # above it 16-bit components: half the memory, 0.998 of the exact result

Floats = npt.NDArray[np.float32]


class VectorIndex:
    """Unit vectors by row, searched by inner product with a FAISS index."""

    def __init__(self, index: Any) -> None:
        """Wrap a FAISS index whose ids are rows."""
        self._index = index

    @classmethod
    def build(cls, vectors: Floats) -> VectorIndex:
        """Index `vectors`, float32 of shape (rows, dimension), each of length 1."""
        import faiss

        rows, dimension = vectors.shape
        index: Any
        if rows <= _EXACT_UP_TO:
            index = faiss.IndexFlatIP(dimension)
        else:
            index = faiss.IndexScalarQuantizer(
                dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
            index.train(vectors[:1])
        index.add(np.ascontiguousarray(vectors, np.float32))
        return cls(index)

    @property
    def size(self) -> int:
        """The number of rows."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The number of components of a vector."""
        return int(self._index.d)

    def search(
        self, query: Floats, count: int, allowed: npt.NDArray[np.bool_] | None = None
    ) -> npt.NDArray[np.int64]:
        """Return the rows of the `count` nearest vectors, best first, among those allowed."""
        import faiss

        count = min(count, self.size if allowed is None else int(np.count_nonzero(allowed)))
        if count == 0:
            return np.empty(0, np.int64)
        faiss.omp_set_num_threads(1)  # twice as fast for one query; the setting is per thread
        parameters = bitmap = selector = None
        if allowed is not None:
            # The selector refers to the bitmap: both must outlive the search.
            bitmap = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(allowed), faiss.swig_ptr(bitmap))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        _, rows = self._index.search(query[None, :], count, params=parameters)
        return np.asarray(rows[0][rows[0] >= 0], np.int64)

    def scores(self, query: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        """Return the inner products of `query` with the vectors of `rows`."""
        if not len(rows):
            return np.empty(0, np.float32)
        return np.asarray(self._index.reconstruct_batch(rows) @ query, np.float32)

    def save(self, path: Path) -> None:
        """Write the index to `path`."""
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Map what `save` wrote; raises RuntimeError where it cannot be read."""
        import faiss

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
