"""The current reports by province and period, so that no question has to go through all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from corpus.periods import Period
from index.records import ReportRecord
from index.segment import NO_DAY


class ReportTable:
    """The current reports of one generation, in the order of their ids."""

    def __init__(self, reports: Iterable[ReportRecord]) -> None:
        """Take the current reports."""
        self.reports = tuple(reports)
        days = [
            (period.first.toordinal(), period.last.toordinal()) if period else (NO_DAY, 0)
            for period in (report.metadata.period for report in self.reports)
        ]
        self._first, self._last = np.array(days, np.int32).reshape(-1, 2).T
        places: dict[str | None, list[int]] = {}
        for place, report in enumerate(self.reports):
            places.setdefault(report.metadata.province, []).append(place)
        self._places = {key: np.array(found, np.int64) for key, found in places.items()}

    def matching(
        self, provinces: Collection[str] = (), periods: Sequence[Period] = ()
    ) -> tuple[ReportRecord, ...]:
        """Return the reports that may be about one of `provinces` (keys) and of `periods`.

        Those that name no province, or have no period, may be about any; no province and no
        period asked for means all.
        """
        if not provinces and not periods:
            return self.reports
        chosen = np.arange(len(self.reports))
        if provinces:
            nothing = np.empty(0, np.int64)
            wanted = [self._places.get(key, nothing) for key in {*provinces, None}]
            chosen = np.sort(np.concatenate(wanted))
        if periods:
            first, last = self._first[chosen], self._last[chosen]
            fits = first > last
            for period in periods:
                fits |= (first <= period.last.toordinal()) & (last >= period.first.toordinal())
            chosen = chosen[fits]
        return tuple(self.reports[place] for place in chosen.tolist())
