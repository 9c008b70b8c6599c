"""Question reading: kinds, slots and concepts, in three ways of typing."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.facets import Ask, Dimension
from assistant.kinds import Kind
from assistant.question import Reader
from corpus import Level
from corpus.periods import Period
from corpus.vietnamese import fold
from tests.assistant.reading import reader_of

TEXTS = [
    "Toàn tỉnh có 75 trạm 5G, phát triển 120 thuê bao điện thoại, tăng 4,8% so với tháng trước.",
    "Cấp xã tiếp nhận 300 hồ sơ qua mạng; doanh thu bưu chính đạt 18 tỷ đồng; máy chủ ổn định.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    periods = (Period.month(2023, 3), Period.month(2023, 4))
    return reader_of(TEXTS, periods, {"An Lộc": "an-loc"})


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Có bao nhiêu trạm 5G?", Kind.NUMBER),
        ("co may tram 5G", Kind.NUMBER),
        ("Tổng số trạm BTS tháng 4/2023?", Kind.NUMBER),
        ("What was the postal revenue in April 2023?", Kind.NUMBER),
        ("Ai ký báo cáo tháng 4/2023?", Kind.PERSON),
        ("Hội nghị họp hôm nào?", Kind.DATE),
        ("Kế hoạch hạ tầng số mang số mấy?", Kind.DOCUMENT),
        ("Đơn vị nào kiến nghị việc này?", Kind.ORG),
        ("Gồm những cơ quan nào?", Kind.LIST),
        ("Hệ thống máy chủ có bị tấn công không?", Kind.YESNO),
        ("Vì sao cảnh báo tăng bao nhiêu?", Kind.EXPLAIN),
        ("3G với 4G cái nào nhiều hơn, hơn mấy trạm?", Kind.COMPARE),
        ("Which level had the highest rate?", Kind.COMPARE),
    ],
)
def test_kinds(reader: Reader, question: str, kind: Kind) -> None:
    assert reader.read(question).kind is kind


def test_machine_is_not_how_many(reader: Reader) -> None:
    assert reader.read("Máy chủ do đơn vị nào giám sát?").kind is Kind.ORG


def test_dossier_is_not_number(reader: Reader) -> None:
    assert reader.read("Cấp xã có hồ sơ nào qua mạng không?").kind is Kind.YESNO


@pytest.mark.parametrize(
    "question",
    ["Cấp xã tiếp nhận bao nhiêu hồ sơ tháng 4/2023?", "cap xa nhan bao nhieu ho so thang 4/2023"],
    ids=["accented", "plain"],
)
def test_level_and_period_are_slots(reader: Reader, question: str) -> None:
    read = reader.read(question)
    assert read.levels == (Level.COMMUNE,)
    assert read.periods == (Period.month(2023, 4),)
    assert not any("thang" in fold(concept.surface) for concept in read.concepts)


def test_what_is_compared_with_is_not_the_period_asked_for(reader: Reader) -> None:
    read = reader.read("Thuê bao điện thoại tăng mấy phần trăm so với tháng trước?")
    assert read.periods == ()
    assert read.ask is Ask.CHANGE
    assert read.dimension is Dimension.PERCENT


def test_a_named_period_beats_a_relative_one(reader: Reader) -> None:
    assert reader.read("Trong tháng này, tức tháng 3/2023, có mấy trạm?").periods == (
        Period.month(2023, 3),
    )


def test_last_month_counts_from_the_newest_report(reader: Reader) -> None:
    assert reader.read("Tháng trước có bao nhiêu trạm?").periods == (Period.month(2023, 3),)


def test_a_province_known_only_from_the_archive_is_a_place(reader: Reader) -> None:
    assert reader.read("An Lộc có bao nhiêu trạm?").provinces == ("an-loc",)
    assert reader.read("an loc co bao nhieu tram").provinces == ("an-loc",)


def test_a_common_word_before_a_name_is_no_part_of_it(reader: Reader) -> None:
    assert reader.read("Mạng cáp quang Ninh Thuận dài bao nhiêu km?").provinces == ("ninh-thuan",)


def test_the_counted_thing_is_marked(reader: Reader) -> None:
    asked = [
        c.surface for c in reader.read("Có bao nhiêu thuê bao điện thoại?").concepts if c.asked
    ]
    assert asked
    assert fold(asked[0]).startswith("thue bao")


def test_english_words_become_the_fields_vietnamese_ones(reader: Reader) -> None:
    read = reader.read("How many phone subscribers were added?")
    words = {s.text for c in read.concepts for a in c.alternatives for s in a}
    assert {"thuê", "bao", "điện", "thoại"} <= words
    assert read.english


@pytest.mark.parametrize("text", ["", "???", "a" * 3000, "1 2 3", "\x00"])
def test_odd_input_is_read_without_error(reader: Reader, text: str) -> None:
    assert reader.read(text).kind in Kind


def test_how_many_stations_are_no_workstations(sample: Assistant) -> None:
    """``mấy trạm`` folds like ``máy trạm``, which is one of a contrast class."""
    plain = sample.context("an loc thang 3/2023 co may tram 5g").question
    accented = sample.context("An Lộc tháng 3/2023 có mấy trạm 5G?").question
    machines = sample.context("An Lộc tháng 3/2023 có bao nhiêu máy trạm nhiễm mã độc?").question
    assert len(plain.contrasts) == len(accented.contrasts) == 1
    assert set(machines.contrasts) - set(accented.contrasts)
