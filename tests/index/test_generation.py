"""Search files are derived: whatever is wrong with them, the archive answers as before."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Archive, SearchRequest
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, write_report


def damage_truncate(folder: Path) -> None:
    path = folder / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-7])


def damage_flip(folder: Path) -> None:
    path = folder / "words-rows.npy"
    content = bytearray(path.read_bytes())
    content[-2] ^= 0x10
    path.write_bytes(content)


def damage_delete(folder: Path) -> None:
    (folder / "syllables-keys.npy").unlink()


def damage_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text()[:40])


def damage_layout(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"layout": 1', '"layout": 0'))


def damage_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def damage_all(folder: Path) -> None:
    shutil.rmtree(folder.parent)


def damage_stale(folder: Path) -> None:
    """The files of an earlier generation under the present one's name."""
    (earlier,) = (path for path in folder.parent.iterdir() if path != folder)
    shutil.rmtree(folder)
    shutil.copytree(earlier, folder)


DAMAGES = [
    damage_truncate,
    damage_flip,
    damage_delete,
    damage_manifest,
    damage_layout,
    damage_folder,
    damage_all,
    damage_stale,
]


def answers(archive: Archive) -> list[tuple[str, float]]:
    hits = archive.search(SearchRequest("bao nhiêu trạm và tuyến cáp"))
    return [(hit.passage.passage.search.text, round(hit.score, 6)) for hit in hits]


@pytest.fixture
def built(archive: Archive, build: Build, inbox: Path) -> Archive:
    build(write_report(inbox / "a.txt", "Có 3 trạm.", "Có 9 tuyến cáp."))
    build(write_report(inbox / "b.txt", "Có 12 trạm ở huyện."))
    return archive


def folder_in_use(archive: Archive) -> Path:
    return max((archive.directory / "search").iterdir(), key=lambda path: path.name)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__[7:])
def test_damaged_files_are_made_anew_with_a_line_that_says_so(
    built: Archive,
    encoder: HashingEncoder,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
) -> None:
    expected = answers(built)
    built.close()
    damage(folder_in_use(built))
    with caplog.at_level(logging.WARNING), Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
        assert again.generation == 2
    assert "tạo lại từ cơ sở dữ liệu" in caplog.text
    caplog.clear()
    with Archive.open(built.directory, encoder=encoder) as once_more:
        assert answers(once_more) == expected
    assert caplog.text == ""


def test_damage_is_put_right_in_memory_while_another_process_writes(
    built: Archive, encoder: HashingEncoder
) -> None:
    from index.files import writer_lock

    expected = answers(built)
    built.close()
    folder = folder_in_use(built)
    damage_delete(folder)
    with (
        writer_lock(built.directory),
        Archive.open(built.directory, encoder=encoder) as again,
    ):
        assert answers(again) == expected
        assert folder_in_use(built) == folder


def test_files_on_disk_give_the_answers_of_files_just_made(
    built: Archive, encoder: HashingEncoder
) -> None:
    expected = answers(built)
    with Archive.open(built.directory, encoder=encoder) as again:
        assert answers(again) == expected
        assert again.vocabulary() == built.vocabulary()
        assert again.bigrams() == built.bigrams()


def test_old_generations_are_discarded(built: Archive, build: Build, inbox: Path) -> None:
    for count in range(4):
        build(write_report(inbox / "c.txt", f"Có {count} cột."))
    kept = sorted(path.name.split("-")[0] for path in (built.directory / "search").iterdir())
    assert kept == ["5", "6"]
