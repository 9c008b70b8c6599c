"""From a file to a report: what holds for every report, own ones and the real ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import PassageKind, ReadError, Report, parse, read_report
from corpus.model import Document
from corpus.vietnamese import fold

MONTHLY = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG AN LỘC

Số: 45/BC-STTTT

An Lộc, ngày 05 tháng 4 năm 2024

BÁO CÁO
Tình hình thực hiện nhiệm vụ tháng 3/2024 và nhiệm vụ trọng tâm tháng 4/2024

I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 3/2024

1. Lĩnh vực viễn thông

Hạ tầng: Toàn tỉnh có 1.204 trạm BTS (310 trạm 3G, 806 trạm 4G, 88 trạm 5G). Doanh thu ước đạt
95,4 tỷ đồng, tăng 3,1% so với tháng trước^[1].

Thuê bao: Toàn tỉnh có 812.400 thuê bao điện thoại, gồm:
- Di động: 742.400 thuê bao;
- Cố định: 70.000 thuê bao.

[1] Số liệu do các doanh nghiệp cung cấp ngày 02/4/2024.

STT | Huyện | Số trạm 5G
1 | Tân Phú | 45
2 | Long Bình | 43

II. NHIỆM VỤ TRỌNG TÂM THÁNG 4/2024

1. Lắp đặt thêm 12 trạm 5G tại các khu công nghiệp của tỉnh.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Lê Văn Hòa
"""


def letters(text: str) -> str:
    """Return `text` without diacritics, blanks, punctuation, decoration and footnote marks."""
    return re.sub(r"[\W_]+", "", re.sub(r"\^?\[\d+\]", "", fold(text)))


def check(report: Report) -> None:
    """Assert what holds for every report that was ever read."""
    verbatim = report.document.text
    assert len(report.figures) == len(report.passages)
    assert [passage.ordinal for passage in report.passages] == list(range(len(report.passages)))
    for passage, figures in zip(report.passages, report.figures, strict=True):
        text = passage.search.text
        assert text == text.strip()
        assert text
        assert 0 <= passage.start < passage.end <= len(verbatim)
        for start, source, length in passage.search.pieces:
            assert 0 <= start < start + length <= len(text)
            assert passage.start <= source < source + length <= passage.end
        before = 0
        for low, high in passage.sentences:
            assert before <= low < high <= len(text)
            assert not text[before:low].strip()
            before = high
            quoted = "".join(verbatim[a:b] for a, b in passage.search.to_source(low, high))
            mine, theirs = letters(text[low:high]), letters(quoted)
            # a corrected slip may cost or add a letter; more would be a lost word
            assert abs(len(mine) - len(theirs)) <= 2
            assert mine[:1] == theirs[:1]
        assert before == len(text)
        for figure in figures:
            assert text[figure.start : figure.end]
            assert passage.kind is not PassageKind.TAIL


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("reports") / "thang-3.txt"
    path.write_text(MONTHLY, encoding="utf-8")
    return read_report(path)


def test_a_report_is_read_whole(monthly: Report) -> None:
    """Metadata, passages and figures of one file fit together."""
    check(monthly)
    assert monthly.document.source == "thang-3.txt"
    assert monthly.metadata.number == "45/BC-STTTT"
    assert monthly.metadata.period is not None
    assert monthly.metadata.period.code == "2024-03"
    kinds = {passage.kind for passage in monthly.passages}
    assert kinds >= {
        PassageKind.TEXT, PassageKind.LIST, PassageKind.TABLE, PassageKind.FOOTNOTE,
        PassageKind.TAIL,
    }  # fmt: skip


def test_figures_stand_in_their_passages(monthly: Report) -> None:
    """A figure is found with its value, in the section that it belongs to."""
    found = [
        (passage.section[-1], passage.topic, passage.planned)
        for passage, figures in zip(monthly.passages, monthly.figures, strict=True)
        for figure in figures
        if figure.value == 1204
    ]
    assert found == [("1. Lĩnh vực viễn thông", "Hạ tầng", False)]


def test_plans_of_the_next_month_are_told_apart(monthly: Report) -> None:
    """What is still to come has its own period."""
    (plan,) = [passage for passage in monthly.passages if "12 trạm" in passage.search.text]
    assert plan.planned
    assert plan.period is not None
    assert plan.period.code == "2024-04"


def test_reading_twice_gives_the_same(monthly: Report) -> None:
    """Nothing depends on the order or time of reading."""
    assert parse(monthly.document) == monthly


def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    """The facade raises the readers' own error."""
    path = tmp_path / "trong.txt"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ReadError):
        read_report(path)


@pytest.mark.parametrize("text", ["x", "5", "Không có gì.", "| |", "\n\n1.\n\n2.\n", "Nơi nhận:"])
def test_scraps_are_reports_too(text: str) -> None:
    """A document of a few characters is no reason to fail."""
    check(parse(Document("a.txt", "text/plain", "", text)))


@pytest.fixture(scope="module")
def reports(real_reports: Path) -> dict[str, Report]:
    return {path.name[:3]: read_report(path) for path in sorted(real_reports.glob("*.txt"))}


def all_text(report: Report) -> str:
    return "\n".join(passage.search.text for passage in report.passages)


def test_real_reports_keep_the_rules(reports: dict[str, Report]) -> None:
    """Every passage of the real reports leads back to its source."""
    assert reports
    for report in reports.values():
        check(report)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("001", ["1.203", "1.681", "37.313", "441.183"]),
        ("004", ["2,505", "323,545", "15,021,661", "817"]),
    ],
)
def test_real_counters_are_gone(reports: dict[str, Report], name: str, numbers: list[str]) -> None:
    """Visitor counters of the real pages are in no passage."""
    text = all_text(reports[name])
    assert [number for number in numbers if number in text] == []


@pytest.mark.parametrize(
    "words",
    [
        "Tin hoạt động", "Thăm dò ý kiến", "links()", "Danh mục", "Hộp thư điện tử", "Công báo",
        "trạng thái đăng nhập", "tương phản", "đánh giá bài viết", "Tin liên quan",
    ],
)  # fmt: skip
def test_real_furniture_is_gone(reports: dict[str, Report], words: str) -> None:
    """Menus, polls and ratings of the real pages are in no passage."""
    assert not any(words in all_text(report) for report in reports.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("002", "năm 2023 theo Nghị quyết 09-NQ/TU"),
        ("002", "nâng cấp hoàn thiện các trang"),
        ("002", "10 trường hợp vượt quy chuẩn"),
        ("002", "lãnh đạo tỉnh, địa phương;"),
        ("002", "duy trì các chuyên mục"),
        ("002", "thư điện tử, Cổng thông tin điện tử và"),
        ("002", "bưu chính, chuyển phát với 115"),
        ("002", "phần mềm họp không giấy tờ"),
        ("002", "tổ chức Họp báo về"),
        ("003", "Tin, ảnh: Thanh Phương"),
        ("004", "thị xã Hòa Thành"),
    ],
)
def test_real_sentences_are_whole(reports: dict[str, Report], name: str, words: str) -> None:
    """Breaks and misreadings of the real reports are mended for the search."""
    assert words in all_text(reports[name])


def test_real_footnote_stands_apart(reports: dict[str, Report]) -> None:
    """The long footnote is whole, has its mark and the section of the sentence it explains."""
    notes = [p for p in reports["002"].passages if p.kind is PassageKind.FOOTNOTE]
    assert {note.note for note in notes} == {"1"}
    assert any("1146/KH-UBND" in note.search.text for note in notes)
    assert any("1347/UBND-VXNV" in note.search.text for note in notes)
    assert {note.section[-1][:3] for note in notes} == {"1. "}


@pytest.mark.parametrize(
    ("name", "words", "section", "topic"),
    [
        ("002", "75 trạm 5G", ["I. ", "2. ", "2.3", "Tìn"], "Hạ tầng viễn thông"),
        ("002", "1.935 thuê bao", ["I. ", "2. ", "2.3", "Tìn"], "Doanh thu và phát triển"),
        ("002", "6.183 cảnh báo", ["I. ", "2. ", "2.2"], "Hệ thống giám sát nhật ký"),
        ("000", "2.699 cảnh báo", ["2. ", "Hoạ"], "Hệ thống giám sát máy khách"),
        ("000", "39 phản ánh", ["2. ", "Hoạ"], "Hệ thống thông tin Phản ánh"),
        ("000", "02 camera", ["2. ", "Hoạ"], "Hệ thống camera giao thông"),
        ("001", "93 trạm", [], "Công tác thanh tra"),
        ("001", "2.165 tin", [], "Về Thông tin"),
    ],
)
def test_real_places(
    reports: dict[str, Report], name: str, words: str, section: list[str], topic: str
) -> None:
    """Figures of the real reports stand in the right section and under the right opener."""
    (passage,) = [p for p in reports[name].passages if words in p.search.text]
    assert [heading[:3] for heading in passage.section] == section
    assert passage.topic.startswith(topic)


@pytest.mark.parametrize(
    ("name", "words", "planned"),
    [
        ("000", "01 cuộc thanh tra", True),
        ("000", "39 phản ánh", False),
        ("001", "IPv4", True),
        ("001", "2.165 tin", False),
        ("002", "chỉ số chuyển đổi số DTI", True),
        ("002", "75 trạm 5G", False),
        ("004", "Loa", False),
        ("004", "01 xã thí điểm", True),
    ],
)
def test_real_plans(reports: dict[str, Report], name: str, words: str, planned: bool) -> None:
    """Tasks to come are told from results in the real reports."""
    (passage,) = [p for p in reports[name].passages if words in p.search.text]
    assert passage.planned is planned
