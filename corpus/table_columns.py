"""What a table's head row says of its columns: period, basis, what a change is against, unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Basis
from corpus.numbers import SCALES
from corpus.periods import Period, PeriodKind, PeriodMention, find_periods, resolve
from corpus.vietnamese import fold

_SHARE: Final = re.compile(r"%|\bty le\b|\bti le\b|\btrong so\b")
_CHANGE: Final = re.compile(r"\b(?:tang|giam|chenh lech|bien dong)\b|\+/-")
_PLAN: Final = re.compile(r"\b(?:ke hoach|kh|chi tieu (?:giao|nam)|muc tieu|du kien|uoc nam)\b")
_WHOLE_YEAR: Final = re.compile(r"\bca nam\b")
_OF_PLAN: Final = re.compile(
    r"%|\bso (?:voi|sanh)?\s?(?:kh|ke hoach)\b|\bso kh\b|\bdat\b|\bty le\b"
)
_RUNNING: Final = re.compile(r"\b(?:luy ke|cong don|tu dau nam)\b")
_SAME: Final = re.compile(r"\bcung (?:ky|ki|thoi diem)\b")
_BEFORE: Final = re.compile(r"\b(?:thang|quy|ky|nam) truoc\b")
_CURRENT: Final = re.compile(
    r"\b(?:trong|thuc hien|ket qua|so lieu|phat sinh)? ?(?:thang|quy|ky) (?:nay|bao cao)\b"
    r"|\b(?:trong|thuc hien|th|ket qua) (?:thang|quy|ky)\b(?! \d)"
)
_NEW: Final = re.compile(r"\b(?:moi|phat trien|tang them|lap moi|cap moi)\b")
SUMS: Final = re.compile(
    r"\btong\b(?! (?:dai|cuc|cong ty|giam doc))|\btat ca\b|\btoan tinh\b|^cong(?: don)?\W*$"
)
"""What says, in a folded label or head, that its numbers sum up others."""
_TOTAL: Final = re.compile(rf"{SUMS.pattern}|\bhien co\b")
_MONTHS: Final = re.compile(
    r"(?:^|\b(?:luy ke|thuc hien|ket qua|uoc|th|cong don|nam \d{4}) )(\d{1,2}) thang\b"
)
_AGAINST: Final = re.compile(r"\b(?:so|so voi|so sanh|voi)\b")
_UNIT_COLUMN: Final = re.compile(r"^(?:don vi(?: tinh)?|dvt|dv tinh)\.?$")
_IN_BRACKETS: Final = re.compile(r"\((?:đvt|đơn vị(?: tính)?)?:?\s*(?P<unit>[^()\d]{1,25})\)", re.I)
_MONEY: Final = re.compile(r"^(nghin|ngan|trieu|ty|ti)(?: dong)?$|^dong$")


@dataclass(frozen=True, slots=True)
class Column:
    """What the head over a column says; ``basis`` is None where it says nothing of it."""

    words: str
    basis: Basis | None = None
    period: Period | None = None
    against: Period | None = None
    unit: str = ""
    scale: float = 1.0
    units: bool = False  # the column names the units of its rows
    percent: bool = False


def measure_of(words: str) -> tuple[str, float]:
    """Return the unit that `words` name and its scale: ``tỷ đồng`` is ``đồng`` by 10**9."""
    folded = fold(words.strip())
    if _MONEY.match(folded):
        scale = SCALES.get(folded.split()[0], 1.0)
        return "đồng", scale
    first = folded.split()[0] if folded else ""
    if first in SCALES and len(folded.split()) > 1:
        return words.strip().split(" ", 1)[1], SCALES[first]
    return words.strip(), 1.0


def only_period(words: str, reference: Period | None) -> Period | None:
    """Return the period that a row's label names where it says little else: ``Tháng 4``."""
    rest = words
    for mention in find_periods(words):
        rest = rest.replace(words[mention.start : mention.end], " ")
    if rest == words or len(re.findall(r"[^\W\d_]{2,}", rest)) > 1:
        return None
    return _period(words, fold(words), reference)


def columns_of(heads: Sequence[str], reference: Period | None) -> list[Column]:
    """Return what each head says; `reference` is the period of the passage or report.

    A column of changes is against the period that its head names, else, between two columns
    of periods, against the earlier of them.
    """
    columns = [_column(words, reference) for words in heads]
    dated = sorted({c.period for c in columns if c.period and c.basis in (None, Basis.STATED)})
    if len(dated) == 2:
        columns = [
            replace(c, against=dated[0], period=dated[1])
            if c.basis is Basis.CHANGE and c.against is None
            else c
            for c in columns
        ]
    return columns


def _column(words: str, reference: Period | None) -> Column:
    folded = fold(words)
    if _UNIT_COLUMN.match(folded.strip(" :")):
        return Column(words, units=True)
    bracket = _IN_BRACKETS.search(words)
    unit, scale = measure_of(bracket["unit"]) if bracket else ("", 1.0)
    percent = bool(_SHARE.search(folded))
    if _CHANGE.search(folded):
        return Column(
            words, Basis.CHANGE, _compared(words, folded, reference),
            _against(words, folded, reference),
            "%" if percent else unit, scale, percent=percent,
        )  # fmt: skip
    period = _period(words, folded, reference)
    if _PLAN.search(folded) and not _OF_PLAN.search(folded):
        year = Period.of_year(reference.last.year) if reference and "nam" in folded else None
        if period and _WHOLE_YEAR.search(folded):
            period = Period.of_year(period.last.year)  # "6 tháng 2023" over "Kế hoạch cả năm"
        return Column(words, Basis.PLANNED, period or year, None, unit, scale)
    if percent:
        against = _against(words, folded, reference) if _AGAINST.search(folded) else None
        own = _compared(words, folded, reference) if against else period
        return Column(words, Basis.SHARE, own, against, "%", percent=True)
    if _RUNNING.search(folded):
        if reference and (period is None or period == reference):
            period = Period.months(reference.last.year, 1, reference.last.month)
        return Column(words, Basis.CUMULATIVE, period, None, unit, scale)
    if reference and period and period.first < reference.first and period.last == reference.last:
        return Column(words, Basis.CUMULATIVE, period, None, unit, scale)
    basis = Basis.TOTAL if _TOTAL.search(folded) else Basis.NEW if _NEW.search(folded) else None
    return Column(words, basis, period, None, unit, scale)


def _compared(words: str, folded: str, reference: Period | None) -> Period | None:
    """Return the period that a head compares with another: of ``8 tháng so cùng kỳ`` the months."""
    found = _AGAINST.search(folded)
    return _period(words[: found.start()], folded[: found.start()], reference) if found else None


def _against(words: str, folded: str, reference: Period | None) -> Period | None:
    """Return the period that a head compares with: ``Tháng 10 so tháng 9`` with September."""
    compared = list(_AGAINST.finditer(folded))
    start = compared[-1].end() if compared else 0
    return _period(words[start:], folded[start:], reference)


def _period(words: str, folded: str, reference: Period | None) -> Period | None:
    """Return the period that a head names; what it leaves out is the report's."""
    same = _SAME.search(folded)
    mentions = find_periods(words)
    year = _year_of(mentions)
    running = _MONTHS.search(folded)
    if running and reference and not same and (year or not re.search(r"\d{4}", words)):
        count = int(running.group(1))
        if 1 < count <= (12 if year else reference.last.month):
            return Period.months(year or reference.last.year, 1, count)
    if year and not same:
        within = _within(mentions, Period.of_year(year))
        if within is not None:
            return within
    for mention in mentions:
        if mention.period is not None and mention.relative is None:
            if same and reference and mention.period.kind is PeriodKind.YEAR:
                return _in_year(reference, mention.period.last.year)
            return mention.period
        if reference and mention.relative and "_only" in mention.relative:
            try:
                return resolve(mention, Period.day(reference.last))
            except ValueError:
                return None
    if reference is None:
        return None
    if same:
        return reference.year_before()
    if _BEFORE.search(folded):
        year = "nam truoc" in folded and reference.kind is not PeriodKind.YEAR
        return Period.of_year(reference.last.year - 1) if year else reference.previous()
    return reference if _CURRENT.search(folded) else None


def _year_of(mentions: Sequence[PeriodMention]) -> int | None:
    """Return the year that a head names, where it names one and no other."""
    years = {
        mention.period.last.year
        for mention in mentions
        if mention.period is not None and mention.period.kind is PeriodKind.YEAR
    }
    return years.pop() if len(years) == 1 else None


def _within(mentions: Sequence[PeriodMention], year: Period) -> Period | None:
    """Return the part of `year` that a head names beside it: ``Năm 2022`` over ``Tháng 8``."""
    for mention in mentions:
        part = mention.period
        if part is None and mention.relative and "_only" in mention.relative:
            try:
                part = resolve(mention, year)
            except ValueError:
                continue
        if part is not None and part != year and year.contains(part):
            return part
    return None


def _in_year(reference: Period, year: int) -> Period:
    shifted = reference
    while shifted.last.year > year:
        shifted = shifted.year_before()
    return shifted
