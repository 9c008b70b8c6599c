"""Conversations over a report written for this: what short turns take from the turns before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Conversation
from index import Archive

OCTOBER = """UBND TỈNH TUYÊN QUANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 512/BC-STTTT
Tuyên Quang, ngày 24 tháng 10 năm 2023

BÁO CÁO
Kết quả công tác tháng 10, nhiệm vụ trọng tâm tháng 11 năm 2023

I. KẾT QUẢ THÁNG 10 NĂM 2023

1. Viễn thông
Toàn tỉnh có 1.304 trạm 4G; trạm 5G đạt 36, đặt ở thành phố Tuyên Quang (22 trạm) và Sơn Dương (14 trạm). Chỉ tiêu 50 trạm 5G vào cuối năm khó đạt vì thiếu mặt bằng.

2. Chuyển đổi số
Tổ công nghệ số cộng đồng có 1.733 tổ, 9.120 thành viên (tháng 9: 1.729 tổ).
Hồ sơ theo nơi tiếp nhận:
Đơn vị | Hồ sơ nhận | Hồ sơ nộp qua mạng
Sở, ban, ngành | 14.207 | 9.655
UBND cấp huyện | 11.318 | 7.402
UBND cấp xã | 20.961 | 15.830

3. Thanh tra
Thanh tra Sở phạt 6 trường hợp, tổng cộng 47 triệu đồng; nhắc nhở 11 cửa hàng.

4. Bưu chính
Doanh thu bưu chính ước đạt 21,4 tỷ đồng.

II. NHIỆM VỤ TRỌNG TÂM THÁNG 11 NĂM 2023
Thành lập thêm 12 tổ công nghệ số cộng đồng; lắp thêm 5 trạm 5G.

Nơi nhận: UBND tỉnh; Lưu: VT.
GIÁM ĐỐC
Hoàng Thị Mai Lan

Phụ lục. HẠ TẦNG THEO ĐỊA BÀN
Địa bàn | Vị trí trạm | Trạm 4G
Na Hang | 118 | 161
Chiêm Hóa | 203 | 297
"""  # noqa: E501

ELSEWHERE = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 88/BC-STTTT
Lạng Sơn, ngày 25 tháng 10 năm 2023

BÁO CÁO
Kết quả công tác tháng 10 năm 2023

I. KẾT QUẢ
Sản lượng bưu gửi đạt 302.150 bưu gửi. Có 7 điểm can nhiễu tần số được xử lý trong tháng.

Nơi nhận: UBND tỉnh.
PHÓ GIÁM ĐỐC
Lý Văn Thuận
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("office")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "tuyen-quang-thang-10.txt").write_text(OCTOBER, encoding="utf-8")
    Path(reports, "lang-son-thang-10.txt").write_text(ELSEWHERE, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """Ask one after the other, each in the light of those before."""
    conversation, answers = Conversation(), []
    for question in questions:
        answers.append(assistant.ask(question, conversation=conversation))
        conversation = conversation.with_turn(question, answers[-1])
    return answers


_STATIONS = "How many 5G stations did Tuyen Quang have in October 2023?"


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        pytest.param(
            ["How many station sites does Na Hang have in the Tuyen Quang report?", "Chiem Hoa?"],
            "203",
            id="a name in place of the name before",
        ),
        pytest.param(
            [
                "How many station sites does Na Hang have in the Tuyen Quang report?",
                "And Chiem Hoa?",
                "How many 4G stations there?",
            ],
            "297",
            id="there",
        ),
        pytest.param(
            [
                "Tháng 10/2023 UBND cấp huyện ở Tuyên Quang nhận bao nhiêu hồ sơ?",
                "Trong đó bao nhiêu nộp qua mạng?",
                "Sở ngành thì mấy?",
            ],
            "9.655",
            id="an office of another level",
        ),
        pytest.param(
            ["tuyen quang thang 10/2023 thanh tra phat bao nhieu truong hop", "tong tien"],
            "47",
            id="the sum",
        ),
        pytest.param(
            [
                "Tổ công nghệ số cộng đồng Tuyên Quang tháng 10/2023 có mấy tổ?",
                "Tháng trước đó?",
                "Tháng sau định lập thêm bao nhiêu?",
            ],
            "12",
            id="the plan of the report that answered",
        ),
        pytest.param(
            [_STATIONS, "How many of those in Son Duong?", "What is the year-end target?"],
            "50",
            id="a question of its own after a district",
        ),
        pytest.param(
            [_STATIONS, "Postal revenue in that report?"], "21,4", id="another subject, same report"
        ),
    ],
)
def test_short_turns(office: Assistant, questions: list[str], value: str) -> None:
    last = talk(office, *questions)[-1]
    assert last.answerable, last.answer
    assert last.value == value


def test_what_puts_another_thing_in_place_never_gets_the_same_figure(office: Assistant) -> None:
    first, other = talk(office, "Na Hang, Tuyên Quang có mấy trạm 4G?", "còn Lâm Bình?")
    assert first.value == "161"
    assert not other.answerable


def test_what_a_province_does_not_tell_is_not_told_of_another(office: Assistant) -> None:
    _, other = talk(office, _STATIONS, "Trong tháng xử lý mấy điểm can nhiễu tần số?")
    assert not other.answerable


def test_the_report_of_a_time_asked_about_in_vain(office: Assistant) -> None:
    first, signer = talk(
        office, "Tháng 10/2023 Tuyên Quang có bao nhiêu trạm 2G?", "Báo cáo tháng đó ai ký?"
    )
    assert not first.answerable
    assert "Mai Lan" in signer.answer


def test_a_refusal_of_a_short_turn_is_in_the_language_of_the_talk(office: Assistant) -> None:
    last = talk(office, "How many 4G stations does Na Hang have in Tuyen Quang?", "Lam Binh?")[-1]
    assert not last.answerable
    assert last.language == "en"
