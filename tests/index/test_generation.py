"""Search files are derived: whatever is wrong with them, the archive answers as before."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Archive, SearchRequest
from index.files import writer_lock
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, write_report


def newest(archive: Archive, kind: str) -> Path:
    """Return the newest manifest (``*.json``) or segment (``segment-*``) of the archive."""
    found = (archive.directory / "search").glob(kind)
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def damage_truncate(archive: Archive) -> None:
    path = newest(archive, "segment-*") / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-7])


def damage_flip(archive: Archive) -> None:
    path = newest(archive, "segment-*") / "arrays.bin"
    content = bytearray(path.read_bytes())
    content[-70] ^= 0x10
    path.write_bytes(content)


def damage_empty(archive: Archive) -> None:
    (newest(archive, "segment-*") / "arrays.bin").write_bytes(b"")


def damage_delete(archive: Archive) -> None:
    (newest(archive, "segment-*") / "arrays.bin").unlink()


def damage_manifest(archive: Archive) -> None:
    path = newest(archive, "*.json")
    path.write_text(path.read_text()[:40])


def damage_layout(archive: Archive) -> None:
    path = newest(archive, "*.json")
    path.write_text(path.read_text().replace('"layout": 2', '"layout": 3'))


def damage_segment(archive: Archive) -> None:
    shutil.rmtree(newest(archive, "segment-*"))


def damage_all(archive: Archive) -> None:
    shutil.rmtree(archive.directory / "search")


def damage_stale(archive: Archive) -> None:
    """The manifest of the generation before under the present one's name."""
    now, before = sorted(
        (archive.directory / "search").glob("*.json"), key=lambda p: p.name, reverse=True
    )
    now.write_bytes(before.read_bytes())


def damage_swap(archive: Archive) -> None:
    """The files of one segment in the place of another's."""
    one, other = sorted((archive.directory / "search").glob("segment-*"))
    shutil.rmtree(one)
    shutil.copytree(other, one)


DAMAGES = [
    damage_truncate,
    damage_flip,
    damage_empty,
    damage_delete,
    damage_manifest,
    damage_layout,
    damage_segment,
    damage_all,
    damage_stale,
    damage_swap,
]


def answers(archive: Archive) -> list[tuple[str, float]]:
    hits = archive.search(SearchRequest("bao nhiêu trạm và tuyến cáp"))
    return [(hit.passage.passage.search.text, round(hit.score, 6)) for hit in hits]


@pytest.fixture
def built(archive: Archive, build: Build, inbox: Path) -> Archive:
    build(write_report(inbox / "a.txt", "Có 3 trạm.", "Có 9 tuyến cáp."))
    build(write_report(inbox / "b.txt", "Có 12 trạm ở huyện."))
    return archive


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__[7:])
def test_damaged_files_are_made_anew_with_a_line_that_says_so(
    built: Archive,
    encoder: HashingEncoder,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Archive], None],
) -> None:
    expected, words = answers(built), built.vocabulary()
    built.close()
    damage(built)
    with caplog.at_level(logging.WARNING), Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
        assert again.vocabulary() == words
        assert again.generation == 2
    assert "tạo lại từ cơ sở dữ liệu" in caplog.text
    caplog.clear()
    with Archive.open(built.directory, encoder=encoder) as once_more:
        assert answers(once_more) == expected
    assert caplog.text == ""


def test_files_of_the_first_layout_are_made_anew_and_cleared_away(
    built: Archive, encoder: HashingEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    expected = answers(built)
    built.close()
    search = built.directory / "search"
    shutil.rmtree(search)
    (search / "2-0badcafe").mkdir(parents=True)
    (search / "2-0badcafe" / "manifest.json").write_text('{"layout": 1, "generation": 2}')
    with sqlite3.connect(built.directory / "archive.sqlite") as database:
        database.execute("UPDATE meta SET value = '2-0badcafe' WHERE key = 'search'")
    database.close()
    with caplog.at_level(logging.WARNING), Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
    assert "layout 1" in caplog.text
    assert not (search / "2-0badcafe").exists()


def test_only_the_damaged_segment_is_made_anew(built: Archive, encoder: HashingEncoder) -> None:
    built.close()
    before = {path.name for path in (built.directory / "search").glob("segment-*")}
    damaged = newest(built, "segment-*")
    damage_flip(built)
    with Archive.open(built.directory, encoder=encoder):
        pass
    after = {path.name for path in (built.directory / "search").glob("segment-*")}
    assert before - after == {damaged.name}
    assert len(after) == len(before) == 2


def test_damage_is_put_right_in_memory_while_another_process_writes(
    built: Archive, encoder: HashingEncoder
) -> None:
    expected = answers(built)
    built.close()
    damage_delete(built)
    files = sorted((built.directory / "search").rglob("*"))
    with writer_lock(built.directory), Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
    assert sorted((built.directory / "search").rglob("*")) == files


def test_a_reader_whose_files_are_gone_takes_up_the_later_generation(
    built: Archive, build: Build, inbox: Path, encoder: HashingEncoder
) -> None:
    with Archive.open(built.directory, encoder=encoder) as reader:
        before = answers(reader)
        for count in range(3):
            build(write_report(inbox / f"{count}.txt", f"Có {count} trạm ở xã."))
        assert len(answers(reader)) == len(before) + 3


def test_files_on_disk_give_the_answers_of_files_just_made(
    built: Archive, encoder: HashingEncoder
) -> None:
    expected = answers(built)
    with Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
        assert again.vocabulary() == built.vocabulary()
        assert again.bigrams() == built.bigrams()


def test_another_report_leaves_the_segments_that_there_are(
    built: Archive, build: Build, inbox: Path
) -> None:
    def stamps() -> dict[str, int]:
        files = (built.directory / "search").glob("segment-*/*")
        return {str(path): path.stat().st_mtime_ns for path in files}

    before = stamps()
    build(write_report(inbox / "c.txt", "Có 4 cột."))
    after = stamps()
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_removing_a_report_writes_no_segment(built: Archive) -> None:
    removed, kept = built.reports()
    before = {path.name for path in (built.directory / "search").glob("segment-*")}
    built.remove([removed.source])
    assert {hit.report.id for hit in built.search(SearchRequest("trạm cáp"))} == {kept.id}
    assert built.passage_count == 1
    after = {path.name for path in (built.directory / "search").glob("segment-*")}
    assert after <= before


def test_many_small_segments_are_merged(built: Archive, build: Build, inbox: Path) -> None:
    for count in range(20):
        build(write_report(inbox / f"{count}.txt", f"Có {count} cột ở xã số {count}."))
    manifest = json.loads(newest(built, "*.json").read_text())
    assert len(manifest["segments"]) < 8
    assert built.passage_count == 23
    hits = built.search(SearchRequest("cột ở xã số 7", limit=1))
    assert [hit.report.source for hit in hits] == ["7.txt"]


def test_old_generations_are_discarded(built: Archive, build: Build, inbox: Path) -> None:
    for count in range(4):
        build(write_report(inbox / "c.txt", f"Có {count} cột."))
    search = built.directory / "search"
    assert sorted(path.name.split("-")[0] for path in search.glob("*.json")) == ["5", "6"]
    named = {
        segment["name"]
        for path in search.glob("*.json")
        for segment in json.loads(path.read_text())["segments"]
    }
    assert {path.name for path in search.glob("segment-*")} == named
