"""The archive's reports as a table, and the line that counts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus import vietnamese
from web import markup
from web.markup import text
from web.originals import original_url

if TYPE_CHECKING:
    from index import ReportRecord

_KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "text/html": "Trang web",
    "text/plain": "Văn bản",
}
_STATES = {"current": "Đang dùng", "superseded": "Đã có bản mới", "removed": "Đã gỡ"}
_COLUMNS = ("Báo cáo", "Số hiệu", "Địa phương", "Kỳ báo cáo", "Trang / đoạn", "Trạng thái")


def summary(reports: int, passages: int) -> str:
    """Return the line that says how much the archive holds."""
    return text(f"{markup.count(reports)} báo cáo · {markup.count(passages)} đoạn")


def table(records: Sequence[ReportRecord], *, wanted: str = "") -> str:
    """Return the reports whose title, number, place, period or file holds the words `wanted`.

    Newest period first. Diacritics and case make no difference to `wanted`.
    """
    words = vietnamese.fold(vietnamese.nfc(wanted)).split()
    shown = [record for record in records if _matches(record, words)]
    if not records:
        return '<p class="quiet">Kho chưa có báo cáo nào.</p>'
    if not shown:
        return '<p class="quiet" role="status">Không có báo cáo nào khớp với từ cần lọc.</p>'
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(record) for record in sorted(shown, key=_newest_first))
    return (
        f'<p class="quiet" role="status">{markup.count(len(shown))} báo cáo</p>'
        '<table class="reports"><caption class="hidden-label">Các báo cáo trong kho</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(record: ReportRecord) -> str:
    metadata = record.metadata
    kind = _KINDS.get(record.media_type, "Tệp khác")
    added = record.added.astimezone().strftime("%d/%m/%Y")
    pages = f"{markup.count(record.page_count)} / " if record.page_count else "— / "
    cells = (
        f'<a href="{original_url(record.id)}" target="_blank" rel="noopener">'
        f"{text(metadata.title)}</a>"
        f'<span class="file">{text(record.source)} · {kind} · thêm ngày {added}</span>',
        text(metadata.number or "—"),
        text(metadata.province_name or "—"),
        text(metadata.period.label("vi") if metadata.period else "—"),
        pages + markup.count(record.passage_count),
        f'<span class="state {text(record.state)}">{text(_STATES[record.state])}</span>',
    )
    named = zip(_COLUMNS, cells, strict=True)
    return f'<tr>{"".join(f"""<td data-name="{name}">{cell}</td>""" for name, cell in named)}</tr>'


def _matches(record: ReportRecord, words: Sequence[str]) -> bool:
    metadata = record.metadata
    period = metadata.period
    fields = (
        metadata.title,
        metadata.number,
        metadata.province_name,
        record.source,
        period.label("vi") if period else None,
        period.short if period else None,
    )
    haystack = vietnamese.fold(vietnamese.nfc(" ".join(field for field in fields if field)))
    return all(word in haystack for word in words)


def _newest_first(record: ReportRecord) -> tuple[bool, int, int]:
    period = record.metadata.period
    return (
        record.state == "superseded",
        -period.last.toordinal() if period else 0,
        record.id,
    )
