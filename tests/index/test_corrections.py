"""What an administrator puts right holds in everything that the archive gives, and lasts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.model import Metadata
from corpus.periods import Period
from index import Archive, ArchiveError, SearchRequest
from index.corrections import check
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report

APRIL, MAY = Period.month(2023, 4), Period.month(2023, 5)


@pytest.fixture
def report(archive: Archive, build: Build, inbox: Path) -> int:
    """A report whose period and province were read wrong, beside another; its id."""
    build(write_report(inbox / "b.txt", "Có 7 trạm.", period="2023-05", province="ca-mau"))
    head = {"title": "Báo cáo", "number": "12/BC-STTTT", "province": "ca-mau", "period": "2023-05"}
    outcome = build(write_report(inbox / "a.txt", "Có 3 trạm.", **head))["a.txt"]
    assert outcome.report_id is not None
    return outcome.report_id


def found(archive: Archive, **request: object) -> list[str]:
    hits = archive.search(SearchRequest("trạm", strict=True, **request))  # type: ignore[arg-type]
    return [hit.passage.passage.search.text for hit in hits]


def test_corrections_hold_in_records_filters_and_evidence(archive: Archive, report: int) -> None:
    read = archive.report(report).metadata
    corrected = archive.correct(
        report,
        title="Báo cáo tháng tư",
        number="13/BC-STTTT",
        issuer="Sở Thông tin và Truyền thông",
        province="An Giang",
        period="tháng 4/2023",
        issued="04/5/2023",
        by="Quản trị",
    )
    assert corrected.metadata == Metadata(
        title="Báo cáo tháng tư",
        number="13/BC-STTTT",
        issuer="Sở Thông tin và Truyền thông",
        province="an-giang",
        province_name="An Giang",
        period=APRIL,
        issued=date(2023, 5, 4),
    )
    assert archive.report(report) == corrected
    assert set(corrected.corrected) == {
        "title", "number", "issuer", "province", "period", "issued"
    }  # fmt: skip
    assert archive.read_metadata(report) == read
    assert {c.by for c in archive.corrections(report)} == {"Quản trị"}
    assert found(archive, periods=(APRIL,)) == ["Có 3 trạm."]
    assert found(archive, periods=(MAY,)) == ["Có 7 trạm."]
    assert found(archive, provinces=("an-giang",)) == ["Có 3 trạm."]
    assert found(archive, provinces=("ca-mau",)) == ["Có 7 trạm."]
    (hit,) = archive.search(SearchRequest("trạm", strict=True, periods=(APRIL,)))
    assert hit.report == corrected
    assert [r.id for r in archive.find(["13/BC-STTTT"])] == [report]


def test_corrections_survive_build_and_rebuild(
    archive: Archive, build: Build, inbox: Path, report: int, encoder: HashingEncoder
) -> None:
    corrected = archive.correct(report, period=APRIL, province=None)
    generation = archive.generation
    build(inbox)
    assert archive.generation == generation
    archive.rebuild(reader=read_report)
    assert archive.report(report) == corrected
    assert archive.read_metadata(report).period == MAY
    assert found(archive, periods=(APRIL,)) == ["Có 3 trạm."]
    archive.close()
    with Archive.open(archive.directory, encoder=encoder) as again:
        assert again.report(report) == corrected
        assert again.correct(report, reset=True).corrected == ()


def test_one_change_one_generation_and_none_where_nothing_changes(
    archive: Archive, report: int
) -> None:
    before = archive.generation
    archive.correct(report, period="2023-04", by="Một")
    assert archive.generation == before + 1
    archive.correct(report, period="tháng 4 năm 2023", by="Hai")
    assert archive.generation == before + 1
    assert [c.by for c in archive.corrections(report)] == ["Một"]
    archive.correct(report, number="", title="Khác")
    assert archive.report(report).metadata.number is None
    assert set(archive.report(report).corrected) == {"title", "number", "period"}


def test_the_reading_again_is_no_correction(archive: Archive, report: int) -> None:
    read = archive.report(report)
    archive.correct(report, period=APRIL, number="99/BC-STTTT")
    archive.correct(report, period=MAY)
    assert archive.report(report).corrected == ("number",)
    assert archive.correct(report, reset=True) == read
    assert archive.corrections(report) == ()
    archive.correct(report, period=APRIL)
    reset = archive.correct(report, reset=True, number="1/BC-STTTT")
    assert (reset.corrected, reset.metadata.period) == (("number",), MAY)


def test_corrections_of_a_removed_report_wait_for_it(archive: Archive, report: int) -> None:
    archive.remove([report])
    archive.correct(report, period=APRIL)
    assert found(archive, periods=(APRIL,)) == []
    archive.restore(report)
    assert found(archive, periods=(APRIL,)) == ["Có 3 trạm."]


def test_erased_report_takes_its_corrections_along(
    archive: Archive, build: Build, inbox: Path, report: int
) -> None:
    archive.correct(report, period=APRIL)
    archive.remove([report], erase=True)
    again = build(inbox / "a.txt")["a.txt"].report_id
    assert again is not None
    assert archive.report(again).corrected == ()


def test_period_decides_what_is_planned(archive: Archive, inbox: Path) -> None:
    """A section on the reported month is a plan only as long as the month was read wrong."""
    path = inbox / "bao-cao.txt"
    path.write_text(
        "UBND TỈNH AN GIANG\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 15/BC-STTTT\n\n"
        "BÁO CÁO\nTình hình thực hiện nhiệm vụ tháng 5/2022\n\n"
        "I. THÁNG 6/2022\n\nToàn tỉnh có 812 trạm phát sóng, tăng 4 trạm so với kỳ trước.\n",
        encoding="utf-8",
    )
    (outcome,) = archive.build([path])
    assert outcome.report_id is not None

    def planned() -> list[tuple[bool, Period | None]]:
        stored = archive.report_passages(outcome.report_id or 0)
        return [(p.passage.planned, p.passage.period) for p in stored if "812" in str(p.passage)]

    assert planned() == [(True, Period.month(2022, 6))]
    archive.correct(outcome.report_id, period="2022-06")
    assert planned() == [(False, None)]
    archive.rebuild()
    assert planned() == [(False, None)]
    archive.correct(outcome.report_id, reset=True)
    assert planned() == [(True, Period.month(2022, 6))]


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("title", "  Báo cáo\n tháng 4 ", "Báo cáo tháng 4"),
        ("number", "357 / BC-STTTT", "357 / BC-STTTT"),
        ("number", "  ", None),
        ("province", "an-giang", "an-giang"),
        ("province", "AN GIANG", "an-giang"),
        ("province", "tỉnh Ninh Thuận", "ninh-thuan"),
        ("province", "ninh thuan", "ninh-thuan"),
        ("province", "TP. Đà Nẵng", "da-nang"),
        ("province", "An Lộc", "an-loc|An Lộc"),
        ("province", "", None),
        ("period", MAY, "2023-05"),
        ("period", "2019-Q3", "2019-Q3"),
        ("period", "2022-9m", "2022-9M"),
        ("period", "4/2023", "2023-04"),
        ("period", "quý III/2019", "2019-Q3"),
        ("period", "6 tháng đầu năm 2022", "2022-H1"),
        ("period", "April 2023", "2023-04"),
        ("period", None, None),
        ("issued", date(2023, 5, 4), "2023-05-04"),
        ("issued", "2023-05-04", "2023-05-04"),
        ("issued", "04/5/2023", "2023-05-04"),
        ("issued", "ngày 04 tháng 5 năm 2023", "2023-05-04"),
        ("issued", " ", None),
    ],
)
def test_values_are_taken_as_people_write_them(field: str, given: object, kept: str | None) -> None:
    assert check({field: given}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", ""),
        ("title", None),
        ("title", "x" * 501),
        ("title", "a\x00b"),
        ("number", "BC-STTTT"),
        ("number", "1" * 80),
        ("number", "12/BC <script>"),
        ("province", "An Giang và Cà Mau"),
        ("province", "12"),
        ("period", "tháng 13/2023"),
        ("period", "hôm qua"),
        ("period", "quý III"),
        ("period", "tháng 4/2023 và tháng 5/2023"),
        ("period", Period.day(date(2023, 4, 1))),
        ("period", "0004-04"),
        ("issued", "32/5/2023"),
        ("issued", "tháng 5/2023"),
        ("issued", date(1, 1, 1)),
    ],
)
def test_values_that_cannot_be_are_named(
    archive: Archive, report: int, field: str, given: object
) -> None:
    before = archive.generation
    with pytest.raises(ArchiveError) as caught:
        archive.correct(report, **{field: given})  # type: ignore[arg-type]
    assert caught.value.code == f"{field}_invalid"
    assert caught.value.message("vi") != caught.value.message("en")
    assert "\n" not in caught.value.message("vi")
    assert archive.generation == before


def test_nothing_to_correct_and_unknown_reports_are_errors(archive: Archive, report: int) -> None:
    with pytest.raises(ArchiveError) as caught:
        archive.correct(report)
    assert caught.value.code == "correction_empty"
    with pytest.raises(ArchiveError) as caught:
        archive.correct(report + 50, title="Khác")
    assert caught.value.code == "report_unknown"
