"""Whether a figure tells how things stood on a day, or happened on it.

A report's period seldom ends where its numbers do: one of six months may be closed on 31 May,
one of a month on the 20th. What it says is of the day if its sentence, its table or the whole
report is closed on it, else if its period holds the day and ends soon after.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from assistant.draft import effective_period
from assistant.matching import PassageView
from corpus import Figure
from corpus.periods import Period, PeriodKind
from corpus.vietnamese import fold

_SOON: Final = timedelta(days=45)  # a report tells how things stood on a day so long before its end
_ROUND: Final = timedelta(days=10)
_STATED, _CLOSED, _HELD, _NEAR = 1.0, 0.95, 0.9, 0.5
_EARLIER: Final = 0.25  # it stands before the day's own figure: "từ 167 …, đến 15/10 còn 3"
_OPENING: Final = 4_000  # characters of a report in which it says when its numbers were closed
_CLOSES: Final = re.compile(
    r"\b(?:so lieu|tinh|chot|ke)\b[^.;()]{0,30}?\b(?:den|toi|het|ngay)\s+(?P<day>\d{1,2})\s?"
    r"(?:[/.-]|thang)\s?(?P<month>\d{1,2})(?:\s?(?:[/.-]|nam)\s?(?P<year>\d{4}))?(?![\d/])"
)
_PART: Final = 0.7  # share of each other that an office's own reporting days and a period have


def day_fit(
    view: PassageView, figure: Figure, day: Period, *, until: bool, since_january: bool = False
) -> float:
    """Return how well a figure is of `day`: 0 (no) to 1 (it names the day).

    With `until` it has to tell how things stood that day, not what happened on it; with
    `since_january` a count of the last month up to the day is none.
    """
    start, end = view.sentence_of(figure.start)
    own = figure.period
    if own == day:
        return _STATED
    if own is None and _names(view.text[start:end], day.first):
        later = (f for f in view.figures if figure.start < f.start < end and f.period == day)
        return _EARLIER if until and any(f.head is None for f in later) else _STATED
    if own is not None and own.kind is PeriodKind.RANGE and own.last == day.last:
        whole = (own.first.month, own.first.day) == (1, 1) or own.first.year < day.first.year
        return _STATED if whole or not since_january else 0.0
    heading = " ".join((view.passage.topic, *view.passage.section[-1:]))
    if own is None and _names(heading, day.first):
        return _STATED
    if not until:
        return _HELD if _holds(own or effective_period(view), day) else _NEAR
    spoken = own or effective_period(view)
    if day.first in closing_days(view):
        return _CLOSED if own is None or own.contains(day) else 0.0
    if spoken is None:
        return _NEAR
    if _ends_within_a_month(spoken) and spoken.last - day.last > _ROUND:
        return 0.0  # it says itself that it is as of a later day
    return _HELD if _holds(spoken, day) and spoken.last - day.last <= _SOON else 0.0


def _ends_within_a_month(period: Period) -> bool:
    return period.kind is PeriodKind.RANGE and (period.last + timedelta(days=1)).day != 1


def closed_within(view: PassageView, wanted: Period) -> bool:
    """Tell whether the numbers of a report were closed within a period."""
    return any(wanted.first <= day <= wanted.last for day in closing_days(view))


def office_days(own: Period, wanted: Period) -> bool:
    """Tell whether two periods are one, but for the days on which an office closes its numbers.

    ``từ 15/12/2022 đến 31/5/2023`` is the first half of 2023.
    """
    if wanted.first.day == 1 and (wanted.last + timedelta(days=1)).day == 1:
        return False  # whole months are meant as they are
    first, last = max(own.first, wanted.first), min(own.last, wanted.last)
    shared = (last - first).days + 1
    longest = max((p.last - p.first).days + 1 for p in (own, wanted))
    return shared >= _PART * longest


def closing_days(view: PassageView) -> frozenset[date]:
    """Return the days on which a report says that its numbers were closed."""
    period = view.report.metadata.period
    if period is None:
        return frozenset()
    return _closing_days(view.opening(_OPENING), period)


@lru_cache(maxsize=256)
def _closing_days(text: str, period: Period) -> frozenset[date]:
    found = set()
    for match in _CLOSES.finditer(fold(text)):
        year = int(match["year"]) if match["year"] else period.last.year
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if period.first <= day <= period.last + _SOON:
            found.add(day)
    return frozenset(found)


def _holds(period: Period | None, day: Period) -> bool:
    return period is not None and period.contains(day)


def _names(text: str, day: date) -> bool:
    """Tell whether a text names a day, its year left out or not: ``20/8``, ``ngày 20 tháng 8``."""
    return _day_pattern(day).search(fold(text)) is not None


@lru_cache(maxsize=64)
def _day_pattern(day: date) -> re.Pattern[str]:
    year = rf"(?:\s?(?:[/.-]|nam)\s?{day.year}\b|(?!\s?[/.-]\s?\d|\s?nam \d))"
    return re.compile(rf"(?<![\d/.])0?{day.day}\s?(?:[/.-]|thang)\s?0?{day.month}(?!\d){year}")
