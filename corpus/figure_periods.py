"""The period of each figure, and the one that a change is measured against.

A period stands before the numbers that are of it (``tháng 4 có 462 cuộc, tháng 5 có 397``)
or right behind its number (``41 tin trong tháng 3``), within brackets for what the brackets
hold. After ``so với`` it is what a change is measured against. Periods without a year are
dated by the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from corpus.clauses import Clause
from corpus.figure_implied import AGAINST, Stated, implied
from corpus.numbers import NumberMention
from corpus.periods import Period, PeriodKind, PeriodMention, find_periods, resolve
from corpus.vietnamese import fold

_SAME_PERIOD: Final = re.compile(r"\bcung (?:ky|ki|thoi diem|thoi ky)(?: (?:cua|nam|trong))*\s*$")
_BEFORE_NUMBER: Final = re.compile(  # what stands between a period and a number that is of it
    r"^[\s,:]*(?:nay|da|la|dat|co|duoc|uoc|voi|chi|moi|vot|len|tren|dia ban|so|tong|tinh|them|cap|"
    r"thuc hien|tiep|con|gan|hon|khoang|duoc|ty le|ghi nhan|tang|giam|[:\s])*$"
)
_BEHIND: Final = re.compile(r"\b(?:trong|cua|vao|thang|dip|hoi)\s*$")
_DAY_OPENS: Final = re.compile(r"\b(?:den|toi|het|tinh den)(?: (?:thoi diem|ngay|het|cuoi))*\s*$")
_IN_NAME: Final = re.compile(
    r"\b(?:ke hoach|de an|du an|chuong trinh|nghi quyet|quyet dinh|chi thi|cong van|luat|to trinh"
    r"|van ban|du toan|nhiem vu|nhiem ky|giai doan|bao cao|tet|dien tap|hoi nghi|chien luoc)\b"
    r"[^,;:.()\d]*$"
    r"|\bngay \d{1,2}/\d{1,2}/\d{4}[^;:.()\d]{0,24}\bve\b[^,;:.()\d]*$"
)
_GOAL: Final = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|du toan|phan dau|du kien)\b[^,;.]{0,40}$"
)
_OPENS_BRACKET: Final = re.compile(r"\((?:vao |trong |hoi |cuoi |het |cua |so lieu )*$")
_IN_BRACKETS: Final = re.compile(
    r"[^;()\d]{0,24}\((?:(?:la|dat|chi|co|khoang|gan|hon|muc|khi do|luc do)\s)*"
)
_NOUN_ONLY: Final = re.compile(r"[^,;:.()\d]{0,30}$")
_CUMULATED: Final = re.compile(r"\b(?:luy ke|cong don|tu dau nam|tinh chung)\b")


@dataclass(frozen=True, slots=True)
class Times:
    """A figure's own period, what it is compared with, and whether it has been adding up."""

    period: Period | None = None
    against: Period | None = None
    running: bool = False


def stated_periods(
    text: str, folded: str, start: int, end: int, reference: Period | None
) -> list[Stated]:
    """Return the periods that a sentence states for its figures, in order.

    `reference` is the period of the passage or report; without it a period without a year
    stays unknown. Years in the names of plans and projects are no figure's period.
    """
    sentence = folded[start:end]
    found: list[Stated] = []
    for mention in _mentions(text[start:end], reference):
        before = sentence[: mention.start]
        against = bool(AGAINST.search(before[-60:]))
        period = _dated(mention, before, reference, against)
        if period is None or (not against and not _tells(mention, period, before, sentence)):
            continue
        if reference and against and _SAME_PERIOD.search(before[-30:]):
            period = _in_year(reference, period)
        running = bool(
            _CUMULATED.search(before[-25:] + sentence[mention.start : mention.end])
            and not re.search(r"\brieng\s*$", before)
        ) and (period.first.month, period.first.day) == (1, 1)
        found.append(Stated(start + mention.start, start + mention.end, period, against, running))
    if reference is not None:
        found += implied(sentence, start, reference, found)
    return sorted(found, key=lambda stated: stated.start)


def _mentions(text: str, reference: Period | None) -> list[PeriodMention]:
    """Return the periods of a sentence; a year is lent to a month only by a year before it.

    In ``tháng 5 …, tăng 14% so với tháng 5/2021`` the first month is the report's own.
    """
    found = find_periods(text)
    if reference is None:
        return found
    mentions: list[PeriodMention] = []
    for mention in found:
        words = text[mention.start : mention.end]
        period = mention.period
        if period is None or re.search(r"\d{4}|/\d\d", words):
            mentions.append(mention)
            continue
        alone = find_periods(words)
        lent = any(
            m.period and m.period.kind is PeriodKind.YEAR and m.period.contains(period)
            for m in found
            if m.start < mention.start and not AGAINST.search(fold(text[: m.start])[-60:])
        )
        if lent or len(alone) > 1 or (alone and alone[0].period is not None):
            mentions.append(mention)
        elif not alone:  # "so với quý II/2023; lũy kế 6 tháng": of the report's year
            if not any(AGAINST.search(fold(text[: m.start])[-60:]) for m in found if m.period):
                mentions.append(mention)
        else:
            mentions.append(replace(mention, period=None, relative=alone[0].relative))
    return mentions


def _dated(
    mention: PeriodMention, before: str, reference: Period | None, against: bool
) -> Period | None:
    """Return what `mention` means in a report of `reference`."""
    if mention.period is not None:
        return mention.period
    if reference is None or mention.relative in (None, "latest"):
        return None
    if mention.relative == "to_date":
        return None  # "đến nay" is the report's own time; "từ đầu năm" is read below
    if mention.relative == "same_period_last_year":
        return reference.year_before()
    if mention.relative in ("last_month", "last_quarter") and against:
        return reference.previous()
    ahead = bool(_GOAL.search(before[-50:]))
    try:
        period = resolve(mention, Period.day(reference.last))
        if mention.relative and "_only" in mention.relative and "@" not in mention.relative:
            this_year = find_year(mention.relative, reference.last.year)
            if this_year and (
                ahead or this_year.first <= reference.last or (this_year.contains(reference))
            ):
                period = this_year
    except ValueError:
        return None
    return period


def find_year(relative: str, year: int) -> Period | None:
    """Return the period of `year` that a relative name without a year means, if it has one."""
    mention = PeriodMention(0, 0, None, relative, False)
    return resolve(mention, Period.day(date(year, 12, 31)))


def _tells(mention: PeriodMention, period: Period, before: str, sentence: str) -> bool:
    """Tell whether a period dates figures, rather than a document, a feast or a deadline."""
    if mention.relative == "same_period_last_year" and not re.match(
        r"[^,;.()]{0,25}[:\d]| (?:la|dat|chi|co)\b", sentence[mention.end :]
    ):
        return False
    if period.kind is PeriodKind.DAY:
        return bool(_DAY_OPENS.search(before[-40:]))
    if period.kind is PeriodKind.RANGE and (period.last - period.first).days > 366:
        return False
    if re.search(r"\b(?:truoc|trong giai doan|giai doan|nhiem ky|tu)\s*$", before[-14:]):
        return False
    if _GOAL.search(before[-60:]):
        return True
    return not _IN_NAME.search(before[-70:])


def _in_year(reference: Period, year: Period) -> Period:
    """Return `reference` in the year of `year`: ``cùng kỳ năm 2021``."""
    shifted = reference
    while shifted.last.year > year.last.year:
        shifted = shifted.year_before()
    return shifted if year.kind is PeriodKind.YEAR else year


def times_of(
    text: str,
    folded: str,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    stated: Sequence[Stated],
) -> list[Times]:
    """Return the times of each placed number of a sentence."""
    if not stated:
        return [Times() for _ in placed]
    own = [mention for mention in stated if not mention.against]
    behind = _behind(folded, clauses, placed, own)
    leading = [mention for mention in own if mention not in behind.values()]
    times: list[Times] = []
    for position, (_, number) in enumerate(placed):
        base = _base(folded, number, stated)
        if base is not None:
            times.append(Times(base.period))
            continue
        mine = behind.get(position) or _leading(clauses, placed, position, folded, leading)
        against = _compared(text, clauses, placed, position, stated)
        times.append(
            Times(
                mine.period if mine else None,
                against.period if against else None,
                mine.running if mine else False,
            )
        )
    return times


def _base(folded: str, number: NumberMention, stated: Sequence[Stated]) -> Stated | None:
    """Return the period that a change is measured by, where the number in brackets is its base.

    ``142,6 tỷ đồng, tăng 11,4% so với cùng kỳ (128 tỷ đồng)``
    """
    before = [m for m in stated if m.against and m.end <= number.start]
    bracketed = before and _IN_BRACKETS.fullmatch(folded, before[-1].end, number.start)
    return before[-1] if bracketed else None


def _behind(
    folded: str,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    own: Sequence[Stated],
) -> dict[int, Stated]:
    """Return, by the place of its number, each period that stands behind the number it dates."""
    found: dict[int, Stated] = {}
    for mention in own:
        index = _clause_at(clauses, mention.start)
        inside = [(p, n) for p, (i, n) in enumerate(placed) if i == index]
        before = [(p, n) for p, n in inside if n.end <= mention.start]
        after = [n for _, n in inside if n.start >= mention.end]
        if not inside and not mention.goal and (alone := _bracketed(folded, mention, placed)):
            found[alone[0]] = mention  # "27 thôn (tháng 8)"
        if not before or mention.goal:
            continue
        position, number = before[-1]
        joined = ":" not in folded[number.end : mention.start]
        lead = folded[number.end : mention.start]
        words = folded[mention.start : mention.end]
        prepositional = _BEHIND.search(lead) or re.match(r"(?:trong|rieng)\b", words)
        follows = after and _BEFORE_NUMBER.match(folded[mention.end : after[0].start])
        if joined and not (after and (follows or not prepositional)):
            found[position] = mention
    return found


def _bracketed(
    folded: str, mention: Stated, placed: Sequence[tuple[int, NumberMention]]
) -> tuple[int, NumberMention] | None:
    """Return the number behind which `mention` stands alone in brackets, with its place."""
    if not _OPENS_BRACKET.search(folded[: mention.start]) or folded[mention.end :][:1] != ")":
        return None
    opening = folded.rindex("(", 0, mention.start)
    before = [(p, n) for p, (_, n) in enumerate(placed) if n.end <= opening]
    if not before or not _NOUN_ONLY.match(folded[before[-1][1].end : opening]):
        return None
    return before[-1]


def _leading(
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    position: int,
    folded: str,
    own: Sequence[Stated],
) -> Stated | None:
    """Return the period before the number at `position` that it is of."""
    index, number = placed[position]
    clause = clauses[index]
    for mention in reversed(own):
        if mention.start >= number.start:
            continue
        at = clauses[_clause_at(clauses, mention.start)]
        if at.depth > clause.depth:
            continue  # said inside brackets that have closed
        gap = folded[mention.end : number.start]
        if mention.goal and any(mention.start < n.start < number.start for _, n in placed):
            continue
        if at.depth and at.depth == clause.depth and ")" in gap:
            continue
        first = min(n.start for _, n in placed)
        opens = mention.start < first and not at.depth
        if ";" in gap and not opens:
            continue
        return mention
    return None


def _compared(
    text: str,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    position: int,
    stated: Sequence[Stated],
) -> Stated | None:
    """Return the period that the number at `position` is compared with, if it is a change."""
    index, number = placed[position]
    comparisons = [mention for mention in stated if mention.against]
    if not comparisons:
        return None
    following = placed[position + 1][1].start if position + 1 < len(placed) else len(text)
    inside = [m for m in comparisons if _clause_at(clauses, m.start) == index]
    for mention in inside:
        if number.end <= mention.start < following:
            return mention
    before = [m for m in inside if m.end <= number.start]
    if before:
        return before[-1]
    first = min(n.start for _, n in placed)
    opening = [m for m in comparisons if m.end <= first]
    if opening:
        return opening[-1]
    after = [m for m in comparisons if m.start >= number.end]
    if (
        after
        and ";" not in text[number.end : after[0].start]
        and "(" not in text[number.end : after[0].start]
    ):
        return after[0]  # "tăng 3 trạm và 5% so với tháng trước"
    return None


def _clause_at(clauses: Sequence[Clause], position: int) -> int:
    return next(
        (i for i, clause in enumerate(clauses) if clause.start <= position <= clause.end),
        len(clauses) - 1,
    )
