"""The sets that are learnt from: reports, gold questions, and an archive of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index import Archive
from sample import gold_files, report_folder
from sample.lookalikes import Plan, write_series

_ROOT: Final = Path(__file__).resolve().parents[2]
_BENCHMARKS: Final = _ROOT / "benchmarks"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Reports and the gold files about them; without ``reports`` they are made on demand."""

    name: str
    gold: tuple[Path, ...]
    reports: Path | None


def repository_sets() -> list[GoldSet]:
    """Return the sets of the repository whose questions may be looked at one by one."""
    halves = (
        "second_set/open",
        "second_set/kept",
        "third_set/open",
        "third_set/kept",
        "fourth_set/open",
        "fourth_set/kept_one",
        "fourth_set/kept_two",
        "fifth_set/open_one",
        "fifth_set/open_two",
        "sixth_set/open_one",
        "sixth_set/open_two",
        "seventh_set/open_one",
        "seventh_set/open_two",
    )
    return [
        GoldSet("sample", tuple(gold_files()), report_folder()),
        GoldSet("series", _gold(_BENCHMARKS / "series"), None),
        *(
            GoldSet(
                half.replace("/", " "), _gold(_BENCHMARKS / half), _BENCHMARKS / half / "reports"
            )
            for half in halves
        ),
    ]


def _gold(folder: Path) -> tuple[Path, ...]:
    return folder / "gold.jsonl", folder / "conversations.jsonl"


def further_set(text: str) -> GoldSet:
    """Read ``NAME:REPORTS:GOLD[,GOLD...]``; raises ValueError for any other text."""
    name, reports, gold = text.split(":")
    return GoldSet(name, tuple(Path(path) for path in gold.split(",")), Path(reports))


def archives(sets: Sequence[GoldSet], work: Path) -> dict[str, Path]:
    """Build an archive of each set under `work`, and return their folders by name."""
    folders: dict[str, Path] = {}
    for one in sets:
        folder = folders[one.name] = work / one.name.replace(" ", "-")
        reports = one.reports
        if reports is None:
            reports = work / f"{folder.name}-reports"
            if not reports.is_dir():
                write_series(reports, Plan())
        with Archive.open(folder, create=True) as archive:
            archive.build([reports])
    return folders
