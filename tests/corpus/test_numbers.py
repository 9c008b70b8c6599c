"""Numbers in report prose: values, scales, and what is no quantity."""

from __future__ import annotations

import pytest

from corpus.numbers import find_numbers, parse_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.911", 1911.0),
        ("338.880", 338880.0),
        ("18,3", 18.3),
        ("07", 7.0),
        ("1699", 1699.0),
        ("15,021,661", 15021661.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("5,183", 5.183),
        ("3.3", 3.3),
    ],
)
def test_parses_printed_form(printed: str, value: float) -> None:
    assert parse_number(printed) == pytest.approx(value)


@pytest.mark.parametrize("printed", ["", "abc", "1.2.3x", "1.22.3"])
def test_refuses_what_is_no_number(printed: str) -> None:
    assert parse_number(printed) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hiện có 1.250 trạm BTS và 32 tuyến cáp.", [1250, 32]),
        ("Doanh thu đạt 12,5 tỷ đồng, nộp ngân sách 800 triệu đồng.", [12.5e9, 800e6]),
        ("ước 760 nghìn thuê bao", [760e3]),
        ("đạt 70,5% kế hoạch", [70.5]),
        ("bán kính 3km/1 điểm", [3, 1]),
        ("giải quyết 1.200/1.500 hồ sơ", [1200, 1500]),
        ("Giao thông: 04; Môi trường: 01.", [4, 1]),
        ("thu 97 triệu đồng, tịch thu 320 SIM", [97e6, 320]),
        ("ký 04 quyết định, 02 kế hoạch", [4, 2]),
        ("khóa 2.450 thuê bao", [2450]),
        ("ngầm hóa 21 km trên kế hoạch 30 km", [21, 30]),
        ("xếp thứ 11/63", [11, 63]),
        ("bằng 52,4% số hồ sơ", [52.4]),
    ],
    ids=[
        *("plain", "money", "thousand", "percent", "glued unit", "ratio", "list"),
        *("collected", "signed", "locked", "plan", "rank", "equal"),
    ],
)
def test_finds_quantities(text: str, values: list[float]) -> None:
    assert [n.value for n in find_numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 45/2016/QĐ-TTg ngày 19/10/2016",
        "Kế hoạch số 1146/KH-UBND ngày 28/3/2023",
        "trong tháng 4/2023",
        "quý III năm 2019",
        "trạm 4G và 5G",
        "mã băm MD5, giao thức IPv6",
        "lần thứ 2",
        "dịch vụ công mức độ 4",
        "theo Nghị quyết 09-NQ/TU",
        "giai đoạn 2021 - 2025",
        "2.3. Lĩnh vực bưu chính",
        "dịch vụ công mức độ 3 và 4",
        "đường tỉnh lộ 943",
        "dịp Tết Nguyên đán 2021",
        "Ngày Chuyển đổi số 10/10",
        "học viên khóa 15, kỳ 2",
    ],
)
def test_leaves_out_references_dates_and_names(text: str) -> None:
    assert find_numbers(text) == []


def test_signs_are_told_from_bullets_and_ranges() -> None:
    assert [n.sign for n in find_numbers("(+18 so với tháng trước; -0,4%)")] == [1, -1]
    assert [n.sign for n in find_numbers("-5 tổ, từ 3-7 người")] == [0, 0, 0]


def test_percent_and_scale_are_told() -> None:
    percent, money = find_numbers("tăng 4,8%, đạt 3 tỷ đồng")
    assert percent.percent
    assert not money.percent
    assert (money.scale, money.printed) == (1e9, "3")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Liên hệ quảng cáo 0259 000 222, còn 15 chỗ.", [15]),
        ("gồm 28 bưu cục cấp 1, cấp 2 và cấp 3", [28]),
        ("phê duyệt 5 hệ thống cấp độ 2", [5]),
        ("Đã xác định cấp độ 31/40 hệ thống", [31, 40]),
        ("Cấp 3 giấy phép bản tin.", [3]),
    ],
)
def test_telephones_and_grades_are_no_quantities(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values
