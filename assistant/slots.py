"""Whether a figure or a sentence is of the period and place that were asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import effective_period
from assistant.facets import Dimension
from assistant.kinds import Kind
from assistant.matching import PassageView
from assistant.moments import closed_within, day_fit, office_days
from assistant.question import Question
from corpus import Basis, Figure, PassageKind
from corpus.periods import Period, PeriodKind
from index import ReportRecord

_PART = 0.5  # a month's figure where the quarter's or year's is asked for
_STOOD = 0.8  # how things stood when a longer period ended that is reported
_WHOLE_YEAR = re.compile(
    r"\b(?:ca|tron|het|nguyen) nam\b|\b(?:whole|entire|full)(?: of)?(?: the)? (?:year|\d{4})\b"
    r"|\bwhole of \d{4}\b|\ball of \d{4}\b"
)
_SINCE_JANUARY = re.compile(r"\btu dau nam\b|\bsince (?:january|the (?:start|beginning))\b")
_HALF = 0.5  # share of a range of days under which one is another
_RUNNING = (Basis.CUMULATIVE, Basis.TOTAL, Basis.SHARE)


def province_fits(report: ReportRecord, wanted: Sequence[str]) -> bool:
    """Tell whether a report may be of one of the provinces: it is, or it does not say.

    What a province reported before it was merged is not of the one that it has become.
    """
    own = report.metadata.province
    return not wanted or own is None or own in wanted


def _stated_fit(period: Period, wanted: Period, *, strict: bool) -> float:
    """Return how well a period that a sentence states is the one asked for."""
    if period == wanted:
        return 1.0
    if wanted.contains(period):
        return 0.7 if period.kind is PeriodKind.DAY else 0.85
    if period.contains(wanted) and (not strict or wanted.kind is PeriodKind.DAY):
        return 0.75
    return 0.0


def _own_fit(own: Period, wanted: Period, *, strict: bool) -> float:
    """Return how well the period that a passage speaks of is the one asked for."""
    if own == wanted:
        return 1.0
    if wanted.contains(own):
        return 0.9
    if own.contains(wanted):
        return 0.0 if strict and wanted.kind is not PeriodKind.DAY else 0.6
    return 0.5 if own.overlaps(wanted) and not strict else 0.0


def period_fit(
    view: PassageView,
    start: int,
    end: int,
    wanted: Period,
    *,
    strict: bool,
    others: frozenset[Period] = frozenset(),
) -> float:
    """Return how well a sentence is of the period `wanted`: 0 (no) to 1 (the very period).

    A sentence is of the period that it states, else of its passage's, else of its report's.
    A longer period stands for a shorter one only where `strict` is false: a yearly total
    is no month's figure. `others` are stated periods that do not count: they are said of
    something else in the sentence.
    """
    own = effective_period(view)
    if own == wanted:
        return 1.0
    stated = [period for period in view.stated_periods(start, end) if period not in others]
    best = max((_stated_fit(period, wanted, strict=strict) for period in stated), default=0.0)
    return best if own is None else max(best, _own_fit(own, wanted, strict=strict))


def figure_period(view: PassageView, figure: Figure) -> Period | None:
    """Return the period that a figure is of: its own, else its passage's or report's."""
    return figure.period or effective_period(view)


def _of_document(own: Period, report: Period | None) -> bool:
    """Tell whether a figure's day is a cited document's date: far from what is reported."""
    return own.kind is PeriodKind.DAY and report is not None and own.first.year != report.last.year


def _as_of_fit(own: Period | None, wanted: Period, fit: float) -> float:
    """Return how well a figure of the period `own` tells how things stood when `wanted` ended.

    A report that ends in the month that is asked for tells it, however long its period; one
    that ends in June does not tell how the year ended.
    """
    if own is None or own == wanted:
        return fit
    if wanted.kind is PeriodKind.YEAR:
        return fit if (own.last.year, own.last.month) == (wanted.last.year, 12) else 0.0
    return max(fit, _STOOD) if wanted.first <= own.last <= wanted.last else fit


def _closed_fit(view: PassageView, figure: Figure, wanted: Period) -> float:
    """Return how well a report whose numbers were closed in `wanted` tells how things stood."""
    own = figure.period
    if own is not None and own != view.report.metadata.period:
        return 0.0
    return _STOOD if wanted.kind is PeriodKind.MONTH and closed_within(view, wanted) else 0.0


def _since_january(wanted: Period) -> bool:
    """Tell whether a period is the first months of a year, but not all of it."""
    return (
        wanted.first.month == 1
        and wanted.first.year == wanted.last.year
        and 1 < wanted.last.month < 12
    )


def _figure_fit(view: PassageView, figure: Figure, wanted: Period, part: float = _PART) -> float:
    """Return how well a figure is of the period `wanted`; what it states for itself decides.

    `part` is what one of a shorter report is worth.
    """
    own = figure.period
    if own is None and effective_period(view) == wanted:
        return 1.0
    if own is None or _of_document(own, effective_period(view)):
        start, end = view.sentence_of(figure.start)
        others = frozenset(
            other.period
            for other in view.figures
            if start <= other.start < end and other.period is not None
        )
        fit = period_fit(view, start, end, wanted, strict=True, others=others)
        report = effective_period(view)
        if not fit and wanted.kind is PeriodKind.RANGE and report and office_days(report, wanted):
            return 0.7
        longer = report is not None and wanted != report and wanted.contains(report)
        return min(fit, part) if longer and wanted not in view.stated_periods(start, end) else fit
    if own == wanted:
        return 1.0
    if figure.basis in _RUNNING and wanted.first <= own.last <= wanted.last:
        return 0.9  # a running total as it stood in the period asked for
    report = effective_period(view)
    if wanted.kind is PeriodKind.RANGE and office_days(own, wanted):
        return 0.8
    whole = report == own and own.kind is not PeriodKind.RANGE
    if own.first < wanted.first and own.last == wanted.last and own.first.month == 1 and not whole:
        return 0.8  # since the start of the year, as the period's report gives it
    if own.kind is PeriodKind.DAY and wanted.contains(own):
        return 0.9
    if wanted.contains(own):
        if view.passage.kind is PassageKind.TABLE and any(f.period == wanted for f in view.figures):
            return 0.4  # another column has the very period
        return 0.7 if report is not None and wanted.contains(report) else 0.5
    if own.kind is PeriodKind.RANGE and report == wanted and own.overlaps(wanted):
        return 0.8  # the office's own reporting days, such as the 15th to the 14th
    return 0.0


def _loose_fit(own: Period | None, wanted: Period) -> float:
    """Return how well a period is the one that was named only roughly."""
    if own is None:
        return 0.5
    if wanted.first <= own.last <= wanted.last:
        return 1.0
    return 0.8 if own.overlaps(wanted) else 0.0


def place_fit(view: PassageView, start: int, end: int, question: Question) -> bool:
    """Tell whether a sentence is of an asked province, by its report or its own words."""
    if province_fits(view.report, question.provinces):
        return True
    return not view.named_provinces(start, end).isdisjoint(question.provinces)


def fits(
    view: PassageView, start: int, end: int, question: Question, *, strict: bool = True
) -> float:
    """Return the slot fit of a sentence, in [0, 1]; 0 means another place or period."""
    if not place_fit(view, start, end, question):
        return 0.0
    if not question.periods:
        return 1.0
    return max(period_fit(view, start, end, wanted, strict=strict) for wanted in question.periods)


def figure_fits(view: PassageView, figure: Figure, question: Question) -> float:
    """Return the slot fit of a figure, in [0, 1]; 0 means another place or period."""
    start, end = view.sentence_of(figure.start)
    if not place_fit(view, start, end, question):
        return 0.0
    if not question.periods:
        return _day_fit(view, figure, question)
    if question.kind is Kind.NUMBER and _one_of_months(view, figure, question.periods):
        return 0.0
    return max(_wanted_fit(view, figure, question, wanted) for wanted in question.periods)


def _day_fit(view: PassageView, figure: Figure, question: Question) -> float:
    """Return how well a figure is of the days that a question for a number names."""
    if not question.days or question.kind is not Kind.NUMBER:
        return 1.0
    since = _SINCE_JANUARY.search(question.readable) is not None
    return max(
        day_fit(view, figure, day, until=day in question.as_of, since_january=since)
        for day in question.days
    )


def _one_of_months(view: PassageView, figure: Figure, periods: Sequence[Period]) -> bool:
    """Tell whether a figure is one month's where those of the whole period are asked for.

    ``Tháng 1 kiểm tra 8 cơ sở; tháng 2 kiểm tra 11 cơ sở`` does not say how many in the quarter.
    """
    own = figure.period
    if own is None or own.kind is not PeriodKind.MONTH:
        return False
    if not any(wanted != own and wanted.contains(own) for wanted in periods) or own in periods:
        return False
    start, end = view.sentence_of(figure.start)
    return any(
        other.period is not None
        and other.period.kind is PeriodKind.MONTH
        and other.period != own
        and other.unit.split()[:1] == figure.unit.split()[:1]
        and any(wanted.contains(other.period) for wanted in periods)
        for other in view.figures
        if start <= other.start < end
    )


def _month_of_sum(figure: Figure, question: Question, wanted: Period) -> bool:
    """Tell whether a figure is a month's money where that of a longer time is asked for."""
    own = figure.period
    return (
        question.kind is Kind.NUMBER
        and question.dimension is Dimension.MONEY
        and own is not None
        and own.kind in (PeriodKind.MONTH, PeriodKind.QUARTER)
        and own != wanted
        and wanted.contains(own)
    )


def _days_of_range(figure: Figure, wanted: Period) -> bool:
    """Tell whether a figure is of some days where a longer range of days is asked for.

    ``Từ 21/9 đến 20/10`` is no answer to how many there were from January to 20 October.
    """
    own = figure.period
    return (
        own is not None
        and PeriodKind.RANGE is own.kind is wanted.kind
        and own != wanted
        and wanted.contains(own)
        and (own.last - own.first) < _HALF * (wanted.last - wanted.first)
    )


def _wanted_fit(view: PassageView, figure: Figure, question: Question, wanted: Period) -> float:
    own = figure_period(view, figure)
    if wanted in question.loose:
        return _loose_fit(own, wanted)
    if _month_of_sum(figure, question, wanted) or _days_of_range(figure, wanted):
        return 0.0
    whole = _WHOLE_YEAR.search(question.readable) and wanted.kind is PeriodKind.YEAR
    fit = _figure_fit(view, figure, wanted, 0.0 if whole else _PART)
    running = figure.basis is Basis.CUMULATIVE and _since_january(wanted)
    if own is not None and own != wanted and _counts_on(own, wanted, question):
        return 0.8  # "từ đầu năm": as far as any report counts
    if running and own is not None and wanted.contains(own):
        if own.kind is PeriodKind.RANGE and own.first.month > wanted.first.month:
            return 0.0  # "từ ngày 21/9 đến ngày 20/10" does not count from January
        # as it stood in the last month asked for, or at another time
        return 1.0 if own.last.month == wanted.last.month else 0.0
    if wanted not in question.as_of:
        return fit
    return max(_as_of_fit(own, wanted, fit), _closed_fit(view, figure, wanted))


def _counts_on(own: Period, wanted: Period, question: Question) -> bool:
    """Tell whether a period counts from the start of the year as the one asked for, less far."""
    open_ended = any(name.startswith("to_date") for name in question.relative)
    return (
        open_ended
        and _since_january(own)
        and own.first == wanted.first
        and own.last.month < wanted.last.month
    )


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
