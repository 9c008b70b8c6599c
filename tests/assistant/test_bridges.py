"""Words that question and report do not share, and words that must stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import contrasts
from assistant.facets import Dimension
from assistant.kinds import Kind
from assistant.matching import Words as Text
from assistant.question import Reader
from corpus.numbers import find_numbers
from tests.assistant.reading import reader_of

TABLE = Path(__file__).parent / "phrases" / "bridged.txt"
PAIRS = [
    tuple(part.strip() for part in line.split("|"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of([printed for _, printed in PAIRS])


def unbridged(reader: Reader, asked: str, printed: str) -> list[str]:
    """The telling words of a question for `asked` that no word of `printed` answers."""
    text = Text(printed)
    concepts = [c for c in reader.read(f"Có bao nhiêu {asked}?").concepts if not c.soft]
    assert concepts, asked
    return [
        concept.surface
        for concept in concepts
        if not text.find(concept)
        and not any(all(words) for words in text.find_syllables(concept) if words)
    ]


@pytest.mark.parametrize(("asked", "printed"), PAIRS, ids=[asked for asked, _ in PAIRS])
def test_what_people_say_is_found_as_reports_print_it(
    reader: Reader, asked: str, printed: str
) -> None:
    assert unbridged(reader, asked, printed) == []


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("dịch vụ công toàn trình", "dịch vụ công trực tuyến một phần"),
        ("xã thông minh", "thôn thông minh"),
        ("điện thoại viên", "tổng đài 1022 tiếp nhận cuộc gọi"),
        ("hồ sơ trễ hẹn", "hồ sơ đang xử lý"),
        ("đơn tố cáo", "đơn khiếu nại"),
        ("viện phí", "học phí"),
        ("chứng thư số được gia hạn", "thu hồi chứng thư số"),
        ("người về hưu", "người được bổ nhiệm"),
    ],
)
def test_neighbouring_indicators_stay_apart(reader: Reader, asked: str, printed: str) -> None:
    assert unbridged(reader, asked, printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kéo dài thời hạn", "thu hồi"),
        ("học phí", "viện phí"),
        ("xã hội số", "kinh tế số"),
        ("giải ngân", "tổng mức đầu tư"),
        ("tuyển dụng viên chức", "bổ nhiệm"),
        ("bằng khen", "giấy khen"),
        ("đơn khiếu nại", "đơn tố cáo"),
    ],
)
def test_classes_of_offices_and_money_part_what_reports_part(one: str, other: str) -> None:
    classes = contrasts.load()
    asked, said = (classes.members(contrasts.folded_words(text)) for text in (one, other))
    assert contrasts.conflict(asked, said)


def test_a_word_of_the_lexicon_is_no_slip_of_the_keyboard(reader: Reader) -> None:
    """No report here has *phải* or *tung*, and they are not *phạt* and *dụng* for that."""
    surfaces = [c.surface for c in reader.read("Bao nhiêu tiền phải trả cho thôn?").concepts]
    assert not any("phải" in surface for surface in surfaces)


@pytest.mark.parametrize(
    ("question", "surface"),
    [
        ("Bao nhiêu hồ sơ được giải quyết?", "giải quyết"),
        ("Bao nhiêu hồ sơ giải quyết bị trễ hẹn?", "trễ hẹn"),
    ],
)
def test_a_particle_before_a_verb_cuts_no_phrase(
    reader: Reader, question: str, surface: str
) -> None:
    surfaces = [c.surface for c in reader.read(question).concepts]
    assert any(found.endswith(surface) for found in surfaces), surfaces


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("Chuyển đổi số đứng thứ mấy?", None),
        ("Tịch thu mấy cuốn sách?", None),
        ("Mấy người bị phạt?", None),
        ("Có bao nhiêu triệu lượt truy cập?", None),
        ("Gói thầu trị giá bao nhiêu?", Dimension.MONEY),
        ("Hồ sơ tồn bao nhiêu?", None),
        ("Thu được bao nhiêu?", Dimension.MONEY),
        ("Kinh tế số chiếm bao nhiêu?", Dimension.PERCENT),
    ],
)
def test_money_is_not_read_into_ranks_and_counts(
    reader: Reader, question: str, dimension: Dimension | None
) -> None:
    read = reader.read(question)
    assert read.kind is Kind.NUMBER
    assert read.dimension is dimension


def test_a_longer_phrase_is_not_cut_by_one_before_it(reader: Reader) -> None:
    surfaces = [
        c.surface for c in reader.read("Bao nhiêu thủ tục lên làm trọn trên mạng?").concepts
    ]
    assert "làm trọn trên mạng" in surfaces


def test_what_an_ask_speaks_for_only_in_part_still_tells(reader: Reader) -> None:
    (people, *_) = reader.read("Tổng số người trong tổ công nghệ số?").concepts
    assert not people.soft


def test_a_list_of_things_is_no_numbered_section() -> None:
    found = find_numbers("công bố danh mục 31 thủ tục")
    assert [number.printed for number in found] == ["31"]
    assert find_numbers("theo mục 31 của kế hoạch") == []
