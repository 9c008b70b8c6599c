"""Finds the periods that a text speaks of, and resolves relative ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from corpus.dates import DateMention, find_dates_in
from corpus.period_patterns import FORMS_IN_ORDER, NOT_PERIODS, NOT_PERIODS_CASED
from corpus.period_phrases import FORMS, STRICT, relative_phrases
from corpus.period_readings import Form, Reading, name_period
from corpus.period_values import Period, PeriodKind, PeriodMention
from corpus.spelling import SpelledText

_BETWEEN_DAYS: Final = re.compile(
    r"\s*(?:-|–|—|\.\.|(?:cho\s+)?den(?:\s+het)?|toi|to|until|and|va)?\s*(?:het\s+)?(?:ngay\s*)?"
)
_DAYS_JOINED: Final = re.compile(r"\s*(?:-|–|—|\.\.|(?:cho\s+)?den|toi|to|until)")
_FROM: Final = re.compile(r"\b(?:tu|from|giua|between)\s*(?:ngay\s*)?$")
_FROM_NEW_YEAR: Final = re.compile(
    r"\btu\s+dau\s+nam(?:\s+nay|\s+\d{4})?\s+(?:cho\s+)?(?:den|toi)\s+(?:het\s+)?(?:ngay\s*)?$"
    r"|\b(?:from|since)\s+the\s+(?:beginning|start)\s+of\s+(?:the\s+year|\d{4})\s+(?:to|until)\s+$"
)
_LONGEST_DAY_SPAN_YEARS: Final = 5  # "(01/4/1992 - 01/4/2023)" is an anniversary
_YEAR_LENDING_REACH: Final = 80  # characters between two mentions that share one year
_FAR_DAYS: Final = 120
_SENTENCE_END: Final = re.compile(r"[.?!](?:\s|$)|\n")
_PLANS: Final = re.compile(
    r"\b(?:nhiem vu|ke hoach|phuong huong|trong tam|du kien|plans?|tasks?)\b"
)


class _Scan:
    """One text being read: which characters are spoken for, and what was found."""

    def __init__(self, text: str) -> None:
        self.text = SpelledText(text)
        self.readings: list[Reading] = []
        self._taken = bytearray(len(self.text.folded))

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def keep(self, reading: Reading) -> None:
        self.take(reading.start, reading.end)
        self.readings.append(reading)

    def protect(self) -> None:
        for pattern in NOT_PERIODS:
            for found in pattern.finditer(self.text.folded):
                self.take(*found.span())
        for found in NOT_PERIODS_CASED.finditer(self.text.original):
            self.take(*found.span())

    def read_days(self) -> None:
        days = [day for day in find_dates_in(self.text) if self.free(day.start, day.end)]
        joined: set[int] = set()
        for index, (first, second) in enumerate(pairwise(days)):
            reading = self._day_span(first, second) if index not in joined else None
            if reading:
                joined |= {index, index + 1}
                self.keep(reading)
        for index, day in enumerate(days):
            if index not in joined:
                self.keep(self._day(day))

    def _day_span(self, first: DateMention, second: DateMention) -> Reading | None:
        gap = self.text.folded[first.end : second.start]
        if second.date is None or not _BETWEEN_DAYS.fullmatch(gap):
            return None
        opened = _FROM.search(self.text.folded, max(0, first.start - 16), first.start)
        if not opened and not _DAYS_JOINED.match(gap):
            return None
        if opened and not gap.strip():
            return None
        begin = first.date or _in_year(first, second.date.year)
        if begin is None or begin >= second.date:
            return None
        if not opened and second.date.year - begin.year > _LONGEST_DAY_SPAN_YEARS:
            return None
        start = opened.start() if opened else first.start
        return Reading(start, second.end, Period.span(begin, second.date))

    def _day(self, day: DateMention) -> Reading:
        if day.date is None:
            return Reading(
                day.start, day.end, None, f"day_only:{day.month:02d}-{day.day:02d}", False
            )
        since = _FROM_NEW_YEAR.search(self.text.folded, max(0, day.start - 60), day.start)
        new_year = date(day.date.year, 1, 1)
        if since and day.date > new_year:
            return Reading(since.start(), day.end, Period.span(new_year, day.date))
        return Reading(day.start, day.end, Period.day(day.date))

    def read_forms(self, forms: Iterable[Form]) -> None:
        for form in forms:
            for found in form.pattern.finditer(self.text.folded):
                if not self.free(*found.span()) or not self._spelled(form, found):
                    continue
                readings = list(_valid(form, found, self.text))
                for reading in readings:
                    self.keep(reading)
                if readings:
                    self.take(*found.span())

    def _spelled(self, form: Form, found: re.Match[str]) -> bool:
        # "phrase" is the period itself where a pattern also asks for words before it
        start, end = found.span("phrase" if "phrase" in form.pattern.groupindex else 0)
        if form.foreign and self.text.original[start:end].isascii():
            return True
        return self.text.agrees(start, end, FORMS, STRICT)

    def read_relative(self) -> list[tuple[int, int, str]]:
        return [phrase for phrase in relative_phrases(self.text) if self.free(phrase[0], phrase[1])]


def _valid(form: Form, found: re.Match[str], text: SpelledText) -> Iterator[Reading]:
    try:
        yield from form.build(found, text)
    except ValueError:  # a date that no calendar has
        return


def _in_year(day: DateMention, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _open(reading: Reading) -> bool:
    return (
        reading.period is None
        and reading.open_name is not None
        and "@" not in reading.open_name
        and not reading.open_name.startswith("to_date")
    )


def _lend_years(readings: list[Reading], text: SpelledText) -> list[Reading]:
    """Give mentions without a year that of a neighbour in the same sentence.

    ``tháng 12 và nhiệm vụ trọng tâm tháng 01/2022``: December is that of 2021.
    """
    lent = list(readings)
    for index in range(len(lent) - 2, -1, -1):
        if _open(lent[index]):
            year = _year_from_following(lent[index], lent[index + 1], text)
            if year is not None:
                lent[index] = _dated(lent[index], year, certain=True)
    for index in range(1, len(lent)):
        if _open(lent[index]):
            year = _year_from_preceding(lent[index - 1], lent[index], text)
            if year is not None:
                lent[index] = _dated(lent[index], year, certain=False)
    return lent


def _dated(reading: Reading, year: int, *, certain: bool) -> Reading:
    assert reading.open_name is not None
    try:
        period = name_period(reading.open_name, year)
    except ValueError:
        return reading
    return replace(reading, period=period, open_name=None, certain=certain)


def _gap(first: Reading, second: Reading, text: SpelledText) -> str | None:
    gap = text.folded[first.end : second.start]
    return None if len(gap) > _YEAR_LENDING_REACH or _SENTENCE_END.search(gap) else gap


def _year_from_following(reading: Reading, after: Reading, text: SpelledText) -> int | None:
    gap = _gap(reading, after, text)
    lender = after.period
    if gap is None or lender is None or lender.kind in (PeriodKind.RANGE, PeriodKind.DAY):
        return None
    assert reading.open_name is not None
    if lender.kind is PeriodKind.YEAR:
        plan_of_next_year = _PLANS.search(gap) and _late(reading.open_name)
        return lender.first.year - 1 if plan_of_next_year else lender.first.year
    candidate = _dated(reading, lender.first.year, certain=True).period
    if candidate and (candidate.first - lender.last).days > _FAR_DAYS:
        return lender.first.year - 1
    return lender.first.year


def _late(open_name: str) -> bool:
    return name_period(open_name, 2000).last.month == 12


def _year_from_preceding(before: Reading, reading: Reading, text: SpelledText) -> int | None:
    gap = _gap(before, reading, text)
    lender = before.period
    if gap is None or lender is None or lender.kind in (PeriodKind.RANGE, PeriodKind.DAY):
        return None
    candidate = _dated(reading, lender.first.year, certain=False).period
    if candidate and _PLANS.search(gap) and (lender.first - candidate.last).days > _FAR_DAYS:
        return lender.first.year + 1
    return lender.first.year


def find_periods(text: str, *, default_year: int | None = None) -> list[PeriodMention]:
    """Return the periods that `text` (NFC) speaks of, in order, without overlaps.

    Reads Vietnamese with and without diacritics and English, in any case. A month, quarter
    or the like without a year takes that of a neighbour in the sentence; failing that it is
    relative (``month_only:4``, ``quarter_only:3``, ``half_only:1``, ``nine_months_only``,
    ``months_only:1-4``, ``day_only:04-12``) and, where `default_year` is given, also gets the
    period of that year, not certain. ``@last_year`` and the like follow such a name where
    the text says so (``tháng 4 năm ngoái``). Other relative values: ``this_``, ``last_`` and
    ``next_`` with ``month``, ``quarter``, ``year``; ``same_period_last_year``; ``latest``;
    ``to_date`` (``to_date:2023`` where the text states the year that it counts from).
    """
    scan = _Scan(text)
    scan.protect()
    scan.read_days()
    scan.read_forms(FORMS_IN_ORDER)
    readings = sorted(scan.readings, key=lambda reading: reading.start)
    mentions = [_mention(reading, default_year) for reading in _lend_years(readings, scan.text)]
    mentions += [
        PeriodMention(start, end, None, relative, True)
        for start, end, relative in scan.read_relative()
    ]
    return sorted(mentions, key=lambda mention: mention.start)


def _mention(reading: Reading, default_year: int | None) -> PeriodMention:
    period = reading.period
    if default_year is not None and _open(reading):
        period = _dated(reading, default_year, certain=False).period
    return PeriodMention(reading.start, reading.end, period, reading.open_name, reading.certain)


_YEAR_OFFSETS: Final = {"this_year": 0, "last_year": -1, "next_year": 1}


def resolve(mention: PeriodMention, reference: Period) -> Period | None:
    """Return the period that `mention` means beside `reference`, the newest period known.

    A month (quarter, ...) without a year is its latest one that `reference` has reached.
    ``latest`` is `reference` itself; None where the mention cannot be resolved.
    """
    if mention.period is not None or mention.relative is None:
        return mention.period
    relative, _, year_word = mention.relative.partition("@")
    year = reference.last.year
    if year_word:
        return name_period(relative, year + _YEAR_OFFSETS[year_word])
    kind, _, argument = relative.partition(":")
    match kind:
        case "latest":
            return reference
        case "same_period_last_year":
            return reference.year_before()
        case "to_date":
            start = date(int(argument) if argument else year, 1, 1)
            last = min(reference.last, date(start.year, 12, 31)) if argument else reference.last
            if last == Period.month(last.year, last.month).last:
                return Period.months(last.year, 1, last.month)
            return Period.span(start, last) if start < last else None
        case "this_year" | "last_year" | "next_year":
            return Period.of_year(year + _YEAR_OFFSETS[kind])
    if kind.endswith(("_month", "_quarter")):
        return _neighbour(kind, reference)
    try:
        candidate = name_period(relative, year)
        return candidate if candidate.last <= reference.last else name_period(relative, year - 1)
    except ValueError:
        return None


def _neighbour(relative: str, reference: Period) -> Period:
    which, _, kind = relative.partition("_")
    last = reference.last
    current = (
        Period.month(last.year, last.month)
        if kind == "month"
        else Period.quarter(last.year, (last.month + 2) // 3)
    )
    match which:
        case "last":
            return current.previous()
        case "next":
            return current.following()
        case _:
            return current
