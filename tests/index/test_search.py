"""Fusion, boosts and filters; readers while others write."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.periods import Period
from index import Archive, ReportRecord, SearchRequest
from tests.index.conftest import Build
from tests.index.fakes import HashingEncoder, read_report, write_report

APRIL = Period.month(2023, 4)


@pytest.fixture
def months(archive: Archive, build: Build, inbox: Path) -> Archive:
    """Twelve look-alike months of two provinces, and one report that names neither."""
    for province in ("an-giang", "ca-mau"):
        for month in range(1, 13):
            write_report(
                inbox / f"{province}-{month:02}.txt",
                f"Toàn tỉnh có {100 + month} trạm 5G đang hoạt động.",
                f"Doanh thu bưu chính đạt {month} tỷ đồng.",
                province=province,
                period=f"2023-{month:02}",
            )
    write_report(inbox / "bare.txt", "Có 7 trạm 5G thử nghiệm.")
    build(inbox)
    return archive


def sources(archive: Archive, request: SearchRequest) -> list[str]:
    return [hit.report.source for hit in archive.search(request)]


def test_period_and_place_decide_among_look_alikes(months: Archive) -> None:
    hits = months.search(
        SearchRequest("Có bao nhiêu trạm 5G?", periods=(APRIL,), provinces=("ca-mau",), limit=3)
    )
    assert hits[0].report.source == "ca-mau-04.txt"
    assert "104 trạm" in hits[0].passage.passage.search.text


def test_scores_add_up_and_name_their_parts(months: Archive) -> None:
    request = SearchRequest("trạm 5G", periods=(APRIL,), provinces=("ca-mau",))
    hits = months.search(request)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert set(hit.scores) == {"dense", "words", "syllables", "period", "province"}
        assert sum(hit.scores.values()) == pytest.approx(hit.score)
        assert (hit.scores["province"] > 0) == (hit.report.metadata.province == "ca-mau")
        assert (hit.scores["period"] > 0) == (hit.report.metadata.period == APRIL)


def test_soft_preference_still_finds_the_others(months: Archive) -> None:
    found = sources(months, SearchRequest("trạm 5G", periods=(APRIL,), limit=60))
    assert {"bare.txt", "ca-mau-04.txt", "an-giang-11.txt"} <= set(found)


def test_strict_finds_nothing_else(months: Archive) -> None:
    request = SearchRequest(
        "trạm 5G", periods=(APRIL,), provinces=("ca-mau", "an-giang"), strict=True, limit=60
    )
    assert set(sources(months, request)) == {"ca-mau-04.txt", "an-giang-04.txt"}
    nowhere = SearchRequest("trạm 5G", periods=(Period.month(1999, 1),), strict=True)
    assert months.search(nowhere) == ()
    unknown = SearchRequest("trạm 5G", provinces=("lao-cai",), strict=True)
    assert months.search(unknown) == ()


def test_several_periods(months: Archive) -> None:
    periods = (APRIL, Period.month(2023, 9))
    found = sources(months, SearchRequest("trạm 5G", periods=periods, strict=True, limit=60))
    assert {name.split("-")[-1] for name in found} == {"04.txt", "09.txt"}


def test_year_prefers_its_months_to_what_has_no_period(months: Archive) -> None:
    hits = months.search(SearchRequest("trạm 5G", periods=(Period.of_year(2023),), limit=60))
    parts = {hit.report.source: hit.scores["period"] for hit in hits}
    assert 0 < parts["ca-mau-04.txt"] < months.settings.period_boost
    assert parts["bare.txt"] == 0


def test_boost_of_the_request_counts(months: Archive) -> None:
    request = SearchRequest("trạm 5G", periods=(APRIL,), period_boost=0.0, limit=60)
    assert {hit.scores["period"] for hit in months.search(request)} == {0.0}


def test_only_the_reports_named(months: Archive) -> None:
    (report,) = (r for r in months.reports() if r.source == "ca-mau-09.txt")
    request = SearchRequest("trạm 5G doanh thu", reports=frozenset({report.id}))
    assert sources(months, request) == ["ca-mau-09.txt"] * 2
    assert months.search(SearchRequest("trạm", reports=frozenset())) == ()


def test_question_without_accents_finds_the_passage(months: Archive) -> None:
    hits = months.search(SearchRequest("doanh thu buu chinh", folded=True, limit=1))
    assert "bưu chính" in hits[0].passage.passage.search.text
    assert hits[0].scores["words"] == 0
    assert hits[0].scores["syllables"] > 0.6


def test_unknown_words_score_nothing(months: Archive) -> None:
    for hit in months.search(SearchRequest("zyzzyva qwertz")):
        assert hit.scores["words"] == hit.scores["syllables"] == 0


def test_dense_text_may_differ_from_the_text_for_words(months: Archive) -> None:
    request = SearchRequest("", dense_text="Doanh thu bưu chính", language="en", limit=1)
    (hit,) = months.search(request)
    assert "bưu chính" in hit.passage.passage.search.text
    assert hit.scores["syllables"] == 0
    assert months.search(SearchRequest("   ")) == ()


@pytest.mark.parametrize("limit", [0, 1, 5, 1000])
def test_limit(months: Archive, limit: int) -> None:
    assert len(months.search(SearchRequest("trạm 5G", limit=limit))) == min(limit, 49)


@pytest.mark.parametrize(
    ("provinces", "periods"),
    [
        ((), ()),
        (("ca-mau",), ()),
        (("lao-cai",), ()),
        ((), (APRIL,)),
        (("ca-mau", "an-giang"), (APRIL, Period.month(2023, 9))),
        (("ca-mau",), (Period.quarter(2023, 2),)),
        (("ca-mau",), (Period.of_year(2019),)),
    ],
    ids=str,
)
def test_reports_about_are_those_that_a_walk_through_all_finds(
    months: Archive, provinces: tuple[str, ...], periods: tuple[Period, ...]
) -> None:
    def fits(report: ReportRecord) -> bool:
        own, period = report.metadata.province, report.metadata.period
        here = not provinces or own is None or own in provinces
        then = not periods or period is None or any(period.overlaps(p) for p in periods)
        return here and then

    expected = tuple(report for report in months.reports() if fits(report))
    assert months.reports_about(provinces, periods) == expected
    assert any(report.source == "bare.txt" for report in expected)


def test_counts_of_terms(months: Archive) -> None:
    assert months.document_frequency("tram") == 25
    assert months.document_frequency("Trạm") == 25
    assert months.document_frequency("tram_5g") == 25
    assert months.document_frequency("vang_mat") == 0
    assert months.vocabulary()["trạm"] == 25
    assert months.bigrams()["bưu", "chính"] == 24


def test_reports_that_say_something(months: Archive) -> None:
    assert len(months.reports_saying(["buu_chinh"], [])) == 24
    assert len(months.reports_saying(["thu_nghiem", "vang_mat"], [])) == 1
    assert months.reports_saying(["buu_chinh", "thu_nghiem"], ["toan_tinh", "doanh_thu"]) == (
        months.reports_saying(["thu_nghiem"], [])
    )


def test_filter_that_leaves_little_ranks_as_any_other(
    months: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = SearchRequest(
        "doanh thu bưu chính", strict=True, periods=(Period.month(2023, 4),), provinces=("ca-mau",)
    )
    whole = [(hit.passage.id, hit.score) for hit in months.search(request)]
    monkeypatch.setattr("index.generation._SELECTIVE", 1)
    assert [(hit.passage.id, hit.score) for hit in months.search(request)] == whole


def test_other_reader_sees_a_commit_at_its_next_search(
    months: Archive, inbox: Path, encoder: HashingEncoder
) -> None:
    with Archive.open(months.directory, encoder=encoder) as reader:
        before = reader.generation
        months.build(
            [write_report(inbox / "new.txt", "Vệ tinh có 9 trạm mặt đất.")], reader=read_report
        )
        (hit,) = reader.search(SearchRequest("vệ tinh mặt đất", limit=1))
        assert hit.report.source == "new.txt"
        assert reader.generation == before + 1
        months.remove(["new.txt"])
        assert "new.txt" not in sources(reader, SearchRequest("vệ tinh mặt đất"))


def test_readers_in_many_threads_while_reports_come_and_go(
    months: Archive, inbox: Path, encoder: HashingEncoder
) -> None:
    errors: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                hits = months.search(SearchRequest("trạm 5G", periods=(APRIL,), limit=5))
                assert len(hits) >= 4
                assert all("trạm" in hit.passage.passage.search.text for hit in hits)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for count in range(6):
            path = write_report(inbox / "extra.txt", f"Thêm {count} trạm 5G.")
            months.build([path], reader=read_report)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert errors == []
