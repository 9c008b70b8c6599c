"""What is counted heads the column; since January is no month; what stands is no new one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from index import Archive

HOA_BINH = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG HÒA BÌNH
Số: 61/BC-STTTT
Hòa Bình, ngày 24 tháng 10 năm 2023

BÁO CÁO
Kết quả công tác tháng 10 năm 2023

I. VIỄN THÔNG

Số liệu của từng doanh nghiệp nêu ở Bảng 1.

Bảng 1. Trạm BTS đến ngày 20/10/2023
Doanh nghiệp | Vị trí | Số trạm 3G | Số trạm 4G | Tổng số trạm
Viettel Hòa Bình | 318 | 290 | 402 | 692
VNPT Hòa Bình | 207 | 188 | 231 | 419
Toàn tỉnh | 525 | 478 | 633 | 1.111

Số trạm thu phát sóng toàn tỉnh 1.111 trạm, trong đó 3G có 478 và 4G có 633. Ba tháng qua các đơn vị phát sóng thêm 37 trạm 4G; riêng tháng 10 là 16 trạm 4G.

II. BƯU CHÍNH

Doanh thu dịch vụ trong tháng ước 9,3 tỷ đồng; lũy kế mười tháng 88,6 tỷ đồng, bằng 81,5% kế hoạch năm.

III. DỊCH VỤ CÔNG

Từ ngày 21/9 đến ngày 20/10/2023 toàn tỉnh tiếp nhận 31.207 hồ sơ. Tính từ 01/01/2023, tổng hồ sơ là 284.560, nộp qua mạng 190.655.
Nộp trực tuyến: 20.114 hồ sơ, đạt 64,5%; cấp tỉnh 5.230 (80,1%), cấp xã 9.007 (58,8%).

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Đinh Công Hoan
"""  # noqa: E501

SON_LA = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG SƠN LA
Số: 70/BC-STTTT
Sơn La, ngày 24 tháng 10 năm 2023

BÁO CÁO
Kết quả công tác tháng 10 năm 2023

I. VIỄN THÔNG

Số trạm thu phát sóng toàn tỉnh 1.402 trạm, trong đó 3G có 590 và 4G có 812. Trong tháng các đơn vị lắp mới 22 trạm 4G và 03 trạm 5G.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Lò Văn Sinh
"""  # noqa: E501


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of two reports of one month."""
    folder = tmp_path_factory.mktemp("whole_counts")
    for name, text in (("hoa-binh.txt", HOA_BINH), ("son-la.txt", SON_LA)):
        (folder / name).write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "hoa-binh.txt", folder / "son-la.txt"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Đến 20/10/2023 toàn tỉnh Hòa Bình có bao nhiêu trạm BTS?", "1.111"),
        ("Tháng 10/2023 Viettel Hòa Bình có mấy trạm BTS?", "692"),
        ("Từ đầu năm đến 20/10/2023 Hòa Bình nhận tổng cộng bao nhiêu hồ sơ?", "284.560"),
        ("Tỷ lệ nộp trực tuyến cấp xã của Hòa Bình tháng 10/2023?", "58,8"),
    ],
)
def test_the_number_of_what_is_asked_for(told: Assistant, question: str, value: str) -> None:
    answer = told.ask(question)
    assert answer.answerable, answer.answer
    assert answer.value == value, answer.answer


def test_a_share_of_the_plan_is_a_result(told: Assistant) -> None:
    answer = told.ask(
        "Doanh thu bưu chính của Hòa Bình mười tháng đầu năm 2023 là bao nhiêu,"
        " bằng mấy phần trăm kế hoạch năm?"
    )
    assert answer.answerable, answer.answer
    assert "88,6" in answer.answer
    assert "81,5" in answer.answer


def test_what_stands_is_compared_not_what_is_new(told: Assistant) -> None:
    answer = told.ask("Trạm 4G của Hòa Bình và Sơn La tháng 10/2023, tỉnh nào nhiều hơn?")
    assert answer.answerable, answer.answer
    assert "633" in answer.answer
    assert "812" in answer.answer
