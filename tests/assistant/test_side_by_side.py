"""Rows, names and causes that stand apart: on two written reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answering.rows import is_place
from assistant.kinds import Kind, kind_of, readable
from index import Archive

YEAR = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG BẠC LIÊU
Số: 310/BC-STTTT
Bạc Liêu, ngày 15 tháng 12 năm 2022

BÁO CÁO
Tổng kết công tác năm 2022, phương hướng năm 2023

I. KẾT QUẢ NĂM 2022

1. Hạ tầng

Toàn tỉnh dựng thêm 61 trạm; trong số đó có 12 trạm dùng chung.

Hai máy chủ của Trung tâm dữ liệu bị gián đoạn trong đêm 04/8. Nguyên nhân: trạm biến áp gặp sét.

Lớp học về bảo mật cho cán bộ ấp dời sang tháng 3/2023 vì giảng viên bị ốm.

Tiến độ giải ngân vốn đầu tư đến tháng 11 được 61%. Chậm vì phải chờ định mức mới.

2. Phản ánh của người dân

Phước Long là huyện trả lời phản ánh chậm nhất (mất 9 ngày), nhanh nhất là Giá Rai với 2 ngày.

Phụ lục. TRẠM VÀ LOA THEO ĐỊA BÀN
Huyện, thị xã, thành phố | Trạm 4G | Cụm loa | Điểm wifi
Thành phố Bạc Liêu | 312 | 41 | 25
Thị xã Giá Rai | 188 | 66 | 11
Huyện Hòa Bình | 141 | 38 | 6
Huyện Hồng Dân | 97 | 29 | 3
Huyện Phước Long | 126 | 35 | 4
Huyện Vĩnh Lợi | 134 | 31 | 5
Huyện Đông Hải | 150 | 44 | 7

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Lâm Quốc Thắng
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of one yearly report with a table by district."""
    folder = tmp_path_factory.mktemp("rows")
    (folder / "reports").mkdir()
    (folder / "reports" / "nam-2022.txt").write_text(YEAR, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Huyện nào có nhiều cụm loa ngoài trời nhất?", Kind.COMPARE),
        ("Nơi nào làm tốt nhất, nơi nào kém nhất?", Kind.COMPARE),
        ("Giá Rai hay Đông Hải có nhiều điểm wifi công cộng hơn?", Kind.COMPARE),
        ("Có mấy loại loa, mỗi loại bao nhiêu cụm?", Kind.LIST),
        ("Trạm phát sóng chia theo thế hệ ra sao?", Kind.LIST),
        ("Tháng 6 sở định làm gì về trạm phát sóng?", Kind.LIST),
        ("Những huyện nào có tỷ lệ hồ sơ trực tuyến dưới 50%?", Kind.LIST),
        ("Hạn chậm nhất là ngày nào?", Kind.DATE),
        ("Điện Biên 6 tháng nộp bao nhiêu hồ sơ?", Kind.NUMBER),
    ],
)
def test_kinds_by_words_far_apart(question: str, kind: Kind) -> None:
    assert kind_of(readable(question)) is kind


def test_the_most_of_a_column_is_named(year: Assistant) -> None:
    answer = year.ask("Địa phương nào ở Bạc Liêu có nhiều cụm loa nhất năm 2022?")
    assert answer.answer.startswith("Nhiều nhất là Thị xã Giá Rai (66)")
    assert "Thị xã Giá Rai | 188 | 66" in answer.citations[0].excerpt


def test_rows_that_differ_by_their_name_are_compared_in_one_column(year: Assistant) -> None:
    answer = year.ask("Trạm 4G của Vĩnh Lợi và Đông Hải hơn kém nhau bao nhiêu?")
    assert answer.value == "16"
    assert "150 − 134 = 16" in answer.answer


def test_extremes_are_told_in_the_words_of_the_report(year: Assistant) -> None:
    answer = year.ask("Huyện nào trả lời phản ánh chậm nhất, huyện nào nhanh nhất?")
    assert "Phước Long" in answer.answer
    assert "Giá Rai" in answer.answer


def test_an_extreme_that_nothing_tells_is_refused(year: Assistant) -> None:
    assert not year.ask("Huyện nào ở Bạc Liêu dựng nhiều trạm dùng chung nhất?").answerable


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("Vì sao hai máy chủ của Trung tâm dữ liệu bị gián đoạn?", "gặp sét"),
        ("Tại sao lớp học về bảo mật cho cán bộ ấp phải hoãn?", "giảng viên bị ốm"),
        ("Lý do giải ngân vốn đầu tư chậm?", "định mức mới"),
    ],
)
def test_the_cause_may_follow_and_the_event_be_called_otherwise(
    year: Assistant, question: str, cause: str
) -> None:
    answer = year.ask(question)
    assert cause in answer.answer
    assert any(cause in citation.excerpt for citation in answer.citations)


def test_another_event_is_no_reason(year: Assistant) -> None:
    assert not year.ask("Vì sao lớp học về bảo mật cho cán bộ ấp bị xử phạt?").answerable


@pytest.mark.parametrize(
    ("name", "place"),
    [("Huyện Ba Tri", True), ("U Minh Thượng", True), ("TP. Vinh", True), ("Trạm 4G", False)],
)
def test_names_of_places(name: str, place: bool) -> None:
    assert is_place(name) is place
