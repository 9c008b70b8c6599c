"""A figure through time: one of each report of a place, in order, the gaps named."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.answering.changes import own_period
from assistant.answering.common import figure_candidates
from assistant.answering.number import answer_number, subject_of
from assistant.answering.siblings import children, same_unit, siblings
from assistant.answering.sides import evidence, merged, plain, without
from assistant.draft import Context, Draft, Refusal
from assistant.ranking import FigureCandidate
from assistant.support import supported
from assistant.wording import province_name
from corpus import Figure
from corpus.periods import Period, PeriodKind, find_periods
from index import ReportRecord

_WORDS = re.compile(
    r"\bqua (?:cac|tung)\b|\b(?:tung|moi|cac) (?:thang|quy|nam)\b"
    r"|\btheo (?:tung )?(?:thang|quy|nam)\b"
    r"|\bdien bien\b|\bbien dong\b|\bxu huong\b|\bthay doi\b|\b(?:ra sao|nhu the nao|the nao)\b"
    r"|\b(?:by|per|each|every) (?:month|quarter|year)\b|\bmonth(?:ly| by month| to month)\b"
    r"|\bquarter(?:ly| by quarter)\b|\byear by year\b|\btrends?\b|\bover time\b|\bevol\w+\b"
)
_MOST = 36  # points in one answer
_LOOKED_AT = 4  # figures of one report that are weighed
_ALIKE = 0.2  # what being named as in the other reports is worth
_MATE = 0.05  # the price of standing beside the figure that fits best
_FIRST = 0.15  # what opening the sentence is worth
_APART = 0.2  # the price of being ten times as large or as small as in the other reports
_NAMED = {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series and its period."""

    period: Period
    candidate: FigureCandidate

    @property
    def figure(self) -> Figure:
        return self.candidate.figure


def answer_series(context: Context) -> Draft | Refusal:
    """Return a figure's course through the reports of a place, each point cited."""
    cleaned = without(context, _WORDS)
    points = collect(cleaned)
    if len(points) < 2:
        points = sorted(beside(cleaned), key=lambda point: point.period)
    if len(points) < 2:
        return answer_number(cleaned)
    return _worded(cleaned, points)


def collect(context: Context) -> list[Point]:
    """Return the figure that fits best from each report of the range, oldest first.

    A figure is taken where its report gives it for the report's own period; reports of
    another length than most (the yearly one among monthly ones) are left out. Where several
    figures of a report fit, the one whose words and size are like those of the other reports
    is taken: the course of one thing, not of several.
    """
    context = replace(context, question=plain(context.question))
    fitting: dict[Period, list[FigureCandidate]] = {}
    for report in _reports(context):
        period = report.metadata.period
        found = _of_report(context, report, period) if period else []
        if period and found:
            fitting[period] = found
    if not fitting:
        return []
    best = [found[0] for found in fitting.values()]
    words = [_naming(candidate) for candidate in best]
    size = median(math.log10(1 + candidate.figure.value) for candidate in best)
    measure = Counter(_measure(candidate.figure) for candidate in best).most_common(1)[0][0]

    def worth(candidate: FigureCandidate) -> float:
        own = _naming(candidate)
        alike = sum(len(own & other) / (len(own | other) or 1) for other in words) / len(words)
        apart = abs(math.log10(1 + candidate.figure.value) - size)
        return candidate.score + _ALIKE * alike - _APART * min(1.0, apart)

    points: list[Point] = []
    for period, found in sorted(fitting.items()):
        same = [c for c in found if _measure(c.figure) == measure]
        if same:
            points.append(Point(period, max(same, key=worth)))
    return points[-_MOST:]


def beside(context: Context) -> list[Point]:
    """Return the months that one sentence or table row gives side by side."""
    for candidate in figure_candidates(context)[:_LOOKED_AT]:
        if not supported(context, candidate):
            continue
        view = candidate.view
        at = candidate.position
        for group in (children(view, at), siblings(view, at), same_unit(view, at)):
            dated = [(own_period(view, view.figures[i]), i) for i in group]
            points = [
                Point(period, replace(candidate, position=i))
                for period, i in dated
                if period is not None and period.kind in _NAMED
            ]
            if len(points) > 1 and len({p.period for p in points}) == len(points):
                return points
    return []


def _reports(context: Context) -> list[ReportRecord]:
    """Return the reports of one place and one length in the range, oldest first."""
    groups: dict[tuple[str | None, PeriodKind], dict[Period, ReportRecord]] = {}
    span = context.question.periods
    for report in context.reports:
        period = report.metadata.period
        if period is None or period.kind not in _NAMED:
            continue
        if span and not any(wanted.contains(period) for wanted in span):
            continue
        groups.setdefault((report.metadata.province, period.kind), {})[period] = report
    if not groups:
        return []
    nearest = context.views[0].report.metadata.province if context.views else None
    best = max(groups, key=lambda key: (len(groups[key]), key[0] == nearest))
    return [report for _, report in sorted(groups[best].items())]


def _of_report(context: Context, report: ReportRecord, period: Period) -> list[FigureCandidate]:
    """Return a report's fitting figures: of the passages found, else of all its passages."""
    question = replace(context.question, periods=(period,))
    own = tuple(view for view in context.views if view.report.id == report.id)
    for views in (own, tuple(context.passages_of(report.id))):
        asking = replace(context, question=question, views=views)
        found = [
            candidate
            for candidate in figure_candidates(asking)[:_LOOKED_AT]
            if supported(asking, candidate)
            and own_period(candidate.view, candidate.figure) in {None, period}
            and not candidate.view.passage.planned
        ]
        if found:
            return _with_mates(found)
    return []


def _with_mates(found: Sequence[FigureCandidate]) -> list[FigureCandidate]:
    """Return the figures, and those of the best one's sentence that count the same.

    ``Người dân gửi 43 phản ánh, 37 phản ánh đã có trả lời``: which of the two the other
    reports give is seen only by them. The first of a sentence is what it is about.
    """
    best = found[0]
    mates = [
        replace(best, position=i, score=best.score - _MATE)
        for i in same_unit(best.view, best.position)
        if all(i != c.position or c.view is not best.view for c in found)
    ]
    group = [*found, *mates]
    opening = min((c.figure.start for c in group if c.view is best.view), default=-1)
    return [
        replace(c, score=c.score + _FIRST)
        if c.view is best.view and c.figure.start == opening
        else c
        for c in group
    ]


def _naming(candidate: FigureCandidate) -> set[str]:
    words = candidate.view.words.folded_in(*candidate.figure.own)
    return {word for word in words if word.isalpha()}


def _measure(figure: Figure) -> tuple[bool, bool, float]:
    """Return what tells apart shares, money, and their printed scales."""
    return figure.unit == "%", "đồng" in figure.unit, figure.scale


def _worded(context: Context, points: Sequence[Point]) -> Draft:
    english = context.question.english
    first = points[0]
    view = first.candidate.view
    place = province_name(view.report.metadata)
    parts: list[str] = []
    year = 0
    for point in points:
        if point.period.first.year != year:
            year = point.period.first.year
            parts.append(f"{'; ' if parts else ''}{'' if english else 'năm '}{year}: ")
        else:
            parts.append(", ")
        percent = "%" if point.figure.unit == "%" else ""
        parts.append(f"{_short(point.period)} {point.figure.printed}{percent}".lstrip())
    label = _label(points)
    heading = ", ".join(part for part in (label, place) if part)
    text = f"{heading} — {''.join(parts)}"
    gaps = _gaps([point.period for point in points], context.question.periods)
    if gaps:
        named = ", ".join(_short(p) + f"/{p.first.year}" for p in gaps)
        text += f"; {'no figure for' if english else 'không có số liệu'}: {named}"
    return Draft(
        text=text,
        evidence=merged([evidence(context, p.candidate) for p in _telling(points)]),
        confidence=min(point.candidate.coverage for point in points),
        value=points[-1].figure.printed,
        unit=points[-1].figure.unit or None,
        subject=heading,
        decision=" | ".join(f"{p.period.code} {p.figure.printed}" for p in points),
    )


def _short(period: Period) -> str:
    """Return a period within its year: ``T4``, ``Q2``; nothing for a year."""
    if period.kind is PeriodKind.MONTH:
        return f"T{period.first.month}"
    if period.kind is PeriodKind.QUARTER:
        return f"Q{period.last.month // 3}"
    return f"H{period.last.month // 6}" if period.kind is PeriodKind.HALF else ""


def _label(points: Sequence[Point]) -> str:
    """Return what the series counts, as the point named most fully has it, without a period."""
    best = max((point.candidate for point in points), key=lambda candidate: candidate.coverage)
    label = subject_of(best.view, best.figure)
    for mention in reversed(find_periods(label)):
        label = f"{label[: mention.start].rstrip()} {label[mention.end :].lstrip()}".strip()
    money = {1e3: "nghìn đồng", 1e6: "triệu đồng", 1e9: "tỷ đồng"}.get(best.figure.scale)
    if money and "đồng" in best.figure.unit:
        label = f"{label.removesuffix(money).rstrip()} ({money})"
    return label


def _gaps(periods: Sequence[Period], span: Sequence[Period]) -> list[Period]:
    """Return the periods of the span, else between the first and the last, without a figure."""
    known, found = set(periods), []
    first = min((wanted.first for wanted in span), default=periods[0].first)
    last = max((wanted.last for wanted in span), default=periods[-1].last)
    period = periods[0]
    while period.previous().first >= first:
        period = period.previous()
    while period.last <= last:
        if period not in known:
            found.append(period)
        period = period.following()
    return found[:_MOST]


def _telling(points: Sequence[Point]) -> list[Point]:
    """Return the points in the order of their proofs: last, first, greatest, then the rest."""
    greatest = max(points, key=lambda point: point.figure.value)
    ordered: list[Point] = []
    for point in (points[-1], points[0], greatest, *points):
        if point not in ordered:
            ordered.append(point)
    return ordered
