"""What a person has narrowed the conversation to: provinces, periods, single reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.slots import province_fits
from corpus.periods import Period
from index import ReportRecord


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the archive that answers may come from; an empty field leaves all in.

    ``provinces`` are keys of `corpus.provinces` (or of a province that only reports name),
    ``reports`` are ids of the archive.
    """

    provinces: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    reports: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is narrowed at all."""
        return bool(self.provinces or self.periods or self.reports)

    def select(self, reports: Sequence[ReportRecord]) -> tuple[ReportRecord, ...]:
        """Return the reports that lie within, in order; a report without period fits any."""
        return tuple(report for report in reports if self._holds(report))

    def _holds(self, report: ReportRecord) -> bool:
        period = report.metadata.period
        return (
            (not self.reports or report.id in self.reports)
            and province_fits(report, self.provinces)
            and (
                not self.periods
                or period is None
                or any(period.overlaps(wanted) for wanted in self.periods)
            )
        )
