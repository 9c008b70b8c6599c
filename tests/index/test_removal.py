"""Removed reports answer no longer, come back to their place, and are listed."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from index import Archive, ArchiveError, FileStatus, SearchRequest, State
from tests.index.conftest import Build
from tests.index.fakes import read_report, write_report


def found(archive: Archive) -> list[str]:
    return [h.passage.passage.search.text for h in archive.search(SearchRequest("trạm"))]


def versions(build: Build, inbox: Path, *counts: int) -> list[int]:
    """Build the file ``a.txt`` once for each of `counts`; return the reports' ids."""
    ids = []
    for count in counts:
        number = build(write_report(inbox / "a.txt", f"Có {count} trạm."))["a.txt"].report_id
        assert number is not None
        ids.append(number)
    return ids


def test_removed_report_stays_in_the_archive(archive: Archive, build: Build, inbox: Path) -> None:
    (number,) = versions(build, inbox, 3)
    (before,) = archive.remove([number], by="Quản trị")
    assert before.state is State.CURRENT
    assert found(archive) == []
    assert archive.reports(include_superseded=True) == ()
    (record,) = archive.reports(include_removed=True)
    assert (record.state, record.removed_by, record.id) == (State.REMOVED, "Quản trị", number)
    assert record.removed is not None
    assert "Có 3 trạm." in archive.text(number)
    assert archive.original(number).is_file()
    assert len(archive.report_passages(number)) == 1


def test_build_does_not_bring_a_removed_report_back(
    archive: Archive, build: Build, inbox: Path
) -> None:
    (number,) = versions(build, inbox, 3)
    archive.remove([number])
    generation = archive.generation
    (inbox / "copy.txt").write_bytes((inbox / "a.txt").read_bytes())
    outcomes = build(inbox)
    assert {o.status for o in outcomes.values()} == {FileStatus.REMOVED}
    assert outcomes["a.txt"].report_id == number
    assert f"restore {number}" in outcomes["a.txt"].message("vi")
    assert archive.generation == generation
    archive.rebuild(reader=read_report)
    assert found(archive) == []
    (restored,) = archive.restore(number)
    assert (restored.state, restored.removed) == (State.CURRENT, None)
    assert found(archive) == ["Có 3 trạm."]
    assert build(inbox / "a.txt")["a.txt"].status is FileStatus.UNCHANGED


def test_versions_come_and_go_in_their_order(archive: Archive, build: Build, inbox: Path) -> None:
    first, second, third = versions(build, inbox, 3, 4, 5)
    archive.remove([third])
    assert found(archive) == ["Có 4 trạm."]
    archive.remove([second])
    assert found(archive) == ["Có 3 trạm."]
    (restored,) = archive.restore(third)
    assert found(archive) == ["Có 5 trạm."]
    assert archive.report(first).state is State.SUPERSEDED
    (restored,) = archive.restore(second)
    assert restored.state is State.SUPERSEDED
    assert [r.id for r in archive.history(second)] == [third, second, first]
    assert [r.id for r in archive.history(first)] == [third, second, first]
    assert "Có 3 trạm." in archive.text(archive.history(third)[-1].id)


def test_erasing_a_version_joins_those_around_it(
    archive: Archive, build: Build, inbox: Path
) -> None:
    first, second, third = versions(build, inbox, 3, 4, 5)
    archive.remove([second], erase=True)
    assert [r.id for r in archive.history(first)] == [third, first]
    archive.remove([third], erase=True)
    assert found(archive) == ["Có 3 trạm."]
    assert [r.id for r in archive.reports(include_superseded=True)] == [first]


def test_file_edited_back_to_the_first_of_three_versions(
    archive: Archive, build: Build, inbox: Path
) -> None:
    first, second, third = versions(build, inbox, 3, 4, 5)
    (again,) = versions(build, inbox, 3)
    assert again == first
    assert found(archive) == ["Có 3 trạm."]
    assert [r.id for r in archive.history(second)] == [first, third, second]


def test_only_removed_reports_are_restored(archive: Archive, build: Build, inbox: Path) -> None:
    first, second = versions(build, inbox, 3, 4)
    archive.remove([first])
    with pytest.raises(ArchiveError) as caught:
        archive.restore(first, second)
    assert caught.value.code == "report_not_removed"
    assert archive.report(first).state is State.REMOVED
    with pytest.raises(ArchiveError) as caught:
        archive.restore(99)
    assert caught.value.code == "report_unknown"


def test_an_archive_without_the_index_of_later_versions_gets_it_when_reports_go(
    archive: Archive, build: Build, inbox: Path
) -> None:
    first, second = versions(build, inbox, 3, 4)
    with contextlib.closing(sqlite3.connect(archive.directory / "archive.sqlite")) as database:
        database.execute("DROP INDEX reports_by_later")
        archive.remove([second], erase=True)
        assert archive.report(first).state is State.CURRENT
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        assert ("reports_by_later",) in names.fetchall()
