"""What a figure is said of where its own clause does not name it, on a written report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from index import Archive

REPORT = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG QUẢNG TRỊ
Số: 62/BC-STTTT
Quảng Trị, ngày 20 tháng 9 năm 2022

BÁO CÁO
Kết quả công tác 9 tháng, nhiệm vụ quý IV năm 2022

I. KẾT QUẢ 9 THÁNG NĂM 2022

1. Đào tạo

Sở mở 4 khóa học lập trình cho 96 thanh niên vùng cao; kinh phí 210 triệu đồng từ ngân sách.

2. Dịch vụ công

Đã nhận 52.300 hồ sơ, trong đó hồ sơ điện tử chiếm 44,2%. Cấp tỉnh đạt 61,5%, cấp huyện 37,9%,
cấp xã 40,3%.

3. Thanh tra

Công an xác minh 18 trường hợp đăng tin bịa đặt; xử phạt 7 trường hợp, 52 triệu đồng. Ngoài các
khoản phạt tin bịa đặt nêu trên, thanh tra Sở phạt 3 đại lý Internet 19 triệu đồng.

Thời gian cấp giấy phép họp báo giảm từ 5 ngày xuống 2 ngày.

Sự cố đứt cáp quang Khe Sanh xảy ra ngày 03/8/2022, mất 9 giờ mới nối xong.

4. Viễn thông

- Internet cáp quang: 124.300 thuê bao, mới 3.960, cắt 410.

- Trạm phát sóng: lắp 61 trạm 4G, đặt ở Hải Lăng (38 trạm), thị xã Quảng Trị (23 trạm).

- Hồ sơ nộp trực tuyến/tổng hồ sơ đất đai: 3.120/5.480.

5. Kiểm tra

Tháng 7 kiểm tra 6 cửa hàng SIM; tháng 8 kiểm tra 9 cửa hàng SIM; tháng 9 kiểm tra 4 cửa hàng SIM.

Số người dân được cấp ví số lũy kế 41.200, riêng 9 tháng đầu năm 17.350.

II. NHIỆM VỤ QUÝ IV NĂM 2022

1. Mở thêm 2 khóa học lập trình.
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of one report in our own words."""
    folder = tmp_path_factory.mktemp("leaning")
    (folder / "reports").mkdir()
    (folder / "reports" / "quang-tri.txt").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Các khóa học lập trình cho thanh niên vùng cao ở Quảng Trị hết bao nhiêu tiền?", "210"),
        ("q.trị 9 thang 2022 ty le ho so dien tu cap huyen", "37,9"),
        ("Tỷ lệ hồ sơ điện tử cấp xã tính đến hết tháng 9/2022 của Quảng Trị?", "40,3"),
        ("Quảng Trị 9T/2022 phạt tin bịa đặt tổng cộng bao nhiêu tiền?", "52"),
        ("Thời gian cấp giấy phép họp báo ở Quảng Trị 9 tháng 2022 còn mấy ngày?", "2"),
        ("Quảng Trị 9 tháng 2022 đứt cáp Khe Sanh mất mấy giờ mới nối xong?", "9"),
        ("Đứt cáp quang Khe Sanh ở Quảng Trị mất bao lâu mới nối xong?", "9"),
        ("Quảng Trị 9 tháng 2022 phát triển mới bao nhiêu thuê bao Internet cáp quang?", "3.960"),
        ("Quảng Trị 9 tháng 2022 có bao nhiêu thuê bao Internet cáp quang?", "124.300"),
        ("Quảng Trị 9 tháng 2022 Hải Lăng có mấy trạm 4G?", "38"),
        ("Quảng Trị 9 tháng 2022 tiếp nhận bao nhiêu hồ sơ đất đai?", "5.480"),
        ("Quảng Trị 9 tháng 2022 bao nhiêu hồ sơ đất đai nộp trực tuyến?", "3.120"),
        ("Quảng Trị 9 tháng 2022 cấp ví số cho bao nhiêu người dân?", "17.350"),
        ("Quảng Trị có bao nhiêu người dân có ví số tính đến hết tháng 9/2022?", "41.200"),
    ],
)
def test_sums_times_and_levels_of_what_stands_before(
    written: Assistant, question: str, value: str
) -> None:
    assert written.ask(question).value == value


def test_the_plan_of_the_rest_of_the_year_is_no_result(written: Assistant) -> None:
    answer = written.ask("Quảng Trị quý IV/2022 đã mở mấy khóa học lập trình?")
    assert answer.value != "2"


def test_one_months_number_is_not_the_quarters(written: Assistant) -> None:
    answer = written.ask("Quảng Trị quý III/2022 kiểm tra bao nhiêu cửa hàng SIM?")
    assert answer.value not in ("6", "9", "4")
