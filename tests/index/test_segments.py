"""Whatever came and went, segments give what one index made from scratch gives."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.periods import Period
from index import Archive, ArchiveError, SearchRequest, Settings, library, merging
from index.language import Language, Part, Span, Usage, UsageBuilder
from index.merging import plan
from tests.index.fakes import HashingEncoder, read_report, write_report

MOST = 12  # rows of a segment here, so that a few reports fill several

LINES = ("Có 3 trạm 5G.", "Doanh thu bưu chính 7 tỷ.", "Tuyến cáp dài 9 km.", "Có 3 trạm 5G ở xã.")
REPORT = st.tuples(
    st.integers(0, 9),  # which file
    st.lists(st.sampled_from(LINES), max_size=4),
    st.sampled_from(("an-giang", "ca-mau", "")),
    st.sampled_from(("2023-04", "2023-Q2", "")),
)
STEPS = st.lists(st.one_of(st.lists(REPORT, min_size=1, max_size=4), st.integers(0, 9)), max_size=9)
REQUESTS = [
    SearchRequest("bao nhiêu trạm 5G ở xã", limit=100),
    SearchRequest("doanh thu buu chinh", folded=True, limit=3),
    SearchRequest("tuyến cáp", periods=(Period.month(2023, 4),), limit=100),
    SearchRequest("trạm", periods=(Period.month(2023, 4),), provinces=("ca-mau",), strict=True),
]


@contextlib.contextmanager
def small_segments() -> Iterator[None]:
    """Let a few passages fill a segment, and three small segments be merged."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(library, "MOST_ROWS", MOST)
        patched.setattr(merging, "_SMALLEST", 4)
        patched.setattr(merging, "_TOGETHER", 3)
        yield


def everything(archive: Archive) -> dict[str, object]:
    """Return all that the search structures say, scores to the last bit."""
    return {
        "hits": [
            [(hit.passage.id, hit.score, dict(hit.scores)) for hit in archive.search(request)]
            for request in REQUESTS
        ],
        "frequencies": [archive.document_frequency(t) for t in ("tram", "tram_5g", "cap", "xa")],
        "rows": archive.passage_count,
        "syllables": dict(archive.vocabulary()),
        "pairs": dict(archive.bigrams()),
    }


def opened(folder: Path) -> Archive:
    return Archive.open(folder, settings=Settings(), create=True, encoder=HashingEncoder())


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_any_sequence_gives_the_results_of_a_build_from_scratch(steps: list[object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        inbox, data = Path(name) / "inbox", Path(name) / "data"
        with small_segments(), opened(data) as archive, opened(data) as reader:
            for step in steps:
                if isinstance(step, list):
                    for number, lines, province, period in step:
                        head = {"province": province, "period": period}
                        named = {key: value for key, value in head.items() if value}
                        write_report(inbox / f"{number}.txt", *lines, **named)
                    archive.build([inbox], reader=read_report)
                else:
                    try:
                        archive.remove([f"{step}.txt"])
                    except ArchiveError as error:
                        assert error.code == "report_unknown"
                    (inbox / f"{step}.txt").unlink(missing_ok=True)
                found = everything(archive)
                assert everything(reader) == found
                generation = reader.refresh().search
                some = {*generation.reports.tolist()[::3], 1_000}
                among = np.flatnonzero(np.isin(generation.reports, list(some)))
                assert generation.rows_of(some).tolist() == among.tolist()
                assert generation.rows_of([]).tolist() == []
        shutil.rmtree(data / "search", ignore_errors=True)
        with opened(data) as again:
            expected = everything(again)
        if steps:
            assert found == expected
            assert found["rows"] == expected["rows"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0.1, 1)), max_size=90))
def test_merging_ends_and_keeps_segments_few_and_small(adds: list[tuple[int, float]]) -> None:
    most = 60_000
    segments: list[tuple[int, int]] = []
    for thousands, share in adds:
        rows = 1 + 900 * thousands
        segments.append((rows, max(1, int(share * rows))))
        for group in plan(segments, most):
            assert len(set(group)) == len(group)
            live = sum(segments[place][1] for place in group)
            assert live <= most
            segments = [s for i, s in enumerate(segments) if i not in group] + [(live, live)]
            break  # places have moved; what else there is to merge the next round finds
    for _ in range(200):
        if not (groups := plan(segments, most)):
            break
        live = sum(segments[place][1] for place in groups[0])
        segments = [s for i, s in enumerate(segments) if i not in groups[0]] + [(live, live)]
    assert plan(segments, most) == []
    small = [live for _, live in segments if 2 * live <= most]
    assert len(small) <= 4 * 7
    assert all(2 * live >= rows for rows, live in segments)


def test_one_row_at_a_time_is_written_about_once_a_level() -> None:
    segments: list[tuple[int, int]] = []
    written = 0
    for _ in range(20_000):
        segments.append((1, 1))
        for group in plan(segments, 65_536):
            live = sum(segments[place][1] for place in group)
            written += live
            segments = [s for i, s in enumerate(segments) if i not in group] + [(live, live)]
    assert len(segments) < 30
    assert written < 80 * 20_000


ROWS = st.lists(st.lists(st.sampled_from(("xã", "phường", "số", "4g")), max_size=6), max_size=8)


def usage(rows: list[list[str]]) -> Usage:
    builder = UsageBuilder()
    for row in rows:
        builder.add(row)
    return builder.build()


def counted(rows: list[list[str]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    return (
        Counter(syllable for row in rows for syllable in row),
        Counter(pair for row in rows for pair in pairwise(row)),
    )


@settings(deadline=None)
@given(st.lists(ROWS, max_size=3), st.randoms())
def test_counts_of_merged_rows_are_those_of_the_rows_left(
    segments: list[list[list[str]]], random: object
) -> None:
    masks = [
        np.array([random.random() < 0.6 for _ in rows], bool)  # type: ignore[attr-defined]
        for rows in segments
    ]
    left = [
        row
        for rows, mask in zip(segments, masks, strict=True)
        for row, kept in zip(rows, mask, strict=True)
        if kept
    ]
    parts = [(usage(rows), mask) for rows, mask in zip(segments, masks, strict=True)]
    merged = Usage.merge(parts)
    assert merged.counts() == counted(left)
    stored = Usage.of(merged.arrays("u"), "u")
    assert stored.counts() == counted(left)


@settings(deadline=None)
@given(ROWS, st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_language_is_corrected_by_what_came_and_went(
    rows: list[list[str]], then: set[int], now: set[int]
) -> None:
    def language(kept: set[int], before: Language | None) -> Language:
        alive = np.array([i in kept for i in range(len(rows))], bool)
        spans: dict[Span, tuple[int, int]] = {
            (i, i, i): (i, i + 1) for i in range(len(rows)) if i in kept
        }
        return Language([Part(usage(rows), alive, spans)], before)

    before = language(then, None)
    assert dict(before.syllables) == counted([rows[i] for i in sorted(then) if i < len(rows)])[0]
    after = language(now, before)
    syllables, pairs = counted([rows[i] for i in sorted(now) if i < len(rows)])
    assert dict(after.syllables) == syllables
    assert dict(after.pairs) == pairs
    assert dict(before.pairs) == counted([rows[i] for i in sorted(then) if i < len(rows)])[1]
