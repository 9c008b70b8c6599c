"""What goes into the database comes out the same, and damage is named."""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.model import (
    Basis,
    Document,
    Figure,
    Level,
    MappedText,
    Metadata,
    Passage,
    PassageKind,
    Report,
    Span,
    SpanKind,
)
from corpus.periods import Period
from index import Archive, ArchiveError, State, StoredPassage
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, write_report

FULL_FIGURE = Figure(
    start=3,
    end=7,
    printed="18,3",
    value=18.3e9,
    unit="đồng",
    scale=1e9,
    label="doanh thu",
    own=(0, 15),
    clause=(0, 20),
    level=Level.DISTRICT,
    basis=Basis.CUMULATIVE,
    head=0,
    period=Period.month(2022, 3),
    approximate=True,
    against=Period.month(2022, 2),
    direction=-1,
    whole=2,
)
FULL_PASSAGE = Passage(
    ordinal=4,
    kind=PassageKind.FOOTNOTE,
    section=("I. Kết quả", "2. Viễn thông"),
    topic="Hạ tầng “mạng”",
    search=MappedText("đạt 18,3 tỷ đồng trong kỳ.", ((0, 5, 10), (11, 20, 15))),
    sentences=((0, 10), (11, 26)),
    start=5,
    end=35,
    page=2,
    period=Period.month(2022, 3),
    planned=True,
    note="1",
)
FULL_DOCUMENT = Document(
    source="Báo cáo số 9.txt",
    media_type="application/pdf",
    sha256="",
    text="x" * 40,
    page_starts=(0, 20),
    spans=(Span(0, 5, SpanKind.HEADING, 2), Span(5, 9, SpanKind.TABLE_ROW)),
    title="Tiêu đề",
    published=date(2022, 4, 2),
)
FULL_METADATA = Metadata(
    title="Báo cáo tháng 3",
    number="09/BC-STTTT",
    issuer="Sở Thông tin và Truyền thông",
    province="an-giang",
    province_name="An Giang",
    period=Period.month(2022, 3),
    issued=date(2022, 4, 1),
    published=date(2022, 4, 2),
    signer="Nguyễn Văn Mẫu",
    signer_position="Giám đốc",
    author="Trần Thị Thử",
)


def everything_set(value: object) -> bool:
    """Tell whether no field has its default, so that a forgotten column would show."""
    return all(
        getattr(value, item.name) != item.default
        for item in dataclasses.fields(value)  # type: ignore[arg-type]
        if item.default is not dataclasses.MISSING
    )


@pytest.fixture
def stored(archive: Archive, inbox: Path) -> int:
    """Store a report with every field of every dataclass set; return its id."""
    path = inbox / FULL_DOCUMENT.source
    path.write_text("content")
    sha = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"
    document = dataclasses.replace(FULL_DOCUMENT, sha256=sha)
    other = dataclasses.replace(FULL_PASSAGE, ordinal=5, page=None, period=None)
    bare = dataclasses.replace(FULL_FIGURE, level=None, head=None, period=None)
    report = Report(document, FULL_METADATA, (FULL_PASSAGE, other), ((FULL_FIGURE, bare), (bare,)))
    (outcome,) = archive.build([path], reader=lambda _: report)
    assert outcome.report_id is not None
    return outcome.report_id


def test_the_example_leaves_no_field_at_its_default() -> None:
    for value in (FULL_FIGURE, FULL_PASSAGE, FULL_DOCUMENT, FULL_METADATA):
        assert everything_set(value)


def test_every_field_survives(archive: Archive, stored: int) -> None:
    first, second = archive.report_passages(stored)
    assert first == StoredPassage(
        first.id,
        stored,
        FULL_PASSAGE,
        (FULL_FIGURE, dataclasses.replace(FULL_FIGURE, level=None, head=None, period=None)),
    )
    assert second.passage == dataclasses.replace(FULL_PASSAGE, ordinal=5, page=None, period=None)
    assert len(second.figures) == 1
    record = archive.report(stored)
    assert record.metadata == FULL_METADATA
    assert (record.page_count, record.passage_count, record.state) == (2, 2, State.CURRENT)
    assert record.source == FULL_DOCUMENT.source
    assert abs(datetime.now(UTC) - record.added).total_seconds() < 3600
    document = archive.document(stored)
    assert document == dataclasses.replace(FULL_DOCUMENT, sha256=record.sha256)
    assert archive.text(stored) == FULL_DOCUMENT.text


def test_original_is_kept_unaltered(archive: Archive, stored: int) -> None:
    original = archive.original(stored)
    assert original.read_text() == "content"
    assert original.parent == archive.directory / "reports"
    assert original.name.endswith("-Báo cáo số 9.txt")


def test_missing_original_is_an_error(archive: Archive, stored: int) -> None:
    archive.original(stored).unlink()
    with pytest.raises(ArchiveError) as caught:
        archive.original(stored)
    assert caught.value.code == "original_missing"


def test_passages_come_in_the_order_asked_for(archive: Archive, stored: int) -> None:
    ids = [passage.id for passage in archive.report_passages(stored)]
    found = archive.passages([ids[1], 999, ids[0], ids[1]])
    assert [passage.id for passage in found] == [ids[1], ids[0], ids[1]]


@pytest.mark.parametrize("ask", ["report", "text", "original"])
def test_unknown_report_is_an_error(archive: Archive, ask: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        getattr(archive, ask)(77)
    assert caught.value.code == "report_unknown"
    assert "77" in caught.value.message("vi")
    assert "77" in caught.value.message("en")


def test_no_archive_is_an_error_unless_one_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        Archive.open(tmp_path / "none")
    assert caught.value.code == "archive_missing"
    assert not (tmp_path / "none").exists()
    (tmp_path / "archive.sqlite").touch()  # as a crash during the very first start leaves it
    with Archive.open(tmp_path, create=True, encoder=HashingEncoder()) as archive:
        assert (archive.reports(), archive.generation, archive.passage_count) == ((), 0, 0)


def test_damaged_database_is_named_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "archive.sqlite"
    database.write_bytes(b"this is no database" * 500)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite") as caught:
        Archive.open(tmp_path, create=True)
    assert caught.value.code == "archive_damaged"
    assert database.read_bytes() == b"this is no database" * 500


def test_damage_inside_the_database_is_named(
    archive: Archive, build: Build, inbox: Path, encoder: HashingEncoder
) -> None:
    build(write_report(inbox / "a.txt", "Có 3 trạm.", "Có 4 trạm."))
    archive.close()
    database = archive.directory / "archive.sqlite"
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        Archive.open(archive.directory, encoder=encoder)
    assert caught.value.code == "archive_damaged"


def test_newer_format_is_refused(archive: Archive) -> None:
    archive.close()
    with sqlite3.connect(archive.directory / "archive.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(ArchiveError, match="99") as caught:
        Archive.open(archive.directory)
    assert caught.value.code == "archive_newer"


def test_closed_archive_says_so(archive: Archive) -> None:
    archive.close()
    with pytest.raises(ArchiveError) as caught:
        archive.reports()
    assert caught.value.code == "archive_closed"


def test_archive_goes_on_after_a_commit_that_failed(
    archive: Archive, build: Build, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(sqlite3.Connection):
        failures = 1

        def commit(self) -> None:
            if Failing.failures:
                Failing.failures -= 1
                raise sqlite3.OperationalError("disk I/O error")
            super().commit()

    build(write_report(inbox / "a.txt", "Có 3 trạm."))
    archive.close()
    plain = sqlite3.connect
    monkeypatch.setattr(
        "index.connections.sqlite3.connect", lambda *a, **k: plain(*a, factory=Failing, **k)
    )
    with Archive.open(archive.directory, encoder=HashingEncoder()) as opened:
        with pytest.raises(ArchiveError, match="disk I/O error") as caught:
            opened.remove(["a.txt"])
        assert caught.value.code == "archive_not_writable"
        assert [report.source for report in opened.reports()] == ["a.txt"]
        opened.remove(["a.txt"])
        assert opened.reports() == ()
