"""Vector search: exact, filtered, on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import vectors
from index.vectors import VectorIndex

Floats = npt.NDArray[np.float32]


@pytest.fixture(params=["exact", "half"])
def index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> VectorIndex:
    if request.param == "half":
        monkeypatch.setattr(vectors, "_EXACT_UP_TO", 10)
    return VectorIndex.build(unit_vectors(300, 24))


def unit_vectors(rows: int, dimension: int, seed: int = 7) -> Floats:
    values = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), np.float32)


def test_nearest_come_first(index: VectorIndex) -> None:
    query = unit_vectors(1, 24, seed=8)[0]
    expected = np.argsort(-(unit_vectors(300, 24) @ query))[:5]
    assert index.search(query, 5).tolist() == expected.tolist()


def test_only_allowed_rows_are_found(index: VectorIndex) -> None:
    query = unit_vectors(1, 24, seed=9)[0]
    allowed = np.zeros(300, bool)
    allowed[[3, 64, 65, 299]] = True
    expected = [row for row in np.argsort(-(unit_vectors(300, 24) @ query)) if allowed[row]]
    assert index.search(query, 50, allowed).tolist() == expected
    assert index.search(query, 50, np.zeros(300, bool)).tolist() == []


def test_scores_are_cosines(index: VectorIndex) -> None:
    query = unit_vectors(1, 24, seed=10)[0]
    rows = np.array([5, 0, 299])
    assert index.scores(query, rows) == pytest.approx(unit_vectors(300, 24)[rows] @ query, abs=2e-3)


def test_round_trip_through_a_file(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    query = unit_vectors(1, 24, seed=11)[0]
    assert (loaded.size, loaded.dimension) == (300, 24)
    assert loaded.search(query, 20).tolist() == index.search(query, 20).tolist()
    assert loaded.scores(query, np.array([1, 2])).tolist() == pytest.approx(
        index.scores(query, np.array([1, 2])).tolist()
    )


def test_empty_index(tmp_path: Path) -> None:
    VectorIndex.build(np.empty((0, 4), np.float32)).save(tmp_path / "v")
    loaded = VectorIndex.load(tmp_path / "v")
    assert loaded.search(np.ones(4, np.float32), 3).tolist() == []
