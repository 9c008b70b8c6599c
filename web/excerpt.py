"""The excerpt panel: one citation, its words highlighted, and the way to the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web import markup
from web.markup import text
from web.originals import original_url, text_url

if TYPE_CHECKING:
    from assistant import Citation

NOTHING = (
    '<div class="excerpt empty"><h2>Đoạn trích</h2><p>Bấm vào số trong ngoặc vuông '
    '<span class="number">[1]</span> bên cạnh câu trả lời để đọc nguyên văn đoạn báo cáo '
    "đã nêu nó.</p></div>"
)


def panel(citation: Citation, number: int, *, media_type: str | None) -> str:
    """Return the panel of `citation`, the `number`-th of its answer.

    `media_type` is that of the stored original, or None where the report has left the
    archive, in which case nothing is linked.
    """
    quoted = markup.marked(markup.flow(citation.excerpt), _with_units(citation))
    return (
        f'<section class="excerpt" aria-labelledby="trich-tieu-de">'
        f'<header><p class="eyebrow"><span class="number">[{number}]</span> Đoạn trích nguyên văn'
        '</p><button type="button" class="close" data-action="close" '
        'aria-label="Đóng đoạn trích">×</button></header>'
        f'<h2 id="trich-tieu-de" tabindex="-1">{text(citation.report)}</h2>'
        f'<blockquote lang="vi">{quoted}</blockquote>'
        f"<dl>{_facts(citation)}</dl>{_links(citation, media_type)}</section>"
    )


def _with_units(citation: Citation) -> list[tuple[int, int]]:
    """Return the highlights, a percent sign right after a figure taken in."""
    said = citation.excerpt
    return [(start, end + said.startswith("%", end)) for start, end in citation.highlights]


def _facts(citation: Citation) -> str:
    facts = (
        ("Số hiệu", citation.number),
        ("Địa phương", citation.province),
        ("Kỳ báo cáo", citation.period),
        ("Mục", citation.section),
        ("Trang", citation.page),
        ("Tệp", citation.source),
    )
    return "".join(
        f"<div><dt>{name}</dt><dd>{text(value)}</dd></div>" for name, value in facts if value
    )


def _links(citation: Citation, media_type: str | None) -> str:
    if media_type is None:
        return '<p class="note">Báo cáo này không còn trong kho.</p>'
    page = f"#page={citation.page}" if citation.page and media_type == "application/pdf" else ""
    original = original_url(citation.report_id) + page
    return (
        '<p class="links">'
        f'<a href="{text(original)}" target="_blank" rel="noopener">Mở bản gốc</a>'
        f'<a href="{text(text_url(citation.report_id))}" target="_blank" rel="noopener">'
        "Xem toàn văn</a></p>"
    )
