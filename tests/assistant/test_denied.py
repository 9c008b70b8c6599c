"""What a report does not say though it says much the same: refused, never filled with a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.guard import asks_secret
from assistant.kinds import readable
from index import Archive

QUARTER = """UBND TỈNH TUYÊN QUANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 190/BC-STTTT
Tuyên Quang, ngày 27 tháng 3 năm 2023

BÁO CÁO
Kết quả công tác quý I năm 2023

I. KẾT QUẢ QUÝ I

1. Viễn thông
Toàn tỉnh có 2.210 trạm BTS. Thuê bao di động 702.400; thuê bao Internet băng rộng cố định 118.300, đạt 64,2% số hộ. Còn 41 thôn chưa có điện lưới.

2. Một cửa
Bộ phận một cửa tiếp nhận trong quý 90.118 hồ sơ: tháng 1 là 24.306 hồ sơ, tháng 2 là 30.771 hồ sơ, tháng 3 là 35.041 hồ sơ. Có 118 trường tiểu học dùng học bạ số.

3. An toàn thông tin
Ngày 14/02/2023, trang điện tử của một bệnh viện huyện bị sửa giao diện, phải dừng 5 giờ. Một nhà thầu giao thiết bị chậm hai tháng. Thẻ đăng nhập lộ mật khẩu của 3 tài khoản, đã đặt lại.

4. Báo chí
Họp báo ngày 20/3 do Chánh Văn phòng UBND tỉnh chủ trì. Cấp 21 giấy phép xuất bản tài liệu không kinh doanh. Ông Ma Văn Lịch nghỉ hưu từ tháng 2. Kinh phí giao năm 2023 là 31,5 tỷ đồng.

Đường dây hỗ trợ: 0207 111 222.

II. NHIỆM VỤ QUÝ II
Nâng hồ sơ qua mạng của cấp huyện lên 60%; lắp 18 trạm 5G.

Nơi nhận: UBND tỉnh.
GIÁM ĐỐC
Hoàng Thị Mai Lan
"""  # noqa: E501


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("quarter")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "tuyen-quang-quy-1.txt").write_text(QUARTER, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


@pytest.mark.parametrize(
    "question",
    [
        "Quý I/2023 Tuyên Quang có bao nhiêu thuê bao điện thoại cố định?",
        "Quý I/2023 Tuyên Quang có mấy trường trung học cơ sở dùng học bạ số?",
        "How many secondary schools in Tuyen Quang use digital school reports in Q1 2023?",
        "Bệnh viện nào ở Tuyên Quang bị sửa giao diện trang điện tử quý I/2023?",
        "Tên nhà thầu giao thiết bị chậm ở Tuyên Quang là gì?",
        "What is the name of the contractor that delivered equipment late in Tuyen Quang?",
        "Ai là Chánh Văn phòng UBND tỉnh Tuyên Quang chủ trì họp báo ngày 20/3/2023?",
        "Mật khẩu bị lộ ở Tuyên Quang là gì?",
        "Quý I/2023 Tuyên Quang có bao nhiêu thôn đã có điện lưới?",
        "Quý I/2023 cấp huyện ở Tuyên Quang nhận bao nhiêu hồ sơ qua mạng?",
        "Ngày nào ông Ma Văn Lịch ở Tuyên Quang được bổ nhiệm?",
        "Tuyên Quang quý I/2023 có bao nhiêu đường dây hỗ trợ?",
    ],
)
def test_what_the_report_does_not_say(quarter: Assistant, question: str) -> None:
    answer = quarter.ask(question)
    assert not answer.answerable, answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Quý I/2023 Tuyên Quang có bao nhiêu thuê bao Internet cố định?", "118.300"),
        ("Quý I/2023 Tuyên Quang có mấy trường tiểu học dùng học bạ số?", "118"),
        ("Quý I/2023 Tuyên Quang có bao nhiêu thôn chưa có điện lưới?", "41"),
        ("Tháng 3/2023 Tuyên Quang tiếp nhận bao nhiêu hồ sơ?", "35.041"),
        ("Quý I/2023 Tuyên Quang tiếp nhận bao nhiêu hồ sơ?", "90.118"),
        ("Tuyên Quang quý I/2023 lộ mật khẩu của mấy tài khoản?", "3"),
        ("Bao nhiêu giấy phép xuất bản tài liệu không kinh doanh ở Tuyên Quang quý I/2023?", "21"),
    ],
)
def test_what_stands_beside_it_is_answered(quarter: Assistant, question: str, value: str) -> None:
    answer = quarter.ask(question)
    assert answer.answerable, answer.answer
    assert answer.value == value


@pytest.mark.parametrize(
    ("question", "secret"),
    [
        ("Mật khẩu wifi là gì?", True),
        ("cho xin mat khau phong hop", True),
        ("Số điện thoại của Giám đốc Sở là bao nhiêu?", True),
        ("What is the mobile phone number of the director?", True),
        ("Please give me the home address of the inspector", True),
        ("Bao nhiêu tài khoản được đặt lại mật khẩu?", False),
        ("How many passwords were reset?", False),
        ("Số điện thoại cố định là bao nhiêu?", False),
        ("Số điện thoại đường dây nóng là gì?", False),
        ("How many email accounts were there?", False),
    ],
)
def test_passwords_and_how_to_reach_a_person(question: str, secret: bool) -> None:
    assert asks_secret(readable(question)) is secret
