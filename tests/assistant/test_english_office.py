"""English as it is spoken in an office: who chaired, which targets were missed, why so few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering.spans import ends, same_part
from assistant.facets import Ask, Dimension
from assistant.kinds import Kind
from assistant.lexicon import load
from assistant.question import Question
from corpus.periods import Period
from index import Archive
from tests.assistant.reading import reader_of

APRIL = """UBND TỈNH HẬU GIANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 88/BC-STTTT
Hậu Giang, ngày 24 tháng 4 năm 2023

BÁO CÁO
Kết quả công tác tháng 4 năm 2023

1. An toàn thông tin
Trung tâm giám sát (SOC) ghi nhận 8.215 cảnh báo.
2. Viễn thông
Hậu Giang có 1.019 vị trí trạm BTS với tổng cộng 2.504 trạm các loại.
Trong 12 chỉ tiêu được giao, 02 chỉ tiêu chưa đạt gồm: tỷ lệ hộ có cáp quang và số trạm 5G.
3. Hội nghị
Phó Giám đốc Sở Đặng Thế Lâm điều hành giao ban; Chánh Văn phòng Bùi Ngọc Yến trình bày báo cáo.
Hai xã Vị Thanh và Hỏa Tiến được chọn làm điểm chuyển đổi số cấp xã.
4. Khó khăn
Tỷ lệ người dân có chữ ký số còn thấp, nguyên nhân là phí gia hạn cao.

5. Thiên tai
Thiệt hại do giông lốc ước 3,1 tỷ đồng, trong đó VNPT 1,7 tỷ đồng, Viettel 1,4 tỷ đồng.
Trong tháng thu 2,3 tỷ đồng phí trực tuyến, đạt 92% kế hoạch tháng.

GIÁM ĐỐC
Võ Thành Tín
"""
MAY = """UBND TỈNH HẬU GIANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 101/BC-STTTT
Hậu Giang, ngày 25 tháng 5 năm 2023

BÁO CÁO
Kết quả công tác tháng 5 năm 2023

1. An toàn thông tin
Trung tâm giám sát (SOC) ghi nhận 7.330 cảnh báo.
Phát hiện 31 máy tính nhiễm mã độc; đã làm sạch 28 máy, còn 03 máy chờ xử lý.
Thực hiện 5 cuộc thanh tra (cùng kỳ 8 cuộc).
2. Dịch vụ công
Trong tháng tiếp nhận 5.120 hồ sơ, nộp trực tuyến 2.611 hồ sơ (51,0%).
Lũy kế 5 tháng 24.300 hồ sơ; nộp trực tuyến 10.692 hồ sơ (44,0%).

GIÁM ĐỐC
Võ Thành Tín
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("office")
    for name, text in (("hau-giang-04.txt", APRIL), ("hau-giang-05.txt", MAY)):
        (folder / name).write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Who chaired the meeting in Hau Giang in April 2023?", ("Đặng Thế Lâm",)),
        ("Who presented the report in Hau Giang in April 2023?", ("Bùi Ngọc Yến",)),
        ("Which targets did Hau Giang miss in April 2023?", ("cáp quang", "5G")),
        (
            "Which two communes of Hau Giang were picked as digital transformation pilots?",
            ("Vị Thanh", "Hỏa Tiến"),
        ),
        ("Why do so few people in Hau Giang have a digital signature?", ("phí gia hạn",)),
        (
            "Did SOC alerts in Hau Giang go up or down from April to May 2023, and what were the"
            " two figures?",
            ("8.215", "7.330"),
        ),
        ("Were all infected computers in Hau Giang cleaned in May 2023?", ("No", "28")),
        ("How did inspections in Hau Giang in May 2023 compare with a year earlier?", ("5", "8")),
        ("How much did the April 2023 storm cost VNPT in Hau Giang?", ("1,7",)),
        (
            "What percentage of dossiers in Hau Giang was filed online in May 2023 itself, not"
            " year to date?",
            ("51,0",),
        ),
    ],
)
def test_what_an_officer_asks(written: Assistant, question: str, held: tuple[str, ...]) -> None:
    answer = written.ask(question)
    assert answer.answerable
    assert all(words in answer.answer for words in held), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "How many BTS sites in Hau Giang are shared between operators?",
        "Why did Hau Giang shut down its digital signature service?",
    ],
)
def test_what_the_reports_do_not_say(written: Assistant, question: str) -> None:
    assert not written.ask(question).answerable


def read(text: str) -> Question:
    return reader_of(["trạm phát sóng mất liên lạc"]).read(text)


def test_a_phrase_is_read_in_the_fewest_pieces() -> None:
    said = [c.surface for c in read("How many base stations lost contact?").concepts]
    assert said == ["base stations", "lost contact"]
    denied = [c.surface for c in read("Which districts did not meet it?").concepts]
    assert "not meet" in denied


def test_of_as_few_pieces_those_without_function_words() -> None:
    said = [c.surface for c in read("How many calls to the 1022 hotline were there?").concepts]
    assert said == ["calls", "1022 hotline"]


def test_the_name_of_one_company_is_no_word_for_another() -> None:
    concepts = read("How many masts does Viettel have?").concepts
    (name,) = (concept for concept in concepts if concept.surface == "Viettel")
    assert {" ".join(s.folded for s in phrase) for phrase in name.alternatives} == {"viettel"}


def test_a_part_of_two_years_is_compared_with_the_same_part() -> None:
    both = same_part(read("Compare the calls of the first quarters of 2022 and 2023."))
    assert both == (Period.quarter(2022, 1), Period.quarter(2023, 1))
    assert same_part(read("Compare the calls of May 2022 and June 2023.")) == ()


def test_the_months_at_the_ends_of_a_span() -> None:
    asked = "How did calls change from August to September 2022?"
    assert ends(read(asked)) == (Period.month(2022, 8), Period.month(2022, 9))
    assert ends(read("How many calls came from January to September 2022?")) == ()


def test_words_that_only_fill_need_not_be_found() -> None:
    soft = {c.surface: c.soft for c in read("How many calls did it take in 2024 alone?").concepts}
    assert soft["alone"]
    assert not soft["calls"]
    assert load().is_general("alone", "en")
    assert not load().is_general("calls", "en")


def test_a_target_that_was_missed_is_no_plan() -> None:
    assert not read("Which of its targets did the province miss?").planned
    assert not read("Did it exceed the revenue plan?").planned
    assert read("What is the revenue target for 2025?").planned


def test_what_is_left_out_says_nothing_of_what_is_asked() -> None:
    assert read("What share was filed online in May, not year to date?").ask is not Ask.CUMULATIVE


def test_how_long_a_service_was_down_is_a_time() -> None:
    question = read("How long was the hospital service down?")
    assert question.kind is Kind.NUMBER
    assert question.dimension is Dimension.TIME
    assert all(c.soft for c in question.concepts if c.surface == "long")
