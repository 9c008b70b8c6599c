"""What the archive covers: for each province and month, which reports speak of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import vietnamese
from corpus.periods import PeriodKind

if TYPE_CHECKING:
    from corpus.periods import Period
    from index import ReportRecord

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one province.

    ``own`` counts the reports of that very month, ``wider`` those of a longer period that
    holds it; ``gap`` is True where neither is there although the province reports on
    months before and after.
    """

    own: int = 0
    wider: int = 0
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One province in one year; ``cells[0]`` is January."""

    province: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        """The number of months that are missing."""
        return sum(cell.gap for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Year:
    """All provinces that the archive has a report of in one year."""

    year: int
    rows: tuple[Row, ...]


def coverage(records: Iterable[ReportRecord]) -> tuple[Year, ...]:
    """Return the years of the reports in use, newest first, provinces in order of name.

    A province without a key is left out: nothing tells whose months those are.
    """
    names: dict[str, str] = {}
    own: dict[str, dict[int, int]] = {}
    wider: dict[str, dict[int, int]] = {}
    for record in records:
        metadata = record.metadata
        if not metadata.province or metadata.period is None or str(record.state) != "current":
            continue
        names[metadata.province] = metadata.province_name or metadata.province
        is_month = metadata.period.kind in (PeriodKind.MONTH, PeriodKind.DAY)
        counted = (own if is_month else wider).setdefault(metadata.province, {})
        for month in _months(metadata.period):
            counted[month] = counted.get(month, 0) + 1
    rows: dict[int, list[Row]] = {}
    for province in sorted(names, key=lambda key: vietnamese.fold(names[key])):
        exact, around = own.get(province, {}), wider.get(province, {})
        years = {month // 12 for month in (*exact, *around)}
        for year in range(min(years), max(years) + 1):
            cells = tuple(_cell(year * 12 + month - 1, exact, around) for month in MONTHS)
            rows.setdefault(year, []).append(Row(province, names[province], cells))
    return tuple(Year(year, tuple(rows[year])) for year in sorted(rows, reverse=True))


def _months(period: Period) -> range:
    """Return the months that `period` touches, counted from the year 0."""
    first = period.first.year * 12 + period.first.month - 1
    return range(first, period.last.year * 12 + period.last.month)


def _cell(month: int, exact: dict[int, int], around: dict[int, int]) -> Cell:
    here, wider = exact.get(month, 0), around.get(month, 0)
    known = (*exact, *around)
    inside = min(known) < month < max(known)
    return Cell(here, wider, gap=inside and not here and not wider)
