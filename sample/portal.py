"""Sample papers as the page of a government portal, menus, counters and polls included."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sample.documents import Block, Heading, Paper, Paragraph, Table

_STYLE = """
body { font-family: sans-serif; margin: 0; color: #222; }
header, footer { background: #a4161a; color: #fff; padding: 12px 24px; }
nav a { margin-right: 16px; } .page { display: flex; gap: 24px; padding: 16px 24px; }
main { flex: 3; line-height: 1.6; text-align: justify; } aside { flex: 1; font-size: 14px; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: 4px 8px; }
.notice { font-style: italic; background: #fff7d6; padding: 8px; } .share { color: #666; }
"""

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title} - {site}</title>
{published_meta}<style>{style}</style>
</head>
<body>
<header>
<p>{site}</p>
<nav><a href="#">Trang chủ</a> <a href="#">Giới thiệu</a> <a href="#">Văn bản</a>
<a href="#">Hỏi đáp</a> <a href="#">Liên hệ</a></nav>
</header>
<div class="page">
<main>
<p class="breadcrumb">Trang chủ &raquo; Tin tức &raquo; Hoạt động của Sở</p>
<article>
<h1>{title}</h1>
<p class="date">{published}</p>
<p class="share">A- A A+ | Chia sẻ: Facebook · Zalo · In bài viết | Tương phản</p>
{body}
</article>
<p class="rating">Điểm trung bình: 0 trên 0 lượt bình chọn</p>
<section class="related"><h2>Các tin khác</h2><ul>
<li><a href="#">Lịch tiếp công dân của lãnh đạo Sở (02/12/2024)</a></li>
<li><a href="#">Mời góp ý dự thảo quy chế quản trị Cổng (18/11/2024)</a></li>
<li><a href="#">Kết quả thi tuyển viên chức đợt 2 (05/11/2024)</a></li>
</ul></section>
<section class="comments"><h2>Bình luận</h2><p>Chưa có bình luận nào.</p></section>
</main>
<aside>
<section class="menu"><h2>Chuyên mục</h2><ul><li>Công báo</li><li>Thủ tục hành chính</li>\
<li>Lịch công tác</li><li>Đường dây nóng: 0900 000 000</li></ul></section>
<section class="poll"><h2>Thăm dò</h2><p>Giao diện trang có dễ dùng không?</p>\
<p>Rất dễ dùng / Bình thường / Khó dùng</p></section>
<section class="counter"><h2>Lượt truy cập</h2><ul><li>Trực tuyến: 41</li>\
<li>Hôm qua : 1.846</li><li>Tháng 11 : 52.907</li><li>Tổng cộng: 3.118.264</li></ul></section>
</aside>
</div>
<footer><p>Bản quyền thuộc cơ quan chủ quản. Phiên làm việc hết hạn sau 30 phút.</p></footer>
</body>
</html>
"""


def to_html(paper: Paper) -> str:
    """Return the paper as a portal page; everything outside ``<article>`` is boilerplate."""
    title = escape(
        f"Báo cáo {paper.title[:1].lower()}{paper.title[1:]}" if paper.kind else paper.title
    )
    published = paper.published
    return _PAGE.format(
        title=title,
        site=escape(paper.source),
        style=_STYLE,
        published_meta=(
            f'<meta property="article:published_time" content="{published.isoformat()}">\n'
            if published
            else ""
        ),
        published=f"{published:%d/%m/%Y} 08:15" if published else "",
        body="\n".join(_body(paper)),
    )


def _body(paper: Paper) -> Iterator[str]:
    yield f'<p class="notice">{escape(paper.notice)}</p>'
    head = paper.letterhead
    if head:
        yield f"<p>{'<br>'.join(map(escape, (*head.agency, f'Số: {head.number}')))}</p>"
        yield f"<p>{escape(head.place_and_date)}</p>"
    for block in paper.blocks:
        yield _block(block)
    for mark, body in enumerate(paper.note_bodies, 1):
        yield f'<p class="footnote">[{mark}] {escape(body)}</p>'
    signature = paper.signature
    if signature:
        items = "".join(f"<li>{escape(name)}</li>" for name in signature.recipients)
        yield f"<p>Nơi nhận:</p><ul>{items}</ul>"
        yield f"<p><b>{'<br>'.join(map(escape, signature.position))}</b></p>"
        yield f"<p><b>{escape(signature.name)}</b></p>"
    elif paper.byline:
        yield f'<p class="author">{escape(paper.byline)}</p>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        lead = f"<b>{escape(block.lead)}</b> " if block.lead else ""
        return f"<p>{lead}{escape(block.text)}</p>"
    return _table(block)


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    rows = "\n".join((row(table.header, "th"), *(row(cells, "td") for cells in table.rows)))
    return f"<p><i>{escape(table.caption)}</i></p>\n<table>\n{rows}\n</table>"
