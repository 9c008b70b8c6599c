"""The sample archive: built, searched and asked, and the first answer of a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant import Assistant, Conversation
from assistant.evaluation import run
from assistant.gold import GoldItem, load_gold
from benchmarks.measuring import Figure, median_and_p95, seconds
from index import Archive, SearchRequest
from sample import gold_files, report_folder

_STARTS = 3
_ROOT = Path(__file__).resolve().parents[1]


def gold() -> list[GoldItem]:
    """Return the gold questions and conversations on the sample archive."""
    return [item for path in gold_files() for item in load_gold(path)]


def build(archive: Archive) -> list[Figure]:
    """Build the sample archive in the empty `archive`; reading, embedding and writing count."""
    archive.encoder  # noqa: B018 (loads the model, which is measured with the first answer)
    taken = seconds(lambda: archive.build([report_folder()]))
    count = archive.passage_count
    return [
        Figure(f"building the sample archive ({count} passages)", taken, "s"),
        Figure("building the sample archive", count / taken, "passages/s"),
    ]


def search(archive: Archive, questions: Sequence[str]) -> list[Figure]:
    """Search for each question by its plain text, its embedding included."""
    requests = [SearchRequest(text=text) for text in questions]
    archive.search(requests[0])
    times = [seconds(partial(archive.search, request)) for request in requests]
    return median_and_p95("Archive.search", times)


def ask(archive: Archive, items: Sequence[GoldItem]) -> list[Figure]:
    """Ask every gold question, conversations turn by turn; the first is asked once untimed."""
    assistant = Assistant(archive)
    assistant.ask(items[0].turns[0].question)
    times = [outcome.seconds for outcome in run(assistant, Conversation, [("", items)])]
    return median_and_p95(f"Assistant.ask ({len(times)} questions)", times)


def first_answer(data: Path, question: str) -> list[Figure]:
    """Start a process that answers `question`, several times; all that it does counts."""
    command = [sys.executable, "-m", "assistant", "ask", question, "--data", str(data)]
    times = [
        seconds(lambda: subprocess.run(command, cwd=_ROOT, check=True, capture_output=True))
        for _ in range(_STARTS)
    ]
    return [Figure("start to first answer", statistics.median(times), "s", ("<", 6))]
