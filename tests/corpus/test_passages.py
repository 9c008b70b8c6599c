"""Passages and sentences: size, borders, tables, and the time a passage speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.cleaning import clean
from corpus.model import Document, Metadata, Passage, PassageKind
from corpus.outline import outline
from corpus.passages import split
from corpus.periods import Period
from corpus.sentences import split_sentences

MARCH = Period.month(2024, 3)


def passages(
    text: str, period: Period | None = MARCH, published: date | None = None
) -> tuple[Passage, ...]:
    metadata = Metadata("Báo cáo", period=period, published=published)
    return split(outline(clean(Document("a.txt", "text/plain", "", text))), metadata)


def holding(found: tuple[Passage, ...], words: str) -> Passage:
    (passage,) = [passage for passage in found if words in passage.search.text]
    return passage


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Đạt 12.345 hồ sơ. Tăng 3,2%.", ["Đạt 12.345 hồ sơ.", "Tăng 3,2%."]),
        ("Thu 86 tr. đồng. Xong.", ["Thu 86 tr. đồng.", "Xong."]),
        ("Tại TP. Hồ Chí Minh có ba điểm.", ["Tại TP. Hồ Chí Minh có ba điểm."]),
        ("Sáng 3.3, Sở họp.", ["Sáng 3.3, Sở họp."]),
        ("KT. GIÁM ĐỐC", ["KT. GIÁM ĐỐC"]),
        ("Kỷ niệm ngày sinh V.I.Lênin (22/4).", ["Kỷ niệm ngày sinh V.I.Lênin (22/4)."]),
        ("GS.TS. Lê Văn Hòa dự họp.", ["GS.TS. Lê Văn Hòa dự họp."]),
        ("1. Trình UBND tỉnh. Xong.", ["1. Trình UBND tỉnh.", "Xong."]),
        ("Các báo, đài... Sở cũng vậy.", ["Các báo, đài...", "Sở cũng vậy."]),
        ("Đã xong… Sở báo cáo./.", ["Đã xong…", "Sở báo cáo./."]),
        ("Ông nói: “Tốt lắm. Cảm ơn.” Rồi đi.", ["Ông nói: “Tốt lắm. Cảm ơn.” Rồi đi."]),
        ("Ba trạm (Tân Phú. Long Bình) tốt. Hết.", ["Ba trạm (Tân Phú. Long Bình) tốt.", "Hết."]),
        ("Đạt 70%. 25 đơn vị đã nộp.", ["Đạt 70%.", "25 đơn vị đã nộp."]),
        ("Đạt trên toàn tỉnh.Sở đã báo cáo.", ["Đạt trên toàn tỉnh.", "Sở đã báo cáo."]),
        ("Vào TD.Office và irlab.vn luôn.", ["Vào TD.Office và irlab.vn luôn."]),
        ("Bảng 1. Thuê bao theo loại", ["Bảng 1. Thuê bao theo loại"]),
        ("Có 31 bưu cục; 39 điểm; 45 đại lý.", ["Có 31 bưu cục; 39 điểm; 45 đại lý."]),
    ],
)  # fmt: skip
def test_sentence_ends(text: str, sentences: list[str]) -> None:
    """Stops in numbers, short forms, dates, names and brackets end no sentence."""
    assert [text[low:high] for low, high in split_sentences(text)] == sentences


def test_semicolons_end_sentences_in_lists_only() -> None:
    """Clauses that each begin anew are sentences where a paragraph is a list in disguise."""
    clauses = [
        "Ban hành kế hoạch phát triển hạ tầng số;",
        "Tổ chức kiểm tra ba doanh nghiệp bưu chính lớn;",
        "Hướng dẫn các huyện lập dự toán cho năm sau.",
    ]
    text = " ".join(clauses)
    assert [text[low:high] for low, high in split_sentences(text)] == clauses
    levels = (
        "Nhận 90 hồ sơ: cấp tỉnh 50 hồ sơ; Cấp huyện: 30 hồ sơ (12 trực tiếp); Cấp xã: 10 hồ sơ."
    )
    assert len(split_sentences(levels)) == 1


def test_passages_are_cut_at_sentences_and_of_good_size() -> None:
    """A long paragraph gives passages of whole sentences near the wanted size."""
    sentence = "Trung tâm dữ liệu của tỉnh đã vận hành ổn định và phục vụ {} cơ quan trong tháng."
    text = " ".join(sentence.format(number) for number in range(10, 40))
    found = passages(text)
    assert len(found) > 3
    for passage in found:
        assert 1 <= len(passage.sentences) <= 6
        assert len(passage.search.text.split()) <= 165
        for low, high in passage.sentences:
            assert passage.search.text[low:high].startswith("Trung tâm")
            assert passage.search.text[low:high].endswith("tháng.")
    assert [passage.ordinal for passage in found] == list(range(len(found)))


def test_passages_never_mix_sections_or_topics() -> None:
    """Short texts of different sections and openers stay apart."""
    text = (
        "1. Bưu chính\n\nCó 140 điểm phục vụ.\n\n2. Viễn thông\n\n"
        "Hạ tầng: Toàn tỉnh có 88 trạm 5G đang hoạt động ổn định.\n\n"
        "Thuê bao: Toàn tỉnh có 812.400 thuê bao điện thoại các loại."
    )
    found = [p for p in passages(text) if p.kind is PassageKind.TEXT]
    assert [(p.section, p.topic) for p in found] == [
        (("1. Bưu chính",), ""),
        (("2. Viễn thông",), "Hạ tầng"),
        (("2. Viễn thông",), "Thuê bao"),
    ]


def test_a_lead_in_stays_with_its_items() -> None:
    """``gồm:`` and the items after it are one passage of kind LIST."""
    text = (
        "Trong tháng, Sở đã ban hành 03 văn bản chỉ đạo, gồm:\n"
        "- Kế hoạch kiểm tra cáp treo;\n- Công văn về an toàn trạm;\n- Hướng dẫn lập dự toán."
    )
    passage = holding(passages(text), "03 văn bản")
    assert passage.kind is PassageKind.LIST
    assert "Hướng dẫn lập dự toán." in passage.search.text
    assert len(passage.sentences) == 4


def test_tables_repeat_their_head() -> None:
    """Every passage of a long table begins with the head row and maps to it."""
    head = "STT | Huyện | Số trạm 5G"
    rows = [f"{number} | Huyện số {number} | {number * 7}" for number in range(1, 81)]
    text = "\n".join([head, *rows])
    found = passages(text)
    assert len(found) == 3
    for passage in found:
        assert passage.kind is PassageKind.TABLE
        low, high = passage.sentences[0]
        assert passage.search.text[low:high] == head
        ((start, end),) = passage.search.to_source(low, high)
        assert text[start:end] == head
        assert len(passage.sentences) <= 31
    assert sum(len(passage.sentences) - 1 for passage in found) == 80


PLAN = """BÁO CÁO
Tình hình tháng 3/2024

I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRỌNG TÂM THÁNG 3/2024

Toàn tỉnh có 88 trạm 5G. Kế hoạch số 18/KH-STTTT đã ban hành đúng hạn.

Từ ngày 01/01/2024 đến 20/3/2024 trên hệ thống đã tiếp nhận 9.120 hồ sơ của người dân.

Trong năm 2023, Sở đã cấp 45 giấy phép cho các cơ quan báo chí của tỉnh.

II. NHIỆM VỤ TRỌNG TÂM THÁNG 4/2024

1. Lắp đặt thêm 12 trạm 5G tại các khu công nghiệp và khu du lịch của tỉnh.

III. KIẾN NGHỊ

Trong quý II/2024, Sở tập trung triển khai các nhiệm vụ: Kiểm tra 05 doanh nghiệp bưu chính.
"""


@pytest.mark.parametrize(
    ("words", "period", "planned"),
    [
        ("88 trạm", None, False),
        ("9.120 hồ sơ", Period.span(date(2024, 1, 1), date(2024, 3, 20)), False),
        ("45 giấy phép", Period.of_year(2023), False),
        ("12 trạm", Period.month(2024, 4), True),
        ("05 doanh nghiệp", Period.quarter(2024, 2), True),
    ],
)
def test_time_of_a_passage(words: str, period: Period | None, planned: bool) -> None:
    """Headings and openings give a passage its own period; tasks to come are marked."""
    passage = holding(passages(PLAN), words)
    assert passage.period == period
    assert passage.planned is planned


def test_goals_of_the_next_year_are_planned_without_a_heading() -> None:
    """A paragraph that opens with a year to come and sets goals is no result."""
    text = (
        "Trong năm, Sở đã cấp 45 giấy phép.\n\n"
        "Năm 2025, Sở đặt mục tiêu cấp 60 giấy phép cho báo chí."
    )
    passage = holding(passages(text, Period.of_year(2024)), "60 giấy phép")
    assert (passage.period, passage.planned) == (Period.of_year(2025), True)


def test_plans_without_a_date() -> None:
    """Directions for the time to come are planned although no period is named."""
    text = (
        "1. Kết quả\n\nToàn tỉnh có 88 trạm 5G.\n\n"
        "2. Phương hướng nhiệm vụ thời gian tới\n\nTổ chức 02 cuộc thanh tra về tần số."
    )
    assert holding(passages(text), "02 cuộc").planned
    assert not holding(passages(text), "88 trạm").planned


def test_a_year_that_has_only_begun_is_planned() -> None:
    """A news item of January that tells what the year will bring speaks of plans."""
    text = (
        "Hội nghị tổng kết năm 2023\n\n"
        "Năm 2023, toàn tỉnh đã lắp đặt được 45 trạm 5G tại các khu công nghiệp.\n\n"
        "Trong năm 2024, ngành tập trung thực hiện các nhiệm vụ: lắp đặt thêm 60 trạm 5G."
    )
    found = passages(text, Period.of_year(2023), date(2024, 1, 15))
    assert not holding(found, "45 trạm").planned
    assert holding(found, "60 trạm").planned
    assert holding(found, "60 trạm").period == Period.of_year(2024)


def test_head_and_tail_are_passages_of_kind_tail() -> None:
    """Letterhead, title, recipients, signature can be found but belong to no section."""
    text = (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 45/BC-STTTT\nBÁO CÁO\nKết quả tháng 3/2024\n\n"
        "I. KẾT QUẢ\n\nToàn tỉnh có 88 trạm 5G đang hoạt động ổn định.\n\n"
        "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLê Văn Hòa"
    )
    found = passages(text)
    tail = [passage for passage in found if passage.kind is PassageKind.TAIL]
    assert [passage.section for passage in tail] == [(), (), ()]
    assert "45/BC-STTTT" in tail[0].search.text
    assert "Lưu: VT." in tail[1].search.text
    assert "Lê Văn Hòa" in tail[2].search.text
