"""One archive of stand-in vectors as the serving process has it: times and memory.

``python -m benchmarks.serving`` reads a `Job` as JSON from standard input and prints its
figures as JSON; it is run in a process of its own, so that memory and the first answer are
those of a fresh start.
"""

from __future__ import annotations

import json
import logging
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks.measuring import Figure, median_and_p95, resident, seconds

_ASKERS = 20
_EACH = 3  # questions of each of those who ask at once


@dataclass(frozen=True, slots=True)
class Job:
    """What to measure: the archive in ``data``, with questions on its reports.

    They are searched for, searched for under a filter, and asked, one by one and at once. Each
    list has its own, as an archive remembers what it worked out for a question. ``added`` is
    the file of one more report, ``unchanged`` are files that are in the archive; ``started``
    is when the process was started, in seconds since the epoch.
    """

    data: str
    searched: list[str]
    filtered: list[str]
    asked: list[str]
    searched_at_once: list[str]
    asked_at_once: list[str]
    added: str
    unchanged: list[str]
    started: float


def measure(job: Job) -> list[Figure]:
    """Do the job."""
    from assistant import Assistant
    from benchmarks.stand_in import StandInEncoder
    from corpus.periods import Period
    from index import Archive, SearchRequest, Settings
    from index.embedding import load_encoder

    data = Path(job.data)
    encoder = StandInEncoder(load_encoder(Settings()))
    archive = Archive.open(data, settings=Settings(), encoder=encoder)
    opened = time.time() - job.started
    assistant = Assistant(archive)
    assistant.ask(job.asked[0])
    first = time.time() - job.started
    passages = archive.passage_count
    figures = [
        Figure("passages", passages, ""),
        Figure("search files on disk", _megabytes(data / "search"), "MB"),
        Figure("database on disk", _megabytes(data / "archive.sqlite"), "MB"),
        Figure("start to open archive and model", opened, "s"),
        Figure("start to first answer", first, "s", ("<", 15)),
    ]
    requests = [SearchRequest(text, limit=40) for text in job.searched]
    figures += _timed("Archive.search", archive.search, requests)
    province, year = "an-giang", Period.of_year(2008)
    kept = sum(
        report.passage_count
        for report in archive.reports()
        if report.metadata.province == province
        and report.metadata.period
        and year.contains(report.metadata.period)
    )
    requests = [
        SearchRequest(text, limit=40, strict=True, provinces=(province,), periods=(year,))
        for text in job.filtered
    ]
    figures.append(Figure("share of passages that the filter leaves", 100 * kept / passages, "%"))
    figures += _timed("Archive.search, filtered", archive.search, requests)
    figures += _timed("Assistant.ask", assistant.ask, job.asked[1:], (60, 150))
    figures += _at_once(
        "Archive.search", lambda text: archive.search(SearchRequest(text)), job.searched_at_once
    )
    figures += _at_once("Assistant.ask", assistant.ask, job.asked_at_once)
    total, mapped = resident()
    figures += [
        Figure("memory of the process", total, "MB", ("<", 2_048)),
        Figure("memory of the process, of which mapped files", mapped, "MB"),
    ]
    encoder.seconds = 0.0

    def add() -> None:
        archive.build([Path(job.added)])
        assistant.ask(job.searched[1])

    taken = seconds(add)
    figures += [
        Figure("one more report, until asked about", taken, "s", ("<", 5)),
        Figure("one more report, without embedding", taken - encoder.seconds, "s", ("<", 3)),
    ]
    archive.remove([Path(job.added).name], erase=True)
    taken = seconds(lambda: archive.build(map(Path, job.unchanged)))
    name = f"build of {len(job.unchanged):,} unchanged reports"
    return [*figures, Figure(name, taken, "s", ("<", 10))]


def _timed(
    name: str,
    action: Callable[..., object],
    arguments: Sequence[object],
    goals: tuple[float, float] | None = None,
) -> list[Figure]:
    """Return how long `action` takes with each argument, after a first time that sets up.

    What other processes do adds to the time, and hardly to the time of the processor.
    """
    first, *others = arguments
    action(first)
    times, busy = [], []
    for argument in others:
        began = time.process_time()
        times.append(seconds(partial(action, argument)))
        busy.append(time.process_time() - began)
    return [
        *median_and_p95(name, times, goals),
        median_and_p95(f"{name}, processor time", busy)[0],
    ]


def _at_once(name: str, action: Callable[[str], object], texts: Sequence[str]) -> list[Figure]:
    """Let several ask at the same moment; return how long they waited for one answer."""
    ready = threading.Barrier(_ASKERS)
    waited: list[float] = []
    failed: list[BaseException] = []

    def ask(number: int) -> None:
        ready.wait()
        for turn in range(_EACH):
            text = texts[(number * _EACH + turn) % len(texts)]
            try:
                waited.append(seconds(partial(action, text)))
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(_ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [
        Figure(f"{name}, {_ASKERS} at once, median wait", statistics.median(waited), "s"),
        Figure(f"{name}, {_ASKERS} at once, longest wait", max(waited), "s", ("<", 1)),
        Figure(f"{name}, {_ASKERS} at once, errors", len(failed), "", ("<", 1)),
    ]


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(json.dumps([asdict(figure) for figure in measure(Job(**json.load(sys.stdin)))]))
