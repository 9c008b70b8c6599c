"""Rows by period and province: the same as a walk through all rows finds."""

from __future__ import annotations

import numpy as np
import pytest

from index.segment import NO_DAY
from index.slots import UNKNOWN, RowSlots

ROWS = 400
_RANDOM = np.random.default_rng(5)
FIRST = np.where(_RANDOM.random(ROWS) < 0.1, NO_DAY, _RANDOM.integers(700_000, 700_009, ROWS))
LAST = np.where(FIRST == NO_DAY, 0, FIRST + _RANDOM.integers(0, 3, ROWS))
PROVINCE_OF = _RANDOM.integers(UNKNOWN, 4, ROWS).astype(np.int32)
PROVINCES = ("ca-mau", "hue", "lao-cai")
SLOTS = RowSlots(FIRST, LAST, PROVINCES, PROVINCE_OF)


def test_a_row_without_a_period_fits_none() -> None:
    table = SLOTS.period_table(lambda first, last: np.ones(len(first)))
    grades = SLOTS.period_grades(table, np.arange(ROWS))
    assert grades.tolist() == (FIRST <= LAST).tolist()


@pytest.mark.parametrize("provinces", [None, ("hue",), ("hue", "lao-cai"), ("an-giang",)], ids=str)
@pytest.mark.parametrize("day", [None, 700_003, 900_000], ids=str)
def test_rows_that_fit(provinces: tuple[str, ...] | None, day: int | None) -> None:
    expected = np.ones(ROWS, bool)
    period = province = None
    if day is not None:
        period = SLOTS.period_table(lambda first, last: (first <= day) & (day <= last))
        expected &= (day >= FIRST) & (day <= LAST)
    if provinces is not None:
        province = SLOTS.province_table(provinces.__contains__)
        of = np.array(["", *PROVINCES])[PROVINCE_OF]
        expected &= np.isin(of, list(provinces))
        assert SLOTS.province_grades(province, np.arange(ROWS)).tolist() == [
            name in provinces for name in of
        ]
    rows = SLOTS.fitting(period, province)
    assert rows.tolist() == np.flatnonzero(expected).tolist()
