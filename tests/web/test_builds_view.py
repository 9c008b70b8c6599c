"""Builds as they stand on the page for adding."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from index import FileOutcome, FileStatus
from tests.web.fakes import HOSTILE
from web.building import builds_view
from web.building.builds import Build, Kind, Phase
from web.layout.markup import text
from web.layout.voice import ENGLISH, VIETNAMESE

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
DONE = Build(
    number=1,
    title="Thêm 2 tệp",
    phase=Phase.DONE,
    fraction=1.0,
    files=2,
    outcomes=(
        FileOutcome(Path("/x/mot.txt"), FileStatus.ADDED, 1),
        FileOutcome(Path("/x/<b>.zip"), FileStatus.FAILED, None, ("tệp hỏng", "damaged")),
    ),
    finished=NOW,
)


def test_a_finished_build_lists_each_file_failures_first() -> None:
    """Each file has its outcome in words and leads to its report, the build has its tally."""
    page = builds_view.history(VIETNAMESE, [DONE])
    assert "1 báo cáo vào kho · 1 không đưa vào được" in page
    assert text("<b>.zip") in page
    assert "Lỗi: tệp hỏng" in page
    assert 'href="/kho/bao-cao/1"' in page
    assert page.index("zip") < page.index("mot.txt")
    assert "/x/" not in page


def test_builds_speak_english() -> None:
    """Title, tally and reasons."""
    page = builds_view.history(ENGLISH, [DONE])
    assert "Add 2 files" in page
    assert "Failed: damaged" in page
    assert "1 added · 1 failed" in page
    whole = builds_view.history(ENGLISH, [Build(2, "Dựng lại", kind=Kind.REBUILD)])
    assert "Rebuild the whole archive" in whole


def test_long_lists_of_outcomes_unfold() -> None:
    """What failed is never folded away behind what went well."""
    good = tuple(FileOutcome(Path(f"{n}.txt"), FileStatus.ADDED, n) for n in range(20))
    bad = FileOutcome(Path("hong.pdf"), FileStatus.FAILED, None, ("hỏng", "damaged"))
    page = builds_view.history(VIETNAMESE, [Build(1, "?", Phase.DONE, 1.0, outcomes=(*good, bad))])
    before, _, folded = page.partition("<details>")
    assert "hong.pdf" in before
    assert "Xem thêm 9 tệp" in folded


def test_a_build_at_work_is_a_progress_bar_and_a_badge() -> None:
    """The bar carries its value for screen readers; the badge is a few words."""
    build = Build(1, "Thêm 2 tệp", Phase.RUNNING, 0.42, "Đọc báo cáo 1/2", doing_en="Reading 1/2")
    page = builds_view.history(VIETNAMESE, [build])
    assert '<progress max="100" value="42" aria-label="Thêm 2 tệp">' in page
    assert "Đọc báo cáo 1/2" in page
    assert "Reading 1/2" in builds_view.history(ENGLISH, [build])
    assert builds_view.badge(VIETNAMESE, build) == "Đang dựng 42%"
    assert builds_view.badge(VIETNAMESE, None) == ""


def test_foreign_text_stays_text() -> None:
    """Titles, progress, file names and errors."""
    for build in (
        Build(1, HOSTILE, Phase.RUNNING, 0.5, HOSTILE),
        Build(1, HOSTILE, Phase.FAILED, error=HOSTILE, error_en=HOSTILE, finished=NOW),
    ):
        page = builds_view.history(VIETNAMESE, [build])
        assert "<script" not in page
        assert "alert(1)" in page
