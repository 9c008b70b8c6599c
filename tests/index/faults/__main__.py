"""``python -m tests.index.faults``: all faults; a line for each, or a table of them."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

from tests.index.faults.harness import Trial, try_operation
from tests.index.faults.injection import Fault
from tests.index.faults.operations import OPERATIONS

_HEAD = """# Injected faults

Written by `make test-faults`, which stops at nothing: every change that a process makes to an
archive (a file made, written, synced, renamed, linked, cut or deleted, by Python, by SQLite or
by FAISS) is a step, and {each} goes wrong once in each of these ways.

| fault | what happens at the step |
|---|---|
| SIGKILL | the process is killed; a write that was under way is half done |
| power | the same, and what was not synced is undone: contents, names, renames, deletions |
| ENOSPC | the operation fails as on a full disk, and all further writes of the process with it |
| EIO | this one operation fails |

After each, the archive is opened by a new process. What it shows (reports and their states,
versions, corrections, texts, figures, search results with their scores, words, row counts,
SQLite's integrity check) must equal the state before or the state after, and the operation
done over and one more report must lead to the state that they lead to without a fault, which
equals a full rebuild. Where the process lives on, it must see the same, and must have said
that it failed exactly where it did; only where a sync fails can nobody tell whether the disk
holds the change. *Same*: before and after are one. *Empty*: the archive was created, and no
more. *Part*: files whose original could not be kept were named, the others added.

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try one step in so many")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--operations", nargs="+", help="only these")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.add_argument("--write", type=Path, help="write the table to this file")
    options = parser.parse_args()
    logging.getLogger("index").setLevel(logging.ERROR)  # that files were made anew is expected
    trials: list[Trial] = []
    names = options.operations or [operation.name for operation in OPERATIONS]
    with ProcessPoolExecutor(options.jobs) as pool:
        for found in pool.map(try_operation, names, [options.every] * len(names)):
            trials += found
            if not options.json:
                _tell(found)
    print(json.dumps([asdict(t) for t in trials]) if options.json else _summary(trials))
    if options.write:
        each = "each of these" if options.every == 1 else f"here one in {options.every}"
        options.write.write_text(_HEAD.format(each=each) + _table(trials), encoding="utf-8")
    return int(any(trial.problem for trial in trials))


def _tell(trials: list[Trial]) -> None:
    print(f"{trials[0].operation}: {_summary(trials)}", flush=True)
    for trial in trials:
        if trial.problem:
            print(trial.fault, trial.step, trial.outcome, trial.told, trial.problem, sep=" | ")


def _summary(trials: Iterable[Trial]) -> str:
    counts = Counter(trial.outcome or "neither" for trial in trials)
    wrong = sum(bool(trial.problem) for trial in trials)
    shown = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    return f"{sum(counts.values())} faults: {shown}; {wrong} problems"


def _table(trials: list[Trial]) -> str:
    lines = [f"**{_summary(trials)}**\n"]
    for operation in dict.fromkeys(trial.operation for trial in trials):
        lines.append(f"## {operation[0].upper()}{operation[1:]}\n")
        lines.append(f"| step | {' | '.join(Fault)} |")
        lines.append(f"|---|{'---|' * len(Fault)}")
        mine = [trial for trial in trials if trial.operation == operation]
        for step in dict.fromkeys(trial.step for trial in mine):
            cells = []
            for fault in Fault:
                same = [t for t in mine if t.step == step and t.fault is fault]
                counts = Counter("**wrong**" if t.problem else t.outcome for t in same)
                cells.append(", ".join(f"{n} {outcome}" for outcome, n in counts.items()))
            lines.append(f"| {step} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
