"""The whole, not a part; what there is, not what is new; what cannot be told apart, not told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from index import Archive

REPORT = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG ĐẮK LẮK
Số: 88/BC-STTTT
Đắk Lắk, ngày 24 tháng 10 năm 2023

BÁO CÁO
Kết quả công tác tháng 10 năm 2023

I. VIỄN THÔNG

Tổng số thuê bao điện thoại ước đạt 742.318 thuê bao. Chỉ số chuyển đổi số cấp tỉnh (DTI) năm 2022 xếp hạng 34/63; trong đó chính quyền số xếp 29.

Bảng 1. Một số chỉ tiêu viễn thông
Chỉ tiêu | Tháng 9 | Ước tháng 10 | Lũy kế 10 tháng
Thuê bao điện thoại phát triển mới | 2.318 | 1.964 | 24.870
Thuê bao cáp quang phát triển mới | 1.020 | 980 | 11.690

II. DỊCH VỤ CÔNG

Toàn tỉnh tiếp nhận 52.306 hồ sơ (cấp tỉnh 13.077, cấp huyện 9.846, cấp xã 29.383). Hồ sơ nộp qua mạng 39.386 hồ sơ, cụ thể: cấp tỉnh 11.011 hồ sơ; cấp huyện 7.532 hồ sơ; cấp xã 20.843 hồ sơ.
Hồ sơ trả kết quả qua mạng: cấp huyện 4.716/8.905 hồ sơ, đạt 53%.

III. BƯU CHÍNH

Doanh thu quý III đạt 61,4 tỷ đồng, tăng 10% so với quý III/2022; lũy kế 9 tháng 118,9 tỷ đồng. Bưu gửi đi 41 nghìn, tăng so với cùng kỳ năm trước (38 nghìn).

Vị trí trạm | 1.690 | 1.742 | 1.751
Cột treo cáp | 2.014 | 2.136 | 2.149

Nơi nhận:
- Bộ Thông tin và Truyền thông;
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Y Thanh Niê
"""  # noqa: E501


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of the report."""
    folder = tmp_path_factory.mktemp("wholes")
    (folder / "thang-10.txt").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "thang-10.txt"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Tháng 10/2023 cấp tỉnh ở Đắk Lắk tiếp nhận bao nhiêu hồ sơ?", "13.077"),
        ("Tháng 10/2023 cấp tỉnh ở Đắk Lắk nhận bao nhiêu hồ sơ qua mạng?", "11.011"),
        ("dak lak thang 10/2023 cap xa tiep nhan bao nhieu ho so", "29.383"),
        ("Tổng số thuê bao điện thoại Đắk Lắk tháng 10/2023?", "742.318"),
        ("DTI cấp tỉnh năm 2022 của Đắk Lắk xếp hạng mấy?", "34"),
        ("9 tháng năm 2023 doanh thu bưu chính Đắk Lắk lũy kế bao nhiêu?", "118,9"),
    ],
)
def test_the_figure_of_the_whole(told: Assistant, question: str, number: str) -> None:
    assert number in told.ask(question).answer.split("(")[0]


def test_numbers_that_no_head_tells_apart_are_no_answer(told: Assistant) -> None:
    answer = told.ask("Tháng 10/2023 Đắk Lắk có bao nhiêu vị trí trạm?")
    assert not answer.answerable
    assert "1.690 | 1.742 | 1.751" in answer.answer


def test_a_share_that_is_not_given_is_no_count(told: Assistant) -> None:
    answer = told.ask("Tỷ trọng kinh tế số trong GRDP của Đắk Lắk tháng 10/2023 là bao nhiêu?")
    assert not answer.answerable


def test_those_to_whom_a_report_goes(told: Assistant) -> None:
    for question in (
        "Nơi nhận báo cáo tháng 10/2023 của Đắk Lắk gồm những ai?",
        "Kể tên các cơ quan nhận báo cáo tháng 10/2023 của Đắk Lắk",
    ):
        assert "Bộ Thông tin và Truyền thông" in told.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told_so"),
    [
        ("Phú Yên tháng 10/2023 có bao nhiêu thuê bao điện thoại?", "chỉ có của Đắk Lắk"),
        ("How many phone subscribers did Phu Yen have in October 2023?", "only of Đắk Lắk"),
        ("Hà Nội tháng 10/2023 có bao nhiêu thuê bao điện thoại?", "báo cáo nào của Hà Nội."),
    ],
)
def test_what_a_province_reported_is_not_of_one_merged_with_it(
    told: Assistant, question: str, told_so: str
) -> None:
    answer = told.ask(question)
    assert answer.reason == "no_such_province"
    assert told_so in answer.answer
