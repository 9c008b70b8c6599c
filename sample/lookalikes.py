"""Series of several invented provinces over the same months: look-alikes but for figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sample.archive import SeriesFile, content, slug
from sample.model import Month, Profile
from sample.monthly import compose
from sample.offices import office
from sample.series import simulate

_FIRST = Month(2023, 1)
_START = 1000  # the first province's reports are 1001, 1002, …, the second's 2001, …


@dataclass(frozen=True, slots=True)
class Plan:
    """Which reports a series holds; the same plan always makes the same reports.

    `formats` are file types taken in turn; where there are none, each office has its own.
    Plain text needs no other library and is the fastest to write.
    """

    provinces: int = 3
    months: int = 24
    first: Month = _FIRST
    seed: int = 1
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A report of the series, its province, and the name of its file."""

    profile: Profile
    file: SeriesFile

    @property
    def key(self) -> str:
        """Province and month in one word: ``hoa-linh/2023-04``."""
        month = self.file.report.facts.month
        return f"{slug(self.profile.province)}/{month.year}-{month.month:02d}"


def look_alikes(plan: Plan) -> Iterator[LookAlike]:
    """Compose the reports of a series, province after province.

    Raises ValueError for more provinces than there are names, and for more than 999 months,
    which the numbers of the files have no room for.
    """
    if plan.months >= _START:
        raise ValueError("nhiều nhất 999 tháng / at most 999 months")
    offices = [office(index, plan.seed) for index in range(plan.provinces)]
    for index, (profile, style, formats) in enumerate(
        (each.profile, each.style, plan.formats or each.formats) for each in offices
    ):
        for place, facts in enumerate(simulate(profile, plan.first, plan.months)):
            suffix = formats[place % len(formats)]
            month = f"{facts.month.year}-{facts.month.month:02d}"
            number = _START * (index + 1) + place + 1
            name = f"{number}_{slug(profile.province)}-{month}.{suffix}"
            report = compose(profile, facts, tables=suffix != "txt", style=style)
            yield LookAlike(profile, SeriesFile(name, report))


def write_series(folder: Path, plan: Plan) -> int:
    """Write the reports of a series into `folder`; returns how many.

    Raises ValueError as `look_alikes` does, before anything is written, and OSError.
    """
    count = 0
    for report in look_alikes(plan):
        if not count:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / report.file.name).write_bytes(content(report.file.name, report.file.report.paper))
        count += 1
    return count
