"""The value `Period`: a stretch of calendar days that a report or a question is about."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Final, Literal, Self

Language = Literal["vi", "en"]

_ROMAN: Final = ("I", "II", "III", "IV")
_NINE_MONTHS: Final = 9


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    RANGE = "range"
    DAY = "day"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _shift_months(day: date, months: int) -> date:
    """Move a first-of-month day by whole months."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, and how it is spoken of.

    Periods sort by their last day, then by their first: the newest is the greatest.
    """

    kind: PeriodKind
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end before it starts: {self.first}..{self.last}")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last, self.first, self.kind) < (other.last, other.first, other.kind)

    # All constructors raise ValueError for dates that no calendar has.

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(PeriodKind.MONTH, date(year, month, 1), _month_end(year, month))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        last_month = quarter * 3
        return cls(PeriodKind.QUARTER, date(year, last_month - 2, 1), _month_end(year, last_month))

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        last_month = half * 6
        return cls(PeriodKind.HALF, date(year, last_month - 5, 1), _month_end(year, last_month))

    @classmethod
    def nine_months(cls, year: int) -> Self:
        """Return January to September of `year`."""
        return cls(PeriodKind.NINE_MONTHS, date(year, 1, 1), _month_end(year, _NINE_MONTHS))

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(PeriodKind.YEAR, date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def span(cls, first: date, last: date) -> Self:
        """Return the range from `first` to `last`, both included."""
        return cls(PeriodKind.RANGE, first, last)

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(PeriodKind.DAY, day, day)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Self:
        """Return months `first` to `last` of `year`, as the kind that has a name if one does."""
        if (first, last) == (1, 12):
            return cls.of_year(year)
        if (first, last) == (1, _NINE_MONTHS):
            return cls.nine_months(year)
        if (first, last) in ((1, 6), (7, 12)):
            return cls.half(year, last // 6)
        if first % 3 == 1 and last == first + 2:
            return cls.quarter(year, last // 3)
        if first == last:
            return cls.month(year, first)
        return cls.span(date(year, first, 1), _month_end(year, last))

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Return the period that `code` was made from; raises ValueError if it is none."""
        found = _CODE.fullmatch(code)
        if not found:
            raise ValueError(f"not a period code: {code!r}")
        if found["first"]:
            return cls.span(date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))
        if found["day"]:
            return cls.day(date.fromisoformat(found["day"]))
        year = int(found["year"])
        if found["month"]:
            return cls.month(year, int(found["month"]))
        if found["quarter"]:
            return cls.quarter(year, int(found["quarter"]))
        if found["half"]:
            return cls.half(year, int(found["half"]))
        return cls.nine_months(year) if found["nine"] else cls.of_year(year)

    @property
    def code(self) -> str:
        """The period in a form that sorts, e.g. ``2023-04``, ``2019-Q3``, ``2022-9M``."""
        year = f"{self.first.year:04d}"
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year}-{self.first.month:02d}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{self.last.month // 3}"
            case PeriodKind.HALF:
                return f"{year}-H{self.last.month // 6}"
            case PeriodKind.NINE_MONTHS:
                return f"{year}-9M"
            case PeriodKind.YEAR:
                return year
            case PeriodKind.DAY:
                return self.first.isoformat()
            case PeriodKind.RANGE:
                return f"{self.first.isoformat()}..{self.last.isoformat()}"

    def label(self, language: Language = "vi") -> str:
        """Return the period in words: ``tháng 4/2023``, ``6 tháng đầu năm 2022``, ``Q3 2019``."""
        return self._english() if language == "en" else self._vietnamese()

    @property
    def short(self) -> str:
        """The period as a citation gives it: ``04/2023``, ``quý III/2019``, ``năm 2020``."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.first.month:02d}/{self.first.year}"
        return self._vietnamese()

    def _vietnamese(self) -> str:
        year = self.first.year
        match self.kind:
            case PeriodKind.MONTH:
                return f"tháng {self.first.month}/{year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[self.last.month // 3 - 1]}/{year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.first.month == 1 else 'cuối'} năm {year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng năm {year}"
            case PeriodKind.YEAR:
                return f"năm {year}"
            case PeriodKind.DAY:
                return _vietnamese_day(self.first)
            case PeriodKind.RANGE:
                if self._whole_years:
                    return f"giai đoạn {year}–{self.last.year}"
                return f"{_vietnamese_day(self.first)}–{_vietnamese_day(self.last)}"

    def _english(self) -> str:
        year = self.first.year
        match self.kind:
            case PeriodKind.MONTH:
                return f"{month_name[self.first.month]} {year}"
            case PeriodKind.QUARTER:
                return f"Q{self.last.month // 3} {year}"
            case PeriodKind.HALF:
                return f"{'first' if self.first.month == 1 else 'second'} half of {year}"
            case PeriodKind.NINE_MONTHS:
                return f"first nine months of {year}"
            case PeriodKind.YEAR:
                return str(year)
            case PeriodKind.DAY:
                return _english_day(self.first)
            case PeriodKind.RANGE:
                if self._whole_years:
                    return f"{year}–{self.last.year}"
                return f"{_english_day(self.first)} – {_english_day(self.last)}"

    @property
    def _whole_years(self) -> bool:
        return (self.first.month, self.first.day) == (1, 1) and (
            (self.last.month, self.last.day) == (12, 31)
        )

    def contains(self, other: Period) -> bool:
        """Tell whether every day of `other` is a day of this period."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def previous(self) -> Period:
        """Return the period of the same kind just before; for nine months, a year before."""
        if self.kind in (PeriodKind.NINE_MONTHS, PeriodKind.YEAR):
            return self.year_before()
        after = self.last + timedelta(days=1)
        if self.first.day == 1 and after.day == 1:
            months = (after.year - self.first.year) * 12 + after.month - self.first.month
            first = _shift_months(self.first, -months)
        else:
            first = self.first - (after - self.first)
        return Period(self.kind, first, self.first - timedelta(days=1))

    def following(self) -> Period:
        """Return the period of the same kind just after; the inverse of `previous`."""
        if self.kind in (PeriodKind.NINE_MONTHS, PeriodKind.YEAR):
            return Period(self.kind, _in_year(self.first, 1), _in_year(self.last, 1))
        after = self.last + timedelta(days=1)
        if self.first.day == 1 and after.day == 1:
            months = (after.year - self.first.year) * 12 + after.month - self.first.month
            return Period(self.kind, after, _shift_months(after, months) - timedelta(days=1))
        return Period(self.kind, after, after + (self.last - self.first))

    def year_before(self) -> Period:
        """Return the same period one year earlier."""
        return Period(self.kind, _in_year(self.first, -1), _in_year(self.last, -1))


def _in_year(day: date, years: int) -> date:
    """Move `day` by years; the last day of February stays the last day of February."""
    year = day.year + years
    if day == _month_end(day.year, day.month):
        return _month_end(year, day.month)
    return date(year, day.month, day.day)


def _vietnamese_day(day: date) -> str:
    # Decree 30/2020: a zero before days below 10 and before January and February only.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _english_day(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


_DATE: Final = r"\d{4}-\d{2}-\d{2}"
_CODE: Final = re.compile(
    rf"(?P<first>{_DATE})\.\.(?P<last>{_DATE})|(?P<day>{_DATE})|(?P<year>\d{{4}})"
    r"(?:-(?:(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Where a text speaks of a period, and of which.

    ``period`` is None where the words name one only against another (``tháng trước``) or
    leave the year out (``quý III``); ``relative`` then says how, see `corpus.periods`.
    ``certain`` is False for a bare year, a period whose year was inferred, and for words
    that may mean something else.
    """

    start: int
    end: int
    period: Period | None
    relative: str | None
    certain: bool
