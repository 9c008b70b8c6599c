"""Days, papers, people and questions in two parts: asked of two reports written for this."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Conversation
from index import Archive

FIRST = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 131/BC-STTTT
Lạng Sơn, ngày 07 tháng 4 năm 2023

BÁO CÁO
Kết quả công tác quý I và nhiệm vụ quý II năm 2023

I. KẾT QUẢ QUÝ I NĂM 2023

1. Viễn thông
Ngày 14/02/2023 cây đổ làm đứt tuyến cáp Đồng Mỏ - Bắc Sơn, 09 xã mất liên lạc trong 5 giờ 25 phút. Gói thầu nâng cấp trung tâm dữ liệu do một liên danh trúng thầu, phần móng và nhà trạm khởi công
ngày 06/3/2023.

2. Chuyển đổi số
Hồ sơ theo cấp chính quyền:
Cấp | Tiếp nhận | Tiếp nhận | Giải quyết | Giải quyết
| Tổng số | Trực tuyến | Tổng số | Quá hạn
Tỉnh | 5.118 | 4.402 | 5.037 | 17
Huyện | 3.964 | 2.871 | 3.850 | 64
Xã | 10.236 | 6.990 | 10.104 | 21

3. Tổ chức và vốn
Sở hiện có 58 người, gồm 31 công chức và 27 viên chức. Giải ngân vốn đầu tư công được 6,4 tỷ đồng, đạt 21%; chi thường xuyên đạt 24%.
Kế hoạch số 45/KH-UBND ngày 20/02/2023 về phủ sóng di động các thôn vùng lõm.
Chiều 30/3, Phó Giám đốc Sở Lương Thế Vĩnh điều hành cuộc họp đánh giá kết quả quý I.

Nơi nhận: UBND tỉnh; Lưu: VT.
GIÁM ĐỐC
Hoàng Văn Bách
"""  # noqa: E501

SECOND = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 268/BC-STTTT
Lạng Sơn, ngày 21 tháng 6 năm 2023

BÁO CÁO
Kết quả công tác quý II và nhiệm vụ quý III năm 2023

I. KẾT QUẢ QUÝ II NĂM 2023

Ngày 17/5/2023 Sở ra mắt trang thông tin đối ngoại.
Doanh thu dịch vụ viễn thông quý II ước 188 tỷ đồng; sáu tháng ước 371 tỷ đồng.
Tổng doanh thu bưu chính trong quý II tăng 4% so với quý II/2022; lũy kế 6 tháng 45,9 tỷ đồng.
Đã mở 13 lớp bồi dưỡng cho 655 lượt người, trong đó 08 lớp dành cho cán bộ xã (412 lượt).
Số hồ sơ trễ hẹn của cả ba cấp là 73, tập trung ở lĩnh vực đất đai (49 hồ sơ), xây dựng (11).
Dự án trung tâm dữ liệu đã nghiệm thu phần mềm ngày 20/3, phần điện xong chậm; dự kiến khai trương ngày 02/9/2023.
Ngày 12/5/2023, Sở tổ chức ngày hội Chuyển đổi số tại nhà văn hóa tỉnh. Nhà tài trợ là Bưu điện tỉnh.
Ban hành 04 quyết định xử phạt, số tiền 66 triệu đồng, đã nộp 51 triệu đồng.
Một số chỉ tiêu:
Chỉ tiêu | Đơn vị | Kế hoạch 2023 | Thực hiện quý II năm 2023 | Kế hoạch 2024
Doanh thu bưu chính | tỷ đồng | 96 | 23,4 | 104
Vị trí trạm BTS | vị trí | 1.420 | 1.377 | 1.465

Nơi nhận: UBND tỉnh; Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lương Thế Vĩnh
"""  # noqa: E501


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The archive of the two reports above."""
    folder: Path = tmp_path_factory.mktemp("papers")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "01_quy_1.txt").write_text(FIRST, encoding="utf-8")
    (reports / "02_quy_2.txt").write_text(SECOND, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


def talk(office: Assistant, *questions: str) -> list[Answer]:
    conversation, answers = Conversation(), []
    for question in questions:
        answers.append(office.ask(question, conversation=conversation))
        conversation = conversation.with_turn(question, answers[-1])
    return answers


@pytest.mark.parametrize(
    ("question", "value", "others"),
    [
        ("Quý I/2023 Sở giải ngân đầu tư công được bao nhiêu, đạt mấy %?", "6,4", ["đạt 21%"]),
        ("Vụ đứt cáp Đồng Mỏ - Bắc Sơn làm mất liên lạc mấy xã, trong bao lâu?", "09",
         ["5 giờ 25 phút"]),
        ("In Q1 2023 how many people worked there and how many of them were civil servants?",
         "58",
         ["31 công chức"]),
    ],
)  # fmt: skip
def test_both_parts_of_a_question_are_answered(
    office: Assistant, question: str, value: str, others: list[str]
) -> None:
    answer = office.ask(question)
    assert answer.value == value
    assert all(other in answer.answer for other in others)
    assert "24%" not in answer.answer, "what neither part asks for is left out"


def test_a_length_of_time_is_told_whole(office: Assistant) -> None:
    answer = office.ask("Đứt cáp Đồng Mỏ - Bắc Sơn mất liên lạc bao lâu?")
    assert "5 giờ 25 phút" in answer.answer


def test_the_total_of_a_group_of_columns_is_meant_where_no_part_is_named(
    office: Assistant,
) -> None:
    first, second, third = talk(
        office,
        "Quý I/2023 cấp huyện tiếp nhận bao nhiêu hồ sơ?",
        "còn cấp xã?",
        "trong đó trực tuyến bao nhiêu?",
    )
    assert [first.value, second.value, third.value] == ["3.964", "10.236", "6.990"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Báo cáo quý I/2023 của Lạng Sơn đề ngày nào?", "07/4/2023 (ngày 07 tháng 4 năm 2023)"),
        ("What date does Lang Son's Q2 2023 report carry?", "21/6/2023, i.e. 21 June 2023"),
        ("Báo cáo 131/BC-STTTT ký ngày nào?", "07/4/2023"),
        ("Trang thông tin đối ngoại ra mắt ngày nào?", "17/5/2023"),
        ("Gói thầu nâng cấp trung tâm dữ liệu khởi công ngày nào?", "06/3/2023"),
    ],
)
def test_days_are_told_in_figures(office: Assistant, question: str, told: str) -> None:
    answer = office.ask(question)
    assert answer.answerable
    assert told in answer.answer


def test_what_is_asked_of_one_report_is_asked_of_another(office: Assistant) -> None:
    answers = talk(
        office,
        "Ai ký báo cáo quý I/2023 của Lạng Sơn?",
        "báo cáo đó số mấy?",
        "còn quý II/2023?",
        "đề ngày nào?",
        "ai ký?",
        "còn quý I/2023?",
    )
    wanted = ["Hoàng Văn Bách", "131/BC", "268/BC", "21/6/2023", "Lương Thế Vĩnh", "Hoàng Văn"]
    assert [word in answer.answer for word, answer in zip(wanted, answers, strict=True)] == [
        True
    ] * len(wanted)


def test_the_same_question_for_another_level(office: Assistant) -> None:
    first, second = talk(
        office,
        "How many dossiers were overdue at the commune level in Q1 2023?",
        "same question for the districts",
    )
    assert [first.value, second.value] == ["21", "64"]


def test_the_plan_of_what_was_asked_about(office: Assistant) -> None:
    answers = talk(
        office,
        "What was postal revenue in Q2 2023?",
        "what had been planned?",
        "and what is the plan for 2024?",
        "thế vị trí trạm BTS thì kế hoạch 2024 là bao nhiêu?",
    )
    assert [answer.value for answer in answers] == ["23,4", "96", "104", "1.465"]


def test_who_chaired_is_who_ran_the_meeting(office: Assistant) -> None:
    answer = office.ask("Who chaired the review meeting?")
    assert answer.answerable
    assert answer.answer.startswith("Lương Thế Vĩnh")


def test_a_paper_is_found_by_what_it_is_about(office: Assistant) -> None:
    answer = office.ask("Which plan covers the villages without mobile coverage?")
    assert "45/KH-UBND" in answer.answer


def test_what_is_asked_of_a_part_is_told_of_that_part(office: Assistant) -> None:
    answer = office.ask("Quý II/2023 mở mấy lớp cho cán bộ xã, bao nhiêu lượt người học?")
    assert answer.value == "08"
    assert "412 lượt" in answer.answer
    assert "655" not in answer.answer


def test_all_levels_together_are_one_figure(office: Assistant) -> None:
    answer = office.ask("Quý II/2023 cả ba cấp trễ hẹn bao nhiêu hồ sơ, riêng đất đai mấy hồ sơ?")
    assert answer.value == "73"
    assert "đất đai (49 hồ sơ)" in answer.answer


def test_the_date_is_that_of_the_clause_that_is_asked_about(office: Assistant) -> None:
    answer = office.ask("When is the data centre due to open?")
    assert "02/9/2023" in answer.answer


def test_the_recipients_of_a_report_are_told(office: Assistant) -> None:
    for question in ("nơi nhận báo cáo quý I/2023 gồm những ai", "Báo cáo quý I/2023 gửi cho ai?"):
        assert "UBND tỉnh" in office.ask(question).answer


def test_who_did_it_is_told_where_that_is_said(office: Assistant) -> None:
    answer = office.ask("Đơn vị nào tài trợ cho ngày hội Chuyển đổi số 12/5/2023?")
    assert "Bưu điện tỉnh" in answer.answer


def test_months_and_sums_of_what_was_told(office: Assistant) -> None:
    answers = talk(
        office,
        "Doanh thu viễn thông quý II/2023 ước bao nhiêu?",
        "6 tháng thì sao?",
        "còn bưu chính 6 tháng?",
    )
    assert [answer.value for answer in answers] == ["188", "371", "45,9"]
    first, second, third = talk(
        office,
        "How many fines were imposed in Q2 2023?",
        "worth how much in total?",
        "how much of that has been paid?",
    )
    assert [first.value, second.value, third.value] == ["04", "66", "51"]
