"""Word files: order, tables, footnotes, numbers, and archives that are damaged or harmful."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import SpanKind
from corpus.readers import Limits, read
from tests.corpus.files import archive, docx, paragraph, table

REFERENCE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def note(identity, *texts):
    body = "".join(paragraph(text) for text in texts)
    return f'<w:footnote w:id="{identity}">{body}</w:footnote>'


def referring(*parts):
    """A paragraph of text and footnote ids."""
    runs = "".join(
        REFERENCE.format(part)
        if isinstance(part, int)
        else f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>'
        for part in parts
    )
    return f"<w:p>{runs}</w:p>"


@pytest.fixture
def write(tmp_path):
    def _write(content, name="bao-cao.docx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _write


def marked(document, kind):
    return [document.text[s.start : s.end] for s in document.spans if s.kind is kind]


def test_paragraphs_and_tables_stand_in_order(write):
    body = (
        paragraph("Mở đầu.")
        + table([["TT", "Chỉ tiêu", "Số lượng"], ["1", "Trạm 5G", "88"]])
        + paragraph("")
        + paragraph("Kết thúc.")
    )
    document = read(write(docx(body)))
    assert document.text.splitlines() == [
        "Mở đầu.",
        "TT | Chỉ tiêu | Số lượng",
        "1 | Trạm 5G | 88",
        "Kết thúc.",
    ]
    assert marked(document, SpanKind.TABLE_ROW) == document.text.splitlines()[1:3]
    assert document.page_starts == ()


def test_footnotes_have_their_printed_numbers_and_follow_the_text(write):
    """The number on paper is the order of reference, not the id in the file."""
    body = referring("Ban hành kế hoạch", 9, " và chỉ thị", 4, ".") + paragraph("Hết.")
    notes = (
        '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        + note(4, "Chỉ thị số 3/CT-UBND.")
        + note(9, " Kế hoạch số 11/KH-UBND.", "Kế hoạch số 12/KH-UBND.")
    )
    document = read(write(docx(body, notes)))
    assert document.text.splitlines() == [
        "Ban hành kế hoạch[1] và chỉ thị[2].",
        "Hết.",
        "[1] Kế hoạch số 11/KH-UBND.",
        "Kế hoạch số 12/KH-UBND.",
        "[2] Chỉ thị số 3/CT-UBND.",
    ]
    assert marked(document, SpanKind.FOOTNOTE) == [
        "[1] Kế hoạch số 11/KH-UBND.\nKế hoạch số 12/KH-UBND.",
        "[2] Chỉ thị số 3/CT-UBND.",
    ]


def test_headings_bold_paragraphs_and_title(write):
    made = python_docx.Document()
    made.core_properties.title = "Báo cáo tháng tư"
    made.add_heading("Kết quả công tác", 1)
    made.add_heading("Bưu chính", 2)
    made.add_paragraph().add_run("Viễn thông").bold = True
    mixed = made.add_paragraph("Doanh thu ")
    mixed.add_run("tăng").bold = True
    out = io.BytesIO()
    made.save(out)
    document = read(write(out.getvalue()))
    assert document.title == "Báo cáo tháng tư"
    headings = [
        (document.text[s.start : s.end], s.level)
        for s in document.spans
        if s.kind is SpanKind.HEADING
    ]
    assert headings == [("Kết quả công tác", 1), ("Bưu chính", 2)]
    assert "Viễn thông" in marked(document, SpanKind.BOLD)
    assert "Doanh thu tăng" not in marked(document, SpanKind.BOLD)


def test_automatic_numbers_are_printed(write):
    made = python_docx.Document()
    for text, style in (
        ("Bưu chính", "List Number"),
        ("Viễn thông", "List Number"),
        ("Trạm 5G", "List Bullet"),
    ):
        made.add_paragraph(text, style=style)
    out = io.BytesIO()
    made.save(out)
    assert read(write(out.getvalue())).text.splitlines() == [
        "1. Bưu chính",
        "2. Viễn thông",
        "- Trạm 5G",
    ]


def cell(text, properties):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_head_over_two_columns_names_both_and_a_cell_merged_downwards_is_given_once(write):
    rows = [
        ["TT", cell("Số thuê bao", '<w:gridSpan w:val="2"/>')],
        [cell("1", '<w:vMerge w:val="restart"/>'), "Trả trước", "20"],
        [cell("", "<w:vMerge/>"), "Trả sau", "30"],
    ]
    document = read(write(docx(table(rows))))
    assert document.text.splitlines() == [
        "TT | Số thuê bao | Số thuê bao",
        "1 | Trả trước | 20",
        "| Trả sau | 30",
    ]


def test_letterhead_table_without_rules_is_text(write):
    two = f"<w:tc>{paragraph('UBND TỈNH AN LỘC')}{paragraph('SỞ THÔNG TIN')}</w:tc>"
    body = table([[two, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]], ruled=False)
    document = read(write(docx(body)))
    assert document.text.splitlines() == [
        "UBND TỈNH AN LỘC",
        "SỞ THÔNG TIN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert marked(document, SpanKind.TABLE_ROW) == []


def test_deleted_text_and_text_boxes_are_left_out(write):
    body = (
        "<w:p><w:r><w:t>Có </w:t></w:r><w:del><w:r><w:delText>98</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>88 trạm</w:t></w:r></w:ins>"
        "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>hình</w:t></w:r></w:p></w:txbxContent>"
        "</w:drawing></w:r><w:r><w:br/><w:t>dòng mới</w:t></w:r></w:p>"
    )
    assert read(write(docx(body))).text.splitlines() == ["Có 88 trạm", "dòng mới"]


def test_content_controls_are_part_of_the_text(write):
    inner = f"<w:sdt><w:sdtContent>{paragraph('Trong khung')}</w:sdtContent></w:sdt>"
    body = paragraph("Trước") + inner + paragraph("Sau")
    assert read(write(docx(body))).text.splitlines() == ["Trước", "Trong khung", "Sau"]


def test_decomposed_letters_are_composed(write):
    assert read(write(docx(paragraph("Ba\u0301o ca\u0301o tu\u031b")))).text == "Báo cáo tư"


def test_text_of_a_tcvn3_font_becomes_unicode(write):
    body = paragraph("§Õn nay, toµn tØnh cã 512 tr¹m thu ph¸t sãng ®­îc më réng")
    assert read(write(docx(body))).text == (
        "Đến nay, toàn tỉnh có 512 trạm thu phát sóng được mở rộng"
    )


def refusal(path, **limits):
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(**limits))
    return caught.value.code


GOOD = docx(paragraph("Báo cáo công tác tháng tư"))
NO_DOCUMENT = archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
BROKEN_XML = docx(paragraph("Báo cáo")[:-3])
MISNAMED = archive({"word/document.xml": b"<document/>"})
ENTITIES = archive(
    {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<w/>",
        "_rels/.rels": b'<!DOCTYPE r [<!ENTITY a "'
        + b"x" * 1000
        + b'">'
        + b"".join(b'<!ENTITY b%d "%s">' % (i, b"&a;" * 1000) for i in range(9))
        + b"]><r>"
        + b"".join(b"&b%d;" % i for i in range(9)) * 1000
        + b"</r>",
    }
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", ReadErrorCode.EMPTY, id="nothing"),
        pytest.param(b"P", ReadErrorCode.DAMAGED, id="one byte"),
        pytest.param(GOOD[: len(GOOD) // 2], ReadErrorCode.DAMAGED, id="half"),
        pytest.param(GOOD[:-10], ReadErrorCode.DAMAGED, id="end missing"),
        pytest.param(NO_DOCUMENT, ReadErrorCode.WRONG_TYPE, id="spreadsheet"),
        pytest.param(MISNAMED, ReadErrorCode.WRONG_TYPE, id="no content types"),
        pytest.param(BROKEN_XML, ReadErrorCode.DAMAGED, id="broken xml"),
        pytest.param(ENTITIES, ReadErrorCode.DAMAGED, id="entity bomb"),
        pytest.param(docx(paragraph(" ")), ReadErrorCode.NO_TEXT, id="no letters"),
        pytest.param(
            docx(paragraph("x"), extra={"word/media/a.bin": bytes(30_000_000)}),
            ReadErrorCode.TOO_LARGE,
            id="zip bomb",
        ),
        pytest.param(
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            ReadErrorCode.ENCRYPTED,
            id="password",
        ),
    ],
)
def test_harmful_and_damaged_files_are_refused(write, content, code):
    assert refusal(write(content)) is code


def test_archive_that_unpacks_to_too_much_is_refused(write):
    noise = bytes(i * i % 251 for i in range(200_000))
    path = write(docx(paragraph("x"), extra={"word/media/a.bin": noise}))
    assert refusal(path, unpacked_bytes=150_000) is ReadErrorCode.TOO_LARGE


def test_external_entities_are_not_fetched(write, tmp_path):
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    hostile = (
        f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Báo cáo &e;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Báo cáo")))) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    path = write(archive(parts | {"word/document.xml": hostile.encode()}))
    try:
        assert "bí mật" not in read(path).text
    except ReadError as error:
        assert error.code is ReadErrorCode.DAMAGED


def test_cell_that_claims_to_span_a_billion_columns_is_one_cell(write):
    rows = [[cell("rộng", '<w:gridSpan w:val="1000000000"/>'), "hẹp"], ["1", "2"]]
    assert read(write(docx(table(rows)))).text.splitlines() == ["rộng | hẹp", "1 | 2"]


def test_deeply_nested_tables_do_no_more_than_a_refusal(write):
    body = paragraph("Báo cáo tháng tư")
    for _ in range(60):
        body = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    path = write(docx(paragraph("Mở đầu") + body))
    try:
        assert read(path).text.startswith("Mở đầu")
    except ReadError as error:
        assert error.code in (ReadErrorCode.DAMAGED, ReadErrorCode.TOO_LARGE)
