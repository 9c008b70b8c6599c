"""Which months of which province the archive covers, and what is missing between them."""

from __future__ import annotations

from dataclasses import replace

from corpus.periods import Period
from index import ReportRecord, State
from tests.web.fakes import make_record
from web.layout.voice import ENGLISH, VIETNAMESE
from web.reports import coverage_view
from web.reports.coverage import Cell, coverage


def of(report_id: int, period: Period | None, province: str = "ninh-thuan") -> ReportRecord:
    """Return a report of a period and a province."""
    made = make_record(report_id)
    name = province.title().replace("-", " ")
    metadata = replace(made.metadata, period=period, province=province, province_name=name)
    return replace(made, metadata=metadata)


def test_months_longer_periods_and_gaps_are_told_apart() -> None:
    """A month between two that are there is missing; one before or after them is not."""
    reports = [
        of(1, Period.month(2023, 2)),
        of(2, Period.month(2023, 2)),
        of(3, Period.quarter(2023, 2)),
        of(4, Period.month(2023, 8)),
    ]
    (year,) = coverage(reports)
    assert year.year == 2023
    (row,) = year.rows
    nothing, gap, wider = Cell(), Cell(gap=True), Cell(wider=1)
    assert row.cells == (
        nothing,
        Cell(own=2),
        gap,
        wider,
        wider,
        wider,
        gap,
        Cell(own=1),
        *[nothing] * 4,
    )
    assert row.gaps == 2


def test_a_year_without_any_report_between_two_is_a_gap() -> None:
    """The years in between are shown, newest first."""
    years = coverage([of(1, Period.month(2021, 11)), of(2, Period.month(2023, 2))])
    assert [year.year for year in years] == [2023, 2022, 2021]
    assert years[1].rows[0].gaps == 12
    assert years[0].rows[0].gaps == 1
    assert years[2].rows[0].gaps == 1


def test_only_reports_in_use_with_place_and_period_count() -> None:
    """An older version covers nothing, nor does a report that nobody can place."""
    old = replace(of(1, Period.month(2023, 4)), state=State.SUPERSEDED)
    assert coverage([old, of(2, None)]) == ()


def test_fields_lead_to_the_reports_and_say_what_they_are() -> None:
    """Each month is a link with a name; a gap says that it is one."""
    years = coverage([of(1, Period.month(2023, 1)), of(2, Period.month(2023, 3))])
    page = coverage_view.page(VIETNAMESE, years, undated=2)
    assert 'href="/kho?tinh=ninh-thuan&amp;ky=2023-01"' in page
    assert "Ninh Thuan, tháng 2/2023: thiếu" in page
    assert "2 báo cáo không rõ" in page
    english = coverage_view.page(ENGLISH, years, undated=0)
    assert "Ninh Thuan, January 2023: 1 report" in english
    assert "1 month missing" in english
    assert "Kho chưa có" in coverage_view.page(VIETNAMESE, (), undated=0)
