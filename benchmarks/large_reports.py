"""Monthly reports of all provinces for many years: a national archive, with invented figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.provinces import all_provinces
from sample.archive import SeriesFile, content, series
from sample.model import Month, Profile
from sample.questions import ask

PROVINCES = 63
MONTHS = 196
MOST = PROVINCES * MONTHS
A_REPORT = 32  # passages, about
_FIRST = Month(2008, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A report of the series: the month counts from 0."""

    month: int
    province: int
    file: SeriesFile


def reports(count: int) -> Iterator[Made]:
    """Yield the first `count` reports, month by month, and in each month province by province."""
    for number in range(min(count, MOST)):
        month, province = divmod(number, PROVINCES)
        yield Made(month, province, _series(province)[month])


def write(folder: Path, count: int) -> list[Path]:
    """Write the first `count` reports into `folder`; return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for made in reports(count):
        path = folder / made.file.name
        if not path.exists():
            path.write_bytes(content(path.name, made.file.report.paper))
        paths.append(path)
    return paths


def one_more(folder: Path, seed: int) -> Path:
    """Write a report that is not of the series; each `seed` gives another."""
    profile = Profile(all_provinces()[seed % PROVINCES].name, seed=10_000 + seed)
    (file,) = series(profile, Month(2030, 1 + seed % 12), 1, start=90_000, formats=("txt",))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file.name
    path.write_bytes(content(path.name, file.report.paper))
    return path


def scattered(count: int) -> Iterator[tuple[Profile, SeriesFile]]:
    """Yield `count` reports that are not of the series, each of another province and month."""
    for number in range(count):
        profile = Profile(all_provinces()[number % PROVINCES].name, seed=20_000 + number)
        month = Month(2022 + number // 12 % 4, 1 + number % 12)
        (file,) = series(profile, month, 1, start=80_000 + number, formats=("txt",))
        yield profile, file


def questions(count: int, wanted: int) -> list[str]:
    """Return `wanted` questions, in all forms of language, on the first `count` reports.

    Each asks for one figure and names province and month.
    """
    step = max(1, min(count, MOST) // wanted)
    found = []
    for made in list(reports(count))[::step]:
        asked = ask(_profile(made.province), [(made.file.prefix, made.file.report)], 1)
        found += [question.question for question in asked]
    return found[:wanted]


@cache
def _series(province: int) -> Sequence[SeriesFile]:
    start = 1_000 + 200 * province
    return series(_profile(province), _FIRST, MONTHS, start=start, formats=("txt",))


def _profile(province: int) -> Profile:
    name = all_provinces()[province].name
    return Profile(name, seed=province + 1, five_g_from=Month(2021, 1))
