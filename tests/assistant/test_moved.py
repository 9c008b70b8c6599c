"""What moved from one number to another, shares of counts, and places told only in small type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import Archive

MONTH = """UBND TỈNH CAO BẰNG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 318/BC-STTTT
Cao Bằng, ngày 21 tháng 6 năm 2023

BÁO CÁO
Kết quả công tác tháng 6, nhiệm vụ tháng 7 năm 2023

I. KẾT QUẢ THÁNG 6 NĂM 2023

1. Viễn thông
Mạng di động có 2.861 trạm phát sóng (2G: 905; 3G: 934; 4G: 1.010; 5G: 12). Trong tháng các doanh nghiệp lắp mới 21 trạm 4G. Số bản chưa có sóng giảm từ 58 bản (tháng 5) xuống còn 49 bản. Tỷ lệ hộ dùng cáp quang nâng từ 41,2% lên 43,7%.

2. Dịch vụ công
Trong 52.400 hồ sơ tiếp nhận, có 23.580 hồ sơ nộp qua mạng, đạt tỷ lệ 45%. Sở, ngành đạt 61,3%. Tổ chức 04 lớp tập huấn kỹ năng số cho 210 người học.

Nơi nhận: UBND tỉnh; Lưu: VT.
GIÁM ĐỐC
Nông Thị Thu Hiền
"""  # noqa: E501


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("moved")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "cao-bang-thang-6.txt").write_text(MONTH, encoding="utf-8")
    with Archive.open(folder / "data", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Đến tháng 6/2023 Cao Bằng còn mấy bản chưa có sóng?", "49"),
        ("so ban chua co song o cao bang thang 6/2023", "49"),
        ("Tỷ lệ hộ dùng cáp quang ở Cao Bằng tháng 6/2023 là bao nhiêu?", "43,7"),
        ("How many 4G base stations did Cao Bang have in June 2023?", "1.010"),
        ("Tháng 6/2023 Cao Bằng có bao nhiêu trạm 4G?", "1.010"),
        ("Tháng 6/2023 Cao Bằng lắp mới bao nhiêu trạm 4G?", "21"),
        ("cao bang thang 6/2023 co bao nhieu phan tram ho so nop qua mang", "45"),
    ],
)
def test_the_number_that_something_came_to_or_is_a_share_of(
    written: Assistant, question: str, value: str
) -> None:
    assert written.ask(question).value == value


def test_a_place_that_no_report_names_is_not_answered_past(written: Assistant) -> None:
    """Also where it is typed in small letters and without diacritics."""
    known = "cao bang thang 6/2023 mo may lop tap huan ky nang so"
    assert written.ask(known).value == "04"
    assert not written.ask(f"{known} tai huyen khau vai").answerable
    assert not written.ask("gia vang hom nay bao nhieu").answerable
