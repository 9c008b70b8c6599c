"""How English is put together: phrases of alike words, negation, causes, what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.concepts import Words
from assistant.diacritics import count
from assistant.facets import Dimension
from assistant.glosses import Glossary
from assistant.kinds import Kind
from assistant.language import stem
from assistant.lexicon import load
from assistant.question import Question, Reader
from index import Archive

REPORT = """ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 61/BC-STTTT
Bình Phước, ngày 22 tháng 10 năm 2022

BÁO CÁO
Tình hình công tác tháng 10 năm 2022

1. Bưu chính, viễn thông
Doanh thu bưu chính trong tháng ước 31,4 tỷ đồng. Tiếp nhận 12 đơn thư.
Thuê bao di động trả sau đạt 88.140 thuê bao; thuê bao trả trước đạt 903.260 thuê bao.
Thuê bao điện thoại cố định đạt 9.317 thuê bao, giảm 64 thuê bao so với tháng 9.
Còn 17 thôn lõm sóng.
2. Thông tin cơ sở
Có 21 đài truyền thanh xã không phát bằng hai thứ tiếng vì thiếu người đọc tiếng Khmer.
3. Thanh tra
Xử phạt 13 trường hợp với số tiền 154 triệu đồng, đã nộp 121 triệu đồng.

GIÁM ĐỐC
Lý Thị Ngân
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("structure")
    (folder / "binh-phuoc-2022-10.txt").write_text(REPORT, encoding="utf-8")
    archive = Archive.open(folder / "archive", create=True)
    archive.build([folder / "binh-phuoc-2022-10.txt"])
    return Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many contract mobile customers are there in Binh Phuoc?", "88.140"),
        ("How many hamlets in Binh Phuoc are not covered by a mobile signal?", "17"),
        ("How many villages in Binh Phuoc are left with no phone signal?", "17"),
        ("How much mail money did Binh Phuoc take in at the end of October 2022?", "31,4"),
        ("Out of the fines imposed in Binh Phuoc, how much has actually been paid?", "121"),
    ],
)
def test_the_figure_meant_is_found(written: Assistant, question: str, value: str) -> None:
    answer = written.ask(question)
    assert answer.value == value, answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Did landline numbers in Binh Phuoc rise or fall against September 2022?",
        "How did landline subscribers in Binh Phuoc in October 2022 compare with September?",
    ],
)
def test_a_base_is_no_period_asked_about(written: Assistant, question: str) -> None:
    answer = written.ask(question)
    assert answer.answerable
    assert "64" in answer.answer


def test_not_beside_a_verb_is_part_of_the_question(written: Assistant) -> None:
    answer = written.ask("Why do 21 stations in Binh Phuoc not broadcast in two languages?")
    assert "Khmer" in answer.answer


def test_a_personal_number_is_no_count_of_subscribers(written: Assistant) -> None:
    answer = written.ask("What is the mobile phone number of the director in Binh Phuoc?")
    assert not answer.answerable


def read(text: str) -> Question:
    vocabulary = {"dự": 3, "trạm": 9}
    words = Words(*count(vocabulary), bigrams={})
    return Reader(load(), words).read(text)


def surfaces(question: Question) -> dict[str, bool]:
    return {concept.surface: concept.asked for concept in question.concepts}


def test_who_pays_is_not_what_is_counted() -> None:
    assert not surfaces(read("How much did people pay in fees online?"))["people"]
    assert surfaces(read("How many tablets were handed out?"))["tablets"]


def test_no_phrase_spans_what_a_slot_has_taken() -> None:
    assert "in Gia Lai were used" not in surfaces(read("How many sites in Gia Lai were used?"))


def test_what_is_left_out_and_what_is_denied() -> None:
    assert "total" not in surfaces(read("How many accounts are new, not the total?"))
    assert "broken" in surfaces(read("How many stations are not broken?"))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How did the number of calls change between April and May 2023?", Kind.COMPARE),
        ("Which district was best and which was worst at online filing?", Kind.COMPARE),
        ("What made parcel growth slow?", Kind.EXPLAIN),
        ("How did the infections come about?", Kind.EXPLAIN),
        ("How long does it take to clear one lorry?", Kind.NUMBER),
        ("Which goods are best sellers?", Kind.LIST),
        ("Which countries did the teams come from in May 2023?", Kind.LIST),
        ("Did the number of base stations grow between 2019 and 2020?", Kind.YESNO),
        ("Đó là số lượng hồ sơ của cấp huyện hay cấp xã, cộng lại bao nhiêu?", Kind.NUMBER),
        ("How many AI cameras are there?", Kind.NUMBER),
    ],
)
def test_kinds_of_english_questions(question: str, kind: Kind) -> None:
    assert read(question).kind is kind


def test_how_long_something_takes_is_no_length() -> None:
    assert read("How long does it take to clear one lorry?").dimension is Dimension.TIME
    assert read("How long is the fibre network?").dimension is Dimension.LENGTH


def test_words_that_differ_by_a_last_e() -> None:
    for one, other in (("site", "sit"), ("note", "not"), ("code", "cod")):
        assert stem(one) != stem(other)
    assert stem("sites") == stem("site")


def test_words_put_for_one_another_count_inside_phrases_only() -> None:
    words = Glossary(
        [([("postpaid", "subscriber")], [("trả", "sau")]), ([("customer",)], [("khách", "hàng")])],
        [],
        [["subscriber", "customer"]],
    )
    (match,) = words.find(["postpaid", "customers"], [True, True])
    assert match.alternatives == (("trả", "sau"),)
    (alone,) = words.find(["customers"], [True])
    assert alone.alternatives == (("khách", "hàng"),)


def test_a_plan_that_results_are_set_against_is_not_asked_for() -> None:
    assert not read("How many kilometres did they bury, out of the 30 planned?").planned
    assert read("How many stations are planned for 2023?").planned


def test_a_word_written_large_may_be_a_name() -> None:
    (smart,) = (c for c in read("How often was the Smart app used?").concepts if c.start == 18)
    assert ("smart",) in [tuple(s.text for s in phrase) for phrase in smart.alternatives]
    (plain,) = (c for c in read("How many smart stations are there?").concepts if c.start == 9)
    assert ("smart",) not in [tuple(s.text for s in phrase) for phrase in plain.alternatives]


@pytest.mark.parametrize(("verb", "verdict"), [("grow", "Yes"), ("fall", "No")])
def test_a_rise_over_two_years_is_told_in_time(tmp_path: Path, verb: str, verdict: str) -> None:
    text = REPORT.replace(
        "Còn 17 thôn lõm sóng.", "Hiện số trạm BTS là 5.126. Năm 2021, số trạm BTS là 4.790."
    )
    text = text.replace("Tình hình công tác tháng 10 năm", "Tổng kết công tác năm")
    (tmp_path / "binh-phuoc-2022.txt").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path / "archive", create=True) as archive:
        archive.build([tmp_path / "binh-phuoc-2022.txt"])
        answer = Assistant(archive).ask(
            f"Did the number of base stations in Binh Phuoc {verb} between 2021 and 2022?"
        )
    assert answer.answer.startswith(verdict), answer.answer
    assert "336" in answer.answer
