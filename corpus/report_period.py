"""Which period a report is on: the one that it looks back at, not the one that it plans for."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

from corpus.periods import Period, PeriodKind, PeriodMention, find_periods, resolve
from corpus.vietnamese import fold

_PLAN: Final = re.compile(
    r"\b(?:ke hoach|nhiem vu|trong tam|phuong huong|trien khai|du kien|muc tieu|dinh huong"
    r"|chi tieu|chuong trinh|tap trung|plan|tasks?)\b"
)
_RESULT: Final = re.compile(
    r"\b(?:ket qua|tinh hinh|tong ket|so ket|giao ban|danh gia|nhin lai|bao cao(?!\s+ke hoach)"
    r"|hoat dong|results?|review|summary|report on)\b"
)
_MET: Final = re.compile(r"^[^,;:]{0,40}\b(?:vuot|dat|hoan thanh|exceed\w*|met|reached)\b")
_WITHIN: Final = re.compile(r"\b(?:trong|cong tac|in|during)\b[^,;:]{0,25}$")
_REPORTED_KINDS: Final = frozenset(
    {
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.HALF,
        PeriodKind.NINE_MONTHS,
        PeriodKind.YEAR,
        PeriodKind.RANGE,
    }
)
_LONGEST_RANGE_DAYS: Final = 366
_OPENING: Final = 4000  # characters of the body that say what a report is on
_SENTENCE_START: Final = re.compile(r"[.?!;]\s|\n")
_LEAD: Final = 160  # characters before a mention that tell what it is about


def _eligible(period: Period | None) -> bool:
    if period is None or period.kind not in _REPORTED_KINDS:
        return False
    lasts = (period.last - period.first).days
    return period.kind is not PeriodKind.RANGE or lasts <= _LONGEST_RANGE_DAYS


def _lead(folded: str, mention: PeriodMention, since: int) -> str:
    """Return the words of its sentence before a mention, back to the mention before it."""
    start = max(since, mention.start - _LEAD)
    lead = folded[start : mention.start]
    breaks = [found.end() for found in _SENTENCE_START.finditer(lead)]
    return lead[breaks[-1] :] if breaks else lead


def _planned(lead: str) -> bool:
    return bool(_PLAN.search(lead)) and not _RESULT.search(lead)


def _dated(mention: PeriodMention, reference: Period | None) -> Period | None:
    if mention.period is not None or reference is None or mention.relative is None:
        return mention.period
    if mention.relative.split(":")[0] in ("latest", "to_date", "same_period_last_year", "day_only"):
        return None
    return resolve(mention, reference)


def read_report_period(title: str, body: str, written: date | None) -> Period | None:
    """Return the period that a report looks back at, or None where it names none.

    The title decides; where it only announces a plan ("triển khai nhiệm vụ năm 2021") or
    names no period, what the opening of the body reviews. `written` (the day of issue or
    publication) only dates relative words: ``trong năm qua``, a month without a year.
    """
    reference = Period.day(written) if written else None
    reviewed, announced = _in_title(title, body, reference)
    if reviewed:
        return reviewed
    return _in_body(body, reference) or announced


def _in_title(
    title: str, body: str, reference: Period | None
) -> tuple[Period | None, Period | None]:
    folded = fold(title)
    since = 0
    announced: Period | None = None
    for mention in find_periods(title):
        lead = _lead(folded, mention, since)
        since = mention.end
        period = _dated_in_body(mention, body) or _dated(mention, reference)
        if period is None or not _eligible(period):
            continue
        # "Nhiều chỉ tiêu quý III vượt kế hoạch" looks back, whatever it says of plans
        if not _planned(lead) or _MET.search(folded[mention.end :]):
            return period, announced
        announced = announced or period
    return None, announced


def _dated_in_body(mention: PeriodMention, body: str) -> Period | None:
    """Return the mention's own period, or for a month without year the body's one like it."""
    if mention.period is not None or not mention.relative or "_only" not in mention.relative:
        return mention.period
    for other in find_periods(body[:_OPENING]):
        if other.period and resolve(mention, other.period) == other.period:
            return other.period
    return None


def _in_body(body: str, reference: Period | None) -> Period | None:
    opening = body[:_OPENING]
    folded = fold(opening)
    votes: Counter[Period] = Counter()
    since = 0
    for mention in find_periods(opening):
        lead = _lead(folded, mention, since)
        since = mention.end
        period = _dated(mention, reference)
        if period is None or not _eligible(period) or _planned(lead):
            continue
        if _RESULT.search(lead):
            votes[period] += 3
        elif _WITHIN.search(lead) or mention.relative:
            votes[period] += 2
    return _earliest_best(votes)


def _earliest_best(votes: Counter[Period]) -> Period | None:
    """Return the period with most votes; Counter keeps the order in which they came up."""
    return votes.most_common(1)[0][0] if votes else None
