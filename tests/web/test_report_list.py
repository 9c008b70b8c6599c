"""Searching, narrowing down and sorting the list of reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from corpus.periods import Period
from index import ReportRecord, State
from tests.web.fakes import HOSTILE, make_record
from web.layout.voice import ENGLISH, VIETNAMESE
from web.reports import archive_view
from web.reports.report_list import PAGE_ROWS, ReportQuery, select


def record(report_id: int, **changes: Any) -> ReportRecord:
    """Return a report whose metadata are changed as asked."""
    made = make_record(report_id)
    fields = {name for name in made.metadata.__dataclass_fields__ if name in changes}
    metadata = replace(made.metadata, **{name: changes.pop(name) for name in fields})
    return replace(made, metadata=metadata, **changes)


REPORTS = [
    record(1),
    record(
        2,
        title="Báo cáo quý III năm 2019",
        province="thai-binh",
        province_name="Thái Bình",
        period=Period.quarter(2019, 3),
        media_type="application/pdf",
        source="thai-binh.pdf",
    ),
    record(3, state=State.SUPERSEDED, source="cu.txt"),
    record(4, province=None, province_name=None, period=None, title="Không rõ"),
]


def ids(**query: object) -> list[int]:
    """Return the ids that a query finds, in order."""
    return [row.id for row in select(REPORTS, ReportQuery(**query)).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [1, 2, 4, 3], id="nothing"),
        pytest.param("NINH thuan", [1, 3], id="place without diacritics"),
        pytest.param("12/bc", [1, 2, 4, 3], id="number"),
        pytest.param("thang 4/2023", [1, 3], id="period"),
        pytest.param("quy iii/2019", [2], id="quarter"),
        pytest.param("thai-binh.pdf", [2], id="file"),
        pytest.param("ninh thuan 2021", [], id="one word misses"),
    ],
)
def test_every_word_must_be_found(text: str, found: list[int]) -> None:
    """In the title, number, office, place, period or file name."""
    assert ids(text=text) == found


def test_filters_narrow_down() -> None:
    """By place, period, kind of period, format and state, alone and together."""
    assert ids(province="thai-binh") == [2]
    assert ids(period="2019") == [2]
    assert ids(period="2019-08") == [2], "a month of a quarter is covered by it"
    assert ids(period="2019-12") == []
    assert ids(kind="month") == [1, 3]
    assert ids(media="application/pdf") == [2]
    assert ids(state="superseded") == [3]
    assert ids(kind="month", state="current") == [1]


def test_sorting_goes_both_ways() -> None:
    """Newest first unless another order is asked for."""
    assert ids() == [1, 2, 4, 3]
    assert ids(order="tang") == [4, 2, 1, 3]
    assert ids(sort="province", order="tang") == [1, 3, 2, 4]
    assert ids(sort="province", order="giam")[0] == 4
    assert ids(sort="state", order="giam")[0] == 3


def test_an_address_holds_the_whole_query_and_nonsense_is_ignored() -> None:
    """A list can be bookmarked; a broken address gives the whole list."""
    query = ReportQuery(text="trạm & 5G", province="an-loc", period="2023-04", order="tang", page=3)
    path, _, given = query.url().partition("?")
    assert path == "/kho"
    assert ReportQuery.of(dict(parse_qsl(given))) == query
    broken = {"ky": "bậy", "xep": "../", "chieu": "x", "trang": "-1", "tim": ""}
    assert ReportQuery.of(broken) == ReportQuery()
    assert ReportQuery().url() == "/kho"


def test_long_lists_come_in_pages() -> None:
    """A page too far gives the last one."""
    many = [record(number, title=f"Báo cáo {number}") for number in range(1, PAGE_ROWS + 6)]
    first = select(many, ReportQuery())
    assert (len(first.rows), first.total, first.pages) == (PAGE_ROWS, PAGE_ROWS + 5, 2)
    last = select(many, ReportQuery(page=99))
    assert (len(last.rows), last.page) == (5, 2)
    assert {r.id for r in first.rows} | {r.id for r in last.rows} == {r.id for r in many}
    shown = archive_view.results(VIETNAMESE, many, ReportQuery())
    assert "Trang 1/2" in shown
    assert 'href="/kho?trang=2"' in shown


def test_the_table_says_what_was_found_in_both_languages() -> None:
    """Each row leads to the report's own page and says its state in words."""
    shown = archive_view.results(VIETNAMESE, REPORTS, ReportQuery())
    assert "4 báo cáo" in shown
    assert 'href="/kho/bao-cao/2"' in shown
    assert "Đã có bản mới" in shown
    english = archive_view.results(ENGLISH, REPORTS, ReportQuery(state="superseded"))
    assert "1 report " in english.replace("<", " ")
    assert "Superseded" in english
    assert "April 2023" in english


def test_nothing_found_offers_the_way_back() -> None:
    """An empty result is never a dead end."""
    assert 'href="/kho"' in archive_view.results(VIETNAMESE, REPORTS, ReportQuery(text="xyzzy"))
    assert "Kho chưa có báo cáo" in archive_view.results(VIETNAMESE, [], ReportQuery())


def test_foreign_text_stays_text() -> None:
    """Titles, file names and what was typed are never markup."""
    hostile = [record(1, title=HOSTILE, source=HOSTILE, province_name=HOSTILE)]
    shown = archive_view.page(VIETNAMESE, hostile, ReportQuery(text=HOSTILE[:20]))
    assert "<script" not in shown
    assert "alert(1)" in archive_view.page(VIETNAMESE, hostile, ReportQuery())
