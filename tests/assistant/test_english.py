"""English questions in other words than the reports' translations: what they mean, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.english_kinds import KINDS
from assistant.facets import Dimension
from assistant.glosses import Glossary
from assistant.kinds import Kind
from assistant.question import Reader
from corpus import Level
from corpus.periods import Period
from index import Archive
from tests.assistant.reading import reader_of

REPORT = """ỦY BAN NHÂN DÂN TỈNH KON TUM
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 77/BC-STTTT
Kon Tum, ngày 20 tháng 5 năm 2022

BÁO CÁO
Tình hình công tác tháng 5 năm 2022

I. KẾT QUẢ
1. Bưu chính, viễn thông
Trong tháng, các nhà mạng tháo dỡ 19 cột ăng ten cũ và kéo thêm 26 tuyến cáp quang dài 140 km.
Còn 33 làng chưa có sóng di động. Phạt 4 đại lý bán SIM kích hoạt sẵn, số tiền 12 triệu đồng.
2. Chính quyền số
Hộp thư công vụ: cả tỉnh có 2.915 tài khoản, trong tháng cấp mới 84 tài khoản.
Huyện Đắk Glei có 41 tổ công nghệ số, huyện Ngọc Hồi có 37 tổ công nghệ số.
Hệ thống một cửa ngưng hoạt động 3 giờ nên 214 hồ sơ bị chậm.
3. Thông tin cơ sở
Có 52 đài truyền thanh xã còn hoạt động tốt, 9 đài hỏng chưa sửa vì không còn linh kiện thay thế.

II. NHIỆM VỤ THÁNG 6
Lắp thêm 15 điểm phát wifi tại bến xe.

GIÁM ĐỐC
Hoàng Văn Tuệ
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("english")
    (folder / "kon-tum-2022-05.txt").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "kon-tum-2022-05.txt"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many outdated masts were pulled down in Kon Tum?", "19"),
        ("Number of fibre lines laid in Kon Tum in May?", "26"),
        ("How many hamlets in Kon Tum still lack a mobile signal?", "33"),
        ("How many sellers of pre-activated SIM cards were fined in Kon Tum?", "4"),
        ("How much did the fines come to in Kon Tum?", "12"),
        ("How many official e-mail accounts does Kon Tum have in all?", "2.915"),
        ("How many digital technology groups does Ngoc Hoi district have?", "37"),
        ("How many loudspeaker stations are broken in Kon Tum?", "9"),
        ("How many more wifi hotspots does Kon Tum intend to put up in June?", "15"),
    ],
)
def test_a_figure_is_found_in_other_words(written: Assistant, question: str, value: str) -> None:
    answer = written.ask(question)
    assert answer.answerable, answer.answer
    assert answer.value == value


@pytest.mark.parametrize(
    "question",
    [
        "How many helicopters does the department own?",
        "How many podcasts were produced in Kon Tum in May 2022?",
        "How many libraries are there in Kon Tum?",
        "What is the capital of France?",
    ],
)
def test_what_no_report_speaks_of_is_refused_in_english(written: Assistant, question: str) -> None:
    answer = written.ask(question)
    assert not answer.answerable
    assert answer.answer.isascii() or "“" in answer.answer, "only a quotation is Vietnamese"


def test_what_so_gives_is_a_cause(written: Assistant) -> None:
    answer = written.ask("Why were 214 dossiers late in Kon Tum?")
    assert answer.answerable
    assert "ngưng hoạt động" in answer.answer


TEXTS = ["Toàn tỉnh có 75 trạm, tiếp nhận 300 hồ sơ; huyện Châu Thành và xã Bình Lợi, tháng 7."]


@pytest.fixture(scope="module")
def reader() -> Reader:
    periods = (Period.month(2022, 7), Period.nine_months(2023), Period.month(2024, 3))
    reported = {"ben-tre": periods[:1], "quang-tri": periods[1:2]}
    return reader_of(TEXTS, periods, reported=reported)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What did mobile services bring in over the year?", Kind.NUMBER),
        ("What online filing rate does the province aim for?", Kind.NUMBER),
        ("Where does the province stand in the digital ranking?", Kind.NUMBER),
        ("How many more stations are planned?", Kind.NUMBER),
        ("How many more stations than wifi points are there?", Kind.COMPARE),
        ("Did revenue go up or down in May?", Kind.COMPARE),
        ("List the number of stations by type.", Kind.LIST),
        ("Which division was put in charge?", Kind.ORG),
        ("Under which number was the report filed?", Kind.DOCUMENT),
        ("What is the plan on open data?", Kind.DOCUMENT),
    ],
)
def test_kinds_of_english_wordings(reader: Reader, question: str, kind: Kind) -> None:
    assert reader.read(question).kind is kind


def test_every_pattern_is_of_a_kind() -> None:
    assert set(KINDS) <= {kind.value for kind in Kind}


def test_people_who_were_fined_are_no_money(reader: Reader) -> None:
    assert reader.read("How many people were fined?").dimension is None
    assert reader.read("How much were people fined?").dimension is Dimension.MONEY


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("Dossiers received at district level?", (Level.DISTRICT,)),
        ("How many district-level dossiers were there?", (Level.DISTRICT,)),
        ("How many teams are there in Chau Thanh district?", ()),
        ("Share of communes with fibre?", ()),
        ("What share did the communes settle on time?", (Level.COMMUNE,)),
    ],
)
def test_a_level_is_neither_a_place_nor_what_is_counted(
    reader: Reader, question: str, levels: tuple[Level, ...]
) -> None:
    assert reader.read(question).levels == levels


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("What happened in Ben Tre in July?", "2022-07"),
        ("How many stations will Ben Tre plan for August?", "2022-08"),
        ("How many stations were built in Quang Tri since January?", "2023-9M"),
        (
            "How many stations were built in Quang Tri in the first three quarters of 2023?",
            "2023-9M",
        ),
    ],
)
def test_a_month_without_a_year_is_that_of_the_places_reports(
    reader: Reader, question: str, code: str
) -> None:
    assert [period.code for period in reader.read(question).periods] == [code]


def test_a_day_is_not_the_month_that_is_reported(reader: Reader) -> None:
    assert not reader.read("Who hosts the 10 October event in Ben Tre?").periods


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many public postal complaints were there?", "complaints"),
        ("How many complaints answered late were there?", "complaints"),
        ("What is the number of base stations?", "base stations"),
    ],
)
def test_the_plural_head_is_what_is_counted(reader: Reader, question: str, counted: str) -> None:
    asked = [concept.surface for concept in reader.read(question).concepts if concept.asked]
    assert asked == [counted]


# --- the glossary itself ------------------------------------------------------------


def phrases(*texts: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.split()) for text in texts)


GLOSSARY = Glossary(
    [(phrases("e mail account"), phrases("tài khoản thư điện tử"))],
    [
        (phrases("e mail", "mail"), phrases("thư công vụ")),
        (phrases("account"), phrases("tài khoản", "hộp thư")),
        (phrases("item send"), phrases("bưu gửi")),
        (phrases("install"), phrases("lắp đặt")),
        (phrases("e mail account"), phrases("hộp thư điện tử")),
    ],
)


def found(text: str) -> list[set[str]]:
    tokens = text.split()
    matches = GLOSSARY.find(tokens, [True] * len(tokens))
    return [{" ".join(phrase) for phrase in match.alternatives} for match in matches]


def test_the_fields_words_come_before_everyday_ones() -> None:
    tokens = ["e-mail", "accounts"]
    (match,) = GLOSSARY.find(tokens, [True, True])
    assert [" ".join(phrase) for phrase in match.alternatives] == [
        "tài khoản thư điện tử",
        "hộp thư điện tử",
    ]


def test_a_phrase_is_matched_over_its_auxiliaries() -> None:
    assert found("items were sent") == [{"bưu gửi"}]


def test_a_derived_word_means_what_its_root_means() -> None:
    assert found("installer") == [{"lắp đặt"}]
    assert found("installation") == [{"lắp đặt"}]
    assert found("stall") == []


def test_parts_of_a_phrase_are_its_words_head_first() -> None:
    tokens = ["mail", "account"]
    words = Glossary(
        [(phrases("mail account"), phrases("thư điện tử"))],
        [(phrases("mail"), phrases("thư")), (phrases("account"), phrases("tài khoản"))],
    )
    (match,) = words.find(tokens, [True, True])
    assert match.parts == (phrases("tài khoản"), phrases("thư"))
