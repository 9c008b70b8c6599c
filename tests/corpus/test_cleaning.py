"""Blocks: furniture out, paragraphs whole, sentences joined over pages and footnotes."""

from __future__ import annotations

import pytest

from corpus.boilerplate import is_furniture
from corpus.cleaning import Block, BlockKind, clean
from corpus.model import Document, Span, SpanKind

PAGE_ONE = """UBND TỈNH AN LỘC
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/BC-STTTT An Lộc, ngày 05 tháng 4 năm 2024
BÁO CÁO
Tình hình thực hiện nhiệm vụ tháng 3/2024 và phương hướng
nhiệm vụ trọng tâm tháng 4/2024
Thực hiện Công văn số 12/UBND-VX ngày 02/01/2024 của UBND tỉnh về chế
độ báo cáo, Sở Thông tin và Truyền thông báo cáo kết quả như sau:
I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 3/2024
1. Lĩnh vực bưu chính, viễn thông
Toàn tỉnh có 1.204 trạm thu phát sóng, trong đó có 88 trạm 5G. Doanh thu viễn
thông ước đạt 95,4 tỷ đồng, tăng 3,1% so với tháng trước. Sở đã ban hành 04 văn
bản chỉ đạo1 về an toàn hạ tầng, trong đó có kế hoạch kiểm tra các tuyến cáp treo
trên địa bàn thành phố
1Kế hoạch số 18/KH-STTTT ngày 06/3/2024 về kiểm tra cáp treo; Công văn số 77/STTTT-BCVT ngày
11/3/2024 về an toàn trạm phát sóng.
"""
PAGE_TWO = """2
và hai huyện ven biển. Việc kiểm tra hoàn thành trước ngày 25/3.
2. Lĩnh vực công nghệ thông tin
- Hạ tầng: Trung tâm dữ liệu tỉnh vận hành ổn định, tỷ lệ sử dụng lưu trữ đạt 61,5%
và không có sự cố nào kéo dài quá 30 phút.
+ Cấp tỉnh: 20.110 văn bản;
II. NHIỆM VỤ TRỌNG TÂM THÁNG 4/2024
1. Trình UBND tỉnh ban hành Kế hoạch phát triển hạ tầng số giai đoạn 2024
- 2026;
2. Tổ chức hội nghị giao ban báo chí quý II.
Trên đây là báo cáo tháng 3/2024 của Sở Thông tin và Truyền thông./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Văn Bình
"""
NEWS = """A- A A+ | Chia sẻ bài viết lên facebook Tăng tương phản Giảm tương phản
Trang chủ
Tin hoạt động
Tin hoạt động
Sở TT&TT An Lộc sơ kết công tác 6 tháng đầu năm
Thứ sáu - 12/07/2024 09:15 1.024 3
.
Sáng 12/7, Sở Thông tin và Truyền thông tỉnh An Lộc tổ chức hội nghị sơ kết công tác.
[links()]
Tin liên quan
An Lộc tập huấn kỹ năng số cho cán bộ xã
Khai trương điểm hỗ trợ dịch vụ công trực tuyến tại huyện Tân Phú (03/07/2024)
Trong sáu tháng, toàn tỉnh phát triển được 14.300 thuê bao băng rộng cố định.

10 1

Giám đốc Sở trao bằng khen cho các tập thể.

Đại biểu tham quan gian hàng công nghệ số của tỉnh
Đại biểu tham quan gian hàng công nghệ số của tỉnh

Giám đốc Sở đề nghị các doanh nghiệp đẩy nhanh tiến độ ngầm hóa cáp treo trong nội thành.

Tin, ảnh: Lê Minh Anh
Nguồn: sotttt.anloc.gov.vn
Tổng số điểm của bài viết là: 5 trong 1 đánh giá
Click để đánh giá bài viết
Ý kiến bạn đọc
Bài viết rất hay, cảm ơn ban biên tập đã đưa tin kịp thời cho bà con chúng tôi biết.
Thống kê truy cập
  • Đang truy cập63
Hôm nay : 2.417
Tháng 7 : 51.908
Năm 2024 : 612.350
"""


def document(text: str, pages: tuple[int, ...] = (), spans: tuple[Span, ...] = ()) -> Document:
    return Document("bao-cao.txt", "text/plain", "", text, pages, spans)


def texts(blocks: tuple[Block, ...], kind: BlockKind) -> list[str]:
    return [block.search.text for block in blocks if block.kind is kind]


@pytest.fixture(scope="module")
def wrapped() -> tuple[Block, ...]:
    """A report with hard line ends, letterhead, footnote and page break, as a PDF gives it."""
    return clean(document(PAGE_ONE + PAGE_TWO, (0, len(PAGE_ONE))))


@pytest.fixture(scope="module")
def news() -> tuple[Block, ...]:
    """A news page with everything that web pages put around an article."""
    return clean(document(NEWS))


@pytest.mark.parametrize(
    "line",
    [
        "A- A A+ | Chia sẻ bài viết lên facebook Chia sẻ lên twitter Tăng tương phản",
        "Thứ hai - 03/06/2024 08:30 512 0",
        "08:05, 17/05/2022",
        "17/05/2022",
        "Cập nhật lúc: 17/05/2022 08:05 (GMT+7)",
        "Tổng số điểm của bài viết là: 5 trong 2 đánh giá",
        "Xếp hạng: 4.5 - 2 phiếu bầu",
        "[links()]",
        ".",
        "_______",
        "Xem thêm",
        "Chia sẻ | Bình luận (0) | In bài viết",
        "Bạn đã không sử dụng Site, Bấm vào đây để duy trì trạng thái đăng nhập.",
    ],
)
def test_furniture_is_told_from_one_line(line: str) -> None:
    """Button bars, time stamps, ratings and leftovers are furniture wherever they stand."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 17/05/2022, Sở đã ban hành báo cáo số 120/BC-STTTT.",
        "Hôm nay 12 đơn vị đã ký kết quy chế phối hợp.",
        "Doanh thu: 1.203 tỷ đồng",
        "Bưu chính | 12 | 15",
        "Chia sẻ dữ liệu giữa các cơ quan nhà nước đạt kết quả tốt.",
        "Từ ngày 01/01/2024 đến 31/3/2024",
    ],
)
def test_content_is_not_furniture(line: str) -> None:
    """Sentences and figures that share words with furniture stay."""
    assert not is_furniture(line)


@pytest.mark.parametrize("number", ["63", "2.417", "51.908", "612.350", "1.024"])
def test_counters_never_become_content(news: tuple[Block, ...], number: str) -> None:
    """Visitor counters look like statistics and are dropped, month and year lines included."""
    assert not any(number in block.search.text for block in news)


def test_month_lines_are_counters_only_beside_counters() -> None:
    """A month with its figure is content where no visitor counter stands next to it."""
    text = "Số tin bài đã đăng trong năm trên cổng của tỉnh như sau, theo từng tháng:\n"
    kept = clean(document(text + "Tháng 6: 120\nTháng 7: 131\n"))
    assert any("131" in block.search.text for block in kept)


def test_an_article_keeps_its_paragraphs_only(news: tuple[Block, ...]) -> None:
    """Menus, related news inside the text, comments and polls are gone, prose is whole."""
    assert texts(news, BlockKind.TITLE) == ["Sở TT&TT An Lộc sơ kết công tác 6 tháng đầu năm"]
    paragraphs = texts(news, BlockKind.PARAGRAPH)
    assert [text.split(",")[0][:12] for text in paragraphs] == [
        "Sáng 12/7",
        "Trong sáu th",
        "Giám đốc Sở ",
    ]
    everything = " ".join(block.search.text for block in news)
    for gone in ("Trang chủ", "Tin hoạt động", "tập huấn", "Khai trương", "rất hay", "Tổng số"):
        assert gone not in everything


def test_captions_stand_once_and_apart(news: tuple[Block, ...]) -> None:
    """A doubled caption is kept once; a line after an image number is a caption."""
    assert texts(news, BlockKind.CAPTION) == [
        "Giám đốc Sở trao bằng khen cho các tập thể.",
        "Đại biểu tham quan gian hàng công nghệ số của tỉnh",
    ]


def test_by_lines_are_kept_as_such(news: tuple[Block, ...]) -> None:
    """Who wrote it and where it is from can still be found."""
    assert texts(news, BlockKind.BYLINE) == [
        "Tin, ảnh: Lê Minh Anh",
        "Nguồn: sotttt.anloc.gov.vn",
    ]


def test_a_bare_name_below_an_article_is_a_by_line() -> None:
    """An author without any label is recognised by the look of a name."""
    text = (
        "Hội nghị tổng kết công tác năm của ngành\n\n15/01/2024\n\n"
        "Toàn tỉnh đã phát triển được 12.000 thuê bao băng rộng cố định trong năm qua.\n\n"
        "Phạm Thu Hà - TTS\n\nDanh mục\nHộp thư điện tử\nLịch công tác"
    )
    blocks = clean(document(text))
    assert texts(blocks, BlockKind.BYLINE) == ["Phạm Thu Hà - TTS"]
    assert not any("Hộp thư" in block.search.text for block in blocks)


def test_letterhead_is_kept_without_the_motto(wrapped: tuple[Block, ...]) -> None:
    """Number and date of issue can be cited; the motto of the state says nothing."""
    letterhead = " ".join(texts(wrapped, BlockKind.LETTERHEAD))
    assert "Số: 45/BC-STTTT" in letterhead
    assert "ngày 05 tháng 4 năm 2024" in letterhead
    assert "CỘNG HÒA" not in letterhead
    assert "Độc lập" not in letterhead


def test_motto_in_a_table_cell_goes_too() -> None:
    """A letterhead laid out as a table row loses the motto and keeps the issuer."""
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    row = f"SỞ THÔNG TIN VÀ TRUYỀN THÔNG | {motto}"
    number = "Số: 9/BC-STTTT | An Lộc, ngày 3 tháng 5 năm 2024"
    text = f"{row}\n{number}\nBÁO CÁO\nKết quả tháng 4/2024\n"
    body = "I. KẾT QUẢ\nToàn tỉnh có 88 trạm 5G đang hoạt động ổn định tại các khu công nghiệp."
    spans = (Span(0, len(row), SpanKind.TABLE_ROW),)
    blocks = clean(document(text + body, (), spans))
    assert texts(blocks, BlockKind.LETTERHEAD)[0].startswith("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
    assert not any("CỘNG HÒA" in block.search.text for block in blocks)
    assert texts(blocks, BlockKind.TITLE) == ["BÁO CÁO Kết quả tháng 4/2024"]


def test_letterhead_below_a_note_is_one_still() -> None:
    """A web page may put its own title and a note above the letterhead of the report."""
    text = (
        "Kết quả công tác tháng 4/2024\n"
        "Trang này đăng lại toàn văn báo cáo tháng 4/2024 của Sở để người dân tiện theo dõi.\n"
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 9/BC-STTTT\nAn Lộc, ngày 3 tháng 5 năm 2024\n"
        "I. KẾT QUẢ\nToàn tỉnh có 88 trạm 5G đang hoạt động ổn định tại các khu công nghiệp."
    )
    blocks = clean(document(text))
    assert "Số: 9/BC-STTTT" in " ".join(texts(blocks, BlockKind.LETTERHEAD))
    assert texts(blocks, BlockKind.HEADING) == ["I. KẾT QUẢ"]
    assert len(texts(blocks, BlockKind.PARAGRAPH)) == 2


def test_wrapped_lines_become_paragraphs(wrapped: tuple[Block, ...]) -> None:
    """Hard line ends vanish inside paragraphs, titles and list items, not between them."""
    assert texts(wrapped, BlockKind.TITLE) == [
        "BÁO CÁO Tình hình thực hiện nhiệm vụ tháng 3/2024 và phương hướng nhiệm vụ trọng tâm "
        "tháng 4/2024"
    ]
    assert texts(wrapped, BlockKind.HEADING) == [
        "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 3/2024",
        "1. Lĩnh vực bưu chính, viễn thông",
        "2. Lĩnh vực công nghệ thông tin",
        "II. NHIỆM VỤ TRỌNG TÂM THÁNG 4/2024",
    ]
    items = texts(wrapped, BlockKind.LIST_ITEM)
    assert items[0].endswith("đạt 61,5% và không có sự cố nào kéo dài quá 30 phút.")
    assert items[1] == "Cấp tỉnh: 20.110 văn bản;"
    assert items[2].endswith("giai đoạn 2024 - 2026;")


def test_a_footnote_does_not_split_its_sentence(wrapped: tuple[Block, ...]) -> None:
    """The sentence goes on over page number and footnote; the note is a block of its own."""
    paragraph = next(t for t in texts(wrapped, BlockKind.PARAGRAPH) if "1.204" in t)
    assert "trên địa bàn thành phố và hai huyện ven biển." in paragraph
    assert "văn bản chỉ đạo về an toàn" in paragraph
    (note,) = [block for block in wrapped if block.kind is BlockKind.FOOTNOTE]
    assert note.note == "1"
    assert note.search.text.startswith("Kế hoạch số 18/KH-STTTT")
    assert note.search.text.endswith("an toàn trạm phát sóng.")


@pytest.mark.parametrize("mark", ["¹ ", "[1] ", "^[1] "])
def test_unmarked_parts_of_a_footnote_go_with_it(mark: str) -> None:
    """Paragraphs between a footnote and the rest of the broken sentence are the footnote's."""
    text = (
        "I. KẾT QUẢ\n\n"
        "Sở đã ban hành ba kế hoạch^[1] và hướng dẫn các huyện triển khai đề án năm 2024\n\n"
        f"{mark}Kế hoạch số 5/KH-STTTT về hạ tầng số của tỉnh.\n\n"
        "Kế hoạch số 6/KH-STTTT về an toàn thông tin mạng.\n\n"
        "theo Nghị quyết số 8-NQ/TU của Tỉnh ủy. Kết quả đạt yêu cầu.\n\n"
        "Các huyện đã báo cáo đầy đủ kết quả thực hiện trong tháng theo quy định."
    )
    blocks = clean(document(text))
    assert texts(blocks, BlockKind.PARAGRAPH)[0].startswith("Sở đã ban hành ba kế hoạch và")
    assert "năm 2024 theo Nghị quyết số 8-NQ/TU" in texts(blocks, BlockKind.PARAGRAPH)[0]
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE]
    assert [note.note for note in notes] == ["1", "1"]
    assert len(texts(blocks, BlockKind.PARAGRAPH)) == 2


def test_a_footnote_after_a_whole_sentence_takes_nothing_else() -> None:
    """Where no sentence was broken, the paragraph after a footnote is running text."""
    text = (
        "Sở đã ban hành ba kế hoạch[1] trong tháng.\n\n[1] Kế hoạch số 5/KH-STTTT về hạ tầng.\n\n"
        "Toàn tỉnh có 88 trạm 5G đang hoạt động ổn định tại các khu công nghiệp."
    )
    blocks = clean(document(text))
    assert len(texts(blocks, BlockKind.FOOTNOTE)) == 1
    assert texts(blocks, BlockKind.PARAGRAPH)[1].startswith("Toàn tỉnh có 88")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Sở đã hỗ trợ nâng cấp và đồng", "bộ các trang thông tin của huyện.", True),
        ("Bảo đảm an toàn cho hệ thống thư điện tử,", "Cổng dữ liệu mở và trục của tỉnh.", True),
        ("Phối hợp với Cục An toàn thông tin và", "Sở Nội vụ tổ chức kiểm tra.", True),
        ("Cấp giấy phép cho ba đơn vị (gồm hai báo,", "Đài Truyền thanh huyện) trong kỳ.", True),
        ("Mất kết nối hai lần, mỗi lần không quá", "40 phút do đứt cáp trên đường tỉnh.", True),
        ("Chặn 52 lượt; đã gửi cảnh báo tới các", "7 đơn vị có máy nhiễm mã độc.", True),
        ("Danh sách các đơn vị được kiểm tra trong kỳ", "3. Phòng Văn hóa huyện.", False),
        ("Hệ thống vận hành ổn định.", "Trung tâm đã xử lý hai sự cố.", False),
        ("Các đơn vị đã thực hiện như sau:", "phòng Bưu chính chủ trì.", False),
    ],
    ids=[
        *("lower case", "comma", "open word", "open bracket", "number", "number after clause"),
        *("list number", "full stop", "colon"),
    ],
)
def test_a_paragraph_that_breaks_off_goes_on(first: str, second: str, joined: bool) -> None:
    """Parts of one sentence are joined over an empty line, whatever letter the next begins with."""
    intro = "Trong kỳ báo cáo, Sở đã triển khai đầy đủ các nhiệm vụ được giao theo kế hoạch.\n\n"
    blocks = clean(document(f"{intro}{first}\n\n{second}"))
    assert any(f"{first} {second}" in block.search.text for block in blocks) is joined


def test_a_line_broken_before_a_capital_goes_on() -> None:
    """What breaks off after a clause goes on in the next line; a heading does not."""
    text = (
        "I. KẾT QUẢ\n\nSở đã chặn 52 lượt quét; gửi cảnh báo về 318 địa chỉ\n"
        "IP nằm trong mạng máy tính ma cho các đơn vị.\n\n"
        "Người dân tại các xã biên giới bớt phải đi lại nhiều lần\n"
        "Tỉnh đưa thêm nhiều thủ tục lên mạng trong năm nay."
    )
    blocks = [block.search.text for block in clean(document(text))]
    assert any("318 địa chỉ IP nằm trong" in block for block in blocks)
    assert not any("nhiều lần Tỉnh" in block for block in blocks)


def test_page_break_joins_before_a_capital() -> None:
    """Where the format knows pages, an open sentence goes on although a name comes next."""
    heading = "I. KẾT QUẢ\n"
    first = "Sở đã phối hợp tổ chức kiểm tra các điểm giao dịch tại huyện Tân Phú, thị xã\n"
    rest = "Long Bình và các xã biên giới trong tháng.\nKết quả kiểm tra đạt yêu cầu."
    _, block, _ = clean(document(heading + first + rest, (0, len(heading + first))))
    assert block.search.text.startswith("Sở đã phối hợp")
    assert "thị xã Long Bình và các xã biên giới" in block.search.text
    assert block.page == 1


def test_tail_of_an_official_report(wrapped: tuple[Block, ...]) -> None:
    """Recipients and signature are blocks of their own kinds."""
    assert texts(wrapped, BlockKind.RECIPIENTS) == ["Nơi nhận:", "UBND tỉnh;", "Lưu: VT."]
    assert texts(wrapped, BlockKind.SIGNATURE) == ["KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Văn Bình"]
    assert len(texts(wrapped, BlockKind.CLOSING)) == 1


def test_an_appendix_after_the_signature_is_content() -> None:
    """What follows the signature block under an appendix heading is read again."""
    text = (
        "I. KẾT QUẢ\nToàn tỉnh có 88 trạm 5G đang hoạt động ổn định tại các khu công nghiệp.\n"
        "Nơi nhận:\n- UBND tỉnh;\nGIÁM ĐỐC\nLê Văn Hòa\nPHỤ LỤC 1\n"
        "STT | Huyện | Số trạm\n1 | Tân Phú | 45\n2 | Long Bình | 43"
    )
    rows = texts(clean(document(text)), BlockKind.TABLE_ROW)
    assert rows[1:] == ["1 | Tân Phú | 45", "2 | Long Bình | 43"]


def test_spans_decide_where_the_format_knows() -> None:
    """Boilerplate spans vanish, heading and footnote spans are taken at their word."""
    parts = [
        ("Trang in từ hệ thống quản lý văn bản của tỉnh", SpanKind.BOILERPLATE),
        ("Hạ tầng số của tỉnh trong quý", SpanKind.HEADING),
        ("Toàn tỉnh có 88 trạm 5G[1] đang hoạt động.", None),
        ("[1] Không kể 4 trạm thử nghiệm.", SpanKind.FOOTNOTE),
    ]
    text, spans = "", []
    for line, kind in parts:
        if kind:
            spans.append(Span(len(text), len(text) + len(line), kind, 1))
        text += line + "\n"
    blocks = clean(document(text, (), tuple(spans)))
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.FOOTNOTE,
    ]
    assert blocks[1].marks == ("1",)
    assert blocks[2].note == "1"


@pytest.mark.parametrize("text", ["", "\n\n", ".", "___\n---\n|||", "1", "**", "\u00a0", "a"])
def test_next_to_nothing_is_read_without_failing(text: str) -> None:
    """Documents without words give no blocks or harmless ones."""
    assert all(block.search.text for block in clean(document(text)))


def test_a_page_number_between_dashes_does_not_cut_its_sentence():
    text = (
        "BÁO CÁO\nKết quả công tác năm 2023\n\nI. KẾT QUẢ\n"
        "Cấp huyện nhận 240 hồ sơ, cấp\n          - 2 -\nxã nhận 337 hồ sơ trong cả năm.\n"
    )
    blocks = clean(Document("a.txt", "text/plain", "", text))
    assert any("cấp xã nhận 337 hồ sơ" in block.search.text for block in blocks)


def _page(number: int, text: str) -> str:
    return "\n".join(f"Dòng {number}.{row} nói về hạ tầng số." for row in range(14)) + f"\n{text}"


def test_page_numbers_in_a_text_without_pages() -> None:
    """A scan saved as text has its page numbers in the middle of sentences."""
    text = (
        f"{_page(1, 'Thời gian xử lý giảm từ 40')}\n                 1\nphút xuống 15 phút.\n"
        f"{_page(2, 'Thuê bao di động là')}\n2\n412.300 thuê bao.\n{_page(3, 'Hết.')}"
    )
    said = " ".join(block.search.text for block in clean(document(text)))
    assert "giảm từ 40 phút xuống 15 phút." in said
    assert "là 412.300 thuê bao" in said


def test_a_lone_number_that_counts_no_pages_stays() -> None:
    text = f"{_page(1, 'Số đơn thư đã nhận trong kỳ này là')}\n7\n{_page(2, 'Hết.')}"
    assert any("7" in block.search.text.split() for block in clean(document(text)))


def test_a_note_under_a_rule_is_a_footnote() -> None:
    text = (
        "Mạng bưu chính gồm 243 điểm phục vụ1, phủ khắp các xã trong tỉnh.\n"
        "-------------------\n1 Gồm 14 bưu cục và 229 điểm bưu điện văn hóa xã.\n"
        "\n4. Viễn thông\nToàn tỉnh có 2.034 trạm phát sóng đang hoạt động ổn định."
    )
    blocks = clean(document(text))
    note = next(block for block in blocks if block.kind is BlockKind.FOOTNOTE)
    assert note.search.text.startswith("Gồm 14 bưu cục")
    assert any("điểm phục vụ, phủ khắp" in block.search.text for block in blocks)


def test_roman_numerals_that_a_scan_shows_as_letters() -> None:
    text = (
        "ll. HẠN CHẾ\nĐường truyền tại cửa khẩu còn nghẽn vào giờ cao điểm.\n"
        "lll. NHIỆM VỤ THÁNG TỚI\nLắp thêm 9 trạm phát sóng ở các xã vùng cao."
    )
    heads = [b.search.text for b in clean(document(text)) if b.kind is BlockKind.HEADING]
    assert heads == ["ll. HẠN CHẾ", "lll. NHIỆM VỤ THÁNG TỚI"]


def test_a_date_carried_over_to_the_next_line_belongs_to_its_sentence() -> None:
    text = (
        "BÁO CÁO\nKết quả quý I năm 2024\n\nI. KẾT QUẢ\n\n"
        "1. Gói thầu lắp đặt phòng máy chủ do một liên danh trúng thầu, khởi công\n"
        "ngày 12/3/2024.\n\nĐăng ngày 15/4/2024\n"
    )
    said = [block.search.text for block in clean(document(text))]
    assert any(block.endswith("khởi công ngày 12/3/2024.") for block in said)
    assert not any("15/4/2024" in block for block in said), "a stamp of its own is still dropped"
