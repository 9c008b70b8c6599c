"""The periods that a comparison sets beside each other where they are not named one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question
from corpus.periods import Period, PeriodKind

MOVED = re.compile(
    r"\b(?:rise|rose|risen|grow|grew|grown|increas\w+|fall|fell|fallen|drop(?:ped)?|decreas\w+"
    r"|(?:go|gone|went) (?:up|down)|chang\w+|improv\w+|worse\w*|deteriorat\w+)\b"
)
"""Verbs that say that something rose or fell, in an English question."""

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTERS = re.compile(
    r"\b(first|second|third|fourth) (?:quarter )?(?:and|to|or) (?:the )?(first|second|third|fourth)"
    r"(?: quarters? (?:of |in )?(20\d\d)\b)?"
)


_FROM = re.compile(r"\bfrom \S+(?: 20\d\d)? (?:to|until|through)\b|\bbetween \S+(?: 20\d\d)? and\b")
_MONTHS = 3  # of a span whose ends are set beside each other


def _months(question: Question) -> tuple[Period, ...]:
    """Return the first and the last month of ``from August to September 2022``."""
    span = question.periods[0]
    first, last = span.first, span.last
    apart = (last.year - first.year) * 12 + last.month - first.month
    if not 0 < apart < _MONTHS or not _FROM.search(question.readable):
        return ()
    return Period.month(first.year, first.month), Period.month(last.year, last.month)


def ends(question: Question) -> tuple[Period, ...]:
    """Return the years, or months, at the ends of the one span in which something moved."""
    if len(question.periods) != 1 or not MOVED.search(question.readable):
        return ()
    span = question.periods[0]
    if span.kind is not PeriodKind.RANGE:
        return ()
    if (span.first.month, span.last.month) != (1, 12):
        return _months(question)
    years = {span.first.year, span.last.year}
    return tuple(map(Period.of_year, sorted(years))) if len(years) > 1 else ()


def coordinated(question: Question) -> tuple[Period, ...]:
    """Return the quarters of ``the first and second quarters of 2021``.

    ``Which quarter of 2021 was better, the first or the second?`` names them too.
    """
    found = _QUARTERS.search(question.readable)
    if found is None:
        return ()
    of_year = [p.first.year for p in question.periods if p.kind is PeriodKind.YEAR]
    if not found.group(3) and not (of_year and "quarter" in question.readable):
        return ()
    year = int(found.group(3) or of_year[0])
    return tuple(Period.quarter(year, _ORDINALS[found.group(i)]) for i in (1, 2))


_PARTS = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS})
_YEAR_TOO = re.compile(
    r"\b20\d\d (?:and|to|than|versus|vs|with|va|voi|so voi) (?:in |of |nam )?(20\d\d)\b(?![/-])"
)


def same_part(question: Question) -> tuple[Period, ...]:
    """Return the part of both years in ``the first quarters of 2022 and 2023``."""
    parts = [p for p in question.periods if p.kind in _PARTS]
    other = _YEAR_TOO.search(question.readable)
    if other is None or len(parts) != 1:
        return ()
    part, year = parts[0], int(other.group(1))
    if year == part.first.year or Period.of_year(year) not in question.periods:
        return ()
    return part, Period.months(year, part.first.month, part.last.month)


def apart(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods without those that hold another one: the year of its quarters."""
    return tuple(p for p in periods if not any(p != o and p.contains(o) for o in periods))
