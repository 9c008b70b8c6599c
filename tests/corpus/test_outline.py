"""Section paths and openers: what every stretch of text stands under."""

from __future__ import annotations

import pytest

from corpus.cleaning import clean
from corpus.lines import opening
from corpus.model import Document
from corpus.outline import Unit, find_opener, outline


def units(text: str) -> tuple[Unit, ...]:
    return outline(clean(Document("a.txt", "text/plain", "", text)))


def place(text: str, words: str) -> tuple[tuple[str, ...], str]:
    """Return section and topic of the unit of `text` that holds `words`."""
    (unit,) = [unit for unit in units(text) if words in unit.text]
    return unit.section, unit.topic


NUMBERED = """BÁO CÁO
Kết quả công tác quý I năm 2024

Phần thứ nhất
KẾT QUẢ THỰC HIỆN NHIỆM VỤ QUÝ I

I. BƯU CHÍNH, VIỄN THÔNG

1. Bưu chính

Toàn tỉnh có 140 điểm phục vụ bưu chính.

2. Viễn thông

2.1. Hạ tầng

a) Trạm phát sóng

Số trạm phát sóng là 1.250 trạm.

b) Cáp quang:

Tổng chiều dài cáp quang là 5.300 km.

2.2 Thuê bao

Số thuê bao điện thoại là 812.400 thuê bao.

II. CÔNG NGHỆ THÔNG TIN

Tình hình vận hành các nền tảng dùng chung:

Trục liên thông đã trao đổi 41.220 văn bản điện tử trong quý.

Tình hình an toàn thông tin mạng

Trung tâm giám sát đã ghi nhận 310 cảnh báo và xử lý xong trong ngày.

Phần thứ hai
PHƯƠNG HƯỚNG QUÝ II

1. Trình UBND tỉnh ban hành Kế hoạch phát triển hạ tầng số giai đoạn 2024 - 2026;

2. Kiểm tra các điểm bưu điện văn hóa xã trên địa bàn ba huyện miền núi của tỉnh.
"""
PART_ONE = "Phần thứ nhất KẾT QUẢ THỰC HIỆN NHIỆM VỤ QUÝ I"
PART_TWO = "Phần thứ hai PHƯƠNG HƯỚNG QUÝ II"


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("140 điểm", (PART_ONE, "I. BƯU CHÍNH, VIỄN THÔNG", "1. Bưu chính")),
        (
            "1.250 trạm",
            (
                PART_ONE,
                "I. BƯU CHÍNH, VIỄN THÔNG",
                "2. Viễn thông",
                "2.1. Hạ tầng",
                "a) Trạm phát sóng",
            ),
        ),
        (
            "5.300 km",
            (
                PART_ONE,
                "I. BƯU CHÍNH, VIỄN THÔNG",
                "2. Viễn thông",
                "2.1. Hạ tầng",
                "b) Cáp quang",
            ),
        ),
        (
            "812.400",
            (PART_ONE, "I. BƯU CHÍNH, VIỄN THÔNG", "2. Viễn thông", "2.2 Thuê bao"),
        ),
        (
            "41.220",
            (
                PART_ONE,
                "II. CÔNG NGHỆ THÔNG TIN",
                "Tình hình vận hành các nền tảng dùng chung",
            ),
        ),
        (
            "310 cảnh báo",
            (PART_ONE, "II. CÔNG NGHỆ THÔNG TIN", "Tình hình an toàn thông tin mạng"),
        ),
        ("Trình UBND tỉnh", (PART_TWO,)),
        ("Kiểm tra các điểm", (PART_TWO,)),
    ],
)
def test_section_paths(words: str, section: tuple[str, ...]) -> None:
    """Numbered, lettered and bare headings nest; long numbered sentences are list items."""
    assert place(NUMBERED, words) == (section, "")


def test_a_numbered_opener_is_a_section() -> None:
    """``1. Lĩnh vực: …`` heads its own paragraph and those after it, up to the next number."""
    text = (
        "1. Tham mưu Ủy ban nhân dân tỉnh: Ban hành 02 Kế hoạch và các văn bản về hạ tầng.\n\n"
        "Các huyện đã triển khai đầy đủ theo hướng dẫn của Sở trong tháng.\n\n"
        "2. Phương hướng thời gian tới: Tiếp tục triển khai các nền tảng số dùng chung của tỉnh."
    )
    assert place(text, "02 Kế hoạch")[0] == ("1. Tham mưu Ủy ban nhân dân tỉnh",)
    assert place(text, "Các huyện")[0] == ("1. Tham mưu Ủy ban nhân dân tỉnh",)
    assert place(text, "Tiếp tục")[0] == ("2. Phương hướng thời gian tới",)


def test_openers_inside_a_paragraph_part_it() -> None:
    """Each opener after a sentence end begins a topic under the paragraph's own opener."""
    text = (
        "Hoạt động Trung tâm điều hành thông minh: Hệ thống giám sát mã độc: đã ghi nhận 310 cảnh "
        "báo thấp và 12 cảnh báo cao. Hệ thống phản ánh hiện trường: tiếp nhận 45 phản ánh; đã xử "
        "lý 40 phản ánh. Hệ thống camera giao thông: có 60 camera hoạt động ổn định cả tháng. "
        "Nhìn chung, các hệ thống vận hành tốt."
    )
    center = "Hoạt động Trung tâm điều hành thông minh"
    assert place(text, "310") == ((center,), "Hệ thống giám sát mã độc")
    assert place(text, "45 phản ánh") == ((center,), "Hệ thống phản ánh hiện trường")
    assert place(text, "60 camera") == ((center,), "Hệ thống camera giao thông")
    assert place(text, "Nhìn chung") == ((), center)


def test_a_topic_lasts_until_something_new_begins() -> None:
    """Paragraphs without an opener belong to the one before; headings and new openers end it."""
    text = (
        "1. Viễn thông\n\n"
        "Phát triển thuê bao: Toàn tỉnh có 812.400 thuê bao điện thoại, tăng 1,2% trong tháng.\n\n"
        "Số thuê bao băng rộng cố định là 120.300 thuê bao trên toàn tỉnh.\n\n"
        "Ngoài ra, Sở đã tiếp nhận và giải quyết 14 hồ sơ về tần số vô tuyến điện.\n\n"
        "2. Báo chí\n\nCác cơ quan báo chí đã đăng tải 420 tin, bài về tỉnh trong tháng."
    )
    assert place(text, "120.300") == (("1. Viễn thông",), "Phát triển thuê bao")
    assert place(text, "14 hồ sơ") == (("1. Viễn thông",), "")
    assert place(text, "420 tin") == (("2. Báo chí",), "")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Số thuê bao di động cũng tăng đều tại các huyện.", "Phát triển thuê bao di động"),
        ("Riêng cấp xã có 12.300 hồ sơ trong kỳ báo cáo.", "Phát triển thuê bao di động"),
        ("Có 37 camera chạy ổn định trên các tuyến đường.", ""),
    ],
    ids=["same words", "leans on what is before", "another subject"],
)
def test_a_topic_is_carried_to_what_speaks_of_it(text: str, topic: str) -> None:
    """A paragraph without an opener keeps the one before only if it speaks of it."""
    opener = "Phát triển thuê bao di động: Toàn tỉnh có 742.400 thuê bao, tăng 1,2% trong tháng."
    assert place(f"1. Viễn thông\n\n{opener}\n\n{text}", text)[1] == topic


def test_an_item_that_heads_itself_does_not_head_the_next() -> None:
    """The section of a numbered opener ends with the next number, also without an opener."""
    text = (
        "II. NHIỆM VỤ THÁNG 5\n\n"
        "1. Kế hoạch tháng tới: tổ chức 01 lớp tập huấn và thêm 04 điểm wifi công cộng.\n"
        "2. Thực hiện 02 cuộc thanh tra đối với các đại lý Internet.\n"
    )
    assert place(text, "01 lớp")[0] == ("II. NHIỆM VỤ THÁNG 5", "1. Kế hoạch tháng tới")
    assert place(text, "02 cuộc")[0] == ("II. NHIỆM VỤ THÁNG 5",)


def test_plus_items_stand_under_the_dash_before_them() -> None:
    """Nested bullets keep the opener of the outer bullet, also where it stands alone."""
    text = (
        "1. Hạ tầng\n\n- Về bưu chính:\n+ 140 điểm phục vụ;\n+ 31 bưu cục.\n"
        "- Chính quyền số: tỷ lệ hồ sơ trực tuyến của tỉnh đạt 71,2% trong quý.\n"
        "+ Cấp huyện đạt 77,0%;\n- Tổ chức 02 lớp tập huấn."
    )
    assert place(text, "140 điểm") == (("1. Hạ tầng", "Về bưu chính"), "")
    assert place(text, "77,0%")[1] == "Chính quyền số"
    assert place(text, "02 lớp")[1] == ""


def test_footnotes_belong_where_their_mark_stands() -> None:
    """A footnote printed in a later section is placed with the sentence that refers to it."""
    text = (
        "1. Tham mưu\n\nSở đã tham mưu ban hành ba kế hoạch[1] trong tháng 3 năm 2024.\n\n"
        "2. Viễn thông\n\nToàn tỉnh có 88 trạm 5G.\n\n[1] Gồm kế hoạch số 5, số 6 và số 7."
    )
    assert place(text, "Gồm kế hoạch")[0] == ("1. Tham mưu",)


def test_a_table_has_the_line_before_it_for_a_topic() -> None:
    """Rows of a table know its title."""
    text = (
        "1. Viễn thông\n\nBảng 1. Thuê bao theo loại\n"
        "STT | Loại | Số lượng\n1 | Di động | 742.400\n2 | Cố định | 70.000"
    )
    assert place(text, "742.400") == (("1. Viễn thông",), "Bảng 1. Thuê bao theo loại")


def test_no_words_are_lost_in_empty_headings() -> None:
    """What looks like a heading but has nothing under it remains text."""
    text = "I. KẾT QUẢ\n\n1. Số trạm 5G là 88 trạm\n\nII. KIẾN NGHỊ\n\nĐề nghị bố trí kinh phí."
    assert any("88 trạm" in unit.text for unit in units(text))


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("I. KẾT QUẢ", "roman", 1),
        ("IV NHIỆM VỤ CHUNG", "roman", 4),
        ("Phần thứ hai", "part", 2),
        ("PHẦN II. Kết quả", "part", 2),
        ("A. Đánh giá chung", "capital", 1),
        ("3. Bưu chính", "arabic1", 3),
        ("2.3 Viễn thông", "arabic2", 3),
        ("2.3.1. Hạ tầng", "arabic3", 1),
        ("b) Thuê bao", "letter", 2),
        ("- Cấp xã", "bullet", 0),
    ],
)
def test_openings(text: str, style: str, number: int) -> None:
    """Every way of numbering is recognised with its place in the series."""
    opened = opening(text)
    assert opened is not None
    assert (opened.style, opened.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    [
        "1.250 trạm phát sóng",
        "3.3, Phó Chủ tịch tỉnh",
        "12/5/2024 là hạn cuối",
        "5,3 tỷ đồng",
        "V. I. Lênin",
        "Phần mềm dùng chung",
        "Chương trình công tác",
        "I want",
    ],
)
def test_numbers_and_names_open_nothing(text: str) -> None:
    """Figures, dates and initials at the start of a line are no heading numbers."""
    assert opening(text) is None


@pytest.mark.parametrize(
    ("text", "opener"),
    [
        ("Về hạ tầng: toàn tỉnh có 88 trạm 5G đang hoạt động", "Về hạ tầng"),
        (
            "Hệ thống giám sát (SOC): chưa ghi nhận sự cố nào trong cả tháng",
            "Hệ thống giám sát (SOC)",
        ),
        ("Trong đó: di động trả trước chiếm phần lớn số thuê bao", ""),
        ("Tham mưu ban hành 02 Kế hoạch: Kế hoạch hạ tầng số của tỉnh năm nay", ""),
        ("Thuê bao di động: 742.400", ""),
        ("Các đơn vị đạt kết quả cao, cụ thể: ba huyện đạt trên 80% số hồ sơ", ""),
        ("Lúc 15:00 ngày hôm đó hội nghị bắt đầu với sự tham dự của ba Sở", ""),
    ],
)
def test_openers(text: str, opener: str) -> None:
    """An opener names a topic; counts, lead-ins and clock times do not."""
    assert text[: find_opener(text, 0, 20)] == opener


def test_an_appendix_stands_under_no_section_before_it():
    text = (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 7/BC-STTTT\nLào Cai, ngày 20 tháng 12 năm 2023\n\n"
        "BÁO CÁO\nKết quả công tác năm 2023\n\nI. KẾT QUẢ\nToàn tỉnh có 140 điểm phục vụ.\n\n"
        "II. PHƯƠNG HƯỚNG NĂM 2024\nPhấn đấu lắp thêm 20 trạm ở vùng cao.\n\n"
        "Phụ lục. HỒ SƠ THEO HUYỆN NĂM 2023\nĐịa bàn | Hồ sơ | Tỷ lệ\nNa Hang | 120 | 98,5\n"
    )
    section, _ = place(text, "Na Hang")
    assert section == ("Phụ lục. HỒ SƠ THEO HUYỆN NĂM 2023",)
