"""A new version replaces the older one; another report of the same month does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Archive, FileStatus, SearchRequest, State
from tests.index.conftest import Build
from tests.index.fakes import write_report

REPORT = {
    "title": "Báo cáo kết quả công tác tháng 4/2023",
    "number": "12/BC-STTTT",
    "issuer": "Sở Thông tin và Truyền thông tỉnh An Giang",
    "province": "an-giang",
    "period": "2023-04",
    "signer": "Phó Giám đốc",
}
UNNUMBERED = {**REPORT, "number": ""}
NEWS = {
    "title": "Sở Thông tin và Truyền thông đánh giá tháng 4",
    "issuer": REPORT["issuer"],
    "province": "an-giang",
    "period": "2023-04",
    "author": "Phóng viên",
}
FIRST = ("Có 3 trạm.", "Có 9 tuyến cáp.", "Có 2 sự cố.")
OTHER = ("Có 5 trạm.", "Có 8 tuyến cáp.", "Có 1 sự cố.")
EDITED = ("Có 5 trạm.", "Có 9 tuyến cáp.", "Có 2 sự cố.")


def written(path: Path, passages: tuple[str, ...], head: dict[str, str]) -> Path:
    return write_report(path, *passages, **{key: value for key, value in head.items() if value})


@pytest.mark.parametrize(
    ("old", "new", "passages", "status"),
    [
        (REPORT, {}, OTHER, "replaced"),
        (REPORT, {"number": "12 / bc-sttTT"}, OTHER, "replaced"),
        (REPORT, {"title": "Báo cáo công tác tháng tư"}, OTHER, "replaced"),
        (REPORT, {"title": "Tựa đề khác hẳn"}, FIRST, "replaced"),
        (REPORT, {"number": ""}, OTHER, "replaced"),
        (UNNUMBERED, {}, OTHER, "replaced"),
        (UNNUMBERED, {"title": REPORT["title"] + " (thay thế)"}, OTHER, "replaced"),
        (UNNUMBERED, {"title": "Báo cáo chuyên đề an toàn thông tin"}, OTHER, "added"),
        (UNNUMBERED, {"title": "Báo cáo chuyên đề an toàn thông tin"}, EDITED, "replaced"),
        (REPORT, {"number": "13/BC-STTTT"}, OTHER, "added"),
        (REPORT, {"period": "2023-05"}, OTHER, "added"),
        (REPORT, {"period": "2023-Q2"}, OTHER, "added"),
        (UNNUMBERED, {"period": "2023-Q2"}, OTHER, "added"),
        (REPORT, {"province": "ca-mau", "issuer": ""}, OTHER, "added"),
        (REPORT, {"issuer": "Sở Nội vụ tỉnh An Giang"}, OTHER, "added"),
        (UNNUMBERED, {"issuer": "Sở Nội vụ tỉnh An Giang"}, OTHER, "added"),
        (UNNUMBERED, {"title": "Kế hoạch công tác tháng 4/2023"}, OTHER, "added"),
        (REPORT, NEWS | {"signer": "", "number": ""}, OTHER, "added"),
        (REPORT, NEWS | {"signer": "", "number": REPORT["number"]}, OTHER, "added"),
        (NEWS, {}, OTHER, "added"),
        (NEWS, {"title": "Tin khác", "author": "Cộng tác viên"}, OTHER, "added"),
        (NEWS, {"title": "Sửa tựa đề"}, EDITED, "replaced"),
        (NEWS | {"number": "12/BC-STTTT"}, {}, OTHER, "added"),
        (NEWS, REPORT | {"author": ""}, OTHER, "added"),
    ],
    ids=[
        "same",
        "number with blanks",
        "title corrected",
        "title of another wording",
        "draft without number",
        "no numbers",
        "no numbers, title longer",
        "no numbers, another subject",
        "no numbers, another title, same text",
        "another number",
        "another month",
        "quarter against month",
        "quarter against month, no numbers",
        "another province",
        "another department",
        "another department, no numbers",
        "plan against report",
        "news of the month",
        "news that announces the number",
        "two news of a month",
        "two newspapers",
        "news edited",
        "two news that announce one number",
        "report after the news of it",
    ],
)
def test_what_replaces_what_under_another_name(
    archive: Archive,
    build: Build,
    inbox: Path,
    old: dict[str, str],
    new: dict[str, str],
    passages: tuple[str, ...],
    status: str,
) -> None:
    first = build(written(inbox / "a.txt", FIRST, old))["a.txt"].report_id
    path = written(inbox / "b.txt", (*passages, "Thêm 1 câu."), {**old, **new})
    second = build(path)["b.txt"]
    assert second.status == status
    assert first is not None
    replaced = status == "replaced"
    assert archive.report(first).state is (State.SUPERSEDED if replaced else State.CURRENT)
    versions = [second.report_id, first] if replaced else [first]
    assert [version.id for version in archive.history(first)] == versions
    again = build(inbox)
    assert {outcome.status for outcome in again.values()} == {FileStatus.UNCHANGED}


@pytest.mark.parametrize(
    ("head", "passages", "status"),
    [
        ({}, OTHER, "replaced"),
        ({"title": "Tựa đề sửa lại"}, FIRST, "replaced"),
        ({"period": "2023-05"}, EDITED, "replaced"),
        ({"period": "2023-05"}, OTHER, "added"),
        ({"period": "2023-05", "number": "34/BC-STTTT"}, OTHER, "added"),
        ({"issuer": "Sở Nội vụ tỉnh An Giang"}, OTHER, "added"),
    ],
    ids=["edited", "title", "month put right", "next month", "next report", "other department"],
)
def test_file_at_the_same_place(
    archive: Archive,
    build: Build,
    inbox: Path,
    head: dict[str, str],
    passages: tuple[str, ...],
    status: str,
) -> None:
    """A file name used again each month does not cost the month before."""
    build(written(inbox / "a.txt", FIRST, REPORT))
    outcome = build(written(inbox / "a.txt", passages, {**REPORT, **head}))["a.txt"]
    assert outcome.status == status
    assert len(archive.reports()) == (1 if status == "replaced" else 2)


def test_same_name_without_anything_in_common_replaces_nothing(build: Build, inbox: Path) -> None:
    build(written(inbox / "x" / "scan.txt", FIRST, {}))
    assert build(written(inbox / "y" / "scan.txt", OTHER, {}))["scan.txt"].status == "added"
    assert build(written(inbox / "z" / "scan.txt", EDITED, {}))["scan.txt"].status == "replaced"


def test_version_issued_earlier_does_not_replace_the_later(
    archive: Archive, build: Build, inbox: Path
) -> None:
    later = build(written(inbox / "a.txt", FIRST, {**REPORT, "issued": "2023-05-09"}))["a.txt"]
    path = written(inbox / "b.txt", OTHER, {**REPORT, "issued": "2023-05-04"})
    earlier = build(path)["b.txt"]
    assert earlier.status is FileStatus.ADDED
    assert "a.txt" in earlier.message("en")
    assert [r.id for r in archive.reports()] == [later.report_id]
    assert [r.id for r in archive.history(later.report_id or 0)] == [
        later.report_id,
        earlier.report_id,
    ]
    found = archive.search(SearchRequest("trạm"))
    assert {hit.report.id for hit in found} == {later.report_id}


def test_new_version_of_a_removed_report_is_added_and_stays_when_that_is_restored(
    archive: Archive, build: Build, inbox: Path
) -> None:
    first = build(written(inbox / "a.txt", FIRST, REPORT))["a.txt"].report_id or 0
    archive.remove([first])
    second = build(written(inbox / "a.txt", OTHER, REPORT))["a.txt"]
    assert second.status is FileStatus.ADDED
    (restored,) = archive.restore(first)
    assert restored.state is State.SUPERSEDED
    assert [r.id for r in archive.reports()] == [second.report_id]


def test_correction_is_not_carried_to_a_new_version_but_told(
    archive: Archive, build: Build, inbox: Path
) -> None:
    first = build(written(inbox / "a.txt", FIRST, REPORT))["a.txt"].report_id or 0
    archive.correct(first, title="Báo cáo đã đính chính")
    second = build(written(inbox / "a.txt", EDITED, REPORT))["a.txt"]
    assert second.status is FileStatus.REPLACED
    assert "corrected" in second.message("en")
    assert "đính chính" in second.message("vi")
    assert archive.report(second.report_id or 0).corrected == ()


def test_corrected_metadata_decides_what_is_a_version(
    archive: Archive, build: Build, inbox: Path
) -> None:
    misread = {**REPORT, "period": "2023-05"}
    first = build(written(inbox / "a.txt", FIRST, misread))["a.txt"].report_id or 0
    archive.correct(first, period="2023-04")
    assert build(written(inbox / "b.txt", OTHER, REPORT))["b.txt"].status is FileStatus.REPLACED
