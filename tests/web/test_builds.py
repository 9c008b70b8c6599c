"""Builds in the background: in turn, watched, and surviving what goes wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import ArchiveError
from tests.web.fakes import FakeArchive
from web.building.builds import KEPT_BUILDS, Build, BuildDesk, Phase
from web.store import Store


def test_a_build_is_watched_from_waiting_to_done(archive: FakeArchive, store: Store) -> None:
    """Progress is seen while it runs, and outcomes once it is done."""
    seen: list[Build] = []
    running = threading.Event()

    def watch(build: Build) -> None:
        seen.append(build)
        if build.fraction == 0.5:
            running.set()

    archive.gate.clear()
    desk = BuildDesk(archive, store.builds, on_change=watch)
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
        pytest.param(
            ArchiveError("archive_not_writable", path="kho", reason="đĩa đầy"),
            "đĩa đầy",
            id="told by the archive",
        ),
        pytest.param(RuntimeError("/secret"), "kho vẫn như trước", id="a defect"),
    ],
)
def test_a_failed_build_is_told_and_the_next_one_works(
    archive: FakeArchive, store: Store, tmp_path: Path, failure: Exception, said: str
) -> None:
    """The thread outlives a failing build, and cleans up after it."""
    folder = tmp_path / "sent"
    folder.mkdir()
    archive.failure = failure
    desk = BuildDesk(archive, store.builds)
    failed = desk.submit([Path("a.txt")], title="một", folder=folder)
    build = desk.wait(failed.number, timeout=10)
    assert build.phase is Phase.FAILED
    assert said in build.error
    assert "secret" not in build.error
    archive.failure = None
    after = desk.submit([Path("b.txt")], title="hai")
    assert desk.wait(after.number, timeout=10).phase is Phase.DONE
    assert not folder.exists()


def test_only_the_last_builds_stay_on_view(archive: FakeArchive, store: Store) -> None:
    """A server that runs for months does not collect builds."""
    desk = BuildDesk(archive, store.builds)
    for number in range(KEPT_BUILDS + 3):
        last = desk.submit([Path(f"{number}.txt")], title=str(number))
        desk.wait(last.number, timeout=10)
    assert len(desk.builds()) == KEPT_BUILDS
    assert desk.builds()[0].number == last.number


def test_an_archive_that_another_process_writes_to_is_waited_for(
    archive: FakeArchive, store: Store
) -> None:
    """What was sent is not lost because somebody builds from the command line."""
    archive.failure = ArchiveError("busy", path="kho")
    waiting = threading.Event()

    def watch(build: Build) -> None:
        if "tiến trình khác" in build.doing:
            archive.failure = None
            waiting.set()

    desk = BuildDesk(archive, store.builds, on_change=watch, busy_seconds=0.01)
    ordered = desk.submit([Path("a.txt")], title="một")
    assert desk.wait(ordered.number, timeout=10).phase is Phase.DONE
    assert waiting.is_set()


def test_outcomes_and_unfinished_orders_survive_a_restart(
    archive: FakeArchive, store: Store
) -> None:
    """A new server shows what became of each file, and does what was left."""
    before = BuildDesk(archive, store.builds)
    done = before.submit([Path("a.txt"), Path("b.zip")], title="hai tệp", files=2, bytes=9)
    ended = before.wait(done.number, timeout=10)
    store.builds.start(
        store.builds.add("build", "dở", {"paths": ["c.txt"]}, account=0, who="").number
    )
    after = BuildDesk(archive, store.builds)
    assert after.find(done.number) == ended
    assert [o.message("vi") for o in ended.outcomes] == ["đã thêm", "không hỗ trợ loại tệp này"]
    left = after.wait(after.builds()[0].number, timeout=10)
    assert (left.title, left.phase) == ("dở", Phase.DONE)
    assert store.builds.unfinished() == ()
