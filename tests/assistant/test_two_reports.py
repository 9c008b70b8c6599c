"""Comparisons over two reports of one office: the same thing of both, or the missing side named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.kinds import Kind, kind_of, readable
from assistant.question import Question
from index import Archive
from tests.assistant.reading import reader_of

MAY = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG LÀO CAI
Số: 27/BC-STTTT
Lào Cai, ngày 25 tháng 5 năm 2022

BÁO CÁO
Kết quả công tác tháng 5/2022

I. KẾT QUẢ THÁNG 5/2022

1. Chỉ đạo điều hành

Sở trình 02 tờ trình về chính sách cho đội tuyên truyền số của các thôn.

2. Xã hội số

Các thôn đã có đội tuyên truyền số, tất cả là 318 đội với 1.902 người.

Đội giám sát phát hiện 31 máy trạm bị cài mã độc tại 08 cơ quan; 04 máy trạm phải thay ổ cứng.

3. Hồ sơ hành chính

Phường, xã đã nộp 4.410 hồ sơ trên mạng trong số 9.000 hồ sơ (49,0%).

4. Tổng đài

Đường dây nóng nhận 905 cuộc gọi.

5. Đầu tư

Trong 20 việc có 17 việc xong và 02 việc không xong (số buổi học nghề và số loa thôn kết nối mạng).

Đã mở 06 buổi học nghề; số buổi học nghề không xong do giảng viên phải cách ly.

Có 40 thôn đã nối loa với mạng so với chỉ tiêu 75 thôn.

Lý do không xong: nhà cung cấp giao bộ thu chậm vì thiếu linh kiện.

Việc kẻ lại biển báo ở Bát Xát làm xong 7 tuyến; số còn lại lùi sang tháng 6 do mưa lớn.

II. NHIỆM VỤ THÁNG 6/2022

1. Bàn giao kho dữ liệu của tỉnh trước ngày 20/6.

2. Sở giao các phòng: (1) lập biểu mẫu; (2) mở lớp cho các thôn.
"""

JUNE = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG LÀO CAI
Số: 31/BC-STTTT
Lào Cai, ngày 25 tháng 6 năm 2022

BÁO CÁO
Kết quả công tác tháng 6/2022

I. KẾT QUẢ THÁNG 6/2022

1. Xã hội số

Toàn tỉnh còn 305 đội tuyên truyền số sau khi sáp nhập một số thôn.

Có 22 máy trạm của 05 cơ quan bị cài mã độc.

Các đội giúp người dân mở 2.100 tài khoản số, trong đó cấp tỉnh mở 300 tài khoản số.

2. Tổng đài

Ứng dụng góp ý của tỉnh nhận 190 góp ý, đã trả lời 171. Nhóm nhiều nhất là rác thải (83), kế đến
là vỉa hè (64), còn lại là việc khác (43).

Tổng số cuộc gọi đến đường dây nóng là 1.118. Nhiều nhất là hỏi về đất đai với 402 cuộc gọi, kế
đến là giao thông với 266 cuộc gọi.

3. Đầu tư

Việc bàn giao kho dữ liệu dời tới ngày 28/6 vì máy chủ về muộn.

Bão ngày 03/6 làm 18 trạm phát sóng mất tín hiệu ở vùng cao và vùng thấp.

Nhà mạng đã nối lại tín hiệu cho 15 trạm ngay hôm sau, 03 trạm cuối vào ngày 09/6.

4. Bưu chính

Tiền thu bưu chính ước 24,6 tỷ đồng, tăng 3,1% so với cùng kỳ, bằng 51,7% kế hoạch.

Phụ lục. Đội tuyên truyền số theo địa bàn

Địa bàn | Số đội | Số thành viên
Bát Xát | 61 | 366
Bát Xát A | 25 | 377
Bảo Thắng | 84 | 502
Sa Pa | 70 | 411
Văn Bàn | 90 | 540
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of two months in our own words."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "reports").mkdir()
    for name, text in (("05.txt", MAY), ("06.txt", JUNE)):
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "arithmetic"),
    [
        ("Số đội tuyên truyền số tháng 6/2022 ít hơn tháng 5 bao nhiêu đội?", "318 − 305 = 13"),
        ("Tháng 6/2022 đường dây nóng nhận nhiều hơn tháng 5 bao nhiêu cuộc gọi?", "213"),
        ("Số máy trạm bị cài mã độc tháng 6/2022 giảm mấy máy so với tháng trước?", "31 − 22 = 9"),
    ],
    ids=["not the papers about it", "not the most of several", "not the ones repaired"],
)
def test_both_sides_count_the_same(two: Assistant, question: str, arithmetic: str) -> None:
    answer = two.ask(question)
    assert answer.computed
    assert arithmetic in answer.answer
    assert len({citation.source for citation in answer.citations}) == 2


def test_a_rise_in_percent_is_no_share_of_the_plan(two: Assistant) -> None:
    answer = two.ask("Tiền thu bưu chính tháng 6/2022 hơn cùng kỳ bao nhiêu phần trăm?")
    assert answer.value == "3,1"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Địa bàn nào có nhiều đội tuyên truyền số nhất, nhiều hơn Sa Pa bao nhiêu đội?",
            "Văn Bàn (90), hơn Sa Pa 20 (90 − 70 = 20)",
        ),
        (
            "Bảo Thắng kém địa bàn dẫn đầu về số đội tuyên truyền số mấy đội?",
            "Văn Bàn (90), hơn Bảo Thắng 6 (90 − 84 = 6)",
        ),
        (
            "Địa bàn nào ít đội tuyên truyền số nhất, kém Văn Bàn mấy đội?",
            "Bát Xát A (25), kém Văn Bàn 65 (90 − 25 = 65)",
        ),
    ],
    ids=["most", "against the most", "least"],
)
def test_an_extreme_is_set_against_a_named_one(two: Assistant, question: str, said: str) -> None:
    answer = two.ask(question)
    assert answer.computed
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Vì sao số buổi học nghề tháng 5/2022 không xong?", "cách ly"),
        ("Tại sao tháng 5/2022 loa thôn kết nối mạng không xong?", "linh kiện"),
        ("Vì sao việc kẻ lại biển báo ở Bát Xát phải lùi sang tháng 6?", "mưa lớn"),
    ],
    ids=["not the bracket that names it", "from the sentence after", "put off to a month"],
)
def test_the_reason_is_told_not_that_it_happened(
    two: Assistant, question: str, reason: str
) -> None:
    answer = two.ask(question)
    assert answer.answerable
    assert reason in answer.answer


@pytest.mark.parametrize(
    ("question", "opening", "proof"),
    [
        ("Lào Cai đã bàn giao kho dữ liệu trước ngày 20/6/2022 như kế hoạch chưa?", "Chưa", "28/6"),
        ("Các trạm mất tín hiệu vì bão đã được nối lại hết chưa?", "Có", "09/6"),
    ],
    ids=["later than planned", "what became of them"],
)
def test_what_was_done_goes_before_what_was_planned(
    two: Assistant, question: str, opening: str, proof: str
) -> None:
    answer = two.ask(question)
    assert answer.answer.startswith(f"{opening}:")
    assert proof in answer.answer


def test_a_name_with_a_letter_is_another_name(two: Assistant) -> None:
    answer = two.ask("Bát Xát hay Bát Xát A có nhiều thành viên đội tuyên truyền số hơn?")
    assert answer.computed
    assert "377 − 366 = 11" in answer.answer


def test_the_parts_are_given_that_the_next_sentence_names(two: Assistant) -> None:
    answer = two.ask("190 góp ý gửi qua ứng dụng của tỉnh chia theo nhóm thế nào?")
    assert "83" in answer.answer
    assert "64" in answer.answer


def test_a_figure_of_the_place_alone_is_no_side(two: Assistant) -> None:
    answer = two.ask("Số trạm phát sóng của Sa Pa nhiều hơn Văn Bàn bao nhiêu?")
    assert not answer.answerable


def test_how_many_times_is_worked_out_in_the_open(two: Assistant) -> None:
    answer = two.ask("Số máy trạm bị cài mã độc tháng 5/2022 gấp mấy lần tháng 6/2022?")
    assert "31 : 22 = 1,41" in answer.answer


def test_a_months_figure_is_no_side_of_a_longer_period(two: Assistant) -> None:
    answer = two.ask("Tiền thu bưu chính 6 tháng đầu năm 2022 nhiều hơn tháng 5/2022 bao nhiêu?")
    assert "24,6 −" not in answer.answer


def test_no_reason_is_given_for_what_the_sentence_does_not_speak_of(two: Assistant) -> None:
    answer = two.ask("Vì sao Bát Xát có ít trạm phát sóng hơn Văn Bàn?")
    assert not answer.answerable


@pytest.mark.parametrize(
    "question",
    [
        "Huyện nào có nhiều hồ sơ quá hạn nhất tháng 6/2022?",
        "Cấp nào nhiều hồ sơ trễ hạn nhất tháng 6/2022?",
    ],
)
def test_the_most_of_a_month_is_no_deadline(question: str) -> None:
    assert kind_of(readable(question)) is Kind.COMPARE


def test_a_plan_named_aside_asks_for_no_plan() -> None:
    assert not _read("Tỉnh đã mở lớp bồi dưỡng như dự kiến chưa?").planned
    assert _read("Tỉnh dự kiến mở mấy lớp bồi dưỡng?").planned


def test_the_mark_of_an_item_is_no_figure(two: Assistant) -> None:
    answer = two.ask("Tháng 6/2022 Sở dự kiến mở bao nhiêu lớp cho các thôn?")
    assert answer.value != "2"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Bát Xát và Sa Pa, nơi nào có nhiều thành viên đội tuyên truyền số hơn?", Kind.COMPARE),
        ("Tỷ lệ nộp qua mạng năm 2024 hơn 6 tháng đầu năm 2023 bao nhiêu?", Kind.COMPARE),
        ("Doanh thu của Lào Cai chênh Yên Bái bao nhiêu?", Kind.COMPARE),
        ("Số đội giảm đi hay tăng lên?", Kind.COMPARE),
        ("Có bao nhiêu đội, hơn tháng trước mấy đội?", Kind.NUMBER),
        ("Hơn 50 xã đã lập đội thì còn bao nhiêu xã?", Kind.NUMBER),
    ],
)
def test_wordings_of_comparisons(question: str, kind: Kind) -> None:
    assert kind_of(readable(question)) is kind


def test_the_name_of_a_province_is_no_intention() -> None:
    read = _read("Tháng 8 Bình Định mở bao nhiêu lớp?")
    assert not read.planned
    assert _read("Tháng 8 tỉnh định mở bao nhiêu lớp?").planned


def test_no_phrase_is_read_over_the_comma_between_two_asks() -> None:
    read = _read("nhan bao nhieu ho so, truc tuyen bao nhieu")
    assert all("," not in concept.surface for concept in read.concepts)


def _read(question: str) -> Question:
    return reader_of(["hồ sơ trực tuyến", "lớp bồi dưỡng"]).read(question)
