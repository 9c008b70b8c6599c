"""Builds in the background: in turn, watched, and surviving what goes wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import ArchiveError
from tests.web.fakes import FakeArchive
from web.builds import KEPT_BUILDS, Build, BuildDesk, Phase


def test_a_build_is_watched_from_waiting_to_done(archive: FakeArchive) -> None:
    """Progress is seen while it runs, and outcomes once it is done."""
    seen: list[Build] = []
    running = threading.Event()

    def watch(build: Build) -> None:
        seen.append(build)
        if build.fraction == 0.5:
            running.set()

    archive.gate.clear()
    desk = BuildDesk(archive, on_change=watch)
    first = desk.submit([Path("a.txt")], title="một")
    second = desk.submit([Path("b.txt")], title="hai")
    assert running.wait(10)
    current = desk.current()
    assert current is not None
    assert (current.number, current.phase) == (first.number, Phase.RUNNING)
    assert current.doing == "Đọc báo cáo 1/2: mot.txt"
    archive.gate.set()
    assert desk.wait(second.number, timeout=10).outcomes[0].path.name == "b.txt"
    assert desk.current() is None
    assert [build.title for build in desk.builds()] == ["hai", "một"]
    assert [build.phase for build in seen if build.number == 1] == ["running", "running", "done"]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        pytest.param(ArchiveError("busy", path="kho"), "tiến trình khác", id="told by the archive"),
        pytest.param(RuntimeError("/secret"), "kho vẫn như trước", id="a defect"),
    ],
)
def test_a_failed_build_is_told_and_the_next_one_works(
    archive: FakeArchive, failure: Exception, said: str
) -> None:
    """The thread outlives a failing build, and cleans up after it."""
    cleaned = threading.Event()
    archive.failure = failure
    desk = BuildDesk(archive)
    failed = desk.submit([Path("a.txt")], title="một", clean_up=cleaned.set)
    build = desk.wait(failed.number, timeout=10)
    assert build.phase is Phase.FAILED
    assert said in build.error
    assert "secret" not in build.error
    archive.failure = None
    after = desk.submit([Path("b.txt")], title="hai")
    assert desk.wait(after.number, timeout=10).phase is Phase.DONE
    assert cleaned.is_set()


def test_only_the_last_builds_stay_on_view(archive: FakeArchive) -> None:
    """A server that runs for months does not collect builds."""
    desk = BuildDesk(archive)
    for number in range(KEPT_BUILDS + 3):
        last = desk.submit([Path(f"{number}.txt")], title=str(number))
        desk.wait(last.number, timeout=10)
    assert len(desk.builds()) == KEPT_BUILDS
    assert desk.builds()[0].number == last.number
