"""Days, months and columns of another time: which report and which column are meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Conversation
from corpus.periods import Period
from corpus.table_columns import columns_of
from index import Archive

HEAD = "UBND TỈNH YÊN BÁI\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: {number}/BC-STTTT\n\nBÁO CÁO\n"

HALF = (
    HEAD.format(number=51)
    + """Kết quả công tác 6 tháng đầu năm 2023, nhiệm vụ 6 tháng cuối năm 2023

(Số liệu chốt đến hết ngày 31/5/2023)

I. KẾT QUẢ

1. Bưu chính
Qua dịch vụ bưu chính công ích, bưu điện đã tiếp nhận 9.410 hồ sơ thủ tục hành chính. Hai sàn có 12.300 hộ mở gian hàng, 214 sản phẩm; số giao dịch thành công chưa được doanh nghiệp cung cấp.

2. Chuyển đổi số
Đến 31/5 giải ngân 6,4/15 tỷ đồng vốn đầu tư công (42,7%). Một cửa các cấp nhận 88.215 hồ sơ. Đã công nhận 41 xã hoàn thành chuyển đổi số; riêng năm 2023 công nhận 12 xã.

3. Viễn thông
Bảng 1. Một số chỉ tiêu viễn thông
Chỉ tiêu | ĐVT | 6 tháng 2022 | 6 tháng 2023 | 6 tháng 2023
| | Thực hiện | Thực hiện | Kế hoạch cả năm
Trạm 4G | trạm | 1.120 | 1.344 | 1.500
Thuê bao di động trả trước | thuê bao | 611.204 | 640.118 | -

II. NHIỆM VỤ
Phấn đấu tỷ lệ hồ sơ trực tuyến cấp xã đạt 70%.

Phụ lục 2. HỒ SƠ THỦ TỤC HÀNH CHÍNH
Cấp | Tổng tiếp nhận | Nộp trực tuyến | Nộp trực tiếp | Tỷ lệ trực tuyến (%)
Cấp tỉnh | 20.415 | 15.230 | 5.185 | 74,6
Cấp xã | 67.800 | 30.510 | 37.290 | 45,0
"""  # noqa: E501
)

NEXT = (
    HEAD.format(number=64)
    + """Kết quả công tác 6 tháng đầu năm 2024

I. KẾT QUẢ
Thuê bao di động trả trước toàn tỉnh là 655.902 thuê bao. Doanh thu dịch vụ bưu chính trong tháng 6 ước 8,2 tỷ đồng; lũy kế 6 tháng 47,9 tỷ đồng. Từ ngày 16/5 đến ngày 15/6/2024 toàn tỉnh tiếp nhận 14.306 hồ sơ. Tính từ 01/01/2024, tổng hồ sơ là 71.260. Sở phạt 03 trường hợp, 24 triệu đồng, đã nộp 15,5 triệu đồng. Toàn tỉnh có 2.310 thuê bao phải chuẩn hóa, đến nay còn 470 thuê bao chưa thực hiện. Nhận 02 đơn kiến nghị về trạm BTS. Từ 31 nghìn thuê bao chỉ dùng 2G hồi đầu năm, đến 15/5/2024 còn 4.120 thuê bao.
"""  # noqa: E501
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("moments")
    for name, text in (("nua-nam-2023.txt", HALF), ("nua-nam-2024.txt", NEXT)):
        Path(folder, name).write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "nua-nam-2023.txt", folder / "nua-nam-2024.txt"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Thuê bao di động trả trước của Yên Bái đến 31/5/2023 là bao nhiêu?", "640.118"),
        ("Thuê bao di động trả trước của Yên Bái đến 30/6/2024 là bao nhiêu?", "655.902"),
        ("Yên Bái có bao nhiêu trạm 4G hồi cuối tháng 5/2023?", "1.344"),
        ("den 15/5/2024 yen bai con bao nhieu thue bao chi dung 2g", "4.120"),
        ("6 tháng đầu năm 2023 Yên Bái tiếp nhận bao nhiêu hồ sơ?", "88.215"),
        ("Năm 2023 Yên Bái công nhận mới bao nhiêu xã hoàn thành chuyển đổi số?", "12"),
        ("6 tháng đầu năm 2023 cấp xã Yên Bái đạt bao nhiêu % hồ sơ trực tuyến?", "45,0"),
        ("Từ đầu năm đến 15/6/2024 toàn tỉnh Yên Bái nhận tổng cộng bao nhiêu hồ sơ?", "71.260"),
        ("Doanh thu bưu chính 6 tháng đầu năm 2024 của Yên Bái?", "47,9"),
        ("Tiền phạt ở Yên Bái 6 tháng đầu năm 2024 đã nộp bao nhiêu triệu?", "15,5"),
    ],
)
def test_the_figure_of_the_time_asked_for(written: Assistant, question: str, value: str) -> None:
    answer = written.ask(question)
    assert answer.answerable, answer.answer
    assert answer.value == value


def test_an_amount_and_its_share_are_both_given(written: Assistant) -> None:
    answer = written.ask(
        "Đến 31/5/2023 Yên Bái giải ngân vốn đầu tư công được bao nhiêu, đạt mấy %?"
    )
    assert "6,4" in answer.answer
    assert "42,7" in answer.answer


def test_the_column_of_what_is_received(written: Assistant) -> None:
    answer = written.ask(
        "Cấp xã ở Yên Bái 6 tháng đầu năm 2023 tiếp nhận bao nhiêu hồ sơ, "
        "trong đó nộp trực tiếp bao nhiêu?"
    )
    assert answer.value == "67.800"
    assert "37.290" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Thuê bao di động trả trước của Yên Bái đến 20/2/2023 là bao nhiêu?",
        "Hai sàn thương mại điện tử ở Yên Bái 6 tháng đầu năm 2023 có bao nhiêu giao dịch?",
        "Cả năm 2023 cấp xã ở Yên Bái nhận bao nhiêu hồ sơ?",
        "Doanh thu truyền hình trả tiền của Yên Bái 6 tháng đầu năm 2024 là bao nhiêu?",
    ],
)
def test_another_time_or_what_is_not_given_is_refused(written: Assistant, question: str) -> None:
    answer = written.ask(question)
    assert not answer.answerable, answer.answer


def test_a_follow_up_keeps_the_day(written: Assistant) -> None:
    first = "Đến 31/5/2023 Yên Bái có bao nhiêu trạm 4G?"
    talk = Conversation().with_turn(first, written.ask(first))
    answer = written.ask("còn thuê bao di động trả trước?", conversation=talk)
    assert answer.value == "640.118"


def test_heads_of_two_rows_name_a_part_of_the_year() -> None:
    heads = ["Năm 2022 Tháng 8", "Năm 2022 Cộng dồn 9 tháng", "Năm 2021 9 tháng", "Năm 2022 Quý II"]
    found = [column.period for column in columns_of(heads, Period.month(2022, 9))]
    assert found == [
        Period.month(2022, 8),
        Period.months(2022, 1, 9),
        Period.months(2021, 1, 9),
        Period.quarter(2022, 2),
    ]
    planned = columns_of(["6 tháng 2023 Kế hoạch cả năm"], Period.months(2023, 1, 6))[0]
    assert planned.period == Period.of_year(2023)
