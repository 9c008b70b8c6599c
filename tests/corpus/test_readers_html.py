"""Web pages: the article, the site around it, title, date, encodings, hostile markup."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import SpanKind
from corpus.readers import Limits, read

FIRST = (
    "Trong tháng, Sở đã triển khai nhiều nhiệm vụ trọng tâm về chuyển đổi số, hạ tầng viễn thông "
    "tiếp tục được mở rộng tới các xã vùng sâu"
)
SECOND = (
    "Mạng bưu chính có 167 điểm phục vụ, doanh thu đạt 18,3 tỷ đồng, tăng 4,2% so với cùng kỳ "
    "năm ngoái và đạt kế hoạch"
)
TITLE = "Kết quả hoạt động ngành thông tin tỉnh An Lộc tháng tư"

PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{TITLE} - Cổng thông tin điện tử tỉnh An Lộc</title>
<style>.a{{color:red}}</style><script>var rac = "mã lệnh";</script></head><body>
<div id="header"><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a>Giới thiệu</a></li>
<li><a>Tin tức</a></li></ul></div>
<div class="container"><div class="news-detail"><div class="breadcrumb"><a>Tin tức</a></div>
<h1>{TITLE}</h1><p>Thứ năm - 21/04/2023 15:00 817 0</p>
<p>{FIRST}<sup>1</sup>.</p><h3>1. Bưu chính</h3><p>{SECOND} trên diện tích 12 km<sup>2</sup>.</p>
<p>Nhìn chung ổn định.</p>
<table border="1"><tr><th>TT</th><th>Chỉ tiêu</th><th>Số lượng</th></tr>
<tr><td>1</td><td>Trạm <b>5G</b></td><td>88</td></tr></table>
<p><sup>1</sup> Kế hoạch số 11/KH-UBND.</p><p style="display: none">chữ ẩn</p>
<div class="share">Chia sẻ bài viết</div>
<div class="related"><h3>Tin liên quan</h3><ul><li><a>Hội nghị năm trước</a> (03/01/2021)</li></ul>
</div></div><div class="sidebar"><div>Hôm nay : 1.203</div></div></div>
<footer>Bản quyền thuộc Sở</footer></body></html>"""

NESTED_TABLES = f"""<html><head><title>Cổng thông tin điện tử</title></head><body>
<table width="100%"><tr><td><a>Trang chủ</a> | <a>Giới thiệu</a></td></tr><tr><td><table><tr>
<td width="200"><table><tr><td>Danh mục</td></tr><tr><td><a>Văn bản</a></td></tr></table>
Các tin khác<br><a>Hội nghị năm trước của ngành</a> 03/01/2024<br>Đang truy cập: 63</td>
<td><font size="4"><b>{TITLE}</b></font><br>(08/05/2023)<br>
<p>{FIRST}.</p><p>{SECOND}.</p>Toàn tỉnh có 512 trạm thu phát sóng.<br></td>
</tr></table></td></tr><tr><td>Bản quyền thuộc Sở</td></tr></table></body></html>"""


@pytest.fixture
def write(tmp_path):
    def _write(content, name="trang.html"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def marked(document, kind):
    return [document.text[s.start : s.end] for s in document.spans if s.kind is kind]


def kept(document):
    """The lines that are not marked as boilerplate."""
    boilerplate = set(marked(document, SpanKind.BOILERPLATE))
    return [line for line in document.text.splitlines() if line not in boilerplate]


def test_article_of_a_portal_page_is_kept_and_the_site_marked(write):
    document = read(write(PORTAL))
    assert kept(document) == [
        TITLE,
        "Thứ năm - 21/04/2023 15:00 817 0",
        f"{FIRST}[1].",
        "1. Bưu chính",
        f"{SECOND} trên diện tích 12 km2.",
        "Nhìn chung ổn định.",
        "TT | Chỉ tiêu | Số lượng",
        "1 | Trạm 5G | 88",
        "[1] Kế hoạch số 11/KH-UBND.",
    ]
    assert {"Trang chủ", "Hôm nay : 1.203", "Bản quyền thuộc Sở", "Chia sẻ bài viết"} <= set(
        document.text.splitlines()
    )


def test_scripts_styles_and_hidden_text_are_left_out(write):
    text = read(write(PORTAL)).text
    for absent in ("mã lệnh", "color", "chữ ẩn"):
        assert absent not in text


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (SpanKind.TITLE, [TITLE]),
        (SpanKind.HEADING, ["1. Bưu chính"]),
        (SpanKind.TABLE_ROW, ["TT | Chỉ tiêu | Số lượng", "1 | Trạm 5G | 88"]),
        (SpanKind.FOOTNOTE, ["[1] Kế hoạch số 11/KH-UBND."]),
    ],
    ids=lambda value: value.value if isinstance(value, SpanKind) else "",
)
def test_structure_is_marked(write, kind, texts):
    assert marked(read(write(PORTAL)), kind) == texts


def test_title_comes_first_and_once(write):
    document = read(write(PORTAL))
    assert document.title == TITLE
    assert document.text.startswith(f"{TITLE}\n")
    assert document.text.count(TITLE) == 1


def test_layout_tables_are_no_data(write):
    document = read(write(NESTED_TABLES))
    assert kept(document) == [
        TITLE,
        "(08/05/2023)",
        f"{FIRST}.",
        f"{SECOND}.",
        "Toàn tỉnh có 512 trạm thu phát sóng.",
    ]
    assert marked(document, SpanKind.TABLE_ROW) == []


def page(body, head=""):
    return f"<html><head>{head}</head><body>{body}<p>{FIRST}.</p><p>{SECOND}.</p></body></html>"


META = '<meta {} content="{}">'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(PORTAL, date(2023, 4, 21), id="after the title"),
        pytest.param(NESTED_TABLES, date(2023, 5, 8), id="not of the related list"),
        pytest.param(
            page(
                f"<h1>{TITLE}</h1><p>01/02/2020</p>",
                META.format('property="article:published_time"', "2023-04-28T07:00:00+07:00"),
            ),
            date(2023, 4, 28),
            id="declared",
        ),
        pytest.param(
            page(f'<h1>{TITLE}</h1><time datetime="2023-04-27">hôm qua</time>'),
            date(2023, 4, 27),
            id="time element",
        ),
        pytest.param(
            page(
                f"<h1>{TITLE}</h1>",
                '<script type="application/ld+json">{"datePublished": "2023-04-26"}</script>',
            ),
            date(2023, 4, 26),
            id="linked data",
        ),
        pytest.param(page(f"<h1>{TITLE}</h1><p>31/02/2023</p>"), None, id="impossible date"),
        pytest.param(page(f"<h1>{TITLE}</h1>"), None, id="none"),
    ],
)
def test_date_of_publication(write, content, expected):
    assert read(write(content)).published == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            page("", META.format('property="og:title"', TITLE)), TITLE, id="declared only"
        ),
        pytest.param(page("", f"<title>{TITLE} | Sở TT&amp;TT</title>"), TITLE, id="window title"),
        pytest.param(page("", "<title>Trang chủ</title>"), None, id="generic"),
        pytest.param(
            page(f"<h1>Cổng thông tin điện tử An Lộc</h1><h2>{TITLE}</h2>"),
            TITLE,
            id="site name h1",
        ),
        pytest.param(page(f'<div class="news-title">{TITLE}</div>'), TITLE, id="named by class"),
    ],
)
def test_title(write, content, expected):
    assert read(write(content)).title == expected


def test_letterhead_in_bold_is_no_title(write):
    head = "<p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b>Độc lập - Tự do</b></p>"
    assert read(write(page(head))).title is None


def test_short_paragraphs_beside_the_main_block_are_kept(write):
    body = (
        f'<div class="page"><div class="text"><p>{FIRST}.</p><p>{SECOND}.</p></div>'
        "<div><p>Trạm 5G: 88 trạm.</p></div></div>"
    )
    document = read(write(f"<html><body>{body}</body></html>"))
    assert "Trạm 5G: 88 trạm." in kept(document)


def test_content_in_an_element_with_a_misleading_name_is_kept(write):
    body = f'<div class="menu sidebar"><h1>{TITLE}</h1><p>{FIRST}.</p><p>{SECOND}.</p></div>'
    document = read(write(f"<html><body>{body}</body></html>"))
    assert f"{FIRST}." in kept(document)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(page("").encode(), id="utf-8"),
        pytest.param(page("").encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(page("").encode("utf-16"), id="utf-16"),
        pytest.param(
            page("", '<meta charset="iso-8859-1">').encode(), id="wrongly declared latin-1"
        ),
        pytest.param(
            ('<?xml version="1.0" encoding="utf-8"?>' + page("")).encode(), id="xml declaration"
        ),
    ],
)
def test_encodings(write, content):
    assert f"{FIRST}." in read(write(content)).text.splitlines()


def test_page_in_a_tcvn3_font_becomes_unicode(write):
    line = "§Õn nay, toµn tØnh cã 512 tr¹m thu ph¸t sãng ®­îc më réng"
    content = f"<html><body><p>{line}</p></body></html>".encode("latin-1")
    assert read(write(content)).text == "Đến nay, toàn tỉnh có 512 trạm thu phát sóng được mở rộng"


def test_breaks_and_blocks_make_lines_and_inline_tags_do_not(write):
    body = "<p>Một <b>hai</b>\n ba<br>bốn</p><div>năm<p>sáu</p>bảy</div>"
    lines = read(write(f"<html><body>{body}</body></html>")).text.splitlines()
    assert lines == ["Một hai ba", "bốn", "năm", "sáu", "bảy"]


def refusal(path, **limits):
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(**limits))
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("", ReadErrorCode.EMPTY, id="nothing"),
        pytest.param("<html><body></body></html>", ReadErrorCode.NO_TEXT, id="no text"),
        pytest.param(
            "<html><body><script>document.write('x')</script></body></html>",
            ReadErrorCode.NO_TEXT,
            id="script only",
        ),
        pytest.param(
            "<html><body>" + "<div>" * 100_000 + "sâu", ReadErrorCode.TOO_LARGE, id="deep blocks"
        ),
        pytest.param(
            "<html><body>" + "<span>" * 100_000 + "sâu", ReadErrorCode.TOO_LARGE, id="deep spans"
        ),
    ],
)
def test_harmful_and_empty_pages_are_refused(write, content, code):
    assert refusal(write(content)) is code


def test_too_many_characters(write):
    assert refusal(write(PORTAL), characters=100) is ReadErrorCode.TOO_LARGE


@pytest.mark.parametrize("name", ["trang.htm", "trang.txt", "trang.docx", "trang"])
def test_content_outranks_the_name(write, name):
    assert read(write(PORTAL, name)).title == TITLE


def test_fragment_without_a_prologue_is_told_by_name_and_tags(write):
    assert read(write(f"<p>{FIRST}.</p>")).text == f"{FIRST}."
    assert read(write("giá <b> so sánh", "a.txt")).text == "giá <b> so sánh"


MERGED_HEADS = page(
    f"<h1>{TITLE}</h1><table><tr><th rowspan='2'>Đơn vị</th><th colspan='2'>Hồ sơ</th>"
    "<th rowspan='2'>Đúng hạn</th></tr><tr><th>Tiếp nhận</th><th>Qua mạng</th></tr>"
    "<tr><td>Yên Sơn</td><td>340</td><td>221</td><td>98%</td></tr>"
    "<tr><td rowspan='2'>Sơn Dương</td><td>296</td><td>184</td><td>97%</td></tr>"
    "<tr><td colspan='2'>chưa tách</td><td>95%</td></tr></table>"
)


def test_merged_cells_keep_every_cell_in_its_column(write):
    document = read(write(MERGED_HEADS))
    assert marked(document, SpanKind.TABLE_ROW) == [
        "Đơn vị | Hồ sơ | Hồ sơ | Đúng hạn",
        "| Tiếp nhận | Qua mạng |",
        "Yên Sơn | 340 | 221 | 98%",
        "Sơn Dương | 296 | 184 | 97%",
        "| chưa tách | | 95%",
    ]


def test_spans_of_a_hostile_page_are_bounded(write):
    rows = "<tr><th colspan='99999999'>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>"
    document = read(write(page(f"<h1>{TITLE}</h1><table>{rows}</table>")))
    assert all(len(row) < 1_000 for row in marked(document, SpanKind.TABLE_ROW))
