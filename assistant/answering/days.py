"""A day in an answer: in figures as offices write it, in English with the month's name as well."""

from __future__ import annotations

from datetime import date
from typing import Final

from assistant.answering.common import quote
from assistant.matching import PassageView
from corpus.periods import find_dates

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ZERO_BEFORE: Final = 2  # the last month that is written with a nought before it


def day_text(view: PassageView, start: int, end: int, *, english: bool) -> str:
    """Return the day or other moment of a stretch, a day that has its year in figures.

    ``09 tháng 6 năm 2023`` becomes ``09/6/2023``; an English reader, to whom that may be the
    6th of September, is told ``9 June 2023`` beside it.
    """
    printed = quote(view, start, end)
    days = [found.date for found in find_dates(view.text[start:end])]
    if len(days) != 1 or days[0] is None:
        return printed
    figures = in_figures(days[0]) if "/" not in printed else printed
    if english:
        return f"{figures}, i.e. {days[0].day} {_MONTHS[days[0].month - 1]} {days[0].year}"
    return figures


def full_day(view: PassageView, start: int, end: int, *, english: bool) -> str:
    """Return a day in figures, and as it is printed where that is in words."""
    printed = quote(view, start, end)
    when = day_text(view, start, end, english=english)
    led = "ngày " if view.text[:start].rstrip().endswith("ngày") else ""
    return when if printed in when else f"{when} ({led}{printed})"


def in_figures(day: date) -> str:
    """Return a day as Decree 30/2020/NĐ-CP has it written: noughts for days, January, February."""
    month = f"{day.month:02d}" if day.month <= _ZERO_BEFORE else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
