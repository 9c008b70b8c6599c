"""Growth: the same measures on archives of 10,000, 100,000 and 400,000 passages.

The reports are made by the sample's series, read and stored as any others; only their
vectors are stand-ins, as embedding 400,000 passages takes hours. What embedding takes is
measured with the real model all the same: for every question, and for the report added.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import large_reports, recall
from benchmarks.measuring import Figure, seconds
from benchmarks.serving import Job
from benchmarks.stand_in import StandInEncoder
from corpus import Report, read_report
from index import Archive, Settings
from index.staging import reader_version

SIZES = (312, 3_100, 12_348)  # reports: about 10,000, 100,000 and 400,000 passages
_QUESTIONS = 60
_NO_OP = 7_500  # files of the build that changes nothing
_ROOT = Path(__file__).resolve().parents[1]


def measure(work: Path, sizes: Sequence[int] = SIZES) -> Iterator[tuple[str, list[Figure]]]:
    """Yield the figures of each size with its heading; archives found in `work` are used."""
    work.mkdir(parents=True, exist_ok=True)
    yield "Recall of the vector search", recall.measure()
    before: Path | None = None
    for count in sizes:
        inbox, data = work / "inbox", work / f"archive-{count}"
        paths = large_reports.write(inbox, count)
        figures = [] if data.exists() else _build(data, before, paths)
        _settle(data)
        texts = large_reports.questions(count, 5 * _QUESTIONS)
        job = Job(
            data=str(data),
            searched=texts[::5],
            filtered=texts[1::5],
            asked=texts[2::5],
            searched_at_once=texts[3::5],
            asked_at_once=texts[4::5],
            added=str(large_reports.one_more(work / "one-more", int(time.time()))),
            unchanged=[str(path) for path in paths[:_NO_OP]],
            started=time.time(),
        )
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.serving"],
            cwd=_ROOT,
            input=json.dumps(asdict(job)),
            capture_output=True,
            text=True,
            check=True,
        )
        figures += [Figure(**figure) for figure in json.loads(found.stdout)]
        yield f"{count:,} reports", figures
        before = data


def _build(data: Path, before: Path | None, paths: list[Path]) -> list[Figure]:
    """Grow the archive `before` to the reports at `paths`, in a new folder."""
    making = data.with_name(f"{data.name}.part")
    shutil.rmtree(making, ignore_errors=True)
    if before is not None:
        shutil.copytree(before, making)
    context = multiprocessing.get_context("spawn")
    with (
        Archive.open(making, settings=Settings(), create=True, encoder=StandInEncoder()) as archive,
        context.Pool(os.cpu_count()) as pool,
    ):
        had = archive.passage_count
        known = {report.source for report in archive.reports()}
        new = [path for path in paths if path.name not in known]
        ahead = pool.imap(_read, new)

        def read(path: Path) -> Report:
            source, report = next(ahead)
            assert source == path.name
            return report

        taken = seconds(lambda: archive.build(new, reader=read))
        added = archive.passage_count - had
        shutil.rmtree(making / "search")
    rebuilt = seconds(
        lambda: Archive.open(making, settings=Settings(), encoder=StandInEncoder()).close()
    )
    making.rename(data)
    return [
        Figure(f"adding {len(new):,} reports, without embedding", taken, "s"),
        Figure("adding reports, without embedding", added / taken, "passages/s"),
        Figure("making all search files anew from the database", rebuilt, "s"),
    ]


def _settle(data: Path) -> None:
    """Let the reports count as read by the present code, so that building them changes nothing.

    They were read by other processes, perhaps before a change of the code that reads.
    """
    with contextlib.closing(sqlite3.connect(data / "archive.sqlite")) as database, database:
        database.execute("UPDATE reports SET reader = ?", (reader_version(),))


def _read(path: Path) -> tuple[str, Report]:
    return path.name, read_report(path)
