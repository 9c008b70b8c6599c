"""Periods that a sentence leaves to its report: ``9 tháng``, ``trong quý``, ``từ đầu năm``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corpus.periods import Period, PeriodKind

AGAINST: Final = re.compile(
    r"(?:\bso (?:voi|cung)|\bhon|\bkem)(?: (?:cung ky|cung thoi diem|thoi diem|cuoi|dau|het|muc|"
    r"cua|ket qua|thang|quy|nam|ky|so lieu|trong|thuc hien|con so|ngay))*\s*$"
)
_COUNT_WORDS: Final = {
    "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_MONTHS: Final = re.compile(
    r"(?P<lead>\b(?:luy ke|cong don|tinh chung|tong|ket qua|binh quan|trong|ca|sau|qua|doanh thu|"
    r"san luong|so|uoc|het|tong cong)\s+|(?:^|[;,:(.]\s*)(?:trong |luy ke |tinh chung )?|\b)"
    r"(?P<n>\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi) thang\b"
    r"(?! (?:tuoi|mot|lan|qua|toi|lien|tro|ke|nua|sau|truoc|cuoi|tiep|trien khai"
    r"|thi diem|\d{1,2} lan))"
)
_WITHIN: Final = re.compile(
    r"\b(?:trong|rieng|ca|cong ca)\s+(?P<what>thang|quy|ky|nam)\b(?!\s*(?:\d{1,2}(?![.,]?\d)"
    r"|(?:19|20)\d\d|[ivx]+\b|nay|toi|sau|"
    r"ngoai|truoc|hoc|tai|ba|hai|tu|bon))|\brieng (?:trong )?(?P<too>thang|quy) nay\b"
)
_YEAR_GOAL: Final = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|du toan)(?: (?:duoc giao|giao|de ra|dat ra|cua))?"
    r" (?:ca )?(?P<year>nam)\b(?!\s*(?:(?:19|20)\d\d\b(?![.,]\d)|nay|ngoai|truoc|toi|sau))"
)
_SINCE_JANUARY: Final = re.compile(r"\b(?:tu|ke tu) dau nam\b")
_START_OF_YEAR: Final = re.compile(r"\bso (?:voi|cung)(?: thoi diem)? (?P<p>dau nam)\b(?!\s*\d)")
_NOW: Final = re.compile(r"(?<=[,;] )(?:(?:den |hien )?nay|hien tai)\b")
_PERIOD_BEFORE: Final = re.compile(
    r"\b(?:so (?:voi|cung)|hon) (?:ky|thang|quy) (?P<p>truoc|lien ke|ke truoc)\b"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A period as a sentence states it; ``against`` tells that a change is measured by it."""

    start: int
    end: int
    period: Period
    against: bool
    running: bool = False  # counts on from the start of the year
    goal: bool = False  # the year of a plan: of the number that follows, of no other


def implied(sentence: str, start: int, reference: Period, known: Sequence[Stated]) -> list[Stated]:
    """Return periods that only the report's own makes clear: ``9 tháng``, ``trong quý``."""
    found: list[Stated] = []
    year, month = reference.last.year, reference.last.month

    def free(low: int, high: int) -> bool:
        return not any(k.start < start + high and start + low < k.end for k in (*known, *found))

    def add(
        span: tuple[int, int], period: Period, *,
        against: bool = False, running: bool = False, goal: bool = False,
    ) -> None:  # fmt: skip
        if free(*span):
            found.append(Stated(start + span[0], start + span[1], period, against, running, goal))

    for match in _SINCE_JANUARY.finditer(sentence):
        add(match.span(), Period.months(year, 1, month), running=True)
    for match in _START_OF_YEAR.finditer(sentence):
        add(match.span(), Period.day(date(year, 1, 1)), against=True)
    for match in _PERIOD_BEFORE.finditer(sentence):
        add(match.span(), reference.previous(), against=True)
    for match in _MONTHS.finditer(sentence):
        count = int(match["n"]) if match["n"].isdecimal() else _COUNT_WORDS[match["n"]]
        ended = count == month and reference.last == _month_end(reference.last)
        if count > 1 and (ended or (count == month - 1 and match["lead"].strip())):
            against = bool(AGAINST.search(sentence[: match.start("n")]))
            months = Period.months(year, 1, count)
            running = not against and months != reference
            add((match.start("n"), match.end()), months, against=against, running=running)
    for match in _NOW.finditer(sentence):
        add(match.span(), reference)
    for match in _WITHIN.finditer(sentence):
        inner = _inner(match["what"] or match["too"], reference)
        if inner is not None:
            add(match.span(), inner)
    for match in _YEAR_GOAL.finditer(sentence):
        add((match.start("year"), match.end("year")), Period.of_year(year), goal=True)
    return found


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _inner(what: str, reference: Period) -> Period | None:
    """Return what ``trong tháng``, ``cả quý``, ``trong năm`` mean in a report of `reference`."""
    kinds = {"thang": PeriodKind.MONTH, "quy": PeriodKind.QUARTER, "nam": PeriodKind.YEAR}
    if what == "ky" or kinds.get(what) is reference.kind:
        return reference
    return None
