"""What becomes of files: added, unchanged, replaced, duplicate, failed, unsupported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from index import Archive, ArchiveError, FileStatus, Progress, SearchRequest, Stage, State
from index.files import stored_name
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report

ROOT = Path(__file__).resolve().parents[2]


def statuses(outcomes: dict[str, object]) -> dict[str, str]:
    return {name: str(outcome.status) for name, outcome in outcomes.items()}  # type: ignore[attr-defined]


def found(archive: Archive, text: str) -> list[str]:
    """Search and give the texts found by a word of the question."""
    hits = archive.search(SearchRequest(text))
    return [h.passage.passage.search.text for h in hits if h.scores["syllables"] > 0]


def test_new_files_of_a_folder_tree_are_added(archive: Archive, build: Build, inbox: Path) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    write_report(inbox / "deep" / "er" / "b.txt", "Có 4 tuyến cáp.")
    write_report(inbox / ".hidden" / "c.txt", "ẩn")
    write_report(inbox / ".d.txt", "ẩn")
    assert statuses(build(inbox)) == {"a.txt": "added", "b.txt": "added"}
    assert found(archive, "trạm") == ["Có 3 trạm."]
    assert archive.generation == 1


def test_unchanged_files_are_neither_read_nor_embedded_again(
    archive: Archive, build: Build, inbox: Path, encoder: HashingEncoder
) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    build(inbox)
    encoder.texts.clear()

    def never(path: Path) -> object:
        raise AssertionError(f"read {path}")

    (outcome,) = archive.build([inbox], reader=never)  # type: ignore[arg-type]
    assert outcome.status is FileStatus.UNCHANGED
    assert encoder.texts == []
    assert archive.generation == 1


def test_edited_file_replaces_its_older_version(
    archive: Archive, build: Build, inbox: Path, encoder: HashingEncoder
) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.", "Có 9 tuyến cáp.", period="2023-04")
    first = build(inbox)["a.txt"].report_id
    encoder.texts.clear()
    write_report(inbox / "a.txt", "Có 5 trạm.", "Có 9 tuyến cáp.", period="2023-05")
    outcome = build(inbox)["a.txt"]
    assert outcome.status is FileStatus.REPLACED
    assert found(archive, "trạm") == ["Có 5 trạm."]
    assert [text for text in encoder.texts if "cáp" in text] == []  # the same text, known vector
    (current,) = archive.reports()
    assert current.id == outcome.report_id != first
    old = next(r for r in archive.reports(include_superseded=True) if r.id == first)
    assert old.state is State.SUPERSEDED
    assert "Có 3 trạm." in archive.text(old.id)
    assert archive.original(old.id).is_file()


def test_file_edited_back_answers_again(archive: Archive, build: Build, inbox: Path) -> None:
    path = write_report(inbox / "a.txt", "Có 3 trạm.")
    content = path.read_bytes()
    build(inbox)
    write_report(path, "Có 5 trạm.")
    build(inbox)
    path.write_bytes(content)
    assert build(inbox)["a.txt"].status is FileStatus.REPLACED
    assert found(archive, "trạm") == ["Có 3 trạm."]
    assert len(archive.reports()) == 1
    assert build(inbox)["a.txt"].status is FileStatus.UNCHANGED


def test_same_name_elsewhere_with_another_period_is_another_report(
    archive: Archive, build: Build, inbox: Path
) -> None:
    write_report(inbox / "04" / "baocao.txt", "Có 3 trạm.", period="2023-04")
    archive.build([inbox / "04"], reader=read_report)
    write_report(inbox / "05" / "baocao.txt", "Có 4 trạm.", period="2023-05")
    (outcome,) = archive.build([inbox / "05"], reader=read_report)
    assert outcome.status is FileStatus.ADDED
    assert len(archive.reports()) == 2


def test_same_name_elsewhere_with_the_same_period_replaces(
    archive: Archive, build: Build, inbox: Path
) -> None:
    build(write_report(inbox / "one" / "baocao.txt", "Có 3 trạm.", period="2023-04"))
    again = build(write_report(inbox / "two" / "baocao.txt", "Có 4 trạm.", period="2023-04"))
    assert again["baocao.txt"].status is FileStatus.REPLACED
    assert found(archive, "trạm") == ["Có 4 trạm."]


def test_two_files_of_one_name_side_by_side_both_stay(
    archive: Archive, build: Build, inbox: Path
) -> None:
    write_report(inbox / "x" / "baocao.txt", "Có 3 trạm.")
    write_report(inbox / "y" / "baocao.txt", "Có 4 trạm.")
    for status in (FileStatus.ADDED, FileStatus.UNCHANGED):
        outcomes = archive.build([inbox], reader=read_report)
        assert [outcome.status for outcome in outcomes] == [status, status]
    assert sorted(found(archive, "trạm")) == ["Có 3 trạm.", "Có 4 trạm."]


NUMBERED = {"number": "12/BC-STTTT", "province": "an-giang", "period": "2023-04"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "replaced"),
        ({"number": "12 / bc-STTTT"}, "replaced"),
        ({"number": "13/BC-STTTT"}, "added"),
        ({"province": "ca-mau"}, "added"),
        ({"period": "2024-04"}, "added"),
    ],
    ids=["same", "spaced", "number", "province", "period"],
)
def test_number_province_and_period_together_identify_a_report(
    build: Build, inbox: Path, changed: dict[str, str], expected: str
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm.", **NUMBERED))
    path = write_report(inbox / "b.txt", "Có 4 trạm.", **{**NUMBERED, **changed})
    assert build(path)["b.txt"].status == expected


def test_superseded_file_that_is_still_there_does_not_come_back(
    archive: Archive, build: Build, inbox: Path
) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.", **NUMBERED)
    write_report(inbox / "b.txt", "Có 4 trạm.", **NUMBERED)
    assert statuses(build(inbox)) == {"a.txt": "added", "b.txt": "replaced"}
    again = build(inbox)
    assert statuses(again) == {"a.txt": "unchanged", "b.txt": "unchanged"}
    assert "b.txt" in again["a.txt"].message("en")
    assert found(archive, "trạm") == ["Có 4 trạm."]


def test_same_content_under_another_name_is_a_duplicate(
    archive: Archive, build: Build, inbox: Path
) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    shutil.copy(inbox / "a.txt", inbox / "b.txt")
    outcomes = build(inbox)
    assert statuses(outcomes) == {"a.txt": "added", "b.txt": "duplicate"}
    assert "a.txt" in outcomes["b.txt"].message("vi")
    assert statuses(build(inbox)) == {"a.txt": "unchanged", "b.txt": "duplicate"}
    assert len(archive.reports()) == 1


def test_bad_files_are_named_and_the_others_go_on(
    archive: Archive, build: Build, inbox: Path
) -> None:
    write_report(inbox / "good.txt", "Có 3 trạm.")
    write_report(inbox / "bug.txt", "BUG")
    (inbox / "empty.txt").touch()
    (inbox / "picture.bin").write_bytes(b"\x89PNG")
    outcomes = build(inbox)
    assert statuses(outcomes) == {
        "bug.txt": "failed",
        "empty.txt": "failed",
        "good.txt": "added",
        "picture.bin": "unsupported",
    }
    assert "a bug in a reader" in outcomes["bug.txt"].message()
    assert all(outcome.message("vi") != outcome.message("en") for outcome in outcomes.values())
    assert found(archive, "trạm") == ["Có 3 trạm."]


def test_nothing_usable_is_an_error(build: Build, inbox: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        build(inbox)
    assert caught.value.code == "nothing_to_build"
    with pytest.raises(ArchiveError) as caught:
        build(inbox / "nowhere")
    assert caught.value.code == "path_missing"


def test_report_without_passages_is_kept(archive: Archive, build: Build, inbox: Path) -> None:
    assert build(write_report(inbox / "a.txt", title="Trống"))["a.txt"].status is FileStatus.ADDED
    assert (len(archive.reports()), archive.passage_count) == (1, 0)
    assert archive.search(SearchRequest("trạm")) == ()


def test_file_names_are_compared_and_shown_composed(
    archive: Archive, build: Build, inbox: Path
) -> None:
    name = "Báo cáo tháng tư.txt"
    path = write_report(inbox / unicodedata.normalize("NFD", name), "Có 3 trạm.")
    build(path)
    assert archive.reports()[0].source == name
    path.unlink()
    outcome = build(write_report(inbox / name, "Có 3 trạm."))[name]
    assert outcome.status is FileStatus.UNCHANGED


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/absolute", ".hidden", "a\nb\x00c.txt", "x" * 400 + ".pdf", "báo " * 90],
)
def test_stored_names_cannot_leave_their_folder(tmp_path: Path, name: str) -> None:
    stored = stored_name(name, "0123456789abcdef" * 4)
    assert (tmp_path / stored).resolve().parent == tmp_path
    assert len(stored.encode()) < 200
    assert stored.startswith("0123456789abcdef-")
    assert stored.isprintable()


def test_progress_never_falls_and_ends_full(archive: Archive, inbox: Path) -> None:
    for i in range(5):
        write_report(inbox / f"{i}.txt", f"Có {i} trạm.")
    seen: list[Progress] = []
    archive.build([inbox], reader=read_report, progress=seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {progress.stage for progress in seen} == set(Stage)
    assert all(progress.message("vi") != progress.message("en") for progress in seen)


def test_remove_by_id_name_and_number(archive: Archive, build: Build, inbox: Path) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    write_report(inbox / "b.txt", "Có 4 cáp.", number="1/BC")
    write_report(inbox / "c.txt", "Có 5 cột.")
    outcomes = build(inbox)
    removed = archive.remove([str(outcomes["a.txt"].report_id), "1/BC"])
    assert [record.source for record in removed] == ["a.txt", "b.txt"]
    assert [record.source for record in archive.reports()] == ["c.txt"]
    assert found(archive, "trạm cáp cột") == ["Có 5 cột."]
    assert archive.reports(include_superseded=True) == archive.reports()
    states = {r.source: r.state for r in archive.reports(include_removed=True)}
    assert states == {"a.txt": State.REMOVED, "b.txt": State.REMOVED, "c.txt": State.CURRENT}
    assert all(archive.original(report.id).is_file() for report in removed)
    assert archive.status().removed == 2


def test_remove_of_an_unknown_report_removes_nothing(
    archive: Archive, build: Build, inbox: Path
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    with pytest.raises(ArchiveError) as caught:
        archive.remove(["a.txt", "z.txt"])
    assert caught.value.code == "report_unknown"
    assert len(archive.reports()) == 1


def test_removing_a_version_lets_the_one_before_answer(
    archive: Archive, build: Build, inbox: Path
) -> None:
    ids = []
    for count in (3, 4, 5):
        outcome = build(write_report(inbox / "a.txt", f"Có {count} trạm."))["a.txt"]
        ids.append(str(outcome.report_id))
    archive.remove([ids[1]])  # one that was superseded itself
    assert found(archive, "trạm") == ["Có 5 trạm."]
    archive.remove([ids[2]])
    assert found(archive, "trạm") == ["Có 3 trạm."]
    archive.remove(["a.txt"])
    assert archive.reports(include_superseded=True) == ()
    assert archive.generation == 6
    archive.remove(["a.txt"])
    assert archive.generation == 6


def test_models_are_not_mixed(archive: Archive, build: Build, inbox: Path) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    archive.close()
    other = HashingEncoder("hashing-2")
    with Archive.open(archive.directory, encoder=other) as opened:
        assert opened.status().model_matches is False
        for action in (
            lambda: opened.search(SearchRequest("trạm")),
            lambda: opened.build([inbox], reader=read_report),
        ):
            with pytest.raises(ArchiveError, match="rebuild") as caught:
                action()
            assert caught.value.code == "model_mismatch"
        opened.rebuild(reader=read_report)
        assert found(opened, "trạm") == ["Có 3 trạm."]
        assert opened.status().model_matches is True
        assert len(other.texts) == 1


def test_rebuild_keeps_ids_and_versions(archive: Archive, build: Build, inbox: Path) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    build(write_report(inbox / "a.txt", "Có 4 trạm."))
    before = archive.reports(include_superseded=True)
    archive.rebuild(reader=read_report)
    assert archive.reports(include_superseded=True) == before
    assert found(archive, "trạm") == ["Có 4 trạm."]


def test_rebuild_without_an_original_changes_nothing(
    archive: Archive, build: Build, inbox: Path
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    archive.original(archive.reports()[0].id).unlink()
    with pytest.raises(ArchiveError) as caught:
        archive.rebuild(reader=read_report)
    assert caught.value.code == "original_missing"
    assert found(archive, "trạm") == ["Có 3 trạm."]


def test_reports_are_read_again_after_the_reading_has_changed(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch, encoder: HashingEncoder
) -> None:
    monkeypatch.setattr("corpus.read_report", read_report, raising=False)
    monkeypatch.setattr("index.staging.reader_version", lambda: "one")
    write_report(inbox / "a.txt", "Có 3 trạm.")
    (first,) = archive.build([inbox])
    monkeypatch.setattr("index.staging.reader_version", lambda: "two")
    encoder.texts.clear()
    (again,) = archive.build([inbox])
    assert (again.status, again.report_id) == (FileStatus.UNCHANGED, first.report_id)
    assert archive.generation == 2
    assert encoder.texts == []
    archive.build([inbox])
    assert archive.generation == 2


def test_second_writer_is_told_that_the_archive_is_busy(
    archive: Archive, build: Build, inbox: Path
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    code = (
        "import sys; from pathlib import Path; from index.files import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(archive.directory)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        for action in (lambda: build(inbox), lambda: archive.remove(["a.txt"]), archive.rebuild):
            with pytest.raises(ArchiveError) as caught:
                action()
            assert caught.value.code == "busy"
        assert found(archive, "trạm") == ["Có 3 trạm."]
    finally:
        other.communicate("")
    archive.remove(["a.txt"])


def test_disk_that_cannot_be_written_leaves_the_archive_as_it_was(
    archive: Archive, build: Build, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm."))

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("index.generation.sync", full)
        write_report(inbox / "b.txt", "Có 4 trạm.")
        with pytest.raises(ArchiveError, match="No space left") as caught:
            build(inbox)
    assert caught.value.code == "archive_not_writable"
    assert found(archive, "trạm") == ["Có 3 trạm."]
    assert archive.generation == 1
    assert statuses(build(inbox)) == {"a.txt": "unchanged", "b.txt": "added"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ArchiveError) as caught:
        Archive.open(tmp_path / "data", create=True)
    assert caught.value.code == "archive_not_writable"
