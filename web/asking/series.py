"""One figure over several periods: the same question asked of each report of the place.

Every value is an answer of the assistant with its own citation; a period whose report does
not give the figure in the same unit stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.numbers import parse_number
from corpus.periods import PeriodKind
from web.asking.followups import asked_period, fits, question_about

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Citation, Conversation
    from corpus.periods import Period
    from index import ReportRecord

LONGEST = 13
"""Periods of a series at most: a year and the month that it is compared with."""

SHORTEST = 3

_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True)
class Point:
    """One period; ``printed`` is the figure as the report has it, None where it has none."""

    period: Period
    printed: str | None = None
    value: float | None = None
    citation: Citation | None = None


def periods(answer: Answer | None, records: Sequence[ReportRecord]) -> tuple[Period, ...]:
    """Return the periods that a series of `answer` can have, oldest first, () where none."""
    if answer is None or answer.value is None or answer.computed or not answer.citations:
        return ()
    period = asked_period(answer)
    source = next((r for r in records if r.id == answer.citations[0].report_id), None)
    if period is None or period.kind not in _KINDS or source is None:
        return ()
    found = {
        record.metadata.period
        for record in records
        if record.metadata.province == source.metadata.province
        and record.metadata.period is not None
        and record.metadata.period.kind is period.kind
    } | {period}
    ordered = sorted(found)
    last = ordered.index(period)
    first = max(0, min(last - LONGEST // 2, len(ordered) - LONGEST))
    chosen = tuple(ordered[first : first + LONGEST])
    return chosen if len(chosen) >= SHORTEST else ()


def series(
    assistant: Assistant, before: Conversation, answer: Answer, wanted: Sequence[Period]
) -> tuple[Point, ...]:
    """Return the figure of `answer`, the last of `before`, for each of the `wanted` periods."""
    own = asked_period(answer)
    points = []
    for period in wanted:
        given = answer
        if period != own:
            question = question_about(period, answer)
            given = assistant.ask(question, conversation=before)
            if not fits(answer, given, period):
                points.append(Point(period))
                continue
        assert given.value is not None
        points.append(Point(period, given.value, parse_number(given.value), given.citations[0]))
    return tuple(points)
