"""Words beyond the field's own: what colours a question, what frames it, what people say."""

from __future__ import annotations

import gc

import pytest

import assistant.lexicon
from assistant.lexicon import Lexicon, load
from assistant.question import Reader
from corpus.vietnamese import fold
from tests.assistant.reading import reader_of

TEXTS = [
    "Toàn tỉnh có 75 thôn lõm sóng, 12 cơ sở in; thu hồi 9 sim; 3 địa phương nộp 4 bài dự thi.",
    "Hồ sơ quá hạn do vướng; gỡ bỏ liên kết cờ bạc trong 3 giờ; chỉnh trang 20 tuyến đường.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of(TEXTS)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def soft_words(reader: Reader, question: str) -> set[str]:
    return {c.surface.lower() for c in reader.read(question).concepts if c.soft}


def telling_words(reader: Reader, question: str) -> set[str]:
    return {c.surface.lower() for c in reader.read(question).concepts if not c.soft}


@pytest.mark.parametrize(
    ("question", "colour"),
    [
        ("How many SIM cards were properly recovered?", "properly"),
        ("By how much did subscribers rise, net of losses?", "net"),
        ("What was the precise revenue?", "precise"),
        ("Which localities were picked?", "localities"),
        ("Name the three districts with the fewest late dossiers.", "three"),
        ("How long did it take to remove the links?", "how long did it take"),
    ],
)
def test_what_only_colours_an_english_question_need_not_be_found(
    reader: Reader, question: str, colour: str
) -> None:
    assert colour in soft_words(reader, question)


@pytest.mark.parametrize("phrase", ["so far", "to date", "all told", "thus far", "as things stand"])
def test_phrases_that_only_colour_a_question_are_no_words_of_it(
    reader: Reader, phrase: str
) -> None:
    told = telling_words(reader, f"How many SIM cards were recovered {phrase}?")
    assert told == {"sim cards", "recovered"}


def test_what_only_colours_takes_no_word_from_a_phrase(lexicon: Lexicon) -> None:
    (match,) = lexicon.gloss(["items", "about", "the", "province"])
    assert (match.start, match.end) == (0, 4)


def test_what_is_counted_is_never_mere_colour(reader: Reader) -> None:
    assert "localities" in telling_words(reader, "How many localities sent entries?")
    assert "serious" in telling_words(reader, "How many serious attacks were there?")


@pytest.mark.parametrize("part", ["late", "early", "mid"])
def test_the_part_of_a_month_is_no_word_of_the_question(reader: Reader, part: str) -> None:
    """``late`` before a month is no late dossier."""
    assert telling_words(reader, f"How many SIM cards were recovered by {part} March 2023?") == {
        "sim cards",
        "recovered",
    }
    assert "late" in telling_words(reader, "How many late dossiers were there in March 2023?")


def test_words_that_only_fill_may_stand_inside_a_phrase(lexicon: Lexicon) -> None:
    """``no proper mobile coverage`` says the contrary of ``mobile coverage``."""
    (match,) = lexicon.gloss(["no", "proper", "mobile", "coverage"])
    assert ("lõm", "sóng") in match.alternatives
    assert ("phủ", "sóng") not in match.alternatives


@pytest.mark.parametrize(
    ("english", "printed"),
    [
        ("recovered", "thu hồi"),
        ("seized", "thu hồi"),
        ("chaired", "chủ trì"),
        ("tidied up", "chỉnh trang"),
        ("dead spots", "lõm sóng"),
        ("no reception", "chưa có sóng"),
        ("fell short", "không đạt"),
        ("hospital", "bệnh viện"),
        ("ransom", "tiền chuộc"),
        ("encrypted", "mã hóa"),
        ("hotline", "đường dây nóng"),
        ("pilots", "thí điểm"),
        ("broke ground", "khởi công"),
        ("signed off", "nghiệm thu"),
        ("handed over", "bàn giao"),
        ("backlog", "tồn đọng"),
        ("bottlenecks", "điểm nghẽn"),
        ("taken down", "gỡ bỏ"),
        ("cyber incident", "sự cố an toàn thông tin"),
        ("won the contract", "trúng thầu"),
        ("dismantled", "tháo dỡ"),
        ("goods", "hàng hóa"),
        ("fishing vessels", "tàu cá"),
        ("land certificate", "giấy chứng nhận quyền sử dụng đất"),
        ("chat bot", "trợ lý ảo"),
        ("run out", "hết hạn"),
        ("english", "tiếng Anh"),
        ("holes", "lỗ hổng"),
        ("carried over", "kỳ trước chuyển sang"),
    ],
)
def test_an_english_askers_usual_words_reach_what_reports_print(
    lexicon: Lexicon, english: str, printed: str
) -> None:
    matches = lexicon.gloss(english.split())
    assert len(matches) == 1, matches
    assert tuple(printed.lower().split()) in matches[0].alternatives


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("valid", "expired"),
        ("download speed", "upload speed"),
        ("battery", "ups"),
        ("spam texts", "spam call"),
        ("banners", "posters"),
        ("poor households", "near poor"),
        ("answered", "unanswered"),
        ("health station", "health centre"),
        ("retired", "resigned"),
        ("virtual server", "server"),
        ("paid up", "not yet paid"),
    ],
)
def test_what_differs_is_told_apart(lexicon: Lexicon, one: str, other: str) -> None:
    first, second = (lexicon.gloss(text.split())[0].alternatives for text in (one, other))
    assert first[0] not in second
    assert second[0] not in first


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("đường link", "liên kết"),
        ("khóa dữ liệu đòi tiền chuộc", "tiền chuộc"),
        ("trễ hẹn", "quá hạn"),
        ("nút thắt", "điểm nghẽn"),
        ("làm điểm", "thí điểm"),
        ("dọn dây", "chỉnh trang"),
        ("lấy lại", "thu hồi"),
        ("bắt đầu thi công", "khởi công"),
        ("làm chủ trì", "chủ trì"),
        ("dở dang", "chưa hoàn thành"),
        ("bình ắc quy", "ắc quy"),
        ("tiền nộp chậm", "tiền chậm nộp"),
        ("nộp hồ sơ qua mạng", "nộp trực tuyến"),
        ("diễn tập an toàn thông tin", "diễn tập thực chiến"),
        ("họp báo định kỳ", "họp báo"),
        ("bó gọn cáp viễn thông", "bó gọn"),
        ("bị gió quật ngã", "gãy đổ"),
        ("im hơi lặng tiếng", "không hoạt động"),
        ("lẹt đẹt", "thấp"),
    ],
)
def test_everyday_vietnamese_reaches_what_reports_print(
    lexicon: Lexicon, asked: str, printed: str
) -> None:
    for folded in (False, True):
        words = asked.split()
        typed = list(map(fold, words)) if folded else words
        found = {way for m in lexicon.synonyms(typed, folded=folded) for way in m.alternatives}
        assert tuple(printed.split()) in found


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("Hồ sơ quá hạn vướng ở khâu nào?", "khâu"),
        ("Gỡ bỏ liên kết cờ bạc mất bao lâu?", "mất"),
        ("Địa phương nào nộp nhiều bài dự thi nhất?", "địa phương"),
        ("Sở đã thu hồi bao nhiêu sim?", "sở"),
        ("Hồ sơ hay bị vướng ở công đoạn nào nhất?", "nhất"),
        ("ho so hay bi vuong o cong doan nao nhat?", "nhat"),
    ],
)
def test_what_only_frames_a_vietnamese_question_need_not_be_found(
    reader: Reader, question: str, frame: str
) -> None:
    assert frame not in telling_words(reader, question)


def test_reading_the_data_leaves_the_collector_of_garbage_as_it_was() -> None:
    read = assistant.lexicon.load.__wrapped__
    for collecting in (False, True):
        (gc.enable if collecting else gc.disable)()
        try:
            read()
            assert gc.isenabled() is collecting
        finally:
            gc.enable()
