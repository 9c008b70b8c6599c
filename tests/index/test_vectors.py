"""Vector search: exact, filtered, over segments, on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.vectors import VectorIndex, VectorSearch

Floats = npt.NDArray[np.float32]

ROWS, DIMENSION = 300, 24
IDS = np.arange(ROWS)


def unit_vectors(rows: int, seed: int = 7, dimension: int = DIMENSION) -> Floats:
    values = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), np.float32)


def split(vectors: Floats, *bounds: int) -> VectorSearch:
    return VectorSearch([VectorIndex.build(part) for part in np.split(vectors, bounds)])


@pytest.fixture(params=[(), (1, 64, 64, 299)], ids=["one segment", "five segments"])
def vectors(request: pytest.FixtureRequest) -> VectorSearch:
    return split(unit_vectors(ROWS), *request.param)


def test_nearest_come_first(vectors: VectorSearch) -> None:
    query = unit_vectors(1, seed=8)[0]
    expected = np.argsort(-(unit_vectors(ROWS) @ query))[:5]
    assert vectors.search(query, 5, IDS).tolist() == expected.tolist()


@pytest.mark.parametrize("rows", [[3, 64, 65, 299], [0], [298], list(range(1, 64)), []], ids=str)
def test_only_allowed_rows_are_found(vectors: VectorSearch, rows: list[int]) -> None:
    query = unit_vectors(1, seed=9)[0]
    allowed = np.zeros(ROWS, bool)
    allowed[rows] = True
    expected = [row for row in np.argsort(-(unit_vectors(ROWS) @ query)) if allowed[row]]
    assert vectors.search(query, 70, IDS, allowed).tolist() == expected


def test_recall_under_a_filter_that_leaves_one_in_a_thousand() -> None:
    made = unit_vectors(20_000, dimension=64)
    query = unit_vectors(1, seed=12, dimension=64)[0]
    allowed = np.random.default_rng(3).random(20_000) < 0.001
    found = split(made, 9_000).search(query, 50, np.arange(20_000), allowed)
    exact = [row for row in np.argsort(-(made @ query)) if allowed[row]][:50]
    assert found.tolist() == exact


def test_segments_searched_by_several_threads_give_the_same(
    vectors: VectorSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = unit_vectors(1, seed=13)[0]
    allowed = np.arange(ROWS) % 2 == 0
    expected = [vectors.search(query, 40, IDS, mask).tolist() for mask in (None, allowed)]
    monkeypatch.setattr("index.vectors._SPREAD_ABOVE", 10)
    assert [vectors.search(query, 40, IDS, mask).tolist() for mask in (None, allowed)] == expected


def test_scores_are_cosines_whatever_else_is_asked_for(vectors: VectorSearch) -> None:
    query = unit_vectors(1, seed=10)[0]
    rows = np.array([0, 5, 63, 64, 299])
    scores = vectors.scores(query, rows)
    assert scores == pytest.approx(unit_vectors(ROWS)[rows] @ query, abs=2e-3)
    assert [vectors.scores(query, rows[i : i + 1])[0] for i in range(5)] == scores.tolist()


def test_merged_segments_hold_the_same_vectors() -> None:
    parts = [VectorIndex.build(part) for part in np.split(unit_vectors(ROWS), [120])]
    keep = np.arange(120) % 3 > 0
    merged = VectorIndex.merge([(parts[0], keep), (parts[1], None)])
    expected = np.concatenate(
        [parts[0].vectors(np.flatnonzero(keep)), parts[1].vectors(np.arange(ROWS - 120))]
    )
    assert merged.vectors(np.arange(merged.size)).tolist() == expected.tolist()


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    built = VectorIndex.build(unit_vectors(ROWS))
    built.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    query = unit_vectors(1, seed=11)[0]
    assert (loaded.size, loaded.dimension) == (ROWS, DIMENSION)
    for found, expected in zip(loaded.search(query, 20), built.search(query, 20), strict=True):
        assert found.tolist() == expected.tolist()


def test_nowhere_to_write_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"vectors\.faiss"):
        VectorIndex.build(unit_vectors(3)).save(tmp_path / "gone" / "vectors.faiss")


def test_empty_search() -> None:
    query = np.ones(DIMENSION, np.float32)
    assert split(np.empty((0, DIMENSION), np.float32)).search(query, 3, IDS).tolist() == []
    assert VectorSearch([]).search(query, 3, IDS).tolist() == []
