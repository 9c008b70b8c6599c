"""Words of post, telecommunications, press and revenue that question and report do not share."""

from __future__ import annotations

import pytest

from assistant import contrasts
from assistant.contrasts import folded_words
from assistant.matching import Words
from assistant.question import Question, Reader
from corpus.vietnamese import fold
from tests.assistant.reading import reader_of

TEXTS = [
    "Các cơ quan gửi cơ quan khác 310 văn bản; phạt tiền 9 vụ; gửi cơ sở; cơ quan; phạt tiền;",
    "Sản lượng bưu gửi tăng; gửi cơ quan; trạm phát sóng 5G; điểm phục vụ bưu chính.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of(TEXTS)


def missing(question: Question, printed: str) -> list[str]:
    """The telling words of a question that a printed line has neither whole nor word by word."""
    line = Words(printed)
    return [
        concept.surface
        for concept in question.concepts
        if not concept.soft
        and not line.find(concept)
        and not any(all(words) for words in line.find_syllables(concept))
    ]


BRIDGED = [
    ("điểm phục vụ bưu chính", "số điểm cung cấp dịch vụ bưu chính"),
    ("bán kính phục vụ bình quân 3 km", "cự ly trung bình"),
    ("doanh nghiệp bưu chính đang hoạt động", "công ty chuyển phát"),
    ("doanh thu bưu chính", "doanh thu dịch vụ bưu chính"),
    ("tỷ lệ bưu gửi phát đúng hạn", "bưu phẩm giao đúng hẹn"),
    ("chi trả an sinh xã hội", "trả trợ cấp xã hội"),
    ("bưu gửi chứa chất cấm", "bưu gửi có hàng cấm"),
    ("vị trí trạm thu phát sóng (BTS)", "cột BTS"),
    ("trạm 4G", "trạm phát sóng 4G"),
    ("trạm 5G", "trạm phát sóng thế hệ 5"),
    ("thuê bao; di động trả trước", "sim trả trước"),
    ("thuê bao phát triển mới", "thuê bao đăng ký mới"),
    ("lắp mới 45 trạm BTS", "trạm BTS dựng thêm"),
    ("số thôn chưa có sóng di động", "thôn lõm sóng"),
    ("tỷ lệ hộ gia đình có đường cáp quang", "hộ lắp cáp quang"),
    ("ngầm hóa 4 km cáp", "cáp chôn ngầm"),
    ("toàn ngành thu 900 tỷ đồng", "ngành thông tin truyền thông thu về"),
    ("nộp ngân sách nhà nước", "đóng góp vào ngân sách"),
    ("210 tin, bài phản ánh mặt hạn chế", "bài chê"),
    ("đài ứng dụng công nghệ thông tin - viễn thông", "đài truyền thanh thông minh"),
    ("18 đài truyền thanh hỏng", "loa im tiếng"),
    ("giấy phép nhập khẩu xuất bản phẩm không kinh doanh", "giấy phép nhập sách báo"),
    ("xuất bản phẩm in lậu", "sách lậu"),
    ("báo chữ Khmer mỗi số 5.000 bản", "số tờ báo tiếng Khmer mỗi kỳ"),
]


@pytest.mark.parametrize("typed", ["accented", "plain"])
@pytest.mark.parametrize(("printed", "asked"), BRIDGED)
def test_what_people_say_is_found_as_offices_print_it(
    reader: Reader, printed: str, asked: str, typed: str
) -> None:
    question = f"{asked} là bao nhiêu?"
    read = reader.read(question if typed == "accented" else fold(question))
    assert not missing(read, printed)


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("điểm phục vụ bưu chính", "thùng thư công cộng"),
        ("điểm bưu điện văn hóa xã", "bưu cục"),
        ("sản lượng bưu gửi", "doanh thu bưu chính"),
        ("thuê bao viễn thông", "doanh thu viễn thông"),
        ("thuê bao di động trả sau", "sim trả trước"),
        ("trạm 3G", "trạm phát sóng 4G"),
        ("trạm phát triển mới", "thuê bao mới"),
        ("khu dân cư có sóng yếu", "khu dân cư lõm sóng"),
        ("thôn chưa được phủ sóng", "thôn đã phủ sóng"),
        ("26 xã chưa có đài truyền thanh", "xã có đài truyền thanh"),
        ("tin, bài tích cực", "tin bài tiêu cực"),
        ("giấy phép xuất bản bản tin", "giấy phép xuất bản tài liệu không kinh doanh"),
        ("đài truyền thanh FM", "đài truyền thanh thông minh"),
    ],
)
def test_a_neighbouring_indicator_is_not_the_one_asked_for(
    reader: Reader, printed: str, asked: str
) -> None:
    question = reader.read(f"{asked} là bao nhiêu?")
    said = contrasts.load().members(folded_words(printed))
    assert missing(question, printed) or contrasts.conflict(question.contrasts, said)


def test_a_word_that_only_links_the_others_need_not_be_printed(reader: Reader) -> None:
    """Also where the lexicon knows the whole phrase: ``khiếu nại của khách hàng``."""
    surfaces = [c.surface for c in reader.read("Bao nhiêu sản phẩm trên sàn?").concepts]
    assert "trên" not in surfaces


def test_a_code_is_no_part_of_the_word_beside_it(reader: Reader) -> None:
    surfaces = [c.surface for c in reader.read("Có mấy trạm 5G tính hết năm 2024?").concepts]
    assert "5G" in surfaces


def test_function_words_and_known_phrases_are_no_slips(reader: Reader) -> None:
    """However often the archive has another word beside the same neighbour."""
    words = [c.surface for c in reader.read("Bưu gửi có hàng cấm là mấy?").concepts]
    assert words == ["Bưu gửi có hàng cấm"]
    assert not missing(reader.read("Phát tiền trợ cấp là bao nhiêu?"), "chi trả trợ cấp")


def test_social_benefits_are_of_no_level(reader: Reader) -> None:
    assert reader.read("Chi trả trợ cấp xã hội bao nhiêu?").levels == ()
    assert reader.read("Cấp xã có bao nhiêu hồ sơ?").levels
