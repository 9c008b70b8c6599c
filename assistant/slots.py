"""Whether a passage, and a sentence in it, is of the period and place that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import effective_period
from assistant.matching import PassageView
from assistant.question import Question
from corpus.periods import Period, PeriodKind
from corpus.provinces import find_provinces, related
from index import ReportRecord


def province_fits(report: ReportRecord, wanted: Sequence[str]) -> bool:
    """Tell whether a report is of one of the provinces, counting merged ones as related."""
    if not wanted:
        return True
    own = report.metadata.province
    return own is None or any(own == key or own in related(key) for key in wanted)


def period_fit(view: PassageView, start: int, end: int, wanted: Period, *, strict: bool) -> float:
    """Return how well a sentence is of the period `wanted`: 0 (no) to 1 (the very period).

    A sentence is of the period that it states, else of its passage's, else of its report's.
    A longer period stands for a shorter one only where `strict` is false: a yearly total
    is no month's figure.
    """
    best = 0.0
    for period in view.stated_periods(start, end):
        if period == wanted:
            return 1.0
        if wanted.contains(period) and period.kind is not PeriodKind.DAY:
            best = max(best, 0.85)
        elif wanted.contains(period):
            best = max(best, 0.7)
        elif period.contains(wanted) and (not strict or wanted.kind is PeriodKind.DAY):
            best = max(best, 0.75)
    own = effective_period(view)
    if own is not None:
        if own == wanted:
            best = max(best, 1.0)
        elif wanted.contains(own):
            best = max(best, 0.9)
        elif own.contains(wanted):
            best = max(best, 0.0 if strict and wanted.kind is not PeriodKind.DAY else 0.6)
        elif own.overlaps(wanted) and not strict:
            best = max(best, 0.5)
    return best


def fits(
    view: PassageView, start: int, end: int, question: Question, *, strict: bool = True
) -> float:
    """Return the slot fit of a sentence, in [0, 1]; 0 means another place or period."""
    if not province_fits(view.report, question.provinces):
        sentence = find_provinces(view.text[start:end])
        if not any(m.province.key in question.provinces for m in sentence):
            return 0.0
    if not question.periods:
        return 1.0
    return max(period_fit(view, start, end, wanted, strict=strict) for wanted in question.periods)


def allowed_reports(reports: Sequence[ReportRecord], question: Question) -> list[ReportRecord]:
    """Return the reports of the asked provinces whose period meets an asked period."""
    chosen = [r for r in reports if province_fits(r, question.provinces)]
    if not question.periods:
        return chosen
    return [
        r
        for r in chosen
        if r.metadata.period is None
        or any(r.metadata.period.overlaps(wanted) for wanted in question.periods)
    ]
