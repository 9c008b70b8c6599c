"""Kills a build at each step of its protocol and says what an archive is left.

Run as ``python -m tests.index.crash_child FOLDER``; prints one JSON line a step. One process
loads everything once and forks for each step, so that hundreds of kills take seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss  # loaded before the first fork

from index import Archive, SearchRequest, Settings, arrays
from index.words import words
from tests.index.fakes import HashingEncoder, read_report, write_report


class Countdown:
    """Kills this process, without any clean-up, just before its n-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def interrupt(countdown: Countdown) -> None:
    """Count every statement, commit, write, sync, rename and deletion as a step."""

    class Connection(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            if not str(arguments[0]).startswith(("SELECT", "PRAGMA")):
                countdown.step()
            return super().execute(*arguments)

        def commit(self) -> None:
            countdown.step()
            super().commit()
            countdown.step()

    connect = sqlite3.connect

    def counted(module: Any, name: str) -> None:
        function: Callable[..., Any] = getattr(module, name)

        def wrapper(*arguments: Any, **named: Any) -> Any:
            countdown.step()
            return function(*arguments, **named)

        setattr(module, name, wrapper)

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return connect(*arguments, factory=Connection, **named)

    sqlite3.connect = connected  # type: ignore[assignment]
    counted(os, "fsync")
    counted(arrays, "write")
    counted(faiss, "write_index")
    counted(Path, "replace")
    counted(Path, "write_text")
    counted(Path, "unlink")
    counted(Path, "mkdir")
    counted(shutil, "rmtree")


def opened(data: Path) -> Archive:
    return Archive.open(data, settings=Settings(), create=True, encoder=HashingEncoder())


def state(data: Path) -> dict[str, Any]:
    """Return all that a user can see of the archive."""
    with opened(data) as archive:
        reports = archive.reports(include_superseded=True)
        hits = archive.search(SearchRequest("bao nhiêu trạm"))
        return {
            "reports": sorted((r.source, r.sha256, r.state.value) for r in reports),
            "originals": all(archive.original(r.id).is_file() for r in reports),
            "texts": sorted(
                p.passage.search.text for r in reports for p in archive.report_passages(r.id)
            ),
            "hits": [(hit.passage.passage.search.text, round(hit.score, 5)) for hit in hits],
            "rows": archive.passage_count,
        }


def in_child(work: Callable[[], Any]) -> tuple[int, Any]:
    """Run `work` in a fork; return its exit status and its result."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            result = json.dumps(work())
            os.write(writing, result.encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        result = pipe.read()
    _, status = os.waitpid(child, 0)
    return status, json.loads(result) if result else None


def main(folder: Path) -> None:
    words("nạp trước")
    inbox, base = folder / "inbox", folder / "base"

    def first() -> None:
        write_report(inbox / "kept.txt", "Có 3 trạm ở đồng bằng.")
        write_report(inbox / "edited.txt", "Có 5 trạm ở ven biển.")
        with opened(base) as archive:
            archive.build([inbox], reader=read_report)

    def second(data: Path) -> None:
        with opened(data) as archive:
            archive.build([inbox], reader=read_report)
            archive.remove(["kept.txt"])

    in_child(first)
    _, before = in_child(lambda: state(base))
    write_report(inbox / "edited.txt", "Có 6 trạm ở ven biển.")
    write_report(inbox / "new.txt", "Có 9 trạm ở miền núi.")

    def between() -> dict[str, Any]:
        data = folder / "between"
        shutil.copytree(base, data)
        with opened(data) as archive:
            archive.build([inbox], reader=read_report)
        return state(data)

    _, middle = in_child(between)
    whole = folder / "whole"
    shutil.copytree(base, whole)
    in_child(lambda: second(whole))
    _, after = in_child(lambda: state(whole))
    print(json.dumps({"before": before, "middle": middle, "after": after}), flush=True)
    for step in range(1, 1000):
        data = folder / f"step-{step}"
        shutil.copytree(base, data)

        def killed(data: Path = data, step: int = step) -> None:
            interrupt(Countdown(step))
            second(data)

        status, _ = in_child(killed)
        _, found = in_child(lambda data=data: state(data))
        _, ended = in_child(lambda data=data: (finish(data, inbox), state(data))[1])
        shutil.rmtree(data)
        print(json.dumps({"step": step, "status": status, "found": found, "ended": ended}))
        if status == 0:
            return


def finish(data: Path, inbox: Path) -> None:
    """Do over what was cut short."""
    with opened(data) as archive:
        archive.build([inbox], reader=read_report)
        archive.remove(["kept.txt"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
