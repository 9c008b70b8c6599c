"""Agreement of the vector search with an exact one over the vectors as they were computed.

The vectors are those of the sample's passages by the real model, multiplied by noise at the
distance of near neighbours, so that the fiftieth nearest is about as near as in an archive.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.measuring import Figure, median_and_p95, seconds
from index import Settings
from index.embedding import load_encoder
from index.vectors import VectorIndex, VectorSearch
from index.words import indexed_text
from sample import report_folder

Floats = npt.NDArray[np.float32]

_ROWS = 400_000
_SEGMENT = 1 << 16
_QUERIES = 100
_COUNT = 50
_PASSAGES = 600
_NOISE = 0.25  # length of the noise; a passage's nearest neighbour is about as far away
_SHARES = (1.0, 0.1, 0.01, 0.001)  # of the rows that a filter leaves


def measure(rows: int = _ROWS) -> list[Figure]:
    """Return recall at 50, and the time of a search, with filters of several shares."""
    random = np.random.default_rng(50)
    vectors, queries = _vectors(random, rows)
    ids = np.arange(rows)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder:
        parts = []
        for start in range(0, rows, _SEGMENT):
            path = Path(folder) / f"{start}.faiss"
            VectorIndex.build(vectors[start : start + _SEGMENT]).save(path)
            parts.append(VectorIndex.load(path))
        search = VectorSearch(parts)
        exact = queries @ vectors.T
        for share in _SHARES:
            allowed = None if share == 1 else random.random(rows) < share
            best = exact if allowed is None else np.where(allowed, exact, -2)
            count = _COUNT if allowed is None else min(_COUNT, int(np.count_nonzero(allowed)))
            found, times = 0, []
            for query, scores in zip(queries, best, strict=True):
                wanted = np.argpartition(-scores, count)[:count]
                times.append(seconds(partial(search.search, query, count, ids, allowed)))
                found += len(np.intersect1d(wanted, search.search(query, count, ids, allowed)))
            shown = f"{rows:,} vectors, filter leaving {share:.1%}"
            recall = found / (count * len(queries))
            figures.append(Figure(f"{shown}, recall at {_COUNT}", recall, "", ("≥", 0.99)))
            figures += median_and_p95(shown, times)
    return figures


def _vectors(random: np.random.Generator, rows: int) -> tuple[Floats, Floats]:
    from corpus import read_report

    texts: list[str] = []
    for path in sorted(report_folder().glob("*.txt")):
        report = read_report(path)
        texts += [indexed_text(p.section, p.topic, p.search.text) for p in report.passages]
    base = load_encoder(Settings()).encode_passages(texts[:: max(1, len(texts) // _PASSAGES)])

    def scattered(count: int) -> Floats:
        made = base[random.integers(0, len(base), count)]
        noise = random.standard_normal(made.shape, np.float32)
        made += noise * np.float32(_NOISE / np.sqrt(made.shape[1]))
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made

    return scattered(rows), scattered(_QUERIES)
