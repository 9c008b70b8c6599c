"""BM25: against the formula written out, on disk and in memory."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex, best

DOCUMENTS = [
    ["trạm", "bts", "trạm"],
    ["trạm", "4g"],
    [],
    ["bưu_chính"],
    ["doanh_thu", "bưu_chính", "tăng", "bưu_chính"],
]


def by_the_formula(documents: list[list[str]], terms: set[str]) -> list[float]:
    """BM25 with k1 = 1.5 and b = 0.75, one document at a time."""
    count = len(documents)
    average = sum(map(len, documents)) / max(1, count) or 1.0
    scores = []
    for document in documents:
        score = 0.0
        for term in terms:
            often = document.count(term)
            containing = sum(term in other for other in documents)
            weight = math.log(1 + (count - containing + 0.5) / (containing + 0.5))
            norm = 1.5 * (0.25 + 0.75 * len(document) / average)
            score += weight * often * 2.5 / (often + norm) if often else 0.0
        scores.append(score)
    return scores


@pytest.mark.parametrize(
    "terms", [["trạm"], ["bưu_chính", "trạm"], ["4g", "4g"], ["xa_lạ"], []], ids=str
)
def test_scores_follow_the_formula(terms: list[str]) -> None:
    scores = LexicalIndex.build(DOCUMENTS).scores(terms)
    assert scores == pytest.approx(by_the_formula(DOCUMENTS, set(terms)), abs=1e-5)


@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=9), max_size=9),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_scores_follow_the_formula_for_any_documents(
    documents: list[list[str]], terms: set[str]
) -> None:
    scores = LexicalIndex.build(documents).scores(terms)
    assert scores == pytest.approx(by_the_formula(documents, terms), abs=1e-4)


def test_round_trip_through_files(tmp_path: Path) -> None:
    built = LexicalIndex.build(DOCUMENTS)
    built.save(tmp_path, "words")
    loaded = LexicalIndex.load(tmp_path, "words")
    assert isinstance(loaded.rows, np.memmap)
    assert loaded.scores(["trạm", "4g"]).tolist() == built.scores(["trạm", "4g"]).tolist()
    assert loaded.document_frequency("trạm") == 2
    assert loaded.document_frequency("xa_lạ") == 0


def test_empty_index_round_trip(tmp_path: Path) -> None:
    LexicalIndex.build([]).save(tmp_path, "words")
    assert LexicalIndex.load(tmp_path, "words").scores(["a"]).shape == (0,)


def test_best_drops_zeros_and_breaks_ties_by_row() -> None:
    scores = np.array([0, 2, 1, 2, 0, 1, 1], np.float32)
    assert best(scores, 10).tolist() == [1, 3, 2, 5, 6]
    assert best(scores, 3).tolist() == [1, 3, 2]
    assert best(np.zeros(4, np.float32), 3).tolist() == []
