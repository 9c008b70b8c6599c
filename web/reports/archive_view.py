"""The archive's reports as a table that is searched, narrowed down and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus import vietnamese
from corpus.periods import Period
from web.layout import words
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.report_list import ReportPage, ReportQuery, select

if TYPE_CHECKING:
    from index import ReportRecord

_COLUMNS = (
    ("title", "Báo cáo", "Report"),
    ("province", "Địa phương", "Province"),
    ("period", "Kỳ báo cáo", "Period"),
    ("kind", "Loại kỳ", "Kind"),
    ("state", "Trạng thái", "State"),
)


def report_url(report_id: int) -> str:
    """Return the path of a report's own page."""
    return f"/kho/bao-cao/{int(report_id)}"


def page(
    say: Voice, records: Sequence[ReportRecord], query: ReportQuery, *, choosing: bool = False
) -> str:
    """Return the whole page: heading, filters, table; with `choosing` rows can be ticked."""
    return (
        f'<div class="title-row"><h1>{say("Kho báo cáo", "Reports")}</h1>'
        f'<a class="quiet-link" href="/kho/do-phu">{say("Xem độ phủ theo tháng", "Coverage")} →'
        f"</a></div>{_filters(say, records, query)}"
        f'<div id="ket-qua">{results(say, records, query, choosing=choosing)}</div>'
    )


def results(
    say: Voice, records: Sequence[ReportRecord], query: ReportQuery, *, choosing: bool = False
) -> str:
    """Return the table alone, as it changes while a reader types."""
    if not records:
        return _nothing_at_all(say)
    found = select(records, query)
    if not found.total:
        return (
            f'<p class="empty" role="status">{say("Không có báo cáo nào khớp.", "No match.")} '
            f'<a href="/kho">{say("Bỏ mọi điều kiện lọc", "Clear all filters")}</a></p>'
        )
    heads = "".join(_head(say, query, *column) for column in _COLUMNS)
    rows = "".join(_row(say, record, choosing) for record in found.rows)
    if choosing:
        heads += f'<th class="pick"><span class="hidden-label">{say("Chọn", "Choose")}</span></th>'
    counted = say(
        f"{say.count(found.total)} báo cáo",
        f"{say.count(found.total)} report{'' if found.total == 1 else 's'}",
    )
    everything = (
        f' · <a href="/kho">{say("bỏ lọc", "clear filters")}</a>' if query.is_narrow else ""
    )
    return (
        f'<p class="quiet" role="status">{counted}{everything}</p>'
        f'<table class="reports"><caption class="hidden-label">{say("Các báo cáo", "Reports")}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_choosing(say) if choosing else ''}{_pager(say, query, found)}"
    )


def _nothing_at_all(say: Voice) -> str:
    return (
        f'<p class="empty">{say("Kho chưa có báo cáo nào.", "The archive is empty.")} '
        f'<a href="/quan-tri/them">{say("Thêm báo cáo", "Add reports")}</a></p>'
    )


def _filters(say: Voice, records: Sequence[ReportRecord], query: ReportQuery) -> str:
    places = {
        record.metadata.province: record.metadata.province_name or record.metadata.province
        for record in records
        if record.metadata.province
    }
    years = sorted(
        {
            str(year)
            for record in records
            if (period := record.metadata.period)
            for year in range(period.first.year, period.last.year + 1)
        },
        reverse=True,
    )
    periods = [(year, say(f"Năm {year}", year)) for year in years]
    if query.period and query.period not in years:
        # Reached from the coverage: one month of it.
        periods.insert(0, (query.period, Period.from_code(query.period).label(say.language)))
    kinds = {str(r.metadata.period.kind) for r in records if r.metadata.period}
    media = sorted({record.media_type for record in records})
    states = sorted({str(record.state) for record in records})
    order = (("xep", query.sort, "period"), ("chieu", query.order, ""))
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{text(value)}">'
        for name, value, plain in order
        if value != plain
    )
    return (
        '<form class="filters" method="get" action="/kho" role="search" data-live="#ket-qua">'
        f'<label class="wide"><span>{say("Tìm", "Search")}</span>'
        f'<input type="search" name="tim" value="{text(query.text)}" maxlength="200" '
        f'placeholder="{say("Tên, số hiệu, cơ quan, tên tệp", "Title, number, office, file")}" '
        f'autocomplete="off"></label><details class="more-filters" open><summary>'
        f"{say('Lọc thêm', 'More filters')}</summary><div>"
        + _choice(say("Địa phương", "Province"), "tinh", _places(places), query.province, say)
        + _choice(say("Thời gian", "Time"), "ky", periods, query.period, say)
        + _choice(
            say("Loại kỳ", "Kind"),
            "loai",
            [(kind, words.period_kind(kind, say)) for kind in words.PERIOD_KINDS if kind in kinds],
            query.kind,
            say,
        )
        + _choice(
            say("Định dạng", "Format"),
            "dang",
            [(kind, words.media(kind, say)) for kind in media],
            query.media,
            say,
        )
        + _choice(
            say("Trạng thái", "State"),
            "trang-thai",
            [(state, words.state(state, say)) for state in states],
            query.state,
            say,
        )
        + f'</div></details>{kept}<button class="primary">{say("Lọc", "Filter")}</button></form>'
    )


def _places(places: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(places.items(), key=lambda place: vietnamese.fold(place[1]))


def _choice(
    label: str, name: str, options: Iterable[tuple[str, str]], chosen: str, say: Voice
) -> str:
    listed = "".join(
        f'<option value="{text(value)}"{" selected" if value == chosen else ""}>'
        f"{text(shown)}</option>"
        for value, shown in options
    )
    return (
        f'<label><span>{label}</span><select name="{name}">'
        f'<option value="">{say("Tất cả", "All")}</option>{listed}</select></label>'
    )


def _head(say: Voice, query: ReportQuery, sort: str, vietnamese_name: str, english: str) -> str:
    name = say(vietnamese_name, english)
    if query.sort != sort:
        return f'<th scope="col"><a href="{_sorted(query, sort, "")}">{name}</a></th>'
    order, sign, word = (
        ("tang", "▼", "descending") if query.descends else ("giam", "▲", "ascending")
    )
    return (
        f'<th scope="col" aria-sort="{word}"><a href="{_sorted(query, sort, order)}">{name} '
        f'<span aria-hidden="true">{sign}</span></a></th>'
    )


def _sorted(query: ReportQuery, sort: str, order: str) -> str:
    return text(query.url(sort=sort, order=order, page=1))


def _row(say: Voice, record: ReportRecord, choosing: bool) -> str:
    metadata = record.metadata
    kind = str(metadata.period.kind) if metadata.period else ""
    cells = (
        f'<a href="{report_url(record.id)}" lang="vi">{text(metadata.title)}</a>'
        f'<span class="file">{text(details(say, record))}</span>',
        text(metadata.province_name or "—"),
        text(words.period(metadata.period, say)),
        text(words.period_kind(kind, say) or "—"),
        f'<span class="state {text(record.state)}">{text(words.state(record.state, say))}</span>',
    )
    named = zip(_COLUMNS, cells, strict=True)
    pick = ""
    if choosing:
        name = f"{say('Chọn', 'Choose')} {metadata.title}"
        pick = (
            f'<td class="pick"><input type="checkbox" name="id" value="{record.id}" '
            f'form="sua-nhieu" aria-label="{text(name)}"></td>'
        )
    told = "".join(f'<td data-name="{say(*column[1:])}">{cell}</td>' for column, cell in named)
    return f"<tr>{told}{pick}</tr>"


def _choosing(say: Voice) -> str:
    name = say("Sửa các báo cáo đã chọn", "Correct those chosen")
    return (
        f'<form id="sua-nhieu" class="picked" method="get" action="/quan-tri/sua-nhieu">'
        f'<button class="secondary">{name}</button></form>'
    )


def details(say: Voice, record: ReportRecord) -> str:
    """Return number, format, file and day of a report in one line, as plain text."""
    added = f"{say('thêm ngày', 'added')} {say.day(record.added.astimezone().date())}"
    kind = words.media(record.media_type, say)
    parts = (record.metadata.number, kind, record.source, added)
    return " · ".join(part for part in parts if part)


def _pager(say: Voice, query: ReportQuery, found: ReportPage) -> str:
    if found.pages == 1:
        return ""
    where = say(f"Trang {found.page}/{found.pages}", f"Page {found.page} of {found.pages}")

    def link(page: int, name: str) -> str:
        if not 1 <= page <= found.pages:
            return f'<span class="off">{name}</span>'
        return f'<a href="{text(query.url(page=page))}">{name}</a>'

    return (
        f'<nav class="pager" aria-label="{say("Phân trang", "Pages of the list")}">'
        f"{link(found.page - 1, say('← Trước', '← Previous'))}<span>{where}</span>"
        f"{link(found.page + 1, say('Sau →', 'Next →'))}</nav>"
    )
