"""PDF files: layout, footnotes, tables, and files that are damaged or meant to harm."""

from __future__ import annotations

import subprocess
import sys
import zlib

import pytest

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import SpanKind
from corpus.readers import Limits, read
from tests.corpus.files import (
    PageMaker,
    encrypted_pdf,
    flate_bomb,
    pdf,
    raw_pdf,
    simple_pdf,
)

LEFT, STEP = 72, 18


def report():
    """Two pages: letterhead, footnotes, an exponent, a table, a page number."""
    first = PageMaker()
    first.text(80, 790, "UBND TỈNH AN LỘC")
    first.text(80, 772, "SỞ THÔNG TIN")
    first.text(300, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", bold=True)
    first.text(330, 772, "Độc lập - Tự do", bold=True)
    first.text(250, 730, "BÁO CÁO", 16, bold=True)
    first.text(LEFT + 26, 690, "Trong tháng, Sở đã tham mưu ban hành 02 kế hoạch và 01 văn bản")
    done = (" về chuyển đổi số của tỉnh, hoàn thành trước 18/6/2023", "^12", ".")
    first.runs(LEFT, 672, "chỉ đạo", "^1", *done)
    first.text(LEFT, 654, "Mạng lưới phục vụ được duy trì ổn định, an toàn, hiệu quả trên diện")
    first.runs(LEFT, 636, "tích 12 km", "^2", " của toàn huyện.")
    first.runs(LEFT, 120, "^1", "Quyết định số 205/QĐ-UBND ngày 12/4/2023 của Ủy ban", size=10)
    first.text(LEFT, 108, "nhân dân tỉnh.", 10)
    first.text(LEFT, 96, "12 Kế hoạch số 11/KH-UBND.", 10)
    second = PageMaker()
    second.text(295, 800, "2")
    second.text(LEFT, 760, "2. Lĩnh vực bưu chính", bold=True)
    xs, ys = (72, 110, 340, 440), (620, 640, 680, 700)
    second.grid(xs, ys)
    second.text(75, 686, "TT")
    second.text(115, 686, "Chỉ tiêu")
    second.text(345, 686, "Số lượng")
    second.text(75, 655, "1")
    second.text(115, 665, "Thuê bao điện thoại di động trả")
    second.text(115, 648, "trước")
    second.text(345, 655, "684.210")
    second.text(75, 626, "2")
    second.text(115, 626, "Trạm 5G")
    second.text(345, 626, "88")
    second.text(LEFT, 580, "Các đơn vị phối hợp chặt chẽ.")
    return pdf(first, second)


@pytest.fixture
def write(tmp_path):
    def _write(content, name="bao-cao.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _write


def marked(document, kind):
    return [document.text[s.start : s.end] for s in document.spans if s.kind is kind]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "bao-cao.pdf"
    path.write_bytes(report())
    return read(path)


def test_text_is_in_reading_order_one_paragraph_a_line(document):
    assert document.text.splitlines() == [
        "UBND TỈNH AN LỘC",
        "SỞ THÔNG TIN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Độc lập - Tự do",
        "BÁO CÁO",
        "Trong tháng, Sở đã tham mưu ban hành 02 kế hoạch và 01 văn bản chỉ đạo[1] về chuyển đổi "
        "số của tỉnh, hoàn thành trước 18/6/2023[12]. Mạng lưới phục vụ được duy trì ổn định, an "
        "toàn, hiệu quả trên diện tích 12 km2 của toàn huyện.",
        "[1] Quyết định số 205/QĐ-UBND ngày 12/4/2023 của Ủy ban nhân dân tỉnh.",
        "[12] Kế hoạch số 11/KH-UBND.",
        "2",
        "2. Lĩnh vực bưu chính",
        "TT | Chỉ tiêu | Số lượng",
        "1 | Thuê bao điện thoại di động trả trước | 684.210",
        "2 | Trạm 5G | 88",
        "Các đơn vị phối hợp chặt chẽ.",
    ]


def test_pages_begin_where_their_text_begins(document):
    assert len(document.page_starts) == 2
    assert document.page_starts[0] == 0
    assert document.text[document.page_starts[1] :].startswith("2\n2. Lĩnh vực")
    assert document.page_of(document.text.index("684.210")) == 2
    assert document.page_of(document.text.index("[12] Kế")) == 1


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            SpanKind.FOOTNOTE,
            [
                "[1] Quyết định số 205/QĐ-UBND ngày 12/4/2023 của Ủy ban nhân dân tỉnh.",
                "[12] Kế hoạch số 11/KH-UBND.",
            ],
        ),
        (SpanKind.BOILERPLATE, ["2"]),
        (SpanKind.HEADING, ["BÁO CÁO"]),
        (
            SpanKind.BOLD,
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do", "BÁO CÁO", "2. Lĩnh vực bưu chính"],
        ),
        (
            SpanKind.TABLE_ROW,
            [
                "TT | Chỉ tiêu | Số lượng",
                "1 | Thuê bao điện thoại di động trả trước | 684.210",
                "2 | Trạm 5G | 88",
            ],
        ),
    ],
    ids=lambda value: value.value if isinstance(value, SpanKind) else "",
)
def test_layout_is_marked(document, kind, texts):
    assert marked(document, kind) == texts


def test_paragraphs_are_told_apart_by_their_ends(write):
    """A line that had room for the next word ends its paragraph."""
    page = PageMaker()
    for index, line in enumerate(
        (
            "Doanh thu bưu chính trong tháng đạt kế hoạch đã đề ra và tăng",
            "so với cùng kỳ.",
            "Hạ tầng viễn thông được mở rộng đến các xã vùng sâu, vùng xa,",
            "bảo đảm thông tin liên lạc thông suốt trong mùa mưa bão",
            "- Trạm 5G tăng.",
            "- Trạm 4G giữ nguyên.",
        )
    ):
        page.text(LEFT, 700 - STEP * index, line)
    assert read(write(pdf(page))).text.splitlines() == [
        "Doanh thu bưu chính trong tháng đạt kế hoạch đã đề ra và tăng so với cùng kỳ.",
        "Hạ tầng viễn thông được mở rộng đến các xã vùng sâu, vùng xa, "
        "bảo đảm thông tin liên lạc thông suốt trong mùa mưa bão",
        "- Trạm 5G tăng.",
        "- Trạm 4G giữ nguyên.",
    ]


def test_centred_lines_are_joined_only_where_they_were_wrapped(write):
    page = PageMaker()
    lines = (
        "SỞ THÔNG TIN VÀ TRUYỀN",
        "THÔNG",
        "Số: 12/BC-STTTT",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    )
    for index, line in enumerate(lines):
        page.text(200 - len(line) * 3.25, 780 - STEP * index, line)
    assert read(write(pdf(page))).text.splitlines() == [
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "Số: 12/BC-STTTT",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    ]


def test_drawing_of_many_rules_is_no_table(write):
    page = PageMaker()
    page.grid(range(72, 500, 7), range(100, 700, 7))
    page.text(200, 400, "Biểu đồ")
    for index in range(9_000):
        page.content.append(f"{index % 300} 50 m {index % 300} 90 l S")
    assert read(write(pdf(page))).text == "Biểu đồ"


def test_footnotes_drawn_before_the_text_come_after_it(write):
    page = PageMaker()
    page.runs(LEFT, 90, "^1", " Kế hoạch số 11/KH-UBND.", size=9)
    page.runs(LEFT, 700, "Sở đã ban hành kế hoạch", "^1", " trong tháng.")
    lines = read(write(pdf(page))).text.splitlines()
    assert lines == ["Sở đã ban hành kế hoạch[1] trong tháng.", "[1] Kế hoạch số 11/KH-UBND."]


def test_small_print_without_a_mark_is_no_footnote(write):
    page = PageMaker()
    page.text(LEFT, 700, "Sở Thông tin và Truyền thông trân trọng báo cáo.")
    page.text(LEFT, 200, "Nơi nhận: Ủy ban nhân dân tỉnh", 10)
    document = read(write(pdf(page)))
    assert marked(document, SpanKind.FOOTNOTE) == []
    assert document.text.endswith("Nơi nhận: Ủy ban nhân dân tỉnh")


SENTENCE = "Mạng lưới bưu chính phục vụ ổn định và an toàn"


def fallback_letters(text):
    return [i for i, letter in enumerate(text) if letter in "ạướịđụổàả"]


def test_letters_of_a_substitute_font_return_to_their_words(write):
    """Drawn right after their line, they would otherwise trail behind it."""
    page = PageMaker()
    for index in range(3):
        page.broken(LEFT, 700 - STEP * index, SENTENCE, fallback_letters(SENTENCE), 13)
    assert read(write(pdf(page))).text == " ".join([SENTENCE] * 3)


def test_letters_drawn_at_the_end_of_the_page_return_to_their_words(write):
    """Drawing order makes no words here, so the letters are ordered by place."""
    page, late = PageMaker(), PageMaker()
    for index in range(4):
        found = set(fallback_letters(SENTENCE))
        for i, letter in enumerate(SENTENCE):
            target = late if i in found else page
            target.text(LEFT + i * 6.5, 700 - STEP * index, letter)
    page.content += late.content
    assert read(write(pdf(page))).text == " ".join([SENTENCE] * 4)


def test_decomposed_letters_are_composed(write):
    path = write(simple_pdf("Ba\u0301o ca\u0301o tha\u0301ng tu\u031b"))
    assert read(path).text == "Báo cáo tháng tư"


def test_text_of_a_tcvn3_font_becomes_unicode(write):
    path = write(simple_pdf("§Õn nay, toµn tØnh cã 512 tr¹m thu ph¸t sãng ®­îc më réng"))
    assert read(path).text == "Đến nay, toàn tỉnh có 512 trạm thu phát sóng được mở rộng"


def test_page_turned_on_its_side_is_read(write):
    """Landscape tables are drawn upwards on a page that the viewer turns."""
    codes = [line.encode("utf-16-be").hex() for line in ("Dòng thứ nhất", "Dòng thứ hai")]
    content = "".join(
        f"BT /R 13 Tf 0 1 -1 0 {100 + 40 * i} 72 Tm <{code}> Tj ET\n"
        for i, code in enumerate(codes)
    )
    maker = PageMaker([content.replace("\n", " ")])
    other = PageMaker()
    other.text(72, 700, "Dòng thứ nhất hai")
    assert read(write(pdf(maker, other))).text.splitlines()[:2] == ["Dòng thứ nhất", "Dòng thứ hai"]


def test_running_header_is_boilerplate(write):
    pages = []
    for number in range(1, 5):
        page = PageMaker()
        page.text(LEFT, 810, f"Báo cáo tháng - trang {number}")
        page.text(LEFT, 700, f"Nội dung riêng thứ {'abcd'[number - 1]} của trang")
        pages.append(page)
    document = read(write(pdf(*pages)))
    assert marked(document, SpanKind.BOILERPLATE) == [
        f"Báo cáo tháng - trang {n}" for n in range(1, 5)
    ]


def test_leading_junk_before_the_header_is_forgiven(write):
    content = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + simple_pdf("Báo cáo tháng tư")
    assert read(write(content)).text == "Báo cáo tháng tư"


@pytest.mark.parametrize("name", ["bao-cao.txt", "bao-cao", "bao-cao.docx"])
def test_content_outranks_the_name(write, name):
    document = read(write(simple_pdf("Báo cáo tháng tư"), name))
    assert (document.media_type, document.text) == ("application/pdf", "Báo cáo tháng tư")


def test_web_page_named_pdf_is_read_as_the_web_page_it_is(write):
    content = "<!DOCTYPE html><html><body><p>Báo cáo tháng tư</p></body></html>".encode()
    assert read(write(content)).media_type == "text/html"


def test_owner_password_alone_does_not_lock(write):
    assert "Báo cáo" in read(write(encrypted_pdf("", "chủ"))).text


def test_owner_password_with_aes_does_not_lock(write):
    pytest.importorskip("cryptography")
    assert "Báo cáo" in read(write(encrypted_pdf("", "owner", "AES-256"))).text


def refusal(path, **limits):
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(**limits))
    return caught.value.code


def page_tree(kids):
    return raw_pdf(
        ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count 1 /Kids {kids} >>"]
    )


WHOLE = report()
IMAGE_ONLY = pdf(b"q 500 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", ReadErrorCode.EMPTY, id="nothing"),
        pytest.param(b"%", ReadErrorCode.DAMAGED, id="one byte"),
        pytest.param(b"%PDF-1.7\n", ReadErrorCode.DAMAGED, id="header only"),
        pytest.param(WHOLE[: len(WHOLE) // 2], ReadErrorCode.DAMAGED, id="half"),
        pytest.param(WHOLE[: len(WHOLE) * 9 // 10], ReadErrorCode.DAMAGED, id="end missing"),
        pytest.param(encrypted_pdf("mật khẩu", "x"), ReadErrorCode.ENCRYPTED, id="password"),
        pytest.param(IMAGE_ONLY, ReadErrorCode.NO_TEXT, id="picture of a page"),
        pytest.param(pdf(PageMaker()), ReadErrorCode.NO_TEXT, id="blank page"),
        pytest.param(flate_bomb(80_000_000), ReadErrorCode.TOO_LARGE, id="flate bomb"),
        pytest.param(pdf(b"[" * 200_000), ReadErrorCode.DAMAGED, id="nested arrays in content"),
        pytest.param(
            page_tree("[" * 200_000 + "]" * 200_000), ReadErrorCode.DAMAGED, id="nested arrays"
        ),
        pytest.param(page_tree("[2 0 R]"), ReadErrorCode.DAMAGED, id="cyclic page tree"),
    ],
)
def test_harmful_and_damaged_files_are_refused(write, content, code):
    assert refusal(write(content)) is code


def test_twice_compressed_bomb_is_refused(write):
    bomb = zlib.compress(zlib.compress(b" " * 80_000_000, 9), 9)
    content = pdf(bomb, filters="/Filter [/FlateDecode /FlateDecode]")
    assert refusal(write(content)) is ReadErrorCode.TOO_LARGE


def test_form_that_draws_itself_is_drawn_once(write):
    content = raw_pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /XObject << /X 5 0 R >> >> >>",
            b"<< /Length 5 >>\nstream\n/X Do\nendstream",
            b"<< /Length 56 /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject "
            b"<< /X 5 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
            b">> >>\nstream\nBT /F 12 Tf 1 0 0 1 72 700 Tm (May tinh moi) Tj ET /X Do\nendstream",
        ]
    )
    assert read(write(content)).text == "May tinh moi"


def test_font_without_letters_is_garbled(write):
    page = PageMaker()
    for index in range(5):
        page.text(LEFT, 700 - 20 * index, "ķļŧŋ ĸŀłń ʼnŋŏő œŕŗř śŝşš ţťŧũ")
    assert refusal(write(pdf(page, unicode_map=False))) is ReadErrorCode.GARBLED


def test_too_many_pages(write):
    content = pdf(*[PageMaker()] * 4)
    assert refusal(write(content), pages=3) is ReadErrorCode.TOO_LARGE
    assert refusal(write(content), pages=4) is ReadErrorCode.NO_TEXT


def test_too_many_characters(write):
    path = write(simple_pdf("Báo cáo tháng tư " * 3))
    assert refusal(path, characters=20) is ReadErrorCode.TOO_LARGE


def test_too_slow(write):
    assert refusal(write(simple_pdf("Báo cáo")), seconds=0.001) is ReadErrorCode.TOO_LONG_TIME


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs an address space limit")
def test_too_much_memory(write):
    content = pdf(zlib.compress(b"q Q " * 5_000_000, 9), filters="/Filter /FlateDecode")
    assert refusal(write(content), memory_bytes=120 * 2**20) is ReadErrorCode.TOO_MUCH_MEMORY


@pytest.mark.parametrize("seed", range(6))
def test_damaged_bytes_never_do_more_than_a_refusal(write, seed):
    content = bytearray(WHOLE)
    for step in range(30):
        content[(seed * 7919 + step * 104_729) % len(content)] ^= 1 << (step + seed) % 8
    path = write(bytes(content))
    try:
        text = read(path).text
    except ReadError as error:
        assert "bao-cao.pdf" in str(error)
    else:
        assert text.strip()


def test_reading_process_imports_nothing_heavy():
    """A PDF costs one process start: no index, no model, no other reader's library."""
    code = "import sys, corpus.readers.pdf; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "pypdf" in modules
    assert not modules & {"torch", "numpy", "docx", "lxml", "index", "underthesea"}
