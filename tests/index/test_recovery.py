"""A damaged or lost database is named and left alone; the originals make the archive anew."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Archive, ArchiveError, FileStatus, SearchRequest, State, soundness
from index.__main__ import main
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report

ROOT = Path(__file__).resolve().parents[2]


def seen(archive: Archive) -> dict[str, Any]:
    """Everything that a user sees, ids included."""
    reports = archive.reports(include_superseded=True, include_removed=True)
    return {
        "reports": reports,
        "read": [archive.read_metadata(r.id) for r in reports],
        "corrections": [archive.corrections(r.id) for r in reports],
        "history": [[v.id for v in archive.history(r.id)] for r in reports],
        "originals": [archive.original(r.id).read_bytes() for r in reports],
        "texts": [archive.text(r.id) for r in reports],
        "hits": [
            (hit.passage.passage.search.text, hit.report.id, round(hit.score, 6))
            for hit in archive.search(SearchRequest("bao nhiêu trạm"))
        ],
    }


def recovered(directory: Path, encoder: HashingEncoder) -> Any:
    return Archive.recover(directory, encoder=encoder, reader=read_report)


@pytest.fixture
def full(archive: Archive, build: Build, inbox: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of a closed archive with versions, a removal, an erasure and corrections."""
    for count in (3, 4, 5):
        build(write_report(inbox / "a.txt", f"Có {count} trạm ở ven biển."))
    removed = build(write_report(inbox / "báo cáo số 2.txt", "Có 8 trạm ở đảo."))
    archive.remove([o.report_id or 0 for o in removed.values()], by="Quản trị")
    build(write_report(inbox / "gone.txt", "Có 9 trạm ở núi."))
    archive.remove(["gone.txt"], erase=True)
    other = build(write_report(inbox / "c.txt", "Có 2 trạm ở đồi.", period="2023-05"))
    archive.correct(other["c.txt"].report_id or 0, period="2023-04", province="An Lộc", by="Một")
    before = seen(archive)
    archive.close()
    return archive.directory, before


def overwrite(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:-4096])


def empty(database: Path) -> None:
    database.write_bytes(b"")


def scribble(database: Path) -> None:
    database.write_bytes(b"this is no database" * 500)


def lose(database: Path) -> None:
    database.unlink()


DAMAGES = {
    overwrite: "archive_damaged",
    cut: "archive_damaged",
    empty: "archive_lost",
    scribble: "archive_damaged",
    lose: "archive_lost",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_named_left_alone_and_recovered_from(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder, damage: Callable[[Path], None]
) -> None:
    directory, before = full
    database = directory / "archive.sqlite"
    damage(database)
    content = database.read_bytes() if database.exists() else None
    for create in (False, True):
        with pytest.raises(ArchiveError, match="rebuild --from-reports") as caught:
            Archive.open(directory, encoder=encoder, create=create)
        assert caught.value.code == DAMAGES[damage]
    assert (database.read_bytes() if database.exists() else None) == content

    recovery = recovered(directory, encoder)
    assert recovery.by_ledger
    assert {outcome.status for outcome in recovery.outcomes} == {FileStatus.ADDED}
    if content is None:
        assert recovery.kept is None
    else:
        assert (recovery.kept / "archive.sqlite").read_bytes() == content
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before


def test_archive_goes_on_after_recovery(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder, inbox: Path
) -> None:
    directory, before = full
    highest = max(report.id for report in before["reports"])
    scribble(directory / "archive.sqlite")
    recovered(directory, encoder)
    with Archive.open(directory, encoder=encoder) as archive:
        write_report(inbox / "d.txt", "Có 1 trạm ở bãi.")
        outcomes = {o.path.name: o for o in archive.build([inbox], reader=read_report)}
        assert {name: str(outcome.status) for name, outcome in outcomes.items()} == {
            "a.txt": "unchanged",
            "báo cáo số 2.txt": "removed",
            "c.txt": "unchanged",
            "d.txt": "added",
            "gone.txt": "added",
        }
        assert min(outcomes[n].report_id or 0 for n in ("d.txt", "gone.txt")) > highest
        archive.restore(*[r.id for r in archive.reports(include_removed=True) if r.removed])
        assert archive.status().removed == 0
    assert not (directory / "recovery").exists()


def test_sound_archive_with_its_last_changes_in_the_log_is_made_anew_as_well(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder, inbox: Path
) -> None:
    directory, _ = full
    code = (
        "import os, sys; from pathlib import Path; from index import Archive\n"
        "from tests.index.fakes import HashingEncoder\n"
        "archive = Archive.open(Path(sys.argv[1]), encoder=HashingEncoder())\n"
        "archive.correct(1, title='Ghi trong nhật ký')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(directory)], cwd=ROOT, check=True)
    assert (directory / "archive.sqlite-wal").stat().st_size > 0
    recovery = recovered(directory, encoder)
    with Archive.open(directory, encoder=encoder) as archive:
        assert archive.report(1).metadata.title == "Ghi trong nhật ký"
        assert archive.generation > 8
    with sqlite3.connect(recovery.kept / "archive.sqlite") as kept:
        (title,) = kept.execute("SELECT title FROM reports WHERE id = 1").fetchone()
    assert title == "Ghi trong nhật ký"


def test_without_a_ledger_the_originals_say_what_they_can(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder
) -> None:
    directory, _ = full
    for ledger in (directory / "reports").glob("ledger-*"):
        ledger.write_text(ledger.read_text()[:-30])
    lose(directory / "archive.sqlite")
    recovery = recovered(directory, encoder)
    assert not recovery.by_ledger
    with Archive.open(directory, encoder=encoder) as archive:
        texts = {archive.text(report.id).strip() for report in archive.reports()}
        assert "Có 5 trạm ở ven biển." in texts
        assert {"a.txt", "c.txt"} <= {report.source for report in archive.reports()}


def test_originals_that_are_gone_or_altered_are_named_and_left_out(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder
) -> None:
    directory, before = full
    gone, altered = (r.id for r in before["reports"] if r.source == "a.txt" and r.id != 3)
    with Archive.open(directory, encoder=encoder) as archive:
        archive.original(gone).unlink()
        archive.original(altered).write_text("Có 999 trạm ở ven biển.")
    empty(directory / "archive.sqlite")
    recovery = recovered(directory, encoder)
    failed = [o.message("en") for o in recovery.outcomes if o.status is FileStatus.FAILED]
    assert failed == [
        "failed: the original is gone",
        "failed: the original was altered or is damaged",
    ]
    with Archive.open(directory, encoder=encoder) as archive:
        assert [version.id for version in archive.history(3)] == [3]
        assert archive.report(3).state is State.CURRENT
    assert any("999" in p.read_text() for p in (directory / "reports").glob("*-a.txt"))
    assert list(recovery.kept.glob("ledger-*.json"))


def test_log_of_another_archive_is_not_played_in(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder, tmp_path: Path, inbox: Path
) -> None:
    directory, before = full
    code = (
        "import os, sys; from pathlib import Path; from index import Archive\n"
        "from tests.index.fakes import HashingEncoder, read_report\n"
        "archive = Archive.open(Path(sys.argv[1]), create=True, encoder=HashingEncoder())\n"
        "archive.build([Path(sys.argv[2])], reader=read_report)\n"
        "os._exit(0)"
    )
    other = tmp_path / "other"
    subprocess.run([sys.executable, "-c", code, str(other), str(inbox)], cwd=ROOT, check=True)
    log = directory / "archive.sqlite-wal"
    shutil.copy(other / "archive.sqlite-wal", log)
    content = (directory / "archive.sqlite").read_bytes()
    with pytest.raises(ArchiveError, match="-wal") as caught:
        Archive.open(directory, encoder=encoder)
    assert caught.value.code == "wal_foreign"
    assert (directory / "archive.sqlite").read_bytes() == content
    log.unlink()
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before


def test_journal_of_another_database_is_not_played_in(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder, tmp_path: Path
) -> None:
    directory, before = full
    other = sqlite3.connect(tmp_path / "other.sqlite", isolation_level=None)
    other.execute("PRAGMA cache_size = 1")
    other.execute("CREATE TABLE t (x)")
    other.execute("INSERT INTO t VALUES (zeroblob(100000))")
    other.execute("BEGIN")
    other.execute("UPDATE t SET x = zeroblob(200000)")
    journal = directory / "archive.sqlite-journal"
    shutil.copy(tmp_path / "other.sqlite-journal", journal)
    other.close()
    assert journal.stat().st_size > 0
    content = (directory / "archive.sqlite").read_bytes()
    with pytest.raises(ArchiveError, match="-journal") as caught:
        Archive.open(directory, encoder=encoder)
    assert caught.value.code == "wal_foreign"
    assert (directory / "archive.sqlite").read_bytes() == content
    recovery = recovered(directory, encoder)
    assert (recovery.kept / "archive.sqlite-journal").is_file()
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before


def test_log_torn_by_a_crash_is_no_other_archives(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder
) -> None:
    """SQLite passes over a frame whose checksum is wrong; so it must be passed over here."""
    directory, before = full
    database = directory / "archive.sqlite"
    log = database.with_name("archive.sqlite-wal")
    with Archive.open(directory, encoder=encoder) as archive:
        archive.correct(1, title="Trong nhật ký")
        copies = {path: path.read_bytes() for path in (database, log)}
    (directory / "archive.sqlite-shm").unlink(missing_ok=True)
    name = soundness.identity(database)
    assert name is not None
    torn = bytearray(copies[log])
    at = torn.rindex(name.encode())
    torn[at : at + len(name)] = bytes(len(name))
    database.write_bytes(copies[database])
    log.write_bytes(torn)
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive)["texts"] == before["texts"]


@pytest.mark.parametrize("damage", ["cut", "lose"])
def test_ledger_is_derived_and_made_anew(
    full: tuple[Path, dict[str, Any]],
    encoder: HashingEncoder,
    caplog: pytest.LogCaptureFixture,
    damage: str,
) -> None:
    directory, _ = full
    (ledger,) = (directory / "reports").glob("ledger-*.json")
    text = ledger.read_text()
    if damage == "cut":
        ledger.write_text(text[:-5])
    else:
        ledger.unlink()
    with caplog.at_level(logging.WARNING), Archive.open(directory, encoder=encoder):
        assert ledger.read_text() == text
    assert ledger.name in caplog.text


def test_archive_that_is_open_elsewhere_is_not_replaced(
    full: tuple[Path, dict[str, Any]], encoder: HashingEncoder
) -> None:
    directory, before = full
    code = (
        "import sys; from pathlib import Path; from index import Archive\n"
        "from tests.index.fakes import HashingEncoder\n"
        "with Archive.open(Path(sys.argv[1]), encoder=HashingEncoder()):\n"
        "    print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(directory)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ArchiveError) as caught:
            recovered(directory, encoder)
        assert caught.value.code == "archive_in_use"
    finally:
        other.communicate("")
    with Archive.open(directory, encoder=encoder) as archive:
        assert seen(archive) == before


def test_nothing_to_recover(tmp_path: Path, encoder: HashingEncoder) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(ArchiveError) as caught:
            recovered(folder, encoder)
        assert caught.value.code == "nothing_to_recover"
        (tmp_path / "reports").mkdir(exist_ok=True)
    assert not (tmp_path / "archive.sqlite").exists()


def test_rebuild_from_reports_as_a_command(
    full: tuple[Path, dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    directory, _ = full
    monkeypatch.setattr("corpus.read_report", read_report, raising=False)
    monkeypatch.setattr("index.archive.load_encoder", lambda settings: HashingEncoder())
    monkeypatch.setattr("index.archive.fingerprint", lambda settings: "hashing-1")
    scribble(directory / "archive.sqlite")
    assert main(["status", "--data", str(directory), "--lang", "en"]) == 2
    assert "rebuild --from-reports" in capsys.readouterr().err
    assert main(["rebuild", "--from-reports", "--data", str(directory), "--lang", "en"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "Made the archive anew from 5 originals." in printed.out
    assert "damaged-" in printed.out
    assert main(["status", "--data", str(directory)]) == 0


def test_sound_database_is_not_called_damaged_while_it_is_written(
    full: tuple[Path, dict[str, Any]],
) -> None:
    """Pages move between the log and the database in any order while another one looks."""
    directory, _ = full
    database = directory / "archive.sqlite"
    stop = threading.Event()

    def write() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("PRAGMA wal_autocheckpoint = 3")
        size = 0
        while not stop.is_set():
            size = (size + 40_000) % 1_000_000
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('x', ?)", ("x" * size,))
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(150):
            assert soundness.check(database, directory / "reports")
    finally:
        stop.set()
        writer.join()
