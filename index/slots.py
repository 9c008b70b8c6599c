"""Period and province of every row, so that a filter touches the rows that it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

UNKNOWN = 0  # place among the provinces of a row whose report names none


class RowSlots:
    """Which period and which province each row of a generation is of, as small numbers.

    A *table* says of each distinct period, or of each province, how well it fits a request.
    """

    def __init__(
        self, first: Rows, last: Rows, provinces: Sequence[str], province_of: Codes
    ) -> None:
        """Take first and last day of each row's period (first after last where it has none).

        `province_of` says of each row which of `provinces` it is of, counting from 1, or
        `UNKNOWN`.
        """
        both, which = np.unique(first << 32 | last, return_inverse=True)
        self._periods = np.stack([both >> 32, both & 0xFFFFFFFF], axis=1)
        self._period_of: Codes = which.astype(np.int32)
        self._provinces = tuple(provinces)
        self._province_of = province_of

    def period_table(self, grade: Callable[[npt.NDArray[Any], npt.NDArray[Any]], Any]) -> Floats:
        """Return what `grade` makes of first and last days of each distinct period.

        It is 0 for rows without a period.
        """
        first, last = self._periods.T
        return np.asarray(np.asarray(grade(first, last), np.float32) * (first <= last), np.float32)

    def province_table(self, wanted: Callable[[str], bool]) -> Floats:
        """Return 1 for each province (key) that is `wanted`, else 0."""
        return np.array([False, *map(wanted, self._provinces)], np.float32)

    def fitting(self, periods: Floats | None, provinces: Floats | None) -> Rows:
        """Return the rows, ascending, whose grades in the tables given are all above 0."""
        if provinces is not None:
            rows = self._by_province.rows(np.flatnonzero(provinces > 0))
            return rows if periods is None else rows[periods[self._period_of[rows]] > 0]
        if periods is not None:
            return self._by_period.rows(np.flatnonzero(periods > 0))
        return np.arange(len(self._period_of))

    def period_grades(self, table: Floats, rows: Rows) -> Floats:
        """Return the grades of `rows`."""
        return np.asarray(table[self._period_of[rows]], np.float32)

    def province_grades(self, table: Floats, rows: Rows) -> Floats:
        """Return the grades of `rows`."""
        return np.asarray(table[self._province_of[rows]], np.float32)

    @cached_property
    def _by_province(self) -> _Grouped:
        return _Grouped(self._province_of, len(self._provinces) + 1)

    @cached_property
    def _by_period(self) -> _Grouped:
        return _Grouped(self._period_of, len(self._periods))


class _Grouped:
    """Rows in the order of their codes."""

    def __init__(self, codes: Codes, count: int) -> None:
        self._order = np.argsort(codes, kind="stable").astype(np.int32)
        self._bounds = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=count))])

    def rows(self, codes: npt.NDArray[Any]) -> Rows:
        """Return the rows with one of `codes`, ascending."""
        found = [self._order[self._bounds[code] : self._bounds[code + 1]] for code in codes]
        joined = np.concatenate([np.empty(0, np.int32), *found]).astype(np.int64)
        return joined if len(found) < 2 else np.sort(joined)
