"""Comparisons, yes or no, several parts, series: on the sample archive, and on written reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.kinds import Kind, kind_of, readable
from index import Archive

REPORT = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG LÀO CAI
Số: 31/BC-STTTT
Lào Cai, ngày 25 tháng 6 năm 2022

BÁO CÁO
Kết quả công tác tháng 6/2022

I. KẾT QUẢ THÁNG 6/2022

1. Bưu chính

Các bưu cục nhận 5.300 bưu kiện gửi đi (tháng 5 có 4.900 bưu kiện gửi đi).

Doanh thu bưu chính ước 24,6 tỷ đồng, tăng 3,1% so với tháng trước.

2. An toàn thông tin

Tường lửa của tỉnh ổn định, không ghi nhận sự cố mã độc.

Hệ thống chặn 812 lượt quét dò mật khẩu, tăng 37 lượt so với tháng 5.

3. Chuyển đổi số

Hồ sơ nộp trên mạng đạt 41,5% tổng số hồ sơ, trong khi chỉ tiêu cả năm là 60%.

II. NHIỆM VỤ THÁNG 7/2022

1. Sở sẽ khai trương trung tâm giám sát giao thông.
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of one report in our own words."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "reports").mkdir()
    (folder / "reports" / "lao-cai.txt").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Số trạm 5G qua các tháng năm 2023", Kind.SERIES),
        ("từ tháng 1 đến tháng 6/2023 mỗi tháng bao nhiêu trạm", Kind.SERIES),
        ("5G stations by month in 2023", Kind.SERIES),
        ("Trung bình mỗi tháng có bao nhiêu hồ sơ?", Kind.NUMBER),
        ("Bưu gửi tháng 5/2022 hơn tháng 4 bao nhiêu?", Kind.COMPARE),
        ("Có bao nhiêu văn bản, hơn tháng trước mấy văn bản?", Kind.NUMBER),
        ("Huyện nào dẫn đầu về hồ sơ trực tuyến?", Kind.COMPARE),
        ("By mid-2022, had the province reached its target?", Kind.YESNO),
    ],
)
def test_kinds_of_questions_that_compare(question: str, kind: Kind) -> None:
    assert kind_of(readable(question)) is kind


def test_a_base_in_brackets_is_subtracted_in_the_open(written: Assistant) -> None:
    answer = written.ask("Lào Cai tháng 6/2022 nhận hơn tháng 5 bao nhiêu bưu kiện gửi đi?")
    assert answer.computed
    assert answer.value == "400"
    assert "5.300 − 4.900 = 400" in answer.answer
    assert "tháng 5 có 4.900" in answer.citations[0].excerpt


def test_a_stated_change_is_cited_not_computed(written: Assistant) -> None:
    answer = written.ask("Doanh thu bưu chính Lào Cai tháng 6/2022 so với tháng trước thế nào?")
    assert not answer.computed
    assert answer.value == "3,1"
    assert answer.answer.startswith("Tăng 3,1%")


def test_a_missing_side_is_named_and_the_other_one_given(written: Assistant) -> None:
    answer = written.ask("So sánh doanh thu bưu chính Lào Cai tháng 6/2022 với tháng 1/2022")
    assert not answer.answerable
    assert answer.reason == "one_side_missing"
    assert "tháng 1/2022" in answer.answer
    assert "24,6" in answer.citations[0].excerpt


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Lào Cai tháng 6/2022 có sự cố mã độc nào không?", "Không"),
        ("Tường lửa của Lào Cai tháng 6/2022 có ổn định không?", "Có"),
        ("Lào Cai đã khai trương trung tâm giám sát giao thông chưa?", "Chưa, mới là kế hoạch"),
        ("Tỷ lệ hồ sơ nộp trên mạng của Lào Cai đã đạt chỉ tiêu chưa?", "Chưa"),
        ("Doanh thu bưu chính Lào Cai tháng 6/2022 có giảm so với tháng trước không?", "Không"),
        ("Did postal revenue in Lao Cai rise in June 2022 on the month before?", "Yes"),
        ("Lào Cai tháng 6/2022 có hơn 6.000 bưu kiện gửi đi không?", "Không"),
    ],
    ids=[
        "none",
        "negation of another thing",
        "only planned",
        "target",
        "fall",
        "rise",
        "threshold",
    ],
)
def test_yes_and_no_by_what_proves_it(written: Assistant, question: str, opening: str) -> None:
    answer = written.ask(question)
    assert answer.answerable
    assert answer.answer.startswith(f"{opening}:")
    assert answer.citations


def test_a_series_gives_each_month_in_order_and_names_the_gaps(sample: Assistant) -> None:
    answer = sample.ask("Số trạm 5G đã lắp đặt của An Lộc qua các tháng năm 2023")
    assert answer.kind == "series"
    assert "T9 6, T10 12, T11 19, T12 27" in answer.answer
    assert "không có số liệu: T1/2023" in answer.answer
    assert {c.period for c in answer.citations} == {"09/2023", "10/2023", "11/2023", "12/2023"}


def test_the_greatest_of_listed_parts_with_its_ties(sample: Assistant) -> None:
    answer = sample.ask("Phản ánh hiện trường tháng 10/2024 ở An Lộc lĩnh vực nào nhiều nhất?")
    assert answer.answer.startswith("Nhiều nhất là môi trường (13), thủ tục hành chính (13)")


def test_levels_named_in_turn_are_ranked(sample: Assistant) -> None:
    answer = sample.ask(
        "Tháng 9/2024 ở An Lộc, cấp nào dẫn đầu và cấp nào đứng cuối về tỷ lệ nộp hồ sơ trực tuyến?"
    )
    assert answer.answer.startswith("Cao nhất là cấp tỉnh (77,42%); thấp nhất là cấp xã (64,71%)")


def test_signers_are_compared(sample: Assistant) -> None:
    answer = sample.ask(
        "Người ký báo cáo tháng 1/2023 và tháng 2/2023 của An Lộc có phải cùng một người không?"
    )
    assert answer.answer.startswith("Không:")
    assert len({c.source for c in answer.citations[:2]}) == 2


def test_a_whole_comes_before_the_parts_asked_for(sample: Assistant) -> None:
    answer = sample.ask(
        "Tháng 8/2023 An Lộc có bao nhiêu thuê bao điện thoại, trong đó trả trước bao nhiêu "
        "và trả sau bao nhiêu?"
    )
    assert answer.value == "578.232"
    assert answer.answer.index("578.232") < answer.answer.index("489.074")
    assert "57.840" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Lào Cai tháng 6/2022 nhận bao nhiêu lượt quét dò mật khẩu?",
        "How many password scans did Lao Cai record in June 2022?",
    ],
    ids=["vietnamese", "english"],
)
def test_the_suggested_comparison_has_an_answer(written: Assistant, question: str) -> None:
    suggested = written.ask(question).suggestions[0]
    assert "5/2022" in suggested or "May 2022" in suggested
    answer = written.ask(suggested)
    assert answer.answerable
    assert answer.value == "37"
    assert not answer.computed
