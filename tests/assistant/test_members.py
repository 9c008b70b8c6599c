"""People, lists, plans, checks and sides of comparisons, on two reports in our own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answering.names import personal_names
from assistant.kinds import Kind, kind_of, readable
from index import Archive

MEETING = """Sở Thông tin và Truyền thông Hòa Bình: nhiều chỉ tiêu quý II năm 2022 vượt kế hoạch

Sáng 05/7/2022, Sở Thông tin và Truyền thông Hòa Bình tổ chức hội nghị giao ban quý II/2022. Phó Giám đốc phụ trách Sở Đinh Thế Lực chủ trì hội nghị.

Báo cáo do Chánh Văn phòng Sở Bùi Thị Thảo trình bày nêu rõ doanh thu bưu chính quý II đạt 14,8 tỷ đồng. Dự hội nghị có Phó Chủ tịch UBND tỉnh Quách Tất Liêm.

Tổng đài 1022 tiếp 1.150 cuộc gọi: tháng 4 có 310 cuộc, tháng 5 có 465 cuộc, tháng 6 có 375 cuộc.

Toàn tỉnh có 903 trạm phát sóng, tập trung ở thành phố Hòa Bình (214 trạm), huyện Lương Sơn (121 trạm) và huyện Mai Châu (121 trạm).

Hệ thống phát hiện 88 máy tính nhiễm mã độc, giảm 12 máy so với cuối quý I.

Trạm phát sóng mới dựng trong quý là 26 trạm, trong khi kế hoạch là 40 trạm.

Đề án phủ sóng vùng cao được giao cho Sở theo Quyết định số 1204/QĐ-UBND ngày 18/4/2022. Vốn của Đề án chưa được cấp.

Sở xin lắp camera tại Bến xe Trung tâm, Cảng Bích Hạ và chợ Nghĩa Phương.
"""  # noqa: E501

RESULTS = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG HÒA BÌNH
Số: 77/BC-STTTT
Hòa Bình, ngày 24 tháng 9 năm 2022

BÁO CÁO
Kết quả công tác quý III/2022, phương hướng quý IV/2022

I. KẾT QUẢ QUÝ III/2022

Thuê bao Internet mới là 1.960 thuê bao: cố định 820, di động 1.140; giảm 4,4% so với quý II.

II. PHƯƠNG HƯỚNG QUÝ IV/2022

1. Mở thêm điểm phục vụ ở vùng lòng hồ.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Bùi Đức Nhân

Phụ lục. HỒ SƠ THEO HUYỆN, THÀNH PHỐ
Địa bàn | Tổng tiếp nhận | Trực tuyến | Tỷ lệ trực tuyến (%)
Thành phố Hòa Bình | 9.410 | 7.330 | 77,9
Huyện Lạc Thủy | 4.120 | 2.650 | 64,3
Huyện Kim Bôi | 5.005 | 2.603 | 52,0
Huyện Đà Bắc | 2.240 | 1.302 | 58,1
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of the two reports."""
    folder = tmp_path_factory.mktemp("members")
    (folder / "reports").mkdir()
    (folder / "reports" / "hop-giao-ban.txt").write_text(MEETING, encoding="utf-8")
    (folder / "reports" / "quy-3.txt").write_text(RESULTS, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Mấy hôm mưa bão mạng có bị gián đoạn không?", Kind.YESNO),
        ("Xã nào cũng có đài truyền thanh rồi chứ?", Kind.YESNO),
        ("Bưu gửi đi hay bưu gửi đến nhiều hơn?", Kind.COMPARE),
        ("Số trạm mới còn cách kế hoạch năm bao nhiêu?", Kind.COMPARE),
        ("Quý I với quý II tỷ lệ này thay đổi ra sao?", Kind.COMPARE),
        ("Tháng nào xử phạt nhiều tiền nhất?", Kind.COMPARE),
        ("Ba huyện nào có tỷ lệ cao nhất?", Kind.COMPARE),
        ("Hai huyện nào còn chậm?", Kind.LIST),
        ("Cơ cấu thuê bao: trả trước, trả sau", Kind.LIST),
        ("Khối tỉnh, khối huyện mỗi nơi gửi bao nhiêu văn bản?", Kind.LIST),
        ("Xin số ký hiệu báo cáo tháng 3 của Sở", Kind.DOCUMENT),
        ("Lãnh đạo tỉnh nào dự hội nghị?", Kind.PERSON),
        ("Đơn vị nào làm chủ đầu tư?", Kind.ORG),
        ("Kế hoạch năm 2023 nằm trong quyết định nào?", Kind.DOCUMENT),
        ("Thuê bao mới là bao nhiêu, cố định và di động mỗi loại mấy?", Kind.NUMBER),
    ],
)
def test_further_wordings_show_their_kind(question: str, kind: Kind) -> None:
    assert kind_of(readable(question)) is kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Dự có Phó Chủ tịch UBND tỉnh Quách Tất Liêm.",
            [("Quách Tất Liêm", "pho chu tich")],
        ),
        (
            "Do Chánh Văn phòng Sở Bùi Thị Thảo trình bày",
            [("Bùi Thị Thảo", "chanh van phong")],
        ),
        (
            "ông Giàng A Páo (Phó Giám đốc) và bà Y Thim dự",
            [("Giàng A Páo", "pho giam doc"), ("Y Thim", "")],
        ),
        ("Đường Trần Hưng Đạo ở huyện Lý Sơn, xã Yên Thủy và Công ty Lê Gia", []),
    ],
)
def test_personal_names_are_told_from_places_and_offices(
    text: str, names: list[tuple[str, str]]
) -> None:
    found = personal_names(text, 0, len(text))
    assert [(text[n.start : n.end], n.role) for n in found] == names


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Ai chủ trì hội nghị giao ban quý II/2022 ở Hòa Bình?", "Đinh Thế Lực"),
        ("ai trinh bay bao cao o buoi giao ban quy II/2022 hoa binh", "Bùi Thị Thảo"),
        ("Lãnh đạo tỉnh nào dự giao ban quý II/2022 ở Hòa Bình?", "Quách Tất Liêm"),
        ("Giám đốc Sở Hòa Bình quý III/2022 là ai?", "Bùi Đức Nhân"),
    ],
)
def test_who_did_what_at_an_occasion(told: Assistant, question: str, name: str) -> None:
    answer = told.ask(question)
    assert answer.answerable
    assert answer.answer.startswith(name)
    assert any(name in citation.excerpt for citation in answer.citations)


def test_who_did_something_else_is_no_answer(told: Assistant) -> None:
    assert not told.ask("Ai phát biểu khai mạc hội nghị giao ban quý II/2022 Hòa Bình?").answerable


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hòa Bình xin lắp camera ở những địa điểm, đơn vị nào?",
            ("Bến xe Trung tâm", "Bích Hạ", "Nghĩa Phương"),
        ),
        (
            "Số cuộc gọi 1022 của Hòa Bình từng tháng trong quý II/2022",
            ("310", "465", "375"),
        ),
        (
            "Hai địa bàn nào của Hòa Bình có tỷ lệ trực tuyến thấp nhất quý III/2022?",
            ("Thấp nhất là Huyện Kim Bôi (52,0%), Huyện Đà Bắc (58,1%)",),
        ),
        (
            "Tháng nào trong quý II/2022 tổng đài 1022 Hòa Bình nhận nhiều cuộc gọi nhất?",
            ("Nhiều nhất là tháng 5/2022",),
        ),
        (
            "Trạm phát sóng mới dựng ở Hòa Bình quý II/2022 hụt kế hoạch bao nhiêu?",
            ("Thấp hơn kế hoạch 14", "40 − 26 = 14"),
        ),
        (
            "Lương Sơn với thành phố Hòa Bình, nơi nào nhiều trạm phát sóng hơn?",
            ("214", "121", "214 − 121 = 93"),
        ),
        (
            "Giữa Lạc Thủy và Kim Bôi, nơi nào có tỷ lệ trực tuyến quý III/2022 cao hơn?",
            ("64,3", "52,0", "64,3 − 52,0 = 12,3"),
        ),
        (
            "Số thuê bao Internet mới của Hòa Bình quý III/2022 có tăng so với quý II không?",
            ("Không: giảm 4,4%",),
        ),
        (
            "Máy tính nhiễm mã độc quý II/2022 ở Hòa Bình có giảm so với quý I không?",
            ("Có: giảm 12 máy so với cuối quý I",),
        ),
        ("Đề án phủ sóng vùng cao của Hòa Bình được cấp vốn chưa?", ("Chưa",)),
        ("Số ký hiệu báo cáo quý III/2022 của Hòa Bình là gì?", ("77/BC-STTTT",)),
    ],
)
def test_answers_name_all_their_members(
    told: Assistant, question: str, parts: tuple[str, ...]
) -> None:
    answer = told.ask(question)
    assert answer.answerable, answer.answer
    for part in parts:
        assert part in answer.answer
