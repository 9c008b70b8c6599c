"""Readers never wait and never see half a change; a question ends where it began."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Archive, SearchRequest
from index.snapshots import Snapshots
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report

ROOT = Path(__file__).resolve().parents[2]
WAIT = 60  # seconds after which something that must not wait is taken for waiting


def seen(archive: Archive) -> dict[str, Any]:
    """What one question may ask for, read in several steps."""
    hits = archive.search(SearchRequest("bao nhiêu trạm"))
    reports = archive.reports()
    return {
        "generation": archive.generation,
        "hits": sorted(hit.passage.passage.search.text for hit in hits),
        "again": sorted(
            p.passage.search.text for p in archive.passages([hit.passage.id for hit in hits])
        ),
        "titles": sorted(report.metadata.title for report in reports),
        "passages": sorted(
            p.passage.search.text for r in reports for p in archive.report_passages(r.id)
        ),
        "texts": sorted(archive.text(report.id).strip() for report in reports),
        "words": archive.vocabulary().get("trạm", 0),
    }


def elsewhere(work: Callable[[], Any]) -> Any:
    """Run `work` in another thread; fails where it waits."""
    result: list[Any] = []
    thread = threading.Thread(target=lambda: result.append(work()), daemon=True)
    thread.start()
    thread.join(WAIT)
    assert not thread.is_alive(), "it waits"
    return result[0]


@pytest.fixture
def three(archive: Archive, build: Build, inbox: Path) -> Archive:
    for count, name in enumerate(("a.txt", "b.txt", "c.txt"), 3):
        write_report(inbox / name, f"Có {count} trạm.", period="2023-05", title=f"Báo cáo {name}")
    build(inbox)
    return archive


def changes(archive: Archive, inbox: Path) -> list[Callable[[], object]]:
    def edit() -> object:
        write_report(inbox / "a.txt", "Có 33 trạm.", period="2023-05", title="Báo cáo a.txt")
        return archive.build([inbox / "a.txt"], reader=read_report)

    first = archive.reports()[0].id
    return [
        lambda: archive.correct(first, title="Tựa đề mới", period="2023-04"),
        edit,
        lambda: archive.remove(["b.txt"]),
        lambda: archive.restore(*[r.id for r in archive.find(["b.txt"])]),
        lambda: archive.remove(["c.txt"], erase=True),
        lambda: archive.rebuild(reader=read_report),
    ]


def test_question_under_way_ends_on_its_generation(three: Archive, inbox: Path) -> None:
    for change in changes(three, inbox):
        with three.pinned():
            before = seen(three)
            elsewhere(change)
            assert seen(three) == before
            assert elsewhere(lambda: seen(three))["generation"] == before["generation"] + 1
            with three.pinned():
                assert seen(three) == before
        assert seen(three)["generation"] == before["generation"] + 1


READER = """
import json, sys
from pathlib import Path
from index import Archive
from tests.index.fakes import HashingEncoder
from tests.index.test_readers import seen
archive = Archive.open(Path(sys.argv[1]), encoder=HashingEncoder())
def loop():
    for line in sys.stdin:
        if line.strip() == "pin":
            with archive.pinned():
                loop()
        elif line.strip() == "free":
            return
        print(json.dumps(seen(archive)), flush=True)
loop()
"""


def test_another_process_follows_each_commit_and_finishes_what_it_began(
    three: Archive, inbox: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(three.directory)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def told(line: str) -> Any:
            assert reader.stdin is not None
            assert reader.stdout is not None
            reader.stdin.write(f"{line}\n")
            reader.stdin.flush()
            return json.loads(reader.stdout.readline())

        assert told("ask") == seen(three)
        for change in changes(three, inbox):
            reader.stdin.write("pin\n")
            before = told("ask")
            change()
            assert told("ask") == before
            assert before["generation"] == three.generation - 1
            after = told("free")
            assert after == seen(three)
            assert after["generation"] == before["generation"] + 1
        reader.stdin.close()


def test_readers_in_threads_see_each_generation_whole(
    three: Archive, inbox: Path, encoder: HashingEncoder
) -> None:
    expected = {three.generation: seen(three)}
    stop = threading.Event()
    found: list[dict[str, Any]] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            with Archive.open(three.directory, encoder=encoder) as archive:
                while not stop.is_set():
                    with archive.pinned():
                        found.append(seen(archive))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for count in range(3):
        for change in changes(three, inbox)[:4]:
            change()
            expected[three.generation] = seen(three)
        write_report(inbox / "a.txt", f"Có {count} trạm lẻ.", title="Báo cáo a.txt")
    stop.set()
    for thread in threads:
        thread.join(WAIT)
    assert failures == []
    assert len(found) >= len(threads)
    assert all(one == expected[one["generation"]] for one in found)


def test_readers_do_not_wait_for_a_writer(three: Archive) -> None:
    before = seen(three)
    with three._store.writing() as connection:
        connection.execute("DELETE FROM passages")
        connection.execute("UPDATE reports SET title = 'nửa chừng'")
        assert elsewhere(lambda: seen(three)) == before
        connection.rollback()
        connection.execute("BEGIN")
    assert seen(three) == before


def test_readers_do_not_wait_while_a_generation_is_loaded(
    three: Archive, inbox: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    load = Snapshots._load

    def slow(self: Snapshots, before: Any = None) -> Any:
        reached.set()
        assert go_on.wait(WAIT)
        return load(self, before)

    with Archive.open(three.directory, encoder=encoder) as reader:
        before = seen(reader)
        three.remove(["a.txt"])
        with monkeypatch.context() as patched:
            patched.setattr(Snapshots, "_load", slow)
            loading = threading.Thread(target=lambda: seen(reader), daemon=True)
            loading.start()
            assert reached.wait(WAIT)
            assert elsewhere(lambda: seen(reader)) == before
            go_on.set()
            loading.join(WAIT)
        assert seen(reader)["generation"] == before["generation"] + 1
