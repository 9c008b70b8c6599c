"""An archive of an older format is brought to the present one, whole, and goes on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index import Archive, ArchiveError, SearchRequest
from index.files import writer_lock
from index.schema import FORMAT_VERSION
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report
from tests.index.format_1 import take_back


def seen(archive: Archive) -> object:
    return (
        archive.reports(include_superseded=True),
        [archive.report_passages(r.id) for r in archive.reports(include_superseded=True)],
        archive.search(SearchRequest("trạm")),
        archive.generation,
    )


@pytest.fixture
def old(archive: Archive, build: Build, inbox: Path) -> tuple[Path, object]:
    """The folder of an archive of format 1, and what was seen in it."""
    build(write_report(inbox / "a.txt", "Có 3 trạm.", period="2023-04"))
    build(write_report(inbox / "a.txt", "Có 4 trạm.", period="2023-04"))
    build(write_report(inbox / "b.txt", "Có 9 trạm.", number="1/BC"))
    build(write_report(inbox / "c.txt", "Có 8 trạm."))
    archive.remove(["c.txt"], erase=True)
    before = seen(archive)
    archive.close()
    take_back(archive.directory)
    return archive.directory, before


def test_format_1_is_migrated_in_place(
    old: tuple[Path, object], encoder: HashingEncoder, inbox: Path
) -> None:
    directory, before = old
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before
        assert archive.status().format_version == FORMAT_VERSION
        write_report(inbox / "c.txt", "Có 7 trạm.")
        outcomes = {o.path.name: o for o in archive.build([inbox], reader=read_report)}
        assert {n: str(o.status) for n, o in outcomes.items()} == {
            "a.txt": "unchanged",
            "b.txt": "unchanged",
            "c.txt": "added",
        }
        assert outcomes["c.txt"].report_id == 5  # the id of one that was erased is not given again
        assert archive.correct(3, period="2023-05").corrected == ("period",)
        archive.remove([3])
    with sqlite3.connect(directory / "archive.sqlite") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (format_version,) = connection.execute("SELECT value FROM meta WHERE key = 'format'")
        assert format_version == (str(FORMAT_VERSION),)


def test_migration_waits_for_no_writer(old: tuple[Path, object], encoder: HashingEncoder) -> None:
    directory, before = old
    with writer_lock(directory), pytest.raises(ArchiveError) as caught:
        Archive.open(directory, encoder=encoder)
    assert caught.value.code == "busy"
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before


def test_migration_that_fails_leaves_the_old_format(
    old: tuple[Path, object], encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory, before = old
    with monkeypatch.context() as patched:
        patched.setattr("index.schema.CORRECTIONS", "CREATE TABLE corrections (")
        with pytest.raises(ArchiveError):
            Archive.open(directory, encoder=encoder)
    with sqlite3.connect(directory / "archive.sqlite") as connection:
        (format_version,) = connection.execute("SELECT value FROM meta WHERE key = 'format'")
    assert format_version == ("1",)
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before
