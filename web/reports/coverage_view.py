"""The picture of what the archive covers: a row for each province, a field for each month."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.periods import Period
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.coverage import MONTHS, Cell, Row, Year
from web.reports.report_list import ReportQuery

_OPEN_YEARS = 3
"""Years that are unfolded at once; older ones wait for a click."""


def page(say: Voice, years: Sequence[Year], *, undated: int) -> str:
    """Return the whole page; `undated` counts the reports without a province or a period."""
    heading = say("Độ phủ của kho", "What the archive covers")
    if not years:
        nothing = say("Kho chưa có báo cáo nào.", "The archive is empty.")
        return f'<h1>{heading}</h1><p class="empty">{nothing}</p>'
    explained = say(
        "Mỗi ô là một tháng của một địa phương. Bấm vào ô để xem các báo cáo của tháng đó.",
        "Each field is one month of one province. Click a field to list that month's reports.",
    )
    rest = (
        f'<p class="quiet">{text(_undated(say, undated))} '
        f'<a href="/kho">{say("Xem danh sách", "See the list")}</a></p>'
        if undated
        else ""
    )
    blocks = "".join(_year(say, year, number < _OPEN_YEARS) for number, year in enumerate(years))
    return (
        f'<h1>{heading}</h1><p class="lead">{explained}</p>{_legend(say)}'
        f'{rest}<div class="years">{blocks}</div>'
    )


def _undated(say: Voice, undated: int) -> str:
    return say(
        f"{say.count(undated)} báo cáo không rõ địa phương hoặc kỳ nên không có trong hình.",
        f"{say.count(undated)} reports without a known province or period are not shown.",
    )


def _legend(say: Voice) -> str:
    entries = (
        ("own", say("có báo cáo tháng", "monthly report")),
        ("wider", say("chỉ có báo cáo quý, năm…", "only a quarterly, yearly … report")),
        ("gap", say("thiếu", "missing")),
        ("none", say("ngoài khoảng đã có", "outside the known range")),
    )
    shown = "".join(
        f'<li><span class="field {kind}" aria-hidden="true"></span>{name}</li>'
        for kind, name in entries
    )
    return f'<ul class="legend" aria-label="{say("Chú giải", "Legend")}">{shown}</ul>'


def _year(say: Voice, year: Year, is_open: bool) -> str:
    gaps = sum(row.gaps for row in year.rows)
    missing = say(
        f"thiếu {say.count(gaps)} tháng",
        f"{say.count(gaps)} month{'' if gaps == 1 else 's'} missing",
    )
    complete = say("không thiếu tháng nào", "nothing missing")
    heads = "".join(f'<th scope="col">{_month(say, month)}</th>' for month in MONTHS)
    rows = "".join(_row(say, year.year, row) for row in year.rows)
    return (
        f"<details{' open' if is_open else ''}><summary><h2>{year.year}</h2>"
        f'<span class="{"some" if gaps else "no"}-gaps">{missing if gaps else complete}</span>'
        f'</summary><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{say("Độ phủ năm", "Coverage of")} {year.year}"><table class="coverage">'
        f'<caption class="hidden-label">{say("Độ phủ năm", "Coverage of")} {year.year}</caption>'
        f'<thead><tr><th scope="col">{say("Địa phương", "Province")}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _month(say: Voice, month: int) -> str:
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return say(f"T{month}", names[month - 1])


def _row(say: Voice, year: int, row: Row) -> str:
    fields = "".join(
        f"<td>{_field(say, year, month, row, cell)}</td>"
        for month, cell in zip(MONTHS, row.cells, strict=True)
    )
    link = text(ReportQuery(province=row.province, period=str(year)).url())
    return f'<tr><th scope="row"><a href="{link}">{text(row.name)}</a></th>{fields}</tr>'


def _field(say: Voice, year: int, month: int, row: Row, cell: Cell) -> str:
    period = Period.month(year, month)
    where = f"{row.name}, {period.label(say.language)}"
    if cell.own or cell.wider:
        number = cell.own + cell.wider
        kind = "own" if cell.own else "wider"
        said = say(f"{number} báo cáo", f"{number} report{'' if number == 1 else 's'}")
        if not cell.own:
            said += say(", của kỳ dài hơn", ", of a longer period")
        link = text(ReportQuery(province=row.province, period=period.code).url())
        shown = str(cell.own) if cell.own > 1 else ""
        return (
            f'<a class="field {kind}" href="{link}" aria-label="{text(where)}: {said}" '
            f'title="{text(where)}: {said}">{shown}</a>'
        )
    kind, said = ("gap", say("thiếu", "missing")) if cell.gap else ("none", say("—", "—"))
    return (
        f'<span class="field {kind}" role="img" aria-label="{text(where)}: {said}" '
        f'title="{text(where)}: {said}"></span>'
    )
