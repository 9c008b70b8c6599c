"""BM25: against the formula written out, over segments, on disk and in memory."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import arrays
from index.lexical import Bm25, Postings, PostingsBuilder, best

DOCUMENTS = [
    ["trạm", "bts", "trạm"],
    ["trạm", "4g"],
    [],
    ["bưu_chính"],
    ["doanh_thu", "bưu_chính", "tăng", "bưu_chính"],
]
Documents = list[list[str]]
WORDS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=9), max_size=9)


def postings(documents: Documents) -> Postings:
    builder = PostingsBuilder()
    for document in documents:
        builder.add(document)
    return builder.build()


def whole(documents: Documents) -> Bm25:
    return Bm25([(postings(documents), None)])


def by_the_formula(documents: Documents, terms: set[str]) -> list[float]:
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
    scores = whole(DOCUMENTS).scores(terms)
    assert scores == pytest.approx(by_the_formula(DOCUMENTS, set(terms)), abs=1e-5)


@settings(deadline=None)
@given(WORDS, st.sets(st.sampled_from("abcdefgh")))
def test_scores_follow_the_formula_for_any_documents(documents: Documents, terms: set[str]) -> None:
    scores = whole(documents).scores(terms)
    assert scores == pytest.approx(by_the_formula(documents, terms), abs=1e-4)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4), st.sets(st.sampled_from("abcdefgh")), st.randoms())
def test_segments_with_deleted_rows_score_as_one_index_of_what_is_left(
    segments: list[Documents], terms: set[str], random: object
) -> None:
    masks = [
        np.array([random.random() < 0.7 for _ in documents], bool)  # type: ignore[attr-defined]
        for documents in segments
    ]
    left = [
        document
        for documents, mask in zip(segments, masks, strict=True)
        for document, kept in zip(documents, mask, strict=True)
        if kept
    ]
    parts = [(postings(d), mask) for d, mask in zip(segments, masks, strict=True)]
    alive = np.concatenate([np.empty(0, bool), *masks])
    every = [document for documents in segments for document in documents]
    over_segments = Bm25(parts)
    scores = over_segments.scores(terms)
    assert scores[alive].tolist() == whole(left).scores(terms).tolist()
    assert not scores[~alive].any()
    for term in terms:
        assert over_segments.document_frequency(term) == sum(term in d for d in left)
        held = [row for row in np.flatnonzero(alive) if term in every[row]]
        assert over_segments.rows_holding(term).tolist() == held
    some = np.flatnonzero(alive & np.array([random.random() < 0.5 for _ in alive], bool))  # type: ignore[attr-defined]
    among = over_segments.scores(terms, some)
    assert among[some].tolist() == scores[some].tolist()
    assert np.count_nonzero(among) == np.count_nonzero(scores[some])
    merged = Postings.merge(parts)
    made = postings(left)
    for name, values in merged.arrays("").items():
        assert values.tolist() == made.arrays("")[name].tolist()
        assert values.dtype == made.arrays("")[name].dtype


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    built = postings(DOCUMENTS)
    arrays.write(tmp_path / "a", built.arrays("words"))
    loaded = Postings.of(arrays.read(tmp_path / "a"), "words")
    assert not loaded.rows.flags.owndata and not loaded.rows.flags.writeable  # mapped
    found, expected = Bm25([(loaded, None)]), Bm25([(built, None)])
    assert found.scores(["trạm", "4g"]).tolist() == expected.scores(["trạm", "4g"]).tolist()
    assert found.document_frequency("trạm") == 2
    assert found.document_frequency("xa_lạ") == 0


def test_more_rows_than_two_bytes_count_are_refused() -> None:
    builder = PostingsBuilder()
    for _ in range((1 << 16) + 1):
        builder.add(["a"])
    with pytest.raises(ValueError, match="65537"):
        builder.build()


def test_best_drops_zeros_and_breaks_ties_by_id() -> None:
    scores = np.array([0, 2, 1, 2, 0, 1, 1], np.float32)
    ids = np.arange(7)
    assert best(scores, 10, ids).tolist() == [1, 3, 2, 5, 6]
    assert best(scores, 3, ids).tolist() == [1, 3, 2]
    assert best(scores, 3, ids[::-1]).tolist() == [3, 1, 6]
    assert best(scores, 2, ids, np.array([0, 2, 5, 6])).tolist() == [2, 5]
    assert best(np.zeros(4, np.float32), 3, ids).tolist() == []


@pytest.mark.parametrize("different", [3, 400, 100_000])
def test_best_of_many_are_those_of_a_full_sort(different: int) -> None:
    random = np.random.default_rng(different)
    scores = random.integers(0, different, 40_000).astype(np.float32)
    ids = random.permutation(40_000)
    order = np.lexsort((ids, -scores))
    expected: npt.NDArray[np.int64] = order[scores[order] > 0][:90]
    assert best(scores, 90, ids).tolist() == expected.tolist()
